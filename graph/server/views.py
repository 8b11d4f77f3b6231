"""What the pages of an actor, an article and any other resource show."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from graph.projection import project
from graph.server.marking import marked
from graph.store import Store, select
from graph.terms import CURRENT, PROVENANCE, article_graph, local, local_parts
from ontology.relations import relation_types

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from graph.library import Library
    from ingest.extraction import Position, Relation

_MOST_STATEMENTS = 300
_MOST_EVENTS = 300
_MOST_COMPANIONS = 50


def actor(library: Library, iri: str) -> dict[str, Any] | None:
    """An actor with offices and events, newest first; None where the graph knows no such actor."""
    found = project(library, around=iri)
    if iri in found:
        events = _events_of(found, iri)
        return {
            "iri": iri,
            "data": found.nodes[iri],
            "events": events[:_MOST_EVENTS],
            "more": max(0, len(events) - _MOST_EVENTS),
            "counts": _counts(events),
            "sample": found.graph["synthetic"],
        }
    from graph.projection import actor_without_ties

    alone = actor_without_ties(library, iri)
    return (
        None if alone is None else {"iri": iri, "data": alone, "events": [], "more": 0, "counts": [], "sample": False}
    )


def event(library: Library, iri: str) -> dict[str, Any] | None:
    """An event with all its reports and what else happened on its occasion; None where it is no event."""
    asked = f"SELECT ?subject WHERE {{ {NamedNode(iri)} a rw:Event ; rw:subject ?subject }} LIMIT 1"
    rows = select(library.store, asked)
    if not rows:
        return None
    found = project(library, around=rows[0][0].value)
    events = _events_of(found, rows[0][0].value)
    wanted = next(e for e in events if e["iri"] == iri)
    companions = [e for e in events if e["occasion"] == wanted["occasion"] and e["iri"] != iri]
    return {"event": wanted, "companions": companions[:_MOST_COMPANIONS], "sample": found.graph["synthetic"]}


def event_of(library: Library, report: str) -> str | None:
    """The event that a report of an article belongs to; None where it is no report of one."""
    rows = select(library.store, f"SELECT ?e WHERE {{ ?e a rw:Event ; rw:report {NamedNode(report)} }} LIMIT 1")
    return str(rows[0][0].value) if rows else None


def _events_of(network: MultiDiGraph, iri: str) -> list[dict[str, Any]]:
    kinds, found = relation_types(), []
    for subject, value, key, data in network.edges(keys=True, data=True):
        other = value if subject == iri else subject
        kind = kinds.get(data["relation"])
        found.append(
            data
            | {
                "iri": key,
                "subject": (subject, network.nodes[subject]["labels"]),
                "object": (value, network.nodes[value]["labels"]),
                "other": other,
                "label": kind.label if kind else {"en": data["relation"]},
                "told": [r | {"pieces": _quoted(r)} for r in data["reports"]],
            }
        )
    return sorted(found, key=lambda e: (e["begin"] or "", e["iri"]), reverse=True)


def _quoted(report: dict[str, Any]) -> tuple[str, str, str]:
    """A sentence before, at and after its trigger."""
    text, trigger = report["text"], report["trigger"]
    if not trigger:
        return text, "", ""
    first, last = trigger[0] - report["start"], trigger[1] - report["start"]
    return text[:first], text[first:last], text[last:]


def _counts(events: list[dict[str, Any]]) -> list[tuple[dict[str, str], int]]:
    counts = Counter(event["relation"] for event in events)
    labels = {event["relation"]: event["label"] for event in events}
    return [(labels[name], n) for name, n in sorted(counts.items(), key=lambda c: (-c[1], c[0]))]


def article(library: Library, name: str) -> dict[str, Any]:
    """An article's text with its mentions and ties marked; raises KeyError where the graph does not hold it."""
    record, text, extraction = library.record(name), library.text(name), library.extraction(name)
    standing = _standing(library.store, name)
    relations = [(f"r{n}", r) for n, r in enumerate(extraction.relations, 1) if f"r{n}" in standing]
    positions = [(f"p{n}", p) for n, p in enumerate(extraction.positions, 1) if f"p{n}" in standing]
    labels = {entity.id: entity.labels or {"ar": entity.name} for entity in extraction.entities}
    links = {entity.id: local(name, entity.id).value for entity in extraction.entities}
    return {
        "record": record,
        "pieces": marked(text, extraction, [r for _, r in relations], [p for _, p in positions], links),
        "ties": [_tie(r, labels, links) for _, r in relations],
        "offices": [_office(p, labels, links) for _, p in positions],
        "shown": {r.evidence.start for _, r in relations},
    }


def _standing(store: Store, name: str) -> set[str]:
    """The statements of an article that hold: those that no analyst has rejected."""
    graph = article_graph(name)
    rows = select(
        store, f"SELECT ?report WHERE {{ GRAPH {graph} {{ ?note oa:hasBody ?report }} ?derived rw:report ?report }}"
    )
    return {parts[1] for row in rows if (parts := local_parts(row[0].value))}


def _tie(relation: Relation, labels: dict[str, dict[str, str]], links: dict[str, str]) -> dict[str, Any]:
    kind = relation_types().get(relation.type)
    return {
        "subject": (links[relation.subject], labels[relation.subject]),
        "object": (links[relation.object], labels[relation.object]),
        "label": kind.label if kind else {"en": relation.type},
        "date": relation.date,
        "place": (links[relation.place], labels[relation.place]) if relation.place else None,
        "status": relation.status,
        "confidence": relation.confidence,
        "anchor": f"s{relation.evidence.start}-{relation.evidence.end}",
    }


def _office(position: Position, labels: dict[str, dict[str, str]], links: dict[str, str]) -> dict[str, Any]:
    return {
        "person": (links[position.person], labels[position.person]),
        "title": position.title,
        "of": (links[position.of], labels[position.of]) if position.of else None,
        "former": position.former,
        "anchor": f"s{position.evidence.start}-{position.evidence.end}",
    }


def passage_of(library: Library, iri: str) -> str | None:
    """The anchor of the sentence that a report, an evidence or a passage of an article stands for."""
    parts = local_parts(iri)
    if parts is None:
        return None
    node, graph = NamedNode(iri), article_graph(parts[0])
    asked = f"""SELECT ?passage WHERE {{ GRAPH {graph} {{
      {{ ?note oa:hasBody {node} ; oa:hasTarget ?passage }} UNION {{ {node} oa:hasTarget ?passage }}
      UNION {{ ?note oa:hasTarget {node} BIND({node} AS ?passage) }}
    }} }} LIMIT 1"""
    rows = select(library.store, asked)
    found = local_parts(rows[0][0].value) if rows else None
    return found[1] if found else None


def statements(library: Library, iri: str) -> list[tuple[str, Any]]:
    """What the derived graph and the provenance say of a resource: property and value, in order."""
    node = NamedNode(iri)
    asked = f"""SELECT ?p ?o WHERE {{
      {{ GRAPH {CURRENT} {{ {node} ?p ?o }} }} UNION {{ GRAPH {PROVENANCE} {{ {node} ?p ?o }} }}
    }}"""
    return sorted(((row[0].value, row[1]) for row in select(library.store, asked)), key=str)[:_MOST_STATEMENTS]
