"""CSV that a spreadsheet opens rightly: one row per tie and report, Arabic intact, no cell run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from graph.export.base import Exporter, Material, label_of, notice, office_line, spans

if TYPE_CHECKING:
    from networkx import MultiDiGraph

COLUMNS = (
    "subject", "subject_en", "subject_type", "subject_country", "subject_office",
    "relation", "relation_ar", "family", "symmetric",
    "object", "object_en", "object_type", "object_country", "object_office",
    "date", "earliest", "latest", "place", "place_en", "status", "confidence", "reports",
    "source", "published", "article", "title", "url", "sentence", "trigger", "report_status", "report_confidence",
    "note", "event", "subject_iri", "object_iri",
)  # fmt: skip
ACTOR_COLUMNS = (
    "name", "name_en", "name_tr", "type", "country", "country_en", "offices", "former_offices", "aliases",
    "ties", "occasions", "importance", "first", "last", "latitude", "longitude", "wikidata", "iri",
)  # fmt: skip
# Excel, LibreOffice and Google Sheets take a cell for a formula when it begins with one of these
# (OWASP, "CSV Injection"); tabs and carriage returns in front do not stop them.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"


class Csv(Exporter):
    """Ties as a table, one row per report; a byte order mark lets Excel show the Arabic."""

    name = "csv"
    suffix = ".csv"
    media_type = "text/csv; charset=utf-8"
    title = "CSV for spreadsheets: one row per tie and report, with its sentence"

    def write(self, material: Material, out: BinaryIO) -> None:
        """Write header and rows, line ends CRLF as RFC 4180 has it."""
        write_rows(COLUMNS, _rows(material.network), out)


class ActorsCsv(Exporter):
    """Actors as a table, one row each, the most important first."""

    name = "actors"
    suffix = ".csv"
    media_type = "text/csv; charset=utf-8"
    title = "CSV for spreadsheets: one row per actor, with names, offices and counts"
    stem = "rawabit-actors"

    def write(self, material: Material, out: BinaryIO) -> None:
        """Write header and rows."""
        write_rows(ACTOR_COLUMNS, _actor_rows(material.network), out)


def write_rows(columns: tuple[str, ...], rows: Iterator[dict[str, Any]], out: BinaryIO) -> None:
    """Write rows as CSV with a byte order mark; every text that could run as a formula is made plain text."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(name)) for name in columns])
    text.detach()


def cell(value: Any) -> str:
    """The value as a cell: an apostrophe goes before what a spreadsheet would run; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if isinstance(value, str) and text.lstrip(" ").startswith(RISKY):
        return "'" + text
    return text


def _rows(network: MultiDiGraph) -> Iterator[dict[str, Any]]:
    said = notice(network)
    for source, target, event, data in network.edges(keys=True, data=True):
        tie = _tie(network, source, target, data) | {"event": event}
        for report in data["reports"]:
            yield tie | _report(report, said)
        if not data["reports"]:
            yield tie


def _tie(network: MultiDiGraph, source: str, target: str, data: dict[str, Any]) -> dict[str, Any]:
    from ontology.relations import relation_types

    known = relation_types().get(data["relation"])
    place = data.get("place_labels") or {}
    plain = ("relation", "family", "symmetric", "date", "status", "confidence")
    return {
        **_actor(network, source, "subject", data),
        **_actor(network, target, "object", data),
        **{name: data.get(name) for name in plain},
        "relation_ar": known.label.get("ar") if known else None,
        "earliest": data.get("begin"),
        "latest": data.get("end"),
        "place": place.get("ar"),
        "place_en": place.get("en"),
        "reports": len(data["reports"]),
    }


def _actor(network: MultiDiGraph, node: str, role: str, tie: dict[str, Any]) -> dict[str, Any]:
    data = network.nodes[node]
    labels = data.get("labels", {})
    return {
        role: label_of(data, node),
        f"{role}_en": labels.get("en") or labels.get("ar-Latn"),
        f"{role}_type": data["type"],
        f"{role}_country": (data.get("country_labels") or {}).get("ar"),
        # The office held then; today's would be wrong beside an event of years ago.
        f"{role}_office": (tie.get("capacities") or {}).get(node),
        f"{role}_iri": node,
    }


def _actor_rows(network: MultiDiGraph) -> Iterator[dict[str, Any]]:
    events: dict[str, list[dict[str, Any]]] = {node: [] for node in network}
    for source, target, data in network.edges(data=True):
        for node in {source, target}:
            events[node].append(data)
    for node, data in sorted(network.nodes(data=True), key=lambda row: (-row[1]["importance"], row[0])):
        labels, country = data.get("labels", {}), data.get("country_labels") or {}
        days, offices = spans(events[node]), data.get("offices", ())
        yield {
            "name": label_of(data, node),
            "name_en": labels.get("en") or labels.get("ar-Latn"),
            "name_tr": labels.get("tr"),
            "type": data["type"],
            "country": country.get("ar"),
            "country_en": country.get("en"),
            "offices": " | ".join(dict.fromkeys(office_line(o) for o in offices if not o.get("former"))),
            "former_offices": " | ".join(dict.fromkeys(office_line(o) for o in offices if o.get("former"))),
            "aliases": " | ".join(data.get("aliases", ())),
            "ties": len(events[node]),
            "occasions": len({e["occasion"] for e in events[node]}),
            "importance": data.get("importance"),
            "first": days[0][0] if days else None,
            "last": days[-1][1] if days else None,
            "latitude": data.get("lat"),
            "longitude": data.get("lon"),
            "wikidata": data.get("wikidata"),
            "iri": node,
        }


def _report(report: dict[str, Any], said: str | None) -> dict[str, Any]:
    start, trigger = report["start"], report.get("trigger")
    word = report["text"][trigger[0] - start : trigger[1] - start] if trigger else None
    return {
        "source": report.get("source"),
        "published": report.get("published"),
        "article": report["article"],
        "title": report.get("title"),
        "url": report.get("url"),
        "sentence": report["text"],
        "trigger": word,
        "report_status": report.get("status"),
        "report_confidence": report.get("confidence"),
        "note": said if report.get("synthetic") else None,
    }
