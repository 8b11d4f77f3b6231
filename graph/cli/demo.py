"""The command `demo`: from the bundled sample articles to a graph, its page and its exports."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from graph.cli.app import app
from graph.cli.options import Jobs, Ner

EXPORTS = ("gexf", "csv", "ttl")


@app.command()
def demo(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder for graph, page and exports.")
    ] = Path("rawabit-demo"),
    ner: Ner = "auto",
    jobs: Jobs = 1,
) -> None:
    """Build the bundled sample articles into a graph, write its page and exports, and say what to try next.

    The samples were written for Rawabit after real events: sample texts, not quotations.

    Example: `rawabit demo --output my-demo`
    """
    from graph.cli.articles import build_into
    from graph.cli.opening import open_library
    from graph.cli.output import write_export, write_view
    from graph.sample import sample_corpus

    store, page = output / "graph", output / "ties.html"
    tally = build_into([str(sample_corpus())], str(store), ner=ner, jobs=jobs)
    with open_library(str(store), read_only=True) as library:
        write_view(library, page)
        exports = [output / f"ties.{kind}" for kind in EXPORTS]
        for path in exports:
            write_export(library, path.suffix[1:], path)
    for line in (*tally.lines(), "", *_farewell(page, store, exports)):
        print(line)
    raise typer.Exit(tally.status)


def _farewell(page: Path, store: Path, exports: list[Path]) -> list[str]:
    from graph.page import SAMPLE_NOTICE

    # After `make demo` the command lies in the virtual environment only, so it is named as it was called.
    rawabit = "rawabit" if shutil.which("rawabit") else sys.argv[0]
    return [
        f"{SAMPLE_NOTICE['en']} · {SAMPLE_NOTICE['ar']}",
        f"page     {page.resolve()}   (open it in a browser)",
        f"graph    {store.resolve()}",
        *(f"export   {path.resolve()}" for path in exports),
        "",
        "Three things to try next:",
        f"  {rawabit} query who-met-whom --graph {store}",
        f"  {rawabit} extract YOUR-ARTICLE.txt --published {_EXAMPLE_DATE}",
        f"  {rawabit} build YOUR-FOLDER --graph {store}",
    ]


_EXAMPLE_DATE = "2025-10-17"
