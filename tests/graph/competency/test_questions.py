"""Questions that the graph must be able to answer, with their answers, over the made-up world."""

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.sparql.formats import plain_value
from graph.sparql.guard import check
from tests.graph.made_up import world
from tests.graph.stores import store_of

QUESTIONS = sorted((Path(__file__).parent / "questions").glob("*.rq"))


@pytest.fixture(scope="module")
def store():
    return store_of(world())


def test_there_are_enough_questions():
    assert len(QUESTIONS) >= 25


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_question(store, path: Path):
    query = path.read_text(encoding="utf-8")
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        columns, *expected = list(csv.reader(file))
    check(query)
    answer = store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    assert [v.value for v in answer.variables] == columns
    rows = [[plain_value(term) for term in row] for row in answer]
    assert rows == expected if "ORDER BY" in query else sorted(rows) == sorted(expected)
