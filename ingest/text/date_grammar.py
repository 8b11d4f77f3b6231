"""The grammar of date expressions: which tokens name a day, a month, a span, and what they say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Token
from ontology.calendar import Calendar, Month, calendar

_NUMBER = re.compile(r"[وبلف]?(\d{1,4})(م|ه)?")
_SEPARATORS = frozenset("/-.–\\")
_DASHES = frozenset("-–—ـ")
_MARKS = frozenset("(،,[")
_FUTURE = re.compile(r"[وف]?س[يتن]\w{2,}")
_REACH = 40  # how many words back the tense of a bare weekday is looked for


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


class Grammar:
    """Reads the date expressions of tokenized text, sentence by sentence."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.norms = [t.norm for t in tokens]
        self.words: Calendar = calendar()
        self.end = 0
        self._heads = self.words.heads

    def expressions(self, first: int, last: int, *, opening: bool = False) -> Iterator[Expression]:
        """The expressions among tokens `first`..`last`, in order; `opening` marks where datelines stand."""
        self.end = last
        at, begin = first, first
        while at < last:
            norm = self.norms[at]
            likely = norm in self._heads or norm[0].isdecimal() or norm[1:2].isdecimal()
            found = self._at(at, begin, opening=opening) if likely else []
            if not found:
                at += 1
                continue
            for expression in found:
                yield replace(expression, ahead=self._lies_ahead(begin, expression))
            at = found[-1].last

    def _at(self, i: int, begin: int, *, opening: bool) -> list[Expression]:
        """The expressions that begin at token `i`: mostly one, two in «12 و13 أكتوبر»."""
        if vague := self.words.words["vague"].match(self.norms, i, self.end):
            return [Expression("vague", i, vague[1])]
        if span := self._counted(i) or self._eve(i):
            return [span]
        core = self._part(i)
        if both := self._pair(i):
            return both
        found = self._core(core, begin, opening=opening)
        return [replace(found, first=i)] if found else []

    def _core(self, i: int, begin: int, *, opening: bool) -> Expression | None:
        return (
            self._numeric(i, opening=opening)
            or self._deictic(i)
            or self._weekday(i)
            or self._day_of_month(i)
            or self._period(i, begin)
            or self._month_alone(i)
            or self._year_alone(i)
        )

    # ── pieces ──────────────────────────────────────────────────────────────────────────────────────
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
        at = after + 1 if self._mark(after, _SEPARATORS | _MARKS) else after
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
        if self._mark(i, _SEPARATORS | frozenset("،,")) and (year := self._year(i + 1, hijri=e.hijri)):
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

    # ── days ────────────────────────────────────────────────────────────────────────────────────────
    def _numeric(self, i: int, *, opening: bool) -> Expression | None:
        """«2025/10/17», «17.10.2025», «19-10» in a dateline or after «يوم»."""
        parts: list[int] = []
        at = i
        while len(parts) < 3 and (digits := self._digits(at)):
            parts.append(digits[0])
            at += 1
            if not self._mark(at, _SEPARATORS) or not self._digits(at + 1):
                break
            at += 1
        if len(parts) == 3 and (full := _full_date(parts)):
            year, month, day = full
            return Expression("day", i, at, day=day, month=month, year=year, hijri=year < 1500)
        short = len(parts) == 2 and self._joined(i, at) and (self._dateline(at, opening=opening) or self._on(i))
        if short and (pair := _day_month(*parts)):
            kind = "dateline" if self._dateline(at, opening=opening) else "day"
            return Expression(kind, i, at, day=pair[0], month=pair[1])
        return None

    def _joined(self, i: int, last: int) -> bool:
        return all(self.tokens[k].end == self.tokens[k + 1].start for k in range(i, last - 1))

    def _dateline(self, after: int, *, opening: bool) -> bool:
        return opening and self._mark(after, frozenset("(/-–—:"))

    def _on(self, i: int) -> bool:
        return i > 0 and (self.norms[i - 1] in self.words.words["day_noun"] or self.norms[i - 1] in self.words.weekdays)

    def _day_of_month(self, i: int) -> Expression | None:
        """«12 أكتوبر الجاري», «السابع من الشهر الجاري», «19 الجاري», «شهر آذار»-less days."""
        number = self._number(i)
        if not number or not 1 <= number[0] <= 31:
            return None
        if i > 0 and not self._digits(i) and self.norms[i - 1] in self.words.words["counted"]:
            return None
        day, at = number
        at = self._skip("from", at)
        if self._mark(at, _SEPARATORS) and self._joined(i, at + 1):
            at += 1
        noun = self._is("month_noun", at)
        if month := self._month(noun or at):
            e = Expression("day", i, month[1], day=day, month=month[0].number, hijri=month[0].hijri)
            return self._nearness(e, month[1])
        return self._day_of_this_month(i, day, at, number[1])

    def _day_of_this_month(self, i: int, day: int, at: int, bare: int) -> Expression | None:
        noun = self.words.definite.match(self.norms, at, self.end)
        if noun and noun[0] == "month" and (modifier := self._modifier(noun[1])):
            return Expression("day", i, modifier[1], day=day, unit="month", modifier=modifier[0])
        modifier = self._modifier(bare)
        if self._digits(i) and modifier and self.norms[bare] in ("الجاري", "الحالي", "المقبل", "الماضي"):
            return Expression("day", i, modifier[1], day=day, unit="month", modifier=modifier[0])
        return None

    def _pair(self, i: int) -> list[Expression] | None:
        """«12 و13 أكتوبر», «بين 1 و3 من نيسان المقبل»: two days that share a month."""
        first = self._number(i)
        if not first or not 1 <= first[0] <= 31:
            return None
        at = first[1]
        if self._mark(at, _DASHES) or (at < self.end and self.norms[at] in ("و", "الي", "حتي")):
            at += 1
        elif at >= self.end or not self.norms[at].startswith("و"):
            return None
        second = self._day_of_month(at)
        if not second or second.day is None or second.day <= first[0]:
            return None
        return [replace(second, first=i, last=first[1], day=first[0]), second]

    def _deictic(self, i: int) -> Expression | None:
        """«اليوم», «أمس الأول», «غدا الخميس», «أمس الجمعة 13 من شباط»."""
        found = self.words.days.match(self.norms, i, self.end)
        if not found:
            return None
        offset, after = found
        following = self.norms[after] if after < self.end else ""
        if offset == 0 and self.norms[i].endswith("اليوم"):
            if following in self.words.not_today:
                return None
            modifier = self._modifier(after)
            if modifier and modifier[0] in ("same", "before", "after", "past"):
                return Expression("anaphor", i, modifier[1], unit="day", modifier=modifier[0])
        e = Expression("deictic", i, after, unit="day", count=offset)
        return self._with_date(e, self._weekday(self._mark_at(after)))

    def _mark_at(self, i: int) -> int:
        return i + 1 if self._mark(i, _MARKS) else i

    def _with_date(self, e: Expression, more: Expression | None) -> Expression:
        """Take a weekday or a full date into the expression before it."""
        if more is None:
            explicit = self._day_of_month(self._mark_at(e.last))
            if explicit is None or explicit.kind != "day":
                return e
            more = explicit
        if more.kind == "day":
            return replace(more, first=e.first)
        same_week = e.kind == "deictic"
        return replace(e if same_week else more, first=e.first, last=more.last)

    def _weekday(self, i: int) -> Expression | None:
        """«الثلاثاء», «الثلاثاء الماضي», «الجمعة، 17 أكتوبر 2025», «الأحد الموافق 12 أكتوبر»."""
        found = self.words.weekdays.match(self.norms, i, self.end)
        if not found:
            return None
        weekday, after = found
        if after < self.end and self.norms[after].startswith("عشر"):
            return None  # «الأحد عشر» counts
        e = Expression("weekday", i, after, weekday=weekday)
        if modifier := self._modifier(after):
            e = replace(e, modifier=modifier[0], last=modifier[1])
        night = self._mark_at(after) if not self._mark(after, _DASHES) else after + 1
        if (twin := self.words.weekdays.match(self.norms, night, self.end)) and twin[0] == (weekday + 1) % 7:
            return replace(e, last=twin[1])  # «ليل الأربعاء الخميس»
        at = self._mark_at(e.last)
        if at < self.end and self.norms[at] in ("الموافق", "الموافقه", "المصادف", "في"):
            at += 1
        date = self._numeric(at, opening=False) or self._day_of_month(at)
        if date is None or date.day is None:
            return e
        opened = at > e.last and self.norms[at - 1] in "(["
        return replace(date, first=i, last=self._close(opened, date.last), weekday=weekday, kind="day")

    # ── months, years, spans ────────────────────────────────────────────────────────────────────────
    def _edge(self, i: int) -> tuple[str | None, int]:
        """«مطلع», «منتصف», «أواخر» at `i`."""
        edge = self.words.edges.match(self.norms, i, self.end)
        return edge or (None, i)

    def _month_alone(self, i: int) -> Expression | None:
        edge, at = self._edge(i)
        noun = self._is("month_noun", at)
        found = self._month(noun or at)
        if not found:
            return None
        month, after, certain = found
        e = Expression("month", i, after, month=month.number, hijri=month.hijri, edge=edge)
        e = self._nearness(e, after)
        certain = certain or bool(edge or noun or e.last > after) or (not month.hijri and self._after_preposition(i))
        return e if certain else None

    def _after_preposition(self, i: int) -> bool:
        return i > 0 and self.norms[i - 1] in self.words.words["in"]

    def _year_alone(self, i: int) -> Expression | None:
        """«عام 2009», «2009» where nothing is counted."""
        edge, at = self._edge(i)
        found = self._year(at)
        if not found:
            return None
        year, after, hijri = found
        named = self._is("year_noun", at) is not None
        since = i > 0 and self.norms[i - 1] in self.words.words["since"]
        e = Expression("since" if since else "year", i, after, year=year, hijri=hijri, edge=edge)
        if named or hijri:
            return self._deadline(e)
        joined = self._mark(after, _SEPARATORS) and self._digits(after + 1) is not None
        before = i > 0 and (self._digits(i - 1) is not None or self.norms[i - 1] in _SEPARATORS | frozenset("+$#"))
        counts = year % 100 == 0 or (after < self.end and self.norms[after] in "%٪$€")
        if (
            joined
            or before
            or counts
            or self.norms[at] != self.tokens[at].text[-4:]
            or not self._stands_alone(i, after)
        ):
            return None
        return e

    def _stands_alone(self, i: int, after: int) -> bool:
        """Whether a four-digit number is a year: after a preposition, or at the end of a phrase."""
        ends = after >= self.end or not self.norms[after][0].isalpha()
        return self._after_preposition(i) or (ends and i > 0 and self.norms[i - 1] not in ("رقم", "القرار", "قرار"))

    def _period(self, i: int, begin: int) -> Expression | None:
        """«الأسبوع الماضي», «هذا الشهر», «مطلع العام», «منتصف الشهر الجاري»."""
        edge, at = self._edge(i)
        this = at < self.end and self.norms[at] in ("هذا", "هذه", "بهذا", "لهذا")
        noun = self.words.definite.match(self.norms, at + this, self.end)
        if not noun:
            return None
        unit, after = noun
        if modifier := self._modifier(after):
            if unit == "year" and not (edge or this) and self._is_general(at, begin, modifier[0]):
                return None
            e = Expression("period", i, modifier[1], unit=unit, modifier=modifier[0], edge=edge)
        elif this or edge:
            e = Expression("period", i, after, unit=unit, modifier="current", edge=edge)
        else:
            return None
        return self._deadline(replace(e, kind="anaphor") if e.modifier in ("same", "after", "before") else e)

    def _is_general(self, at: int, begin: int, modifier: str) -> bool:
        """Whether «العام» says general: «الأمين العام السابق», «المدير العام الحالي»."""
        before = self.norms[at - 1] if at > begin else ""
        clitic = self.norms[at] != "العام" and self.norms[at] != "السنه"
        office = before.startswith(("ال", "لل", "وال", "بال")) and not self._after_preposition(at)
        return not clitic and office and modifier in ("before", "current", "same", "after")

    def _deadline(self, e: Expression) -> Expression:
        """«قبل نهاية العام»: not when it happened but by when."""
        before = self.norms[e.first - 1] if e.first else ""
        return replace(e, kind="deadline") if before in ("قبل", "وقبل", "بحلول", "حتي", "لغايه") else e

    # ── counted spans ───────────────────────────────────────────────────────────────────────────────
    def _counted(self, i: int) -> Expression | None:
        """«قبل ثلاثة أيام», «منذ نحو شهر», «بعد يومين من X», «قبل يوم من X»."""
        kind, at = next(((k, a) for k in ("ago", "since", "ahead") if (a := self._is(k, i))), ("", i))
        if not kind:
            return None
        sign = 1 if kind == "ahead" else -1
        quantity = self._quantity(at)
        if not quantity:
            return None
        count, unit, after, about = quantity
        e = Expression(kind, i, after, unit=unit, count=sign * count, about=about)
        if kind != "since" and (of := self._is("from", after)) and self.norms[of - 1] != "عن":
            # «بعد يومين من X» dates X two days back; «قبل يومين من X» two days on.
            return replace(e, kind="distance", last=of, count=-sign * count)
        return e

    def _quantity(self, at: int) -> tuple[int, str, int, bool] | None:
        """A count of units at `at`: count, unit, index after, whether it is only about that."""
        known = self._is("about", at)
        at = known or at
        if dual := self.words.duals.match(self.norms, at, self.end):
            return 2, dual[0], dual[1], bool(known)
        number = self._number(at)
        unit = self.words.units.match(self.norms, number[1] if number else at, self.end)
        if not unit or (not number and self.norms[unit[1] - 1].endswith(("ام", "ات", "هر", "ابيع", "هور", "ين"))):
            single = unit and self.norms[unit[1] - 1] in ("يوم", "اسبوع", "شهر", "عام", "سنه", "ساعه")
            if not single:
                return None
        assert unit is not None  # noqa: S101 - told above
        after = unit[1]
        if not number and (self.words.weekdays.match(self.norms, after, self.end) or self._year(after)):
            return None  # «منذ يوم الثلاثاء», «منذ عام 2011»
        if after < self.end and self.norms[after] in ("تقريبا", "واحد", "واحده"):
            known, after = (known or after if self.norms[after] == "تقريبا" else known), after + 1
        return (number[0] if number else 1), unit[0], after, bool(known)

    def _eve(self, i: int) -> Expression | None:
        """«غداة اللقاء», «عشية الزيارة»: the day after or before a day told of earlier."""
        for key, modifier in (("day_after", "after"), ("day_before", "before")):
            after = self._is(key, i)
            if after and after < self.end and self.norms[after].startswith("ال"):
                told = self.norms[after] not in self.words.weekdays
                return Expression("anaphor", i, after, unit="day", modifier=modifier) if told else None
        return None

    # ── tense ───────────────────────────────────────────────────────────────────────────────────────
    def _lies_ahead(self, begin: int, e: Expression) -> bool | None:
        """Whether the nearest verb or plan word before the expression puts it in the future; None for none."""
        for k in range(e.first - 1, max(begin, e.first - _REACH) - 1, -1):
            norm = self.norms[k]
            if norm in self.words.stop or norm in ".؛":
                return None
            if norm in self.words.behind or norm in self.words.told:
                return False
            if norm in self.words.ahead or _FUTURE.fullmatch(norm):
                return True
            if norm in self.words.agenda:
                return not (k > begin and self.norms[k - 1] in self.words.behind)
        return None


def _full_date(parts: Sequence[int]) -> tuple[int, int, int] | None:
    """Year, month, day of three numbers in either order; day before month unless that cannot be."""
    years = [n for n in (parts[0], parts[2]) if n >= 1300]
    if len(years) != 1:
        return None
    year = years[0]
    pair = _day_month(parts[2], parts[1]) if parts[0] == year else _day_month(parts[0], parts[1])
    return (year, pair[1], pair[0]) if pair and (year < 1500 or 1900 <= year < 2100) else None


def _day_month(day: int, month: int) -> tuple[int, int] | None:
    if month > 12 >= day:
        day, month = month, day
    return (day, month) if 1 <= day <= 31 and 1 <= month <= 12 else None
