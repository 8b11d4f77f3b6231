"""The gate itself: it complains of a sunk figure and does not lower its floor without leave."""

import json

import pytest

from ingest.evaluation import Score
from ingest.training.relations import Answers, joined
from tests import eval_gate

FLOOR = {"corpus": {"f1": 0.5}}


def test_a_figure_below_the_floor_is_named():
    low = {"corpus": Score(right=3, spurious=5, missed=5)}
    assert eval_gate.judge(low, FLOOR) == ["corpus: F1 0.3750 is below the floor 0.5000"]


def test_a_figure_at_the_floor_passes():
    assert eval_gate.judge({"corpus": Score(5, 5, 5)}, FLOOR) == []


@pytest.fixture
def baseline(tmp_path, monkeypatch):
    path = tmp_path / "baseline.json"
    monkeypatch.setattr(eval_gate, "BASELINE", path)
    return path


def test_the_floor_is_not_lowered_without_leave(baseline):
    lower = {"corpus": Score(3, 5, 5)}
    assert eval_gate.update(lower, FLOOR, allow_regression=False)
    assert not baseline.exists()
    assert eval_gate.update(lower, FLOOR, allow_regression=True) == []
    assert json.loads(baseline.read_text())["corpus"]["f1"] == 0.375


def test_a_better_figure_raises_the_floor_and_keeps_the_others(baseline):
    assert eval_gate.update({"styles": Score(6, 2, 2)}, FLOOR, allow_regression=False) == []
    assert json.loads(baseline.read_text()).keys() == {"corpus", "styles"}


def test_folds_of_one_part_add_up():
    fold = Answers((), {("corpus", "metWith"): 3})
    assert joined([fold, fold]).gold == {("corpus", "metWith"): 6}


def test_the_recorded_floor_is_there():
    recorded = json.loads(eval_gate.BASELINE.read_text(encoding="utf-8"))
    assert 0.2 < recorded["corpus"]["f1"] < 1
