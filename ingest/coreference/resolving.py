"""The mentions of an article put into clusters: names first, then what needs names to be understood."""

from __future__ import annotations

from itertools import pairwise

from ingest.coreference.anaphors import addressed, guest, homeland
from ingest.coreference.bodies import (
    best_body,
    best_place,
    body_keys,
    government_keys,
    group_key,
    place_keys,
    repeated_body,
)
from ingest.coreference.clusters import Cluster, Clusters, bracketed
from ingest.coreference.counterparts import Scene, complete_offices
from ingest.coreference.persons import best_person, name_parts, person_keys
from ingest.coreference.titled import Holders
from ingest.document import Document, MentionKind, Span
from ingest.mentions.collecting import FIRM
from ontology.folding import fold
from ontology.nouns import word_list


def cluster_mentions(doc: Document) -> list[Cluster]:
    """All clusters in the order of their first mention."""
    clusters = Clusters()
    names = [s for s in doc.mentions if s.kind is MentionKind.NAME]
    _persons(doc, [s for s in names if s.type == "Person"], clusters)
    _others(doc, [s for s in names if s.type != "Person"], clusters)
    scene = Scene(doc, clusters)
    complete_offices(scene)
    holders = Holders(clusters)
    for span in doc.mentions:
        if span.kind is MentionKind.TITLE:
            _titled(clusters, scene, holders, span)
        elif span.kind is MentionKind.NOMINAL:
            found = _stood_for(clusters, scene, span)
            if found:
                clusters.add(found, span, set())
        elif span.type == "Person":
            holders.mentioned(clusters.owner[id(span)])
    return sorted(clusters.all, key=lambda c: (c.first, c.number))


def _persons(doc: Document, spans: list[Span], clusters: Clusters) -> None:
    """Full names first, so that a headline's last name finds the full name below it."""
    brackets = {id(b): a for a, b in pairwise(spans) if bracketed(doc.text, a, b)}
    for span in sorted(spans, key=lambda s: (id(s) in brackets, len(name_parts(s.text)) < 2, s.first)):
        outer = brackets.get(id(span))
        found = clusters.owner.get(id(outer)) if outer else best_person(clusters, span)
        clusters.add(found or clusters.new("Person"), span, person_keys(span.text) if name_parts(span.text) else set())


def _others(doc: Document, spans: list[Span], clusters: Clusters) -> None:
    """Countries by nation, organisations, places and groups by their names, in order."""
    before: Span | None = None
    for span in spans:
        found: Cluster | None = None
        keys: set[tuple[str, ...]]
        if span.type == "Country":
            named: set[tuple[str, ...]] = {("country", span.nation or span.text)}
            found = next(iter(clusters.under(named)), None)
            keys = named | government_keys(span)
        elif span.type == "Organization":
            keys = body_keys(span)
            outer = before is not None and before.type == "Organization" and bracketed(doc.text, before, span)
            found = clusters.owner[id(before)] if outer else best_body(clusters, span)
        elif span.type == "Place":
            keys = place_keys(span)
            found = best_place(clusters, span)
        else:
            keys = {group_key(span.text)}
        if found is None and span.type == "Group":
            found = next(iter(clusters.under(keys)), None)
        clusters.add(found or clusters.new(span.type), span, keys)
        before = span


def _tells(span: Span) -> bool:
    """Whether an office without a name is enough to tell somebody.

    Whose office it is says so, or that only one holds it; else two words or more (one, where a nation stands
    with it) of an office that stands for its holder there.
    """
    title = span.offices[0].title
    words = fold(title).split()
    owned = bool(span.nation or span.body)
    if (owned and len(words) > 1) or fold(title) in word_list("roles", "sole"):
        return True
    if span.score < FIRM or not words:
        return False
    return len(words) > 1 or (owned and words[0].removeprefix("ال") not in word_list("roles", "never_alone"))


def _stood_for(clusters: Clusters, scene: Scene, span: Span) -> Cluster | None:
    """Whom or what a noun without a name stands for: «الوزارة», «جلالته», «بلاده», «المملكة»."""
    if span.type == "Organization":
        standing = fold(span.text) in word_list("bodies", "standing")
        return repeated_body(clusters, span) or (_standing(clusters, span) if standing else None)
    if span.type == "Person":
        return addressed(scene, span)
    span.nation = homeland(scene, span)
    if span.nation is None:
        return None
    key: set[tuple[str, ...]] = {("country", span.nation)}
    return next(iter(clusters.under(key)), None) or clusters.new("Country")


def _standing(clusters: Clusters, span: Span) -> Cluster:
    """«الجيش»: a body that news names by the article alone, one for the whole article."""
    key = ("standing", fold(span.text))
    if not clusters.keyed[key]:
        clusters.keyed[key].append(clusters.new("Organization"))
    return clusters.keyed[key][0]


def _titled(clusters: Clusters, scene: Scene, holders: Holders, span: Span) -> None:
    """An office alone: its holder; an official of his own where it tells whose office it is."""
    if any(o.inherited for o in span.offices):
        scene.inherit(span)
    if scene.dual(span):
        return
    home = scene.home(span) if span.offices else None
    found = holders.guest(span, home) if home else None
    if found is None:
        found = holders.best(span) if span.offices else guest(scene, span)
    if not span.offices and found is None:
        return
    if found is None and _tells(span):
        found = clusters.new("Person")
    if found is not None:
        clusters.add(found, span, set())
        holders.learn(found)
        holders.mentioned(found)
