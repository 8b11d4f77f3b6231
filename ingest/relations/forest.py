"""Boosted decision trees trained elsewhere (`ingest.training.relations`), applied with NumPy alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Forest:
    """All trees in one set of node arrays; `roots` says where each begins. A leaf is its own child.

    The sum of one leaf value a tree and `base` is the log-odds of the answer being yes.
    """

    names: tuple[str, ...]
    base: float
    depth: int
    roots: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Floats

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Forest:
        """Read a trained model; raises KeyError where a field is missing."""
        return cls(
            names=tuple(record["names"]),
            base=record["base"],
            depth=record["depth"],
            roots=np.array(record["roots"], dtype=np.int32),
            feature=np.array(record["feature"], dtype=np.int32),
            threshold=np.array(record["threshold"], dtype=np.float64),
            left=np.array(record["left"], dtype=np.int32),
            right=np.array(record["right"], dtype=np.int32),
            value=np.array(record["value"], dtype=np.float64),
        )

    def to_json(self) -> dict[str, Any]:
        """The model file's object."""
        return {
            "names": list(self.names),
            "base": self.base,
            "depth": self.depth,
            "roots": self.roots.tolist(),
            "feature": self.feature.tolist(),
            "threshold": self.threshold.tolist(),
            "left": self.left.tolist(),
            "right": self.right.tolist(),
            "value": self.value.tolist(),
        }

    def probabilities(self, rows: Sequence[Sequence[float]] | Floats) -> Floats:
        """For each row of features (in the order of `names`) the probability of yes."""
        if not len(rows):
            return np.zeros(0)
        matrix = np.asarray(rows, dtype=np.float64)
        flat, lines = matrix.ravel(), (np.arange(len(rows)) * matrix.shape[1])[:, None]
        at = np.broadcast_to(self.roots, (len(rows), len(self.roots))).copy()
        for _ in range(self.depth):
            below = flat.take(lines + self.feature.take(at)) <= self.threshold.take(at)
            at = np.where(below, self.left.take(at), self.right.take(at))
        odds = self.base + self.value.take(at).sum(axis=1)
        return np.asarray(1.0 / (1.0 + np.exp(-odds)))
