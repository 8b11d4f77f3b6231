"""An article's text in pieces: which stretch names an actor, states a tie, or is the word that states it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from ingest.extraction import Extraction, Position, Relation


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text. `entity` is the IRI of whom it names; `passages` the sentences of evidence it lies in."""

    text: str
    entity: str | None
    trigger: bool
    passages: tuple[str, ...]
    anchors: tuple[str, ...]


def marked(
    text: str,
    extraction: Extraction,
    relations: Iterable[Relation],
    positions: Iterable[Position],
    links: Mapping[str, str],
) -> list[Piece]:
    """The whole text in pieces, in order; joined they are the text again. `links` maps entity ids to IRIs."""
    evidence = [relation.evidence for relation in relations] + [position.evidence for position in positions]
    names = {(m.start, m.end): links[e.id] for e in extraction.entities for m in e.mentions}
    passages = {(e.start, e.end): f"s{e.start}-{e.end}" for e in evidence}
    triggers = {e.trigger for e in evidence if e.trigger}
    edges = sorted({0, len(text), *_edges(names), *_edges(passages), *_edges(triggers)})
    edges = [edge for edge in edges if 0 <= edge <= len(text)]
    over = _Cover(edges)
    for span, iri in sorted(names.items(), key=lambda n: n[0][0] - n[0][1]):
        over.lay(span, "entity", iri)
    for span, anchor in sorted(passages.items()):
        over.lay(span, "passage", anchor)
    for span in sorted(triggers):
        over.lay(span, "trigger", "")
    starts: dict[int, list[str]] = {}
    for (start, _), anchor in sorted(passages.items()):
        starts.setdefault(start, []).append(anchor)
    return [
        _piece(text[first:last], over.layers[k], starts.get(first, ()))
        for k, (first, last) in enumerate(pairwise(edges))
    ]


class _Cover:
    """What lies over each stretch between two edges."""

    def __init__(self, edges: list[int]) -> None:
        self._edges = edges
        self.layers: list[list[tuple[str, str]]] = [[] for _ in edges]

    def lay(self, span: tuple[int, int], kind: str, value: str) -> None:
        for k in range(bisect_left(self._edges, span[0]), bisect_left(self._edges, span[1])):
            self.layers[k].append((kind, value))


def _edges(spans: Iterable[tuple[int, int]]) -> Iterable[int]:
    return (edge for span in spans for edge in span)


def _piece(text: str, layers: list[tuple[str, str]], anchors: Iterable[str]) -> Piece:
    entities = [value for kind, value in layers if kind == "entity"]
    return Piece(
        text,
        entities[-1] if entities else None,
        any(kind == "trigger" for kind, _ in layers),
        tuple(value for kind, value in layers if kind == "passage"),
        tuple(anchors),
    )
