"""Linear chains over batches of sentences: the best row of labels, and how sure each label is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

BATCH = 64
_NEVER = np.float32(-1e4)


class Chain:
    """A first-order chain. `transitions[i, j]` scores label j after label i; `labels` are BIO tags.

    What BIO forbids (an I after another kind) is forbidden here. Forward-backward after Rabiner (1989).
    """

    def __init__(self, labels: Sequence[str], transitions: Floats) -> None:
        self.labels = list(labels)
        allowed = np.array([[_follows(a, b) for b in labels] for a in labels])
        self.transitions = np.where(allowed, transitions, _NEVER).astype(np.float32)
        self.start = np.array([0 if not b.startswith("I-") else _NEVER for b in labels], dtype=np.float32)

    def decode(self, emissions: Sequence[Floats]) -> list[list[tuple[str, float]]]:
        """The best labels of each sentence and their marginals; emissions are (words, labels) each."""
        out: list[list[tuple[str, float]]] = [[] for _ in emissions]
        for batch in batches([len(e) for e in emissions]):
            lengths = np.array([len(emissions[i]) for i in batch])
            if lengths[0] == 0:
                continue
            table = np.zeros((lengths[0], len(batch), len(self.labels)), dtype=np.float32)
            for column, i in enumerate(batch):
                table[: lengths[column], column] = emissions[i]
            table[0] += self.start
            paths = self._viterbi(table, lengths)
            sure = self._marginals(table, lengths)
            for column, i in enumerate(batch):
                path = paths[: lengths[column], column]
                odds = sure[np.arange(lengths[column]), column, path].tolist()
                out[i] = [(self.labels[k], p) for k, p in zip(path.tolist(), odds, strict=True)]
        return out

    def _viterbi(self, table: Floats, lengths: NDArray[np.intp]) -> NDArray[np.intp]:
        """Best paths (words, sentences); columns are sorted from the longest to the shortest."""
        longest, width, _ = table.shape
        alive = still_there(lengths)
        back = np.zeros(table.shape, dtype=np.intp)
        best = table[0].copy()
        for t in range(1, longest):
            live = alive[t]
            scores = best[:live, :, None] + self.transitions
            back[t, :live] = scores.argmax(axis=1)
            best[:live] = scores.max(axis=1) + table[t, :live]
        paths = np.zeros((longest, width), dtype=np.intp)
        last = best.argmax(axis=1)
        columns = np.arange(width)
        for t in range(longest - 1, -1, -1):
            live = alive[t]
            paths[t, :live] = last[:live]
            last[:live] = back[t, columns[:live], last[:live]]
        return paths

    def _marginals(self, table: Floats, lengths: NDArray[np.intp]) -> Floats:
        """The probability of each label at each word; probabilities are kept scaled, step by step."""
        jump = np.exp(self.transitions)
        local = np.exp(table - table.max(axis=2, keepdims=True))
        ahead: Floats = np.zeros_like(local)
        ahead[0] = local[0] / local[0].sum(axis=1, keepdims=True)
        longest, width, count = table.shape
        alive = still_there(lengths)
        for t in range(1, longest):
            live = alive[t]
            row = (ahead[t - 1, :live] @ jump) * local[t, :live]
            ahead[t, :live] = row / row.sum(axis=1, keepdims=True)
        behind = np.ones((width, count), dtype=np.float32)
        for t in range(longest - 2, -1, -1):
            live = alive[t + 1]
            row = (local[t + 1, :live] * behind[:live]) @ jump.T
            behind[:live] = row / row.sum(axis=1, keepdims=True)
            ahead[t, :live] *= behind[:live]
        ahead /= np.maximum(ahead.sum(axis=2, keepdims=True), 1e-20)
        return ahead


def still_there(lengths: NDArray[np.intp]) -> list[int]:
    """For each word number, how many sentences reach that far; `lengths` fall."""
    return [int(n) for n in np.searchsorted(-lengths, -np.arange(lengths[0]))]


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indexes in groups of about the same length, each from the longest to the shortest."""
    order = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
    for at in range(0, len(order), BATCH):
        yield order[at : at + BATCH]


def _follows(before: str, after: str) -> bool:
    return not after.startswith("I-") or before[2:] == after[2:]
