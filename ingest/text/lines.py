"""The lines of a stored text: which line breaks only wrap a sentence, and which end one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Token
from ontology.calendar import calendar
from ontology.folding import fold

ENDERS = frozenset(".!?؟۔。")
CLOSERS = frozenset("\"'”’»)]}›")
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028]|\u2029")
_BULLETS = frozenset("▪•●■◾◼▶►◄◀★☆✦✔✅❌➡⬅-–—*·○◦‣⁃#|")
_NUMBERED = re.compile(r"\d{1,2}")
_CLOSING = 5  # marks that may close after a full stop
_HEADING_WORDS = 7  # a sub-title seldom has more
_HEADING_CHARACTERS = 45
_DATELINE_CHARACTERS = 70  # «عمان 3 صفر 1446 هـ الموافق 7 أغسطس 2024 م واس»
_WIDEST = 160  # characters of the widest lines that text is wrapped to; longer ones are paragraphs
_MOSTLY = 0.4  # share of line ends without a full stop from which a text is wrapped


def _words(listed: str) -> frozenset[str]:
    return frozenset(fold(w) for w in listed.split())


# A line that ends in one of these goes on in the next one.
_GO_ON = _words(
    "في من على إلى عن مع أن إن أنه أنها التي الذي الذين و أو ثم بين بعد قبل عند حتى لم لن لا ما كان كانت قد "
    "هذا هذه ذلك تلك كل بعض غير عبر منذ خلال ضد حول نحو لدى أي بن عبد أبو آل ذات ذو"
)
# A line that begins with one of these goes on from the one before it.
_CONTINUES = _words(
    "التي الذي الذين اللذين اللتين اللذان اللاتي بها به له لها لهم فيه فيها منه منها عنه عليه عليها إليه إليها معه أو أن إن"
)
_OPENINGS = _words(
    "كما ثم لكن غير بيد إلا من في على بدوره بدورها إلى يذكر يشار كذلك إذ هذا هكذا فيما أما وفي ففي عقب بعد قبل"
)
# Nouns whose «و» is their own letter.
_OWN_WAW = _words(
    "وزير وزيرة وزيرا وزيري وزيران وزراء وزارة وزاري وفد وفدا وفود وفاة وثيقة وثائق وقف وقفة وكالة وكالات وكيل وساطة وسيط ورشة وحدة واشنطن "
    "وعود وعد وضع وطن وطني وطنية وجهة وجه وجوه وزن ولي ولاية ولايات والي وداع وسط وسائل وسيلة ورقة وراء واقع وصول وقت ود ولادة وحدات وثبة"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its tokens `first`..`last` (exclusive), characters, line breaks before it, how it begins and ends."""

    first: int
    last: int
    length: int
    breaks: int
    bullet: bool
    ended: bool
    full_stop: bool


def lines_of(text: str, tokens: Sequence[Token]) -> list[Line]:
    """The lines that hold tokens, in order."""
    if not tokens:
        return []
    bounds = [(0, 0)]
    for i in range(1, len(tokens)):
        a, b = tokens[i - 1].end, tokens[i].start
        if b > a and not (b - a == 1 and text[a] == " ") and (breaks := _breaks(text[a:b])):
            bounds.append((i, breaks))
    ends = [first for first, _ in bounds[1:]] + [len(tokens)]
    return [_line(tokens, first, last, breaks) for (first, breaks), last in zip(bounds, ends, strict=True)]


def _breaks(gap: str) -> int:
    return sum(2 if m[0] == "\u2029" else 1 for m in _BREAK.finditer(gap))


def _line(tokens: Sequence[Token], first: int, last: int, breaks: int) -> Line:
    length = tokens[last - 1].end - tokens[first].start
    stop = any(tokens[k].text in ENDERS and tokens[k].end < tokens[k + 1].start for k in range(first, last - 1))
    ended = ends_sentence(tokens, last - 1)
    return Line(first, last, length, breaks, _is_bullet(tokens, first, last), ended, stop or ended)


def ends_sentence(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i`, or what it closes, is a full stop or its like."""
    reach = max(0, i - _CLOSING)
    while i > reach and tokens[i].text in CLOSERS:
        i -= 1
    return tokens[i].text[-1] in ENDERS or tokens[i].text == "…"


def _is_bullet(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a line begins like an item of a list: a bullet, an emoji, «1.», «2-»."""
    mark = tokens[first].text
    if mark[0] in _BULLETS or ord(mark[0]) >= 0x2190:
        return last - first > 1 and (mark[0] not in "-–—*·" or tokens[first + 1].start > tokens[first].end)
    numbered = _NUMBERED.fullmatch(mark) is not None and last - first > 2
    return numbered and tokens[first + 1].text in ".)-–" and tokens[first + 2].start > tokens[first + 1].end


class Layout:
    """Judges the line breaks of one text."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.lines = lines_of(text, tokens)
        self.width = max((line.length for line in self.lines), default=0)
        single = [(a, b) for a, b in zip(self.lines, self.lines[1:], strict=False) if b.breaks == 1]
        loose = sum(not a.ended and not b.bullet for a, b in single)
        stops = any(line.full_stop for line in self.lines)
        fitting = sum(self._wraps(a, b) for a, b in single)
        # Wrapped text has full stops somewhere, or lines filled up to its width.
        self.wrapped = (
            bool(single)
            and self.width <= _WIDEST
            and loose > _MOSTLY * len(single)
            and (stops or 2 * fitting > len(single))
        )

    def _wraps(self, line: Line, following: Line) -> bool:
        """Whether the first word of the next line would not have fitted on this one."""
        word = self.tokens[following.first]
        return line.length + 1 + (word.end - word.start) > self.width

    def sentence_starts(self) -> list[int]:
        """The token indexes of lines that begin a new sentence, the first line's included."""
        starts: list[int] = []
        for n, line in enumerate(self.lines):
            if n == 0 or self._begins(n, at_start=bool(starts) and starts[-1] == self.lines[n - 1].first):
                starts.append(line.first)
        return starts

    def _begins(self, n: int, *, at_start: bool) -> bool:
        """Whether line `n` begins a sentence; `at_start`: the line before it began one as well, or the text."""
        line, before = self.lines[n], self.lines[n - 1]
        if line.breaks > 1 or line.bullet or before.ended or not self.wrapped:
            return True
        opened = n == 1 or at_start or self.lines[n - 2].ended or before.breaks > 1
        return opened and self._is_heading(before, line, top=n == 1)

    def _is_heading(self, line: Line, following: Line, *, top: bool) -> bool:
        """Whether a line without a full stop, at the beginning of a sentence, is a heading or a dateline."""
        words = [t for t in self.tokens[line.first : line.last] if t.text[0].isalnum()]
        last = self.tokens[line.last - 1]
        if not words or line.bullet or words[-1].norm in _GO_ON or last.text in "،؛,;([«":
            return False
        if top and (last.text in ":/-–—" or self._is_dateline(line)):
            fits = last.text in ":/-–—" or not self._wraps(line, following)
            return fits and line.length <= _DATELINE_CHARACTERS and not _is_known_verb(words[0])
        if _is_clause(words[0]) or self._wraps(line, following):
            return False
        if len(words) > _HEADING_WORDS or line.length > _HEADING_CHARACTERS or self._has_comma(line):
            return False
        if last.text == ":":
            return len(words) <= 3
        return self._opens(following, strict=len(words) > 3)

    def _is_dateline(self, line: Line) -> bool:
        """Whether marks between places and agencies, or a year, make a first line a dateline."""
        marks = [t.text for t in self.tokens[line.first : line.last]]
        return any(m in "-–—/:|" for m in marks) or any(m.isdecimal() and len(m) == 4 for m in marks)

    def _has_comma(self, line: Line) -> bool:
        return any(t.text in "،," for t in self.tokens[line.first : line.last])

    def _opens(self, line: Line, *, strict: bool) -> bool:
        """Whether a line begins like a sentence, not like the rest of one; if `strict`, a bare noun does not."""
        word = self.tokens[line.first]
        if word.norm in _CONTINUES:
            return False
        if word.norm in _OPENINGS or _is_clause(word) or word.text.endswith(("اً", "ًا")):
            return True
        return not strict and word.norm.startswith("ال")


def _is_clause(word: Token) -> bool:
    """Whether a word opens a clause: «و» before another word, or a verb."""
    norm = word.norm
    if _is_known_verb(word):
        return True
    if norm.startswith("و") and len(norm) > 2:
        return norm not in _OWN_WAW and norm[1:] not in _OWN_WAW
    if norm.startswith("ف") and norm[1:] in _GO_ON:
        return True
    past = norm.endswith("ت") and not norm.endswith("ات")  # «توالت», but not «مشاورات»
    weak = word.text.endswith("ى") and not norm.startswith("ال")  # «انتهى»
    present = norm.startswith("ي") and not norm.endswith("ه")
    return len(norm) >= 4 and (past or weak or present)


def _is_known_verb(word: Token) -> bool:
    return word.norm in calendar().told or word.norm in calendar().agenda
