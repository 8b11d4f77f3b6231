"""Titles and descriptions: which words name an office or describe someone, and which office a title means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from ontology.actors import actors, roles
from ontology.countries import country_by_adjective, country_named
from ontology.folding import bare, fold
from ontology.tables import rows

_ARABIC = re.compile(r"[ء-ي]")
_PAST = frozenset(map(fold, ("السابق", "السابقة", "الأسبق", "سابقا", "سابقاً", "المنصرف", "الراحل", "المخلوع")))


@cache
def words_of(kind: str) -> frozenset[str]:
    """Folded words of a kind: `role` (وزير، مصدر), `ruler` (أمير) or `generic` (وزارة، عامة); empty for another."""
    return _words().get(kind, frozenset())


@cache
def _words() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows("generic_words.csv"):
        found[row["kind"]].add(fold(row["word"]))
    return {kind: frozenset(words) for kind, words in found.items()}


@lru_cache(maxsize=65536)
def without_nation(title: str) -> str:
    """A title or name without nationality adjectives and words for past office."""
    words = [
        w for w in title.split() if fold(w) not in _PAST and not (fold(w).startswith("ال") and country_by_adjective(w))
    ]
    return " ".join(words)


def is_past(title: str) -> bool:
    """Whether a title is that of a former holder («وزير الخارجية التركي الأسبق»)."""
    return not _PAST.isdisjoint(fold(title).split())


@cache
def _roles_by_title() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for role in roles().values():
        for title in role.titles:
            found.setdefault(bare(title), []).append(role.id)
    return {title: tuple(dict.fromkeys(ids)) for title, ids in found.items()}


@lru_cache(maxsize=65536)
def roles_of_title(title: str) -> tuple[str, ...]:
    """The roles that a title can mean; empty where unknown.

    «وزير الخارجية والمغتربين», «وزير خارجية» and «وزير الخارجية التركي» all mean a foreign minister.
    """
    return _roles_by_title().get(bare(title)) or _roles_by_title().get(bare(without_nation(title)), ())


@lru_cache(maxsize=65536)
def office_key(title: str) -> str:
    """One key for all titles of one kind of office: the role's id, else the title folded and without articles.

    A title that names its body («زعيم هيئة تحرير الشام») has the key of its head («زعيم»).
    """
    found = roles_of_title(title)
    if found:
        return found[0]
    head, _, body = without_nation(title).partition(" ")
    if body and bare(body) in _bodies() and roles_of_title(head):
        return roles_of_title(head)[0]
    return bare(without_nation(title))


@cache
def _bodies() -> frozenset[str]:
    """The names of the known bodies, without their country."""
    return frozenset(bare(without_nation(n)) for a in actors().values() if a.type != "Person" for n in a.names)


@lru_cache(maxsize=65536)
def is_title(name: str) -> bool:
    """Whether a person's «name» is an office or a description («وزير الدفاع السوري», «الوزير», «مصدر أمني»)."""
    words = fold(name).split()
    if not words or not _ARABIC.search(name):
        return False
    head = words[0]
    definite = head.removeprefix("ال")
    if head in words_of("role") or (head in words_of("ruler") and country_named(words[-1])):
        return True
    if definite in words_of("role") and all(_describes(w) for w in words[1:]):
        return True
    return bool(roles_of_title(name))


def _describes(word: str) -> bool:
    """Whether a word after «الوزير» describes him and is no name («التركي», «الضيف»)."""
    return country_by_adjective(word) is not None or word.removeprefix("ال") in words_of("describing")


@lru_cache(maxsize=65536)
def is_generic(name: str) -> bool:
    """Whether a body's or place's name says nothing without its country («وزارة الدفاع», «البرلمان»)."""
    words = bare(without_nation(name)).split()
    generic = _bare_generic()
    return bool(words) and all(
        w in generic
        or (w.startswith("و") and w[1:].removeprefix("ال") in generic)
        or (w.startswith("لل") and w[2:] in generic)
        for w in words
    )


@cache
def _bare_generic() -> frozenset[str]:
    return frozenset(map(bare, words_of("generic")))
