"""Inflected forms of Arabic verbs, nouns and participles, generated from the dictionary form.

Forms are given in light spelling (see `light`): hamza seats and alef maqsura are levelled, which newspapers
mix, but ta marbuta is kept, which tells «وزارة» from «وزاره». Clitics are not part of a form: the look-up
in `ontology.triggers` takes them off the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Tense = Literal["past", "present", "noun", "participle"]

_LEVEL = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ؤ": "و", "ئ": "ي", "ی": "ي", "ک": "ك", "ـ": None}
)
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_WEAK_ENDS = "اي"
_PERSONS = "يتن"  # the first person singular («أستقبل») is spelled like the past in light spelling


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form. `joins`: a pronoun may follow it («التقا» + «ه»); `free`: it stands alone."""

    text: str
    tense: Tense
    free: bool = True
    joins: bool = True
    plural: bool = False


@lru_cache(maxsize=65536)
def light(word: str) -> str:
    """The word without vowel marks and direction marks, with hamza seats levelled and ta marbuta kept."""
    return _MARKS.sub("", word).translate(_LEVEL)


def verb_forms(past: str, present: str) -> Iterator[Form]:
    """All forms of a verb given its third person singular past and present («التقى», «يلتقي»)."""
    yield from _past_forms(light(past))
    yield from _present_forms(light(present))


def noun_forms(noun: str) -> Iterator[Form]:
    """A noun with its accusative, dual and construct forms, singular or broken plural as given."""
    base = light(noun)
    if base.endswith("ة"):
        stem = base[:-1] + "ت"
        yield Form(base, "noun", joins=False)
        yield Form(stem, "noun", free=False)
        for ending in ("ان", "ين"):
            yield Form(stem + ending, "noun", joins=False, plural=True)
        for ending in ("ا", "ي"):
            yield Form(stem + ending, "noun", plural=True)
        return
    yield Form(base, "noun")
    if base.endswith("اء"):
        for seat in "يو":
            yield Form(base[:-1] + seat, "noun", free=False)
    if base[-1] not in "ايءة":
        yield Form(base + "ا", "noun", joins=False)
    for ending in ("ان", "ين"):
        yield Form(base + ending, "noun", joins=False, plural=True)


def participle_forms(accusative: str) -> Iterator[Form]:
    """Gender and number forms of an active participle given as a circumstance («مشيدا»)."""
    stem = light(accusative).removesuffix("ا")
    for ending in ("", "ا", "ة"):
        yield Form(stem + ending, "participle", joins=not ending)
    yield Form(stem + "ت", "participle", free=False)
    for ending in ("ين", "ان", "ون", "ات", "تين", "تان"):
        yield Form(stem + ending, "participle", plural=True)


def _past_forms(past: str) -> Iterator[Form]:
    if past[-1] in _WEAK_ENDS and len(past) > 2 and not _ends_in_hamza(past):
        yield from _defective_past(past)
        return
    hollow = len(past) >= 3 and past[-2] == "ا" and past[-1] not in _WEAK_ENDS and _is_hollow(past)
    short = past[:-2] + past[-1] if hollow else past
    yield Form(past, "past")
    for ending in ("ت", "ا", "تا"):
        yield Form(past + ending, "past", plural=ending != "ت")
    yield Form(past + "وا", "past", joins=False, plural=True)
    yield Form(past + "و", "past", free=False, plural=True)
    for ending in ("نا", "ت", "ن"):
        yield Form(short + ending, "past", plural=ending != "ت")


def _ends_in_hamza(past: str) -> bool:
    """«هنأ» in light spelling is «هنا»: its last letter is a radical, not a weak ending."""
    return past in {"هنا", "بدا", "انبا"}


def _is_hollow(past: str) -> bool:
    """Middle alef is weak in «زار», «أدان», «اختار», but belongs to no pattern of «قاتل» (alef after the first)."""
    return len(past) == 3 or past.startswith(("ا", "است"))


def _defective_past(past: str) -> Iterator[Form]:
    stem = past[:-1]
    yield Form(past, "past", joins=False)
    yield Form(stem + "ا", "past", free=past.endswith("ا"))
    yield Form(stem + "ي", "past", free=True, joins=False)
    yield Form(stem + "ت", "past")
    yield Form(stem + "تا", "past", plural=True)
    yield Form(stem + ("يا" if past.endswith("ي") else "وا"), "past", plural=True)
    yield Form(stem + "وا", "past", joins=False, plural=True)
    yield Form(stem + "و", "past", free=False, plural=True)
    for ending in ("ينا", "يت", "ين"):
        yield Form(stem + ending, "past", plural=ending != "يت")


def _present_forms(present: str) -> Iterator[Form]:
    rest = present[1:]
    for person in _PERSONS:
        base = person + rest
        weak = base[-1] in "ايو"
        stem = base[:-1] if weak else base
        yield Form(base, "present", joins=True)
        if weak:
            yield Form(stem, "present", joins=False)
            yield Form(stem + "ا", "present", free=False)
            yield Form(stem + "يان", "present", plural=True)
            yield Form(stem + "يا", "present", plural=True)
        elif len(base) >= 4 and base[-2] in "اوي":
            yield Form(base[:-2] + base[-1], "present")
        for ending in ("ان", "ون", "ا"):
            yield Form(stem + ending, "present", plural=True)
        yield Form(stem + "وا", "present", joins=False, plural=True)
        yield Form(stem + "و", "present", free=False, plural=True)
