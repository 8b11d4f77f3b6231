"""What is known of a word beforehand: how lists of names used it, and which words it keeps company with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.mentions.tagging.words import fold_word, stems

WORDS = "words.json"


@dataclass(frozen=True)
class WordLexicon:
    """Folded word -> its list marks (`BPER3+`, `city`, …) and folded word -> its clusters, coarse to fine."""

    marks: Mapping[str, tuple[str, ...]]
    clusters: Mapping[str, tuple[int, ...]]

    @classmethod
    def read(cls, path: Path) -> WordLexicon:
        """Read `words.json`: marks as space-separated strings, clusters as lists."""
        record = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            {word: tuple(marks.split()) for word, marks in record["marks"].items()},
            {word: tuple(clusters) for word, clusters in record["clusters"].items()},
        )

    def write(self, path: Path) -> None:
        """Write `words.json`, sorted, so that the same lists give the same file."""
        record = {
            "marks": {word: " ".join(sorted(marks)) for word, marks in sorted(self.marks.items())},
            "clusters": dict(sorted(self.clusters.items())),
        }
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        path.write_text(text.replace('],"', '],\n"') + "\n", encoding="utf-8")

    def marks_of(self, word: str) -> tuple[str, ...]:
        """The list marks of the word; those found only behind a clitic carry an apostrophe."""
        folded = fold_word(word)
        found = dict.fromkeys(self.marks.get(folded, ()))
        for stem in stems(folded):
            found.update((f"'{mark}", None) for mark in self.marks.get(stem, ()) if mark not in found)
        return tuple(found)

    def clusters_of(self, word: str) -> tuple[int, ...]:
        """The clusters of the word, else those of what is left behind its clitics."""
        folded = fold_word(word)
        for form in (folded, *stems(folded)):
            if form in self.clusters:
                return self.clusters[form]
        return ()
