"""Trains the network tagger with torch: character CNN, word vectors and list marks into a BiLSTM with a CRF.

After Ma & Hovy (2016), "End-to-end sequence labeling via bi-directional LSTM-CNNs-CRF". The encyclopedic
corpora follow other conventions than the news, so each kind of text has an output layer of its own over the
shared encoder; only that for news ships.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from ingest.mentions.tagging.spelling import ALPHABET, Speller, Spelling
from ingest.mentions.tagging.words import fold_word
from ingest.training.corpora import Tagged
from ingest.training.exchange import Names, exchanged

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC")
_LABEL = {label: i for i, label in enumerate(LABELS)}
_NEVER = -1e4
LONGEST = 120  # words of a sentence that training looks at
SIZE = 24  # sentences of a batch
PLAIN = 0.25  # share of sentences shown in folded spelling
WORDS_WITHHELD = 0.12
KEPT = 0.995  # of the running average, at each step
MARKS_WITHHELD = (0.1, 0.6)  # news; encyclopedic texts, from which the marks were counted


@dataclass(frozen=True)
class Sizes:
    """Widths of the layers."""

    words: int
    marks: int
    word: int = 64
    mark: int = 24
    character: int = 24
    filters: int = 72
    hidden: int = 96
    kinds: int = 2


@dataclass(frozen=True)
class Batch:
    """Sentences side by side, padded; `kind` chooses the output layer.

    Characters and marks are those of the different spellings; `spelling` says which each word has, `marked`
    whether the word shows its marks, `turned` where each word goes when the sentence is read backwards.
    """

    words: torch.Tensor
    spelling: torch.Tensor
    marked: torch.Tensor
    turned: torch.Tensor
    characters: torch.Tensor
    marks: torch.Tensor
    lengths: torch.Tensor
    gold: torch.Tensor
    kind: int


class Net(nn.Module):
    """The network; `loss` for training, the arrays of its state for inference elsewhere."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.word = nn.Embedding(sizes.words + 2, sizes.word, padding_idx=0)
        self.mark = nn.EmbeddingBag(sizes.marks + 2, sizes.mark, mode="sum", padding_idx=0)
        self.character = nn.Embedding(len(ALPHABET) + 2, sizes.character, padding_idx=0)
        self.convolution = nn.Conv1d(sizes.character, sizes.filters, 3, padding=1)
        width = sizes.word + sizes.mark + sizes.filters
        self.ahead = nn.LSTM(width, sizes.hidden, batch_first=True)
        self.back = nn.LSTM(width, sizes.hidden, batch_first=True)
        self.out = nn.ModuleList(nn.Linear(2 * sizes.hidden, len(LABELS)) for _ in range(sizes.kinds))
        self.transitions = nn.ParameterList(
            nn.Parameter(torch.zeros(len(LABELS), len(LABELS))) for _ in range(sizes.kinds)
        )
        self.dropout = nn.Dropout(0.4)
        nn.init.normal_(self.mark.weight, std=0.1)
        allowed = [[not b.startswith("I-") or a[2:] == b[2:] for b in LABELS] for a in LABELS]
        self.barred = torch.where(torch.tensor(allowed), 0.0, _NEVER)
        self.start = torch.tensor([_NEVER if b.startswith("I-") else 0.0 for b in LABELS])

    def emissions(self, batch: Batch) -> torch.Tensor:
        """Scores (sentences, words, labels)."""
        letters = self.character(batch.characters).transpose(1, 2)
        seen = (batch.characters > 0).float()[:, None]
        pooled = (self.convolution(letters).relu() * seen).amax(dim=2)[batch.spelling]
        marks = self.mark(batch.marks)[batch.spelling] * batch.marked[:, :, None]
        inputs = self.dropout(torch.cat([self.word(batch.words), marks, pooled], dim=2))
        # Sentences turned one by one instead of a packed bidirectional LSTM: three times faster on a CPU.
        back = self.back(_turn(inputs, batch.turned))[0]
        states = torch.cat([self.ahead(inputs)[0], _turn(back, batch.turned)], dim=2)
        scores: torch.Tensor = self.out[batch.kind](self.dropout(states))
        return scores

    def loss(self, batch: Batch) -> torch.Tensor:
        """Mean negative log-likelihood of the gold rows of labels."""
        scores = self.emissions(batch)
        jump = self.transitions[batch.kind] + self.barred
        gold = batch.gold
        mask = torch.arange(gold.shape[1])[None, :] < batch.lengths[:, None]
        path = scores.gather(2, gold[:, :, None]).squeeze(2)
        path[:, 1:] = path[:, 1:] + jump[gold[:, :-1], gold[:, 1:]]
        total = (path * mask).sum(dim=1)
        ahead = scores[:, 0] + self.start
        for t in range(1, gold.shape[1]):
            step = torch.logsumexp(ahead[:, :, None] + jump[None], dim=1) + scores[:, t]
            ahead = torch.where(mask[:, t, None], step, ahead)
        return (torch.logsumexp(ahead, dim=1) - total).sum() / mask.sum() * 10


def _turn(rows: torch.Tensor, turned: torch.Tensor) -> torch.Tensor:
    return rows.gather(1, turned[:, :, None].expand(-1, -1, rows.shape[2]))


class Feeder:
    """Makes batches of tagged sentences, with words now and then in folded spelling and names exchanged."""

    def __init__(
        self,
        speller: Speller,
        names: Names,
        seed: int,
        *,
        withhold: bool = True,
    ) -> None:
        self._speller = speller
        self._withhold = withhold
        self._names = names
        self._random = random.Random(seed)  # noqa: S311
        self._seen: dict[str, Spelling] = {}

    def batches(self, sentences: Sequence[Tagged], kind: int, size: int = SIZE) -> Iterator[Batch]:
        """All sentences once, in random order, those of similar length together."""
        varied = [self._vary(s) for s in sentences if s.words]
        self._random.shuffle(varied)
        span = size * 20
        groups = []
        for at in range(0, len(varied), span):
            window = sorted(varied[at : at + span], key=lambda s: -len(s.words))
            groups += [window[i : i + size] for i in range(0, len(window), size)]
        self._random.shuffle(groups)
        for group in groups:
            yield self.batch(group, kind)

    def shuffle(self, batches: list[Batch]) -> None:
        """Put the batches in a random order, the same for the same seed."""
        self._random.shuffle(batches)

    def _vary(self, sentence: Tagged) -> Tagged:
        """Half of the sentences with half of their names exchanged."""
        return exchanged(sentence, self._names, self._random, 0.5) if self._random.random() < 0.5 else sentence

    def _spelling(self, word: str) -> Spelling:
        if word not in self._seen:
            self._seen[word] = self._speller.spell(word)
        return self._seen[word]

    def batch(self, group: Sequence[Tagged], kind: int) -> Batch:
        """One batch, the longest sentence first."""
        group = sorted((Tagged(s.words[:LONGEST], s.tags[:LONGEST]) for s in group), key=lambda s: -len(s.words))
        longest = len(group[0].words)
        lengths = [len(s.words) for s in group]
        spelled = [self._spellings(s) for s in group]
        place = {s: i for i, s in enumerate(dict.fromkeys(s for row in spelled for s in row))}
        width = max(len(s.characters) for s in place)
        most = max(1, *(len(s.marks) for s in place))
        chance = self._random.random
        withheld = MARKS_WITHHELD[min(kind, 1)] if self._withhold else 0.0
        unknown = WORDS_WITHHELD if self._withhold else 0.0
        blank = [chance() < withheld for _ in group]
        return Batch(
            torch.tensor([_pad([1 if chance() < unknown else s.word for s in row], longest) for row in spelled]),
            torch.tensor([_pad([place[s] for s in row], longest) for row in spelled]),
            torch.tensor(
                [
                    _pad([0.0 if b or chance() < withheld / 2 else 1.0 for _ in r], longest)
                    for b, r in zip(blank, spelled, strict=True)
                ]
            ),
            torch.tensor([[*range(n - 1, -1, -1), *range(n, longest)] for n in lengths]),
            torch.tensor([_pad(s.characters, width) for s in place]),
            torch.tensor([_pad(s.marks, most) for s in place]),
            torch.tensor(lengths),
            torch.tensor([_pad([_LABEL[t] for t in s.tags], longest) for s in group]),
            kind,
        )

    def _spellings(self, sentence: Tagged) -> list[Spelling]:
        plain = self._withhold and self._random.random() < PLAIN
        return [self._spelling(fold_word(w) if plain else w) for w in sentence.words]


def _pad(row: Sequence[float], width: int) -> list[float]:
    return [*row, *[0] * (width - len(row))]


def _rate(step: int, steps: int, peak: float) -> float:
    """Learning rate: a short rise, then down to nothing in a straight line."""
    return peak * min(1.0, step / 100) * max(0.02, 1 - step / steps)


@dataclass(frozen=True)
class Course:
    """One step of training: which kinds of text (by output layer), how often, how fast."""

    texts: Sequence[tuple[Sequence[Tagged], int]]
    epochs: int
    rate: float


def train(net: Net, feeder: Feeder, course: Course, *, watch: Callable[[int, Net], None] | None = None) -> None:
    """Train in place by AdamW; the weights that remain are a running average of the last third."""
    optimizer = torch.optim.AdamW(net.parameters(), lr=course.rate, weight_decay=1e-3)
    steps = course.epochs * sum(len(s) // SIZE + 1 for s, _ in course.texts)
    step = 0
    average = {name: value.clone() for name, value in net.state_dict().items()}
    for epoch in range(course.epochs):
        net.train()
        batches = [b for sentences, kind in course.texts for b in feeder.batches(sentences, kind)]
        feeder.shuffle(batches)
        for batch in batches:
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = _rate(step, steps, course.rate)
            optimizer.zero_grad()
            net.loss(batch).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            if step > steps * 2 // 3:
                for name, value in net.state_dict().items():
                    average[name].lerp_(value, 1 - KEPT)
            elif step == steps * 2 // 3:
                average = {name: value.clone() for name, value in net.state_dict().items()}
        if watch:
            watch(epoch, net)
    net.load_state_dict(average)


def arrays_of(net: Net, vocabulary: Sequence[str], marks: Sequence[str]) -> dict[str, NDArray[Any]]:
    """The arrays that `ingest.mentions.tagging.net` reads: weights as half floats, lists of words as UTF-8."""
    state = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    ways = ("ahead", "back")
    floats = {
        "word": state["word.weight"],
        "mark": state["mark.weight"],
        "character": state["character.weight"],
        "filters": state["convolution.weight"],
        "filter_bias": state["convolution.bias"],
        "input": np.stack([state[f"{way}.weight_ih_l0"] for way in ways]),
        "recurrent": np.stack([state[f"{way}.weight_hh_l0"] for way in ways]),
        "bias": np.stack([state[f"{way}.bias_ih_l0"] + state[f"{way}.bias_hh_l0"] for way in ways]),
        "out": state["out.0.weight"],
        "out_bias": state["out.0.bias"],
        "transitions": state["transitions.0"],
    }
    lists = {"vocabulary": vocabulary, "mark_names": marks, "labels": LABELS}
    packed = {n: np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8) for n, words in lists.items()}
    return {n: a.astype(np.float16) for n, a in floats.items()} | packed


def plain_batch(speller: Speller, sentences: Sequence[Tagged], kind: int = 0) -> Batch:
    """The sentences, the longest first, with nothing withheld or varied: for measuring."""
    return Feeder(speller, {}, 0, withhold=False).batch(sentences, kind)
