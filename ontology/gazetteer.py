"""The gazetteer: known countries, places, actors and offices, and where their names stand in a text."""

from __future__ import annotations

from functools import cache

from ontology.actors import Actor, Office, Role, actors, holders, offices, roles
from ontology.countries import (
    Capital,
    Country,
    Nisba,
    countries,
    country_by_adjective,
    country_by_capital,
    country_named,
    nisba,
)
from ontology.folding import fold
from ontology.matching import Match, Matcher
from ontology.places import Place, WorldCity, containers, country_of, places, world_cities
from ontology.tables import rows
from ontology.titles import is_generic, is_title, office_key, roles_of_title

__all__ = [
    "Actor",
    "Capital",
    "Country",
    "Match",
    "Matcher",
    "Nisba",
    "Office",
    "Place",
    "Role",
    "WorldCity",
    "actor_matcher",
    "actors",
    "containers",
    "countries",
    "country_by_adjective",
    "country_by_capital",
    "country_matcher",
    "country_named",
    "country_of",
    "given_names",
    "holders",
    "is_generic",
    "is_title",
    "nisba",
    "office_key",
    "offices",
    "place_matcher",
    "places",
    "roles",
    "roles_of_title",
    "world_cities",
]


@cache
def given_names() -> dict[str, str]:
    """Personal names (given and family) in folded Arabic, each with a usual Latin spelling."""
    return {fold(row["ar"]): row["latin"] for row in rows("given_names.csv")}


@cache
def country_matcher() -> Matcher[Country]:
    """Finds countries by any of their names (not by adjective or capital)."""
    return Matcher((name, country) for country in countries().values() for name in country.names)


@cache
def place_matcher() -> Matcher[Place | WorldCity]:
    """Finds places, capitals among them, then the cities of the world; look at `ambiguous` before trusting one."""
    entries: list[tuple[str, Place | WorldCity]] = [(n, p) for p in places().values() for n in p.names]
    entries += [(n, city) for city in world_cities() for n in city.labels.values()]
    return Matcher(entries)


@cache
def actor_matcher() -> Matcher[Actor]:
    """Finds known actors by their names; not by family name alone, nor by a name that others bear or that is a word."""
    return Matcher(
        (name, actor) for actor in actors().values() for name in actor.names if fold(name) not in actor.shared
    )
