"""Names of one organisation, place or group: full, shortened, by its head noun alone."""

from __future__ import annotations

from ingest.coreference.clusters import Cluster
from ingest.document import Span
from ingest.mentions.known import known_named
from ontology.folding import bare, fold

_PORTFOLIO_HEAD = "وزاره"


def body_key(text: str) -> str:
    """The words to compare: without articles, and without «وزارة» before a portfolio with a nation."""
    words = bare(text).split()
    return " ".join(words)


def best_body(clusters: list[Cluster], span: Span) -> Cluster | None:
    """The organisation that this mention names: the same name, a shorter or longer form, its proper part."""
    ranked = []
    for cluster in clusters:
        score = max((_agreement(s, span) for s in cluster.spans if s.kind == "name"), default=0)
        if score and not (span.nation and cluster.nation and span.nation != cluster.nation):
            ranked.append((score, cluster.before(span.first), cluster))
    return max(ranked, key=lambda r: r[:2])[2] if ranked else None


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


def repeated_body(clusters: list[Cluster], span: Span) -> Cluster | None:
    """The body named in full before whose head noun a definite one repeats («الوزارة»)."""
    head = bare(span.text)
    fitting = [c for c in clusters if c.before(span.first) >= 0 and any(_headed(s, head) for s in c.spans)]
    return max(fitting, key=lambda c: c.before(span.first)) if fitting else None


def _headed(span: Span, head: str) -> bool:
    words = bare(span.text).split()
    return span.kind == "name" and len(words) > 1 and words[0] == head


def best_place(clusters: list[Cluster], span: Span) -> Cluster | None:
    """The place that this mention names, with its head noun or without («مدينة حلب»)."""
    names = _place_names(span)
    if span.text.startswith("العاصمة ") and span.nation:
        return next((c for c in clusters if any(_is_capital(s, span.nation) for s in c.spans)), None)
    return next((c for c in clusters if any(names & _place_names(s) for s in c.spans)), None)


def _is_capital(span: Span, nation: str) -> bool:
    return any(k.capital and k.nation == nation for k in known_named(span.text))


def _place_names(span: Span) -> set[str]:
    return {fold(name) for name in (span.text, span.body) if name}


def best_group(clusters: list[Cluster], span: Span) -> Cluster | None:
    """The people or group of the same words, whatever their case («اللاجئون»، «اللاجئين»)."""
    key = group_key(span.text)
    return next((c for c in clusters if any(group_key(s.text) == key for s in c.spans)), None)


def group_key(text: str) -> tuple[str, ...]:
    """The words without articles and endings of case."""
    return tuple(w[:-2] if w.endswith(("ون", "ين")) and len(w) > 4 else w for w in bare(text).split())
