"""What the server reads from: the newest checkpoint of a graph, and the workers that answer queries on it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.sparql.ask import ask_elsewhere
from graph.sparql.pool import Limits, Pool, Question, Reply
from graph.store import LocalStore

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from graph.library import Library

MOST_ACTORS = 20_000
"""What the network page holds at most; it fetches the rest as it is asked for."""
FRESH_SECONDS = 5.0
"""How often it is looked whether a writer has left a newer checkpoint."""


FRESH_SECONDS_ELSEWHERE = 60.0
"""The same of a server, which does not tell whether anything has changed."""


class Reading:
    """One state of the graph, open to read. It is closed when it is out of date and nobody uses it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._users = 0
        self._page: str | None = None
        self._outdated = False
        self._lock = threading.Lock()
        self._network_lock = threading.Lock()

    @property
    def path(self) -> str:
        """The folder that workers open."""
        return str(Path(getattr(self.library.store, "path", None) or "").resolve())

    @property
    def network(self) -> MultiDiGraph:
        """The whole network, projected once."""
        with self._network_lock:
            return self._network

    @cached_property
    def _network(self) -> MultiDiGraph:
        from graph.projection import project

        return project(self.library)

    def rendered(self, title: str) -> str:
        """The network page, rendered once."""
        network = self.network
        with self._network_lock:
            if self._page is None:
                self._page = _rendered(network, title)
            return self._page

    @contextmanager
    def in_use(self) -> Iterator[Reading]:
        """Keep it open meanwhile."""
        with self._lock:
            self._users += 1
        try:
            yield self
        finally:
            with self._lock:
                self._users -= 1
            self._close_if_done()

    def retire(self) -> None:
        """Close it as soon as nobody uses it."""
        with self._lock:
            self._outdated = True
        self._close_if_done()

    def _close_if_done(self) -> None:
        with self._lock:
            done = self._outdated and self._users == 0
            self._outdated = self._outdated and not done
        if done:
            self.library.close()


def _rendered(network: MultiDiGraph, title: str) -> str:
    from graph.page import render_page

    if len(network) > MOST_ACTORS:
        ranked = sorted(network, key=lambda n: (-network.nodes[n]["importance"], n))
        network = network.subgraph(ranked[:MOST_ACTORS])
    return render_page(network, title=title, live="/")


class Desk:
    """The graph folder that is served: hands out its newest state and has questions answered on it."""

    def __init__(
        self,
        graph: str | Path,
        *,
        home: Path | None = None,
        limits: Limits | None = None,
        workers: int = 8,
        spare: int = 2,
    ) -> None:
        self.graph = graph
        self.home = home
        self.limits = limits or Limits()
        self._reading = Reading(self._open())
        self._looked = time.monotonic()
        self._lock = threading.Lock()
        self._local = isinstance(self._reading.library.store, LocalStore)
        self.pool = Pool(spare=spare if self._local else 0, most=workers, limits=self.limits)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """The newest state, open as long as it is used. Blocks a few milliseconds: call it in a thread."""
        with self._lock:
            self._refresh()
            reading = self._reading
            use = reading.in_use()
            use.__enter__()
        try:
            yield reading
        finally:
            use.__exit__(None, None, None)

    def ask(self, question: Question) -> Reply:
        """Answer a question on the newest state; raises as `Pool.ask` does."""
        with self.reading() as reading:
            if self._local:
                return self.pool.ask(reading.path, question)
            return ask_elsewhere(reading.library.store, question, self.limits)

    def warm_up(self, title: str) -> None:
        """Render the network page before anyone asks for it."""
        with self.reading() as reading:
            reading.rendered(title)

    def close(self) -> None:
        """Let go of files and processes."""
        self.pool.close()
        self._reading.retire()

    def _open(self) -> Library:
        from graph.library import Library

        return Library.open(self.graph, self.home, read_only=True)

    def _refresh(self) -> None:
        now = time.monotonic()
        if now - self._looked < (FRESH_SECONDS if self._local else FRESH_SECONDS_ELSEWHERE):
            return
        self._looked = now
        library = self._open()
        if self._local and getattr(library.store, "path", None) == getattr(self._reading.library.store, "path", None):
            library.close()
            return
        self._reading.retire()
        self._reading = Reading(library)
        # What was removed from the graph shall not stay in files that a worker keeps open.
        self.pool.recycle()

    def describe(self) -> dict[str, Any]:
        """What stands in the answer of `/health`."""
        return {"status": "ok", "seconds": self.limits.seconds, "rows": self.limits.rows}
