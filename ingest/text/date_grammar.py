"""The grammar of date expressions: which tokens name a day, a month, a span, and what they say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.text.date_pieces import SEPARATORS, Expression, Pieces

_DASHES = frozenset("-–—ـ")
_OPEN_QUOTES = frozenset('«"“(')
_CLOSE_QUOTES = frozenset('»"”)')
_FUTURE = re.compile(r"[وف]?س[يتن]\w{2,}")
_REACH = 40  # how many words back the tense of a date is looked for


class Grammar(Pieces):
    """Reads the date expressions of tokenized text, sentence by sentence."""

    def expressions(self, first: int, last: int, *, opening: bool = False) -> Iterator[Expression]:
        """The expressions among tokens `first`..`last`, in order; `opening` marks where datelines stand."""
        self.end = last
        at, begin = first, first
        while at < last:
            norm = self.norms[at]
            likely = norm in self._heads or norm[-1].isdecimal() or norm[0].isdecimal()
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
        if span := self._counted(i) or self._eve(i) or self._later(i):
            return [span]
        core = self._part(i)
        if both := self._pair(i) or self._years(i):
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

    # ── days ────────────────────────────────────────────────────────────────────────────────────────
    def _numeric(self, i: int, *, opening: bool) -> Expression | None:
        """«2025/10/17», «17.10.2025», «19-10» in a dateline or after «يوم»."""
        parts: list[int] = []
        at = i
        while len(parts) < 3 and (digits := self._digits(at)):
            parts.append(digits[0])
            at += 1
            if not self._mark(at, SEPARATORS) or not self._digits(at + 1):
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
        if self._mark(at, SEPARATORS) and self._joined(i, at + 1):
            at += 1
        noun = self._is("month_noun", at)
        if month := self._month(noun or at):
            e = Expression("day", i, month[1], day=day, month=month[0].number, hijri=month[0].hijri)
            e = self._nearness(e, month[1])
            return e if e.year or not self._is_name(i) else None
        return self._day_of_this_month(i, day, at, number[1])

    def _is_name(self, i: int) -> bool:
        """«قوى 14 آذار», «حدود الرابع من حزيران»: a name, not a date, where no year is told."""
        before = i - 1
        if before > 0 and self.norms[before] == "من":
            before -= 1
        if before > 0 and self._number(before):
            before -= 1
        return before >= 0 and self.norms[before] in self.words.words["named"]

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
            if self._is_medium(i, after):
                return None
            modifier = self._modifier(after)
            if modifier and modifier[0] in ("same", "before", "after", "past"):
                return Expression("anaphor", i, modifier[1], unit="day", modifier=modifier[0])
        e = Expression("deictic", i, after, unit="day", count=offset)
        return self._with_date(e, self._weekday(self._mark_at(after)))

    def _is_medium(self, i: int, after: int) -> bool:
        """Whether «اليوم» ends the name of a newspaper or channel: «قناة روسيا اليوم», «المصري اليوم» in quotes."""
        if self.words.weekdays.match(self.norms, after, self.end):
            return False
        medium, names = self.words.words["medium"], self.words.words["today_names"]
        if i > 0 and self.norms[i - 1] in medium:
            return True
        if i > 1 and self.norms[i - 1] in names and self.norms[i - 2] in medium:
            return True
        quoted = any(self.norms[k] in _OPEN_QUOTES for k in range(max(0, i - 3), i))
        return quoted and after < self.end and self.norms[after] in _CLOSE_QUOTES

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
        twin = self.words.weekdays.match(self.norms, night, self.end)
        if twin and twin[0] == (weekday + 1) % 7 and not self.norms[night].startswith("و"):
            return replace(e, last=twin[1])  # «ليل الأربعاء الخميس»
        at = self._mark_at(e.last)
        if at < self.end and self.norms[at] in ("الموافق", "الموافقه", "المصادف", "في"):
            at += 1
            at += at < self.end and self.norms[at] == "ل"
        date = self._numeric(at, opening=False) or self._day_of_month(at)
        if date is None or date.day is None:
            return e
        opened = at > e.last and self.norms[at - 1] in "(["
        return replace(date, first=i, last=self._close(opened, date.last), weekday=weekday, kind="day")

    # ── months, years, spans ────────────────────────────────────────────────────────────────────────
    def _month_alone(self, i: int) -> Expression | None:
        edge, at = self._edge(i)
        if self._month(i):
            edge, at = None, i  # «ربيع الأول» is no spring
        noun = self._is("month_noun", at)
        found = self._month(noun or at)
        if not found:
            return None
        month, after, certain = found
        e = Expression("month", i, after, month=month.number, hijri=month.hijri, edge=edge)
        e = self._nearness(e, after)
        if e.year is None and self._is_name(i):
            return None
        certain = certain or bool(edge or noun or e.last > after) or (not month.hijri and self._after_preposition(i))
        return e if certain else None

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
        if named or hijri or edge:
            return self._deadline(e)
        joined = self._mark(after, SEPARATORS) and self._digits(after + 1) is not None
        before = i > 0 and (self._digits(i - 1) is not None or self.norms[i - 1] in SEPARATORS | frozenset("+$#"))
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

    def _years(self, i: int) -> list[Expression] | None:
        """«بين عامي 2011 و2015»."""
        noun = self._is("year_noun", i)
        first = self._year(noun) if noun else None
        if not noun or not first or not self.norms[noun - 1].endswith(("ي", "ين")):
            return None
        at = first[1] + (first[1] < self.end and self.norms[first[1]] in "و-–")
        second = self._year(at)
        if not second:
            return None
        return [Expression("year", i, first[1], year=first[0]), Expression("year", at, second[1], year=second[0])]

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
        if unit == "year" and self._year(after):
            return None
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
        if about and unit == "year":
            return Expression("vague", i, after)
        e = Expression(kind, i, after, unit=unit, count=sign * count, about=about)
        if (
            kind != "since"
            and (of := self._is("from", after))
            and self.norms[of : of + 1] not in (["الاقل"], ["الاكثر"])
        ):
            # «بعد يومين من X» dates X two days back; «قبل يومين من X» two days on.
            return replace(e, kind="distance", last=of, count=-sign * count)
        return e

    def _eve(self, i: int) -> Expression | None:
        """«غداة اللقاء», «عشية الزيارة»: the day after or before a day told of earlier."""
        for key, modifier in (("day_after", "after"), ("day_before", "before")):
            after = self._is(key, i)
            if after and after < self.end and self.norms[after].startswith("ال"):
                told = self.norms[after] not in self.words.weekdays
                return Expression("anaphor", i, after, unit="day", modifier=modifier) if told else None
        return None

    def _later(self, i: int) -> Expression | None:
        """«بعدها بيومين», «قبل ذلك بأسبوع»: counted from the last date told."""
        for key, sign in (("later", 1), ("earlier", -1)):
            after = self._is(key, i)
            quantity = self._quantity(after) if after and after < self.end and self.norms[after][0] == "ب" else None
            if quantity:
                count, unit, last, about = quantity
                return Expression("anaphor", i, last, unit=unit, count=sign * count, about=about)
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
