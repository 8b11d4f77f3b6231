"""One unit of a name in its comparable forms: the core within a script, the consonant skeleton across scripts."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.identity.skeleton import keys
from ontology.folding import fold

LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
SONS = ("بن", "ابن", "bin", "ibn")
_LATIN_ARTICLES = frozenset(
    ["al", "el", "as", "es", "ash", "esh", "ad", "ed", "an", "en", "ar", "er", "at", "et", "az", "ez"]
)
# «عبدالقادر», «ضياءالدين», «أبوالنصر» are written as one word too: the article within falls away as between words.
_GLUED = ((re.compile("^(عبد)ال(?=.{2})"), r"\1"), (re.compile("^(ابو|ام)ال(?=.{3})"), r"\1"), (re.compile("(?<=..)ال(دين|اسلام)$"), r"\1"))  # fmt: skip
_LONG = re.compile("([اوي])\\1+")
_SERVANT = re.compile(r"^abd(?:[aeiu]l|[aeiu](?=([rsdnzt])\1))?(?=\w{2})")
_FAITH = re.compile(r"(?<=\w\w)[aeiu]?(?:dd|tt)[iy]?[ei]?ne?$")


def is_rooted(unit: str) -> bool:
    """Whether a written hamza says that the «ال» at the head belongs to the name («إلهام»)."""
    return unit.startswith("أل")


@lru_cache(maxsize=65536)
def core(unit: str, *, whole: bool = False) -> str:
    """A unit without article and spaces: «ابو قصره» and «أبوقصرة» are one.

    A final «ة», «ه», «ا», «اء» is one ending. `whole` keeps an article at the head.
    """
    plain = fold(unit)
    if LATIN.search(plain):
        return _latin_core(plain)
    words = plain.split()
    for pattern, kept in _GLUED:
        words = [pattern.sub(kept, w) for w in words]
    head = words[0] if words else ""
    if not whole and not is_rooted(unit) and head.startswith("ال") and len(head) > 4:
        words[0] = head[2:]
    parts = words[:1] + [w[2:] if w.startswith("ال") and len(w) > 3 else w for w in words[1:]]
    return "".join(map(_ending, parts))


def _ending(word: str) -> str:
    word = word.replace("ء", "") if len(word) > 3 else word
    word = word[:-1] + "ا" if word.endswith("ه") and len(word) > 2 else word
    return _LONG.sub(r"\1", word)


def _latin_core(plain: str) -> str:
    kept = "".join(w for w in plain.split() if w not in _LATIN_ARTICLES) or plain
    return _FAITH.sub("din", _SERVANT.sub("abd", kept))


@lru_cache(maxsize=65536)
def readings(unit: str) -> tuple[str, ...]:
    """The consonant skeletons of a unit, its words as one; «ال» at its head may belong to the name («ألكسندر»)."""
    words = [w for w in unit.split() if fold(w) not in SONS]
    if not LATIN.search(unit):
        spelled_as = core(" ".join(words)) if words else ""
        found = keys("أ" + spelled_as[1:] if is_rooted(unit) else spelled_as) if words else ()
        own = len(words) == 1 and words[0].startswith("ال")
        return (*found, *(f"L{k}" for k in found)) if own else found
    return keys("-".join(w for w in words if fold(w) not in _LATIN_ARTICLES)) if words else ()
