"""The features of the CRF: strings that depend on one word and its distance, so that each word is looked at once."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.mentions.tagging.lexicon import WordLexicon
from ingest.mentions.tagging.words import fold_word, shape, stems

REACH = 2
EDGE = "<edge>"
SPAN = 2 * REACH + 1  # places of a window: two words before, the word, two after


class FeatureReader:
    """Reads the features of words by the lexicon. A feature is named with its place in the window before it."""

    def __init__(self, lexicon: WordLexicon) -> None:
        self.lexicon = lexicon
        self._seen: dict[str, list[list[str]]] = {"": [[f"{d}{EDGE}"] for d in range(SPAN)]}

    def __call__(self, words: Sequence[str]) -> list[list[str]]:
        """The features of each word of a sentence; words are kept, so this is for training."""
        for word in words:
            if word not in self._seen:
                self._seen[word] = self._by_place(word)
        padded = [self._seen[w] for w in ("",) * REACH + tuple(words) + ("",) * REACH]
        return [[f for d in range(SPAN) for f in padded[i + d][d]] for i in range(len(words))]

    def of_word(self, word: str) -> list[str]:
        """What the word shows, without places; the empty word stands for the edge of a sentence."""
        return self._near(word) + self._core(word) if word else [EDGE]

    def _by_place(self, word: str) -> list[list[str]]:
        """What is used of it at each place of a window, the first of which is two words before."""
        near = self._near(word)
        core = near + self._core(word)
        far = [f for f in near if f[0] in "wmk"]
        rows = (core if d == REACH else near if abs(d - REACH) == 1 else far for d in range(SPAN))
        return [[f"{d}{f}" for f in row] for d, row in enumerate(rows)]

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
        found = [f"p{folded[:n]}" for n in range(1, 6) if len(folded) > n]
        found += [f"e{folded[-n:]}" for n in range(1, 6) if len(folded) > n]
        found += [f"o{word}", f"l{min(len(folded), 9)}"]
        for stem in stems(folded):
            found += [f"t{stem}", f"tp{stem[:3]}", f"tp{stem[:4]}"]
        return found
