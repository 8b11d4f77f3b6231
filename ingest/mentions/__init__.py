"""Mentions: from the tokens of an article to its typed spans that do not overlap.

The tagger says where names probably are; the lexicon and the gazetteer say the rest: offices before and
behind names, organisations by their head nouns, countries by name, adjective or capital. No torch here.
"""

from __future__ import annotations

from ingest.document import Document
from ingest.mentions.reading import read_sentence
from ingest.mentions.tagger import Tagger


def find_mentions(doc: Document, tagger: Tagger | None) -> None:
    """Fill `doc.mentions` with spans in order, none overlapping; without a tagger only rules and lists speak."""
    words = [[t.text for t in doc.tokens_of(s)] for s in doc.sentences]
    tags = tagger.tag(words) if tagger else [[] for _ in words]
    seen = frozenset(token.norm for token in doc.tokens)
    doc.mentions = [
        span
        for sentence, said in zip(doc.sentences, tags, strict=True)
        for span in read_sentence(doc, sentence, said, seen)
    ]
