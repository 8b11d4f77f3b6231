"""Names of one person: the full name, the last name, the kunya."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from ingest.coreference.clusters import Cluster, Clusters
from ingest.document import Span
from ontology.folding import fold

_JOINED = frozenset({"عبد", "ابو", "ابي", "ابا", "ام", "ال", "بن", "ابن", "بنت", "بو"})
_DROPPED = frozenset({"بن", "ابن", "بنت"})
_MOST = 200  # persons compared with one name
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


def person_keys(text: str) -> set[tuple[str, ...]]:
    """Under what a name is looked for: each part alone, and the first part with each other."""
    parts = [_skeleton(part) for part in name_parts(text)]
    return {("person", part) for part in parts} | {("person", parts[0], part) for part in parts[1:]}


def _asked(parts: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The keys that may lead to the same person: one part by itself, several by first and other, or by the last."""
    bones = [_skeleton(part) for part in parts]
    if len(bones) == 1:
        return {("person", bones[0])}
    return {("person", bones[0], part) for part in bones[1:]} | {("person", bones[-1])}


@lru_cache(maxsize=16384)
def _skeleton(part: str) -> str:
    """A part without the letters that spellings vary by."""
    return part[0] + "".join(c for c in part[1:] if c not in "اويهء") if part else part


def best_person(clusters: Clusters, span: Span) -> Cluster | None:
    """The person whose name this mention is or shortens: best agreement, then office, then recency."""
    parts = name_parts(span.text)
    if not parts:
        return None
    ranked: list[tuple[int, int, int, int, int]] = []
    fitting = clusters.under(_asked(parts))[:_MOST]
    for order, cluster in enumerate(fitting):
        agreement = max((_agreement(span.text, name) for name in cluster.name_spans), default=0)
        if agreement and not (_clashes(cluster, parts) or _other_office(cluster, span, agreement)):
            ranked.append(
                (agreement, _office_bonus(cluster, span), len(cluster.spans), cluster.before(span.first), -order)
            )
    if ranked:
        return fitting[-max(ranked)[-1]]
    return _by_given_name(fitting, parts) if len(parts) == 1 and not span.offices else None


def _agreement(text: str, other: str) -> int:
    """As `same_name`, but a part in the middle of «محمد بن سلمان بن …» is the father's name, not the son's."""
    parts, others = name_parts(text), name_parts(other)
    found = same_name(parts, others)
    if found in {0, 3}:
        return found
    short, long = sorted((parts, others), key=len)
    fathers = bool({"بن", "ابن", "بنت"} & set(fold(text if len(parts) > len(others) else other).split()))
    return found if not fathers or short[0] == long[0] or (len(short) == 1 and short[0] == long[-1]) else 0


def _clashes(cluster: Cluster, parts: tuple[str, ...]) -> bool:
    """Two given names never are one person."""
    if len(parts) < 2:
        return False
    others = (name_parts(name) for name in cluster.name_spans)
    return any(len(other) > 1 and not same_name(parts, other) for other in others)


def _office_bonus(cluster: Cluster, span: Span) -> int:
    return int(any(o.nation == span.nation and o.title == span.title for o in cluster.offices)) if span.title else 0


def _other_office(cluster: Cluster, span: Span, agreement: int) -> bool:
    """A last name with an office of another nation is somebody else."""
    if agreement > 1 or not span.nation or not cluster.nation:
        return False
    return span.nation != cluster.nation


def _by_given_name(clusters: list[Cluster], parts: tuple[str, ...]) -> Cluster | None:
    """«بشار» for the only person with that given name."""
    found = [c for c in clusters if any(name_parts(name)[:1] == parts for name in c.name_spans)]
    return found[0] if len(found) == 1 else None
