"""The mentions of an article put into clusters: names first, then what needs names to be understood."""

from __future__ import annotations

from itertools import pairwise

from ingest.coreference.bodies import best_body, best_group, best_place, repeated_body
from ingest.coreference.clusters import Cluster, bracketed
from ingest.coreference.persons import best_person, name_parts
from ingest.coreference.titled import best_holder, compose_deputies, expand_ministers, inherit
from ingest.document import Document, MentionKind, Span


def cluster_mentions(doc: Document) -> list[Cluster]:
    """All clusters in the order of their first mention."""
    clusters: list[Cluster] = []
    names = [s for s in doc.mentions if s.kind is MentionKind.NAME]
    _persons(doc, [s for s in names if s.type == "Person"], clusters)
    for span in names:
        if span.type != "Person":
            _named(doc, clusters, span)
    persons = _of(clusters, "Person")
    compose_deputies(doc, persons)
    expand_ministers(doc, persons)
    _counterparts(persons, [s for s in doc.mentions if s.kind is MentionKind.TITLE])
    for span in doc.mentions:
        if span.kind is MentionKind.TITLE:
            _titled(clusters, span)
        elif span.kind is MentionKind.NOMINAL:
            found = repeated_body(_of(clusters, "Organization"), span)
            if found:
                found.add(span)
    return sorted(clusters, key=lambda c: c.first)


def _of(clusters: list[Cluster], kind: str) -> list[Cluster]:
    return [c for c in clusters if c.type == kind]


def _join(clusters: list[Cluster], found: Cluster | None, span: Span) -> None:
    if found is None:
        found = Cluster(span.type)
        clusters.append(found)
    found.add(span)


def _persons(doc: Document, spans: list[Span], clusters: list[Cluster]) -> None:
    """Full names first, so that a headline's last name finds the full name below it."""
    brackets = {id(b): a for a, b in pairwise(spans) if bracketed(doc.text, a, b)}
    for span in sorted(spans, key=lambda s: (id(s) in brackets, len(name_parts(s.text)) < 2, s.first)):
        outer = brackets.get(id(span))
        found = next((c for c in clusters if outer in c.spans), None) if outer else None
        _join(clusters, found or best_person(clusters, span), span)
    for cluster in clusters:
        cluster.spans.sort(key=lambda s: s.first)


def _counterparts(persons: list[Cluster], titles: list[Span]) -> None:
    spans = [s for c in persons for s in c.spans if any(o.inherited for o in s.offices)]
    for span in sorted(spans, key=lambda s: s.first):
        inherit(span, persons, titles)


def _named(doc: Document, clusters: list[Cluster], span: Span) -> None:
    if span.type == "Country":
        found = next((c for c in _of(clusters, "Country") if c.nation == span.nation), None)
    elif span.type == "Organization":
        found = _bracket(doc, clusters, span) or best_body(_of(clusters, "Organization"), span)
    elif span.type == "Place":
        found = best_place(_of(clusters, "Place"), span)
    else:
        found = best_group(_of(clusters, "Group"), span)
    _join(clusters, found, span)


def _bracket(doc: Document, clusters: list[Cluster], span: Span) -> Cluster | None:
    """«قوات سوريا الديمقراطية (قسد)»."""
    for cluster in _of(clusters, "Organization"):
        if any(s.first < span.first and bracketed(doc.text, s, span) for s in cluster.spans):
            return cluster
    return None


def _titled(clusters: list[Cluster], span: Span) -> None:
    if any(o.inherited for o in span.offices):
        inherit(span, _of(clusters, "Person"), [])
        if not span.offices:
            return
    found = best_holder(clusters, span)
    if found is not None:
        found.add(span)
    elif span.offices and (span.nation or span.body) and len(span.offices[0].title.split()) > 1:
        _join(clusters, None, span)
