"""Where the actors stand: apart, together with their community, and the same every time."""

from __future__ import annotations

import numpy as np
import pytest

from graph.page.data import _importance, _pairs, radius
from graph.page.layout import STRETCH, _near, positions
from tests.graph.page.synthetic import synthetic


def _gap(places: np.ndarray, radii: list[float]) -> float:
    """The narrowest gap between two marks."""
    reach = np.array(radii)
    distance = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=-1)) - reach[:, None] - reach[None]
    np.fill_diagonal(distance, np.inf)
    return float(distance.min())


def test_nothing_and_single_actors_are_placed() -> None:
    assert positions({}, []).shape == (0, 2)
    assert positions({}, [8.0]).shape == (1, 2)
    assert _gap(positions({}, [8.0] * 7), [8.0] * 7) > 0, "actors without ties stand apart too"


@pytest.mark.parametrize(("actors", "events"), [(12, 20), (150, 260), (600, 1800)])
def test_no_two_marks_overlap(actors: int, events: int) -> None:
    network = synthetic(actors, events)
    radii = [radius(i) for i in _importance(network)]
    places = positions(_pairs(network, {n: k for k, n in enumerate(network)}), radii)
    assert np.isfinite(places).all()
    assert _gap(places, radii) >= 0


def test_the_same_network_stands_the_same_way() -> None:
    network = synthetic(150, 400)
    pairs = _pairs(network, {n: k for k, n in enumerate(network)})
    first = positions(pairs, [8.0] * 150)
    again = positions(dict(reversed(pairs.items())), [8.0] * 150)
    assert (first == again).all(), "whatever the order in which ties are given"


def test_communities_stand_apart() -> None:
    """Four rings of ten, joined by single ties: mates are nearer than strangers."""
    pairs = {}
    for ring in range(4):
        for i in range(10):
            for step in (1, 2, 3):
                a, b = ring * 10 + i, ring * 10 + (i + step) % 10
                pairs[min(a, b), max(a, b)] = 1.0
        pairs[min(ring * 10, (ring * 10 + 10) % 40), max(ring * 10, (ring * 10 + 10) % 40)] = 1.0
    places = positions(pairs, [8.0] * 40)
    distance = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=-1))
    mates = np.arange(40)[:, None] // 10 == np.arange(40)[None] // 10
    assert distance[mates].mean() * 2 < distance[~mates].mean()


def test_parts_that_nothing_joins_do_not_overlap_and_lie_wide() -> None:
    pairs = {(3 * k, 3 * k + 1): 1.0 for k in range(60)} | {(3 * k, 3 * k + 2): 1.0 for k in range(60)}
    places = positions(pairs, [8.0] * 180)
    assert _gap(places, [8.0] * 180) > 0
    width, height = np.ptp(places, axis=0)
    assert width / height == pytest.approx(STRETCH, rel=0.35)


def test_near_pairs_are_all_found_once() -> None:
    places = np.random.default_rng(3).random((200, 2)) * 100
    found = [(min(i, j), max(i, j)) for i, j in _near(places, 9.0).tolist()]
    assert len(found) == len(set(found))
    distance = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=-1))
    wanted = {(i, j) for i in range(200) for j in range(i + 1, 200) if distance[i, j] < 9}
    assert wanted <= set(found)
