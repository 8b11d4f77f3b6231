"""Options that several commands share, with one wording."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...", help="Files (.txt .json .jsonl .csv .html .docx), folders of them, or - for standard input."
    ),
]
Graph = Annotated[
    str, typer.Option("--graph", "-g", metavar="DIR", help="The graph folder, or the address of a SPARQL server.")
]
Home = Annotated[
    Path | None, typer.Option("--home", metavar="DIR", help="With a server: the folder for texts and judgements.")
]
Published = Annotated[
    str | None,
    typer.Option("--published", "-p", metavar="DATE", help="Publication date (2025-10-17) of articles that give none."),
]
Source = Annotated[
    str | None, typer.Option("--source", "-s", metavar="NAME", help="Publisher of articles that give none.")
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes that read articles.")]
Ner = Annotated[
    str,
    typer.Option("--ner", metavar="ENGINE", help="Tagger of names: auto, crf, net or camel (see `rawabit models`)."),
]
MinConfidence = Annotated[
    float,
    typer.Option(
        "--min-confidence", "-m", min=0.0, max=1.0, metavar="0..1", help="Leave out ties below this confidence."
    ),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; standard output if left out.")
]
