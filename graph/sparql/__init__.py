"""Questions to the graph: safe queries, run where they can be ended, and the ready ones.

`run(library, text)` answers a SPARQL query or a ready query by its name; `write_results` writes the
answer. A query that is refused raises `QueryRefused`, one that takes too much `QueryStopped`, both with
a message of one line for its writer.
"""

from __future__ import annotations

from graph.sparql.ask import run
from graph.sparql.guard import QueryRefused
from graph.sparql.names import find_actor
from graph.sparql.pool import Busy, Limits, QueryFailed, QueryStopped
from graph.sparql.ready import Parameter, ReadyQuery, ready_queries
from graph.sparql.results import FORMATS, Results, write_results

__all__ = [
    "FORMATS",
    "Busy",
    "Limits",
    "Parameter",
    "QueryFailed",
    "QueryRefused",
    "QueryStopped",
    "ReadyQuery",
    "Results",
    "find_actor",
    "ready_queries",
    "run",
    "write_results",
]
