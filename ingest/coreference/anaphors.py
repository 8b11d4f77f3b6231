"""Nouns that stand for somebody told before: «جلالته», «ضيفه», «بلاده», «المملكة»."""

from __future__ import annotations

from functools import cache

from ingest.coreference.clusters import Cluster
from ingest.coreference.counterparts import Scene
from ingest.document import Span
from ontology.folding import bare, fold
from ontology.nouns import pairs, word_list

_REACH = 6  # sentences
_ADDRESS_REACH = 4  # words between an address and the name or office behind it


@cache
def _ranks() -> dict[str, frozenset[str]]:
    """Address without its ending -> first words of the offices of those so addressed."""
    return {fold(stem): frozenset(map(bare, heads)) for stem, heads in pairs("roles", "address_of").items()}


def addressed(scene: Scene, span: Span) -> Cluster | None:
    """The person whom «جلالته», «سموه» means: addressed so before, else of an office that is, else the last subject."""
    word = fold(scene.doc.tokens[span.first].text)
    if word in word_list("roles", "latter"):
        named = _persons_before(scene, span)
        return scene.clusters.owner.get(id(named[0])) if named else None
    stem = next((s for s in _ranks() if s in word), word)
    by_office: Cluster | None = None
    for said in _persons_before(scene, span):
        cluster = scene.clusters.owner.get(id(said))
        if cluster is None:
            continue
        if _called(scene, said, stem):
            return cluster
        heads = {bare(o.title).split()[0] for o in cluster.offices if bare(o.title)}
        if by_office is None and heads & _ranks().get(stem, frozenset()):
            by_office = cluster
    return by_office


def _persons_before(scene: Scene, span: Span) -> list[Span]:
    """Mentions of persons before, the latest first, some sentences back."""
    found: list[Span] = []
    for sentence in range(span.sentence, max(-1, span.sentence - _REACH - 1), -1):
        found += [s for s in reversed(scene.officials.get(sentence, ())) if s.first < span.first]
    return found


def _called(scene: Scene, said: Span, stem: str) -> bool:
    """Whether the address stands before a mention or before the office at it."""
    start = said.title_start if said.title_start is not None else said.start
    first = said.first
    while first > 0 and scene.doc.tokens[first - 1].start >= start:
        first -= 1
    near = scene.doc.tokens[max(0, first - _ADDRESS_REACH) : first + 1]
    return any(stem in t.norm and t.norm.removeprefix("ل").removeprefix("و") in _addresses() for t in near)


def _addresses() -> frozenset[str]:
    return word_list("roles", "address") | {"السيد"}


def guest(scene: Scene, span: Span) -> Cluster | None:
    """«ضيفه», «الضيف التركي»: the last person told who is of that nation, or of another than the host."""
    noun = scene.doc.tokens[span.first].norm
    if "ضيف" not in noun:
        return None
    before = _persons_before(scene, span)
    hosts = [s for s in before if s.sentence == span.sentence]
    host = scene.clusters.owner.get(id(hosts[0])) if hosts else None
    for said in before:
        cluster = scene.clusters.owner.get(id(said))
        if cluster is None or cluster is host:
            continue
        fits = cluster.nation == span.nation if span.nation else host is None or cluster.nation != host.nation
        if fits:
            return cluster
    return None


def homeland(scene: Scene, span: Span) -> str | None:
    """The country that «بلاده» or «المملكة» means, by its usual name."""
    if scene.doc.tokens[span.first].norm.endswith(("المملكه", "لمملكه", "السلطنه", "لسلطنه")):
        return _realm(scene, span)
    for sentence in range(span.sentence, max(-1, span.sentence - 3), -1):
        for said in scene.officials.get(sentence, ()):
            cluster = scene.clusters.owner.get(id(said))
            if said.first < span.first and cluster is not None and cluster.nation:
                return cluster.nation
    return None


def _realm(scene: Scene, span: Span) -> str | None:
    """The kingdom that the article names: last before, else anywhere, else by the place it is written from."""
    kingdoms = word_list("places", "kingdoms")
    named = [c for c in scene.clusters.of("Country") if c.nation and fold(c.nation) in kingdoms]
    if named:
        return max(named, key=lambda c: c.before(span.first)).nation
    placed = [s.nation for s in scene.doc.mentions[:4] if s.nation and fold(s.nation) in kingdoms]
    return placed[0] if placed else None
