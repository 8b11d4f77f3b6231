"""How a network looks in the tools that it is taken to: as on the page, so that the one is found again in the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from networkx import MultiDiGraph


def country_colours(network: MultiDiGraph) -> dict[str, str]:
    """A colour for each of the countries with the most actors; the rest take `elsewhere`."""
    counts = Counter(data["country"] for _, data in network.nodes(data=True) if data.get("country"))
    ranked = sorted(counts, key=lambda country: (-counts[country], country))
    return dict(zip(ranked, (c["light"] for c in _palette()["countries"]), strict=False))


def family_colours() -> dict[str, str]:
    """A colour for each family of relations."""
    return {family: colour["light"] for family, colour in _palette()["families"].items()}


def elsewhere() -> str:
    """The colour of what has none of its own."""
    return str(_palette()["other"]["light"])


def node_size(data: dict[str, Any]) -> float:
    """Radius by importance."""
    from graph.page.data import radius

    return round(radius(float(data.get("importance") or 0.0)), 2)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue (0–255) of `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def positions(network: MultiDiGraph) -> dict[str, tuple[float, float]]:
    """Where each node stands: its own `x` and `y` where all have them, else as on the page. Upwards is positive."""
    placed = {node: (data.get("x"), data.get("y")) for node, data in network.nodes(data=True)}
    known = {n: (float(x), float(y)) for n, (x, y) in placed.items() if x is not None and y is not None}
    return known if len(known) == len(placed) else _laid_out(network)


def _laid_out(network: MultiDiGraph) -> dict[str, tuple[float, float]]:
    from graph.page import layout

    order = {node: k for k, node in enumerate(network)}
    occasions: dict[tuple[int, int], set[str]] = defaultdict(set)
    for subject, value, key, data in network.edges(keys=True, data=True):
        i, j = sorted((order[subject], order[value]))
        if i != j:
            occasions[i, j].add(str(data.get("occasion") or key))
    pairs = {pair: float(len(acts)) for pair, acts in occasions.items()}
    places = layout.positions(pairs, [node_size(data) for _, data in network.nodes(data=True)])
    return {node: (round(float(places[k][0]), 1), round(-float(places[k][1]), 1)) for node, k in order.items()}


def _palette() -> dict[str, Any]:
    from graph.page.data import palette

    return palette()
