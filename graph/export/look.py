"""How a network looks in the tools that it is taken to: colours that stay apart for all eyes, sizes, places."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from networkx import MultiDiGraph

# Okabe and Ito (2008), "Color Universal Design": told apart with every kind of colour vision.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#a08c00")
ELSEWHERE = "#8a8a8a"
FAMILIES = {
    "contact": "#0072b2",
    "courtesy": "#e69f00",
    "agreement": "#009e73",
    "support": "#56b4e9",
    "conflict": "#d55e00",
    "sanction": "#a0522d",
    "state": "#8a8a8a",
}
SEED = 20251017
SPREAD = 1000.0


def country_colours(network: MultiDiGraph) -> dict[str, str]:
    """A colour for each of the countries with the most actors; the rest look alike (`ELSEWHERE`)."""
    counts = Counter(data["country"] for _, data in network.nodes(data=True) if data.get("country"))
    ranked = sorted(counts, key=lambda country: (-counts[country], country))
    return dict(zip(ranked, PALETTE, strict=False))


def node_size(data: dict[str, Any]) -> float:
    """Size by importance: 8 for the least, 40 for the most important actor."""
    return round(8 + 32 * float(data.get("importance") or 0.0), 2)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue (0–255) of `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def positions(network: MultiDiGraph) -> dict[str, tuple[float, float]]:
    """Where each node stands: its own `x` and `y` where all have them, else a spring layout with a fixed seed."""
    placed = {node: (data.get("x"), data.get("y")) for node, data in network.nodes(data=True)}
    known = {n: (float(x), float(y)) for n, (x, y) in placed.items() if x is not None and y is not None}
    return known if len(known) == len(placed) else _spring(network)


def _spring(network: MultiDiGraph) -> dict[str, tuple[float, float]]:
    import rustworkx

    graph = rustworkx.PyGraph(multigraph=False)
    index = dict(zip(network, graph.add_nodes_from(list(network)), strict=True))
    graph.add_edges_from([(index[s], index[t], None) for s, t in network.edges() if s != t])
    places = rustworkx.spring_layout(graph, seed=SEED)
    return {node: (round(places[i][0] * SPREAD, 2), round(places[i][1] * SPREAD, 2)) for node, i in index.items()}
