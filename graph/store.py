"""The quad store behind one small interface: Oxigraph on disk, or a SPARQL server (`graph.remote`).

Terms are pyoxigraph's; Python users get rdflib through `dataset()`. The default graph of every query is
`current` and the vocabulary, so that simple SPARQL counts each thing once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, Triple

from graph.terms import CURRENT, DEFAULT_GRAPHS, PREFIXES, VOCABULARY

if TYPE_CHECKING:
    import rdflib

PORTION = 200_000
"""Lines of N-Quads that are loaded at once."""

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass
class Change:
    """What is to happen at once: graphs dropped, then triples deleted, then triples inserted, by graph."""

    dropped: list[NamedNode] = field(default_factory=list)
    deleted: dict[NamedNode, list[Triple]] = field(default_factory=dict)
    inserted: dict[NamedNode, list[Triple]] = field(default_factory=dict)

    def drop(self, graph: NamedNode) -> None:
        """Empty a graph before anything is inserted."""
        self.dropped.append(graph)

    def delete(self, graph: NamedNode, triples: Iterable[Triple]) -> None:
        """Take triples out of a graph."""
        self.deleted.setdefault(graph, []).extend(triples)

    def insert(self, graph: NamedNode, triples: Iterable[Triple]) -> None:
        """Put triples into a graph."""
        self.inserted.setdefault(graph, []).extend(triples)

    def __bool__(self) -> bool:
        return bool(self.dropped or any(self.deleted.values()) or any(self.inserted.values()))

    def sparql(self) -> str:
        """The change as one SPARQL update."""
        parts = [f"DROP SILENT GRAPH {graph}" for graph in self.dropped]
        parts += [data("DELETE", graph, triples) for graph, triples in self.deleted.items() if triples]
        parts += [data("INSERT", graph, triples) for graph, triples in self.inserted.items() if triples]
        return ";\n".join(parts)


def data(verb: str, graph: NamedNode, triples: Iterable[Triple]) -> str:
    """One `INSERT DATA` or `DELETE DATA`; terms are written by pyoxigraph, so text stays data."""
    lines = "\n".join(f"{triple} ." for triple in triples)
    return f"{verb} DATA {{ GRAPH {graph} {{\n{lines}\n}} }}"


class Store(Protocol):
    """What the library asks of an engine."""

    def query(
        self,
        query: str,
        *,
        default_graph: Sequence[NamedNode] = DEFAULT_GRAPHS,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> Answer:
        """Answer a SPARQL query string; raises SyntaxError where it does not parse."""

    def apply(self, change: Change) -> None:
        """Make a change; the embedded store makes it wholly or not at all."""

    def triples(self, graph: NamedNode) -> Iterator[Triple]:
        """All triples of one graph."""

    def graphs(self) -> list[NamedNode]:
        """The named graphs that hold something, in order of IRI."""

    def size(self) -> int:
        """How many quads there are."""

    def close(self) -> None:
        """Let go of files or connections."""


def select(store: Store, query: str, **options: Any) -> list[tuple[Any, ...]]:
    """The rows of a SELECT as tuples of terms (None where unbound)."""
    answer = store.query(query, **options)
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError("not a SELECT query")
    width = len(answer.variables)
    return [tuple(row[i] for i in range(width)) for row in answer]


class LocalStore:
    """Oxigraph in a folder, or in memory where `path` is None."""

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._store: ox.Store | None = _open(path, read_only=read_only)

    @property
    def oxigraph(self) -> ox.Store:
        """The Oxigraph store itself, for those who need more than the interface; raises ValueError once closed."""
        if self._store is None:
            raise ValueError("the store is closed")
        return self._store

    def query(
        self,
        query: str,
        *,
        default_graph: Sequence[NamedNode] = DEFAULT_GRAPHS,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> Answer:
        """Answer a SPARQL query string over the graphs given; raises SyntaxError where it does not parse."""
        return self.oxigraph.query(
            query,
            prefixes=PREFIXES,
            default_graph=list(default_graph),
            named_graphs=None if named_graphs is None else list(named_graphs),
        )

    def apply(self, change: Change) -> None:
        """Make a change in one transaction."""
        if change:
            self.oxigraph.update(change.sparql())

    def triples(self, graph: NamedNode) -> Iterator[Triple]:
        """All triples of one graph."""
        return (q.triple for q in self.oxigraph.quads_for_pattern(None, None, None, graph))

    def graphs(self) -> list[NamedNode]:
        """The named graphs that hold something, in order of IRI."""
        found = (g for g in self.oxigraph.named_graphs() if isinstance(g, NamedNode))
        return sorted((g for g in found if next(self.triples(g), None)), key=lambda g: g.value)

    def size(self) -> int:
        """How many quads there are."""
        return len(self.oxigraph)

    def load(self, quads: Iterable[Quad]) -> None:
        """Load many quads fast. Not atomic: only for a store that nobody uses yet."""
        self.oxigraph.bulk_extend(quads)

    def load_nquads(self, source: BinaryIO) -> None:
        """Load N-Quads fast, many at a time. Not atomic: only for a store that nobody uses yet."""
        # A million at once take five times the memory of portions, and no less time.
        while portion := b"".join(islice(source, PORTION)):
            self.oxigraph.bulk_load(portion, ox.RdfFormat.N_QUADS)

    def dump_nquads(self, target: Path) -> None:
        """Write everything as N-Quads."""
        self.oxigraph.dump(str(target), ox.RdfFormat.N_QUADS)

    def backup(self, target: Path) -> None:
        """Write a checkpoint: hard links where `target` lies on the same disk."""
        self.oxigraph.backup(str(target))

    def settle(self) -> None:
        """Write the log out and merge files, so that the store reopens at once."""
        self.oxigraph.flush()
        self.oxigraph.optimize()

    def close(self) -> None:
        """Close the files; the store may not be used after."""
        self._store = None

    def dataset(self) -> rdflib.Dataset:
        """The store as an rdflib Dataset whose default graph is `current` and the vocabulary."""
        return rdflib_dataset(_DefaultGraphs(self))


def _open(path: Path | None, *, read_only: bool) -> ox.Store:
    if path is None:
        return ox.Store()
    return ox.Store.read_only(str(path)) if read_only else ox.Store(str(path))


class _DefaultGraphs:
    """An Oxigraph store to which rdflib's default graph is `current` and the vocabulary.

    oxrdflib can name one default graph only, and this store keeps nothing in the unnamed one.
    """

    def __init__(self, store: LocalStore) -> None:
        self._local = store

    @property
    def _store(self) -> ox.Store:
        # Asked for each time: a Dataset that a notebook still holds must not keep a closed store's files.
        return self._local.oxigraph

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def query(self, query: str, *, default_graph: Any = None, prefixes: Any = None, **options: Any) -> Answer:
        options.pop("use_default_graph_as_union", None)
        if default_graph is None or isinstance(default_graph, ox.DefaultGraph):
            default_graph = DEFAULT_GRAPHS
        return self._store.query(query, default_graph=default_graph, prefixes=PREFIXES | (prefixes or {}), **options)

    def add_graph(self, graph: Any) -> None:
        """Nothing: rdflib announces each graph that it is asked for, also of a store that only reads."""

    def quads_for_pattern(self, subject: Any, predicate: Any, value: Any, graph: Any = None) -> Iterator[Quad]:
        if not isinstance(graph, ox.DefaultGraph):
            return self._store.quads_for_pattern(subject, predicate, value, graph)
        return (
            Quad(q.subject, q.predicate, q.object, ox.DefaultGraph())
            for name in DEFAULT_GRAPHS
            for q in self._store.quads_for_pattern(subject, predicate, value, name)
        )


def rdflib_dataset(view: Any) -> rdflib.Dataset:
    """An rdflib Dataset over what answers as an Oxigraph store does; queries run there (pass them as strings)."""
    import rdflib
    from oxrdflib import OxigraphStore

    dataset = rdflib.Dataset(store=OxigraphStore(store=view))
    for prefix, iri in PREFIXES.items():
        dataset.bind(prefix, iri, replace=True)
    return dataset


__all__ = ["CURRENT", "VOCABULARY", "Answer", "Change", "LocalStore", "Store", "data", "rdflib_dataset", "select"]
