"""Places: cities, provinces, crossings, airports, palaces, and what lies in what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ontology.countries import Capital, Country, countries
from ontology.folding import fold
from ontology.tables import coordinate, listed, rows


@dataclass(frozen=True, slots=True)
class Place:
    """A place. `part_of` is the id of the place or country that holds it; `point` degrees (WGS 84).

    `ambiguous` is empty, or says what else the name is: `word`, `name` (a person's), `place` (several).
    """

    id: str
    kind: str
    labels: dict[str, str]
    aliases: tuple[str, ...]
    part_of: str | None
    point: tuple[float, float] | None
    ambiguous: str
    wikidata: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the usual Arabic one first."""
        return tuple(dict.fromkeys((*self.labels.values(), *self.aliases)))


@dataclass(frozen=True, slots=True)
class WorldCity:
    """A city known by name and country only; `ambiguous` as for a place."""

    labels: dict[str, str]
    country: str
    population: int
    ambiguous: str


@cache
def places() -> dict[str, Place]:
    """All places by id: the capitals, then those of `places.csv`."""
    capitals = [_capital(c, c.capital) for c in countries().values() if c.capital]
    return {p.id: p for p in (*capitals, *map(_place, rows("places.csv")))}


def _capital(country: Country, capital: Capital) -> Place:
    return Place(
        id=capital.id,
        kind="city",
        labels=capital.labels,
        aliases=capital.aliases,
        part_of=country.id,
        point=capital.point,
        ambiguous="",
        wikidata=None,
    )


def _place(row: dict[str, str]) -> Place:
    return Place(
        id=row["id"],
        kind=row["kind"],
        labels={tag: row[tag] for tag in ("ar", "en", "tr") if row[tag]},
        aliases=tuple(n for column in ("ar_aliases", "en_aliases", "tr_aliases") for n in listed(row[column])),
        part_of=row["part_of"] or None,
        point=coordinate(row["lat"], row["lon"]),
        ambiguous=row["ambiguous"],
        wikidata=row["wikidata"] or None,
    )


@cache
def world_cities() -> tuple[WorldCity, ...]:
    """Further cities of the world, the largest of each country first."""
    return tuple(
        WorldCity({"ar": r["ar"], "en": r["en"]}, r["country"], int(r["population"]), r["ambiguous"])
        for r in rows("world_cities.csv")
    )


def containers(place: str) -> list[str]:
    """The ids that hold a place, from near to far, ending with its country where one does."""
    chain: list[str] = []
    known = places()
    part = known[place].part_of if place in known else None
    while part and part not in chain:
        chain.append(part)
        part = known[part].part_of if part in known else None
    return chain


def country_of(place: str) -> str | None:
    """The id of the country that a place lies in, or None (seas, continents)."""
    if place in countries():
        return place
    return next((part for part in containers(place) if part in countries()), None)


@cache
def _city_countries() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for city in world_cities():
        for name in city.labels.values():
            found.setdefault(fold(name), set()).add(city.country)
    return {name: frozenset(lands) for name, lands in found.items()}


def countries_with_city(name: str) -> frozenset[str]:
    """The ids of the countries that have a city of this name, as far as `world_cities.csv` knows."""
    return _city_countries().get(fold(name), frozenset())
