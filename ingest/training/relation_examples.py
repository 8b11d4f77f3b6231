"""Annotated articles read by the real pipeline, each part by a tagger that has not seen it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.article import Article
from ingest.coreference import resolve
from ingest.mentions import find_mentions
from ingest.mentions.tagger import Tagger, load_tagger
from ingest.pipeline import read_document
from ingest.positions import find_positions
from ingest.training.notation import read_texts
from ingest.training.relation_training import OWN, Example


def read_part(part: str, folder: Path, held_out: Path) -> Iterator[Example]:
    """All annotated articles of a folder; `held_out` holds the taggers `without-<part>`."""
    tagger = load_tagger("crf", held_out / f"without-{part}")
    for path in gold_paths(folder):
        yield read_example(path, part, tagger)


def own_examples() -> list[Example]:
    """The annotated texts of our own, read with the tagger that ships; they are always learned from, never scored."""
    tagger = load_tagger("crf")
    return [_example(Path(a.name), OWN, a.text, a.gold, tagger) for a in read_texts()]


def gold_paths(folder: Path) -> list[Path]:
    """The annotations of a folder that have their text beside them, in order of name."""
    return [p for p in sorted(folder.glob("*.json")) if p.with_suffix(".txt").exists()]


def read_example(path: Path, part: str, tagger: Tagger) -> Example:
    """One annotated article, its mentions and entities read from its text alone."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    return _example(path, part, path.with_suffix(".txt").read_bytes().decode("utf-8"), gold, tagger)


def _example(path: Path, part: str, text: str, gold: dict[str, Any], tagger: Tagger) -> Example:
    doc = read_document(Article(id=path.stem, text=text, title=gold.get("title"), published=gold.get("published")))
    find_mentions(doc, tagger)
    entities = resolve(doc)
    return Example.of(path, part, doc, entities, find_positions(doc, entities), gold)
