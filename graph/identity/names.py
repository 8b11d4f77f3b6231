"""Personal names taken apart and compared: given and family name, honorifics off, compounds as one unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from graph.identity.skeleton import keys, skeleton
from ontology.folding import fold
from ontology.gazetteer import given_names
from ontology.tables import rows

_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_JOIN_NEXT = {"عبد", "ابو", "ابي", "ابا", "بو", "ام", "بن", "ابن", "ال", "abu", "ebu", "abdul", "abdel", "abd", "bin", "ibn", "von", "de", "le", "da", "van", "dos"}  # fmt: skip
_JOIN_BEFORE = {"اوغلو", "اغلو", "الدين", "الله", "زاده", "oglu", "allah"}
_SON = ("بن", "ابن", "bin", "ibn")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as units («مرهف», «ابو قصره»), given name first; `latin` tells its script."""

    units: tuple[str, ...]
    latin: bool

    @property
    def family(self) -> str:
        """The last unit."""
        return self.units[-1]

    @property
    def given(self) -> str:
        """The first unit."""
        return self.units[0]

    @property
    def full(self) -> bool:
        """Whether there is more than one unit."""
        return len(self.units) > 1


@cache
def honorifics() -> frozenset[str]:
    """Ranks, titles of courtesy and degrees that may stand before a name, folded."""
    return frozenset(fold(row["word"]) for row in rows("honorifics.csv"))


@lru_cache(maxsize=65536)
def person_name(text: str) -> PersonName | None:
    """The units of a name without honorifics; None where nothing is left of it."""
    latin = bool(_LATIN.search(text))
    words = _latin_words(text) if latin else fold(text).split()
    first = 0
    while first < len(words) - 1 and _plain(words[first]) in honorifics():
        first += 1
    units = _units(words[first:])
    return PersonName(tuple(units), latin) if units else None


def _latin_words(text: str) -> list[str]:
    words = [w.strip(".,'’\"()") for w in re.split(r"[\s_]+", text.replace("al ", "al-").replace("Al ", "al-"))]
    return [w for w in words if len(w) > 1 or not w.isalpha()]


def _plain(word: str) -> str:
    return fold(word)


def _units(words: list[str]) -> list[str]:
    units: list[str] = []
    joining = False
    for word in words:
        plain = _plain(word)
        if units and (joining or plain in _JOIN_BEFORE):
            units[-1] += " " + word
        elif plain:
            units.append(word)
        joining = plain in _JOIN_NEXT
    return units


@lru_cache(maxsize=262144)
def likeness(one: str, other: str) -> float:
    """How alike two units are, 0..1: 1 for one folded form, by edits within a script, by skeleton across scripts."""
    a, b = _core(one), _core(other)
    if a == b:
        return 1.0
    if bool(_LATIN.search(a)) != bool(_LATIN.search(b)):
        return _across(one, other)
    near = DamerauLevenshtein.normalized_similarity(a, b)
    if {a, b} <= given_names().keys():
        return min(near, 0.6)  # two names of their own («سمير», «سامر»), not two spellings
    shared = set(keys(one)) & set(keys(other))
    return max(near, 0.9 if shared and near >= 0.5 and len(skeleton(one)) > 1 else 0.0)


@lru_cache(maxsize=65536)
def _core(unit: str) -> str:
    """A unit without article and spaces: «ابو قصره» and «أبوقصرة» are one."""
    words = fold(unit).split()
    words = [w for w in words if w not in {"al", "el", "es", "as"}]
    return "".join(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in words)


def _across(one: str, other: str) -> float:
    best = 0.0
    for a in keys(one.replace(" ", "")):
        for b in keys(other.replace(" ", "")):
            if a and b:
                best = max(best, 0.95 if a == b else DamerauLevenshtein.normalized_similarity(a, b) * 0.9)
    return best


def family_keys(name: PersonName) -> set[str]:
    """The skeletons of the family name, by which candidates are found."""
    return {k for k in keys(_joined(name.family)) if k}


def full_keys(name: PersonName) -> set[str]:
    """The skeletons of given and family name together, and those with one class left out."""
    if not name.full:
        return set()
    found: set[str] = set()
    for given in keys(_joined(name.given)):
        for family in keys(_joined(name.family)):
            found |= {f"{given}-{family}"} | ({f"{given}-{f}" for f in _shorter(family)} if len(family) > 2 else set())
    return found


def tail_keys(name: PersonName) -> set[str]:
    """The skeletons of the last two units: «نضال الشعار» of «محمد نضال الشعار»."""
    if len(name.units) < 3:
        return set()
    return full_keys(PersonName(name.units[-2:], name.latin))


def _joined(unit: str) -> str:
    words = [w for w in unit.split() if _plain(w) not in _SON]
    return "".join(w.removeprefix("ال") if len(words) > 1 else w for w in words)


def _shorter(text: str) -> set[str]:
    return {text[:i] + text[i + 1 :] for i in range(len(text))}
