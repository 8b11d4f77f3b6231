"""From what a date expression says to its ISO value, seen from the day of publication."""

from __future__ import annotations

import calendar as days
from datetime import date, timedelta

from ingest.text.date_pieces import Expression

_WEEK = 7
_AHEAD = 7
_NEAR = 45  # days
_COARSER = {"day": "month", "week": "month", "month": "year", "hour": "day"}


class Resolver:
    """Resolves the expressions of one text in their order; «اليوم نفسه» looks back at the last one.

    `today` is the day of publication or None: then only dates with a year of their own get a value.
    """

    def __init__(self, today: date | None) -> None:
        self.today = today
        self._last: str | None = None
        self._last_day: str | None = None
        self._in_sentence: str | None = None
        self._year: int | None = None

    def begin_sentence(self) -> None:
        """Forget what only holds inside one sentence."""
        self._in_sentence, self._year = None, None

    def resolve(self, e: Expression) -> str | None:
        """The ISO value (day, month or year), or None where it cannot be told."""
        try:
            value = self._value(e)
        except (ValueError, OverflowError):  # 31 February, Hijri years out of the tables
            return None
        if value and e.kind not in ("deadline", "distance", "since"):
            self._last = self._in_sentence = value
            self._last_day = value if len(value) == 10 else self._last_day
            if e.year and not e.hijri:
                self._year = e.year
        return value

    def _value(self, e: Expression) -> str | None:
        if e.year is not None:
            return _dated(e)
        if e.kind == "anaphor":
            return self._anaphor(e)
        if e.kind == "vague" or self.today is None:
            return None
        if e.hijri:
            return _hijri_near(e, self.today)
        if e.kind == "weekday":
            return _weekday(e, self.today)
        if e.month is not None:
            return self._month(e, self.today)
        if e.day is not None:
            return self._day_of_month(e)
        return self._counted(e, self.today)

    def _month(self, e: Expression, today: date) -> str:
        """A month or a day of one without a year: the nearest one that the words allow."""
        assert e.month is not None  # noqa: S101 - told by the caller
        if e.unit == "year":
            year = self._shifted_year(e.modifier, today)
        elif e.kind == "dateline":
            return _last(e.month, e.day or 1, today)
        elif e.modifier in ("current", "same"):
            year = today.year
        elif self._year is not None and e.modifier is None:
            year = self._year
        else:
            year = _year_of_month(e, today)
        return _iso(year, e.month, e.day)

    def _shifted_year(self, modifier: str | None, today: date) -> int:
        if modifier == "same" and self._last:
            return int(self._last[:4])
        return today.year + _STEPS.get(modifier or "", 0)

    def _day_of_month(self, e: Expression) -> str | None:
        """«السابع من الشهر الجاري», «30 من الشهر نفسه»."""
        anchor = self._last if e.modifier in ("same", "after", "before") else None
        base = anchor if anchor and len(anchor) >= 7 else self.today.isoformat() if self.today else None
        if base is None or e.day is None:
            return None
        year, month = _add_months(int(base[:4]), int(base[5:7]), _STEPS.get(e.modifier or "", 0))
        return _iso(year, month, e.day)

    def _anaphor(self, e: Expression) -> str | None:
        """«اليوم نفسه», «اليوم التالي», «الشهر نفسه»: seen from the last date told."""
        base = self._last or (self.today.isoformat() if self.today else None)
        if e.count:
            return _shift(e, _day(self._last_day)) if self._last_day else None
        step = _STEPS.get(e.modifier or "", 0)
        if base is None:
            return None
        if e.unit == "day":
            return (date.fromisoformat(base) + timedelta(days=step)).isoformat() if len(base) == 10 else base
        if e.unit == "year":
            return f"{int(base[:4]) + step:04d}"
        if len(base) < 7:
            return None
        if e.unit == "week":
            return (_day(base) + timedelta(days=_WEEK * step)).isoformat()[:7]
        return _iso(*_add_months(int(base[:4]), int(base[5:7]), step))

    def _counted(self, e: Expression, today: date) -> str | None:
        if e.kind in ("period", "deadline"):
            return _period(e, today)
        if e.kind == "ahead" and e.ahead is not True:
            return self._after_a_while(e, today)
        if e.kind == "distance":
            base = self._in_sentence
            today = _day(base) if base and len(base) == 10 else today
        return _shift(e, today)

    def _after_a_while(self, e: Expression, today: date) -> str | None:
        """«بعد ثلاثة أيام» without a plan: counted from the last day told where the past is told of."""
        if e.unit in ("month", "year"):
            return None  # «عاد بعد 13 عاما»: so long had it been
        if e.ahead is None:
            return _shift(e, today)
        return _shift(e, _day(self._last_day)) if self._last_day else None


_STEPS = {"past": -1, "before": -1, "next": 1, "after": 1, "before_last": -2, "after_next": 2}


def _iso(year: int, month: int, day: int | None = None) -> str:
    if day is None:
        return f"{year:04d}-{month:02d}"
    return date(year, month, day).isoformat()


def _day(value: str) -> date:
    """The first day of an ISO value of any precision."""
    return date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)


def _add_months(year: int, month: int, step: int) -> tuple[int, int]:
    count = year * 12 + month - 1 + step
    return count // 12, count % 12 + 1


def _dated(e: Expression) -> str | None:
    """An expression with a year of its own."""
    assert e.year is not None  # noqa: S101 - told by the caller
    if e.hijri:
        return _from_hijri(e.year, e.month, e.day)
    if e.month is None:
        return f"{e.year:04d}"
    return _iso(e.year, e.month, e.day)


def _from_hijri(year: int, month: int | None, day: int | None) -> str | None:
    """A Hijri date in the Umm al-Qura calendar; months and years that straddle two give the coarser value."""
    from hijridate import Hijri

    first = Hijri(year, month or 1, day or 1).to_gregorian()
    if day is not None:
        return date(first.year, first.month, first.day).isoformat()
    end = Hijri(year, month or 12, Hijri(year, month or 12, 1).month_length()).to_gregorian()
    if month is not None and (first.year, first.month) == (end.year, end.month):
        return f"{first.year:04d}-{first.month:02d}"
    return f"{first.year:04d}" if first.year == end.year else None


def _hijri_near(e: Expression, today: date) -> str | None:
    """A Hijri day or month without its year: the nearest to the day of publication that the words allow."""
    from hijridate import Gregorian

    year = Gregorian(today.year, today.month, today.day).to_hijri().year
    found = []
    for y in (year - 1, year, year + 1):
        value = _from_hijri(y, e.month, e.day)
        if value:
            found.append(value)
    limit = today.isoformat()
    if e.modifier in ("next", "after") or e.ahead:
        return next((v for v in found if v >= limit[: len(v)]), None)
    return next((v for v in reversed(found) if v <= limit[: len(v)]), None)


def _weekday(e: Expression, today: date) -> str:
    """The nearest such day: behind, today included, unless the words put it ahead."""
    assert e.weekday is not None  # noqa: S101 - told by the caller
    behind = (today.weekday() - e.weekday) % _WEEK
    forward = (e.weekday - today.weekday()) % _WEEK
    if e.modifier in ("next", "after", "after_next"):
        return (today + timedelta(days=forward or _WEEK)).isoformat()
    if e.modifier in ("past", "before", "before_last"):
        back = (behind or _WEEK) + (_WEEK if e.modifier == "before_last" else 0)
        return (today - timedelta(days=back)).isoformat()
    return (today + timedelta(days=forward) if e.ahead else today - timedelta(days=behind)).isoformat()


def _year_of_month(e: Expression, today: date) -> int:
    """The year of a month without one: the last such month, or the next where the words look ahead.

    Where they do not tell, one that is near at hand is meant, not the same a year before.
    """
    assert e.month is not None  # noqa: S101 - told by the caller
    here = (today.month, today.day if e.day else 0)
    there = (e.month, e.day or 0)
    ahead = e.modifier in ("next", "after") or (
        e.modifier is None and (e.ahead or (e.ahead is None and _is_near(e, today)))
    )
    if ahead:
        later = there > here or (e.modifier is None and e.day is None and there == here)
        return today.year if later else today.year + 1
    earlier = there < here or (e.modifier is None and there == here)
    return today.year if earlier else today.year - 1


def _is_near(e: Expression, today: date) -> bool:
    """Whether the month, or the day of it, lies at most so many days ahead."""
    assert e.month is not None  # noqa: S101 - told by the caller
    years = (today.year, today.year + 1)
    return any(0 < (date(y, e.month, min(e.day or 1, 28)) - today).days <= _NEAR for y in years)


def _last(month: int, day: int, today: date) -> str:
    """The last date of that day and month; a dateline may be a few days ahead of the day of publication."""
    years = (today.year - 1, today.year, today.year + 1)
    found = [date(y, month, day) for y in years if day <= days.monthrange(y, month)[1]]
    return max((d for d in found if d <= today + timedelta(days=_AHEAD)), default=found[0]).isoformat()


def _period(e: Expression, today: date) -> str | None:
    """«الأسبوع الماضي» (its month), «الشهر المقبل», «العام الماضي», «مطلع العام» (its first month)."""
    step = _STEPS.get(e.modifier or "", 0)
    if e.unit == "week":
        return _week(today + timedelta(days=_WEEK * step), e.edge).isoformat()[:7]
    if e.unit == "month":
        return _iso(*_add_months(today.year, today.month, step))
    year = today.year + step
    if e.edge == "start":
        return f"{year + (1 if e.ahead is not False and step == 0 and today.month > 10 else 0):04d}-01"
    return f"{year:04d}"


def _week(day: date, edge: str | None) -> date:
    """A day of the week that «مطلع» or «نهاية» names; weeks run from Sunday to Saturday."""
    first = day - timedelta(days=(day.weekday() + 1) % _WEEK)
    return {"start": first, "end": first + timedelta(days=_WEEK - 1)}.get(edge or "", day)


def _shift(e: Expression, base: date) -> str | None:
    """A count of units from a day, at the precision of the unit; «نحو» makes it one step coarser."""
    unit = e.unit or "day"
    precision = _COARSER.get(unit) if e.about else unit
    if unit in ("hour", "day", "week"):
        moved = base + timedelta(days=e.count * {"hour": 0, "day": 1, "week": _WEEK}[unit])
        year, month = moved.year, moved.month
    else:
        moved = None
        year, month = _add_months(base.year, base.month, e.count * (12 if unit == "year" else 1))
    if precision in ("hour", "day") and moved:
        return moved.isoformat()
    if precision in ("week", "month"):
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}" if precision == "year" else None
