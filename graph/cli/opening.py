"""Opening the graph that a command names: a folder, or a SPARQL server with a folder beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.cli.console import Mistake, say

if TYPE_CHECKING:
    from graph.library import Library


def open_library(graph: str, home: Path | None = None, *, create: bool = False, read_only: bool = False) -> Library:
    """Open the library; raises Mistake where there is none, another process writes to it, or it is too new.

    A reader of a graph that wants deriving anew is told so.
    """
    from graph.library import Library, LibraryError

    try:
        library = Library.open(graph, home=home, create=create, read_only=read_only)
        reason = library.outdated() if read_only else None
    except LibraryError as error:
        raise Mistake(str(error)) from error
    if reason:
        say(f"rawabit: {graph}: {reason}; `rawabit rebuild --graph {graph}` brings them up to date")
    return library
