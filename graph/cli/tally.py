"""The summary that `build` ends with: what was read, what became of it, what stayed out and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.extraction import Extraction
    from ingest.readers import Problem

# What the extractor's notes mean to a user; {} takes the detail.
_REASONS = {
    "language": "no ties, language {}: not read yet",
    "no-tie": "no tie found",
    "date-open": "relative dates left open; give the publication date with --published or in the metadata",
}
_LONGEST_LIST = 5


@dataclass
class Tally:
    """Counts of one run, and its exit status: 0, or 1 once there was a problem."""

    status: int = 0
    read: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, list[str]] = field(default_factory=dict)
    totals: tuple[int, int] = (0, 0)

    def count_problem(self, problem: Problem) -> None:
        """Remember that something could not be read; a notice (a picture among the articles) is no failure."""
        if problem.fatal:
            self.status = 1
            self.outcomes["not read"] += 1

    def count_extraction(self, extraction: Extraction) -> None:
        """Count one article read, and note why it has no ties or open dates."""
        self.read += 1
        for code, detail in extraction.notes:
            reason = _REASONS.get(code, f"{code} {{}}").format(detail)
            self.reasons.setdefault(reason, []).append(extraction.article.id)

    def count_unchanged(self) -> None:
        """Count an article that the graph holds already, read by this very extractor."""
        self.read += 1
        self.outcomes["unchanged"] += 1

    def count_outcome(self, outcome: Any) -> None:
        """Count what the library did with an article; a refusal is a problem with a line of its own."""
        from graph.cli.console import say

        self.outcomes[str(outcome.kind)] += 1
        if outcome.reason:
            self.status = 1
            say(f"rawabit: {outcome.reason}")

    def close(self, library: Any) -> None:
        """Take the totals of the graph after the run."""
        info = library.info()
        self.totals = (info.ties, info.actors)

    def lines(self) -> list[str]:
        """The summary, a line each."""
        kinds = ("new", "replaced", "unchanged", "refused", "not read")
        parts = ", ".join(f"{self.outcomes[k]} {k}" for k in kinds if self.outcomes[k] or k in kinds[:3])
        lines = [
            f"articles: {self.read} read ({parts})",
            f"the graph holds {self.totals[0]} ties between {self.totals[1]} actors",
        ]
        return lines + [_reason_line(reason, ids) for reason, ids in sorted(self.reasons.items())]


def _reason_line(reason: str, ids: list[str]) -> str:
    rest = len(ids) - _LONGEST_LIST
    shown = ", ".join(ids[:_LONGEST_LIST]) + (f" and {rest} more" if rest > 0 else "")
    return f"{reason}: {len(ids)} ({shown})"
