"""Where the actors stand: communities apart, nothing on top of each other, the same on every run.

Each community is laid out by itself (Fruchterman-Reingold of rustworkx), the communities are laid out as
discs joined by what ties them, a short pass over the whole lets neighbours in different communities face
each other, and what still overlaps is pushed apart. Parts that nothing joins are packed around the largest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import networkx as nx
import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

Points: TypeAlias = NDArray[np.float64]
Pairs: TypeAlias = Mapping[tuple[int, int], float]

SEED = 7
SPACING = 64.0
"""World units that one actor takes up on average."""
STRETCH = 1.35
"""How much wider than high the whole is laid out: screens are, and so are names."""
_LOUVAIN_UP_TO = 7000
_INSIDE = 3.0
"""How much stronger a tie pulls inside a community than between two."""


def positions(pairs: Pairs, radii: Sequence[float]) -> Points:
    """Positions, n x 2 in world units, of n = len(radii) actors of these radii; `pairs` maps (i, j), i < j, to weight."""
    n = len(radii)
    if n == 0:
        return np.zeros((0, 2))
    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from((i, j, w) for (i, j), w in sorted(pairs.items()))
    parts = sorted((sorted(c) for c in nx.connected_components(graph)), key=lambda c: (-len(c), c[0]))
    places = np.zeros((n, 2))
    reach = np.asarray(radii, dtype=np.float64)
    for part in parts:
        places[part] = _part(graph, part, reach[part])
    _pack(places, parts, reach)
    return places


def communities(graph: nx.Graph) -> list[list[int]]:
    """Groups of actors that are tied more closely among themselves: by size, then by smallest member."""
    if graph.number_of_nodes() <= _LOUVAIN_UP_TO:
        groups = nx.community.louvain_communities(graph, weight="weight", seed=SEED, threshold=1e-4)
    else:
        groups = nx.community.fast_label_propagation_communities(graph, weight="weight", seed=SEED)
    return sorted((sorted(g) for g in groups), key=lambda g: (-len(g), g[0]))


def _part(graph: nx.Graph, part: list[int], radii: Points) -> Points:
    """Positions of one connected part, about its own centre."""
    n = len(part)
    if n == 1:
        return np.zeros((1, 2))
    at = {node: k for k, node in enumerate(part)}
    local = nx.Graph()
    local.add_nodes_from(range(n))
    for i, j, w in graph.edges(part, data="weight"):
        local.add_edge(at[i], at[j], weight=w)
    groups = communities(local) if n > 12 else [list(range(n))]
    places = _grouped(local, groups)
    places = _settle(local, groups, places)
    return _apart(_even(places), radii, gap=22.0)


def _grouped(graph: nx.Graph, groups: list[list[int]]) -> Points:
    places = np.zeros((graph.number_of_nodes(), 2))
    of = {node: g for g, group in enumerate(groups) for node in group}
    ties: dict[tuple[int, int], float] = defaultdict(float)
    inner: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    for i, j, w in graph.edges(data="weight"):
        a, b = of[i], of[j]
        if a == b:
            inner[a].append((i, j, w))
        else:
            ties[min(a, b), max(a, b)] += w
    for g, group in enumerate(groups):
        at = {node: k for k, node in enumerate(group)}
        edges = [(at[i], at[j], w) for i, j, w in inner[g]]
        places[group] = _spring(len(group), edges, rounds=150 if len(group) < 600 else 60)
    if len(groups) > 1:
        reach = np.array([SPACING * (0.75 * len(g) ** 0.5 + 0.4) for g in groups])
        centres = _spring(len(groups), [(a, b, w**0.5) for (a, b), w in ties.items()], rounds=200)
        centres = _apart(centres * max(1.0, reach.max() / (SPACING * 1.5)), reach, rounds=300)
        for g, group in enumerate(groups):
            places[group] += centres[g]
    return places


def _settle(graph: nx.Graph, groups: list[list[int]], places: Points) -> Points:
    """A few rounds over the whole, starting from the communities' places."""
    n = graph.number_of_nodes()
    rounds = 120 if n <= 400 else 40 if n <= 1500 else 12 if n <= _LOUVAIN_UP_TO else 0
    if not rounds or len(groups) < 2:
        return places
    of = {node: g for g, group in enumerate(groups) for node in group}
    edges = [(i, j, w * (_INSIDE if of[i] == of[j] else 1.0)) for i, j, w in graph.edges(data="weight")]
    return _spring(n, edges, rounds=rounds, start=places)


def _even(places: Points) -> Points:
    """Give the crowded middle more room and the outskirts less, and lay the whole out wider than high."""
    n = len(places)
    if n < 12:
        return places
    middle = np.median(places, axis=0)
    away = places - middle
    distance = np.maximum(np.sqrt((away**2).sum(axis=1)), 1e-9)
    rank = np.empty(n)
    rank[np.lexsort((np.arange(n), distance))] = np.arange(n)
    even = SPACING * 0.75 * np.sqrt(rank + 0.5)
    wanted = 0.6 * even + 0.4 * distance * (SPACING * 0.75 * n**0.5 / np.quantile(distance, 0.9))
    evened: Points = away * (wanted / distance)[:, None] * np.array([STRETCH, 1.0])
    return evened


def _spring(n: int, edges: Iterable[tuple[int, int, float]], *, rounds: int, start: Points | None = None) -> Points:
    """Fruchterman-Reingold about the origin, scaled so that an actor has SPACING x SPACING to itself."""
    if n == 1:
        return np.zeros((1, 2))
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(n))
    graph.add_edges_from([(i, j, min(w, 6.0)) for i, j, w in edges])
    first = _circle(n) if start is None else start / (np.abs(start).max() or 1.0)
    found = rx.spring_layout(
        graph,
        pos={i: (float(x), float(y)) for i, (x, y) in enumerate(first)},
        weight_fn=float,
        num_iter=rounds,
        seed=SEED,
    )
    places = np.array([found[i] for i in range(n)])
    places -= places.mean(axis=0)
    spread = float(np.sqrt((places**2).sum(axis=1).mean())) or 1.0
    scaled: Points = places * (SPACING * 0.62 * n**0.5 / spread)
    return scaled


def _circle(n: int) -> Points:
    """A sunflower: even, deterministic, no two points alike."""
    k = np.arange(n)
    angle = k * 2.399963229728653
    return np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.sqrt((k + 0.5) / n)[:, None]


def _apart(places: Points, radii: Points, rounds: int = 80, gap: float = 14.0) -> Points:
    """Push apart what overlaps: discs of these radii with `gap` between them."""
    places = places.copy()
    for _ in range(rounds):
        pairs = _near(places, 2 * float(radii.max()) + gap)
        if not len(pairs):
            break
        i, j = pairs[:, 0], pairs[:, 1]
        away = places[i] - places[j]
        distance = np.sqrt((away**2).sum(axis=1))
        same = distance < 1e-9
        away[same] = np.stack([np.cos(i[same] + j[same]), np.sin(i[same] + j[same])], axis=1)
        lack = radii[i] + radii[j] + gap - distance
        hit = lack > 1e-3
        if not hit.any():
            break
        push = away[hit] / np.maximum(distance[hit], 1e-9)[:, None] * (lack[hit] * 0.51)[:, None]
        push[same[hit]] = away[hit][same[hit]] * (lack[hit][same[hit]] * 0.51)[:, None]
        np.add.at(places, i[hit], push)
        np.add.at(places, j[hit], -push)
    return places


def _near(places: Points, reach: float) -> NDArray[np.int64]:
    """Index pairs (i, j) of points in the same or neighbouring squares of side `reach`."""
    cells = np.floor(places / reach).astype(np.int64)
    cells -= cells.min(axis=0)
    rows = int(cells[:, 1].max()) + 3
    key = cells[:, 0] * rows + cells[:, 1]
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    pairs: list[NDArray[np.int64]] = []
    for step in (0, 1, rows, rows + 1, rows - 1):
        first = np.searchsorted(ranked, ranked + step, "left") if step else np.arange(1, len(ranked) + 1)
        last = np.searchsorted(ranked, ranked + step, "right")
        size = np.maximum(last - first, 0)
        left = np.repeat(np.arange(len(ranked)), size)
        offset = np.arange(len(left)) - np.repeat(np.cumsum(size) - size, size)
        pairs.append(np.stack([order[left], order[np.repeat(first, size) + offset]], axis=1))
    return np.concatenate(pairs)


def _pack(places: Points, parts: list[list[int]], radii: Points) -> None:
    """Move the parts so that none overlaps: the largest in the middle, each next one in the nearest free spot."""
    taken: set[tuple[int, int]] = set()
    first: dict[int, int] = {}
    for number, part in enumerate(parts):
        reach = float((np.sqrt((places[part] ** 2).sum(axis=1)) + radii[part]).max()) + SPACING * 0.5
        if number:
            squares = int(np.ceil(reach / SPACING))
            turn = _free_spot(taken, squares, first.get(squares, 0))
            first[squares] = turn
            places[part] += _spot(turn) * SPACING
        for x, y in np.floor(places[part] / SPACING).astype(int).tolist():
            taken.update((x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))


def _free_spot(taken: set[tuple[int, int]], squares: int, turn: int) -> int:
    """The first turn of the spiral from `turn` on around which a block of squares is free."""
    while True:
        x, y = np.floor(_spot(turn)).astype(int).tolist()
        span = range(-squares, squares + 1)
        if not any((x + dx, y + dy) in taken for dx in span for dy in span):
            return turn
        turn += 1


def _spot(turn: int) -> Points:
    """A point of a flat sunflower, in squares: wider than high, as screens are."""
    angle = turn * 2.399963229728653
    spot: Points = np.array([STRETCH * np.cos(angle), np.sin(angle)]) * (0.8 * turn**0.5)
    return spot
