"""A readable Latin spelling of an Arabic name, after the consonants of ALA-LC without its marks."""

from __future__ import annotations

import re

_LETTERS = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh",
    "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a",
    "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ى": "a",
    "ة": "a", "ء": "", "ؤ": "u", "ئ": "i", "گ": "g", "ڤ": "v", "پ": "p", "چ": "ch", "ژ": "zh",
}  # fmt: skip
_VOWELS = frozenset("aiu")
_MARKS = re.compile(r"[ً-ْٰـ]")
_WHOLE = {
    "بن": "bin",
    "ابن": "ibn",
    "بنت": "bint",
    "أبو": "abu",
    "ابو": "abu",
    "أبي": "abi",
    "عبد": "abd",
    "آل": "al",
    "الله": "allah",
    "من": "min",
    "في": "fi",
    "و": "wa",
}


def romanise(name: str) -> str:
    """The name in Latin letters, each word with a capital; unwritten vowels stay unwritten between consonants."""
    return " ".join(_word(_MARKS.sub("", word)) for word in name.split())


def _word(word: str) -> str:
    if word in _WHOLE:
        return _WHOLE[word].capitalize()
    if word.startswith("ال") and len(word) > 3:
        return "al-" + _spell(word[2:]).capitalize()
    return _spell(word).capitalize()


def _spell(word: str) -> str:
    """Letters one by one; و and ي between consonants are read as the vowels u and i, a run of consonants gets an a."""
    out = ""
    for at, letter in enumerate(word):
        sound = _LETTERS.get(letter, letter)
        if letter in "وي" and at and not (out and out[-1] in _VOWELS) and not _vowel_follows(word, at):
            sound = "u" if letter == "و" else "i"
        elif out and sound and sound[0] not in _VOWELS and letter in _LETTERS and _heavy(out):
            sound = "a" + sound if at < len(word) - 1 or len(out) < 3 else sound
        out += sound
    return out


def _vowel_follows(word: str, at: int) -> bool:
    return at + 1 < len(word) and word[at + 1] in "اأإآىة"


def _heavy(out: str) -> bool:
    """Whether a consonant stands last with none but consonants or the word's edge before it."""
    if out[-1] in _VOWELS or not out[-1].isalpha():
        return False
    return len(out) == 1 or out[-2] not in _VOWELS or out in {"sh", "kh", "gh", "th", "dh"}
