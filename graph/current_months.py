"""Two tables kept ready: how much each country took part in each month, and what tied two countries in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from graph.events import Event
from graph.terms import ID

Cell = tuple[str, ...]
"""Month (`2025-10`) and country; or month, relation, country of the subject, of the object (sorted where symmetric)."""


@dataclass(frozen=True, slots=True)
class MonthCount:
    """One cell: month and country, or month, relation and two countries; its events and their occasions."""

    cell: Cell
    events: int
    occasions: int

    @property
    def iri(self) -> str:
        """A name that the cell has whatever it counts."""
        return f"{ID}month/{sha256(chr(10).join(self.cell).encode()).hexdigest()[:16]}"


def cells_of(event: Event, country: Callable[[str], str | None], *, symmetric: bool) -> Iterator[Cell]:
    """The cells that an event counts in: none where it did not happen, or month or countries are unknown."""
    if event.status != "happened" or not event.date or len(event.date) < 7:
        return
    month, pair = event.date[:7], (country(event.subject), country(event.object))
    for one in sorted({c for c in pair if c}):
        yield (month, one)
    first, second = pair
    if first and second:
        if symmetric and second < first:
            first, second = second, first
        yield (month, event.relation, first, second)


def month_count(cell: Cell, occasions: Mapping[str, str]) -> MonthCount:
    """Count a cell; `occasions` maps its events to their occasions."""
    return MonthCount(cell, events=len(occasions), occasions=len(set(occasions.values())))
