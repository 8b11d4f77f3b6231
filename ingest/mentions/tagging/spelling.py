"""How words are handed to the network: numbers for the word, its characters and its list marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.mentions.tagging.lexicon import WordLexicon
from ingest.mentions.tagging.words import fold_word, shape, stems

UNKNOWN = 1  # 0 pads
LONGEST = 18
ALPHABET = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچڤگabcdefghijklmnopqrstuvwxyz0.،:؛؟!\"'«»()[]-–/_#@%&+…"
_CHARACTERS = {c: i + 2 for i, c in enumerate(ALPHABET)}


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word in numbers: its place in the vocabulary, its characters, its marks."""

    word: int
    characters: tuple[int, ...]
    marks: tuple[int, ...]


class Speller:
    """Turns words into numbers by a vocabulary of folded words and the marks of a lexicon."""

    def __init__(self, vocabulary: Sequence[str], marks: Sequence[str], lexicon: WordLexicon) -> None:
        self._words: Mapping[str, int] = {w: i + 2 for i, w in enumerate(vocabulary)}
        self._marks: Mapping[str, int] = {m: i + 2 for i, m in enumerate(marks)}
        self._lexicon = lexicon

    def spell(self, word: str) -> Spelling:
        """The word in numbers; where the vocabulary lacks it, what is left behind its clitics stands in."""
        folded = fold_word(word)
        forms = (folded, *stems(folded))
        number = next((self._words[f] for f in forms if f in self._words), UNKNOWN)
        return Spelling(number, characters_of(word), self._marks_of(word, folded))

    def _marks_of(self, word: str, folded: str) -> tuple[int, ...]:
        names = [*self._lexicon.marks_of(word), shape(word)]
        if folded.startswith("ال"):
            names.append("nisba" if folded.endswith(("ي", "يه", "يين", "يون")) else "the")
        return tuple(self._marks[m] for m in names if m in self._marks)


def characters_of(word: str) -> tuple[int, ...]:
    """Numbers of the characters, digits as one; a long word keeps its two ends."""
    if len(word) > LONGEST:
        word = word[: LONGEST // 2] + word[-LONGEST // 2 :]
    return tuple(_CHARACTERS.get("0" if c.isdigit() else c.lower(), 1) for c in word)


def mark_names(lexicon: WordLexicon) -> list[str]:
    """All marks that a word can have with this lexicon, sorted."""
    plain = {m for marks in lexicon.marks.values() for m in marks}
    shapes = {"number", "year", "mark", "Latin", "latin", "Arabic", "mixed", "nisba", "the"}
    return sorted(plain | {f"'{m}" for m in plain} | shapes)
