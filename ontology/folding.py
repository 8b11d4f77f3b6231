"""Folding of Arabic and Latin spellings to one comparable form."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from camel_tools.utils.dediac import dediac_ar
from camel_tools.utils.normalize import (
    normalize_alef_ar,
    normalize_alef_maksura_ar,
    normalize_teh_marbuta_ar,
    normalize_unicode,
)

# What camel-tools leaves apart and newspapers mix: hamza seats, and Persian letters for foreign sounds.
_SEATS = str.maketrans({"ؤ": "و", "ئ": "ي", "گ": "ك", "ڤ": "ف", "پ": "ب", "چ": "ج", "ک": "ك", "ی": "ي", "ـ": None})
_APART = re.compile(r"[^\w]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text without diacritics, hamza, case, punctuation or spacing variants: «أبو قصرة» gives «ابو قصره»."""
    text = dediac_ar(normalize_unicode(text))
    text = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(text)))
    text = "".join(c for c in unicodedata.normalize("NFKD", text.translate(_SEATS)) if not unicodedata.combining(c))
    return _APART.sub(" ", text).strip().casefold()


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The folded text with the article «ال» taken off every word: «الشيباني» gives «شيباني»."""
    return " ".join(t[2:] if t.startswith("ال") and len(t) > 4 else t for t in fold(text).split())
