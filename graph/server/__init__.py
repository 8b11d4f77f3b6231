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
    home: Path | None = None,
    limits: Limits | None = None,
    hosts: Iterable[str] = (),
    addresses: bool = False,
    workers: int = 8,
    title: str = "Rawabit",
) -> Starlette:
    """The web application over a graph folder, or over a SPARQL server whose texts lie in `home`.

    `hosts` are names it answers to besides this machine's own; with `addresses` to any IP address too.
    """
    from graph.server.app import create

    return create(graph, home=home, limits=limits, hosts=hosts, addresses=addresses, workers=workers, title=title)


def serve(
    graph: str | Path,
    *,
    home: Path | None = None,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    hosts: Iterable[str] = (),
    workers: int = 8,
    title: str = "Rawabit",
) -> None:
    """Serve a graph until interrupted; raises LibraryError where there is no graph.

    Only this machine is served unless `host` says otherwise. To others the server answers under its address,
    its own name, and the names in `hosts`.
    """
    import socket
    import threading

    import uvicorn

    from graph.server.gate import LOCAL

    outward = host not in LOCAL
    names = {*hosts, host, *((socket.gethostname(), socket.getfqdn()) if outward else ())}
    app = application(graph, home=home, limits=limits, hosts=names, addresses=outward, workers=workers, title=title)
    # The first visitor should not wait for the network to be laid out.
    threading.Thread(target=app.state.desk.warm_up, args=(title,), daemon=True).start()
    uvicorn.run(app, host=host, port=port, log_level="warning", limit_concurrency=64, server_header=False)
