"""GEXF 1.3 for Gephi, written as a stream: typed attributes, kinds, spells, colours, sizes and places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax.saxutils import escape

from graph.export import look
from graph.export.base import Exporter, Material, label_of, notice, office_line, xml_text
from graph.export.ties import Tie, joined, ties

if TYPE_CHECKING:
    from networkx import MultiDiGraph

NODE_ATTRIBUTES = {
    "type": "string",
    "name_ar": "string",
    "name_en": "string",
    "name_tr": "string",
    "aliases": "string",
    "country": "string",
    "country_en": "string",
    "office": "string",
    "wikidata": "string",
    "degree": "integer",
    "importance": "double",
    "lat": "double",
    "lon": "double",
}
EDGE_ATTRIBUTES = {
    "relation": "string",
    "relation_ar": "string",
    "family": "string",
    "symmetric": "boolean",
    "status": "string",
    "date": "string",
    "first": "string",
    "last": "string",
    "place": "string",
    "place_en": "string",
    "events": "integer",
    "reports": "integer",
    "confidence": "double",
    "sources": "string",
    "articles": "string",
    "evidence": "string",
}
HEAD = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
)
# Attribute values: line breaks as references, or readers turn them into spaces.
_SPECIAL = re.compile("[^ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


class Gexf(Exporter):
    """GEXF 1.3, dynamic: every tie is there on the days of its events, an undated one always.

    All edges are directed, because readers refuse files that mix both (Gephi and networkx alike);
    `symmetric` tells which ties hold either way round.
    """

    name = "gexf"
    suffix = ".gexf"
    media_type = "application/gexf+xml"
    title = "GEXF 1.3 for Gephi: ties bundled by pair and relation, with a timeline"

    def write(self, material: Material, out: BinaryIO) -> None:
        """Write nodes, then bundled ties; memory use does not grow with the text written."""
        out.writelines(piece.encode("utf-8") for piece in pieces(material.network))


def pieces(network: MultiDiGraph) -> Iterator[str]:
    """The document in pieces."""
    bundles = ties(network)
    yield HEAD
    yield _meta(network)
    yield '<graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="directed" idtype="string">\n'
    yield _declarations("node", NODE_ATTRIBUTES)
    yield _declarations("edge", EDGE_ATTRIBUTES)
    yield f'<nodes count="{network.number_of_nodes()}">\n'
    yield from _nodes(network)
    yield f'</nodes>\n<edges count="{len(bundles)}">\n'
    families = look.family_colours()
    yield from (_edge(i, tie, families) for i, tie in enumerate(bundles))
    yield "</edges>\n</graph>\n</gexf>\n"


def _quoted(value: str) -> str:
    return escape(xml_text(value), _BREAKS) if _SPECIAL.search(value) else value


def _meta(network: MultiDiGraph) -> str:
    title = network.graph.get("title") or "Rawabit"
    described = " — ".join(part for part in (str(title), notice(network)) if part)
    return f"<meta><creator>Rawabit</creator><description>{escape(xml_text(described))}</description></meta>\n"


def _declarations(kind: str, attributes: dict[str, str]) -> str:
    rows = "".join(f'<attribute id="{name}" title="{name}" type="{type_}"/>' for name, type_ in attributes.items())
    return f'<attributes class="{kind}" mode="static">{rows}</attributes>\n'


def _values(values: dict[str, Any]) -> str:
    rows = [f'<attvalue for="{name}" value="{_value(v)}"/>' for name, v in values.items() if v is not None and v != ""]
    return f"<attvalues>{''.join(rows)}</attvalues>" if rows else ""


def _value(value: Any) -> str:
    if isinstance(value, str):
        return escape(xml_text(value), _BREAKS) if _SPECIAL.search(value) else value
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _nodes(network: MultiDiGraph) -> Iterator[str]:
    colours, places, plain = look.country_colours(network), look.positions(network), look.elsewhere()
    for node, data in network.nodes(data=True):
        r, g, b = look.channels(colours.get(data.get("country") or "", plain))
        x, y = places[node]
        yield (
            f'<node id="{_quoted(node)}" label="{_quoted(label_of(data, node))}">{_values(_node_values(node, data))}'
            f'<viz:color r="{r}" g="{g}" b="{b}"/><viz:position x="{x}" y="{y}" z="0.0"/>'
            f'<viz:size value="{look.node_size(data)}"/></node>\n'
        )


def _node_values(node: str, data: dict[str, Any]) -> dict[str, Any]:
    labels, country = data.get("labels", {}), data.get("country_labels") or {}
    offices = [office_line(o) for o in data.get("offices", ()) if not o.get("former")]
    return {
        "type": data["type"],
        "name_ar": label_of(data, node),
        "name_en": labels.get("en") or labels.get("ar-Latn"),
        "name_tr": labels.get("tr"),
        "aliases": " | ".join(data.get("aliases", ())),
        "country": country.get("ar"),
        "country_en": country.get("en"),
        "office": " | ".join(dict.fromkeys(offices)),
        "wikidata": data.get("wikidata"),
        "degree": data.get("degree"),
        "importance": data.get("importance"),
        "lat": data.get("lat"),
        "lon": data.get("lon"),
    }


def _edge(number: int, tie: Tie, colours: dict[str, str]) -> str:
    r, g, b = look.channels(colours.get(tie.events[0]["family"]) or look.elsewhere())
    spells = "".join(f'<spell start="{begin}" end="{end}"/>' for begin, end in tie.spells)
    shape = "solid" if tie.status in ("happened", "contested") else "dashed"
    return (
        f'<edge id="{number}" source="{_quoted(tie.source)}" target="{_quoted(tie.target)}" type="directed" '
        f'kind="{_quoted(tie.kind)}" label="{_quoted(tie.kind)}" weight="{float(tie.weight)}">'
        f"{_values(_edge_values(tie))}{f'<spells>{spells}</spells>' if spells else ''}"
        f'<viz:color r="{r}" g="{g}" b="{b}"/><viz:thickness value="{float(tie.weight)}"/>'
        f'<viz:shape value="{shape}"/></edge>\n'
    )


def _edge_values(tie: Tie) -> dict[str, Any]:
    events, reports, days = tie.events, tie.reports, tie.spells
    places = [e.get("place_labels") or {} for e in events]
    return {
        "relation": tie.relation,
        "relation_ar": _arabic(tie.relation),
        "family": events[0]["family"],
        "symmetric": bool(events[0]["symmetric"]),
        "status": tie.status,
        "date": joined([e.get("date") for e in events]),
        "first": days[0][0] if days else None,
        "last": days[-1][1] if days else None,
        "place": joined([p.get("ar") for p in places]),
        "place_en": joined([p.get("en") for p in places]),
        "events": len(events),
        "reports": len(reports),
        "confidence": max(e["confidence"] for e in events),
        "sources": joined([r.get("source") for r in reports]),
        "articles": joined([r.get("title") or r["article"] for r in reports]),
        "evidence": joined([r["text"] for r in reports]),
    }


@cache
def _arabic(relation: str) -> str | None:
    from ontology.relations import relation_types

    known = relation_types().get(relation)
    return known.label.get("ar") if known else None
