"""The labelled pairs that were written by hand one by one, each set before it was measured."""

from __future__ import annotations

import re
from pathlib import Path

HARD = Path(__file__).with_name("hard_pairs.txt")
HELD_OUT = Path(__file__).with_name("heldout_pairs.txt")
FINAL = Path(__file__).with_name("final_pairs.txt")
FIELDS = ("name", "title", "country", "day")
DAYS = {"left": "2025-03-01", "right": "2025-04-01"}
SECTION = re.compile(r"\[(?P<kind>[^;]+); (?P<type>\w+)\]")
TYPED = re.compile(r"(?P<type>[A-Z]\w+):(?P<name>.+)")


def read_side(text: str, side: str, kind: str) -> dict[str, str]:
    """The columns of one side of a pair, named as in `pairs.csv`."""
    given = [field.strip() for field in text.split("/")]
    fields = dict(zip(FIELDS, given + [""] * (len(FIELDS) - len(given)), strict=True))
    typed = TYPED.fullmatch(fields["name"])
    fields |= {"type": typed["type"], "name": typed["name"]} if typed else {"type": kind}
    fields["day"] = fields["day"] or DAYS[side]
    return {f"{side}_{name}": value for name, value in fields.items()}


def read_rows(path: Path) -> list[dict[str, str]]:
    """Every pair as a row as in `pairs.csv`; a line that is neither a pair nor a section raises ValueError."""
    rows: list[dict[str, str]] = []
    kind = entity = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if section := SECTION.fullmatch(line):
            kind, entity = section["kind"], section["type"]
            continue
        parts = re.split(r" ([=≠]) ", line)
        if len(parts) != 3:
            raise ValueError(line)
        left, sign, right = parts
        row = {"label": "same" if sign == "=" else "different", "kind": kind}
        rows.append(row | read_side(left, "left", entity) | read_side(right, "right", entity))
    return rows
