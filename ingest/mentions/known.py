"""Known names in the text: countries, their capitals, and the places and actors of the gazetteer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.extraction import EntityType
from ontology.folding import fold
from ontology.gazetteer import Match, Matcher, WorldCity, actors, countries, country_of, places, world_cities


@dataclass(frozen=True, slots=True)
class Known:
    """A name of the gazetteer: its type, usual Arabic and English names, and the country it belongs to."""

    type: EntityType
    name: str
    english: str | None
    wikidata: str | None
    nation: str | None
    capital: bool = False
    ambiguous: bool = False


# What may stand before a country's short name in its full one.
_STATES = ("جمهورية", "دولة", "مملكة")


@cache
def matcher() -> Matcher[Known]:
    """All known names in one trie."""
    return Matcher(_entries())


@cache
def _entries() -> tuple[tuple[str, Known], ...]:
    return (*_countries(), *_places(), *_cities(), *_actors())


def _countries() -> list[tuple[str, Known]]:
    found = []
    for country in countries().values():
        name = country.labels["ar"]
        known = Known(
            "Country", name, country.labels.get("en"), country.wikidata, name, ambiguous="name" in country.ambiguous
        )
        found += [(alias, known) for alias in country.names]
        found += [(f"{state} {name}", known) for state in _STATES]
    return found


def _places() -> list[tuple[str, Known]]:
    capitals = {c.capital.labels["ar"] for c in countries().values() if c.capital}
    found = []
    for place in places().values():
        name = place.labels["ar"]
        owner = countries().get(country_of(place.id) or "")
        nation = owner.labels["ar"] if owner else None
        known = Known(
            "Place", name, place.labels.get("en"), place.wikidata, nation, name in capitals, bool(place.ambiguous)
        )
        found += [(alias, known) for alias in place.names]
    return found


def _cities() -> list[tuple[str, Known]]:
    """Cities of the world, but those whose name is a word or a person's name as well."""
    known_places = {name for place in places().values() for name in place.names}
    return [(city.labels["ar"], _city(city)) for city in world_cities() if _usable(city, known_places)]


def _usable(city: WorldCity, known_places: set[str]) -> bool:
    name = city.labels["ar"]
    return city.ambiguous not in {"word", "name"} and name not in known_places and len(name) > 3


def _city(city: WorldCity) -> Known:
    country = countries().get(city.country)
    nation = country.labels["ar"] if country else None
    return Known("Place", city.labels["ar"], city.labels.get("en"), None, nation, ambiguous=True)


def _actors() -> list[tuple[str, Known]]:
    found = []
    for actor in actors().values():
        country = countries().get(actor.country or "")
        nation = country.labels["ar"] if country else None
        for name in actor.names:
            known = Known(
                actor.type,  # type: ignore[arg-type]
                actor.labels.get("ar", name),
                actor.labels.get("en"),
                actor.wikidata,
                nation,
                ambiguous=fold(name) in actor.shared,
            )
            found.append((name, known))
    return found


def find_known(norms: Sequence[str]) -> dict[int, Match[Known]]:
    """Known names by the position where they begin; positions count from the first of `norms`."""
    return {match.first: match for match in matcher().find(norms)}


@cache
def nation_labels() -> dict[str, tuple[str, str | None]]:
    """Country's usual Arabic name -> (English name or None, Wikidata id or None)."""
    return {c.labels["ar"]: (c.labels.get("en", ""), c.wikidata) for c in countries().values()}


@cache
def _by_name() -> dict[str, tuple[Known, ...]]:
    found: dict[str, list[Known]] = {}
    for name, known in _entries():
        entries = found.setdefault(fold(name), [])
        if known not in entries:
            entries.append(known)
    return {name: tuple(entries) for name, entries in found.items()}


def known_named(text: str) -> tuple[Known, ...]:
    """What the gazetteer knows by exactly this name."""
    return _by_name().get(fold(text), ())
