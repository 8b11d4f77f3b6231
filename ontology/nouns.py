"""Arabic nouns of the domain: offices, ranks, heads of organisations and places, in all their forms."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from ontology.folding import fold

Number = Literal["singular", "dual", "plural"]
_FILES = ("roles", "bodies", "places")
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "ي", "ك")


@dataclass(frozen=True, slots=True)
class Noun:
    """A form of a noun. `room` is its file (roles, bodies, places), `family` and `kind` as that file says.

    `lemma` is the singular as written there; `possessed` tells that a pronoun is attached («نظيره»).
    """

    lemma: str
    room: str
    family: str
    kind: str
    number: Number
    feminine: bool
    possessed: bool = False
    pronoun: str = ""


def _read(name: str) -> dict[str, Any]:
    text = (files("ontology") / "lexicon" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return {name: _read(name) for name in (*_FILES, "groups")}


@cache
def word_list(room: str, name: str) -> frozenset[str]:
    """The folded words of the list `name` in `lexicon/ROOM.toml`; raises KeyError where there is none."""
    return frozenset(fold(word) for word in _tables()[room]["words"][name])


@cache
def pairs(room: str, name: str) -> dict[str, Any]:
    """The table `name` in `lexicon/ROOM.toml`, as written; raises KeyError where there is none."""
    return dict(_tables()[room][name])


@cache
def common_words() -> frozenset[str]:
    """Folded words that are hardly ever part of a name."""
    text = (files("ontology") / "lexicon" / "common.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@cache
def word_lists(room: str) -> tuple[str, ...]:
    """The names of the word lists in `lexicon/ROOM.toml`."""
    return tuple(_tables()[room].get("words", {}))


@cache
def nouns() -> dict[str, tuple[Noun, ...]]:
    """Folded form, without article or clitics, to the nouns that it may be; heads of several words included."""
    found: dict[str, list[Noun]] = {}
    for room in _FILES:
        for family in _tables()[room].get("family", ()):
            for row in family["rows"]:
                for form, noun in _forms(room, family, row):
                    entries = found.setdefault(form, [])
                    if noun not in entries:
                        entries.append(noun)
    return {form: tuple(entries) for form, entries in found.items()}


@cache
def feminine_of(singular: str) -> str | None:
    """The feminine of a person noun as it is written («وزير» gives «وزيرة»), or None."""
    rows = (row for family in _tables()["roles"]["family"] for row in family["rows"])
    return next((row[1] for row in rows if row[0] == singular and row[1]), None)


def _forms(room: str, family: dict[str, Any], row: list[str]) -> Iterator[tuple[str, Noun]]:
    kind = family.get("kind", family["name"])
    singular, *others = row
    feminine, plural, plurals = others if room == "roles" else ("", others[0], "")

    def noun(number: Number, *, is_feminine: bool, pronoun: str = "") -> Noun:
        return Noun(singular, room, family["name"], kind, number, is_feminine, bool(pronoun), pronoun)

    is_feminine = singular.endswith("ة")
    for word, gender in ((singular, is_feminine), (feminine, True)):
        yield from ((form, noun("singular", is_feminine=gender)) for form in _folded([word]))
        yield from ((form, noun("dual", is_feminine=gender)) for form in _folded(_duals(word)))
        if room == "roles" and " " not in word:
            duals = [(f + p, p) for f in _duals(word)[2:] for p in _PRONOUNS if len(p) > 1 or p == "ه"]
            yield from ((fold(f), noun("dual", is_feminine=gender, pronoun=p)) for f, p in duals)
            yield from ((fold(f), noun("singular", is_feminine=gender, pronoun=p)) for f, p in _possessed(word))
    yield from ((form, noun("plural", is_feminine=False)) for form in _folded(_plurals(plural)))
    if room == "roles":
        yield from ((fold(f), noun("plural", is_feminine=False, pronoun=p)) for f, p in _possessed_plurals(plural))
    yield from ((form, noun("plural", is_feminine=True)) for form in _folded(_plurals(plurals)))


def _folded(words: Iterable[str]) -> list[str]:
    return [fold(word) for word in words if word]


def _duals(word: str) -> list[str]:
    """The duals of a singular, free and in idafa, in both cases."""
    if not word or " " in word:
        return []
    stem = word[:-1] + "ت" if word.endswith("ة") else word
    return [stem + ending for ending in ("ان", "ين", "ا", "ي")]


def _plurals(word: str) -> list[str]:
    """A plural and, where it is a sound masculine one, its other cases."""
    return [word, word[:-2] + "ين", word[:-2] + "و", word[:-2] + "ي"] if word.endswith("ون") else [word]


def _possessed(word: str) -> list[tuple[str, str]]:
    if not word:
        return []
    stem = word[:-1] + "ت" if word.endswith("ة") else word
    return [(stem + p, p) for p in _PRONOUNS if len(p) > 1 or p == "ه"]


def _possessed_plurals(word: str) -> list[tuple[str, str]]:
    """«نظراؤه», «نظرائهم», «مساعديه»."""
    if not word:
        return []
    stems = [word[:-2] + "ي", word[:-2] + "و"] if word.endswith("ون") else [word]
    if word.endswith("اء"):
        stems = [word[:-1] + "ئ", word[:-1] + "ؤ", word]
    return [(stem + p, p) for stem in stems for p in _PRONOUNS if len(p) > 1 or p == "ه"]
