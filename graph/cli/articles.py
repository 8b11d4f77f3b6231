"""Commands that read articles: extract, build, remove."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.app import app
from graph.cli.console import Mistake, progress, say
from graph.cli.options import Graph, Home, Inputs, Jobs, MinConfidence, Ner, Published, Source

if TYPE_CHECKING:
    from graph.cli.tally import Tally
    from ingest.article import Article
    from ingest.extraction import Extraction


@app.command()
def extract(
    inputs: Inputs,
    published: Published = None,
    source: Source = None,
    ner: Ner = "auto",
    min_confidence: MinConfidence = 0.0,
    jobs: Jobs = 1,
) -> None:
    """Print what articles say: one JSON object a line, every tie with its sentence.

    Examples:

    `rawabit extract article.txt --published 2025-10-17`

    `rawabit extract news/ --jobs 4 > ties.jsonl`

    `cat articles.jsonl | rawabit extract -`
    """
    from graph.cli.tally import Tally

    tally = Tally()
    for _, extraction in _read(Reading(inputs, published, source, ner, min_confidence, jobs), tally):
        sys.stdout.write(json.dumps(extraction.to_json(), ensure_ascii=False) + "\n")
    raise typer.Exit(tally.status)


@app.command()
def build(
    inputs: Inputs,
    graph: Graph,
    published: Published = None,
    source: Source = None,
    ner: Ner = "auto",
    min_confidence: MinConfidence = 0.0,
    jobs: Jobs = 1,
    home: Home = None,
    replace: Annotated[
        bool, typer.Option("--replace", "-r", help="Let an article take the id of one from another place.")
    ] = False,
) -> None:
    """Read articles into a graph folder: made when it is not there, added to when it is.

    The same article again changes nothing; a changed text from the same place replaces the old one.

    Examples:

    `rawabit build news/ --graph my-graph`

    `rawabit build article.txt -g my-graph --published 2025-10-17 --source "الإخبارية"`
    """
    tally = build_into(inputs, graph, published, source, ner, min_confidence, jobs, home, replace=replace)
    for line in tally.lines():
        print(line)
    raise typer.Exit(tally.status)


def build_into(
    inputs: list[str],
    graph: str,
    published: str | None = None,
    source: str | None = None,
    ner: str = "auto",
    min_confidence: float = 0.0,
    jobs: int = 1,
    home: Path | None = None,
    *,
    replace: bool = False,
) -> Tally:
    """Read the inputs into the graph and return the summary of what became of them."""
    from graph.cli.opening import open_library
    from graph.cli.tally import Tally

    reading = Reading(inputs, published, source, ner, min_confidence, jobs)
    tally = Tally()
    with open_library(graph, home, create=True) as library:
        read = _read(reading, tally, held=library.holds)
        for outcome in library.add_all(read, replace=replace):
            tally.count_outcome(outcome)
        tally.close(library)
    return tally


@app.command()
def remove(
    articles: Annotated[
        list[str], typer.Argument(metavar="ARTICLE...", help="Article ids, as `rawabit info` lists them.")
    ],
    graph: Graph,
    home: Home = None,
) -> None:
    """Take articles out of a graph, with everything that only they gave.

    Example: `rawabit remove 2025-10-17-damascus --graph my-graph`
    """
    from graph.cli.opening import open_library

    missing = 0
    with open_library(graph, home) as library:
        for article in articles:
            if library.remove(article):
                print(f"removed {article}")
            else:
                missing += 1
                say(f"rawabit: {article}: no article of this id in {graph}; `rawabit info --articles` lists them")
    raise typer.Exit(1 if missing else 0)


@dataclass(frozen=True)
class Reading:
    """What to read and how: the options that `extract` and `build` share."""

    inputs: list[str]
    published: str | None
    source: str | None
    ner: str
    min_confidence: float
    jobs: int


def _read(
    reading: Reading, tally: Tally, held: Callable[[Article, str], bool] = lambda _article, _extractor: False
) -> Iterator[tuple[Article, Extraction]]:
    """Yield articles with what they say; print each problem as its one line and count it.

    What this very extractor has read before is not read again.
    """
    from ingest.batch import extract_all
    from ingest.pipeline import Options, extractor_name
    from ingest.readers import Problem, read_articles

    options = Options(ner=reading.ner, min_confidence=reading.min_confidence)
    try:
        extractor = extractor_name(options)
        articles = read_articles(reading.inputs, published=reading.published, source=reading.source)
    except (ValueError, OSError) as error:  # an engine or a date that cannot be
        raise Mistake(str(error)) from error

    def fresh() -> Iterator[Article | Problem]:
        for item in articles:
            if isinstance(item, Problem) or not held(item, extractor):
                yield item
            else:
                tally.count_unchanged()

    for item in progress(extract_all(fresh(), options, reading.jobs), "reading"):
        if isinstance(item, Problem):
            tally.count_problem(item)
            say(str(item))
        else:
            tally.count_extraction(item[1])
            yield item
