"""What a library works on: a graph folder with its embedded store, or a SPARQL server with a folder beside it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from pyoxigraph import Triple

from graph.checkpoints import Checkpoints
from graph.current_identity import Identity
from graph.folder import Folder, LibraryError, Lock, is_address
from graph.store import Change, LocalStore, Store, select
from graph.terms import CURRENT, HOUSEKEEPING, ID, RW
from ontology.vocabulary import vocabulary_turtle

if TYPE_CHECKING:
    import rdflib

    from graph.identity.register import Register

MUCH = 50_000
"""Triples written in a session after which the files are merged, so that the store reopens at once."""


class Engine:
    """What local and server engines share."""

    read_only: bool = False

    def __init__(self, folder: Folder, store: Store) -> None:
        self.folder = folder
        self.store = store

    def require_home(self) -> None:
        """Raise LibraryError where there is no folder with texts and verdicts (a server without one)."""

    @property
    def has_home(self) -> bool:
        """Whether texts, verdicts and own gazetteer are at hand."""
        return True

    @property
    def cut_off(self) -> bool:
        """Whether the last change did not come to its end, so that the graph must be mended."""
        return False

    def apply(self, change: Change) -> None:
        """Make a change."""
        self.store.apply(change)

    def article_triples(self) -> Iterator[tuple[str, Triple]]:
        """The triples of all article graphs, each with its graph's IRI."""
        for graph in self.store.graphs():
            if graph.value.startswith(f"{ID}a/"):
                for triple in self.store.triples(graph):
                    yield graph.value, triple

    def identity(self) -> Identity:
        """A fresh identity, over the packaged gazetteer and the analyst's own.

        Raises LibraryError where the analyst's gazetteer or log has a line that cannot be.
        """
        from graph.identity import Resolver

        with _own_files(self.folder):
            return Resolver(self.folder.path)

    def vocabulary(self) -> list[Triple]:
        """The triples of the vocabulary graph."""
        found = ox.parse(vocabulary_turtle().encode("utf-8"), format=ox.RdfFormat.TURTLE)
        return list(dict.fromkeys(q.triple for q in found))

    def register(self) -> Register:
        """The known actors: the packaged gazetteer, and the analyst's own."""
        from graph.identity.register import Register

        with _own_files(self.folder):
            return Register(self.folder.path)

    def stamp(self) -> str:
        """The fingerprint of what `current` was derived with; empty where there is none."""
        found = select(
            self.store, f"SELECT ?f WHERE {{ {CURRENT} {RW['fingerprint']} ?f }}", default_graph=[HOUSEKEEPING]
        )
        return str(found[0][0].value) if found else ""

    def checkpoint(self) -> None:
        """Let readers see what has been written."""

    def note_removal(self) -> None:
        """Remember that something was removed, whose traces must leave the files."""

    def describe(self) -> dict[str, str]:
        """What kind of engine this is and which versions are at work."""
        return {"oxigraph": ox.__version__}

    def dataset(self) -> rdflib.Dataset:
        """The store as an rdflib Dataset."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of everything."""
        self.store.close()


@contextmanager
def _own_files(folder: Folder) -> Iterator[None]:
    """Turn what is wrong in a file that the analyst may write into a line for the analyst."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise LibraryError(f"{folder.gazetteer}: is no text in UTF-8; save it as CSV in UTF-8") from error
    except ValueError as error:
        raise LibraryError(f"{error}; mend or remove that line") from error


@contextmanager
def _writing(folder: Folder) -> Iterator[None]:
    """Turn what the disk refuses into a line for the user."""
    try:
        yield
    except OSError as error:
        raise LibraryError(
            f"{folder.path}: cannot be written ({error.strerror or error}); what was written before is kept"
        ) from error


class FolderEngine(Engine):
    """An Oxigraph store in a graph folder; this process is its one writer."""

    store: LocalStore

    def __init__(self, folder: Folder) -> None:
        with _writing(folder):
            if not folder.lock.acquire():
                raise LibraryError(
                    f"{folder.path}: another process ({folder.lock.holder()}) is writing to this graph; try again when it is done"
                )
            try:
                folder.mend()
                folder.require_store()
                super().__init__(folder, _opened(folder))
                self._checkpoints = Checkpoints(folder.checkpoints)
                self._written = 1 if folder.removing.exists() else 0
                if not self._checkpoints.is_clean():
                    self.checkpoint()
            except BaseException:
                folder.lock.release()
                raise

    def apply(self, change: Change) -> None:
        """Make a change, in one transaction."""
        if not change:
            return
        self._checkpoints.soil()
        self._written += sum(map(len, change.inserted.values()))
        self.store.apply(change)

    def checkpoint(self) -> None:
        """Publish the store as it is to readers."""
        self._checkpoints.publish(self.store)

    def note_removal(self) -> None:
        """Have the store written anew at the end: Oxigraph keeps the strings of what is deleted.

        Where this session does not come to its end, the next one does it.
        """
        self.folder.removing.touch()
        self._written += 1

    def dataset(self) -> rdflib.Dataset:
        """The store as an rdflib Dataset."""
        return self.store.dataset()

    def describe(self) -> dict[str, str]:
        """What kind of engine this is and which versions are at work."""
        return super().describe() | {"engine": "oxigraph", "path": str(self.folder.path)}

    def close(self) -> None:
        """Merge files where much was written, leave a checkpoint, give the lock back.

        Raises LibraryError where the disk does not take it; what is in the store stays there.
        """
        try:
            with _writing(self.folder):
                if self.folder.removing.exists():
                    self.rewrite()
                elif self._written > MUCH:
                    self.store.settle()
                if self._written:
                    self.checkpoint()
        finally:
            self.store.close()
            self.folder.lock.release()

    def rewrite(self) -> None:
        """Write the store anew from its quads, so that nothing of what was removed is left in its files."""
        part = self.folder.path / "store.part"
        shutil.rmtree(part, ignore_errors=True)
        listing = self.folder.path / "store.part.nq"
        self.store.dump_nquads(listing)
        fresh = LocalStore(part)
        with listing.open("rb") as file:
            fresh.load_nquads(file)
        listing.unlink()
        fresh.close()
        self._checkpoints.soil()  # those that are there go when the next one stands, so that readers always have one
        self.store.close()
        self.folder.exchange_store(part)
        self.store = _opened(self.folder)
        self.folder.removing.unlink()


def _opened(folder: Folder) -> LocalStore:
    try:
        return LocalStore(folder.store)
    except OSError as error:
        raise LibraryError(f"{folder.store}: cannot be opened ({error}); restore the graph from a backup") from error


class ReaderEngine(Engine):
    """A reader of a graph folder: the newest checkpoint, whoever writes meanwhile."""

    store: LocalStore
    read_only = True

    def __init__(self, folder: Folder) -> None:
        store, self._lock = _newest(folder)
        super().__init__(folder, store)

    def apply(self, change: Change) -> None:  # noqa: ARG002
        """Refuse: a reader changes nothing."""
        raise LibraryError(f"{self.folder.path}: opened to read only")

    def dataset(self) -> rdflib.Dataset:
        """The store as an rdflib Dataset."""
        return self.store.dataset()

    def describe(self) -> dict[str, str]:
        """What kind of engine this is and which versions are at work."""
        return super().describe() | {"engine": "oxigraph", "path": str(self.folder.path)}

    def close(self) -> None:
        """Close the checkpoint, and delete it where a newer one has come: it may hold what was removed since."""
        self.store.close()
        if self._lock:
            self._lock.release()
            with suppress(OSError):
                Checkpoints(self.folder.checkpoints).tidy()


def _newest(folder: Folder) -> tuple[LocalStore, Lock | None]:
    """The newest checkpoint. Where a crash left the store ahead of it, the checkpoint is made first."""
    checkpoints = Checkpoints(folder.checkpoints)
    if not os.access(folder.path, os.W_OK):  # a read-only disk, or somebody else's folder, who may be writing
        found = checkpoints.open_newest()
        if found:
            return found
        folder.require_store()
        return LocalStore(folder.store, read_only=True), None
    if not checkpoints.is_clean() and folder.lock.acquire():
        try:
            folder.mend()
            folder.require_store()
            store = _opened(folder)
            checkpoints.publish(store)
            store.close()
        finally:
            folder.lock.release()
    found = checkpoints.open_newest()
    if found is None:
        raise LibraryError(f"{folder.path}: nothing to read yet; try again when the process that writes has begun")
    return found


def open_engine(graph: str | Path, home: Path | None, *, create: bool, read_only: bool) -> Engine:
    """The engine for what a user names: a folder, or the address of a SPARQL server."""
    if is_address(graph):
        from graph.remote_engine import open_server

        return open_server(str(graph), home, create=create, read_only=read_only)
    if "://" in str(graph) or str(graph).lower().startswith(("http:", "https:")):
        raise LibraryError(f"{graph}: not the address of a server; those begin with http:// or https://")
    folder = Folder.open(Path(graph), create=create)
    if folder.server.exists():
        url = folder.server.read_text(encoding="utf-8").strip()
        raise LibraryError(f"{graph}: is the home of the graph on {url}; give --graph {url} --home {graph}")
    return ReaderEngine(folder) if read_only else FolderEngine(folder)
