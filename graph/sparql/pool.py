"""Worker processes kept warm: a query gets one to itself, and a deadline after which it is ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from graph.sparql.guard import LONGEST_QUERY, QueryRefused

PATIENCE_SECONDS = 1.0
"""After so long a query makes way for shorter ones."""
ROOT = Path(__file__).resolve().parents[2]


class QueryFailed(RuntimeError):  # noqa: N818 - said of the query, not of the program
    """A query that was let through and did not end well; the message says why, in one line."""


class QueryStopped(QueryFailed):
    """It took longer or more memory than the limits allow."""


class Busy(QueryFailed):
    """Every worker is taken; asking again later helps."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take. `rows` counts rows or triples; None means as many as there are."""

    seconds: float = 30.0
    rows: int | None = 100_000
    megabytes: int = 1024


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the graphs that the protocol names (None: the query's own or the usual ones), the forms wanted."""

    text: str
    defaults: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    table: str = "json"
    graph: str = "nt"


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer as bytes: `kind` is table, boolean or graph; `cut` tells that the row limit cut it short."""

    kind: str
    format: str
    body: bytes
    cut: bool = False


class Worker:
    """One process."""

    def __init__(self, megabytes: int) -> None:
        paths = [str(ROOT), *(p for p in (os.environ.get("PYTHONPATH"),) if p)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "RUST_BACKTRACE": "0"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "graph.sparql.worker", str(megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=Path.home().anchor or None,
        )
        self._warming = threading.Lock()
        self.ready = False
        self.slow = False

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    def warm_up(self) -> None:
        """Wait until it listens; raises `QueryFailed` where it does not start."""
        with self._warming:
            if not self.ready and self._stdout.readline() != b"ready\n":
                raise QueryFailed("the process that answers queries does not start")
            self.ready = True

    def ask(self, request: dict[str, Any], seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send a request and wait for head and body; raises `QueryStopped` where the process ended instead."""
        self.warm_up()
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.end()

        timers = [threading.Timer(seconds, stop), threading.Timer(PATIENCE_SECONDS, self._step_back)]
        for timer in timers:
            timer.daemon = True
            timer.start()
        try:
            head, body = self._exchange(request)
        except (OSError, ValueError, EOFError):
            self.end()
            why = f"took longer than {seconds:g} seconds" if late.is_set() else "needed more memory than is allowed"
            raise QueryStopped(f"the query {why} and was ended; a LIMIT or a narrower pattern helps") from None
        finally:
            for timer in timers:
                timer.cancel()
        return head, body

    def _step_back(self) -> None:
        """Let others go first: a long query runs on at low priority, for good (only root may raise it again)."""
        self.slow = True
        if hasattr(os, "setpriority"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, 15)

    def end(self) -> None:
        """End the process now."""
        with suppress(OSError):
            self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)

    def dispose(self) -> None:
        """End the process and let go of its pipes; only for the thread that has the worker."""
        self.end()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    @property
    def _stdout(self) -> BinaryIO:
        return cast("BinaryIO", self._process.stdout)

    def _exchange(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        stdin = cast("BinaryIO", self._process.stdin)
        stdin.write(json.dumps(request).encode() + b"\n")
        stdin.flush()
        head = json.loads(self._stdout.readline())
        body = self._stdout.read(head["size"])
        if len(body) != head["size"]:
            raise EOFError
        return head, body


class Pool:
    """Up to `most` workers, of which `spare` wait warm. Usable from many threads."""

    def __init__(self, *, spare: int = 2, most: int = 8, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._spare, self._most = spare, most
        self._idle: list[Worker] = []
        self._busy = 0
        self._closed = False
        self._change = threading.Condition()
        self._refill()

    def ask(self, store: str, question: Question, *, limits: Limits | None = None, patience: float = 5.0) -> Reply:
        """Have a question answered from the store at a path.

        Raises `QueryRefused`, `QueryStopped`, `QueryFailed`, or `Busy` where no worker is free in `patience` seconds.
        """
        if len(question.text) > LONGEST_QUERY:
            raise QueryRefused(f"the query is longer than {LONGEST_QUERY:,} characters")
        allowed = limits or self.limits
        worker = self._take(patience)
        self._refill()
        try:
            head, body = worker.ask(request_of(store, question, allowed), allowed.seconds)
        finally:
            self._give_back(worker)
        return reply_of(head, body, allowed)

    def recycle(self) -> None:
        """Replace the workers that wait: they keep files open that may have been deleted since."""
        with self._change:
            waiting, self._idle = self._idle, []
        for worker in waiting:
            worker.dispose()
        self._refill()

    def close(self) -> None:
        """End all workers that wait, and those at work when they are done."""
        with self._change:
            self._closed = True
            waiting, self._idle = self._idle, []
        for worker in waiting:
            worker.dispose()

    def _take(self, patience: float) -> Worker:
        deadline = time.monotonic() + patience
        with self._change:
            while True:
                for worker in [w for w in self._idle if not w.alive]:
                    self._idle.remove(worker)
                    worker.dispose()
                if self._idle or self._busy < self._most:
                    worker = self._choose()
                    self._busy += 1
                    return worker
                if not self._change.wait(deadline - time.monotonic()):
                    raise Busy("too many queries are running: try again in a moment")

    def _choose(self) -> Worker:
        """A worker that waits, rather one that is warm; a new one where none waits."""
        if not self._idle:
            return Worker(self.limits.megabytes)
        chosen = ([worker for worker in self._idle if worker.ready] or self._idle)[-1]
        self._idle.remove(chosen)
        return chosen

    def _give_back(self, worker: Worker) -> None:
        with self._change:
            self._busy -= 1
            kept = worker.alive and not worker.slow and not self._closed and len(self._idle) < self._most
            if kept:
                self._idle.append(worker)
            self._change.notify()
        if not kept:
            worker.dispose()
        self._refill()

    def _refill(self) -> None:
        """Start processes for those that were ended or taken, so that the next query finds one warm."""
        with self._change:
            wanted = min(self._spare - len(self._idle), self._most - self._busy - len(self._idle))
            started = [] if self._closed else [Worker(self.limits.megabytes) for _ in range(wanted)]
            self._idle[:0] = started
        for worker in started:
            threading.Thread(target=_warm, args=(worker,), daemon=True).start()


def _warm(worker: Worker) -> None:
    """Wait for a worker to listen, so that it is known to be warm."""
    with suppress(QueryFailed, OSError, ValueError):
        worker.warm_up()


def request_of(store: str, question: Question, limits: Limits) -> dict[str, Any]:
    """What a worker is asked."""
    return {
        "store": store,
        "query": question.text,
        "defaults": question.defaults,
        "named": question.named,
        "formats": {"table": question.table, "graph": question.graph},
        "rows": limits.rows,
        "seconds": limits.seconds,
    }


def reply_of(head: dict[str, Any], body: bytes, limits: Limits) -> Reply:
    """What a worker answers; raises as `Pool.ask` does where the head tells of an error."""
    error = head.get("error")
    if error == "refused":
        raise QueryRefused(head["message"])
    if error == "memory":
        raise QueryStopped(f"the query needed more than {limits.megabytes} MB and was ended")
    if error:
        raise QueryFailed(f"the query failed: {head['message']}")
    return Reply(head["kind"], head["format"], body, bool(head.get("cut")))
