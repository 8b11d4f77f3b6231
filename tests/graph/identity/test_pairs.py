"""Precision and recall of identity on the labelled pairs, held to their floors."""

from __future__ import annotations

import csv
import io

import pytest

from tests.graph.identity.build_pairs import COLUMNS, PAIRS, pairs
from tests.graph.identity.measure import Pair, decided, read_rows, scores

PRECISION, RECALL = 0.99, 0.92


@pytest.fixture(scope="module")
def measured() -> list[Pair]:
    return list(decided(read_rows()))


def test_the_pairs_are_what_the_builder_writes() -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(("same" if same else "different", kind, *left, *right) for same, kind, left, right in pairs())
    assert PAIRS.read_text(encoding="utf-8") == out.getvalue(), "run: python -m tests.graph.identity.build_pairs"


def test_there_are_enough_pairs_of_both_kinds() -> None:
    labels = [row["label"] for row in read_rows()]
    assert len(labels) >= 300
    assert min(labels.count("same"), labels.count("different")) >= 150


def test_precision_and_recall(measured: list[Pair]) -> None:
    precision, recall = scores(measured)
    assert precision >= PRECISION, [p.row for p in measured if p.found and not p.same]
    assert recall >= RECALL, [p.row for p in measured if p.same and not p.found]


def test_two_known_actors_are_never_taken_for_one(measured: list[Pair]) -> None:
    assert all(not p.found for p in measured if p.kind in {"confusable", "namesake", "type"})
