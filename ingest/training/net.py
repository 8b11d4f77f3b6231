"""Trains the network tagger with torch: character CNN, word vectors and list marks into a BiLSTM with a CRF.

After Ma & Hovy (2016), "End-to-end sequence labeling via bi-directional LSTM-CNNs-CRF". The encyclopedic
corpora follow other conventions than the news, so each kind of text has an output layer of its own over the
shared encoder; only that for news ships.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import nn

from ingest.mentions.tagging.spelling import ALPHABET, Speller, Spelling
from ingest.mentions.tagging.words import fold_word
from ingest.training.corpora import Tagged

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC")
_LABEL = {label: i for i, label in enumerate(LABELS)}
_NEVER = -1e4
LONGEST = 120  # words of a sentence that training looks at
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
    """Sentences side by side, padded; `kind` chooses the output layer."""

    words: torch.Tensor
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
        self.rnn = nn.LSTM(sizes.word + sizes.mark + sizes.filters, sizes.hidden, bidirectional=True, batch_first=True)
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
        rows, longest, width = batch.characters.shape
        letters = self.character(batch.characters.view(rows * longest, width)).transpose(1, 2)
        seen = (batch.characters.view(rows * longest, 1, width) > 0).float()
        pooled = (self.convolution(letters).relu() * seen).amax(dim=2).view(rows, longest, -1)
        marks = self.mark(batch.marks.view(rows * longest, -1)).view(rows, longest, -1)
        inputs = self.dropout(torch.cat([self.word(batch.words), marks, pooled], dim=2))
        packed = nn.utils.rnn.pack_padded_sequence(inputs, batch.lengths, batch_first=True)
        states, _ = nn.utils.rnn.pad_packed_sequence(self.rnn(packed)[0], batch_first=True)
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


class Feeder:
    """Makes batches of tagged sentences, with words now and then in folded spelling and names exchanged."""

    def __init__(self, speller: Speller, names: Mapping[str, Sequence[tuple[str, ...]]], seed: int) -> None:
        self._speller = speller
        self._names = names
        self._random = random.Random(seed)  # noqa: S311
        self._seen: dict[str, Spelling] = {}

    def batches(self, sentences: Sequence[Tagged], kind: int, size: int = 32) -> Iterator[Batch]:
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
            yield self._batch(group, kind)

    def shuffle(self, batches: list[Batch]) -> None:
        """Put the batches in a random order, the same for the same seed."""
        self._random.shuffle(batches)

    def _vary(self, sentence: Tagged) -> Tagged:
        """The sentence with some of its names exchanged for others of their kind."""
        if self._random.random() > 0.5:
            return sentence
        words: list[str] = []
        tags: list[str] = []
        i = 0
        while i < len(sentence.words):
            tag, end = sentence.tags[i], i + 1
            while tag[0] == "B" and end < len(sentence.words) and sentence.tags[end] == "I" + tag[1:]:
                end += 1
            pool = self._names.get(tag[2:]) if tag[0] == "B" else None
            if pool and sentence.words[i][0] not in "وفبلك" and self._random.random() < 0.5:
                name = self._random.choice(pool)
                words += name
                tags += [tag, *["I" + tag[1:]] * (len(name) - 1)]
            else:
                words += sentence.words[i:end]
                tags += sentence.tags[i:end]
            i = end
        return Tagged(tuple(words), tuple(tags))

    def _spelling(self, word: str) -> Spelling:
        if word not in self._seen:
            self._seen[word] = self._speller.spell(word)
        return self._seen[word]

    def _batch(self, group: Sequence[Tagged], kind: int) -> Batch:
        group = sorted((Tagged(s.words[:LONGEST], s.tags[:LONGEST]) for s in group), key=lambda s: -len(s.words))
        longest = len(group[0].words)
        rows = [self._inputs(s, kind) for s in group]
        width = max(len(c) for _, letters, _ in rows for c in letters)
        most = max(1, *(len(m) for _, _, marks in rows for m in marks))
        empty: tuple[int, ...] = ()
        return Batch(
            torch.tensor([_pad(words, longest) for words, _, _ in rows]),
            torch.tensor(
                [[_pad(c, width) for c in (*letters, *[empty] * (longest - len(letters)))] for _, letters, _ in rows]
            ),
            torch.tensor(
                [[_pad(m, most) for m in (*marks, *[empty] * (longest - len(marks)))] for _, _, marks in rows]
            ),
            torch.tensor([len(s.words) for s in group]),
            torch.tensor([_pad([_LABEL[t] for t in s.tags], longest) for s in group]),
            kind,
        )

    def _inputs(self, sentence: Tagged, kind: int) -> tuple[list[int], list[tuple[int, ...]], list[tuple[int, ...]]]:
        """Numbers of words, characters and marks, some of them withheld so that the network leans on none alone."""
        chance = self._random.random
        plain = chance() < PLAIN
        withheld = MARKS_WITHHELD[min(kind, 1)]
        rows = [self._spelling(fold_word(w) if plain else w) for w in sentence.words]
        words = [1 if chance() < WORDS_WITHHELD else s.word for s in rows]
        blank = chance() < withheld
        marks = [() if blank or chance() < withheld / 2 else s.marks for s in rows]
        return words, [s.characters for s in rows], marks


def _pad(row: Sequence[int], width: int) -> list[int]:
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
    steps = course.epochs * sum(len(s) // 32 + 1 for s, _ in course.texts)
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
