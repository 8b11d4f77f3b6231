"""A SPARQL 1.1 server as the store of a library: any that speaks the protocol, tried on Oxigraph and Virtuoso.

What is written is cut into requests of a size that every server takes. Each request may be sent twice, and
a marker stands in the graph while there is more to come, so that a cut-off change is mended at the next
opening (`graph.remote_engine`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Triple

from graph.remote_http import UPDATE, Connection, Reply
from graph.store import Answer, Change, data, select
from graph.terms import CURRENT, DEFAULT_GRAPHS, HOUSEKEEPING, ID, PREFIXES, PROVENANCE, RW

BATCH = 1500
"""Triples in one INSERT DATA or DELETE DATA: Virtuoso compiles no longer ones."""
BATCH_CHARACTERS = 1_000_000
PAGE = 5000
"""Rows asked for at once: servers cut longer answers off without a word (Virtuoso at 10,000)."""
PENDING = Triple(CURRENT, RW["pending"], Literal("true", datatype=NamedNode(PREFIXES["xsd"] + "boolean")))

FILLING = Triple(CURRENT, RW["pending"], Literal("filling"))

_ROWS = "application/sparql-results+json"
_TRIPLES = "application/n-triples, text/plain;q=0.5"
_UNIMPORTANT = re.compile(r"<[^<>\"{}|^`\\\s]*>|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|#[^\n]*")
_FORM = re.compile(r"(?i)\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b")
_GRAPH = re.compile(r"(?i)\bGRAPH\b")
_NAMED_GRAPH = re.compile(r"(?i)(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|#[^\n]*)|\bGRAPH\s*(<[^<>\s]*>)")


class RemoteStore:
    """The store behind a SPARQL address. Terms come back in canonical form, whatever the server makes of them."""

    def __init__(self, url: str, environment: Mapping[str, str] | None = None, *, timeout: float = 120.0) -> None:
        import os

        environment = os.environ if environment is None else environment
        self.url = url
        self.update_url = environment.get(UPDATE) or update_address(url)
        self.server = ""
        self._graphs: list[NamedNode] | None = None
        self._connection = Connection(environment, timeout=timeout)

    # -- asking ----------------------------------------------------------------------------------------------------

    def query(
        self,
        query: str,
        *,
        default_graph: Sequence[NamedNode] = DEFAULT_GRAPHS,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> Answer:
        """Answer a SPARQL query string; raises SyntaxError where the server does not understand it."""
        words = _UNIMPORTANT.sub(" ", query)
        if named_graphs is None and default_graph and _GRAPH.search(words):
            if "virtuoso" in self.server.lower():
                query = graphs_by_variable(query)
            else:
                named_graphs = self._all_graphs()
        fields = [("query", with_prefixes(query))]
        fields += [("default-graph-uri", g.value) for g in default_graph]
        fields += [("named-graph-uri", g.value) for g in named_graphs or ()]
        form = _FORM.search(words)
        accept = _TRIPLES if form and form[1].upper() in {"CONSTRUCT", "DESCRIBE"} else _ROWS
        body = urlencode(fields).encode()
        reply = self._connection.post(self.url, body, "application/x-www-form-urlencoded", accept)
        self.server = reply.server or self.server
        return _answer(reply)

    def _all_graphs(self) -> list[NamedNode]:
        """The graphs that GRAPH may name: the protocol wants them listed once the default graph is."""
        if self._graphs is None:
            self._graphs = self.graphs()
        return self._graphs

    def triples(self, graph: NamedNode) -> Iterator[Triple]:
        """All triples of one graph, page by page in order of subject."""
        yield from (t for _, t in self._pages(f"VALUES ?g {{ {graph} }} GRAPH ?g {{ ?s ?p ?o }}", "?s"))

    def article_triples(self) -> Iterator[tuple[str, Triple]]:
        """The triples of all article graphs, page by page in order of graph."""
        pattern = f'GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), "{ID}a/"))'
        yield from self._pages(pattern, "?g")

    def _pages(self, pattern: str, key: str) -> Iterator[tuple[str, Triple]]:
        """Rows in order of a key; the last key of a full page may go on, so it is asked for again."""
        last, index = "", 0 if key == "?g" else 1
        while True:
            beyond = f'FILTER (STR({key}) > "{last}")' if last else ""
            query = f"SELECT ?g ?s ?p ?o WHERE {{ {pattern} {beyond} }} ORDER BY STR({key}) LIMIT {PAGE}"
            rows = select(self, query, default_graph=[])
            if len(rows) < PAGE:
                yield from (_quad(row) for row in rows)
                return
            final = rows[-1][index].value
            whole = [row for row in rows if row[index].value != final]
            yield from (_quad(row) for row in whole)
            if whole:
                last = whole[-1][index].value
            else:  # more under one key than a page holds
                yield from self._one(pattern, key, final)
                last = final

    def _one(self, pattern: str, key: str, value: str) -> Iterator[tuple[str, Triple]]:
        """The rows of one key that are more than a page, by offset."""
        at = 0
        while True:
            inner = f"SELECT ?g ?s ?p ?o WHERE {{ {pattern} FILTER ({key} = <{value}>) }} ORDER BY ?s ?p ?o"
            rows = select(
                self, f"SELECT ?g ?s ?p ?o WHERE {{ {{ {inner} }} }} OFFSET {at} LIMIT {PAGE}", default_graph=[]
            )
            yield from (_quad(row) for row in rows)
            if len(rows) < PAGE:
                return
            at += PAGE

    def graphs(self) -> list[NamedNode]:
        """The named graphs of this library that hold something, in order of IRI."""
        found: list[NamedNode] = []
        while True:
            last = found[-1].value if found else ID
            query = (
                f'SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), "{ID}") '
                f'&& STR(?g) > "{last}") }} ORDER BY STR(?g) LIMIT {PAGE}'
            )
            page = [row[0] for row in select(self, query, default_graph=[])]
            found += page
            if len(page) < PAGE:
                return found

    def size(self) -> int:
        """How many quads of this library there are."""
        query = f'SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), "{ID}")) }}'
        return int(select(self, query, default_graph=[])[0][0].value)

    # -- changing --------------------------------------------------------------------------------------------------

    def apply(self, change: Change) -> None:
        """Make a change: in one request where the server takes it as one transaction, else in many."""
        if not change:
            return
        self._graphs = None
        if self.is_transactional():
            self.update(change.sparql())
            return
        self.update(data("INSERT", HOUSEKEEPING, [PENDING]))
        for operation in operations(change):
            self.update(operation)
        self.update(data("DELETE", HOUSEKEEPING, [PENDING]))

    def fill(self, quads: Iterable[ox.Quad]) -> int:
        """Write all quads of a graph (those of one named graph together) to an empty server; returns how many.

        A mark stands there until all is written: what was cut off is no graph, and can be filled again.
        """
        self.update(data("INSERT", HOUSEKEEPING, [FILLING]))
        size = 0
        for graph, group in groupby(quads, key=lambda q: q.graph_name):
            for batch in _portions(q.triple for q in group):
                if isinstance(graph, NamedNode):
                    self.update(data("INSERT", graph, batch))
                    size += len(batch)
        self.update(data("DELETE", HOUSEKEEPING, [FILLING]))
        return size

    def is_filling(self) -> bool:
        """Whether `fill` was cut off."""
        query = f"ASK {{ GRAPH {HOUSEKEEPING} {{ {CURRENT} {FILLING.predicate} {FILLING.object} }} }}"
        return bool(self.query(query, default_graph=[]))

    def is_transactional(self) -> bool:
        """Whether the server takes a request of any length as one transaction."""
        return self.server.lower().startswith("oxigraph")

    def pending(self) -> bool:
        """Whether a change was cut off in the middle."""
        predicate = PENDING.predicate
        query = f"ASK {{ GRAPH {HOUSEKEEPING} {{ {CURRENT} {predicate} ?any }} }}"
        return bool(self.query(query, default_graph=[]))

    def update(self, operation: str) -> None:
        """Send one SPARQL update; it may be sent twice."""
        self._connection.post(self.update_url, operation.encode(), "application/sparql-update", "*/*")

    def close(self) -> None:
        """Nothing is kept open."""


class ServerView:
    """A server as oxrdflib asks an Oxigraph store, so that rdflib's Dataset reads it."""

    def __init__(self, store: RemoteStore) -> None:
        self._store = store

    def query(self, query: str, *, default_graph: Any = None, prefixes: Any = None, **_: Any) -> Answer:
        """Answer a query; rdflib's default graph is `current` and the vocabulary."""
        named = isinstance(default_graph, NamedNode)
        given = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in (prefixes or {}).items() if p not in PREFIXES)
        query = query.replace("COUNT(DISTINCT TRIPLE(?s, ?p, ?o))", "COUNT(*)")  # oxrdflib's, of one graph
        return self._store.query(given + query, default_graph=[default_graph] if named else DEFAULT_GRAPHS)

    def quads_for_pattern(self, subject: Any, predicate: Any, value: Any, graph: Any = None) -> Iterator[ox.Quad]:
        """The quads that fit a pattern, as many as the server answers at once."""
        terms = [str(t) if t is not None else v for t, v in ((subject, "?s"), (predicate, "?p"), (value, "?o"))]
        named = isinstance(graph, NamedNode)
        where = (
            f"GRAPH {graph if named else '?g'} {{ {' '.join(terms)} }}" if graph is None or named else " ".join(terms)
        )
        query = f"SELECT ?g ?s ?p ?o WHERE {{ {where} }}"
        for row in select(self._store, query, default_graph=DEFAULT_GRAPHS):
            yield ox.Quad(subject or row[1], predicate or row[2], value or row[3], graph or row[0])

    def add_graph(self, graph: Any) -> None:
        """Nothing: rdflib announces each graph that it is asked for, and this one only reads."""

    def named_graphs(self) -> list[NamedNode]:
        """The graphs of the library."""
        return self._store.graphs()


def update_address(url: str) -> str:
    """Where updates usually go: Oxigraph and Fuseki have `/update` beside `/query`, others the same address."""
    parts = urlsplit(url)
    if parts.path.endswith("/query"):
        return urlunsplit(parts._replace(path=parts.path.removesuffix("query") + "update"))
    return url


def operations(change: Change) -> Iterator[str]:
    """A change as requests: an article's record goes first and comes last, so a record means a whole graph."""
    books = [PROVENANCE, HOUSEKEEPING]
    yield from (o for g in books for o in _batches("DELETE", g, change.deleted.get(g, [])))
    # Not DROP, which Virtuoso refuses for a graph that was never created by name.
    yield from (f"CLEAR SILENT GRAPH {graph}" for graph in change.dropped)
    yield from (o for g, t in change.deleted.items() if g not in books for o in _batches("DELETE", g, t))
    yield from (o for g, t in change.inserted.items() if g not in books for o in _batches("INSERT", g, t))
    yield from (o for g in books for o in _batches("INSERT", g, change.inserted.get(g, [])))


def _batches(verb: str, graph: NamedNode, triples: Iterable[Triple]) -> Iterator[str]:
    return (data(verb, graph, portion) for portion in _portions(triples))


def _portions(triples: Iterable[Triple]) -> Iterator[list[Triple]]:
    """As many triples at once as every server takes."""
    portion: list[Triple] = []
    size = 0
    for triple in triples:
        length = len(str(triple))
        if portion and (len(portion) >= BATCH or size + length > BATCH_CHARACTERS):
            yield portion
            portion, size = [], 0
        portion.append(triple)
        size += length
    if portion:
        yield portion


def with_prefixes(query: str) -> str:
    """The query with the prefixes of this model that it does not declare itself."""
    declared = {p.lower() for p in re.findall(r"(?i)\bPREFIX\s+([\w.-]*)\s*:", query)}
    missing = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items() if p.lower() not in declared)
    return missing + query


def graphs_by_variable(query: str) -> str:
    """The query with each graph that it names by IRI put into a variable.

    Once the default graph is given, Virtuoso finds every graph by a variable and none by its name.
    """
    number = count()

    def replaced(match: re.Match[str]) -> str:
        if match[1] is not None:  # a string or a comment
            return match[0]
        name = f"?rawabit_graph_{next(number)}"
        return f"VALUES {name} {{ {match[2]} }} GRAPH {name}"

    return _NAMED_GRAPH.sub(replaced, query)


# -- answers ---------------------------------------------------------------------------------------------------------


def _answer(reply: Reply) -> Answer:
    if "json" not in reply.content_type:
        return _triples_answer(reply.body)
    record = json.loads(reply.body)
    for row in record.get("results", {}).get("bindings", ()):
        for name, term in row.items():
            row[name] = _canonical(term)
    if record.get("head", {}).get("vars") == ["__ASK_RETVAL"]:  # Virtuoso says yes by a row and no by none
        record = {"head": {}, "boolean": bool(record["results"]["bindings"])}
    return ox.parse_query_results(json.dumps(record), ox.QueryResultsFormat.JSON)


def _triples_answer(body: bytes) -> ox.QueryTriples:
    """Triples as pyoxigraph gives them for a CONSTRUCT: asked of a store in memory that holds just them."""
    store = ox.Store()
    lines = b"\n".join(line for line in body.split(b"\n") if not line.startswith(b"#"))
    store.load(lines, ox.RdfFormat.N_TRIPLES)
    answer = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    if not isinstance(answer, ox.QueryTriples):
        raise TypeError("not triples")
    return answer


def _canonical(term: dict[str, Any]) -> dict[str, Any]:
    """A term in the form that this library writes: Virtuoso types and abbreviates its own way."""
    if term["type"] == "typed-literal":
        term = term | {"type": "literal"}
    if term.get("datatype") == PREFIXES["xsd"] + "boolean":
        term = term | {"value": {"1": "true", "0": "false"}.get(term["value"], term["value"])}
    if "xml:lang" in term:
        term = term | {"xml:lang": term["xml:lang"].lower()}
    return term


def _quad(row: tuple[Any, ...]) -> tuple[str, Triple]:
    graph, subject, predicate, value = row
    return graph.value, Triple(subject, predicate, value)
