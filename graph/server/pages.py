"""The pages for people: network, actors, articles, questions, downloads."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlencode

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from graph.server.desk import Desk, Reading
from graph.server.negotiation import wants_html
from graph.terms import ID, encoded, local_parts

if TYPE_CHECKING:
    from jinja2 import Environment

_STATIC = {"pages.css": "text/css", "query.js": "text/javascript", "article.js": "text/javascript"}
_NETWORK_POLICY = "frame-ancestors 'none'"
_MOST_ROWS = 500
_MOST_HITS = 30


def routes() -> list[Route]:
    """All routes for people."""
    from graph.server import questions

    return [
        Route("/", network),
        Route("/actors", actors),
        Route("/articles", articles),
        Route("/downloads", downloads),
        Route("/downloads/{name}", download),
        Route("/static/{name}", static),
        Route("/id/{path:path}", resource),
        Route("/actor", named_resource),
        Route("/article", named_resource),
        Route("/search", search),
        Route("/expand", expand),
        *questions.routes(),
    ]


@cache
def words() -> dict[str, dict[str, Any]]:
    """What the pages say, by language."""
    loaded: dict[str, dict[str, Any]] = json.loads((files("graph.server") / "words.json").read_text(encoding="utf-8"))
    return loaded


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("graph.server"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(request: Request, template: str, status: int = 200, **content: Any) -> HTMLResponse:
    """A page from a template, in the language asked for (`?lang=en`; Arabic else)."""
    language = "en" if request.query_params.get("lang") == "en" else "ar"
    said = words()[language]

    def link(path: str, **parameters: str) -> str:
        kept = parameters | ({"lang": "en"} if language == "en" else {})
        head, _, fragment = path.partition("#")
        return head + (f"?{urlencode(kept)}" if kept else "") + (f"#{fragment}" if fragment else "")

    switched = dict(request.query_params) | {"lang": said["other_tag"]}
    text = _environment().get_template(template).render(
        t=said, lang=language, dir="ltr" if language == "en" else "rtl", link=link, site=request.app.state.title,
        switch=f"{request.url.path}?{urlencode(switched)}", named=lambda labels: named(labels, language), href=href, **content,
    )  # fmt: skip
    return HTMLResponse(text, status)


def named(labels: dict[str, str] | None, language: str) -> str:
    """A name in the language of the page; in English pages a Turkish name as it is spelled in Turkish."""
    order = ("tr", "en", "ar-Latn", "ar") if language == "en" else ("ar", "en", "tr")
    known = labels or {}
    return next((known[tag] for tag in order if known.get(tag)), next(iter(known.values()), "؟"))


def href(iri: str) -> str:
    """The page of something under this server: `/id/…` for what the graph names itself, else the IRI."""
    return f"/id/{iri[len(ID) :]}" if iri.startswith(ID) else iri


def network(request: Request) -> Response:
    """The network page over the newest state of the graph."""
    desk: Desk = request.app.state.desk
    with desk.reading() as reading:
        text = reading.rendered(request.app.state.title)
    # The page brings its own, stricter policy: it knows the digests of its script and style.
    return HTMLResponse(text, headers={"content-security-policy": _NETWORK_POLICY})


def actors(request: Request) -> Response:
    """All actors by importance, or those whose names hold what is searched for."""
    wanted = request.query_params.get("q", "")
    rows = _found(request, wanted)
    return page(request, "actors.html", rows=rows[:_MOST_ROWS], count=len(rows), wanted=wanted)


def _found(request: Request, wanted: str) -> list[tuple[str, dict[str, Any]]]:
    """The actors whose names hold all the words, in any spelling, most important first."""
    from ontology.folding import bare

    words_wanted = bare(wanted).split()
    desk: Desk = request.app.state.desk
    with desk.reading() as reading:
        rows = reading.network.nodes(data=True)
        found = [(n, data) for n, data in rows if all(word in _searchable(data) for word in words_wanted)]
    return sorted(found, key=lambda row: (-row[1]["importance"], row[0]))


def _searchable(data: dict[str, Any]) -> str:
    from ontology.folding import bare

    return " | ".join(bare(name) for name in (*data["labels"].values(), *data["aliases"]))


def named_resource(request: Request) -> Response:
    """Lead from `?id=IRI` to the page of what it names."""
    iri = request.query_params.get("id", "")
    if not iri.startswith(ID):
        return page(request, "missing.html", 404, iri=iri)
    return RedirectResponse(_with_language(request, href(iri)), 303)


def search(request: Request) -> Response:
    """The actors whose names hold what is searched for, as JSON for the network page."""
    found = _found(request, request.query_params.get("q", ""))[:_MOST_HITS]
    shown = ("labels", "type", "country_labels", "degree")
    return JSONResponse([{"id": iri} | {name: data[name] for name in shown} for iri, data in found])


def expand(request: Request) -> Response:
    """One actor with all its ties, as data for the network page."""
    from graph.page.data import page_data
    from graph.projection import project
    from graph.sparql.names import canonical

    iri = request.query_params.get("id", "")
    desk: Desk = request.app.state.desk
    if not iri.startswith(ID):
        return PlainTextResponse("id is the IRI of an actor\n", 400)
    with desk.reading() as reading:
        try:
            found = project(reading.library, around=canonical(reading.library.store, iri))
        except ValueError as error:
            return PlainTextResponse(f"{error}\n", 400)
        if not found:
            return PlainTextResponse("no such actor has ties\n", 404)
        return JSONResponse(page_data(found, title=request.app.state.title))


def articles(request: Request) -> Response:
    """All articles, newest first."""
    desk: Desk = request.app.state.desk
    with desk.reading() as reading:
        records = sorted(reading.library.articles(), key=lambda r: (r.info.published or "", r.info.id), reverse=True)
    rows = [(f"/id/a/{encoded(record.info.id)}", record) for record in records]
    return page(request, "articles.html", rows=rows[:_MOST_ROWS], count=len(rows))


def resource(request: Request) -> Response:
    """Whatever an IRI of this graph names: an article, an actor, an event, anything else."""
    from graph.server import views
    from graph.sparql.guard import QueryRefused
    from graph.sparql.names import canonical

    path = _canonical_path(request)
    iri = ID + path
    parts = local_parts(iri)
    desk: Desk = request.app.state.desk
    accept = request.headers.get("accept", "*/*")
    if not wants_html(accept) and "*/*" not in accept:
        return _described(desk, iri, accept)
    with desk.reading() as reading:
        if parts is not None and parts[1] in ("", "text", "run"):
            return _article(request, reading, parts[0])
        try:
            known = canonical(reading.library.store, iri)
        except QueryRefused:
            return page(request, "missing.html", 404, iri=iri)
        if known != iri:
            return RedirectResponse(_with_language(request, href(known)), 303)
        actor = views.actor(reading.library, iri)
        if actor is not None:
            return page(request, "actor.html", **actor)
        event = views.event(reading.library, iri)
        if event is not None:
            return page(request, "event.html", **event)
        if derived := views.event_of(reading.library, iri):
            return RedirectResponse(_with_language(request, href(derived)), 303)
        if parts is not None and (place := views.passage_of(reading.library, iri)):
            return RedirectResponse(_with_language(request, f"/id/a/{encoded(parts[0])}") + f"#{place}", 303)
        statements = views.statements(reading.library, iri)
    if not statements:
        return page(request, "missing.html", 404, iri=iri)
    return page(request, "resource.html", iri=iri, statements=statements)


def _described(desk: Desk, iri: str, accept: str) -> Response:
    """A resource for programs: what is derived of it, as RDF."""
    from graph.server.negotiation import GRAPHS, preferred
    from graph.server.protocol import answer
    from graph.sparql.pool import QueryFailed, Question

    form = preferred(accept, GRAPHS) or "none"
    try:
        return answer(desk.ask(Question(f"DESCRIBE {NamedNode(iri)}", graph=form)))
    except (QueryFailed, ValueError) as error:
        return PlainTextResponse(f"{error}\n", 503)


def _article(request: Request, reading: Reading, article: str) -> Response:
    from graph.server import views

    try:
        return page(request, "article.html", **views.article(reading.library, article))
    except KeyError:
        return page(request, "missing.html", 404, iri=f"{ID}a/{encoded(article)}")


def _canonical_path(request: Request) -> str:
    """The path below `/id/`, percent-encoded as the graph's IRIs are, however the browser spelled it."""
    raw = request.scope.get("raw_path", b"").decode("ascii", "replace").partition("?")[0]
    segments = raw.removeprefix("/id/").split("/")
    return "/".join(encoded(unquote(segment)) for segment in segments)


def _with_language(request: Request, path: str) -> str:
    return path + ("?lang=en" if request.query_params.get("lang") == "en" else "")


def downloads(request: Request) -> Response:
    """The formats in which the whole graph can be had."""
    from graph.export import exporters

    return page(request, "downloads.html", formats=exporters())


def download(request: Request) -> Response:
    """The whole graph in one format."""
    import io

    from graph.export import Material, exporters

    exporter = exporters().get(request.path_params["name"])
    if exporter is None:
        return PlainTextResponse("there is no such format\n", 404)
    desk: Desk = request.app.state.desk
    with desk.reading() as reading:
        out = io.BytesIO()
        exporter.write(Material(reading.library, network=reading.network if exporter.drawn else None), out)
    headers = {
        "content-type": exporter.media_type,
        "content-disposition": f"attachment; filename={exporter.stem}{exporter.suffix}",
    }
    return Response(out.getvalue(), headers=headers)


def static(request: Request) -> Response:
    """Style and scripts of the pages."""
    name = request.path_params["name"]
    kind = _STATIC.get(name)
    if kind is None:
        return PlainTextResponse("not found\n", 404)
    text = (files("graph.server") / "static" / name).read_bytes()
    return Response(text, media_type=kind, headers={"cache-control": "no-cache"})
