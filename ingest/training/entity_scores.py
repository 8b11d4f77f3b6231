"""Entity-level precision, recall and F1 of BIO tags, exact and by overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

COUNTED = ("PER", "LOC", "ORG")


@dataclass(frozen=True)
class Score:
    """Precision, recall and their harmonic mean, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """First and last (exclusive) word and kind of each entity; an I without its B begins one, as in conlleval."""
    found = set()
    first, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        mark, _, name = tag.partition("-")
        if kind and (mark != "I" or name != kind):
            found.add((first, i, kind))
            kind = ""
        if not kind and mark != "O":
            first, kind = i, name
    return found


def score(pairs: Iterable[tuple[Sequence[str], Sequence[str]]], *, overlap: bool = False) -> dict[str, Score]:
    """Scores by kind and over all of `COUNTED` ("all"), from pairs of gold and predicted tags of sentences."""
    counts: Counter[tuple[str, str]] = Counter()
    for gold, predicted in pairs:
        want = [s for s in spans(gold) if s[2] in COUNTED]
        got = [s for s in spans(predicted) if s[2] in COUNTED]
        for kind in COUNTED:
            counts[kind, "want"] += sum(s[2] == kind for s in want)
            counts[kind, "got"] += sum(s[2] == kind for s in got)
            counts[kind, "found"] += sum(s[2] == kind and _met(s, got, overlap=overlap) for s in want)
            counts[kind, "right"] += sum(s[2] == kind and _met(s, want, overlap=overlap) for s in got)
    for what in ("want", "got", "found", "right"):
        counts["all", what] = sum(counts[kind, what] for kind in COUNTED)
    return {kind: _score(counts, kind) for kind in ("all", *COUNTED)}


def _met(span: tuple[int, int, str], others: Sequence[tuple[int, int, str]], *, overlap: bool) -> bool:
    if not overlap:
        return span in others
    return any(o[2] == span[2] and o[0] < span[1] and span[0] < o[1] for o in others)


def _score(counts: Counter[tuple[str, str]], kind: str) -> Score:
    return Score(
        counts[kind, "right"] / max(1, counts[kind, "got"]), counts[kind, "found"] / max(1, counts[kind, "want"])
    )
