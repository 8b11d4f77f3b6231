"""What a single word shows a tagger: folded form, clitics that may be cut, shape."""

from __future__ import annotations

from functools import lru_cache

from ontology.folding import fold

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
_SHORTEST = 2


@lru_cache(maxsize=131072)
def fold_word(word: str) -> str:
    """The folded word with its parts joined; a mark stays as it is."""
    return fold(word).replace(" ", "") or word


@lru_cache(maxsize=131072)
def stems(word: str) -> tuple[str, ...]:
    """What may be left of a word once clitics are cut: «ولأنقرة» gives لأنقرة, أنقرة; «للشرع» gives الشرع and more.

    The word itself is not among them; nearest to the word first.
    """
    found: list[str] = []
    rests = [word]
    if word[0] in _CONJUNCTIONS and len(word) > _SHORTEST + 1:
        found.append(word[1:])
        rests.append(word[1:])
    for rest in rests:
        if rest.startswith("لل") and len(rest) > _SHORTEST + 2:
            found.append("ال" + rest[2:])
        if rest[0] in _PREPOSITIONS and len(rest) > _SHORTEST + 1:
            found.append(rest[1:])
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=131072)
def shape(word: str) -> str:
    """A word's outer kind: number, Latin, Arabic, mark or a mixture."""
    if word.isdigit():
        return "number" if len(word) != 4 else "year"
    if not any(c.isalnum() for c in word):
        return "mark"
    if word.isascii():
        return "Latin" if word[0].isupper() else "latin"
    return "Arabic" if word.isalpha() else "mixed"
