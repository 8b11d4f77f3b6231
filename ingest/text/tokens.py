"""Tokens with offsets into the stored text, cut by camel-tools' word tokenizer."""

from __future__ import annotations

from camel_tools.tokenizers.word import simple_word_tokenize

from ingest.document import Token
from ontology.folding import fold


def tokenize(text: str) -> list[Token]:
    """Cut the text into words and marks; a token's offsets always give its text back."""
    tokens: list[Token] = []
    at = 0
    for word in simple_word_tokenize(text):
        start = text.find(word, at)
        if start < 0:
            continue
        at = start + len(word)
        tokens.append(Token(len(tokens), start, at, word, fold(word) or word))
    return tokens
