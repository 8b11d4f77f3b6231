"""Words as the mention rules see them: clitics cut off, what the lexicon says of the rest."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.document import Token
from ontology.countries import Nisba, country_named, nisba
from ontology.nouns import Noun, nouns, word_list, word_lists

ARTICLE = "ال"
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
# Lists that say how a word behaves beside others, not what it is; «علي» is in one for «على».
_HELPERS = frozenset(
    f"places.{name}"
    for name in ("locating", "relating", "governing", "travelling", "unverbal", "directions", "judging")
) | {"roles.particles"}
_ROOMS = ("roles", "bodies", "places", "groups")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one folded word is: `prefix` the clitics cut off, `base` the rest with its article.

    `marks` names the word lists that hold the base («bodies.time»); `nouns` what its stem may be;
    `known` tells whether any list holds it, so that an unknown word can be told from it.
    """

    norm: str
    prefix: str
    base: str
    definite: bool
    nouns: tuple[Noun, ...]
    marks: frozenset[str]
    nisba: Nisba | None

    @property
    def known(self) -> bool:
        """Whether any list holds the word."""
        return bool(self.nouns or self.nisba or self.marks - _HELPERS)

    @property
    def stem(self) -> str:
        """The base without its article."""
        return self.base[2:] if self.definite else self.base

    def noun(self, room: str, *families: str) -> Noun | None:
        """The first noun of that room, and of these families where any are given."""
        return next((n for n in self.nouns if n.room == room and (not families or n.family in families)), None)


@cache
def _lists() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for room in _ROOMS:
        for name in word_lists(room):
            for word in word_list(room, name):
                found.setdefault(word, set()).add(f"{room}.{name}")
    return {word: frozenset(marks) for word, marks in found.items()}


def cuts(norm: str) -> list[tuple[str, str]]:
    """A folded word whole, then with its clitics cut: «وبالرئيس», «بالرئيس», «الرئيس»; «للرئيس» gives «الرئيس»."""
    found = [("", norm)]
    if len(norm) > 3 and norm[0] in _CONJUNCTIONS:
        found.append((norm[0], norm[1:]))
    for prefix, rest in tuple(found):
        if rest.startswith("لل") and len(rest) > 4:
            found.append((prefix + "ل", ARTICLE + rest[2:]))
            found.append((prefix + "ل", "ا" + rest[1:]))
        elif len(rest) > 3 and rest[0] in _PREPOSITIONS:
            found.append((prefix + rest[0], rest[1:]))
    return found


@lru_cache(maxsize=131072)
def read_word(norm: str) -> Reading:
    """The reading of a folded word: the first cut that the lexicon knows, else the word whole."""
    for prefix, base in cuts(norm):
        reading = _look_up(norm, prefix, base)
        if reading.known:
            return reading
    for prefix, base in cuts(norm)[1:]:
        if base.startswith(ARTICLE) and len(base) > 4:
            return Reading(norm, prefix, base, definite=True, nouns=(), marks=frozenset(), nisba=None)
    definite = norm.startswith(ARTICLE) and len(norm) > 3
    return Reading(norm, "", norm, definite=definite, nouns=(), marks=frozenset(), nisba=None)


def _look_up(norm: str, prefix: str, base: str) -> Reading:
    definite = base.startswith(ARTICLE) and len(base) > 3
    stem = base[2:] if definite else base
    marks = _lists().get(base, frozenset())
    found = nouns().get(stem, ()) or (nouns().get(base, ()) if definite else ())
    if definite:
        found = tuple(n for n in found if not n.possessed and (n.number != "dual" or stem.endswith("ن")))
    portfolio = "bodies.portfolios" in marks  # «المالية» is finance before it is of Mali
    adjective = None if portfolio or country_named(base) else nisba(base)
    if adjective and adjective.definite != definite:
        adjective = None
    return Reading(norm, prefix, base, definite, found, marks, adjective)


def after_prefix(token: Token, prefix: str) -> int:
    """The offset in the stored text where the token begins once its clitics are cut.

    Of «للرئيس» the article is written with its first letter lost, so both ل are cut.
    """
    letters = len(prefix) + (1 if prefix.endswith("ل") and token.norm[len(prefix) :].startswith("ل") else 0)
    at = 0
    while at < len(token.text) and (letters or unicodedata.combining(token.text[at]) or token.text[at] == "ـ"):
        if not (unicodedata.combining(token.text[at]) or token.text[at] == "ـ"):
            letters -= 1
        at += 1
    return token.start + at


def surface(token: Token, prefix: str) -> str:
    """The token as written, without its clitics and with the article that «لل» swallows."""
    rest = token.text[after_prefix(token, prefix) - token.start :]
    return ARTICLE + rest if prefix.endswith("ل") and token.norm[len(prefix) :].startswith("ل") else rest
