"""Many articles at once: the pipeline over worker processes, in the order of the inputs."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from ingest.article import Article
from ingest.extraction import Extraction
from ingest.pipeline import Options, extract
from ingest.readers import Problem

Read = tuple[Article, Extraction]

# Enough articles in flight to keep every worker busy while one is long, few enough to stay small in memory.
_AHEAD = 8


def extract_all(items: Iterable[Article | Problem], options: Options, jobs: int = 1) -> Iterator[Read | Problem]:
    """Yield each article with what it says, and the readers' problems in their places.

    With `jobs` above 1 the articles are shared among that many processes; the order stays.
    """
    if jobs <= 1:
        for item in items:
            yield item if isinstance(item, Problem) else (item, extract(item, options))
        return
    yield from _extract_parallel(items, options, jobs)


def _extract_parallel(items: Iterable[Article | Problem], options: Options, jobs: int) -> Iterator[Read | Problem]:
    waiting: deque[Problem | tuple[Article, Future[Extraction]]] = deque()
    # One thread a worker: the linear algebra libraries would else start one for every core in each of them.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    # Spawned, not forked: a fork of a process that holds threads or an open store can hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for item in items:
            waiting.append(item if isinstance(item, Problem) else (item, pool.submit(extract, item, options)))
            if len(waiting) >= jobs * _AHEAD:
                yield _finished(waiting.popleft())
        while waiting:
            yield _finished(waiting.popleft())


def _finished(entry: Problem | tuple[Article, Future[Extraction]]) -> Read | Problem:
    if isinstance(entry, Problem):
        return entry
    article, future = entry
    return article, future.result()
