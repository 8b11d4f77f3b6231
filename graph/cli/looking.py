"""Commands that look into a graph: view, query, export, info."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.cli.app import app
from graph.cli.console import Mistake, say
from graph.cli.options import Graph, Home, Output


@app.command()
def view(
    graph: Graph,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")] = Path(
        "ties.html"
    ),
    title: Annotated[str, typer.Option("--title", "-t", help="Heading of the page.")] = "روابط · Rawabit",
    home: Home = None,
) -> None:
    """Write the network as one HTML page that opens in any browser, without a network connection.

    Example: `rawabit view --graph my-graph --output ties.html`
    """
    from graph.cli.opening import open_library
    from graph.cli.output import write_view

    with open_library(graph, home, read_only=True) as library:
        path = write_view(library, output, title)
    print(f"{path.resolve()}: open it in a browser")


@app.command()
def query(
    text: Annotated[
        str | None, typer.Argument(metavar="QUERY", help="A SPARQL query, a file of one, or the name of a ready query.")
    ] = None,
    graph: Annotated[
        str | None, typer.Option("--graph", "-g", metavar="DIR", help="The graph folder or server.")
    ] = None,
    format: Annotated[  # noqa: A002  (the option's own name)
        str | None, typer.Option("--format", "-f", metavar="NAME", help="table, csv, tsv, json, xml, ttl or nt.")
    ] = None,
    parameters: Annotated[
        list[str] | None, typer.Option("--param", "-P", metavar="NAME=VALUE", help="A value for a ready query.")
    ] = None,
    listing: Annotated[bool, typer.Option("--list", "-l", help="List the ready queries.")] = False,
    seconds: Annotated[
        float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="Stop after this time.")
    ] = 60.0,
    output: Output = None,
    home: Home = None,
) -> None:
    """Ask the graph a question in SPARQL, or one of the ready questions by name.

    Examples:

    `rawabit query --list`

    `rawabit query who-met-whom --graph my-graph`

    `rawabit query 'SELECT ?a ?b WHERE { ?a rw:thanked ?b }' -g my-graph -f csv > thanks.csv`
    """
    if listing:
        _print_ready_queries()
        return
    if text is None or graph is None:
        raise Mistake("query needs a question and --graph DIR; `rawabit query --list` shows the ready questions")
    _run_query(_query_text(text), graph, home, format, _pairs(parameters or []), seconds, output)


@app.command()
def export(
    graph: Graph,
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option("--format", "-f", metavar="NAME", help="gexf, graphml, csv, trig, nq, ttl, nt or jsonld."),
    ] = None,
    output: Output = None,
    home: Home = None,
) -> None:
    """Write the graph for other tools: GEXF for Gephi, CSV for a spreadsheet, RDF for a triple store.

    Examples:

    `rawabit export --graph my-graph --format gexf --output ties.gexf`

    `rawabit export -g my-graph -o ties.csv`
    """
    from graph.cli.opening import open_library
    from graph.cli.output import write_export
    from graph.export import format_of

    kind = format or (format_of(output.name) if output else None)
    if kind is None:
        raise Mistake("export needs --format NAME, or an --output file whose ending tells it (ties.gexf)")
    with open_library(graph, home, read_only=True) as library:
        write_export(library, kind, output)


@app.command()
def info(
    graph: Graph,
    articles: Annotated[bool, typer.Option("--articles", "-a", help="List the articles too.")] = False,
    home: Home = None,
) -> None:
    """Say what a graph holds: articles, ties, actors, sources, dates, versions.

    Example: `rawabit info --graph my-graph --articles`
    """
    from graph.cli.opening import open_library
    from graph.cli.summary import summary

    with open_library(graph, home, read_only=True) as library:
        for line in summary(library.info()):
            print(line)
        for record in library.articles() if articles else ():
            print("\t".join((record.info.id, record.info.published or "-", record.info.title or "-")))


def _print_ready_queries() -> None:
    from graph.sparql import ready_queries

    for ready in ready_queries().values():
        print(f"{ready.name:28} {ready.title['en']} · {ready.title['ar']}")
        if ready.parameters:
            print(f"{'':28}   --param {' '.join(str(p) for p in ready.parameters)}")


def _query_text(text: str) -> str:
    """The query itself where `text` names a file, else `text` as it is."""
    path = Path(text) if text.endswith((".rq", ".sparql")) else None
    if path is None:
        return text
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Mistake(f"{path}: cannot be read as a query ({error})") from error


def _pairs(parameters: list[str]) -> dict[str, str]:
    pairs = dict(p.partition("=")[::2] for p in parameters)
    if not all("=" in p for p in parameters):
        raise Mistake("--param takes NAME=VALUE, for example --param date=2025-10-17")
    return pairs


def _run_query(
    text: str,
    graph: str,
    home: Path | None,
    format_: str | None,
    parameters: dict[str, str],
    seconds: float,
    output: Path | None,
) -> None:
    from graph.cli.opening import open_library
    from graph.cli.output import opened
    from graph.sparql import Limits, QueryFailed, QueryRefused, run, write_results

    try:
        with open_library(graph, home, read_only=True) as library:
            results = run(library, text, parameters=parameters, limits=Limits(seconds=seconds))
            with opened(output) as out:
                write_results(results, format_ or "table", out)
    except (QueryRefused, QueryFailed) as error:
        say(f"rawabit: {error}")
        raise typer.Exit(1) from error
