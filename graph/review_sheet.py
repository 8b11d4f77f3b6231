"""Verdicts as a spreadsheet: what there is to decide as a table, and the table with its decisions read back."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from graph.export.table import write_rows

if TYPE_CHECKING:
    from graph.reviewing import Statement

COLUMNS = (
    "tie", "relation", "subject", "object", "date", "status", "confidence", "verdict", "change", "note", "sentence",
)  # fmt: skip
"""`verdict`, `change` (`date=2025-08-13; status=planned`) and `note` are the analyst's; the rest is to read."""


def write_sheet(statements: Iterable[Statement], out: BinaryIO) -> None:
    """Write statements as CSV, a row each, with room for verdicts; a quote stands on one line."""
    write_rows(COLUMNS, iter(map(_row, statements)), out)


def _row(statement: Statement) -> dict[str, Any]:
    verdict = statement.verdict
    changes = verdict.correction if verdict else {}
    return {
        "tie": f"{statement.article}/{statement.name}",
        "relation": statement.relation,
        "subject": statement.subject,
        "object": statement.object,
        "date": statement.date,
        "status": statement.status,
        "confidence": statement.confidence,
        "verdict": verdict.verdict if verdict else None,
        "change": "; ".join(f"{field}={value or ''}" for field, value in sorted(changes.items())),
        "note": verdict.note if verdict else None,
        "sentence": " ".join(statement.quote.split()),
    }


def read_sheet(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The decided rows of a table, each with its line, as `graph.reviewing.apply_file` takes them.

    Raises ValueError where it is no table of verdicts.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            reader = csv.DictReader(file, delimiter=max(",;\t", key=head.count))
            if not {"tie", "verdict"} <= set(reader.fieldnames or ()):
                raise ValueError(
                    f"{path}: needs the columns tie and verdict; `rawabit review --list --output` makes one"
                )
            for row in reader:
                if (row["verdict"] or "").strip():
                    yield reader.line_num, _record(row)
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path}: cannot be read as a table; save it as CSV in UTF-8 ({error})") from error


def _record(row: dict[str, str | None]) -> dict[str, Any]:
    article, _, statement = (row["tie"] or "").strip().rpartition("/")
    record: dict[str, Any] = {
        "article": article,
        "statement": statement,
        "verdict": (row["verdict"] or "").strip().lower(),
        "correction": _changes(row.get("change") or ""),
        "note": (row.get("note") or "").strip(),
    }
    author = (row.get("author") or "").strip()
    return record | ({"author": author} if author else {})


def _changes(text: str) -> dict[str, str | None]:
    """`FIELD=VALUE` pairs, parted by semicolons; an empty value is none."""
    parts = (part.partition("=") for part in text.split(";") if part.strip())
    return {field.strip(): value.strip() or None for field, _, value in parts}
