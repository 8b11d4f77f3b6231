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
    def joined(self) -> str:
        """All units without articles and spaces: «أوز تورك» and «أوزتورك» are one."""
        return "".join(map(_core, self.units))

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
    words = [
        w.strip(".,'’\"()") for w in re.split(r"[\s_]+", re.sub(r"\b(?:al|el)\s+", "al-", text, flags=re.IGNORECASE))
    ]
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
    if _two_names(a, b) or _crossed(a, b) or (_LATIN.search(a) and _other_initial(a, b)):
        return min(near, 0.6)  # two names of their own («سمير», «سامر»), not two spellings
    shared = set(keys(one)) & set(keys(other)) and len(skeleton(one)) > 1
    soft = DamerauLevenshtein.normalized_similarity(a.translate(_SOFT), b.translate(_SOFT))
    return max(near, 0.9 if shared and max(near, soft) >= 0.5 else 0.0)


# Arabic letters that newspapers take for one another in foreign names.
_SOFT = str.maketrans("قغجطصثظذضه", "كككتسسززدا")
_VOWELS = re.compile("[aeiouwy]+")
_VOWEL = {"a": "a", "e": "a", "i": "i", "y": "i", "o": "u", "u": "u", "w": "u"}


def _two_names(a: str, b: str) -> bool:
    """Whether both are known names that are pronounced differently (Samir and Samer, not Joseph and Josef)."""
    known = given_names()
    return a in known and b in known and _sound(known[a]) != _sound(known[b])


def _crossed(a: str, b: str) -> bool:
    """Whether two Arabic words of the same consonants have long vowels that no defective writing explains."""
    if _LATIN.search(a):
        return False
    (one, first), (other, second) = _parted(a), _parted(b)
    return one == other and not _within(first, second) and not _within(second, first)


def _parted(word: str) -> tuple[str, list[tuple[int, str]]]:
    """The consonants of a word, and each long vowel with the number of consonants before it."""
    consonants, vowels = "", []
    for letter in word:
        if letter in "اوي":
            vowels.append((len(consonants), letter))
        else:
            consonants += letter
    return consonants.translate(_SOFT), vowels


def _within(some: list[tuple[int, str]], all_: list[tuple[int, str]]) -> bool:
    return set(some) <= set(all_)


def _sound(latin: str) -> str:
    """How a Latin spelling sounds, roughly: each run of vowels as the class of its first, no letter twice."""
    plain = _VOWELS.sub(lambda m: _VOWEL[m[0][0]], fold(latin).replace("ph", "f"))
    return re.sub(r"(.)\1+", r"\1", plain)


_ALIKE = ("kq", "cj", "cç", "sş", "iy", "ei", "ae", "ou", "sz")


def _other_initial(a: str, b: str) -> bool:
    """Whether two Latin words begin with letters that no spelling takes for one another (Kemal, Cemal)."""
    first = {a[:1], b[:1]}
    return len(first) == 2 and not any(first <= set(pair) for pair in _ALIKE)


@lru_cache(maxsize=65536)
def _core(unit: str) -> str:
    """A unit without article and spaces: «ابو قصره» and «أبوقصرة» are one."""
    words = fold(unit).split()
    words = [w for w in words if w not in {"al", "el", "es", "as"}]
    return "".join(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in words)


def _across(one: str, other: str) -> float:
    best = 0.0
    for a in _readings(one):
        for b in _readings(other):
            if a and b:
                best = max(best, 0.95 if a == b else DamerauLevenshtein.normalized_similarity(a, b) * 0.9)
    return best


def _readings(unit: str) -> tuple[str, ...]:
    """The skeletons of a unit; «ال» at its head may belong to the name («ألكسندر»)."""
    found = keys(_joined(unit))
    return (*found, *(f"L{k}" for k in found)) if unit.startswith("ال") and " " not in unit else found


def family_keys(name: PersonName) -> set[str]:
    """The skeletons of the family name, by which candidates are found."""
    return {k for k in keys(_joined(name.family)) if k}


def full_keys(name: PersonName) -> set[str]:
    """The skeletons of given and family name together, and those with one class left out."""
    if not name.full:
        return set()
    found: set[str] = set()
    for given in _readings(name.given):
        for family in keys(_joined(name.family)):
            found |= {f"{given}-{family}"} | (
                {f"{given}-{f}" for f in _shorter(family)} if len(family) > 2 and family.isalpha() else set()
            )
    return found


def tail_keys(name: PersonName) -> set[str]:
    """The skeletons of the last two units: «نضال الشعار» of «محمد نضال الشعار»."""
    if len(name.units) < 3:
        return set()
    return full_keys(PersonName(name.units[-2:], name.latin))


def _joined(unit: str) -> str:
    words = [w for w in unit.split() if _plain(w) not in _SON]
    if len(words) == 1:
        return words[0]
    return "".join("abd" if w.casefold() in {"abdel", "abdul"} else w.removeprefix("ال") for w in words)


def _shorter(text: str) -> set[str]:
    return {text[:i] + text[i + 1 :] for i in range(len(text))}
