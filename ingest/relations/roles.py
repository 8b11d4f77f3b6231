"""Words that name an office or a country."""

from __future__ import annotations

from functools import lru_cache

from ingest.mentions.words import read_word
from ingest.relations.parties import opening
from ontology.countries import country_named, nisba
from ontology.folding import fold


@lru_cache(maxsize=65536)
def is_role(word: str) -> bool:
    """Whether a word, clitics aside, is a noun for an office, in any number («رئيسا», «ووزيرة»)."""
    return read_word(fold(word)).noun("roles") is not None and not opening(word)[0]


@lru_cache(maxsize=4096)
def of_country(word: str) -> bool:
    """Whether a word behind its و names a country or a nationality."""
    return nisba(word[1:]) is not None or country_named(word[1:]) is not None
