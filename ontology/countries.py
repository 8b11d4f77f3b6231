"""Countries: their names, nationality adjectives, capitals and places on the map."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ontology.folding import fold
from ontology.tables import coordinate, listed, rows

_TANWIN = "ً"
_PARTICLES = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
# Endings of a regular nationality adjective after its stem («سوري»), and what they say.
_ENDINGS = {
    "": (False, False),
    "ا": (False, False),
    "ه": (True, False),
    "ان": (False, True),
    "ين": (False, True),
    "ون": (False, True),
    "ي": (False, True),
    "و": (False, True),
    "تان": (True, True),
    "تين": (True, True),
    "ات": (True, True),
}


@dataclass(frozen=True, slots=True)
class Capital:
    """The city whose name stands for a government in the press."""

    id: str
    labels: dict[str, str]
    aliases: tuple[str, ...]
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Country:
    """A state. `ambiguous` tells what of it is also a common word or name: `name`, `adjective`."""

    id: str
    iso2: str
    iso3: str
    labels: dict[str, str]
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    plurals: tuple[str, ...]
    capital: Capital | None
    point: tuple[float, float] | None
    ambiguous: frozenset[str]
    ended: str | None
    wikidata: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the usual Arabic one first."""
        return tuple(dict.fromkeys((*self.labels.values(), *self.aliases)))


@dataclass(frozen=True, slots=True)
class Nisba:
    """A nationality adjective in the text: whose, and its gender, number and definiteness."""

    country: Country
    feminine: bool
    plural: bool
    definite: bool


@cache
def countries() -> dict[str, Country]:
    """All countries by id."""
    return {row["id"]: _country(row) for row in rows("countries.csv")}


def _country(row: dict[str, str]) -> Country:
    return Country(
        id=row["id"],
        iso2=row["iso2"],
        iso3=row["iso3"],
        labels={tag: row[tag] for tag in ("ar", "en", "tr") if row[tag]},
        aliases=(*listed(row["ar_aliases"]), *listed(row["en_aliases"])),
        adjectives=listed(row["adjective"]),
        plurals=listed(row["adjective_plural"]),
        capital=_capital(row),
        point=coordinate(row["lat"], row["lon"]),
        ambiguous=frozenset(listed(row["ambiguous"])),
        ended=row["ended"] or None,
        wikidata=row["wikidata"] or None,
    )


def _capital(row: dict[str, str]) -> Capital | None:
    if not row["capital_ar"]:
        return None
    name = row["capital_en"]
    return Capital(
        id=fold(name).replace(" ", "-"),
        labels={"ar": row["capital_ar"], "en": name},
        aliases=listed(row["capital_aliases"]),
        point=coordinate(row["capital_lat"], row["capital_lon"]),
    )


@cache
def _by_name() -> dict[str, Country]:
    return {fold(name): c for c in reversed(countries().values()) for name in reversed(c.names)}


@cache
def _by_capital() -> dict[str, Country]:
    return {
        fold(name): c
        for c in countries().values()
        if c.capital
        for name in (*c.capital.labels.values(), *c.capital.aliases)
    }


@cache
def _by_adjective() -> dict[str, tuple[Country, bool, bool]]:
    forms: dict[str, tuple[Country, bool, bool]] = {}
    for country in countries().values():
        for plural in country.plurals:
            forms.setdefault(fold(plural).removeprefix("ال"), (country, False, True))
        for adjective in country.adjectives:
            for form, (feminine, many) in _forms(fold(adjective)):
                forms.setdefault(form, (country, feminine, many))
    return forms


def _forms(stem: str) -> list[tuple[str, tuple[bool, bool]]]:
    """The forms of an adjective, each word of a compound («كوري جنوبي») with the same ending."""
    return [(" ".join(word + end for word in stem.split()), said) for end, said in _ENDINGS.items()]


def country_named(text: str) -> Country | None:
    """The country that `text` names, in Arabic, English or Turkish; an accusative «تركياً» names none."""
    return None if _TANWIN in text else _by_name().get(fold(text))


def country_by_capital(text: str) -> Country | None:
    """The country whose capital `text` names, as «أنقرة» stands for its government."""
    return _by_capital().get(fold(text))


def nisba(text: str) -> Nisba | None:
    """The nationality adjective that `text` is («السوريين», «والتركية», «كورية جنوبية»), or None.

    A bare «سوريا» or «تركيا» is read as the country's name, unless the accusative mark stands («تركيًا»).
    """
    words = fold(text).split()
    if not words or (country_named(text) and not words[0].startswith("ال")):
        return None
    for first in _uncut(words[0]):
        definite = first.startswith("ال")
        bare = " ".join(w.removeprefix("ال") if definite else w for w in (first, *words[1:]))
        found = _by_adjective().get(bare)
        if found:
            return Nisba(found[0], found[1], found[2], definite)
    return None


def country_by_adjective(text: str) -> Country | None:
    """The country of a nationality adjective in any form, with article and attached particles or without."""
    found = nisba(text)
    return found.country if found else None


def _uncut(word: str) -> list[str]:
    rests = [word]
    for particle in _PARTICLES:
        rest = word[len(particle) :]
        if word.startswith(particle) and len(rest) > 3:
            rests += [rest, "ا" + rest, "ال" + rest] if particle.endswith("ل") and rest.startswith("ل") else [rest]
    return rests
