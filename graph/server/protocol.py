"""The SPARQL 1.1 Protocol, query part: GET and both POST forms, read-only."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from graph.server.desk import Desk
from graph.server.negotiation import GRAPHS, TABLES, preferred, wants_html
from graph.sparql import formats
from graph.sparql.guard import QueryRefused
from graph.sparql.pool import Busy, QueryFailed, QueryStopped, Question, Reply

LONGEST_BODY = 1_000_000
METHODS = ("GET", "HEAD", "POST")
_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")
_MOST_GRAPHS = 1000


class ProtocolError(Exception):
    """A request that is not one; `status` is the HTTP status, the text one line for its writer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def sparql(request: Request) -> Response:
    """The endpoint: a query's answer, or the service description where nothing is asked."""
    if request.method not in METHODS:
        return _said(405, "SPARQL queries come by GET or POST", {"allow": ", ".join(METHODS)})
    desk: Desk = request.app.state.desk
    try:
        parameters, direct = await _received(request)
        if request.method != "POST" and not parameters:
            return await _described(request)
        question = _question(parameters, direct, request.headers.get("accept"))
        reply = await run_in_threadpool(desk.ask, question)
    except ProtocolError as error:
        return _said(error.status, str(error))
    except QueryRefused as error:
        return _said(400, str(error))
    except Busy as error:
        return _said(503, str(error), {"retry-after": "5"})
    except QueryStopped as error:
        return _said(504, str(error))
    except QueryFailed as error:
        return _said(500, str(error))
    return answer(reply)


def answer(reply: Reply) -> Response:
    """A reply as a response; `x-rawabit-truncated` tells that the row limit cut it short."""
    if reply.format == "none":
        offered = formats.GRAPHS if reply.kind == "graph" else formats.TABLES
        return _said(406, f"the answer can be had as {', '.join(v.partition(';')[0] for v in offered.values())}")
    kinds = formats.GRAPHS if reply.kind == "graph" else formats.TABLES
    headers = {"vary": "accept"} | ({"x-rawabit-truncated": "true"} if reply.cut else {})
    return Response(reply.body, media_type=None, headers=headers | {"content-type": kinds[reply.format]})


async def _received(request: Request) -> tuple[list[tuple[str, str]], str | None]:
    """All parameters, and the query where the body is one."""
    parameters = _pairs(request.scope.get("query_string", b""))
    if request.method != "POST":
        return parameters, None
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind not in (_FORM, _QUERY):
        raise ProtocolError(415, f"a POST body is {_FORM} or {_QUERY}")
    charset = rest.lower().replace(" ", "").partition("charset=")[2].strip('"')
    if charset not in ("", "utf-8", "utf8"):
        raise ProtocolError(415, "queries are written in UTF-8")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise ProtocolError(415, "bodies come uncompressed")
    body = await received_body(request)
    if kind == _FORM:
        return parameters + _pairs(body), None
    try:
        return parameters, body.decode("utf-8")
    except UnicodeDecodeError:
        raise ProtocolError(400, "the query is not UTF-8") from None


async def received_body(request: Request) -> bytes:
    """The body, refused as soon as it is known to be too long."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > LONGEST_BODY:
        raise ProtocolError(413, f"a request holds at most {LONGEST_BODY:,} bytes")
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > LONGEST_BODY:
            raise ProtocolError(413, f"a request holds at most {LONGEST_BODY:,} bytes")
        pieces.append(piece)
    return b"".join(pieces)


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_GRAPHS)
    except UnicodeDecodeError:
        raise ProtocolError(400, "parameters are percent-encoded UTF-8") from None
    except ValueError:
        raise ProtocolError(400, "there are too many parameters") from None


def _question(parameters: list[tuple[str, str]], direct: str | None, accept: str | None) -> Question:
    if any(name in _UPDATES for name, _ in parameters):
        raise ProtocolError(400, "this endpoint is read-only: it takes no updates")
    queries = [value for name, value in parameters if name == "query"]
    if direct is not None:
        queries.append(direct)
    if len(queries) != 1:
        raise ProtocolError(400, "a request holds exactly one query" if queries else "there is no query parameter")
    return Question(
        queries[0],
        defaults=_graphs(parameters, "default-graph-uri"),
        named=_graphs(parameters, "named-graph-uri"),
        table=preferred(accept, TABLES) or "none",
        graph=preferred(accept, GRAPHS) or "none",
    )


def _graphs(parameters: list[tuple[str, str]], name: str) -> tuple[str, ...] | None:
    return tuple(value for found, value in parameters if found == name) or None


async def _described(request: Request) -> Response:
    """The service description (SPARQL 1.1 Service Description); people are led to the query page."""
    from graph.server.description import description

    accept = request.headers.get("accept")
    if wants_html(accept):
        return RedirectResponse("/query", 303)
    form = preferred(accept, GRAPHS) or "ttl"
    url = str(request.url.replace(query="", fragment=""))
    return Response(description(url, form), media_type=None, headers={"content-type": formats.GRAPHS[form]})


def _said(status: int, message: str, headers: dict[str, str] | None = None) -> PlainTextResponse:
    return PlainTextResponse(message + "\n", status, headers=headers)
