"""Known actors: persons, bodies, groups; the offices that they hold and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ontology.folding import fold
from ontology.tables import listed, rows


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, body or group.

    `shared` are names (folded) that others bear too or that are common words («آفاد» reads as «أفاد»): in a
    text they decide nothing. `bare` are family names by
    which alone the press means this person («أردوغان»).
    """

    id: str
    type: str
    kind: str
    labels: dict[str, str]
    aliases: dict[str, tuple[str, ...]]
    country: str | None
    wikidata: str | None
    shared: frozenset[str]
    bare: tuple[str, ...]
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name in every language, the usual Arabic one first."""
        further = (name for names in self.aliases.values() for name in names)
        return tuple(dict.fromkeys((*self.labels.values(), *further)))


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of office («وزير الخارجية») with the titles that mean it; `single`: one holder at a time."""

    id: str
    single: bool
    labels: dict[str, str]
    aliases: dict[str, tuple[str, ...]]

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title, the usual Arabic one first."""
        further = (name for names in self.aliases.values() for name in names)
        return tuple(dict.fromkeys((*self.labels.values(), *further)))


@dataclass(frozen=True, slots=True)
class Office:
    """Who held which role of what, from `begin` to `end` (2025-03-29, 2025-03, 2025; None: not known or still).

    `checked` is how far the source of an open period reaches: on that day the office was still held, of later
    days nothing is known. None: nothing is said of it, as in the rows of an analyst, who means "still".
    """

    actor: str
    role: str
    of: str
    begin: str | None
    end: str | None
    source: str
    checked: str | None = None


@cache
def actors() -> dict[str, Actor]:
    """The packaged actors by id."""
    return {row["id"]: actor_of(row) for row in rows("actors.csv")}


@cache
def roles() -> dict[str, Role]:
    """The roles by id."""
    return {row["id"]: _role(row) for row in rows("roles.csv")}


@cache
def offices() -> tuple[Office, ...]:
    """All known periods of office."""
    return tuple(office_of(row) for row in rows("offices.csv"))


def actor_of(row: Mapping[str, str]) -> Actor:
    """An actor from a record; raises KeyError without `id` and `type`. Missing columns count as empty."""
    tags = ("ar", "en", "tr")
    return Actor(
        id=row["id"],
        type=row["type"],
        kind=row.get("kind") or row["type"].casefold(),
        labels={tag: row[tag] for tag in tags if row.get(tag)},
        aliases={tag: listed(row[f"{tag}_aliases"]) for tag in tags if row.get(f"{tag}_aliases")},
        country=row.get("country") or None,
        wikidata=row.get("wikidata") or None,
        shared=frozenset(map(fold, listed(row.get("shared") or ""))),
        bare=listed(row.get("bare") or ""),
        source=row.get("source") or "",
    )


def office_of(row: Mapping[str, str]) -> Office:
    """A period of office from a record."""
    return Office(
        actor=row["actor"],
        role=row["role"],
        of=row["of"],
        begin=row["begin"] or None,
        end=row["end"] or None,
        source=row.get("source") or "",
        checked=row.get("checked") or None,
    )


def _role(row: Mapping[str, str]) -> Role:
    tags = ("ar", "en", "tr")
    return Role(
        id=row["id"],
        single=bool(row["single"]),
        labels={tag: row[tag] for tag in tags if row.get(tag)},
        aliases={tag: listed(row[f"{tag}_aliases"]) for tag in tags if row.get(f"{tag}_aliases")},
    )


def held_on(office: Office, day: str) -> bool:
    """Whether the office was surely held on `day` (an ISO date of any precision).

    An open end counts as held as far as the source reaches, where that is known.
    """
    begun = office.begin is None or office.begin <= day
    last = office.end or office.checked
    return begun and (last is None or last[: len(day)] >= day[: len(last)])


@cache
def _by_role() -> dict[tuple[str, str], tuple[Office, ...]]:
    found: dict[tuple[str, str], list[Office]] = {}
    for office in offices():
        found.setdefault((office.role, office.of), []).append(office)
    return {key: tuple(held) for key, held in found.items()}


def holders(role: str, of: str, day: str | None = None) -> tuple[Office, ...]:
    """Who held `role` of `of` (a country's or an actor's id), on `day` or ever."""
    held = _by_role().get((role, of), ())
    return held if day is None else tuple(o for o in held if held_on(o, day))


def first_after(begin: str) -> str:
    """The first moment that a begin of any precision can mean, for ordering: `2025` gives `2025-00-00`."""
    return (begin + "-00-00")[:10]


def overlapping(periods: Iterable[Office]) -> list[tuple[Office, Office]]:
    """Pairs of periods that surely overlap, counting coarse dates in favour of no overlap."""
    ordered = sorted(periods, key=lambda o: first_after(o.begin or ""))
    pairs = []
    for i, one in enumerate(ordered):
        for other in ordered[i + 1 :]:
            if other.begin is None or one.begin is None:
                continue
            precision = min(len(other.begin), len(one.end or other.begin))
            if one.end is None or other.begin[:precision] < one.end[:precision]:
                pairs.append((one, other))
    return pairs
