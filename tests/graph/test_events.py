"""One event, many reports."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from graph.article_graph import bounds
from graph.events import Event, Report, events_of, status_of


def report(number: int, date: str | None = None, status: str = "happened", **more) -> Report:
    published = more.pop("published", "2025-12-31")
    earliest, latest = bounds(date, status, published)
    fields = {"place": None, "occasion": f"id/a/{number:03d}/o1", "confidence": 0.9} | more
    return Report(
        f"id/a/{number:03d}/r1",
        f"{number:03d}",
        "metWith",
        "a",
        "b",
        date,
        earliest,
        latest,
        status,
        published=published,
        **fields,
    )


def shape(events: tuple[Event, ...]) -> list[tuple[str | None, int]]:
    return [(e.date, len(e.reports)) for e in events]


def test_the_same_day_is_one_event_and_another_day_another():
    events = events_of([report(1, "2025-08-13"), report(2, "2025-08-13"), report(3, "2025-08-14")])
    assert shape(events) == [("2025-08-13", 2), ("2025-08-14", 1)]
    assert events[0].support == 2


def test_a_month_joins_the_one_day_in_it():
    assert shape(events_of([report(1, "2025-08-13"), report(2, "2025-08")])) == [("2025-08-13", 2)]


def test_a_month_with_two_days_in_it_stands_alone():
    events = events_of([report(1, "2025-08-13"), report(2, "2025-08-20"), report(3, "2025-08")])
    assert sorted(shape(events), key=str) == [("2025-08", 1), ("2025-08-13", 1), ("2025-08-20", 1)]


def test_a_month_does_not_join_a_day_of_another_month():
    assert len(events_of([report(1, "2025-09-13"), report(2, "2025-08")])) == 2


def test_a_year_joins_a_month_that_stands_alone():
    assert shape(events_of([report(1, "2025-08"), report(2, "2025")])) == [("2025-08", 2)]


def test_a_year_beside_a_day_and_a_month_stands_alone():
    events = events_of([report(1, "2025-03-01"), report(2, "2025-08"), report(3, "2025")])
    assert len(events) == 3


def test_an_undated_report_joins_the_one_event_before_its_publication():
    events = events_of([report(1, "2025-08-13"), report(2, None, published="2025-08-20")])
    assert shape(events) == [("2025-08-13", 2)]


def test_an_undated_report_cannot_tell_of_what_came_after_it():
    events = events_of([report(1, "2025-08-13"), report(2, None, published="2025-08-01")])
    assert sorted(shape(events), key=str) == [("2025-08-13", 1), (None, 1)]


def test_an_undated_plan_joins_what_came_after_it_and_not_what_came_before():
    after = events_of([report(1, "2025-08-13"), report(2, None, "planned", published="2025-08-01")])
    assert shape(after) == [("2025-08-13", 2)]
    assert len(events_of([report(1, "2025-08-13"), report(2, None, "planned", published="2025-08-20")])) == 2


def test_undated_reports_alone_are_one_event_bounded_by_all():
    [event] = events_of([report(1, published="2025-08-20"), report(2, published="2025-01-01")])
    assert (event.date, event.earliest, event.latest) == (None, "0001-01-01", "2025-01-01")


def test_status_is_the_strongest_and_a_denial_contests():
    assert status_of(["planned", "happened"]) == "happened"
    assert status_of(["planned"]) == "planned"
    assert status_of(["denied", "denied"]) == "denied"
    assert status_of(["denied", "happened"]) == "contested"
    assert status_of(["denied", "planned"]) == "contested"


def test_first_and_last_report_and_the_smallest_name():
    [event] = events_of(
        [report(12, "2025-08-13", published="2025-08-14"), report(2, "2025-08-13", published="2025-08-15")]
    )
    assert (event.first_report, event.last_report) == ("2025-08-14", "2025-08-15")
    assert event.iri == "id/a/002/r1"


def test_bounds_of_february_in_a_leap_year():
    assert bounds("2024-02", "happened", None) == ("2024-02-01", "2024-02-29")


DATES = st.sampled_from([None, "2025", "2024", "2025-08", "2025-09", "2025-08-13", "2025-08-14", "2025-09-01"])
STATUSES = st.sampled_from(["happened", "planned", "denied"])
PUBLISHED = st.sampled_from(["2025-08-13", "2025-10-01", None])


@given(st.lists(st.tuples(DATES, STATUSES, PUBLISHED), max_size=8), st.randoms())
def test_events_do_not_depend_on_the_order_of_reports(rows, rng: random.Random):
    reports = [report(n, d, s, published=p) for n, (d, s, p) in enumerate(rows)]
    shuffled = list(reports)
    rng.shuffle(shuffled)
    events = events_of(reports)
    assert events == events_of(shuffled)
    assert sorted(r for e in events for r in e.reports) == sorted(r.iri for r in reports)
