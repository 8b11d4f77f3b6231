"""How fast identity is: 100,000 mentions within a minute on one core, at a cost that grows about linearly."""

from __future__ import annotations

import time

import pytest

from graph.identity import Resolver
from tests.benchmarks.identity_world import world

pytestmark = [pytest.mark.benchmark, pytest.mark.slow]


def measured(articles: int) -> tuple[int, float]:
    """How many mentions a world of so many articles has, and the processor seconds that resolving them took."""
    extractions = list(world(articles, people=articles // 2))
    resolver = Resolver()
    start = time.process_time()
    for extraction in extractions:
        resolver.add(extraction.article.id, extraction)
    assert len(resolver.clusters()) > articles // 4
    return sum(len(e.mentions) for x in extractions for e in x.entities), time.process_time() - start


def test_a_hundred_thousand_mentions_within_a_minute() -> None:
    mentions, seconds = measured(3200)
    print(f"identity: {mentions} mentions in {seconds:.1f} s of one core")
    assert mentions >= 100_000
    assert seconds < 60


def test_cost_grows_about_linearly() -> None:
    measured(100)  # caches of names and spellings
    few, quick = measured(800)
    many, slow = measured(3200)
    assert slow / many < 3 * quick / few
