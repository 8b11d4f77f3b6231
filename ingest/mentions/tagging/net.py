"""The network engine: character CNN, word vectors and list marks into a BiLSTM with a CRF, run by NumPy.

What a word brings to the gates of the LSTM does not depend on its neighbours: it is worked out once and kept.
A sentence then costs the recurrence only, in batches of sentences of about one length, both directions at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.mentions.tagging.chain import Floats, batches, still_there
from ingest.mentions.tagging.lexicon import WordLexicon
from ingest.mentions.tagging.spelling import Speller, Spelling

MODEL = "net.npz"
_MOST_WORDS = 12_000  # 3 kB each
_AT_ONCE = 1_000  # words whose gates are worked out together, which bounds the memory it takes
_SIGMOIDS = (0, 1, 3)  # input, forget and output gate; the third is the candidate


class NetScorer:
    """Scores by the model in `folder` and the lexicon it was trained with; raises OSError where the file is missing."""

    def __init__(self, folder: Path, lexicon: WordLexicon) -> None:
        with np.load(folder / MODEL, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        self._speller = Speller(_texts(arrays["vocabulary"]), _texts(arrays["mark_names"]), lexicon)
        self._layers = Layers({n: a.astype(np.float32) for n, a in arrays.items() if a.dtype != np.uint8})
        self.labels: Sequence[str] = _texts(arrays["labels"])
        self.transitions = self._layers.transitions
        self._numbers: dict[str, int] = {}
        self._gates = self._layers.no_gates()

    def emissions(self, sentences: Sequence[Sequence[str]]) -> list[Floats]:
        """The scores of each label at each word of each sentence (words, labels)."""
        self._learn(sentences)
        out: list[Floats] = [np.zeros((0, len(self.labels)), dtype=np.float32)] * len(sentences)
        for batch in batches([len(s) for s in sentences]):
            rows = [np.array([self._numbers[w] for w in sentences[i]], dtype=np.intp) for i in batch]
            for i, scores in zip(batch, self._layers.read(rows, self._gates), strict=True):
                out[i] = scores
        return out

    def _learn(self, sentences: Sequence[Sequence[str]]) -> None:
        """Work out the gates of words not seen before."""
        if len(self._numbers) > _MOST_WORDS:
            self._numbers, self._gates = {}, self._layers.no_gates()
        fresh = list(dict.fromkeys(w for s in sentences for w in s if w not in self._numbers))
        known = len(self._numbers)
        self._numbers |= {w: known + i for i, w in enumerate(fresh)}
        if len(self._numbers) > len(self._gates):
            room = self._layers.no_gates(max(2 * len(self._gates), len(self._numbers)))
            room[:known] = self._gates[:known]
            self._gates = room
        for at in range(0, len(fresh), _AT_ONCE):
            spellings = [self._speller.spell(w) for w in fresh[at : at + _AT_ONCE]]
            self._gates[known + at : known + at + len(spellings)] = self._layers.gates(spellings)


class Layers:
    """The arrays of the network and what is computed with them."""

    def __init__(self, arrays: Mapping[str, Floats]) -> None:
        self._word, self._mark = arrays["word"], arrays["mark"]
        self._character = arrays["character"]
        filters, _, reach = arrays["filters"].shape
        self._filters = arrays["filters"].transpose(2, 1, 0).reshape(-1, filters)  # (reach × width, filters)
        self._reach, self._filter_bias = reach, arrays["filter_bias"]
        self.hidden = arrays["recurrent"].shape[2]
        half = np.ones((4, self.hidden), dtype=np.float32)
        half[_SIGMOIDS, :] = 0.5  # sigmoid(x) = tanh(x / 2) / 2 + 1/2, so one tanh serves all gates
        scale = half.reshape(1, -1, 1)
        self._input = np.ascontiguousarray((arrays["input"] * scale).reshape(8 * self.hidden, -1).T)
        self._recurrent = np.ascontiguousarray((arrays["recurrent"] * scale).transpose(0, 2, 1))
        self._bias = (arrays["bias"] * scale[:, :, 0]).reshape(-1)
        self._out, self._out_bias = np.ascontiguousarray(arrays["out"].T), arrays["out_bias"]
        self.transitions = arrays["transitions"]

    def no_gates(self, words: int = 1024) -> Floats:
        """Room for the gates of so many words."""
        return np.zeros((words, 8 * self.hidden), dtype=np.float32)

    def gates(self, spellings: Sequence[Spelling]) -> Floats:
        """What words bring to the gates of both directions (words, 8 × hidden)."""
        words = self._word[[s.word for s in spellings]]
        marks = np.stack([self._mark[list(s.marks)].sum(axis=0) for s in spellings])
        inputs = np.concatenate([words, marks, self._pooled([s.characters for s in spellings])], axis=1)
        gates: Floats = inputs @ self._input + self._bias
        return gates

    def _pooled(self, characters: Sequence[Sequence[int]]) -> Floats:
        """The strongest answer of each filter anywhere in each word, padding left out (words, filters)."""
        longest = max(len(c) for c in characters)
        side = self._reach // 2
        table = np.zeros((len(characters), longest + 2 * side), dtype=np.intp)
        for row, word in enumerate(characters):
            table[row, side : side + len(word)] = word
        letters = self._character[table]
        windows = np.concatenate([letters[:, d : d + longest] for d in range(self._reach)], axis=2)
        answers = np.maximum(windows @ self._filters + self._filter_bias, 0)
        seen = table[:, side : side + longest, None] > 0
        pooled: Floats = (answers * seen).max(axis=1)
        return pooled

    def read(self, rows: Sequence[NDArray[np.intp]], gates: Floats) -> list[Floats]:
        """Label scores of sentences given as rows of word numbers, the longest first."""
        lengths = np.array([len(r) for r in rows])
        longest, width, hidden = int(lengths[0]), len(rows), self.hidden
        if longest == 0:
            return [np.zeros((0, len(self._out_bias)), dtype=np.float32)] * width
        brought = np.zeros((longest, 2, width, 4 * hidden), dtype=np.float32)
        for column, row in enumerate(rows):
            both = gates[row].reshape(len(row), 2, 4 * hidden)
            brought[: len(row), 0, column] = both[:, 0]
            brought[: len(row), 1, column] = both[::-1, 1]
        states = self._recur(brought, lengths)
        out = []
        for column, n in enumerate(lengths):
            both_ways = np.concatenate([states[:n, 0, column], states[:n, 1, column][::-1]], axis=1)
            out.append(both_ways @ self._out + self._out_bias)
        return out

    def _recur(self, brought: Floats, lengths: NDArray[np.intp]) -> Floats:
        """Hidden states of both directions (words, 2, sentences, hidden)."""
        longest, _, width, _ = brought.shape
        n = self.hidden
        states = np.zeros((longest, 2, width, n), dtype=np.float32)
        state = np.zeros((2, width, n), dtype=np.float32)
        cell = np.zeros((2, width, n), dtype=np.float32)
        for t, live in enumerate(still_there(lengths)):
            state, cell = state[:, :live], cell[:, :live]
            gates = state @ self._recurrent
            gates += brought[t, :, :live]
            np.tanh(gates, out=gates)
            opened = gates * 0.5 + 0.5
            cell = opened[..., n : 2 * n] * cell + opened[..., :n] * gates[..., 2 * n : 3 * n]
            state = opened[..., 3 * n :] * np.tanh(cell)
            states[t, :, :live] = state
        return states


def _texts(packed: NDArray[np.uint8]) -> list[str]:
    return packed.tobytes().decode("utf-8").split("\n")
