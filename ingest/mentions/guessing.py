"""Names that no list holds and the tagger does not tell: read from where they stand and from their form."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from ingest.mentions.name_words import TANWIN, TIES, is_name_word, is_particle, plausible
from ingest.mentions.parts import View, Word
from ingest.mentions.words import cuts, read_word
from ontology.nouns import common_words

_SURE = 0.9
_UNSURE = 0.93
_NEARLY = 0.97
_LONGEST = 3  # words of a name that nothing but its place gives away
_SHORTEST = 3  # letters of a first name behind its «و»
_VERBAL = "يت"  # letters that begin a verb in the present


def guessed_end(view: View, first: int, *, least: int = 1) -> int | None:
    """Where a name of unknown words ends that begins at word `first`, or None for fewer than `least` words."""
    last = first
    while last < len(view) and last - first < _LONGEST and _goes_on(view, first, last):
        if last > first and _joins(view.words[last]):
            break
        last += 1
    return last if last - first >= least else None


def _goes_on(view: View, first: int, at: int) -> bool:
    word = view.words[at]
    match = view.known.get(at)
    if match and match.values[0].type in {"Country", "Place"} and not is_name_word(word.token.norm):
        return False
    if at > first + 1 and word.reading.definite and word.probability >= _NEARLY and not is_name_word(word.token.norm):
        return False
    if may_be_name(word, begins=at == first):
        return True
    return opens(word) and _named_behind(view, at) if at == first else _doubtful(word)


def _named_behind(view: View, at: int) -> bool:
    """Whether the word behind an unknown one is part of a name, so that both are: «خليدة تومي»."""
    if at + 1 >= len(view):
        return False
    word = view.words[at + 1]
    if word.reading.prefix and word.reading.known:
        return False
    likely = is_name_word(word.token.norm) or word.probability < _NEARLY
    return word.kind == "PER" or (likely and may_be_name(word, begins=False))


def _doubtful(word: Word) -> bool:
    """Whether the tagger nearly took an unknown word for a name, whatever its ending."""
    return word.probability < _SURE and opens(word)


def opens(word: Word) -> bool:
    """Whether an unknown word may begin a name although its ending is that of a noun: «خليدة», «هانا»."""
    norm, text = word.token.norm, word.token.text
    if word.mark or word.reading.known or word.reading.definite or not text[0].isalpha() or len(norm) < 2:
        return False
    if is_particle(word) or TANWIN in text or word.kind in {"LOC", "ORG", "MISC"}:
        return False
    if norm[0] in _VERBAL and word.probability >= _SURE:
        return False
    return not any(rest in common_words() for _, rest in cuts(norm))


def may_be_name(word: Word, *, begins: bool) -> bool:
    """Whether a word where a name is expected may be one, first or later in it."""
    if word.mark or word.reading.known or not word.token.text[0].isalpha():
        return False
    doubtful = word.probability < _SURE and is_name_word(word.token.norm)
    drawn_in = begins and word.tag in {"I-ORG", "I-LOC"}  # behind an office that ends with a body
    if word.kind in {"LOC", "ORG", "MISC"} and not (doubtful or drawn_in or (word.tag[:2] == "I-" and not begins)):
        return False
    if is_particle(word):
        return False
    if word.token.norm in TIES or is_name_word(word.token.norm):
        return True
    if not plausible(word) or (word.reading.definite and begins and word.probability >= _SURE):
        return False
    if any(rest in common_words() for _, rest in cuts(word.token.norm)[:2]):
        return False
    return word.kind == "PER" or word.token.norm[0] not in _VERBAL or word.probability < _UNSURE


def foreign(word: Word, names: AbstractSet[str]) -> bool:
    """Whether a word that no list holds may be the second part of a name: no article, no clitic, no other's name."""
    norm = word.token.norm
    if word.mark or word.tag != "O" or word.reading.known or word.reading.definite or norm in names:
        return False
    if norm[0] in "بل" and word.token.text.endswith(("ة", "ه")):
        return False
    cut = any(rest in common_words() or rest in names for _, rest in cuts(norm))
    return not cut and norm[0] not in _VERBAL and not is_particle(word) and TANWIN not in word.token.text


def joined_end(view: View, at: int) -> int | None:
    """Where a name of two words or three ends that «و» joins to one before it, or None: its words must be unknown."""
    word = view.words[at]
    rest = word.token.norm[1:]
    if word.reading.known or word.kind in {"LOC", "ORG"} or len(rest) < _SHORTEST or word.reading.definite:
        return None
    if (
        any(form in common_words() for form in (word.token.norm, rest))
        or read_word(rest).known
        or TANWIN in word.token.text
    ):
        return None
    last = at + 1
    while last < len(view) and last - at < _LONGEST and _follows(view.words[last]):
        last += 1
    unsure = any(w.probability < _NEARLY or is_name_word(w.token.norm) for w in view.words[at + 1 : last])
    named = is_name_word(rest) or word.probability < _NEARLY
    return last if last - at > 1 and unsure and named else None


def _follows(word: Word) -> bool:
    return not _joins(word) and (may_be_name(word, begins=False) or _doubtful(word))


def _joins(word: Word) -> bool:
    """Whether «و» joins the word to what comes before, so that it is no further part of one name."""
    norm = word.token.norm
    return norm[0] == "و" and len(norm) > _SHORTEST + 1 and not is_name_word(norm)
