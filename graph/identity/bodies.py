"""Names of bodies, places and groups: the words that tell them apart, and how two such names compare."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from graph.identity.reasons import Reason
from ontology.actors import actors
from ontology.countries import countries, country_by_adjective
from ontology.folding import bare, fold
from ontology.places import countries_with_city, country_of, places, world_cities
from ontology.titles import is_generic, words_of

OTHER_LANDS = "-"
"""Stands for the countries that an article speaks of where none of them has a body or place of the name."""
_LEGAL_FORMS = frozenset({"رسميه", "خاصه", "حكوميه"})
# What only says what kind of crossing or airport it is, and is left out as often as not.
_VENUES = frozenset({"معبر", "منفذ", "مطار", "ميناء"})
_OF_VENUES = frozenset({"حدودي", "دولي", "بري"})
# Heads of place names that are written together with what follows («ديرالزور», «تلابيض»).
_JOINED = re.compile("^(دير|تل|راس|عين|جسر|بيت|باب|كفر|خان|برج)(?=ال.{3})")


def compare_words(a: str, b: str) -> Reason:
    """The evidence of two names of bodies, places or groups."""
    one, other = content(a), content(b)
    if one == other or (len(one) != len(other) and "".join(one) == "".join(other)):
        return Reason("same-words", (a, b))
    if len(one) == len(other) and all(_alike(x, y) for x, y in zip(one, other, strict=True)):
        return Reason("like-words", (a, b))
    return Reason("family-differs", (a, b))


@lru_cache(maxsize=65536)
def content(name: str) -> tuple[str, ...]:
    """The words of a body's name without articles and nationality («وزارة الدفاع التركية» gives وزاره دفاع).

    A name made of nationalities alone gives their countries («السوريين» and «سوريون» are one people).
    """
    words = [part for word in fold(name).split() for part in _JOINED.sub(r"\1 ", word).split()]
    nations = [country_by_adjective(w) for w in words]
    if all(nations):
        return tuple(f"+{c.id}" for c in nations if c)
    said = [w for i, w in enumerate(words) if not (i and is_nationality(w))]
    return tuple(_ending(bare(_unbound(w))) for w in _plain(_unwrapped(said)) if w != "في")


@lru_cache(maxsize=65536)
def is_nationality(word: str) -> bool:
    """Whether a folded word says whose: «التركية», and of people «أتراك», «سوريين»; not a bare «تركي», a name too."""
    country = country_by_adjective(word)
    return country is not None and (word.startswith("ال") or word.endswith(("ون", "ين")) or word in _plurals())


@cache
def _plurals() -> frozenset[str]:
    return frozenset(fold(p) for c in countries().values() for p in c.plurals)


def _unwrapped(words: list[str]) -> list[str]:
    """The words without a head that only says what kind of thing it is («مدينة حلب», «تنظيم داعش»)."""
    rest = words[1:]
    if len(words) < 2 or words[0] not in words_of("wrapping") or is_generic(" ".join(rest)):
        return words
    return rest[:-1] if len(rest) > 1 and rest[-1].removeprefix("ال") in _LEGAL_FORMS else rest


def _plain(words: list[str]) -> list[str]:
    """A crossing's or airport's name without its kind («معبر جرابلس الحدودي»)."""
    if len(words) > 2 and words[0] in _VENUES and words[-1].removeprefix("ال") in _OF_VENUES:
        return words[:-1]
    return words


def _unbound(word: str) -> str:
    """A word without the particle that binds it and its article: «للدفاع المدني», «بحمص», «والصناعة»."""
    if word.startswith("لل") and len(word) > 4:
        return word[2:]
    if word.startswith("وال") and len(word) > 5:
        return "و" + word[3:]
    return word[1:] if word.startswith("ب") and word[1:] in _town_names() else word


@cache
def _town_names() -> frozenset[str]:
    found = [n for p in places().values() for n in p.names] + [n for c in world_cities() for n in c.labels.values()]
    return frozenset(fold(n) for n in found if len(n) > 2)


def _ending(word: str) -> str:
    return word[:-1] if word.endswith("اء") and len(word) > 4 else word


def _alike(x: str, y: str) -> bool:
    if x == y:
        return True
    return min(len(x), len(y)) >= 5 and DamerauLevenshtein.distance(x, y) <= 1


@lru_cache(maxsize=65536)
def is_vague(name: str) -> bool:
    """Whether a name only says what kind of thing it is and whose, where a state has several («الشركة التركية»)."""
    words = content(name)
    return len(words) == 1 and words[0] in _several()


@cache
def _several() -> frozenset[str]:
    return frozenset(map(bare, words_of("several")))


@lru_cache(maxsize=65536)
def lands_of(name: str) -> frozenset[str]:
    """The countries in which the gazetteer knows a body or place by this name, its nationality aside."""
    return _lands().get(content(name), frozenset()) | countries_with_city(name)


@cache
def _lands() -> dict[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = {}
    known = [(a.names, a.country) for a in actors().values() if a.type != "Person"]
    known += [(p.names, country_of(p.id)) for p in places().values()]
    for names, country in known:
        for name in names if country else ():
            found.setdefault(content(name), set()).add(country or "")
    return {words: frozenset(lands) for words, lands in found.items()}


@lru_cache(maxsize=65536)
def parted(name: str) -> tuple[str, ...]:
    """A known body's name and its short form where an article gives both together («وكالة ... التركية تيكا»)."""
    head, _, last = name.rpartition(" ")
    last = last.strip('«»()"“”')
    bodies = _known_bodies()
    same = bodies.get(content(head), frozenset()) & bodies.get(content(last), frozenset()) if head else frozenset()
    return (head, last) if same and len(content(last)) == 1 else ()


@cache
def _known_bodies() -> dict[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = {}
    for actor in actors().values():
        for name in actor.names if actor.type == "Organization" else ():
            found.setdefault(content(name), set()).add(actor.id)
    return {words: frozenset(ids) for words, ids in found.items()}
