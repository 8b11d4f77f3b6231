"""How alike two units of names are: other spellings and other scripts of one name against two names."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from graph.identity.skeleton import SILENT, skeleton
from graph.identity.spelling import LATIN, core, is_rooted, readings
from ontology.folding import fold
from ontology.tables import rows

TWO_NAMES = 0.6
"""The most that two names of their own reach, however alike they look («سمير», «سامر»)."""


@lru_cache(maxsize=262144)
def likeness(one: str, other: str) -> float:
    """How alike two units are, 0..1: 1 for one folded form, by edits within a script, by skeleton across scripts."""
    rooted = is_rooted(one) or is_rooted(other)
    a, b = core(one, whole=rooted), core(other, whole=rooted)
    if a == b:
        return 1.0
    if bool(LATIN.search(a)) != bool(LATIN.search(b)):
        return _across(one, other)
    near = DamerauLevenshtein.normalized_similarity(a, b)
    if LATIN.search(a):
        return _latin(one, other, near)
    if _one_name(one, other):
        return max(near, 0.95)
    inner = _compound(one, other)
    if inner is not None:
        return max(inner, near) if inner > TWO_NAMES else min(inner, near)
    if _two_names(one, other) or _other_sound(a, b) or _crossed(a, b) or _two_patterns(one, other) or _feminine(a, b):
        return min(near, TWO_NAMES)
    soft = DamerauLevenshtein.normalized_similarity(a.translate(_SOFT), b.translate(_SOFT))
    return max(near, 0.9 if _one_skeleton(one, other) and max(near, soft) >= 0.5 else 0.0)


def _one_skeleton(one: str, other: str) -> bool:
    shared = set(readings(one)) & set(readings(other))
    return any(len(k) > 1 for k in shared)


# -- within Arabic ----------------------------------------------------------------------------------------------------

# Arabic letters that newspapers take for one another in foreign names.
_SOFT = str.maketrans("قغجطصثظذضه", "كككتسسززدا")
_HEADS = {"ابو": "ابو", "ابي": "ابو", "ابا": "ابو", "بو": "ابو", "ام": "ام", "عبد": "عبد", "بن": "بن", "ابن": "بن"}
_GLUED_HEAD = re.compile("^(ابو|عبد)(?=.{3})")


def _compound(one: str, other: str) -> float | None:
    """The likeness of what follows «أبو», «عبد», «بن» in both; None where that is not so."""
    (head, rest), (head2, rest2) = _headed(one), _headed(other)
    if not head or head != head2:
        return None
    if head != "عبد":
        return likeness(rest, rest2)
    # God's names have one spelling, but for a long a that old writing leaves out («الرحمان», «الرحمن»).
    short, short2 = rest.replace("ا", ""), rest2.replace("ا", "")
    return 0.95 if short == short2 and len(short) > 2 else TWO_NAMES


def _headed(unit: str) -> tuple[str, str]:
    words = fold(unit).split()
    if len(words) > 1 and words[0] in _HEADS:
        return _HEADS[words[0]], core(" ".join(words[1:])) if words[0] != "عبد" else core(unit)[3:]
    whole = core(unit)
    found = _GLUED_HEAD.match(whole)
    return (found[1], whole[3:]) if found else ("", "")


@cache
def _spelled() -> dict[str, frozenset[str]]:
    """The Latin spellings of each known personal name, by its core."""
    found: dict[str, set[str]] = {}
    for row in rows("given_names.csv"):
        found.setdefault(core(row["ar"]), set()).add(fold(row["latin"]).replace("ph", "f"))
    return {name: frozenset(spelled) for name, spelled in found.items()}


@cache
def _sounds() -> dict[str, frozenset[str]]:
    """How each known personal name may sound, by its core."""
    return {name: frozenset(map(_sound, spelled)) for name, spelled in _spelled().items()}


def _one_name(one: str, other: str) -> bool:
    """Whether both are known spellings of one name (Joseph: «جوزيف», «جوزاف»)."""
    a, b = _spelled().get(core(one)), _spelled().get(core(other))
    return a is not None and b is not None and not a.isdisjoint(b)


def _two_names(one: str, other: str) -> bool:
    """Whether both are known names that are pronounced differently (Samir and Samer, not Joseph and Josef)."""
    a, b = _sounds().get(core(one)), _sounds().get(core(other))
    return a is not None and b is not None and not a & b


_VOWELS = re.compile("[aeiouwy]+")
_VOWEL = {"a": "a", "e": "a", "i": "i", "y": "i", "o": "u", "u": "u", "w": "u"}


def _sound(latin: str) -> str:
    """How a Latin spelling sounds, roughly: each run of vowels as the class of its first, no letter twice."""
    plain = _VOWELS.sub(lambda m: _VOWEL[m[0][0]], fold(latin))
    return re.sub(r"(.)\1+", r"\1", plain)


def _crossed(a: str, b: str) -> bool:
    """Whether two Arabic words of the same consonants have long vowels that no defective writing explains."""
    (one, first), (other, second) = _parted(a), _parted(b)
    if one != other or _swapped(a, b):
        return False
    return not set(first) <= set(second) and not set(second) <= set(first)


# Consonant classes that newspapers write for one another in foreign names: ch, v, soft c, th, final d.
_EXCHANGED = frozenset(map(frozenset, ("KX", "SX", "BF", "KH", "KS", "TD", "ST", "SD", "KN")))


def _other_sound(a: str, b: str) -> bool:
    """Whether two words differ in one consonant that no spelling takes for the other («جربان», «جرمان»)."""
    one, other = skeleton(a), skeleton(b)
    if len(one) != len(other) or len(one) < 2:
        return False
    unlike = [{x, y} for x, y in zip(one, other, strict=True) if x != y]
    return len(unlike) == 1 and frozenset(unlike[0]) not in _EXCHANGED


def _swapped(a: str, b: str) -> bool:
    """Whether only the «ي» or «و» after a foreign cluster moved («دميتري», «ديمتري»)."""
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    pair, turned = a[at : at + 2], b[at : at + 2][::-1]
    return (
        at == 1 and len(a) == len(b) > 4 and pair == turned and a[at + 2 :] == b[at + 2 :] and bool({*pair} & {*"يو"})
    )


def _parted(word: str) -> tuple[str, list[tuple[int, str]]]:
    """The consonants of a word, and each long vowel with the number of consonants before it."""
    consonants, vowels = "", []
    for at, letter in enumerate(word):
        if letter in "اوي" and (at or letter == "ا"):
            vowels.append((len(consonants), letter))
        else:
            consonants += letter
    return consonants.translate(_SOFT), vowels


def _two_patterns(one: str, other: str) -> bool:
    """Whether one Arabic root stands with and without a long vowel («جبر», «جابر»; «طعمة», «طعيمة»).

    Arabic writes its long vowels; only foreign names («قراجة», «قرجة») are written with and without them.
    """
    a, b = (_without_ending(core(unit)) for unit in (one, other))
    (root, first), (same, second) = _parted(a), _parted(b)
    if root != same or len(root) != 3 or bool(first) == bool(second):
        return False
    known = (first or second) == [(1, "ا")] and not _sounds().keys().isdisjoint({a, b})
    return known or any(_ARABIC_ONLY.search(fold(unit)) for unit in (one, other))


_ARABIC_ONLY = re.compile("^ال|[حعضظثذ]")


def _without_ending(word: str) -> str:
    return word[:-1] if word[-1:] in {"ي", "ا"} and len(word) > 3 else word


def _feminine(a: str, b: str) -> bool:
    """Whether one is the other with the ending of a woman's name («أمين», «أمينة»)."""
    short, long = sorted((a, b), key=len)
    return len(short) > 2 and long == short + "ا"


# -- within Latin letters ---------------------------------------------------------------------------------------------

_ALIKE = ("kq", "cj", "cç", "sş", "iy", "ei", "ae", "ou", "sz", "vw")
_INITIALS = (("kh", "h"), ("sh", "s"), ("ch", "c"), ("gh", "g"), ("dj", "c"), ("dh", "z"), ("th", "s"))


def _latin(one: str, other: str, near: float) -> float:
    """English and Turkish spellings: vowels may change their colour, but not come or go at the end."""
    a, b = core(one), core(other)
    if _initial(a) != _initial(b) and not any({_initial(a), _initial(b)} <= set(pair) for pair in _ALIKE):
        return min(near, TWO_NAMES)
    short, long = sorted((a, b), key=len)
    if long.startswith(short) and len(short) > 2 and _shape(a) != _shape(b):
        return min(near, TWO_NAMES)
    return max(near, 0.9 if _one_skeleton(one, other) and _shape(a) == _shape(b) else 0.0)


def _initial(word: str) -> str:
    return next((letter for pair, letter in _INITIALS if word.startswith(pair)), word[:1])


def _shape(word: str) -> str:
    """The pattern of consonants and vowels: Selim and Salim are alike, Selma is not."""
    plain = re.sub("[kcsgdt]h", "c", word.removesuffix("h"))
    return re.sub(
        r"(.)\1+", r"\1", re.sub("[^aeiouyı]", "c", re.sub("[aeiouyı]+", "a", re.sub(r"(.)\1", r"\1", plain)))
    )


# -- across scripts ---------------------------------------------------------------------------------------------------


def _across(one: str, other: str) -> float:
    best = 0.0
    for a in readings(one):
        for b in readings(other):
            if a and b:
                best = max(best, 0.95 if a == b else DamerauLevenshtein.normalized_similarity(a, b) * 0.9)
    return min(best, 0.8) if _other_gender(one, other) else best


def _other_gender(one: str, other: str) -> bool:
    """Whether only one of two spellings ends in the a of a woman's name («سليم», Selma)."""
    latin, arabic = (core(one), core(other)) if LATIN.search(one) else (core(other), core(one))
    if len(arabic) < 3 or SILENT.search(latin):
        return False
    sounded = latin.removesuffix("h")
    return (
        sounded.endswith("a") != (arabic[-1] in "اهيى") and sounded[-1:] not in "eiıouöüyw" and arabic[-1] not in "وعيى"
    )
