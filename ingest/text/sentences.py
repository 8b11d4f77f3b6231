"""Sentences of the stored text: hard line breaks inside a sentence do not end it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.document import Sentence, Token
from ingest.extraction import LONGEST_EVIDENCE
from ingest.text.lines import CLOSERS, ENDERS, Layout

_QUOTES = frozenset("\"'")
# Abbreviations that a full stop follows in the middle of a sentence; single letters are so as well.
_SHORT = frozenset(
    {"mr", "mrs", "ms", "dr", "st", "no", "vs", "prof", "gen", "col", "lt", "sen", "rep", "inc", "ltd", "jr"}
)
_AND_LETTER = frozenset({"ود", "لد", "بد", "وم", "وج", "وا"})  # «ود. أحمد»
_CUTS = (frozenset("؛;"), frozenset("،,:–—"))
_CLOSING = 5  # marks that may close after a full stop
_NUMBER = re.compile(r"\d{1,2}")


def split_sentences(text: str, tokens: list[Token]) -> list[Sentence]:
    """Group tokens into sentences that end at a full stop, a blank line, a heading or before a list item.

    A line break that only wraps a line does not end one. A sentence longer than evidence may be is cut
    at «؛», else at «،», else between words. Time is linear in the length of the text.
    """
    sentences: list[Sentence] = []
    for first, last in _bounds(text, tokens):
        for begin, end in _pieces(tokens, first, last):
            sentences.append(Sentence(len(sentences), tokens[begin].start, tokens[end - 1].end, begin, end))
    return sentences


def _bounds(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    if not tokens:
        return
    starts = Layout(text, tokens).sentence_starts()
    for first, last in zip(starts, [*starts[1:], len(tokens)], strict=True):
        begin = first
        for i in range(first + 1, last):
            if _ends_before(tokens, i, first):
                yield begin, i
                begin = i
        yield begin, last


def _ends_before(tokens: Sequence[Token], i: int, line: int) -> bool:
    """Whether a full stop, with what it closes, stands right before token `i`."""
    back, reach = i - 1, max(line, i - _CLOSING)
    while back > reach and tokens[back].text in CLOSERS and not _opens(tokens, back):
        back -= 1
    stop = tokens[back].text
    if stop[-1] not in ENDERS or (tokens[i].text in CLOSERS and not _opens(tokens, i)) or tokens[i].text in ENDERS:
        return False
    if tokens[i].start == tokens[i - 1].end:
        return _run_together(tokens, back, i)
    if stop != ".":
        return True
    return not (_is_ellipsis(tokens, back) or _is_abbreviation(tokens, back, line))


def _opens(tokens: Sequence[Token], i: int) -> bool:
    """Whether a straight quotation mark opens: a gap before it and none after."""
    if tokens[i].text not in _QUOTES or i == 0 or i + 1 >= len(tokens):
        return False
    return tokens[i - 1].end < tokens[i].start and tokens[i].end == tokens[i + 1].start


def _run_together(tokens: Sequence[Token], stop: int, i: int) -> bool:
    """«انتهى.وقال»: no space after the full stop, but whole Arabic words on both sides."""
    if stop != i - 1 or stop == 0:
        return False
    left, right = tokens[stop - 1], tokens[i]
    return all(len(t.norm) > 2 and "\u0621" <= t.norm[0] <= "\u064a" for t in (left, right))


def _is_ellipsis(tokens: Sequence[Token], stop: int) -> bool:
    return stop > 0 and tokens[stop - 1].text == "." and tokens[stop - 1].end == tokens[stop].start


def _is_abbreviation(tokens: Sequence[Token], stop: int, line: int) -> bool:
    """«د.»، «ج.»، «أ. ف. ب.», initials, «Mr.», and the numbers of a list."""
    if stop <= line or tokens[stop - 1].end < tokens[stop].start:
        return False
    word = tokens[stop - 1]
    if word.norm in _SHORT:
        return True
    if _NUMBER.fullmatch(word.text):
        return stop - 1 == line
    letter = word.norm[1:] if word.norm in _AND_LETTER else word.norm
    if len(letter) != 1 or not letter.isalpha():
        return False
    # «1446 هـ.» and «2025 م.» end; so does the last letter of a spelt name: «(أ ف ب).» has its bracket between.
    return not (stop >= 2 and tokens[stop - 2].text.isdecimal())


def _pieces(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The sentence whole, or cut so that each piece fits into evidence."""
    while tokens[last - 1].end - tokens[first].start > LONGEST_EVIDENCE and last - first > 1:
        cut = _cut(tokens, first, last)
        yield first, cut
        first = cut
    yield first, last


def _cut(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where to cut: after the last «؛», else «،», that leaves a piece that fits, else between words."""
    limit = first + 1
    found = [0] * len(_CUTS)
    while limit < last and tokens[limit].end - tokens[first].start <= LONGEST_EVIDENCE:
        for rank, marks in enumerate(_CUTS):
            if tokens[limit].text in marks:
                found[rank] = limit + 1
        limit += 1
    return next((cut for cut in found if cut > first + 1 and cut <= limit), limit)
