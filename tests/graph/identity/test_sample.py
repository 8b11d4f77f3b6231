"""The bundled dispatches together: no actor on two nodes, no node with two actors, by a hand-made list.

`sample_identities.csv` says who each annotated entity is, by its English name as the annotators gave it,
unified by hand. Entities that name nobody by themselves («فصائل المعارضة», «الإدارة الجديدة») are left out.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from graph.identity import Resolver
from graph.terms import ID, local
from tests.gold import read_gold

LIST = Path(__file__).with_name("sample_identities.csv")
CORPUS = Path(str(files("graph") / "sample" / "corpus"))


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    """The resolver over the dispatches, their English names taken off: an extractor does not have them."""
    resolver = Resolver()
    for path in sorted(CORPUS.glob("*.json")):
        article, extraction = read_gold(path)
        entities = tuple(replace(e, labels={"ar": e.labels["ar"]}) for e in extraction.entities)
        resolver.add(article.id, replace(extraction, entities=entities))
    return resolver


@pytest.fixture(scope="module")
def identities() -> dict[str, str]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return {local(r["article"], r["entity"]).value: r["identity"] for r in csv.DictReader(file) if r["identity"]}


def test_no_actor_stands_on_two_nodes(resolver: Resolver, identities: dict[str, str]) -> None:
    nodes: dict[str, set[str]] = defaultdict(set)
    for member, identity in identities.items():
        nodes[identity].add(resolver.canonical(member))
    assert len(nodes) > 250
    assert {i: n for i, n in nodes.items() if len(n) > 1} == {}


def test_no_node_holds_two_actors(resolver: Resolver, identities: dict[str, str]) -> None:
    actors: dict[str, set[str]] = defaultdict(set)
    for member, identity in identities.items():
        actors[resolver.canonical(member)].add(identity)
    assert {n: a for n, a in actors.items() if len(a) > 1} == {}


def test_the_best_known_are_the_gazetteers(resolver: Resolver, identities: dict[str, str]) -> None:
    known = {resolver.canonical(m) for m in identities if resolver.canonical(m).startswith(f"{ID}g/")}
    assert {f"{ID}g/{slug}" for slug in ("hakan-fidan", "murhaf-abu-qasra", "syria", "damascus", "sdf")} <= known
    assert len(known) > 150
