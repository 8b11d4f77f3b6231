"""Names of one person: the full name, the last name, the kunya."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from ingest.coreference.clusters import Cluster
from ingest.document import Span
from ontology.folding import fold

_JOINED = frozenset({"عبد", "ابو", "ابي", "ابا", "ام", "ال", "بن", "ابن", "بنت", "بو"})
_DROPPED = frozenset({"بن", "ابن", "بنت"})
_SIMILAR_FROM = 5  # letters of a word that may differ by one


@lru_cache(maxsize=8192)
def name_parts(text: str) -> tuple[str, ...]:
    """The parts of a name to compare: «عبد»، «أبو»، «آل» joined to what follows, «بن» left out, no articles."""
    parts: list[str] = []
    joining = ""
    for word in fold(text).split():
        if word in _DROPPED:
            continue
        if word in _JOINED:
            joining = "ابو" if word in {"ابي", "ابا", "بو"} else word
            continue
        bare = word[2:] if word.startswith("ال") and len(word) > 4 and not joining else word
        if joining == "عبد":
            bare = word.removeprefix("ال")
        parts.append(joining + bare)
        joining = ""
    return tuple(_whole(part) for part in ([*parts, joining] if joining else parts))


def _whole(part: str) -> str:
    """«عبدالله» and «عبد الله» alike."""
    return "عبد" + part[3:].removeprefix("ال") if part.startswith("عبد") and len(part) > 5 else part


def same_name(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    """How well two names agree: 0 not at all, 1 by one part, 2 by several, 3 whole."""
    short, long = sorted((a, b), key=len)
    if not short:
        return 0
    if len(short) == len(long):
        return 3 if all(map(_alike, short, long)) else 0
    if len(short) == 1:
        return 1 if _alike(short[0], long[-1]) or short[0] in long[1:] else 0
    at = 0
    for part in long:
        if at < len(short) and _alike(short[at], part):
            at += 1
    if at < len(short):
        return 0
    ends = _alike(short[0], long[0]) or _alike(short[-1], long[-1])
    return 2 if ends else 0


def _alike(a: str, b: str) -> bool:
    if a == b:
        return True
    if min(len(a), len(b)) < _SIMILAR_FROM or a[0] != b[0]:
        return False
    return Levenshtein.distance(a, b, score_cutoff=1) <= 1


def best_person(clusters: list[Cluster], span: Span) -> Cluster | None:
    """The person whose name this mention is or shortens: best agreement, then office, then recency."""
    parts = name_parts(span.text)
    ranked = []
    for order, cluster in enumerate(clusters):
        agreement = max((same_name(parts, name_parts(s.text)) for s in cluster.spans if s.kind == "name"), default=0)
        if agreement and not (_clashes(cluster, parts) or _other_office(cluster, span, agreement)):
            ranked.append(
                (
                    agreement,
                    _office_bonus(cluster, span),
                    len(cluster.spans),
                    cluster.before(span.first),
                    -order,
                    cluster,
                )
            )
    ranked.sort(key=lambda r: r[:-1], reverse=True)
    if ranked:
        return ranked[0][-1]
    return _by_given_name(clusters, parts) if len(parts) == 1 and not span.offices else None


def _clashes(cluster: Cluster, parts: tuple[str, ...]) -> bool:
    """Two given names never are one person."""
    if len(parts) < 2:
        return False
    for span in cluster.spans:
        other = name_parts(span.text) if span.kind == "name" else ()
        if len(other) > 1 and not same_name(parts, other):
            return True
    return False


def _office_bonus(cluster: Cluster, span: Span) -> int:
    return int(any(o.nation == span.nation and o.title == span.title for o in cluster.offices)) if span.title else 0


def _other_office(cluster: Cluster, span: Span, agreement: int) -> bool:
    """A last name with an office of another nation is somebody else."""
    if agreement > 1 or not span.nation or not cluster.nation:
        return False
    return span.nation != cluster.nation


def _by_given_name(clusters: list[Cluster], parts: tuple[str, ...]) -> Cluster | None:
    """«بشار» for the only person with that given name."""
    found = [c for c in clusters if any(s.kind == "name" and name_parts(s.text)[:1] == parts for s in c.spans)]
    return found[0] if len(found) == 1 else None
