"""Personal names taken apart: given and family name, honorifics off, compounds as one unit; their search keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from graph.identity.skeleton import collapsed
from graph.identity.spelling import LATIN, core, readings
from ontology.folding import fold
from ontology.gazetteer import given_names
from ontology.tables import rows

_JOIN_NEXT = {"عبد", "ابو", "ابي", "ابا", "بو", "ام", "بن", "ابن", "ال", "abu", "ebu", "abdul", "abdel", "abd", "bin", "ibn", "von", "de", "le", "da", "van", "dos"}  # fmt: skip
_JOIN_BEFORE = {"اوغلو", "اغلو", "الدين", "الله", "زاده", "oglu", "allah"}
_ALWAYS = ("سيد", "شيخ", "ملك", "جنرال", "ركن")  # honorifics even where they are listed as names


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
    def cores(self) -> tuple[str, ...]:
        """The units in their comparable form."""
        return tuple(map(core, self.units))

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
    latin = bool(LATIN.search(text))
    words = _latin_words(text) if latin else _arabic_words(text)
    units = _units(_unadorned(words))
    return PersonName(tuple(units), latin) if units else None


def _latin_words(text: str) -> list[str]:
    words = [
        w.strip(".,'’\"()") for w in re.split(r"[\s_]+", re.sub(r"\b(?:al|el)\s+", "al-", text, flags=re.IGNORECASE))
    ]
    return [w for w in words if len(w) > 1 or not w.isalpha()]


_ROOT_ALIF = re.compile("^[أإآ]ل(?=.{2})")


def _arabic_words(text: str) -> list[str]:
    """Folded words; a hamza that is written marks an «ال» that belongs to the name («إلهام», «ألطون»)."""
    words: list[str] = []
    for word in text.split():
        plain = fold(word).split()
        if plain and _ROOT_ALIF.match(word) and len(plain[0]) > 3:
            plain[0] = "أ" + plain[0][1:]
        words += plain
    return words


def _unadorned(words: list[str]) -> list[str]:
    """The words without what stands before a name: ranks, courtesies, and any noun with the article."""
    first = 0
    while first < len(words) - 1:
        if first < len(words) - 2 and fold(" ".join(words[first : first + 2])) in honorifics():
            first += 2
        elif _honours(words[first]) or (first < len(words) - 2 and _describes(words[first])):
            first += 1
        else:
            break
    return words[first:]


def _describes(word: str) -> bool:
    """Whether a word with the article, as two names follow it, is no name («الإعلامي فيصل القاسم»)."""
    return word.startswith("ال") and len(word) > 3 and not {word, word[2:]} & given_names().keys()


def _honours(word: str) -> bool:
    """Whether a word is a rank or courtesy and no given name («العماد جميل», not «عماد جميل»)."""
    plain = fold(word)
    return plain in honorifics() and (plain.startswith("ال") or plain not in given_names() or plain in _ALWAYS)


def _units(words: list[str]) -> list[str]:
    units: list[str] = []
    joining = False
    for word in words:
        plain = fold(word)
        if units and (joining or plain in _JOIN_BEFORE):
            units[-1] += " " + word
        elif plain:
            units.append(word)
        joining = plain in _JOIN_NEXT
    return units


def drops_last(name: PersonName) -> bool:
    """Whether newspapers drop the last part: a clan («آل سعود»), or what follows a father's name («بن راشد»)."""
    heads = {"بن", "ابن", "bin", "ibn"}
    return len(name.units) > 2 and (
        name.units[-1].split()[0].casefold() in {"ال", "al"} or name.units[1].split()[0].casefold() in heads
    )


def family_keys(name: PersonName) -> set[str]:
    """The skeletons of the family name, by which candidates are found."""
    return {k for k in readings(name.family) if k}


def exact_keys(name: PersonName) -> set[str]:
    """The skeletons of given and family name together."""
    return {f"{g}-{f}" for g in readings(name.given) for f in readings(name.family)} if name.full else set()


def full_keys(name: PersonName) -> set[str]:
    """The skeletons of given and family name together, and those with one class left out."""
    if not name.full:
        return set()
    found = exact_keys(name)
    for family in readings(name.family):
        if len(family) > 2 and family.isalpha():
            found |= {f"{given}-{f}" for given in readings(name.given) for f in _shorter(family)}
    return found


def whole_keys(name: PersonName) -> set[str]:
    """The skeletons of all units as one word: «غلام رضا جوادي» and «غلامرضا جوادي» share it."""
    if not name.full:
        return set()
    parts = product(*(readings(unit)[:2] for unit in name.units[:4]))
    return {key for found in parts if len(key := collapsed("".join(found))) > 3}


def tail_keys(name: PersonName) -> set[str]:
    """The skeletons of the last two units: «نضال الشعار» of «محمد نضال الشعار»."""
    if len(name.units) < 3:
        return set()
    return full_keys(PersonName(name.units[-2:], name.latin))


def _shorter(text: str) -> set[str]:
    return {text[:i] + text[i + 1 :] for i in range(len(text))}
