"""The GEXF writer beside networkx's own, on the same network in the same run."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from graph.export.gexf import _edge_values, _node_values, pieces
from graph.export.ties import ties
from ontology.relations import relation_types
from tests.gold import SHARED
from tests.graph.networks import ID, report

pytestmark = pytest.mark.benchmark
NODES, EVENTS = 5_000, 20_000


def network() -> nx.MultiDiGraph:
    """Actors with places given (layout is not writing) and dated events with a report each."""
    chance, kinds = random.Random(7), list(relation_types().values())
    g = nx.MultiDiGraph()
    for i in range(NODES):
        labels = {"ar": f"جهة رقم {i}", "en": f"Actor {i}"}
        g.add_node(
            f"{ID}e/{i}", type="Person", labels=labels, aliases=[], country=f"{ID}c/{i % 40}", country_labels={"ar": "بلد"},
            lat=None, lon=None, wikidata=None, offices=[], degree=1, importance=0.5, x=float(i % 71), y=float(i // 71),
        )  # fmt: skip
    for i in range(EVENTS):
        kind, day = chance.choice(kinds), f"20{chance.randrange(10, 27)}-{chance.randrange(1, 13):02}-15"
        ends = chance.randrange(NODES), chance.randrange(NODES)
        g.add_edge(
            f"{ID}e/{ends[0]}", f"{ID}e/{ends[1]}", key=f"{ID}event/{i}", relation=kind.name, family=kind.family,
            symmetric=kind.symmetric, date=day, begin=day, end=day, status="happened", place=None, place_labels={},
            occasion=f"{ID}o/{i}", confidence=0.9, capacities={}, reports=[report(f"التقى فلان رقم {i} ضيفه في المدينة.")],
        )  # fmt: skip
    return g


def flat(g: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The same ties with the same attributes, as far as networkx can write them: nothing empty."""
    plain = nx.MultiDiGraph()
    for node, data in g.nodes(data=True):
        plain.add_node(node, label=data["labels"]["ar"], **_filled(_node_values(node, data)))
    for number, tie in enumerate(ties(g)):
        plain.add_edge(tie.source, tie.target, key=str(number), weight=tie.weight, **_filled(_edge_values(tie)))
    return plain


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def best_of(rounds: int, run: Callable[[], None]) -> float:
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return min(times)


@pytest.mark.slow
def test_faster_than_networkx_and_valid_where_networkx_is_not():
    g = network()
    # networkx cannot write lists, dictionaries or None: it is given a copy without, in its own time.
    ours = best_of(3, lambda: io.BytesIO().writelines(p.encode() for p in pieces(g)))
    theirs = best_of(3, lambda: nx.write_gexf(flat(g), io.BytesIO(), version="1.3"))
    size = sum(len(p.encode()) for p in pieces(g))
    print(
        f"\n{NODES} actors, {EVENTS} events: own writer {ours:.2f} s ({size / 1e6:.1f} MB), networkx {theirs:.2f} s: {theirs / ours:.1f} x"
    )
    assert theirs / ours >= 2.5
    schema_path = SHARED / "standards" / "gexf-1.3" / "gexf.rng"
    if schema_path.exists():
        schema = etree.RelaxNG(etree.parse(schema_path))
        out = io.BytesIO()
        nx.write_gexf(flat(g), out, version="1.3")
        assert schema.validate(etree.fromstring("".join(pieces(g)).encode()))
        assert not schema.validate(etree.fromstring(out.getvalue()))
