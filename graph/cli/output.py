"""Writing what a graph holds: the page and the export files, to a file or to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from graph.cli.console import Mistake
from graph.folder import replacing

if TYPE_CHECKING:
    from graph.library import Library

TITLE = "روابط · Rawabit"


@contextmanager
def opened(path: Path | None) -> Iterator[BinaryIO]:
    """The file to write to, or standard output; a finished file appears whole or not at all."""
    if path is None or str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as part, part.open("wb") as file:
            yield file
    except OSError as error:
        raise Mistake(f"{path}: cannot be written ({error.strerror}); choose another place with --output") from error


def write_export(library: Library, kind: str, path: Path | None) -> None:
    """Write the graph in the format `kind`; raises Mistake where there is no such format."""
    from graph.export import Material, exporters

    known = exporters()
    if kind not in known:
        raise Mistake(f"{kind}: not an export format; choose one of {', '.join(known)}")
    with opened(path) as out:
        known[kind].write(Material(library), out)


def write_view(library: Library, path: Path, title: str = TITLE) -> Path:
    """Write the network page of the graph to one HTML file."""
    from graph.page import write_page
    from graph.projection import project

    path.parent.mkdir(parents=True, exist_ok=True)
    write_page(project(library), path, title=title)
    return path
