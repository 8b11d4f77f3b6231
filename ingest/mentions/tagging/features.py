"""The features of the CRF: strings that depend on one word and its distance, so that each word is looked at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ingest.mentions.tagging.lexicon import WordLexicon
from ingest.mentions.tagging.words import fold_word, shape, stems

REACH = 2
_EDGE = ("<edge>",)


class FeatureReader:
    """Reads the features of words; holds a cache of the words it has seen."""

    def __init__(self, lexicon: WordLexicon) -> None:
        self.lexicon = lexicon
        self.of_word = lru_cache(maxsize=60000)(self._of_word)

    def __call__(self, words: Sequence[str]) -> list[list[str]]:
        """The features of each word of a sentence."""
        rows = [self.of_word(w) for w in words]
        edge = self._edges()
        padded = [edge] * REACH + rows + [edge] * REACH
        return [[feature for d in range(2 * REACH + 1) for feature in padded[i + d][d]] for i in range(len(rows))]

    def _edges(self) -> tuple[tuple[str, ...], ...]:
        return tuple((f"{d}<edge>",) for d in range(2 * REACH + 1))

    def _of_word(self, word: str) -> tuple[tuple[str, ...], ...]:
        """What the word shows at each distance, from two words after it to two words before it."""
        core, near = self._core(word), self._near(word)
        far = near[:1] + [f for f in near if f[0] in "mk"]
        out = []
        for d in range(2 * REACH + 1):
            base = core if d == REACH else near if abs(d - REACH) == 1 else far
            out.append(tuple(f"{d}{f}" for f in base))
        return tuple(out)

    def _near(self, word: str) -> list[str]:
        folded = fold_word(word)
        found = [f"w{folded}", f"s{shape(word)}", f"a{folded[:3]}", f"z{folded[-3:]}"]
        found += [f"m{m}" for m in self.lexicon.marks_of(word)]
        found += [f"k{level}:{c}" for level, c in enumerate(self.lexicon.clusters_of(word))]
        if folded.startswith("ال"):
            found.append("y" + ("nisba" if folded.endswith(("ي", "يه", "يين", "يون")) else "the"))
        return found

    def _core(self, word: str) -> list[str]:
        folded = fold_word(word)
        found = self._near(word)
        found += [f"p{folded[:n]}" for n in range(1, 6) if len(folded) > n]
        found += [f"e{folded[-n:]}" for n in range(1, 6) if len(folded) > n]
        found += [f"o{word}", f"l{min(len(folded), 9)}"]
        for stem in stems(folded):
            found += [f"t{stem}", f"tp{stem[:3]}", f"tp{stem[:4]}"]
        return found
