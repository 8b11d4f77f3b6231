"""Peoples and groups of persons: «الشعب السوري»، «اللاجئين السوريين»، «الأكراد»."""

from __future__ import annotations

from ingest.mentions.parts import Part, View
from ontology.nouns import word_list


def read_group(view: View, first: int) -> Part | None:
    """The people or group named at word `first`, or None."""
    word = view.words[first]
    reading = word.reading
    if word.mark:
        return None
    if word.has("groups.peoples"):
        return _part(view, first, first + 1, None)
    nation, last = _nation(view, first + 1)
    if word.has("groups.people"):
        return _part(view, first, last, nation) if nation else None
    members = word.has("groups.members") or reading.stem in word_list("groups", "members")
    if first + 1 < len(view) and f"{reading.stem} {view.words[first + 1].token.norm}" in word_list("groups", "members"):
        return _part(view, first, first + 2, None)
    if f"{reading.base} {view.words[first + 1].token.norm if first + 1 < len(view) else ''}" in word_list(
        "groups", "members"
    ):
        return _part(view, first, first + 2, None)
    if members and nation:
        return _part(view, first, last, nation)
    if members and reading.definite and reading.stem.startswith(("لاجي", "نازح", "مستوطن")):
        return _part(view, first, first + 1, None)
    adjective = reading.nisba
    if (
        adjective
        and adjective.plural
        and adjective.definite
        and reading.base.endswith(("ون", "ين"))
        and not _follows_noun(view, first)
    ):
        return _part(view, first, first + 1, adjective.country.labels["ar"])
    return None


def _nation(view: View, at: int) -> tuple[str | None, int]:
    if at >= len(view):
        return None, at
    adjective = view.words[at].reading.nisba
    if adjective and not view.words[at].reading.prefix:
        return adjective.country.labels["ar"], at + 1
    match = view.known.get(at)
    if match and not match.clitic and match.values[0].type in {"Country", "Place"}:
        return match.values[0].nation or match.values[0].name, match.last
    return None, at


def _follows_noun(view: View, first: int) -> bool:
    """Whether the adjective belongs to a noun right before it: «المسؤولين الأتراك»."""
    return first > 0 and view.words[first - 1].reading.definite and not view.words[first].reading.prefix


def _part(view: View, first: int, last: int, nation: str | None) -> Part:
    prefix = view.words[first].reading.prefix
    return Part(first, last, "Group", prefix, view.text(first, last, prefix), nation)
