"""Names in sentences: persons, places, bodies, by a trained tagger of the reader's choice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

MODEL_FOLDER = Path(__file__).parents[1] / "models" / "ner"
NAMES = ("auto", "crf", "net", "camel")
BOOST = 0.4  # a name missed costs later stages more than a name too many, which they can reject
_WEIGHTS = {"crf": 0.5, "net": 0.5}


class Tagger(Protocol):
    """Anything that marks the names in sentences of words."""

    name: str

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        """For each word its BIO tag (`B-PER`, `I-ORG`, `O`, … of PER, LOC, ORG, MISC) and its probability."""
        ...


@lru_cache(maxsize=8)
def load_tagger(name: str = "auto", folder: Path | None = None) -> Tagger:
    """The tagger called "crf", "net" (the CRF and the network together), "camel", or the best one for "auto".

    "auto" is camel-tools' model where the user has installed it, else "net". `folder` holds another model
    than the packaged one, such as a held-out model of a cross-validation; then "auto" never means "camel".
    Raises ValueError for an unknown name, OSError where the model's files are missing.
    """
    if name not in NAMES:
        raise ValueError(f"no tagger is called {name!r}; there are: {', '.join(NAMES)}")
    if name == "auto":
        name = _best(folder)
    if name == "camel":
        from ingest.mentions.tagging.camel import CamelTagger

        return CamelTagger(folder)
    return _own(name, folder or MODEL_FOLDER)


def _best(folder: Path | None) -> str:
    from ingest.mentions.tagging.camel import model_folder
    from ingest.mentions.tagging.net import MODEL

    if folder is None and model_folder():
        return "camel"
    return "net" if ((folder or MODEL_FOLDER) / MODEL).exists() else "crf"


def _own(name: str, folder: Path) -> Tagger:
    from ingest.mentions.tagging.committee import Committee, Scorer
    from ingest.mentions.tagging.crf import CrfScorer

    if name == "crf":
        return Committee(name, [(CrfScorer(folder), 1.0)])
    from ingest.mentions.tagging.net import NetScorer

    scorers: list[tuple[Scorer, float]] = [(CrfScorer(folder), _WEIGHTS["crf"]), (NetScorer(folder), _WEIGHTS["net"])]
    return Committee(name, scorers, boost=BOOST)
