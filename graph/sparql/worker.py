"""The process that answers queries, so that one which takes too long or too much can be ended.

It reads requests as JSON lines from standard input and writes for each a JSON line with `size`, then
that many bytes of answer. Nothing is ever written to the store: it is opened read-only.
"""

from __future__ import annotations

import json
import sys
from itertools import islice
from math import ceil
from typing import Any, BinaryIO

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from graph.sparql import formats
from graph.sparql.guard import Checked, QueryRefused, check, graph_iri
from graph.terms import DEFAULT_GRAPHS, HOUSEKEEPING, ID, PREFIXES

Answer = dict[str, Any]


class Reader:
    """A store opened for reading, and the graphs in it that a query may name."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.store = Store.read_only(path)
        self._named: list[NamedNode] | None = None

    @property
    def named(self) -> list[NamedNode]:
        """Every named graph but the housekeeping, which knows where files lie on this machine."""
        if self._named is None:
            graphs = (g for g in self.store.named_graphs() if isinstance(g, NamedNode))
            self._named = sorted((g for g in graphs if g != HOUSEKEEPING), key=lambda g: g.value)
        return self._named

    def dataset(self, request: dict[str, Any], checked: Checked) -> tuple[str, list[NamedNode], list[NamedNode] | None]:
        """The query's text, its default and its named graphs (None: all): as the protocol, else as the query says.

        Where neither says anything these are the usual ones. Naming thousands of graphs would make a query many
        times as slow, so the one that nobody may see is kept out by the query itself where that is possible.
        """
        defaults, named = request.get("defaults"), request.get("named")
        if defaults is None and named is None:
            defaults, named = checked.defaults, checked.named
        if defaults is not None or named is not None:
            return checked.text, _graphs(defaults), _graphs(named)
        if checked.graphs is not None and not checked.graph_variables:
            return checked.text, DEFAULT_GRAPHS, _graphs(checked.graphs)
        text = checked.without(HOUSEKEEPING.value)
        return (text, DEFAULT_GRAPHS, None) if text is not None else (checked.text, DEFAULT_GRAPHS, self.named)


def _graphs(names: list[str] | tuple[str, ...] | None) -> list[NamedNode]:
    graphs = (NamedNode(graph_iri(name)) for name in names or ())
    return [graph for graph in dict.fromkeys(graphs) if graph != HOUSEKEEPING]


def answer(reader: Reader, request: dict[str, Any]) -> tuple[Answer, bytes]:
    """Answer one request: head and body. Raises `QueryRefused`, and SyntaxError where Oxigraph finds one."""
    checked = check(request["query"])
    text, defaults, named = reader.dataset(request, checked)
    result = reader.store.query(
        text,
        base_iri=ID,
        prefixes=PREFIXES,
        default_graph=list(defaults),
        named_graphs=None if named is None else list(named),
    )
    return written(result, request)


def written(result: Any, request: dict[str, Any]) -> tuple[Answer, bytes]:
    """Head and body of a result in the form that the request asks for, cut at its row limit."""
    wanted, rows = request["formats"], request.get("rows")
    form = wanted["graph" if isinstance(result, QueryTriples) else "table"]
    if form == "none":
        return {"kind": "graph" if isinstance(result, QueryTriples) else "table", "format": form}, b""
    if isinstance(result, QueryBoolean):
        return {"kind": "boolean", "format": form}, formats.boolean(bool(result), form)
    if isinstance(result, QuerySolutions):
        names = [variable.value for variable in result.variables]
        found = [tuple(solution) for solution in islice(result, None if rows is None else rows + 1)]
        cut = rows is not None and len(found) > rows
        head = {"kind": "table", "format": form, "rows": min(len(found), rows or len(found)), "cut": cut}
        return head, formats.table(names, found[:rows], form)
    if not isinstance(result, QueryTriples):
        raise QueryRefused("the answer is of no known kind")
    triples = list(dict.fromkeys(islice(result, None if rows is None else rows + 1)))
    cut = rows is not None and len(triples) > rows
    head = {"kind": "graph", "format": form, "rows": len(triples[:rows]), "cut": cut}
    return head, formats.triples(triples[:rows], form)


def limit_memory(megabytes: int) -> None:
    """Let this process take so much memory and no more: on Linux, other systems have no such limit for it."""
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def limit_time(seconds: float) -> None:
    """Let the next query take so much processor time: should the process that started this one be gone, it still ends."""
    try:
        import resource
    except ImportError:
        return
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (ceil(used + 2 * seconds + 5), hard))


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until standard input ends."""
    reader: Reader | None = None
    for line in requests:
        request = json.loads(line)
        try:
            limit_time(request["seconds"])
            if reader is None or reader.path != request["store"]:
                reader = Reader(request["store"])
            head, body = answer(reader, request)
        except QueryRefused as error:
            head, body = {"error": "refused", "message": str(error)}, b""
        except SyntaxError as error:
            head, body = {"error": "refused", "message": f"syntax error: {_first_line(error)}"}, b""
        except MemoryError:
            head, body = {"error": "memory", "message": ""}, b""
        except (OSError, ValueError, RuntimeError) as error:
            head, body = {"error": "failed", "message": _first_line(error)}, b""
        answers.write(json.dumps(head | {"size": len(body)}).encode() + b"\n" + body)
        answers.flush()


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:300]


def main() -> None:
    """Run as a process: memory limit in megabytes is the one argument."""
    import rdflib.plugins.sparql.parser  # noqa: F401 - built once, before the first question comes

    limit_memory(int(sys.argv[1]))
    sys.stdout.buffer.write(b"ready\n")
    sys.stdout.buffer.flush()
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
