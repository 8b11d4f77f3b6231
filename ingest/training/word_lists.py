"""Builds the tagger's word lexicon: marks from lists of names and Wikipedia corpora, clusters from raw text."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.mentions.tagging.words import fold_word
from ingest.training.corpora import Tagged

_RARE = 2


def marks_of_corpora(sentences: Iterable[Tagged]) -> dict[str, set[str]]:
    """How often a word stands in a name of each kind, as graded marks (`PER3`: nearly always)."""
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word, tag in zip(sentence.words, sentence.tags, strict=True):
            uses[fold_word(word)][tag if tag == "O" else tag[0] + tag[2:]] += 1
    marks: dict[str, set[str]] = defaultdict(set)
    for word, counts in uses.items():
        total = sum(counts.values())
        for use, n in counts.items():
            share = n / total
            if use != "O" and share > 0.02 and not use.endswith("MISC"):
                grade = 3 if share > 0.8 else 2 if share > 0.4 else 1 if share > 0.1 else 0
                marks[word].add(f"{use}{grade}{'+' if n >= _RARE else ''}")
    return marks


def marks_of_names(path: Path) -> dict[str, set[str]]:
    """Marks from the list of proper nouns (`arabic,latin,kind`)."""
    marks: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            marks[fold_word(row["arabic"])].add("name" if row["kind"] == "person" else "other")
    return marks


def marks_of_cities(path: Path) -> dict[str, set[str]]:
    """Marks from the list of cities: countries, cities in one word, first and further words of longer names."""
    marks: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for name, kind in ((row["CountryNameAr"], "country"), (row["CityNameAr"].split("،")[0], "city")):
                words = [fold_word(w) for w in name.split()]
                if len(words) == 1:
                    marks[words[0]].add(kind)
                for i, word in enumerate(words if len(words) > 1 else ()):
                    marks[word].add(f"{kind}{min(i, 1)}")
    return marks


def vectors_of_text(
    sentences: Iterable[Sequence[str]], *, least: int = 4, width: int = 64, seed: int = 7
) -> tuple[list[str], NDArray[np.float32]]:
    """Words seen at least `least` times, most frequent first, and a vector of length 1 for each (words, width).

    Singular vectors of positive PMI after Levy & Goldberg (2014), "Neural word embedding as implicit matrix
    factorization", with windows of one word to each side, the sides told apart: words of one grammar meet.
    """
    from scipy import sparse  # type: ignore[import-untyped]
    from scipy.sparse.linalg import svds  # type: ignore[import-untyped]

    folded = [[fold_word(w) for w in s] for s in sentences]
    counts = Counter(w for s in folded for w in s)
    words = [w for w, n in sorted(counts.items(), key=lambda wn: (-wn[1], wn[0])) if n >= least]
    index = {w: i for i, w in enumerate(words)}
    edge, other = len(words), len(words) + 1
    cells: Counter[tuple[int, int]] = Counter()
    for sentence in folded:
        row = [edge, *[index.get(w, other) for w in sentence], edge]
        for before, word, after in zip(row, row[1:], row[2:], strict=False):
            if word < edge:
                cells[word, before] += 1
                cells[word, other + 1 + after] += 1
    keys = np.array(list(cells))
    values = np.array(list(cells.values()), dtype=np.float64)
    rows = np.bincount(keys[:, 0], values)
    columns = np.bincount(keys[:, 1], values) ** 0.75
    pmi = np.log(values * columns.sum() / (rows[keys[:, 0]] * columns[keys[:, 1]]))
    kept = pmi > 0
    shape = (len(words), 2 * len(words) + 4)
    table = sparse.csr_matrix((pmi[kept], (keys[kept, 0], keys[kept, 1])), shape=shape)
    left, strength, _ = svds(table, k=width, random_state=seed)
    vectors = left * np.sqrt(strength)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return words, vectors.astype(np.float32)


def clusters_of_text(
    sentences: Iterable[Sequence[str]], *, sizes: Sequence[int] = (64, 512), least: int = 4, seed: int = 7
) -> dict[str, tuple[int, ...]]:
    """Clusters of words by the company they keep, coarse to fine: k-means on their vectors."""
    from sklearn.cluster import KMeans

    words, vectors = vectors_of_text(sentences, least=least, seed=seed)
    labels = [KMeans(n, n_init=2, random_state=seed, max_iter=60).fit_predict(vectors) for n in sizes]
    return {w: tuple(int(column[i]) for column in labels) for i, w in enumerate(words)}
