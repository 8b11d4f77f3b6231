"""The date of publication in the forms that people and programs write, as an ISO day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from ingest.readers.problem import Unreadable

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\s](\d{1,2})[/.\s](\d{1,2})(?:[T ,].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[T ,].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?")
_ENGLISH = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y", "%A, %d %B %Y", "%A, %B %d, %Y")
_REMEDY = "write it as YYYY-MM-DD; the article is read without a date"
_EARLIEST, _LATEST = 1800, 2200


def publication_date(value: Any) -> str | None:
    """The ISO day in a value of a record, None for an empty one; raises Unreadable for what is no date.

    Day before month where a form leaves that open (`03.04.2025` is 3 April), as the Arab press writes;
    numbers are seconds or milliseconds since 1970. A month or year alone is no day, and is refused.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        day = _parsed(value.strip()) if isinstance(value, str) else _epoch(value)
    except (ValueError, OverflowError, OSError, TypeError):
        day = None
    if day is None or not _EARLIEST <= day.year <= _LATEST:
        shown = str(value)[:40]
        raise Unreadable(f"«{shown}» is no date of publication", _REMEDY)
    return day.isoformat()


def _epoch(value: Any) -> date | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 10**8 <= value < 10**13:
        return None
    return datetime.fromtimestamp(value / 1000 if value >= 10**11 else value, UTC).date()


def _parsed(text: str) -> date | None:
    text = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    for pattern in (_ISO, _YEAR_FIRST, _COMPACT):
        if m := pattern.fullmatch(text):
            return date(int(m[1]), int(m[2]), int(m[3]))
    if m := _DAY_FIRST.fullmatch(text):
        day, month = int(m[1]), int(m[2])
        return date(int(m[3]), day, month) if month > 12 else date(int(m[3]), month, day)
    return _in_english(text) or _in_arabic(text)


def _in_english(text: str) -> date | None:
    for form in _ENGLISH:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError):
        return None


def _in_arabic(text: str) -> date | None:
    """«17 أكتوبر 2025», «الجمعة 17 تشرين الأول/أكتوبر 2025»: one full date and not more."""
    from ingest.text.date_grammar import Grammar
    from ingest.text.date_values import Resolver
    from ingest.text.tokens import tokenize

    tokens = tokenize(text[:200])
    resolver = Resolver(None)
    values = [resolver.resolve(e) for e in Grammar(tokens).expressions(0, len(tokens)) if e.year and e.day]
    return date.fromisoformat(values[0]) if len(values) == 1 and values[0] else None
