"""Sentences of the stored text: hard line breaks inside a sentence do not end it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.document import Sentence, Token

_ENDERS = frozenset(".!?؟")
_CLOSERS = frozenset("\"'”’»)]}")
_BULLET = re.compile(r"\s*(?:[▪•●■◾–—*-]|\d{1,2}[.)-])\s")


def split_sentences(text: str, tokens: list[Token]) -> list[Sentence]:
    """Group tokens into sentences that end at a full stop, a blank line or before a list item."""
    sentences: list[Sentence] = []
    for first, last in _bounds(text, tokens):
        sentences.append(Sentence(len(sentences), tokens[first].start, tokens[last - 1].end, first, last))
    return sentences


def _bounds(text: str, tokens: list[Token]) -> Iterator[tuple[int, int]]:
    first = 0
    for i in range(1, len(tokens)):
        if _breaks(text, tokens, i):
            yield first, i
            first = i
    if tokens:
        yield first, len(tokens)


def _breaks(text: str, tokens: list[Token], i: int) -> bool:
    """Whether a sentence ends before token `i`."""
    gap = text[tokens[i - 1].end : tokens[i].start]
    if gap.count("\n") >= 2 or ("\n" in gap and _BULLET.match(text, tokens[i].start)):
        return True
    back = i - 1
    while back > 0 and tokens[back].text in _CLOSERS:
        back -= 1
    ended = tokens[back].text[-1] in _ENDERS and tokens[i].text not in _CLOSERS
    return ended and bool(gap)
