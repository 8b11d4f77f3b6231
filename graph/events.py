"""One event, many reports: which reports of a tie tell of the same event, and what is known of it then.

The key of an event is its relation, its canonical participants and its day. A coarser or undated report
joins an event only when exactly one event of that key lies in its interval; else it is an event of its
own, at its own precision. The outcome depends on the set of reports only, not on their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.terms import member_order

TieKey = tuple[str, str, str]
"""Relation, subject, object: canonical IRIs, the smaller first where the relation is symmetric."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says of a tie, participants resolved. `occasion` is the article's own."""

    iri: str
    article: str
    relation: str
    subject: str
    object: str
    date: str | None
    earliest: str
    latest: str
    status: str
    place: str | None
    occasion: str
    confidence: float
    published: str | None
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """An event of `current`. `date` is as precise as known; `support` counts articles.

    `occasion` and `capacities` (participant, post) are filled in once all events are known.
    """

    iri: str
    relation: str
    subject: str
    object: str
    date: str | None
    earliest: str
    latest: str
    status: str
    place: str | None
    confidence: float
    reports: tuple[str, ...]
    articles: tuple[str, ...]
    occasions: tuple[str, ...]
    first_report: str | None
    last_report: str | None
    accepted: bool
    occasion: str = ""
    capacities: tuple[tuple[str, str], ...] = ()

    @property
    def support(self) -> int:
        """How many articles report it."""
        return len(self.articles)


@dataclass(slots=True)
class _Group:
    date: str | None
    earliest: str
    latest: str
    reports: list[Report] = field(default_factory=list)


def events_of(reports: Iterable[Report]) -> tuple[Event, ...]:
    """The events that the reports of one tie key tell of, in order of time."""
    ordered = sorted(reports, key=lambda r: member_order(r.iri))
    groups = _dated_groups(ordered)
    groups += _undated_group([r for r in ordered if not r.date], groups)
    events = (_event(group) for group in groups)
    return tuple(sorted(events, key=lambda e: (e.earliest, e.latest, member_order(e.iri))))


def _dated_groups(reports: Sequence[Report]) -> list[_Group]:
    """Group by day; then let months, then years, join the one finer event in them or stand alone."""
    groups: list[_Group] = []
    for length in (10, 7, 4):
        coarse: dict[str, list[Report]] = {}
        for report in reports:
            if report.date and len(report.date) == length:
                coarse.setdefault(report.date, []).append(report)
        # Candidates are fixed before any report of this precision is placed: order cannot matter.
        finer = list(groups)
        for date, same in sorted(coarse.items()):
            within = [g for g in finer if (g.date or "").startswith(date)]
            if len(within) == 1:
                within[0].reports += same
            else:
                groups.append(_Group(date, same[0].earliest, same[0].latest, list(same)))
    return groups


def _undated_group(reports: Sequence[Report], dated: Sequence[_Group]) -> list[_Group]:
    """Join each undated report to the one event in its interval; those left over are one undated event."""
    alone: list[Report] = []
    for report in reports:
        within = [g for g in dated if report.earliest <= g.earliest and g.latest <= report.latest]
        if len(within) == 1:
            within[0].reports.append(report)
        else:
            alone.append(report)
    if not alone:
        return []
    earliest, latest = max(r.earliest for r in alone), min(r.latest for r in alone)
    if earliest > latest:  # told as done before it was announced: nothing narrower holds for all
        earliest, latest = min(r.earliest for r in alone), max(r.latest for r in alone)
    return [_Group(None, earliest, latest, alone)]


def status_of(statuses: Iterable[str]) -> str:
    """The status of an event by those of its reports: a denial beside another status makes it contested."""
    found = set(statuses)
    if "denied" in found:
        return "contested" if len(found) > 1 else "denied"
    return "happened" if "happened" in found else "planned"


def _event(group: _Group) -> Event:
    reports = sorted(group.reports, key=lambda r: member_order(r.iri))
    first, published = reports[0], sorted(r.published for r in reports if r.published)
    return Event(
        iri=first.iri,
        relation=first.relation,
        subject=first.subject,
        object=first.object,
        date=group.date,
        earliest=group.earliest,
        latest=group.latest,
        status=status_of(r.status for r in reports),
        place=commonest((r.place for r in reports if r.place), member_order),
        confidence=max(r.confidence for r in reports),
        reports=tuple(r.iri for r in reports),
        articles=tuple(sorted({r.article for r in reports})),
        occasions=tuple(sorted({r.occasion for r in reports}, key=member_order)),
        first_report=published[0] if published else None,
        last_report=published[-1] if published else None,
        accepted=any(r.accepted for r in reports),
    )


def commonest(values: Iterable[str], order: Callable[[str], Any]) -> str | None:
    """The value that occurs most often, the first in order among equals; None of nothing."""
    counts = Counter(values)
    if not counts:
        return None
    best = max(counts.values())
    return min((v for v, n in counts.items() if n == best), key=order)
