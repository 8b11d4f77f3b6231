"""Train the scorers of the relation part: slots written out, slots carried over, and pairs.

Each step's training rows use the step before as it answers on articles that it has not seen (cross-fitting by
article), so that a scorer learns how far to trust the one before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from ingest.document import Document
from ingest.evaluation import tie_key
from ingest.extraction import Entity, Position
from ingest.relations.assembly import participants_of
from ingest.relations.candidates import ArticleReading, Pair, Slot, feature_matrix
from ingest.relations.event_dates import DATE_NAMES, DateTable
from ingest.relations.event_places import PLACE_NAMES, PlaceTable
from ingest.relations.features import ARGUMENT_NAMES, CARRIED_NAMES, PAIR_NAMES, TRIGGER_NAMES
from ingest.relations.forest import Floats, Forest
from ingest.relations.scorer import RelationModel
from ingest.relations.status import STATUS_NAMES, status_features
from ingest.text.dates import find_dates
from ingest.training.relation_data import GoldTies, gold_names, gold_ties, slot_labels, told_in_headline

OWN = "own"  # the part of texts of our own, which are learned from and never scored
_OWN_WEIGHT = 0.08  # of their dates and places: they are dated by other habits than the other texts
FOLDS = 3
_THIN = 3


@dataclass
class Example:
    """An annotated article, read as far as mentions and entities."""

    name: str
    part: str
    doc: Document
    entities: list[Entity]
    positions: list[Position]
    gold: dict[str, Any]
    ties: GoldTies
    names: dict[str, str]

    @classmethod
    def of(
        cls,
        path: Path,
        part: str,
        doc: Document,
        entities: list[Entity],
        positions: list[Position],
        gold: dict[str, Any],
    ) -> Example:
        """An example with its gold ties by sentence and its entities aligned."""
        ties, names = gold_ties(doc, gold), gold_names(entities, gold)
        told_in_headline(doc, ties, names)
        return cls(path.stem, part, doc, entities, positions, gold, ties, names)

    def read(self) -> ArticleReading:
        """Fresh candidates, not yet scored."""
        return ArticleReading(self.doc, self.entities, self.positions)


def export(model: HistGradientBoostingClassifier, names: Sequence[str]) -> Forest:
    """The trees of a fitted model as node arrays."""
    fields: dict[str, list[Any]] = {k: [] for k in ("roots", "feature", "threshold", "left", "right", "value")}
    depth = 0
    for (tree,) in model._predictors:  # noqa: SLF001 - no public way to the trees
        offset = len(fields["feature"])
        fields["roots"].append(offset)
        for i, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            depth = max(depth, int(node["depth"]))
            fields["feature"].append(0 if leaf else int(node["feature_idx"]))
            fields["threshold"].append(0.0 if leaf else float(node["num_threshold"]))
            fields["left"].append(offset + (i if leaf else int(node["left"])))
            fields["right"].append(offset + (i if leaf else int(node["right"])))
            fields["value"].append(round(float(node["value"]), 5) if leaf else 0.0)
    base = float(np.ravel(model._baseline_prediction)[0])  # noqa: SLF001
    return Forest.from_json({"names": list(names), "base": base, "depth": depth, **fields})


def _thinned(rows: Floats, labels: Floats) -> tuple[Floats, Floats, Floats]:
    """All positive rows and a third of the others, which weigh as much as they were."""
    kept = (labels > 0) | (np.arange(len(labels)) % _THIN == 0)
    return rows[kept], labels[kept], np.where(labels[kept] > 0, 1.0, float(_THIN))


def fit(
    rows: Floats | Sequence[Sequence[float]],
    labels: Floats | Sequence[int],
    weights: Floats | Sequence[float],
    names: Sequence[str],
    **options: Any,
) -> Forest:
    """Fit one forest."""
    settings = {
        "max_iter": 120,
        "learning_rate": 0.08,
        "max_leaf_nodes": 16,
        "min_samples_leaf": 12,
        "l2_regularization": 2.0,
        "max_depth": 6,
    }
    model = HistGradientBoostingClassifier(random_state=7, early_stopping=False, **(settings | options))
    model.fit(np.asarray(rows, dtype=np.float64), np.asarray(labels), sample_weight=np.asarray(weights))
    return export(model, names)


def _folds(examples: Sequence[Example]) -> list[tuple[list[int], list[int]]]:
    order = np.random.default_rng(11).permutation(len(examples))
    parts = np.array_split(order, FOLDS)
    return [([int(i) for p in parts if p is not q for i in p], [int(i) for i in q]) for q in parts]


def _slots_of(reading: ArticleReading, which: str) -> list[Slot]:
    return [s for act in reading.acts for s in (act.slots if which == "own" else act.carried)]


def _labels_of(reading: ArticleReading, example: Example, which: str) -> Floats:
    """Whether each slot is subject, and object, of a gold tie: two columns, NaN where the gold does not say."""
    found = []
    for act in reading.acts:
        gold = slot_labels(act, example.ties, example.names)
        for slot in act.slots if which == "own" else act.carried:
            name = example.names.get(slot.argument.entity, "?")
            found.append((
                _label(name, gold.subjects, gold.subjects_elsewhere),
                _label(name, gold.objects, gold.objects_elsewhere),
            ))  # fmt: skip
    return np.array(found, dtype=np.float64).reshape(-1, 2)


def _label(name: str, here: set[str], elsewhere: set[str]) -> float:
    return 1.0 if name in here else np.nan if name in elsewhere else 0.0


def _fit_slots(
    readings: Sequence[ArticleReading], examples: Sequence[Example], which: str, names: Sequence[str]
) -> tuple[Forest, Forest]:
    slots = [_slots_of(r, which) for r in readings]
    rows = [feature_matrix(s) if s else np.zeros((0, len(names))) for s in slots]
    labels = [_labels_of(r, e, which) for r, e in zip(readings, examples, strict=True)]
    forests = []
    for side in (0, 1):
        for train_on, test in _folds(examples):
            forest = _fit_side(rows, labels, train_on, side, which, names)
            for i in test:
                for slot, p in zip(slots[i], forest.probabilities(rows[i]), strict=True):
                    setattr(slot, ("subject", "object")[side], float(p))
        forests.append(_fit_side(rows, labels, range(len(rows)), side, which, names))
    return forests[0], forests[1]


def _fit_side(
    rows: Sequence[Floats], labels: Sequence[Floats], chosen: Iterable[int], side: int, which: str, names: Sequence[str]
) -> Forest:
    chosen = list(chosen)
    x, y = np.vstack([rows[i] for i in chosen]), np.concatenate([labels[i][:, side] for i in chosen])
    x, y = x[~np.isnan(y)], y[~np.isnan(y)]
    rows_, labels_, weights = _thinned(x, y) if which == "carried" else (x, y, np.ones(len(y)))
    return fit(rows_, labels_, weights, names)


def pair_label(example: Example, pair: Pair) -> int | None:
    """1 for a gold tie of this sentence, 0 for none, None where the gold does not say (borderline, other sentence)."""
    s, o = (example.names.get(x.argument.entity) for x in (pair.subject, pair.object))
    if s is None or o is None:
        return 0
    key = tie_key(pair.relation, s, o)
    firm = example.ties.firm.get(key)
    if firm:
        here = pair.subject.view.layout.sentence.index
        return 1 if any(here in r["sentences"] for r in firm) else None
    return None if key in example.ties.doubtful else 0


def train(examples: Sequence[Example], **options: Any) -> RelationModel:
    """Train all scorers on annotated articles; thresholds and calibration are set apart (`tune`)."""
    readings = [e.read() for e in examples]
    own = _fit_slots(readings, examples, "own", (*TRIGGER_NAMES, *ARGUMENT_NAMES))
    for reading in readings:
        reading.carry()
    carried = _fit_slots(readings, examples, "carried", (*TRIGGER_NAMES, *CARRIED_NAMES))
    pairs = [[p for act in reading.acts for p in reading.pairs(act)] for reading in readings]
    labels = [[pair_label(e, p) for p in ps] for e, ps in zip(examples, pairs, strict=True)]
    told = [[p for p, y in zip(ps, ys, strict=True) if y] for ps, ys in zip(pairs, labels, strict=True)]
    forest = _fit_pairs(pairs, labels, **options)
    return RelationModel(*own, *carried, forest, *_fit_circumstances(readings, examples, told))


def _fit_pairs(pairs: Sequence[list[Pair]], labels: Sequence[list[int | None]], **options: Any) -> Forest:
    judged = [
        (p, y) for ps, ys in zip(pairs, labels, strict=True) for p, y in zip(ps, ys, strict=True) if y is not None
    ]
    settings = {"max_iter": 140, "learning_rate": 0.08, "max_leaf_nodes": 16} | options
    rows = feature_matrix([p for p, _ in judged])
    return fit(rows, [y for _, y in judged], np.ones(len(judged)), (*TRIGGER_NAMES, *PAIR_NAMES), **settings)


def _fit_circumstances(
    readings: Sequence[ArticleReading], examples: Sequence[Example], told: Sequence[Sequence[Pair]]
) -> tuple[Forest, Forest, Forest, Forest]:
    """The forests for status, date and place, from pairs that state gold ties."""
    status_rows, states, date_rows, date_labels, place_rows, place_labels = [], [], [], [], [], []
    date_weights: list[float] = []
    place_weights: list[float] = []
    for reading, example, pairs in zip(readings, examples, told, strict=True):
        published = example.doc.article.published
        table = DateTable(reading, find_dates(example.doc))
        participants = participants_of(reading)
        places = PlaceTable(reading)
        for pair in pairs:
            record = gold_record(example, pair)
            status_rows.append(status_features(pair, record.get("date"), published))
            states.append(record.get("status", "happened"))
            weight = _OWN_WEIGHT if example.part == OWN else 1.0
            for choice in table.choices(pair, participants):
                date_rows.append(choice.features)
                date_weights.append(weight)
                date_labels.append(int(choice.value == record.get("date")))
            for spot in places.choices(pair):
                place_rows.append(spot.features)
                place_weights.append(weight)
                place_labels.append(
                    int(record.get("place") is not None and example.names.get(spot.entity) == record["place"])
                )
    names = (*TRIGGER_NAMES, *PAIR_NAMES, *STATUS_NAMES)
    ones = [1.0] * len(states)
    planned = fit(status_rows, [int(s == "planned") for s in states], ones, names, max_iter=40)
    denied = fit(status_rows, [int(s == "denied") for s in states], ones, names, max_iter=40, min_samples_leaf=6)
    date = fit(date_rows, date_labels, date_weights, DATE_NAMES, max_iter=70)
    place = fit(place_rows, place_labels, place_weights, PLACE_NAMES, max_iter=70)
    return planned, denied, date, place


def gold_record(example: Example, pair: Pair) -> dict[str, Any]:
    """The gold relation that a pair states, in its sentence."""
    s, o = (example.names[x.argument.entity] for x in (pair.subject, pair.object))
    here = pair.subject.view.layout.sentence.index
    records = example.ties.firm[tie_key(pair.relation, s, o)]
    return next((r for r in records if here in r["sentences"]), records[0])


def best_by_key(pairs: Iterable[Pair], example: Example) -> dict[tuple[str, str, str], float]:
    """The highest probability of each tie, in gold ids."""
    best: dict[tuple[str, str, str], float] = {}
    for pair in pairs:
        s, o = (example.names.get(x.argument.entity, "?" + x.argument.entity) for x in (pair.subject, pair.object))
        if s != o:
            key = tie_key(pair.relation, s, o)
            best[key] = max(best.get(key, 0.0), pair.probability)
    return best
