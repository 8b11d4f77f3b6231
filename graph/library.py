"""A graph folder as a library of articles: take them in, replace and remove them, and look things up.

One writer at a time; an article's graph and the part of `current` that it touches change in one update, so
a crash leaves whole articles only. Readers open the newest checkpoint and never wait.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from graph.article_graph import article_triples
from graph.engine import Engine, open_engine
from graph.folder import LibraryError
from graph.holdings import Holdings
from graph.provenance import ArticleRecord, digest_of, record_of
from graph.review import Judgement, JudgementLog
from graph.store import Change, Store
from graph.terms import article_graph
from graph.validation import faults
from ingest.article import Article
from ingest.extraction import Extraction

if TYPE_CHECKING:
    import rdflib

    from graph.current_identity import Identity
    from graph.information import Information

__all__ = ["Library", "LibraryError", "Outcome"]

BATCH_ARTICLES = 200
BATCH_TRIPLES = 40_000
BATCH_SECONDS = 10.0
CHECKPOINT_SECONDS = 30.0

Kind = Literal["new", "replaced", "unchanged", "refused"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article: `reason` is None, or one line for the user where it was refused."""

    article: str
    kind: Kind
    reason: str | None = None


class Library:
    """A graph with its texts and verdicts. Use as a context manager; `open` says how."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._log: JudgementLog | None = None
        self._holdings: Holdings | None = None
        self._last_checkpoint = time.monotonic()

    @classmethod
    def open(
        cls, graph: str | Path, home: Path | None = None, *, create: bool = False, read_only: bool = False
    ) -> Library:
        """Open a graph folder, or a SPARQL server (`http…`) whose texts and verdicts lie in `home`.

        With `read_only` the newest checkpoint is opened, also beside a writer. Raises LibraryError, one line
        for the user, where there is no graph, another process writes to it, or it is too new.
        """
        return cls(open_engine(graph, home, create=create, read_only=read_only))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
            return
        with suppress(LibraryError):  # the error on its way says more than one that follows from it
            self.close()

    def close(self) -> None:
        """Write everything out, leave a checkpoint for readers and give the lock back."""
        try:
            if self._holdings is not None and not self.read_only:
                self._holdings.save()
        finally:
            self._engine.close()

    # -- reading ---------------------------------------------------------------------------------------------------

    @property
    def store(self) -> Store:
        """The store, to query it."""
        return self._engine.store

    @property
    def judgements(self) -> JudgementLog:
        """The log of verdicts."""
        if self._log is None:
            try:
                self._log = JudgementLog(self._engine.folder.judgements)
            except ValueError as error:
                raise LibraryError(f"{error}; mend or remove that line") from error
        return self._log

    @property
    def read_only(self) -> bool:
        """Whether this is a reader."""
        return self._engine.read_only

    @property
    def path(self) -> Path:
        """The graph folder (of a server: the folder beside it)."""
        return self._engine.folder.path

    def require_home(self) -> None:
        """Raise LibraryError where texts and verdicts are not at hand: a server's graph opened without its home."""
        self._engine.require_home()

    def articles(self) -> list[ArticleRecord]:
        """All articles, in order of id."""
        return list(self._books.records.values())

    def record(self, article: str) -> ArticleRecord:
        """One article's record; raises KeyError where the graph does not hold it."""
        return self._books.records[article]

    def text(self, article: str) -> str:
        """The stored text; raises KeyError where the graph does not hold the article."""
        self.require_home()
        return self._engine.folder.read_text(self.record(article).info.sha256)

    def extraction(self, article: str) -> Extraction:
        """What the article says, as it was read; raises KeyError where the graph does not hold it."""
        return self._books.extraction(article, self.text(article))

    def dataset(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset whose default graph is `current` and the vocabulary."""
        return self._engine.dataset()

    def info(self) -> Information:
        """Counts, sources, dates and versions."""
        from graph.information import information

        return information(self.store, self.articles(), self._engine.describe())

    def identity(self) -> Identity:
        """Which entities of the articles are one actor, and why (`graph.identity`)."""
        return self._books.identity()

    def outdated(self) -> str | None:
        """Why what is derived is not as it would be derived now, in words for the user; None where it is.

        So it is after an upgrade, or where gazetteer or verdicts were changed by hand; `rebuild` mends it, and so does
        the next change.
        """
        return self._books.outdated()

    def loose_judgements(self) -> list[tuple[Judgement, str]]:
        """Verdicts that do not fit any statement now, each with the reason; none is ever dropped."""
        return self._books.loose()

    @property
    def _books(self) -> Holdings:
        if self._holdings is None:
            self._holdings = Holdings(self._engine, self.judgements)
        return self._holdings

    # -- writing ---------------------------------------------------------------------------------------------------

    def holds(self, article: Article, extractor: str) -> bool:
        """Whether this very article, read by this extractor, is here already: then it need not be read again."""
        record = self._books.records.get(article.id)
        return bool(record and record.extractor == extractor and _described_alike(record, article))

    def add(self, article: Article, extraction: Extraction, *, replace: bool = False) -> Outcome:
        """Take one article in; `replace` lets it take the id of one from another path or URL."""
        return next(iter(list(self.add_all([(article, extraction)], replace=replace))))

    def add_all(self, pairs: Iterable[tuple[Article, Extraction]], *, replace: bool = False) -> Iterator[Outcome]:
        """Take many articles in, lazily; an outcome is yielded once it is on disk.

        Articles are written in batches, each in one update. Interrupted, it writes what it has read whole.
        """
        self._require_writer()
        batch = _Batch()
        seen: dict[str, Article] = {}
        try:
            for article, extraction in pairs:
                outcome = self._judge(article, extraction, seen, replace=replace)
                seen.setdefault(article.id, article)
                if outcome.kind in {"refused", "unchanged"}:
                    yield outcome
                    continue
                batch.add(article, extraction, outcome)
                if batch.full():
                    full, batch = batch, _Batch()
                    yield from self._commit(full)
        except BaseException:
            with suppress(Exception):
                self._commit(batch)
            raise
        yield from self._commit(batch)

    def remove(self, article: str) -> bool:
        """Take an article out with whatever only it gave; returns whether it was there."""
        self._require_writer()
        if article not in self._books.records:
            return False
        self._engine.note_removal()
        self._books.apply([article], [])
        return True

    def rebuild(self) -> int:
        """Derive `current` anew from all article graphs; returns how many of its triples were wrong."""
        self._require_writer()
        return self._books.rebuild()

    def judge(self, judgement: Judgement) -> None:
        """Enter a verdict in the log and let it take effect."""
        self._require_writer()
        self._books.judge(judgement)

    def _require_writer(self) -> None:
        if self.read_only:
            raise LibraryError(f"{self.path}: opened to read only")

    def _judge(self, article: Article, extraction: Extraction, seen: dict[str, Article], *, replace: bool) -> Outcome:
        """Decide what an article is to the library, before anything is written."""
        twin = seen.get(article.id)
        if twin is not None:
            if twin.sha256 == article.sha256:
                return Outcome(article.id, "unchanged")
            return _refused(article, f"two articles of this id in one run: {_place(twin)} and {_place(article)}")
        wrong = next(faults(article, extraction), None)
        if wrong:
            return _refused(article, f"what was read from it does not fit its text ({wrong})")
        held = self._books.records.get(article.id)
        if held is None:
            return Outcome(article.id, "new")
        if held.digest == digest_of(extraction) and _described_alike(held, article):
            self._engine.folder.write_texts({article.sha256: article.text})  # should its file have been lost
            return Outcome(article.id, "unchanged")
        if held.info.sha256 != article.sha256 and not replace and not _same_place(held, article):
            where = held.info.url or held.origin or "an unknown place"
            return _refused(
                article, f"this id is held by another article, from {where}; --replace puts this one in its place"
            )
        return Outcome(article.id, "replaced")

    def _commit(self, batch: _Batch) -> list[Outcome]:
        """Write a batch, in one update; raises LibraryError where the disk or the server does not take it."""
        try:
            self._write(batch)
        except OSError as error:
            what = error.strerror or error
            raise LibraryError(f"{self.path}: cannot be written ({what}); what was written before is kept") from error
        return batch.outcomes

    def _write(self, batch: _Batch) -> None:
        if batch.articles:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            records = [record_of(a, x, now) for a, x in batch.articles]
            self._engine.folder.write_texts({a.sha256: a.text for a, _ in batch.articles})
            self._books.apply([], list(zip(records, batch.graphs, (x for _, x in batch.articles), strict=True)))
            if time.monotonic() - self._last_checkpoint > CHECKPOINT_SECONDS:
                self._engine.checkpoint()
                self._last_checkpoint = time.monotonic()


class _Batch:
    """Articles that are to be written at once."""

    def __init__(self) -> None:
        self.articles: list[tuple[Article, Extraction]] = []
        self.graphs: list[Change] = []
        self.outcomes: list[Outcome] = []
        self._triples = 0
        self._started = time.monotonic()

    def add(self, article: Article, extraction: Extraction, outcome: Outcome) -> None:
        """Prepare one article."""
        change, triples = Change(), article_triples(article, extraction)
        graph = article_graph(article.id)
        if outcome.kind == "replaced":
            change.drop(graph)
        change.insert(graph, triples)
        self.articles.append((article, extraction))
        self.graphs.append(change)
        self.outcomes.append(outcome)
        self._triples += len(triples)

    def full(self) -> bool:
        """Whether it is time to write: losing a batch to a crash costs reading its articles again."""
        old = time.monotonic() - self._started > BATCH_SECONDS
        return len(self.articles) >= BATCH_ARTICLES or self._triples >= BATCH_TRIPLES or old


def _refused(article: Article, reason: str) -> Outcome:
    return Outcome(article.id, "refused", f"{article.id}: {reason}")


def _place(article: Article) -> str:
    return article.url or article.origin or "an unknown place"


def _same_place(held: ArticleRecord, article: Article) -> bool:
    """Whether both come from one path or URL."""
    if held.origin and held.origin == article.origin:
        return True
    return bool(held.info.url and held.info.url == article.url)


def _described_alike(held: ArticleRecord, article: Article) -> bool:
    info = held.info
    return (info.sha256, info.title, info.published, info.source, info.url, info.synthetic) == (
        article.sha256,
        article.title,
        article.published,
        article.source,
        article.url,
        article.synthetic,
    )
