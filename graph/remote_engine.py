"""A library whose graph lies on a SPARQL server: texts, verdicts and the lock lie in a folder at home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Triple

from graph.engine import Engine
from graph.folder import Folder, LibraryError, write_whole
from graph.remote import RemoteStore, ServerView
from graph.store import Change, rdflib_dataset
from graph.terms import HOUSEKEEPING

if TYPE_CHECKING:
    import rdflib

_NOWHERE = Path("/nonexistent/rawabit-home")


class ServerEngine(Engine):
    """A server and a home folder; `read_only` needs no folder and takes no lock."""

    store: RemoteStore

    def __init__(self, store: RemoteStore, folder: Folder, *, read_only: bool) -> None:
        self.read_only = read_only
        if not read_only and not folder.lock.acquire():
            raise LibraryError(
                f"{folder.path}: another process ({folder.lock.holder()}) is writing with this home; try again later"
            )
        super().__init__(folder, store)

    @property
    def has_home(self) -> bool:
        """Whether texts, verdicts and own gazetteer are at hand."""
        return self.folder.version.exists()

    def require_home(self) -> None:
        """Raise LibraryError where no home was given."""
        if not self.has_home:
            raise LibraryError(f"{self.store.url}: texts and verdicts lie in its home folder; give it with --home DIR")

    @property
    def cut_off(self) -> bool:
        """Whether the last change did not come to its end."""
        return self.store.pending()

    def apply(self, change: Change) -> None:
        """Make a change; what is cut off is mended at the next opening."""
        if self.read_only:
            raise LibraryError(f"{self.store.url}: opened to read only")
        self.store.apply(change)

    def article_triples(self) -> Iterator[tuple[str, Triple]]:
        """The triples of all article graphs."""
        return self.store.article_triples()

    def describe(self) -> dict[str, str]:
        """What kind of engine this is and which versions are at work."""
        return super().describe() | {"engine": self.store.server or "SPARQL server", "path": self.store.url}

    def dataset(self) -> rdflib.Dataset:
        """The server's graph as an rdflib Dataset, to read."""
        return rdflib_dataset(ServerView(self.store))

    def close(self) -> None:
        """Give the lock back."""
        super().close()
        self.folder.lock.release()


def open_server(url: str, home: Path | None, *, create: bool, read_only: bool) -> ServerEngine:
    """Open the graph on a server; raises LibraryError where there is none, or no home to write with."""
    if home is None and not read_only:
        raise LibraryError(f"{url}: a server graph needs a folder for texts and verdicts; give one with --home DIR")
    store = RemoteStore(url)
    if not create and not store.query(f"ASK {{ GRAPH {HOUSEKEEPING} {{ ?s ?p ?o }} }}", default_graph=[]):
        raise LibraryError(
            f"{url}: no graph of Rawabit there; `rawabit build INPUT --graph {url} --home DIR` makes one"
        )
    store.query("ASK {}", default_graph=[])  # which server is it
    if store.is_filling():
        raise LibraryError(f"{url}: restoring a backup to it was cut off; run the same `rawabit restore` again")
    if home is None or (read_only and not (home / "version").exists()):
        folder = Folder(home or _NOWHERE)
    else:
        folder = Folder.open(home, create=not read_only)
        _bind(folder, url)
    return ServerEngine(store, folder, read_only=read_only)


def open_empty_server(url: str, home: Path | None) -> tuple[RemoteStore, Folder]:
    """A server to be filled, and its home, locked; raises LibraryError where it holds a graph already.

    What a filling that was cut off has left is no graph: it is cleared away.
    """
    if home is None:
        raise LibraryError(f"{url}: a server graph needs a folder for texts and verdicts; give one with --home DIR")
    store = RemoteStore(url)
    held = store.graphs()
    if held and not store.is_filling():
        raise LibraryError(f"{url}: holds a graph already; give the address of an empty one")
    folder = Folder.open(home, create=True)
    _bind(folder, url)
    if not folder.lock.acquire():
        raise LibraryError(f"{home}: another process ({folder.lock.holder()}) is writing with this home")
    for graph in held:
        store.update(f"CLEAR SILENT GRAPH {graph}")
    return store, folder


def _bind(folder: Folder, url: str) -> None:
    """Let a home belong to one graph: it keeps the texts of that graph's articles and of no others."""
    if folder.store.exists():
        raise LibraryError(f"{folder.path}: is a graph folder of its own; give another --home")
    if not folder.server.exists():
        write_whole(folder.server, f"{url}\n")
    bound = folder.server.read_text(encoding="utf-8").strip()
    if bound != url:
        raise LibraryError(f"{folder.path}: is the home of {bound}; give another --home (or mend {folder.server})")
