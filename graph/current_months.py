"""The country-by-month table: how many events of each relation tie two countries in a month."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from graph.events import Event
from graph.terms import ID

Cell = tuple[str, str, str, str]
"""Month (`2025-10`), relation, country of the subject, country of the object (sorted where symmetric)."""


@dataclass(frozen=True, slots=True)
class MonthCount:
    """One cell of the table."""

    month: str
    relation: str
    country_a: str
    country_b: str
    events: int
    occasions: int

    @property
    def iri(self) -> str:
        """A name that the cell has whatever it counts."""
        key = f"{self.month}\n{self.relation}\n{self.country_a}\n{self.country_b}"
        return f"{ID}month/{sha256(key.encode()).hexdigest()[:16]}"


def cell_of(event: Event, country: Callable[[str], str | None], *, symmetric: bool) -> Cell | None:
    """The cell that an event counts in; None where it did not happen, or month or a country is unknown."""
    if event.status != "happened" or not event.date or len(event.date) < 7:
        return None
    first, second = country(event.subject), country(event.object)
    if not first or not second:
        return None
    if symmetric and second < first:
        first, second = second, first
    return (event.date[:7], event.relation, first, second)


def month_count(cell: Cell, occasions: Mapping[str, str]) -> MonthCount:
    """Count a cell; `occasions` maps its events to their occasions."""
    return MonthCount(*cell, events=len(occasions), occasions=len(set(occasions.values())))
