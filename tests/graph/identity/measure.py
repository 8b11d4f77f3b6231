"""Precision and recall of identity on labelled pairs: `python -m tests.graph.identity.measure [hard|heldout|final]`."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.identity import Resolver
from graph.terms import local
from ingest.extraction import ArticleInfo, Entity, Evidence, Extraction, Position
from tests.graph.identity import written_pairs
from tests.graph.identity.build_pairs import PAIRS


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled pair as two articles of one entity each, and what identity made of it."""

    same: bool
    found: bool
    kind: str
    row: Mapping[str, str]


def read_rows() -> list[dict[str, str]]:
    """The labelled pairs."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def extraction(article: str, row: Mapping[str, str], side: str) -> Extraction:
    """One side of a pair as an article that says just this."""
    name, kind, title, country, day = (row[f"{side}_{c}"] for c in ("name", "type", "title", "country", "day"))
    entities = [Entity("e1", kind, name, {"ar": name})]  # type: ignore[arg-type]
    positions = []
    if country:
        entities.append(Entity("e2", "Country", country, {"ar": country}))
    if title:
        positions.append(Position("e1", title, "e2" if country else None, day, False, 0.9, Evidence(0, 1, "x")))
    info = ArticleInfo(article, None, day or None, None, None, "ar", "0" * 64)
    return Extraction(info, tuple(entities), tuple(positions))


def decided(rows: Iterable[Mapping[str, str]]) -> Iterator[Pair]:
    """Every labelled pair with what identity makes of it."""
    resolver = Resolver()
    for row in rows:
        nodes = []
        for article, side in (("a", "left"), ("b", "right")):
            resolver.add(article, extraction(article, row, side))
        nodes = [resolver.canonical(local(article, "e1").value) for article in ("a", "b")]
        yield Pair(row["label"] == "same", nodes[0] == nodes[1], row["kind"], row)


def scores(pairs: list[Pair]) -> tuple[float, float]:
    """Precision and recall of «same»."""
    hit = sum(p.same and p.found for p in pairs)
    return hit / max(1, sum(p.found for p in pairs)), hit / max(1, sum(p.same for p in pairs))


def main() -> int:
    """Print the scores, by kind, and the pairs that are wrong; 0 always."""
    written = {"hard": written_pairs.HARD, "heldout": written_pairs.HELD_OUT, "final": written_pairs.FINAL}
    rows = written_pairs.read_rows(written[sys.argv[1]]) if sys.argv[1:] else read_rows()
    pairs = list(decided(rows))
    precision, recall = scores(pairs)
    print(f"{len(pairs)} pairs, {sum(p.same for p in pairs)} same: precision {precision:.4f}, recall {recall:.4f}")
    totals, right = Counter(p.kind for p in pairs), Counter(p.kind for p in pairs if p.same == p.found)
    for kind, total in sorted(totals.items()):
        print(f"  {kind:12} {right[kind]:4}/{total}")
    for p in pairs:
        if p.same != p.found:
            shown = [p.row[f"{s}_{c}"] for s in ("left", "right") for c in ("name", "title", "country", "day")]
            print("  missed" if p.same else "  WRONG ", p.kind, *shown, sep=" | ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
