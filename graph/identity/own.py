"""The analyst's own gazetteer: `gazetteer.csv` in the graph folder, read over the packaged tables."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from ontology.actors import Actor, Office, actor_of, actors, office_of, roles
from ontology.countries import countries, country_named
from ontology.folding import fold
from ontology.places import places

FILE = "gazetteer.csv"
COLUMNS = (
    "id", "type", "kind", "ar", "ar_aliases", "en", "en_aliases", "tr", "tr_aliases",
    "country", "wikidata", "bare", "role", "of", "begin", "end", "checked", "source",
)  # fmt: skip
TYPES = ("Person", "Organization", "Country", "Place", "Group")


@dataclass(frozen=True, slots=True)
class OwnGazetteer:
    """What an analyst added: actors by id, their offices, and a digest of the file."""

    actors: dict[str, Actor]
    offices: tuple[Office, ...]
    digest: str


def read_own(path: Path) -> OwnGazetteer:
    """The analyst's gazetteer; empty where there is no file.

    A row adds an actor, or names and an office (`role`, `of`, `begin`, `end`) to one that is known. An office
    without an end lasts, unless `checked` says until when that is known. Raises
    ValueError with file and line where a row has no id, type or name, or an unknown type, role or country.
    """
    if not path.is_file():
        return OwnGazetteer({}, (), "")
    data = path.read_bytes()
    found: dict[str, Actor] = {}
    held: list[Office] = []
    for number, row in enumerate(csv.DictReader(data.decode("utf-8-sig").splitlines()), start=2):
        record = {k: (v or "").strip() for k, v in row.items() if k}
        if not any(record.values()):
            continue
        try:
            actor = checked(record, found)
        except ValueError as error:
            raise ValueError(f"{path}, line {number}: {error}") from error
        found[actor.id] = actor
        if record.get("role"):
            held.append(office_of({"begin": "", "end": ""} | record | {"actor": actor.id}))
    return OwnGazetteer(found, tuple(held), sha256(data).hexdigest())


def checked(record: Mapping[str, str], found: Mapping[str, Actor]) -> Actor:
    """The actor of a row, joined with what is known of it; raises ValueError where the row does not do."""
    row = {"source": "analyst"} | {k: v for k, v in record.items() if v}
    known = found.get(row.get("id", "")) or actors().get(row.get("id", ""))
    if known is not None:
        row.setdefault("type", known.type)
    for column in ("id", "type"):
        if not row.get(column):
            raise ValueError(f"no {column}")
    if row["type"] not in TYPES:
        raise ValueError(f"type {row['type']!r} is not one of {', '.join(TYPES)}")
    if row["id"] != fold(row["id"]).replace(" ", "-"):
        raise ValueError(f"id {row['id']!r}: write small Latin letters, digits and hyphens, as in “ali-al-hasan”")
    if row["id"] in countries() or row["id"] in places():
        raise ValueError(f"id {row['id']!r} is that of a country or place")
    if known is None and not any(row.get(tag) for tag in ("ar", "en", "tr")):
        raise ValueError("no name in ar, en or tr")
    _check_office(row)
    if row.get("country"):
        row["country"] = _country(row["country"])
    return _joined(known, actor_of(row)) if known else actor_of(row)


def _country(name: str) -> str:
    country = countries().get(name) or country_named(name)
    if country is None:
        raise ValueError(f"country {name!r} is not known")
    return country.id


def _check_office(row: Mapping[str, str]) -> None:
    if row.get("role") and row["role"] not in roles():
        raise ValueError(f"role {row['role']!r} is not one of the roles ({', '.join(sorted(roles()))})")
    if row.get("role") and not row.get("of"):
        raise ValueError("an office needs `of`: the id of a country or body")


def _joined(known: Actor, own: Actor) -> Actor:
    """A known actor with the analyst's names added; a name that the analyst gives stands first."""
    labels = known.labels | own.labels
    names = {
        tag: tuple(
            n
            for n in dict.fromkeys((*own.aliases.get(tag, ()), *known.aliases.get(tag, ()), *_label(known, tag)))
            if n != labels.get(tag)
        )
        for tag in ("ar", "en", "tr")
    }
    return replace(
        known,
        labels=labels,
        aliases={tag: further for tag, further in names.items() if further},
        country=own.country or known.country,
        wikidata=own.wikidata or known.wikidata,
        bare=tuple(dict.fromkeys((*known.bare, *own.bare))),
    )


def _label(known: Actor, tag: str) -> tuple[str, ...]:
    return (known.labels[tag],) if tag in known.labels else ()


def append_own(path: Path, record: Mapping[str, str]) -> Actor:
    """Add a row to the analyst's gazetteer and give its actor; raises ValueError where the row does not do."""
    actor = checked(record, read_own(path).actors)
    new = not path.is_file()
    columns = COLUMNS if new else tuple(next(csv.reader(path.read_text(encoding="utf-8-sig").splitlines())))
    missing = [c for c, v in record.items() if v and c not in columns]
    if missing:
        raise ValueError(f"{path} has no column {', '.join(missing)}: add it to the first line")
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        if new:
            writer.writeheader()
        writer.writerow({c: record.get(c, "") for c in columns})
    return actor
