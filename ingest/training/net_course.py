"""The two steps by which the network is trained: on all outside corpora once, then on the news for each model.

The first step sees no gold article, so that one base serves every model of a cross-validation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ingest.mentions.tagging.lexicon import WordLexicon
from ingest.mentions.tagging.net import MODEL
from ingest.mentions.tagging.spelling import Speller, mark_names
from ingest.training.corpora import Tagged
from ingest.training.exchange import names_of
from ingest.training.net import Course, Feeder, Net, Sizes, arrays_of, train
from ingest.training.word_lists import vectors_of_text

NEWS, WIKIFANE, AQMAR = 0, 1, 2
SEED = 3
BASE_EPOCHS, BASE_RATE = 5, 3e-3
OWN_EPOCHS, OWN_RATE = 7, 2e-3

Watch = Callable[[int, Net], None]


@dataclass(frozen=True)
class Base:
    """A network trained on outside corpora, with its vocabulary and the names of its marks."""

    vocabulary: list[str]
    marks: list[str]
    state: Mapping[str, torch.Tensor]

    def network(self) -> Net:
        """A copy of the network to train further."""
        net = Net(Sizes(len(self.vocabulary), len(self.marks), kinds=3))
        net.load_state_dict(dict(self.state))
        return net

    def write(self, path: Path) -> None:
        """Keep the base for later runs; a file of torch."""
        torch.save({"vocabulary": self.vocabulary, "marks": self.marks, "state": dict(self.state)}, path)

    @classmethod
    def read(cls, path: Path) -> Base:
        """Read a base that `write` kept."""
        record: dict[str, Any] = torch.load(path, weights_only=True)
        return cls(record["vocabulary"], record["marks"], record["state"])


def train_base(
    news: Sequence[Tagged], wiki: Mapping[int, Sequence[Tagged]], lexicon: WordLexicon, watch: Watch | None = None
) -> Base:
    """Train the encoder on the news corpus and the encyclopedic ones, each with an output layer of its own."""
    torch.manual_seed(SEED)
    outside = [*news, *(s for sentences in wiki.values() for s in sentences)]
    vocabulary, vectors = vectors_of_text([s.words for s in outside], least=3)
    marks = mark_names(lexicon)
    net = Net(Sizes(len(vocabulary), len(marks), kinds=3))
    with torch.no_grad():
        net.word.weight[2:] = torch.from_numpy(vectors / vectors.std() * 0.3)
    feeder = Feeder(Speller(vocabulary, marks, lexicon), names_of(outside), SEED)
    texts = [(news, NEWS), *((sentences, kind) for kind, sentences in wiki.items())]
    train(net, feeder, Course(texts, BASE_EPOCHS, BASE_RATE), watch=watch)
    return Base(vocabulary, marks, net.state_dict())


def train_net(
    base: Base,
    news: Sequence[Tagged],
    others: Sequence[Tagged],
    lexicon: WordLexicon,
    out: Path,
    watch: Watch | None = None,
) -> Net:
    """Train a copy of the base further on news alone, and write it to `out`; `others` only lend names."""
    torch.manual_seed(SEED)
    net = base.network()
    feeder = Feeder(Speller(base.vocabulary, base.marks, lexicon), names_of([*news, *others]), SEED)
    train(net, feeder, Course([(news, NEWS)], OWN_EPOCHS, OWN_RATE), watch=watch)
    out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out / MODEL, **arrays_of(net, base.vocabulary, base.marks))  # type: ignore[arg-type]
    return net
