"""A readable Latin spelling of an Arabic name: known words by the list of names, the rest letter by letter."""

from __future__ import annotations

import re
from functools import lru_cache

from ontology.folding import fold
from ontology.gazetteer import given_names

# After ALA-LC without its marks; vowels in their long letters.
_LETTERS = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh",
    "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a",
    "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ى": "a",
    "ة": "a", "ء": "", "ؤ": "u", "ئ": "i", "گ": "g", "ڤ": "v", "پ": "p", "چ": "ch", "ژ": "zh", "ک": "k", "ی": "y",
}  # fmt: skip
_VOWELS = frozenset("aiu")
_MARKS = re.compile(r"[ً-ْٰـ]")
_WHOLE = {"بن": "bin", "بنت": "bint", "أبو": "Abu", "ابو": "Abu", "أبي": "Abi", "عبد": "Abd", "آل": "Al", "الله": "Allah", "و": "wa", "في": "fi"}  # fmt: skip


def romanise(name: str) -> str:
    """The name in Latin letters, each word with a capital."""
    return " ".join(_word(_MARKS.sub("", word)) for word in name.split())


@lru_cache(maxsize=8192)
def _word(word: str) -> str:
    if word in _WHOLE:
        return _WHOLE[word]
    if word.startswith("ال") and len(word) > 3:
        return "al-" + _word(word[2:])
    known = given_names().get(fold(word), "")
    return known if known.isascii() and known.isalpha() else _capital(_spell(word))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _spell(word: str) -> str:
    """Letters one by one, then the short vowels that writing leaves out between consonants."""
    sounds: list[str] = []
    for at, letter in enumerate(word):
        sound = _LETTERS.get(letter, letter)
        after_vowel = bool(sounds) and sounds[-1] in _VOWELS
        if letter in "وي" and at and not after_vowel and not (at + 1 < len(word) and word[at + 1] in "اأآىة"):
            sound = "u" if letter == "و" else "i"
        if sound and not (sound in _VOWELS and after_vowel and letter in "عا"):
            sounds.append(sound)
    return "".join(_vowelled(sounds))


def _vowelled(sounds: list[str]) -> list[str]:
    """«fhd» gives «fahd», «mhmd» «mahmad», «slym» «salim»; after a long vowel «salm» gives «salim»."""
    out: list[str] = []
    run = 0  # consonants since the last vowel
    for at, sound in enumerate(sounds):
        if sound in _VOWELS or not sound.isalpha():
            run = 0
        else:
            run += 1
            begins = at + 1 == run  # the run stands at the beginning of the word
            closes = at + 1 == len(sounds)
            if run == 2 and begins:
                out.append("a")
            elif run == 2 and closes and not begins:
                out.append("i")
            elif run > 2 and run % 2 == int(not begins):
                out.append("a")
        out.append(sound)
    return out
