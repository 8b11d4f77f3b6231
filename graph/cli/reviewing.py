"""Commands that keep a graph in order: review, validate, rebuild, backup, restore."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.app import app
from graph.cli.console import Mistake, say
from graph.cli.options import Graph, Home

if TYPE_CHECKING:
    from graph.library import Library
    from graph.reviewing import Statement

_KEYS = {"a": "accept", "r": "reject", "c": "correct", "w": "withdraw"}


@app.command()
def review(
    graph: Graph,
    what: Annotated[
        str | None, typer.Argument(metavar="[FILE | ARTICLE/r3]", help="A file of verdicts, or one tie by its name.")
    ] = None,
    verdict: Annotated[
        str | None, typer.Argument(metavar="[VERDICT]", help="For one tie: accept, reject, correct or withdraw.")
    ] = None,
    article: Annotated[str | None, typer.Option("--article", "-A", metavar="ID", help="Only this article's.")] = None,
    below: Annotated[
        float,
        typer.Option("--below", "-b", min=0.0, max=1.0, metavar="0..1", help="Only those less certain than this."),
    ] = 1.0,
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--change", "-c", metavar="FIELD=VALUE", help="With correct: type, subject, object, date, place or status."
        ),
    ] = None,
    note: Annotated[str, typer.Option("--note", "-n", metavar="TEXT", help="Why, for the record.")] = "",
    author: Annotated[
        str | None, typer.Option("--author", "-a", metavar="NAME", help="Who decides; else the login name.")
    ] = None,
    listing: Annotated[bool, typer.Option("--list", "-l", help="List the ties to decide, and decide nothing.")] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="With --list: write a table (CSV) to fill in and hand back."
        ),
    ] = None,
    loose: Annotated[bool, typer.Option("--loose", help="List the verdicts that fit no tie any more.")] = False,
    home: Home = None,
) -> None:
    """Accept, reject or correct ties: one by one in the terminal, one by name, or all of a file.

    A rejected tie leaves the network, queries and exports; what the article said stays on record. Verdicts are
    kept in `judgements.jsonl`, found again after a rebuild, and taken back with `withdraw`.

    Examples:

    `rawabit review --graph my-graph --below 0.6`

    `rawabit review 2025-10-17-damascus/r3 reject --graph my-graph --note "another man of that name"`

    `rawabit review 2025-10-17-damascus/r3 correct --change date=2025-10-16 --graph my-graph`

    `rawabit review --list --output ties.csv --graph my-graph` writes a table for a spreadsheet: fill in `verdict`
    (accept, reject, correct with `change` such as `date=2025-10-16; status=planned`, withdraw) and hand it back:

    `rawabit review ties.csv --graph my-graph`
    """
    from graph.cli.opening import open_library

    if output and not listing:
        raise Mistake("--output goes with --list: it writes the table of the ties to decide")
    who = author or _login()
    with open_library(graph, home, read_only=listing or loose) as library:
        library.require_home()
        if loose:
            _print_loose(library)
        elif listing:
            _list(_open_statements(library, article, below), output)
        elif what is None:
            _ask(library, article, below, who)
        elif verdict is not None:
            _judge(library, what, verdict, who, _changes(change or []), note)
        else:
            _apply(library, Path(what), who)


def _open_statements(library: Library, article: str | None, below: float) -> list[Statement]:
    """Statements without a verdict, the least certain first."""
    from graph.reviewing import statements

    try:
        found = [s for s in statements(library, article) if s.verdict is None and s.confidence <= below]
    except KeyError as error:
        raise Mistake(f"{article}: no article of this id; `rawabit info --articles` lists them") from error
    return sorted(found, key=lambda s: (s.confidence, s.article, len(s.name), s.name))


def _login() -> str:
    """The login name; asked for where the system has none to give."""
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise Mistake("the login name is not known here; say who decides with --author NAME") from error


def _list(found: list[Statement], output: Path | None) -> None:
    if output is None:
        for statement in found:
            print(_line(statement))
        return
    from graph.cli.output import opened
    from graph.review_sheet import write_sheet

    with opened(output) as out:
        write_sheet(found, out)
    say(f"{output}: {len(found)} ties and offices to decide")


def _line(s: Statement) -> str:
    parts = (f"{s.article}/{s.name}", s.relation, f"{s.subject} → {s.object}", s.date or "no date", s.status)
    return "  ".join((*parts, f"{s.confidence:.2f}"))


def _ask(library: Library, article: str | None, below: float, who: str) -> None:
    found = _open_statements(library, article, below)
    decided = 0
    for number, statement in enumerate(found, 1):
        print(f"\n{number} of {len(found)}: {_line(statement)}\n  «{statement.quote}»")
        key = typer.prompt("[a]ccept [r]eject [c]orrect [s]kip [q]uit", default="s", show_default=False)[:1].lower()
        if key == "q":
            break
        if key not in _KEYS or key == "w":
            continue
        changes = _changes(typer.prompt("changes (date=2025-10-16 status=planned …)").split()) if key == "c" else {}
        try:
            _judge(library, f"{statement.article}/{statement.name}", _KEYS[key], who, changes, "")
        except Mistake as mistake:
            say(f"rawabit: {mistake}")
        else:
            decided += 1
    print(f"\n{decided} decided of {len(found)}")


def _judge(library: Library, name: str, verdict: str, who: str, changes: dict[str, str | None], note: str) -> None:
    from graph.reviewing import judge

    article, _, statement = name.rpartition("/")
    try:
        judge(library, article, statement, verdict, author=who, correction=changes, note=note)  # type: ignore[arg-type]
    except ValueError as error:
        raise Mistake(str(error)) from error
    print(f"{verdict}: {name}")


def _changes(given: list[str]) -> dict[str, str | None]:
    """FIELD=VALUE pairs; an empty value is none (`date=`)."""
    wrong = [g for g in given if "=" not in g]
    if wrong:
        raise Mistake(f"{wrong[0]!r}: give FIELD=VALUE, such as date=2025-10-16")
    return {field: value or None for field, _, value in (g.partition("=") for g in given)}


def _apply(library: Library, path: Path, who: str) -> None:
    from graph.reviewing import apply_file

    if not path.is_file():
        raise Mistake(f"{path}: neither a file of verdicts nor a tie with its verdict")
    try:
        applied = apply_file(library, path, author=who)
    except ValueError as error:
        raise Mistake(str(error)) from error
    for problem in applied.problems:
        say(f"rawabit: {problem}")
    print(f"{applied.new} new verdicts, {applied.known} known")
    raise typer.Exit(1 if applied.problems else 0)


def _print_loose(library: Library) -> None:
    for judgement, reason in library.loose_judgements():
        names = f"{judgement.subject[0]} → {judgement.object[0]}"
        print(
            f"{judgement.article}  {judgement.relation}  {names}  {judgement.verdict} by {judgement.author}: {reason}"
        )


@app.command()
def validate(
    graph: Graph,
    article: Annotated[str | None, typer.Argument(metavar="[ARTICLE]", help="Only this article, with SHACL.")] = None,
    home: Home = None,
) -> None:
    """Check that a graph is right: every tie with its evidence, every quote in its text, nothing forged.

    Prints a line for what breaks, with its article, and ends with status 1 where something does.

    Example: `rawabit validate --graph my-graph`
    """
    from graph.cli.opening import open_library
    from graph.validation import validate_article, validate_library

    with open_library(graph, home, read_only=True) as library:
        try:
            found = validate_article(library, article) if article else validate_library(library)
        except KeyError as error:
            raise Mistake(f"{article}: no article of this id; `rawabit info --articles` lists them") from error
    for violation in found:
        print(f"unlikely: {violation}" if violation.warning else violation)
    broken = sum(not v.warning for v in found)
    if not broken:
        print("the graph is right")
    raise typer.Exit(1 if broken else 0)


@app.command()
def rebuild(graph: Graph, home: Home = None) -> None:
    """Derive actors, events and offices anew from what the articles say. No text is read again.

    Example: `rawabit rebuild --graph my-graph`
    """
    from graph.cli.opening import open_library

    with open_library(graph, home) as library:
        changed = library.rebuild()
    print(f"rebuilt: {changed} statements changed" if changed else "rebuilt: nothing changed")


@app.command()
def backup(
    output: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write (.tar.gz).")],
    graph: Graph,
    home: Home = None,
) -> None:
    """Write the graph, its texts and the verdicts into one archive; a build may go on meanwhile.

    Example: `rawabit backup my-graph-2025-10.tar.gz --graph my-graph`
    """
    from graph.backup import backup as write
    from graph.cli.opening import open_library
    from graph.folder import LibraryError

    with open_library(graph, home, read_only=True) as library:
        try:
            articles = write(library, output)
        except LibraryError as error:
            raise Mistake(str(error)) from error
    print(f"{output}: {articles} articles")


@app.command()
def restore(
    archive: Annotated[Path, typer.Argument(metavar="FILE", help="An archive that `rawabit backup` wrote.")],
    graph: Annotated[
        str, typer.Option("--graph", "-g", metavar="DIR", help="The folder to make, or the address of an empty server.")
    ],
    home: Home = None,
) -> None:
    """Make a graph folder from a backup, or fill an empty SPARQL server with it.

    Examples:

    `rawabit restore my-graph-2025-10.tar.gz --graph restored`

    `rawabit restore my-graph-2025-10.tar.gz --graph https://host/query --home my-home`
    """
    from graph.backup import restore as read
    from graph.folder import LibraryError

    try:
        quads = read(archive, graph, home)
    except LibraryError as error:
        raise Mistake(str(error)) from error
    print(f"{graph}: restored, {quads} statements")
