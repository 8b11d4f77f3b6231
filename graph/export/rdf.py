"""RDF: `ttl` and `nt` hold what is derived (`current`), `trig`, `nq` and `jsonld` every named graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from graph.export.base import NOTICE, Exporter, Material
from graph.store import Store, select
from graph.terms import CURRENT, HOUSEKEEPING, PREFIXES, PROVENANCE

_SAMPLES = f"SELECT ?a WHERE {{ GRAPH {PROVENANCE} {{ ?a rw:synthetic true }} }} LIMIT 1"


class Rdf(Exporter):
    """One RDF syntax. `whole` tells whether it holds every named graph or `current` alone.

    Statements come sorted, graph by graph, so that two exports of the same graph are the same bytes and
    two of different days can be compared line by line. What the library knows of files on this machine
    is left out.
    """

    syntax: ClassVar[RdfFormat]
    whole: ClassVar[bool]
    comments: ClassVar[bool] = True
    drawn = False

    def write(self, material: Material, out: BinaryIO) -> None:
        """Write the statements; raises ValueError for a network without a library."""
        if material.library is None:
            raise ValueError(f"{self.name} is written from a graph folder, not from a network alone")
        store = material.library.store
        if self.comments and select(store, _SAMPLES):
            out.write(f"# {NOTICE}\n".encode())
        prefixes = PREFIXES if self.syntax in (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.JSON_LD) else None
        found = _quads(store) if self.whole else _sorted(store, CURRENT)
        serialize(found, out, format=self.syntax, prefixes=prefixes)


class Turtle(Rdf):
    """Turtle."""

    name, suffix, media_type = "ttl", ".ttl", "text/turtle; charset=utf-8"
    title = "Turtle: what is derived, each tie once"
    syntax, whole = RdfFormat.TURTLE, False


class NTriples(Rdf):
    """N-Triples."""

    name, suffix, media_type = "nt", ".nt", "application/n-triples; charset=utf-8"
    title = "N-Triples: what is derived, each tie once"
    syntax, whole = RdfFormat.N_TRIPLES, False


class TriG(Rdf):
    """TriG."""

    name, suffix, media_type = "trig", ".trig", "application/trig; charset=utf-8"
    title = "TriG: everything, each article in its graph"
    syntax, whole = RdfFormat.TRIG, True


class NQuads(Rdf):
    """N-Quads."""

    name, suffix, media_type = "nq", ".nq", "application/n-quads; charset=utf-8"
    title = "N-Quads: everything, each article in its graph"
    syntax, whole = RdfFormat.N_QUADS, True


class JsonLd(Rdf):
    """JSON-LD; it has no comments, `rw:synthetic` stands on each article."""

    name, suffix, media_type = "jsonld", ".jsonld", "application/ld+json"
    title = "JSON-LD: everything, each article in its graph"
    syntax, whole, comments = RdfFormat.JSON_LD, True, False


def _sorted(store: Store, graph: NamedNode) -> list[Triple]:
    return sorted(store.triples(graph), key=str)


def _quads(store: Store) -> Iterator[Quad]:
    for graph in store.graphs():
        if graph != HOUSEKEEPING:
            for triple in _sorted(store, graph):
                yield Quad(triple.subject, triple.predicate, triple.object, graph)
