"""`rawabit serve`: the network, its actors and articles as pages, and SPARQL, on this machine only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from graph.sparql.pool import Limits

__all__ = ["application", "serve"]


def application(
    graph: str | Path,
    *,
    limits: Limits | None = None,
    hosts: Iterable[str] = (),
    workers: int = 8,
    title: str = "Rawabit",
) -> Starlette:
    """The web application over a graph folder. `hosts` are names it answers to besides this machine's own."""
    from graph.server.app import create

    return create(graph, limits=limits, hosts=hosts, workers=workers, title=title)


def serve(
    graph: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    hosts: Iterable[str] = (),
    workers: int = 8,
    title: str = "Rawabit",
) -> None:
    """Serve a graph folder until interrupted; raises LibraryError where there is no graph.

    Only this machine is served unless `host` says otherwise. To others the server answers under the names in
    `hosts` and under `host` itself.
    """
    import uvicorn

    names = {*hosts, *(() if host in ("0.0.0.0", "::") else (host,))}  # noqa: S104 - asked for by name
    app = application(graph, limits=limits, hosts=names, workers=workers, title=title)
    uvicorn.run(app, host=host, port=port, log_level="warning", limit_concurrency=64, server_header=False)
