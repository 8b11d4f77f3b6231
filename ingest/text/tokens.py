"""Tokens with offsets into the stored text, cut by camel-tools' word tokenizer."""

from __future__ import annotations

import re

from camel_tools.tokenizers.word import simple_word_tokenize

from ingest.document import Token
from ontology.folding import fold

# Marks without width that stand between words, and control characters: they part words as spaces do.
INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
)
_PARTING = re.compile(f"[{INVISIBLE}\ud800-\udfff]")
_JOINERS = re.compile("[\u200c\u200d\u034f\ufe00-\ufe0f]")  # they stand inside words


def tokenize(text: str) -> list[Token]:
    """Cut the text into words and marks; a token's offsets always give its text back.

    Tokens cover everything but white space, marks without width and control characters. `norm` is the
    folded word (no diacritics, tatweel, hamza seats or joiners); for marks it is the mark.
    """
    visible = _PARTING.sub(" ", text)
    tokens: list[Token] = []
    at = 0
    for word in simple_word_tokenize(visible):
        start = visible.find(word, at)
        if start < 0:
            continue
        at = start + len(word)
        tokens.append(Token(len(tokens), start, at, word, _norm(word)))
    return tokens


def _norm(word: str) -> str:
    plain = _JOINERS.sub("", word) if not word.isalnum() else word
    return fold(plain) or plain or word
