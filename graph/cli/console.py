"""What commands say besides their output: lines and progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


class Mistake(Exception):  # noqa: N818  (it is the user's, not the program's)
    """Something the user can mend; its text is one line that says what and how."""


def say(line: str) -> None:
    """Print one line on standard error."""
    print(line, file=sys.stderr)


def progress(items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
    """Yield the items with a progress bar where standard error is a terminal, silently where it is piped."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=label, total=total, console=Console(stderr=True), transient=True)
