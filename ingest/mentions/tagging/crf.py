"""The linear-chain CRF engine: trained by CRFsuite, run by NumPy.

Every feature depends on one word and its distance, so the scores of a word at each distance are summed
once and kept; a sentence is then a sum of rows. That is some ten times faster than asking CRFsuite.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from ingest.mentions.tagging.chain import Floats
from ingest.mentions.tagging.features import SPAN, FeatureReader
from ingest.mentions.tagging.lexicon import WordLexicon

MODEL = "crf.npz"
_MOST_WORDS = 40_000


class CrfModel:
    """Feature weights (features × places of the window × labels), transitions, and the labels, as trained."""

    def __init__(self, features: Sequence[str], weights: Floats, labels: Sequence[str], transitions: Floats) -> None:
        self.features = features
        self.weights = weights
        self.labels = labels
        self.transitions = transitions

    @classmethod
    def read(cls, path: Path) -> CrfModel:
        """Read the model file; raises OSError where it is missing."""
        with np.load(path, allow_pickle=False) as file:
            names = file["features"].tobytes().decode("utf-8").split("\n")
            return cls(
                names,
                file["weights"].astype(np.float32),
                file["labels"].tobytes().decode("utf-8").split("\n"),
                file["transitions"].astype(np.float32),
            )

    def write(self, path: Path) -> None:
        """Write the model file; weights as half floats."""
        np.savez_compressed(
            path,
            features=np.frombuffer("\n".join(self.features).encode("utf-8"), dtype=np.uint8),
            weights=self.weights.astype(np.float16),
            labels=np.frombuffer("\n".join(self.labels).encode("utf-8"), dtype=np.uint8),
            transitions=self.transitions.astype(np.float32),
        )


class CrfScorer:
    """Scores by the model in `folder` and the lexicon it was trained with; raises OSError where the file is missing."""

    def __init__(self, folder: Path, lexicon: WordLexicon) -> None:
        model = CrfModel.read(folder / MODEL)
        self.labels = model.labels
        self.transitions = model.transitions
        self._features = FeatureReader(lexicon)
        self._index: Mapping[str, int] = {name: i for i, name in enumerate(model.features)}
        self._weights = model.weights
        self._numbers: dict[str, int] = {}
        self._table = self._empty()

    def emissions(self, sentences: Sequence[Sequence[str]]) -> list[Floats]:
        """The scores of each label at each word of each sentence (words, labels)."""
        if len(self._numbers) > _MOST_WORDS:
            self._numbers, self._table = {}, self._empty()
        return [self._score(words) for words in sentences]

    def _score(self, words: Sequence[str]) -> Floats:
        edge = [self._number("")] * (SPAN // 2)
        numbers = np.array([*edge, *[self._number(w) for w in words], *edge], dtype=np.intp)
        total = np.zeros((len(words), len(self.labels)), dtype=np.float32)
        for d in range(SPAN):
            total += self._table[numbers[d : d + len(words)], d]
        return total

    def _number(self, word: str) -> int:
        number = self._numbers.get(word)
        if number is None:
            number = self._learn(word)
        return number

    def _learn(self, word: str) -> int:
        """Sum the weights of the word at each place into a new row."""
        number = len(self._numbers)
        if number >= len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        known = [self._index[f] for f in self._features.of_word(word) if f in self._index]
        self._table[number] = self._weights[known].sum(axis=0)
        self._numbers[word] = number
        return number

    def _empty(self) -> Floats:
        return np.zeros((1024, SPAN, len(self.labels)), dtype=np.float32)
