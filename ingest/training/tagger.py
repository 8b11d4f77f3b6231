"""Trains the tagger: `python -m ingest.training.tagger NER_DIR --gold DIR... --lists DIR --base FILE --out FOLDER`.

NER_DIR holds the CoNLL corpora, each gold folder `NAME.txt` beside `NAME.json`, the lists folder `names.csv`
and `cities.csv`. `--without PART` leaves a gold folder out by its name; `--held-out CACHE` instead writes, for
honest cross-validation of whatever reads the tags, one model without each gold folder (`CACHE/without-PART/`)
and one without each fold of the folder called `corpus` (`CACHE/without-corpus-fold-I-of-K/`). What is left out
is left out of tags, lists and clusters alike; the test split of ANERcorp is never read for training.

The CRF takes a minute, the network's base (`--base FILE`, trained once on outside corpora and kept there) some
five and its second step two. Without `--base` only the CRF is trained; `--only` chooses one of the two.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from ingest.mentions.tagging.crf import MODEL, CrfModel
from ingest.mentions.tagging.features import SPAN, FeatureReader
from ingest.mentions.tagging.lexicon import WORDS, WordLexicon
from ingest.training.corpora import Tagged, read_conll, read_gold_folder
from ingest.training.word_lists import clusters_of_text, marks_of_cities, marks_of_corpora, marks_of_names

_CRF = {"c1": 0.05, "c2": 0.05, "max_iterations": 120, "feature.possible_transitions": True}
FOLDS = 5
ENCYCLOPEDIC = ("wikifane_gold.conll", "aqmar.conll")

if TYPE_CHECKING:
    from ingest.training.net_course import Base

Article = tuple[str, list[Tagged]]


@dataclass(frozen=True)
class Sources:
    """All that a tagger is trained on: news corpus, encyclopedic corpora, gold articles by folder, name lists."""

    news: list[Tagged]
    encyclopedic: list[Tagged]
    gold: Mapping[str, list[Article]]
    lists: Path
    ner: Path

    @classmethod
    def read(cls, ner: Path, gold: Sequence[Path], lists: Path) -> Sources:
        """Read every file once."""
        wiki = [s for name in ENCYCLOPEDIC for s in read_conll(ner / name)]
        parts = {folder.name: read_gold_folder(folder) for folder in gold}
        return cls(read_conll(ner / "anercorp_train.conll"), wiki, parts, lists, ner)

    def without(self, part: str, fold: int | None = None, folds: int = FOLDS) -> Sources:
        """The same without a gold folder, or without one fold of it."""
        if part not in self.gold:
            raise ValueError(f"no gold folder is called {part!r}; there are: {', '.join(self.gold)}")
        kept = dict(self.gold)
        if fold is None:
            del kept[part]
        else:
            kept[part] = [a for i, a in enumerate(kept[part]) if i % folds != fold]
        return Sources(self.news, self.encyclopedic, kept, self.lists, self.ner)

    def own(self) -> list[Tagged]:
        """The tagged sentences of all gold articles."""
        return [s for part in self.gold.values() for _, sentences in part for s in sentences]


def build_lexicon(sources: Sources) -> WordLexicon:
    """Marks and clusters from the lists and texts of the sources."""
    marks: dict[str, set[str]] = defaultdict(set)
    found = (
        marks_of_corpora(sources.encyclopedic),
        marks_of_names(sources.lists / "names.csv"),
        marks_of_cities(sources.lists / "cities.csv"),
    )
    for one in found:
        for word, its in one.items():
            marks[word] |= its
    texts = [s.words for s in (*sources.encyclopedic, *sources.news, *sources.own())]
    return WordLexicon({w: tuple(sorted(m)) for w, m in marks.items()}, clusters_of_text(texts))


def train_crf(sources: Sources, out: Path) -> None:
    """Train on the news corpus and the gold articles and write the model's files into `out`."""
    import pycrfsuite

    out.mkdir(parents=True, exist_ok=True)
    lexicon = build_lexicon(sources)
    lexicon.write(out / WORDS)
    read = FeatureReader(lexicon)
    trainer = pycrfsuite.Trainer(verbose=False)
    for sentence in (*sources.news, *sources.own()):
        trainer.append(pycrfsuite.ItemSequence(read(sentence.words)), list(sentence.tags))
    trainer.select("lbfgs")
    trainer.set_params(_CRF)
    with TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        exported(f"{folder}/model").write(out / MODEL)


def exported(path: str) -> CrfModel:
    """The weights of a CRFsuite model file as arrays."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    info = tagger.info()
    labels = sorted(info.labels, key=lambda label: (label != "O", label))
    place = {label: i for i, label in enumerate(labels)}
    names = sorted({feature[1:] for feature, _ in info.state_features})
    number = {feature: i for i, feature in enumerate(names)}
    weights = np.zeros((len(names), SPAN, len(labels)), dtype=np.float32)
    for (feature, label), weight in info.state_features.items():
        weights[number[feature[1:]], int(feature[0]), place[label]] = weight
    transitions = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for (before, after), weight in info.transitions.items():
        transitions[place[before], place[after]] = weight
    return CrfModel(names, weights, labels, transitions)


def held_out(sources: Sources, cache: Path) -> Iterator[tuple[Path, Sources]]:
    """For each part and each fold of the corpus, the folder of the model without it and what it learns from."""
    for part in sources.gold:
        yield cache / f"without-{part}", sources.without(part)
    for fold in range(FOLDS if "corpus" in sources.gold else 0):
        yield cache / f"without-corpus-fold-{fold}-of-{FOLDS}", sources.without("corpus", fold)


def read_or_train_base(sources: Sources, lexicon: WordLexicon, path: Path) -> Base:
    """The network as the outside corpora leave it, from the file if it is there, else trained and kept in it."""
    from ingest.training.net_course import AQMAR, WIKIFANE, Base, train_base

    if path.exists():
        return Base.read(path)
    wikifane, aqmar = (read_conll(sources.ner / name) for name in ENCYCLOPEDIC)
    base = train_base(sources.news, {WIKIFANE: wikifane, AQMAR: aqmar}, lexicon, watch=_told)
    base.write(path)
    return base


def train_network(sources: Sources, base: Path, out: Path) -> None:
    """Train the network's second step; `out` must hold the lexicon that `train_crf` wrote."""
    from ingest.training.net_course import train_net

    lexicon = WordLexicon.read(out / WORDS)
    start = read_or_train_base(sources, lexicon, base)
    train_net(start, [*sources.news, *sources.own()], sources.encyclopedic, lexicon, out)


def _told(epoch: int, _: object) -> None:
    print(f"epoch {epoch}", flush=True)


def main() -> None:
    """Train what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ner", type=Path)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--lists", type=Path, required=True)
    parser.add_argument("--without", action="append", default=[], metavar="PART")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--held-out", type=Path, metavar="CACHE")
    parser.add_argument("--only", choices=("crf", "net"))
    parser.add_argument("--base", type=Path, help="file that keeps the network's first step between runs")
    args = parser.parse_args()
    sources = Sources.read(args.ner, args.gold, args.lists)
    for part in args.without:
        sources = sources.without(part)
    jobs = [(args.out, sources)] if args.out else []
    if args.held_out:
        jobs += held_out(sources, args.held_out)
    for out, chosen in jobs:
        if args.only != "net":
            train_crf(chosen, out)
        if args.only != "crf" and args.base:
            train_network(chosen, args.base, out)
        print(out, flush=True)


if __name__ == "__main__":
    main()
