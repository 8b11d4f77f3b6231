"""Names of one organisation, place or group: full, shortened, by its head noun alone."""

from __future__ import annotations

from functools import lru_cache

from ingest.coreference.clusters import Cluster, Clusters
from ingest.document import Span
from ingest.mentions.known import known_named
from ontology.folding import bare, fold
from ontology.nouns import word_list

_MOST = 100  # organisations compared with one name
_PORTFOLIO_HEAD = "وزاره"


@lru_cache(maxsize=8192)
def body_key(text: str) -> str:
    """The words of a name to compare, without articles."""
    return bare(text)


def body_keys(span: Span) -> set[tuple[str, ...]]:
    """Under what an organisation is looked for: its words, its proper part, its beginning, its head."""
    words = body_key(span.text).split()
    names = (body_key(span.text), body_key(span.body or ""), _without_ministry(body_key(span.text)))
    keys: set[tuple[str, ...]] = {("body", name) for name in names if name}
    return keys | {("head", words[0]), ("begins", *words[:2])} if len(words) > 1 else keys


def best_body(clusters: Clusters, span: Span) -> Cluster | None:
    """The organisation that this mention names: the same name, a shorter or longer form, its proper part."""
    keys = body_keys(span)
    best: tuple[int, int, int] | None = None
    fitting = clusters.under({key for key in keys if key[0] != "head"})[-_MOST:]
    for order, cluster in enumerate(fitting):
        score = max((_agreement(s, span) for s in cluster.name_spans.values()), default=0)
        if score and not (span.nation and cluster.nation and span.nation != cluster.nation):
            rank = (score, cluster.before(span.first), order)
            best = rank if best is None or rank > best else best
    return fitting[best[2]] if best else None


def _agreement(known: Span, span: Span) -> int:
    a, b = body_key(known.text), body_key(span.text)
    if a == b:
        return 4
    proper = {body_key(s.body) for s in (known, span) if s.body}
    if a in proper or b in proper:
        return 3
    if _without_ministry(a) == _without_ministry(b) and (known.nation or span.nation):
        return 3
    if known.body and span.body and body_key(known.body) == body_key(span.body):
        return 2
    short, long = sorted((a.split(), b.split()), key=len)
    return 2 if len(short) >= 2 and long[: len(short)] == short else 0


def _without_ministry(key: str) -> str:
    words = key.split()
    return " ".join(words[1:]) if words and words[0] == _PORTFOLIO_HEAD else key


def repeated_body(clusters: Clusters, span: Span) -> Cluster | None:
    """The body named in full before whose head noun a definite one repeats («الوزارة»)."""
    fitting = [c for c in clusters.under({("head", body_key(span.text))}) if c.before(span.first) >= 0]
    return max(fitting, key=lambda c: c.before(span.first)) if fitting else None


def government_keys(span: Span) -> set[tuple[str, ...]]:
    """Under what «الحكومة» finds the country of «الحكومة السورية»."""
    words = body_key(span.text).split()
    heads = {bare(word) for word in word_list("bodies", "government")}
    return {("head", words[0])} if len(words) > 1 and words[0] in heads and not span.nisba else set()


def place_keys(span: Span) -> set[tuple[str, ...]]:
    """Under what a place is looked for: its name with its head noun and without; a capital by its country."""
    keys = {("place", fold(name)) for name in (span.text, span.body) if name}
    capitals = {k.nation for k in known_named(span.text) if k.capital and k.nation}
    return keys | {("capital", nation) for nation in capitals}


def best_place(clusters: Clusters, span: Span) -> Cluster | None:
    """The place that this mention names, with its head noun or without («مدينة حلب»), or «العاصمة السورية»."""
    if span.text.startswith("العاصمة ") and span.nation:
        return next(iter(clusters.under({("capital", span.nation)})), None)
    keys = {key for key in place_keys(span) if key[0] == "place"}
    return next(iter(clusters.under(keys)), None)


def group_key(text: str) -> tuple[str, ...]:
    """The words of a people or group without articles and endings of case («اللاجئون»، «اللاجئين»)."""
    words = bare(text).split()
    return ("group", *(w[:-2] if w.endswith(("ون", "ين")) and len(w) > 4 else w for w in words))
