"""Why two mentions are one actor or two: reasons with weights, and their words in Arabic and English."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ontology.actors import roles
from ontology.countries import countries


@cache
def _words() -> dict[str, dict[str, Any]]:
    source = files("graph") / "identity" / "words.json"
    words: dict[str, dict[str, Any]] = json.loads(source.read_text(encoding="utf-8"))
    return words


def weight(code: str) -> float:
    """What a reason adds to the score; raises KeyError for an unknown code."""
    return float(_words()[code]["weight"])


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: a code of `words.json` and the names and dates that fill its sentence."""

    code: str
    values: tuple[str, ...] = ()

    def text(self, language: str = "en") -> str:
        """The reason in words, in `ar` or `en`."""
        said = str(_words()[self.code][language]).format(*(_spoken(v, language) for v in self.values))
        return said.removesuffix(": ")


def _spoken(value: str, language: str) -> str:
    """A value in words: `role:foreign-minister` and `land:turkey` by their labels, others as they are."""
    kind, _, name = value.partition(":")
    if kind == "role":
        return roles()[name].labels[language] if name in roles() else name
    if value == "-":
        return "دول أخرى" if language == "ar" else "other countries"
    if kind == "land":
        return "، ".join(countries()[n].labels[language] if n in countries() else n for n in name.split("+"))
    return value


@dataclass(frozen=True, slots=True)
class Decision:
    """How surely two profiles are one actor (0..1), and why."""

    score: float
    reasons: tuple[Reason, ...]

    def __bool__(self) -> bool:
        return self.score >= THRESHOLD

    @property
    def strength(self) -> float:
        """The weights added up without a ceiling: what tells two certain candidates apart."""
        return sum(weight(r.code) for r in self.reasons)

    def text(self, language: str = "en") -> str:
        """All reasons in words, parted by semicolons."""
        mark = "؛ " if language == "ar" else "; "
        return mark.join(r.text(language) for r in self.reasons)


THRESHOLD = 0.75
"""From this score on two profiles are one actor: measured on the labelled pairs (docs/identity.md)."""
DOUBTFUL = 0.45
"""From this score on an undecided pair is worth an analyst's look."""


def decide(*reasons: Reason) -> Decision:
    """The decision that follows from reasons: their weights added up, within 0..1."""
    return Decision(round(min(1.0, max(0.0, sum(weight(r.code) for r in reasons))), 4), reasons)
