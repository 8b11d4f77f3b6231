"""Sentences with their names exchanged for others of the kind, so that a model learns where names stand."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ingest.training.corpora import Tagged
from ingest.training.entity_scores import spans

Names = Mapping[str, Sequence[tuple[str, ...]]]
EXCHANGED = ("PER", "LOC")
_LONGEST = 4
_CLITICS = "وفبلك"


def names_of(sentences: Iterable[Tagged]) -> dict[str, list[tuple[str, ...]]]:
    """The persons and places of the sentences, each once, sorted."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for sentence in sentences:
        for first, last, kind in spans(sentence.tags):
            if kind in EXCHANGED and last - first <= _LONGEST:
                found[kind].add(sentence.words[first:last])
    return {kind: sorted(names) for kind, names in sorted(found.items())}


def exchanged(sentence: Tagged, names: Names, chance: random.Random, share: float) -> Tagged:
    """The sentence with about `share` of its names exchanged; one that may carry a clitic stays."""
    words: list[str] = []
    tags: list[str] = []
    at = 0
    for first, last, kind in sorted(spans(sentence.tags)):
        pool = names.get(kind)
        if pool and sentence.words[first][0] not in _CLITICS and chance.random() < share:
            name = chance.choice(pool)
            words += [*sentence.words[at:first], *name]
            tags += [*sentence.tags[at:first], f"B-{kind}", *[f"I-{kind}"] * (len(name) - 1)]
            at = last
    return Tagged((*words, *sentence.words[at:]), (*tags, *sentence.tags[at:]))
