"""Which language a text is in, as far as this reader has to know: Arabic, or what else."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

_LETTERS = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000  # words are enough to tell
_ARABIC_SCRIPT = re.compile("[\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Letters that standard Arabic lacks, and small words, of the languages that share a script.
_OWN_LETTERS = {
    "fa": frozenset("پچژگکی"),
    "ur": frozenset("ٹڈڑںےہھکیگپچ"),
    "ckb": frozenset("ڕێۆڵەڤپچژگکی"),
    "ug": frozenset("ەېۇۆۈۋڭ"),
    "ps": frozenset("ټډړښځڅېۍ"),
}
_WORDS = {
    "ar": _words("في من على إلى الى أن ان التي الذي عن مع هذا هذه كان كانت قال وقال بعد قد لا ما هو هي ذلك بين كما ثم"),
    "fa": _words("و در به از که این را با است برای آن یک خود تا بر بود شد شده می های کرد"),
    "ur": _words("کے کی میں ہے اور سے کا کو نے پر کہ ہیں اس بھی تھا گیا"),
    "ckb": _words("لە بە و بۆ کە ئەو لەگەڵ ئەم کرد دەکات هەر بوو ئەوە"),
    "ps": _words("د په او چې کې ته له دی یې سره"),
    "ug": _words("ۋە بۇ بىلەن ئۇ بىر ئۈچۈن"),
    "en": _words("the of and to in a that is was for on with as by at from said has"),
    "tr": _words("ve bir bu ile için da de olarak olan daha çok en ise gibi sonra kadar dedi"),
    "fr": _words("le la les de des et en un une du que qui dans pour sur est par au"),
    "de": _words("der die das und in den von zu mit ist des ein eine für auf nicht"),
    "es": _words("el la los de que y en un una por con para se del las"),
    "ku": _words("û li ji bi ku di de ye ev bo wî jî ew hat"),
}
_SCRIPTS = (
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
)
_LATIN_LANGUAGES = ("en", "tr", "fr", "de", "es", "ku")
_ARABIC_LANGUAGES = ("ar", "fa", "ur", "ckb", "ps", "ug")


def language_of(text: str) -> str | None:
    """A language code (`ar`, `fa`, `ur`, `ckb`, `ps`, `ug`, `en`, `tr`, …), `und` where unsure, None without letters."""
    words = [m[0].casefold() for m in islice(_LETTERS.finditer(text), _SAMPLE)]
    letters = Counter("".join(words))
    total = sum(letters.values())
    if not total:
        return None
    if _count(_ARABIC_SCRIPT, letters) >= total / 2:
        return _of_arabic_script(words, letters)
    if _count(_LATIN, letters) >= total / 2:
        return _by_words(words, _LATIN_LANGUAGES) or "und"
    return next((code for code, script in _SCRIPTS if _count(script, letters) >= total / 2), "und")


def _count(script: re.Pattern[str], letters: Counter[str]) -> int:
    return sum(n for letter, n in letters.items() if script.match(letter))


def _of_arabic_script(words: list[str], letters: Counter[str]) -> str:
    """Arabic, unless letters that it lacks are common and another language's small words agree."""
    script = _count(_ARABIC_SCRIPT, letters)
    shares = {code: sum(letters[c] for c in own) / script for code, own in _OWN_LETTERS.items()}
    if max(shares.values()) < 0.02:
        return "ar"
    known = _by_words(words, _ARABIC_LANGUAGES)
    if known:
        return known
    code = max(shares, key=lambda c: shares[c])
    return code if shares[code] > 0.05 else "ar"


def _by_words(words: list[str], codes: tuple[str, ...]) -> str | None:
    counts = {code: sum(w in _WORDS[code] for w in words) for code in codes}
    best = max(codes, key=lambda c: counts[c])
    return best if counts[best] >= max(1, len(words) // 50) else None
