"""The trained parts of the relation reader: forests, thresholds and calibration points of one model file."""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.relations.candidates import ArticleReading, Pair, Slot, feature_matrix
from ingest.relations.event_dates import DATE_NAMES
from ingest.relations.event_places import PLACE_NAMES
from ingest.relations.features import ARGUMENT_NAMES, CARRIED_NAMES, PAIR_NAMES, TRIGGER_NAMES
from ingest.relations.forest import Forest
from ingest.relations.status import STATUS_NAMES

MODEL = Path(__file__).parents[1] / "models" / "relations.json"


@dataclass
class RelationModel:
    """All that was learned. `thresholds` by relation («*» for others); `calibration` raw to true probability."""

    subject: Forest
    object: Forest
    carried_subject: Forest
    carried_object: Forest
    pair: Forest
    planned: Forest | None = None
    denied: Forest | None = None
    date: Forest | None = None
    place: Forest | None = None
    thresholds: dict[str, float] = field(default_factory=lambda: {"*": 0.5})
    calibration: list[tuple[float, float]] = field(default_factory=list)
    date_threshold: float = 0.45
    version: str = ""

    FORESTS = ("subject", "object", "carried_subject", "carried_object", "pair", "planned", "denied", "date", "place")

    def threshold(self, relation: str) -> float:
        """The raw probability from which a tie of this relation is told."""
        return self.thresholds.get(relation, self.thresholds["*"])

    def confidence(self, probability: float) -> float:
        """The share of ties told with this raw probability that were right on articles not trained on."""
        points = self.calibration
        if not points:
            return round(probability, 3)
        at = bisect_left([x for x, _ in points], probability)
        if at == 0:
            return points[0][1]
        if at == len(points):
            return points[-1][1]
        (x0, y0), (x1, y1) = points[at - 1], points[at]
        share = (probability - x0) / (x1 - x0) if x1 > x0 else 0.0
        return round(y0 + share * (y1 - y0), 3)

    def score(self, reading: ArticleReading) -> list[Pair]:
        """All pairs of an article with their probabilities."""
        _fill([s for act in reading.acts for s in act.slots], self.subject, self.object)
        reading.carry()
        _fill([s for act in reading.acts for s in act.carried], self.carried_subject, self.carried_object)
        pairs = [p for act in reading.acts for p in reading.pairs(act)]
        for pair, p in zip(pairs, self.pair.probabilities(feature_matrix(pairs)), strict=True):
            pair.probability = float(p)
        return pairs

    def to_json(self) -> dict[str, Any]:
        """The model file's object."""
        forests = {n: f.to_json() for n in self.FORESTS if (f := getattr(self, n)) is not None}
        return {
            "version": self.version,
            "thresholds": self.thresholds,
            "date_threshold": self.date_threshold,
            "calibration": [list(p) for p in self.calibration],
            "forests": forests,
        }

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> RelationModel:
        """Read a model file's object; raises KeyError where a part is missing."""
        forests = {n: Forest.from_json(f) for n, f in record["forests"].items()}
        return cls(
            **forests,
            thresholds=record["thresholds"],
            calibration=[(x, y) for x, y in record["calibration"]],
            date_threshold=record["date_threshold"],
            version=record["version"],
        )


def _fill(slots: list[Slot], subject: Forest, object_: Forest) -> None:
    rows = feature_matrix(slots)
    for slot, s, o in zip(slots, subject.probabilities(rows), object_.probabilities(rows), strict=True):
        slot.subject, slot.object = float(s), float(o)


@lru_cache(maxsize=4)
def load_model(path: Path = MODEL) -> RelationModel:
    """Read a model file; raises OSError where it is missing, ValueError where it was trained on other features."""
    model = RelationModel.from_json(json.loads(path.read_text(encoding="utf-8")))
    for name, features in _features().items():
        forest = getattr(model, name)
        if forest is not None and forest.names != features:
            raise ValueError(f"{path}: the forest «{name}» knows other features than this version; train it again")
    return model


def _features() -> dict[str, tuple[str, ...]]:
    """The feature names that each forest must have been trained with."""
    slot, carried, pair = ((*TRIGGER_NAMES, *names) for names in (ARGUMENT_NAMES, CARRIED_NAMES, PAIR_NAMES))
    status = (*pair, *STATUS_NAMES)
    return {
        "subject": slot,
        "object": slot,
        "carried_subject": carried,
        "carried_object": carried,
        "pair": pair,
        "planned": status,
        "denied": status,
        "date": DATE_NAMES,
        "place": PLACE_NAMES,
    }
