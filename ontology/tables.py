"""The gazetteer's CSV tables, read as plain records."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[dict[str, str]]:
    """The records of `gazetteer/NAME`; raises FileNotFoundError where there is no such table."""
    text = (files("ontology") / "gazetteer" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def listed(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, parted by `|`."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def coordinate(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees (WGS 84), or None where the table leaves them open."""
    return (float(latitude), float(longitude)) if latitude and longitude else None
