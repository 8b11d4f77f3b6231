"""One question to a library: the ready query found, values bound, and the answer fetched from a worker."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.folder import LibraryError
from graph.sparql.guard import QueryRefused, check, graph_iri
from graph.sparql.names import find_actor
from graph.sparql.pool import Limits, Pool, QueryFailed, Question, Reply, reply_of, request_of
from graph.sparql.ready import ready_queries
from graph.sparql.results import Results
from graph.store import LocalStore, Store
from graph.terms import HOUSEKEEPING

if TYPE_CHECKING:
    from graph.library import Library


def run(
    library: Library, text: str, *, parameters: Mapping[str, str] | None = None, limits: Limits | None = None
) -> Results:
    """Answer a SPARQL query, or a ready query by name with values for its parameters.

    Raises `QueryRefused` for queries that may not run or do not parse, `QueryStopped` for those that take
    more than `limits`, `QueryFailed` where the engine fails.
    """
    question = question_text(library.store, text, parameters or {})
    results = _answered(library, question, limits)
    return replace(results, named=text.strip() in ready_queries())


def _answered(library: Library, question: str, limits: Limits | None) -> Results:
    if not isinstance(library.store, LocalStore):
        return Results.of(ask_elsewhere(library.store, Question(question), limits or Limits()))
    with readable(library.store) as path:
        pool = Pool(spare=1, most=1, limits=limits)
        try:
            # The worker lives in another folder: a relative path would lead it astray.
            return Results.of(pool.ask(str(path.resolve()), Question(question)))
        finally:
            pool.close()


def question_text(store: Store, text: str, parameters: Mapping[str, str]) -> str:
    """The SPARQL text for a query or the name of a ready one, with its values bound."""
    name = text.strip()
    ready = ready_queries().get(name)
    if ready is not None:
        return ready.bound(parameters, lambda wanted: find_actor(store, wanted))
    if name and not any(c in name for c in " \n\t{}<>"):
        raise QueryRefused(f"there is no ready query «{name}»; `rawabit query --list` names them")
    if parameters:
        raise QueryRefused("values for parameters go with the name of a ready query")
    return text


@contextmanager
def readable(store: LocalStore) -> Iterator[Path]:
    """A folder from which other processes can read what the store holds now."""
    if store.path is not None and store.read_only:
        yield store.path
        return
    with tempfile.TemporaryDirectory(prefix="rawabit-") as folder:
        target = Path(folder) / "store"
        if store.path is not None:
            store.backup(target)
        else:
            copy = LocalStore(target)
            copy.load(store.oxigraph.quads_for_pattern(None, None, None, None))
            copy.settle()
            copy.close()
        yield target


def ask_elsewhere(store: Store, question: Question, limits: Limits) -> Reply:
    """Have a server answer: the query is judged here all the same, time and memory are the server's to limit."""
    from pyoxigraph import NamedNode

    from graph.sparql.worker import written

    checked = check(question.text)
    defaults, named = question.defaults, question.named
    if defaults is None and named is None:
        defaults, named = checked.defaults, checked.named
    graphs: dict[str, list[NamedNode]] = {}
    if defaults is not None or named is not None:
        graphs["default_graph"] = [NamedNode(graph_iri(g)) for g in defaults or ()]
        graphs["named_graphs"] = [NamedNode(graph_iri(g)) for g in named or ()]
    if HOUSEKEEPING in (*graphs.get("default_graph", ()), *graphs.get("named_graphs", ())):
        raise QueryRefused("that graph is the library's own")
    try:
        return reply_of(*written(store.query(checked.text, **graphs), request_of("", question, limits)), limits)
    except SyntaxError as error:
        raise QueryRefused(f"syntax error: {error}") from None
    except (OSError, RuntimeError, LibraryError) as error:
        raise QueryFailed(f"the server does not answer: {error}") from None
