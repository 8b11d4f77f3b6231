"""The query page, the ready queries for it, and answers as a spreadsheet."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from graph.server.desk import Desk
from graph.server.protocol import ProtocolError, received_body
from graph.sparql.guard import QueryRefused
from graph.sparql.names import find_actor
from graph.sparql.pool import Busy, QueryFailed, Question
from graph.sparql.ready import header_cut, ready_queries
from graph.sparql.results import Results, spreadsheet
from graph.terms import ID, PREFIXES


def routes() -> list[Route]:
    """The routes of this part."""
    return [
        Route("/query", query),
        Route("/query.csv", table, methods=["POST"]),
        Route("/ready", ready),
        Route("/ready/{name}", bound),
    ]


def query(request: Request) -> Response:
    """The query page."""
    from graph.server.pages import page

    return page(request, "query.html", prefixes=PREFIXES)


def ready(request: Request) -> Response:  # noqa: ARG001 - the framework's
    """The ready queries with their parameters, for the query page."""
    return JSONResponse(
        {
            "base": ID,
            "prefixes": PREFIXES,
            "queries": [
                {
                    "name": known.name,
                    "title": known.title,
                    "description": known.description,
                    "text": known.body,
                    "parameters": [
                        {"name": p.name, "kind": p.kind, "default": p.default, "what": p.what} for p in known.parameters
                    ],
                }
                for known in ready_queries().values()
            ],
        }
    )


def bound(request: Request) -> Response:
    """A ready query's text with the values of the request in it."""
    known = ready_queries().get(request.path_params["name"])
    if known is None:
        return PlainTextResponse("there is no such ready query\n", 404)
    desk: Desk = request.app.state.desk
    values = {name: value for name, value in request.query_params.items() if name != "lang"}
    with desk.reading() as reading:
        try:
            text = known.bound(values, lambda wanted: find_actor(reading.library.store, wanted))
        except QueryRefused as error:
            return PlainTextResponse(f"{error}\n", 400)
    return PlainTextResponse(header_cut(text))


async def table(request: Request) -> Response:
    """The answer to the query of a form as CSV that a spreadsheet opens rightly."""
    try:
        fields = parse_qs((await received_body(request)).decode("utf-8"), max_num_fields=10)
        results = await run_in_threadpool(_results, request, fields.get("query", [""])[0])
    except ProtocolError as error:
        return PlainTextResponse(f"{error}\n", error.status)
    except (QueryRefused, ValueError) as error:
        return PlainTextResponse(f"{error}\n", 400)
    except QueryFailed as error:
        return PlainTextResponse(f"{error}\n", 503 if isinstance(error, Busy) else 504)
    body = b"\xef\xbb\xbf" + spreadsheet(results.variables, results.rows)
    headers = {"content-type": "text/csv; charset=utf-8", "content-disposition": "attachment; filename=answer.csv"}
    return Response(body, headers=headers)


def _results(request: Request, text: str) -> Results:
    desk: Desk = request.app.state.desk
    results = Results.of(desk.ask(Question(text)))
    if results.kind != "table":
        raise QueryRefused("only the answer to a SELECT is a table")
    return results
