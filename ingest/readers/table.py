"""CSV: a header line and one article a row, read row by row."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.readers.decoding import LARGEST, not_utf8, refuse_other
from ingest.readers.problem import Unreadable
from ingest.readers.records import field_named

Numbered = tuple[int | None, dict[Any, Any] | Unreadable]
_SEPARATORS = ",;\t|"
_LONGEST = 2000  # lines of one record
_COLUMNS = "the columns are id, title, text, published, source, url; text is needed"


def csv_records(path: Path) -> Iterator[Numbered]:
    """The rows with their numbers; raises Unreadable where the file as a whole is no such table."""
    _check(path)
    csv.field_size_limit(LARGEST)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        separator = _separator(lines.readline())
        lines.seek(0)
        rows = _rows(lines, separator)
        header = _header(next(rows, None))
        for number, row in enumerate(rows, 1):
            if isinstance(row, Unreadable):
                yield number, row
            elif any(cell.strip() for cell in row):
                yield number, _record(header, row)


def _rows(lines: Iterator[str], separator: str) -> Iterator[list[str] | Unreadable]:
    """The rows; where one is broken, reading goes on at the line after the one it begins in.

    So a quotation mark that is never closed costs its own record, not all that follow.
    """
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=separator, strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unreadable(f"is not valid CSV ({error})", 'write " inside a field as ""')
            feed.again()
            reader = csv.reader(feed, delimiter=separator, strict=True)
        else:
            feed.taken.clear()
            yield row


class _Feed:
    """Lines for the CSV reader, kept until their record is complete, so that they can be read again."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if len(self.taken) > _LONGEST:
            raise csv.Error(f"a record of more than {_LONGEST} lines")
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self.taken.append(line)
        return line

    def again(self) -> None:
        """Give all lines of the broken record but its first once more."""
        self._waiting.extendleft(reversed(self.taken[1:]))
        self.taken.clear()


def _check(path: Path) -> None:
    """Raise Unreadable for an empty file or another encoding; the whole file is passed over once."""
    with path.open("rb") as stream:
        head = stream.read(1 << 16)
        if not head.strip():
            raise Unreadable("is empty", "nothing to read")
        refuse_other(head[:4096])
    try:
        with path.open(encoding="utf-8", newline="") as text:
            while text.read(1 << 20):
                pass
    except UnicodeDecodeError as error:
        raise not_utf8(head, error.start) from None


def _separator(header: str) -> str:
    return max(_SEPARATORS, key=header.count)


def _header(header: list[str] | Unreadable | None) -> list[str]:
    if header is None or isinstance(header, Unreadable):
        raise Unreadable("has no readable header line", _COLUMNS)
    if "text" not in {field_named(name) for name in header}:
        raise Unreadable("has no column `text`", _COLUMNS)
    return header


def _record(header: list[str], row: list[str]) -> dict[Any, Any] | Unreadable:
    if len(row) != len(header):
        return Unreadable(
            f"has {len(row)} fields where the header has {len(header)}", "put fields with separators in quotes"
        )
    return dict(zip(header, row, strict=True))
