"""Scorers that agree on names: their scores are weighed, summed and read as one chain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from ingest.mentions.tagging.chain import Chain, Floats


class Scorer(Protocol):
    """A model that scores labels: `emissions` by word, `transitions[i, j]` for label j after label i."""

    labels: Sequence[str]
    transitions: Floats

    def emissions(self, sentences: Sequence[Sequence[str]]) -> list[Floats]:
        """The scores of each label at each word of each sentence (words, labels)."""
        ...


class Committee:
    """A tagger of one scorer or several. `boost` is added to every label that names: above 0 more is found.

    Summing the scores of chains that were trained apart is a product of experts: where they differ in their
    mistakes, it makes fewer than either.
    """

    def __init__(self, name: str, scorers: Sequence[tuple[Scorer, float]], *, boost: float = 0.0) -> None:
        self.name = name
        labels = scorers[0][0].labels
        self._scorers = [(s, w, [s.labels.index(label) for label in labels]) for s, w in scorers]
        transitions = sum((w * s.transitions[np.ix_(order, order)] for s, w, order in self._scorers), np.float32(0))
        self._chain = Chain(labels, np.asarray(transitions, dtype=np.float32))
        self._boost = np.array([0.0 if label == "O" else boost for label in labels], dtype=np.float32)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        """The BIO tag of each word and its marginal probability."""
        scores = [np.tile(self._boost, (len(s), 1)) for s in sentences]
        for scorer, weight, order in self._scorers:
            for i, own in enumerate(scorer.emissions(sentences)):
                scores[i] += np.float32(weight) * own[:, order]
        return self._chain.decode(scores)
