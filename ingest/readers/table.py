"""CSV: a header line and one article a row, read row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.readers.decoding import LARGEST, not_utf8, refuse_other
from ingest.readers.problem import Unreadable
from ingest.readers.records import field_named

Numbered = tuple[int | None, dict[Any, Any] | Unreadable]
_SEPARATORS = ",;\t|"
_COLUMNS = "the columns are id, title, text, published, source, url; text is needed"


def csv_records(path: Path) -> Iterator[Numbered]:
    """The rows with their numbers; raises Unreadable where the file as a whole is no such table."""
    _check(path)
    csv.field_size_limit(LARGEST)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        separator = _separator(lines.readline())
        lines.seek(0)
        reader = csv.reader(lines, delimiter=separator, strict=True)
        header = _header(reader)
        number = 0
        while True:
            number += 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield number, Unreadable(f"is not valid CSV ({error})", 'write " inside a field as ""')
                continue
            if any(cell.strip() for cell in row):
                yield number, _record(header, row)


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


def _header(reader: Iterator[list[str]]) -> list[str]:
    try:
        header = next(reader)
    except (csv.Error, StopIteration):
        raise Unreadable("has no readable header line", _COLUMNS) from None
    if "text" not in {field_named(name) for name in header}:
        raise Unreadable("has no column `text`", _COLUMNS)
    return header


def _record(header: list[str], row: list[str]) -> dict[Any, Any] | Unreadable:
    if len(row) != len(header):
        return Unreadable(
            f"has {len(row)} fields where the header has {len(header)}", "put fields with separators in quotes"
        )
    return dict(zip(header, row, strict=True))
