"""Trees applied without the library that grew them."""

import json

import numpy as np
import pytest

from ingest.relations.forest import Forest
from ingest.relations.scorer import MODEL, RelationModel, load_model

STUMP = {
    "names": ["length"], "base": 0.0, "depth": 1, "roots": [0], "feature": [0, 0, 0], "threshold": [2.0, 0.0, 0.0],
    "left": [1, 1, 2], "right": [2, 1, 2], "value": [0.0, -3.0, 3.0],
}  # fmt: skip


def test_a_stump_divides():
    low, high = Forest.from_json(STUMP).probabilities([[1.0], [5.0]])
    assert low == pytest.approx(1 / (1 + np.exp(3)))
    assert high == pytest.approx(1 / (1 + np.exp(-3)))


def test_no_rows_give_no_probabilities():
    assert len(Forest.from_json(STUMP).probabilities([])) == 0


def test_exported_trees_say_what_the_library_says():
    sklearn = pytest.importorskip("sklearn.ensemble")
    from ingest.training.relation_training import export

    random = np.random.default_rng(3)
    rows = random.normal(size=(400, 6))
    labels = (rows[:, 0] + rows[:, 1] * rows[:, 2] > 0).astype(int)
    model = sklearn.HistGradientBoostingClassifier(max_iter=20, max_leaf_nodes=8).fit(rows, labels)
    ours = export(model, [str(i) for i in range(6)]).probabilities(rows.tolist())
    assert np.abs(ours - model.predict_proba(rows)[:, 1]).max() < 0.01


def test_the_shipped_model_fits_the_features():
    assert load_model().pair.names


def test_a_model_of_other_features_is_refused(tmp_path):
    record = json.loads(MODEL.read_text(encoding="utf-8"))
    record["forests"]["date"]["names"][0] = "something else"
    path = tmp_path / "relations.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(ValueError, match="train it again"):
        load_model(path)


def test_confidence_follows_the_calibration_points():
    model = RelationModel(*[Forest.from_json(STUMP)] * 5, calibration=[(0.0, 0.1), (0.5, 0.4), (1.0, 0.9)])
    assert model.confidence(0.25) == pytest.approx(0.25)
    assert model.confidence(1.0) == 0.9
    shipped = load_model()
    points = [shipped.confidence(i / 20) for i in range(21)]
    assert points == sorted(points)
