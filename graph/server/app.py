"""The routes of the web application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph.server.desk import Desk
from graph.server.gate import LOCAL, Gate
from graph.server.protocol import sparql
from graph.sparql.pool import Limits

ANY = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def create(
    graph: str | Path,
    *,
    home: Path | None,
    limits: Limits | None,
    hosts: Iterable[str],
    addresses: bool,
    workers: int,
    title: str,
) -> Starlette:
    """The application; opens the graph at once and lets go of it at shutdown."""
    from graph.server.pages import routes as page_routes

    desk = Desk(graph, home=home, limits=limits, workers=workers)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:  # noqa: ARG001 - the framework's
        yield
        desk.close()

    routes = [Route("/sparql", sparql, methods=ANY), Route("/health", health), *page_routes()]
    app = Starlette(
        routes=routes, middleware=[Middleware(Gate, hosts={*LOCAL, *hosts}, addresses=addresses)], lifespan=lifespan
    )
    app.state.desk = desk
    app.state.title = title
    return app


async def health(request: Request) -> Response:
    """Say that the server is there and what its limits are."""
    desk: Desk = request.app.state.desk
    return JSONResponse(desk.describe())
