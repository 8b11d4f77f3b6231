"""The linear-chain CRF engine, run by python-crfsuite."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pycrfsuite

from ingest.mentions.tagging.features import FeatureReader
from ingest.mentions.tagging.lexicon import WordLexicon

MODEL = "tagger.crfsuite"
WORDS = "words.json"


class CrfTagger:
    """Tags by the model in `folder`; raises OSError where a file of it is missing."""

    name = "crf"

    def __init__(self, folder: Path) -> None:
        self._features = FeatureReader(WordLexicon.read(folder / WORDS))
        self._tagger = pycrfsuite.Tagger()
        if not (folder / MODEL).exists():
            raise FileNotFoundError(folder / MODEL)
        self._tagger.open(str(folder / MODEL))

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        """The BIO tag of each word and its marginal probability."""
        return [self._tag(words) for words in sentences]

    def _tag(self, words: Sequence[str]) -> list[tuple[str, float]]:
        if not words:
            return []
        self._tagger.set(pycrfsuite.ItemSequence(self._features(words)))
        return [(tag, self._tagger.marginal(tag, i)) for i, tag in enumerate(self._tagger.tag())]
