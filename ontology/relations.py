"""The relation catalogue: which ties there are, read from `catalogue/relations.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class RelationType:
    """One kind of tie, as the catalogue describes it."""

    name: str
    symmetric: bool
    family: str
    subject: frozenset[str]
    object: frozenset[str]
    implies: str | None
    plover: str | None
    cameo: tuple[str, ...]
    label: dict[str, str]
    noun: dict[str, str]
    meaning: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> RelationType:
        """Read one record of the catalogue; raises KeyError where a required field is missing."""
        return cls(
            name=record["name"],
            symmetric=record["symmetric"],
            family=record["family"],
            subject=frozenset(record["subject"]),
            object=frozenset(record["object"]),
            implies=record.get("implies"),
            plover=record.get("plover"),
            cameo=tuple(record.get("cameo", ())),
            label=record["label"],
            noun=record["noun"],
            meaning=record.get("meaning", {}),
        )


@cache
def relation_types() -> dict[str, RelationType]:
    """All relation types by name, in the order of the catalogue."""
    source = files("ontology") / "catalogue" / "relations.toml"
    records = tomllib.loads(source.read_text(encoding="utf-8"))["relation"]
    return {r["name"]: RelationType.from_record(r) for r in records}
