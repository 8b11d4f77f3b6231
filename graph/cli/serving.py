"""Commands that show and explain: serve, ontology, models, evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.cli.app import app
from graph.cli.console import Mistake, say
from graph.cli.options import Graph, Home, Jobs, Ner, Output


@app.command()
def serve(
    graph: Graph,
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, metavar="N", help="Port to listen on.")] = 8000,
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="ADDRESS", help="Address to listen on; only this machine unless told otherwise."
        ),
    ] = "127.0.0.1",
    home: Home = None,
) -> None:
    """Offer the graph to a browser on this machine: the network, a page for each actor and article, SPARQL.

    Example: `rawabit serve --graph my-graph --port 8000`
    """
    from graph.cli.opening import open_library
    from graph.server import serve as run_server

    open_library(graph, home, read_only=True).close()  # what is not a graph is told before the server starts
    say(f"http://{host}:{port}/  (Ctrl-C ends it)")
    run_server(graph, host=host, port=port, home=home)


@app.command()
def ontology(
    format: Annotated[  # noqa: A002
        str, typer.Option("--format", "-f", metavar="NAME", help="html, md or ttl.")
    ] = "md",
    output: Output = None,
) -> None:
    """Write the reference of the vocabulary: every class, property and relation, in Arabic and English.

    Example: `rawabit ontology --format html --output vocabulary.html`
    """
    from graph.cli.output import opened
    from graph.reference import FORMATS, reference

    if format not in FORMATS:
        raise Mistake(f"{format}: not a format of the reference; choose one of {', '.join(FORMATS)}")
    with opened(output) as out:
        out.write(reference(format).encode("utf-8"))


@app.command()
def models() -> None:
    """Say which engines that find names are installed, how good they are, and how to get the rest.

    Example: `rawabit models`
    """
    from ingest.mentions.tagger import engines

    for engine in engines():
        measured = f", F1 {engine.f1:.2f} on ANERcorp's test split" if engine.f1 else ""
        print(f"{engine.name:6} {'installed' if engine.installed else 'not installed'}: {engine.what}{measured}")
        if engine.installed:
            print(f"{'':6} {engine.folder} ({engine.size / 1e6:.1f} MB, {engine.licence})")
        elif engine.how_to_get:
            print(f"{'':6} {engine.how_to_get}")


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder of NAME.txt with annotations NAME.json.")],
    ner: Ner = "auto",
    jobs: Jobs = 1,
    json: Annotated[bool, typer.Option("--json", help="Print all figures as JSON.")] = False,
) -> None:
    """Measure extraction against annotated articles: precision, recall and F1 of every relation.

    Example: `rawabit evaluate my-gold/ --jobs 2`
    """
    from graph.cli.console import progress
    from ingest.batch import extract_all
    from ingest.evaluation import evaluate as measure
    from ingest.pipeline import Options
    from ingest.readers import Problem, read_articles

    if not gold.is_dir():
        raise Mistake(f"{gold}: not a folder; evaluate takes a folder of articles with annotations beside them")
    read = progress(extract_all(read_articles([str(gold)]), Options(ner=ner), jobs), "reading")
    report = measure(gold, [item[1] for item in read if not isinstance(item, Problem)])
    print(report.to_json() if json else report.table())
