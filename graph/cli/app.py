"""The application object, its global options and the one place where a user's mistake becomes a line."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from graph.cli.console import Mistake, say

STOPPED = 130
"""Exit status after Ctrl-C, as shells have it."""

app = typer.Typer(
    name="rawabit",
    help="Rawabit (روابط) reads Arabic news and builds a graph of who met, visited, thanked, condemned whom.\n\n"
    "Every tie leads to its sentence. Nothing leaves this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"rawabit {version('rawabit')}")
        raise typer.Exit


@app.callback()
def rawabit(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Hold the options that stand before a command."""


def main() -> None:
    """Run the command line; a mistake of the user ends in one line and exit status 1, never a traceback."""
    from graph.cli import commands  # noqa: F401  (registers the commands)
    from graph.folder import LibraryError

    try:
        app()
    except (Mistake, LibraryError) as mistake:
        say(f"rawabit: {mistake}")
        sys.exit(1)
    except SystemExit as ended:
        if ended.code == STOPPED:  # Typer makes this of Ctrl-C, without a word
            say("rawabit: stopped; what was finished is kept")
        raise
    except BrokenPipeError:
        # The reader (head, less) went away: not an error of ours, and Python's own complaint helps nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:  # a disk that is full or read-only, a file that may not be read
        where = f"{error.filename}: " if error.filename else ""
        say(f"rawabit: {where}{error.strerror or error}")
        sys.exit(1)
