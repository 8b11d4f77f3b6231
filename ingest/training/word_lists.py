"""Builds the tagger's word lexicon: marks from lists of names and Wikipedia corpora, clusters from raw text."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

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


def clusters_of_text(
    sentences: Sequence[Sequence[str]],
    *,
    seed: int = 7,
    sizes: Sequence[int] = (64, 512),
    least: int = 4,
    width: int = 64,
) -> dict[str, tuple[int, ...]]:
    """Clusters of words by the company they keep: k-means on the singular vectors of shifted PPMI counts.

    After Levy & Goldberg (2014), "Neural word embedding as implicit matrix factorization", with windows of
    two words whose sides are told apart, which groups words by their grammar as Brown clusters do.
    """
    import numpy as np
    from scipy import sparse  # type: ignore[import-untyped]
    from scipy.sparse.linalg import svds  # type: ignore[import-untyped]
    from sklearn.cluster import KMeans

    counts = Counter(fold_word(w) for s in sentences for w in s)
    words = [w for w, n in sorted(counts.items(), key=lambda wn: (-wn[1], wn[0])) if n >= least]
    index = {w: i for i, w in enumerate(words)}
    cells: Counter[tuple[int, int]] = Counter()
    context = len(words) + 2
    for sentence in sentences:
        row = [len(words)] + [index.get(fold_word(w), len(words) + 1) for w in sentence] + [len(words)]
        for i, w in enumerate(row[1:-1], 1):
            if w < len(words):
                cells[w, row[i - 1]] += 1
                cells[w, context + row[i + 1]] += 1
    keys = np.array(list(cells.keys()))
    values = np.array(list(cells.values()), dtype=np.float64)
    table = sparse.csr_matrix((values, (keys[:, 0], keys[:, 1])), shape=(len(words), 2 * context))
    rows = np.asarray(table.sum(axis=1)).ravel()
    columns = np.asarray(table.sum(axis=0)).ravel() ** 0.75
    table = table.tocoo()
    pmi = np.log(table.data * columns.sum() / (rows[table.row] * columns[table.col]))
    kept = pmi > 0
    ppmi = sparse.csr_matrix((pmi[kept], (table.row[kept], table.col[kept])), shape=table.shape)
    u, s, _ = svds(ppmi, k=width, random_state=seed)
    vectors = u * np.sqrt(s)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    labels = [KMeans(n, n_init=2, random_state=seed, max_iter=60).fit_predict(vectors) for n in sizes]
    return {w: tuple(int(column[i]) for column in labels) for w, i in index.items()}
