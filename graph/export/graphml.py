"""GraphML for yEd, Gephi, igraph and networkx: one edge an event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax.saxutils import escape

from graph.export.base import Exporter, Material, label_of, notice, office_line, xml_text

if TYPE_CHECKING:
    from networkx import MultiDiGraph

NODE_KEYS = {
    "label": "string",
    "type": "string",
    "name_en": "string",
    "name_tr": "string",
    "aliases": "string",
    "country": "string",
    "country_en": "string",
    "offices": "string",
    "wikidata": "string",
    "degree": "int",
    "importance": "double",
    "lat": "double",
    "lon": "double",
}
EDGE_KEYS = {
    "relation": "string",
    "family": "string",
    "symmetric": "boolean",
    "status": "string",
    "date": "string",
    "begin": "string",
    "end": "string",
    "place": "string",
    "place_en": "string",
    "occasion": "string",
    "confidence": "double",
    "weight": "double",
    "sources": "string",
    "articles": "string",
    "evidence": "string",
}
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)


class GraphMl(Exporter):
    """GraphML with one edge an event. Symmetric events are undirected only where every event is (networkx)."""

    name = "graphml"
    suffix = ".graphml"
    media_type = "application/graphml+xml"
    title = "GraphML for yEd, Gephi, igraph, networkx: one edge an event"

    def write(self, material: Material, out: BinaryIO) -> None:
        """Write keys, nodes, edges."""
        out.writelines(piece.encode("utf-8") for piece in pieces(material.network))


def pieces(network: MultiDiGraph) -> Iterator[str]:
    """The document in pieces."""
    yield HEAD
    if said := notice(network):
        yield f"<desc>{_text(said)}</desc>\n"
    yield from (_key("n", "node", name, kind) for name, kind in NODE_KEYS.items())
    yield from (_key("e", "edge", name, kind) for name, kind in EDGE_KEYS.items())
    yield '<graph id="rawabit" edgedefault="directed">\n'
    for node, data in network.nodes(data=True):
        yield f'<node id="{_text(node)}">{_data("n", NODE_KEYS, _node(node, data))}</node>\n'
    for source, target, event, data in network.edges(keys=True, data=True):
        ends = f'source="{_text(source)}" target="{_text(target)}"'
        yield f'<edge id="{_text(event)}" {ends}>{_data("e", EDGE_KEYS, _edge(data))}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _text(value: str) -> str:
    return escape(xml_text(value), {'"': "&quot;"})


def _key(prefix: str, domain: str, name: str, kind: str) -> str:
    return f'<key id="{prefix}_{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n'


def _data(prefix: str, keys: dict[str, str], values: dict[str, Any]) -> str:
    shown = ((name, values.get(name)) for name in keys)
    return "".join(f'<data key="{prefix}_{name}">{_value(v)}</data>' for name, v in shown if v not in (None, ""))


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _text(value if isinstance(value, str) else repr(value))


def _node(node: str, data: dict[str, Any]) -> dict[str, Any]:
    labels, country = data.get("labels", {}), data.get("country_labels") or {}
    return {
        "label": label_of(data, node),
        "type": data["type"],
        "name_en": labels.get("en") or labels.get("ar-Latn"),
        "name_tr": labels.get("tr"),
        "aliases": " | ".join(data.get("aliases", ())),
        "country": country.get("ar"),
        "country_en": country.get("en"),
        "offices": " | ".join(office_line(o) for o in data.get("offices", ())),
    } | {name: data.get(name) for name in ("wikidata", "degree", "importance", "lat", "lon")}


def _edge(data: dict[str, Any]) -> dict[str, Any]:
    reports, place = data["reports"], data.get("place_labels") or {}
    plain = ("relation", "family", "symmetric", "status", "date", "begin", "end", "occasion", "confidence")
    return {name: data.get(name) for name in plain} | {
        "place": place.get("ar"),
        "place_en": place.get("en"),
        "weight": float(max(len({r["article"] for r in reports}), 1)),
        "sources": " | ".join(dict.fromkeys(r["source"] for r in reports if r.get("source"))),
        "articles": " | ".join(dict.fromkeys(r["article"] for r in reports)),
        "evidence": " | ".join(dict.fromkeys(r["text"] for r in reports)),
    }
