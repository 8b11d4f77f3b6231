"""The pieces of date expressions: numbers, months with their doubles, years, units, nearness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Token
from ontology.calendar import Calendar, Month, calendar

_NUMBER = re.compile(r"[وبلف]?(?:ال)?(\d{1,4})(م|ه)?")
SEPARATORS = frozenset("/-.–\\ـ")
_SINGLE = ("يوم", "اسبوع", "شهر", "عام", "سنه", "ساعه")
MARKS = frozenset("(،,[")


@dataclass(frozen=True, slots=True)
class Expression:
    """What a date expression says, not yet resolved. Tokens `first`..`last` (exclusive).

    `count` is a signed number of `unit`s; `modifier` one of past, before, next, after, current, same,
    before_last, after_next; `ahead` whether the words around put it in the future, None where they do not tell.
    """

    kind: str
    first: int
    last: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    hijri: bool = False
    weekday: int | None = None
    unit: str | None = None
    count: int = 0
    modifier: str | None = None
    edge: str | None = None
    about: bool = False
    ahead: bool | None = None

    @property
    def relative(self) -> bool:
        """Whether the year, at least, has to come from elsewhere."""
        return self.year is None


class Pieces:
    """Reads pieces of date expressions out of tokens, up to `end`."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.norms = [t.norm for t in tokens]
        self.words: Calendar = calendar()
        self.end = 0
        self._heads = self.words.heads

    def _is(self, key: str, i: int) -> int | None:
        """The index after word class `key` at `i`, if it stands there."""
        found = self.words.words[key].match(self.norms, i, self.end)
        return found[1] if found else None

    def _skip(self, key: str, i: int) -> int:
        return self._is(key, i) or i

    def _part(self, i: int) -> int:
        """The index after «مساء», «صباح يوم», «ليل» before a date, or `i`."""
        part = self.words.parts.match(self.norms, i, self.end)
        after = part[1] if part else i
        day = self._is("day_noun", after)
        return day if day and day < self.end else after

    def _digits(self, i: int) -> tuple[int, str] | None:
        """A number in digits at `i` and its suffix (م, ه or nothing)."""
        if i >= self.end or not (m := _NUMBER.fullmatch(self.norms[i])):
            return None
        return int(m[1]), m[2] or ""

    def _number(self, i: int) -> tuple[int, int] | None:
        """A number in digits or words at `i`, and the index after it."""
        if digits := self._digits(i):
            return digits[0], i + 1
        return self.words.numbers.match(self.norms, i, self.end)

    def _mark(self, i: int, marks: frozenset[str]) -> bool:
        return i < self.end and self.norms[i] in marks

    def _close(self, opened: bool, i: int) -> int:  # noqa: FBT001
        return i + 1 if opened and i < self.end and self.norms[i] in ")]" else i

    def _month(self, i: int) -> tuple[Month, int, bool] | None:
        """A month name with its double («أكتوبر/تشرين الأول», «أغسطس (آب)»), and whether it is certain."""
        found = self.words.months.match(self.norms, i, self.end)
        if not found:
            return None
        month, after = found
        at = after + 1 if self._mark(after, SEPARATORS | MARKS) else after
        opened = at > after and self.norms[after] == "("
        twin = self.words.months.match(self.norms, at, self.end)
        if twin and twin[0].number == month.number and twin[0].hijri == month.hijri:
            return month, self._close(opened, twin[1]), True
        spelt = bool(month.exact) and self.tokens[i].text.endswith(month.exact)
        return month, after, spelt or not month.weak

    def _year(self, i: int, *, hijri: bool = False) -> tuple[int, int, bool] | None:
        """A year at `i` («2025», «عام 2009», «من سنة 1446 هـ»): number, index after, whether Hijri."""
        at = self._is("from", i) or i
        noun = self.words.words["year_noun"].match(self.norms, at, self.end)
        at = noun[1] if noun else i
        if not (digits := self._digits(at)):
            return None
        value, suffix = digits
        after = at + 1
        if not suffix and after < self.end and self.norms[after] in ("ه", "هجري", "هجريه", "للهجره"):
            suffix, after = "ه", after + 1
        elif not suffix and after < self.end and self.norms[after] in ("م", "ميلادي", "ميلاديه", "للميلاد"):
            suffix, after = "م", after + 1
        if value in range(1300, 1500) and (suffix == "ه" or hijri):
            return value, after, True
        if value in range(1900, 2100) and suffix != "ه":
            return value, after, False
        return None

    def _modifier(self, i: int) -> tuple[str, int] | None:
        return self.words.modifiers.match(self.norms, i, self.end)

    def _nearness(self, e: Expression, i: int) -> Expression:
        """Add what follows a month: a year, «الماضي», «من العام الماضي», «من العام نفسه»."""
        if self._mark(i, SEPARATORS | frozenset("،,")) and (year := self._year(i + 1, hijri=e.hijri)):
            return replace(e, year=year[0], hijri=year[2], last=year[1])
        if year := self._year(i, hijri=e.hijri):
            return replace(e, year=year[0], hijri=year[2], last=year[1])
        if modifier := self._modifier(i):
            return replace(e, modifier=modifier[0], last=modifier[1])
        at = self._is("from", i)
        noun = self.words.definite.match(self.norms, at, self.end) if at else None
        if noun and noun[0] == "year" and (modifier := self._modifier(noun[1])):
            return replace(e, unit="year", modifier=modifier[0], last=modifier[1])
        return replace(e, last=i)

    def _joined(self, i: int, last: int) -> bool:
        return all(self.tokens[k].end == self.tokens[k + 1].start for k in range(i, last - 1))

    def _mark_at(self, i: int) -> int:
        return i + 1 if self._mark(i, MARKS) else i

    def _edge(self, i: int) -> tuple[str | None, int]:
        """«مطلع», «منتصف», «أواخر» at `i`."""
        edge = self.words.edges.match(self.norms, i, self.end)
        return edge or (None, i)

    def _after_preposition(self, i: int) -> bool:
        return i > 0 and self.norms[i - 1] in self.words.words["in"]

    def _quantity(self, at: int) -> tuple[int, str, int, bool] | None:
        """A count of units at `at`: count, unit, index after, whether it is only about that."""
        known = self._is("about", at)
        at = known or at
        if dual := self.words.duals.match(self.norms, at, self.end):
            after = dual[1] + (dual[1] < self.end and self.norms[dual[1]] == "فقط")
            return 2, dual[0], after, bool(known)
        number = self._number(at)
        unit = self.words.units.match(self.norms, number[1] if number else at, self.end)
        if not unit or (not number and not self._single(unit[1] - 1)):
            return None
        after = unit[1]
        if not number and (self.words.weekdays.match(self.norms, after, self.end) or self._year(after)):
            return None  # «منذ يوم الثلاثاء», «منذ عام 2011»
        if after < self.end and self.norms[after] in ("تقريبا", "واحد", "واحده", "فقط"):
            known, after = (known or after if self.norms[after] == "تقريبا" else known), after + 1
        return (number[0] if number else 1), unit[0], after, bool(known)

    def _single(self, i: int) -> bool:
        """Whether a unit without a number is one of it: «قبل أسبوع», not «قبل أسابيع» or «قبل العام»."""
        return self.norms[i].endswith(_SINGLE) and not self.norms[i].startswith("ال")
