"""Names in sentences: persons, places, bodies, by a trained tagger of the reader's choice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

MODELS = Path(__file__).parents[1] / "models"


class Tagger(Protocol):
    """Anything that marks the names in sentences of words."""

    name: str

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        """For each word its BIO tag (`B-PER`, `I-ORG`, `O`, … of PER, LOC, ORG, MISC) and its probability."""
        ...


@lru_cache(maxsize=8)
def load_tagger(name: str = "auto", folder: Path | None = None) -> Tagger:
    """The tagger called "crf", "net", "camel", or the best installed one for "auto".

    `folder` holds another model than the packaged one, such as a held-out model of a cross-validation.
    Raises ValueError for an unknown name, OSError where the model's files are missing.
    """
    if name not in {"auto", "crf"}:
        raise ValueError(f"no tagger is called {name!r}; there are: auto, crf")
    from ingest.mentions.tagging.crf import CrfTagger

    return CrfTagger(folder or MODELS / "ner-crf")
