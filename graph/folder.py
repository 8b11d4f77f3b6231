"""The graph folder: `store/`, `articles/` (texts by sha256), `judgements.jsonl`, `gazetteer.csv`, `lock`, `version`."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

FORMAT = 1
"""Of the folder's layout and the RDF model: a folder of a newer format is not touched."""


class LibraryError(Exception):
    """Something the user can mend; its text is one line that says what and how."""


def is_address(graph: str | Path) -> bool:
    """Whether what a user names as a graph is the address of a server."""
    return str(graph).lower().startswith(("http://", "https://"))


class Lock:
    """A lock on a file, held by a process until it ends: exclusive for the one writer, shared for readers."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    def acquire(self, *, shared: bool = False) -> bool:
        """Take the lock if it is free; returns whether it was.

        Who may not write here may share a lock that is there, and goes without one that is not.
        """
        try:
            file = self.path.open("a+", encoding="utf-8")
        except OSError:
            if not shared:
                raise
            if not self.path.exists():
                return True
            file = self.path.open(encoding="utf-8")
        if not _lock(file, shared=shared):
            file.close()
            return False
        self._file = file
        if not shared:
            file.seek(0)
            file.truncate()
            file.write(f"{os.getpid()}\n")
            file.flush()
        return True

    def holder(self) -> str:
        """The process that wrote its number last."""
        try:
            return self.path.read_text(encoding="utf-8").strip() or "unknown"
        except OSError:
            return "unknown"

    def release(self) -> None:
        """Give the lock back."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _lock(file: IO[str], *, shared: bool) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        return _lock_on_windows(file, shared=shared)
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _lock_on_windows(file: IO[str], *, shared: bool) -> bool:
    """Windows has no shared lock here, and needs none: it does not delete files that a reader has open."""
    import importlib

    msvcrt = importlib.import_module("msvcrt")
    if shared:
        return True
    try:
        file.seek(1 << 30)  # far behind the number, which others may then still read
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


class Folder:
    """Where everything of one graph lies."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = path / "store"
        self.texts = path / "articles"
        self.checkpoints = path / "checkpoints"
        self.judgements = path / "judgements.jsonl"
        self.gazetteer = path / "gazetteer.csv"
        self.version = path / "version"
        self.server = path / "server"
        self.removing = path / "removing"
        self.lock = Lock(path / "lock")

    @classmethod
    def open(cls, path: Path, *, create: bool) -> Folder:
        """The folder at `path`; raises LibraryError where there is none (and none may be made) or it is too new."""
        folder = cls(path)
        if not folder.version.exists():
            if not create:
                raise LibraryError(f"{path}: no graph here; `rawabit build INPUT --graph {path}` makes one")
            folder._create()
        folder._check_version()
        return folder

    def _create(self) -> None:
        # A crash between mkdir and the version file leaves an empty folder of ours, which is taken up again.
        ours = {
            "store",
            "articles",
            "checkpoints",
            "judgements.jsonl",
            "gazetteer.csv",
            "lock",
            "version",
            "version.new",
        }
        if self.path.exists() and not self.path.is_dir():
            raise LibraryError(f"{self.path}: is a file; give a folder for the graph")
        if self.path.exists() and any(p.name not in ours for p in self.path.iterdir()):
            raise LibraryError(f"{self.path}: holds other files; give an empty or a new folder for the graph")
        try:
            self.texts.mkdir(parents=True, exist_ok=True)
            write_whole(self.version, f"{FORMAT}\n")
        except OSError as error:
            raise LibraryError(f"{self.path}: cannot be made: {error.strerror}") from error

    def _check_version(self) -> None:
        found = self.version.read_text(encoding="utf-8").strip()
        if not found.isdecimal() or int(found) < 1:
            raise LibraryError(f"{self.version}: not a version number; restore the graph from a backup")
        if int(found) > FORMAT:
            raise LibraryError(
                f"{self.path}: written by a newer Rawabit (format {found}, this one knows {FORMAT}); upgrade"
            )

    # -- texts -----------------------------------------------------------------------------------------------------

    def text_path(self, sha256: str) -> Path:
        """The file of a stored text."""
        return self.texts / f"{sha256}.txt"

    def write_texts(self, texts: Mapping[str, str]) -> None:
        """Store texts under their digests, each wholly or not at all."""
        paths = {self.text_path(sha256): text for sha256, text in texts.items()}
        write_all_whole({path: text for path, text in paths.items() if not path.exists()})

    def read_text(self, sha256: str) -> str:
        """The stored text, every code point as it came; raises LibraryError where the file is gone."""
        try:
            return self.text_path(sha256).read_bytes().decode("utf-8", "surrogatepass")
        except FileNotFoundError as error:
            raise LibraryError(f"{self.text_path(sha256)}: missing; restore it from a backup") from error

    def sweep_texts(self, kept: Iterable[str]) -> None:
        """Delete texts that no article has: what a killed build left behind."""
        names = {f"{sha256}.txt" for sha256 in kept}
        for path in sorted(self.texts.iterdir()):
            if path.name not in names and _is_text(path):
                path.unlink()

    # -- recovery --------------------------------------------------------------------------------------------------

    def mend(self) -> None:
        """Finish or undo an exchange of the store that was cut off (`exchange_store`)."""
        fresh, old = self.path / "store.new", self.path / "store.old"
        if not self.store.exists() and fresh.exists():
            fresh.rename(self.store)
        elif not self.store.exists() and old.exists():
            old.rename(self.store)
        for rest in (fresh, old, self.path / "store.part"):
            shutil.rmtree(rest, ignore_errors=True)
        (self.path / "store.part.nq").unlink(missing_ok=True)

    def require_store(self) -> None:
        """Raise LibraryError where texts of articles are here and the store is not: that is a damaged graph."""
        if not self.store.exists() and any(map(_is_text, self.texts.iterdir() if self.texts.exists() else ())):
            raise LibraryError(f"{self.store}: missing, though texts are here; restore the graph from a backup")

    def exchange_store(self, fresh: Path) -> None:
        """Put a finished store in the place of the present one, so that a crash leaves either of them."""
        final, old = self.path / "store.new", self.path / "store.old"
        fresh.rename(final)
        self.store.rename(old)
        final.rename(self.store)
        shutil.rmtree(old)


def _is_text(path: Path) -> bool:
    """Whether a file is a stored text, or one whose writing was cut off; anything else is the user's own."""
    return re.fullmatch(r"[0-9a-f]{64}\.txt(\.new)?", path.name) is not None


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to, beside `path`: put in its place where all went well, deleted where it did not."""
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that after a crash it is there wholly or not at all."""
    write_all_whole({path: text})


def write_all_whole(contents: Mapping[Path, str]) -> None:
    """Write many files, each wholly or not at all; they reach the disk together."""
    with ExitStack() as open_files:
        parts = []
        for path, text in contents.items():
            file = open_files.enter_context(_part(path).open("wb"))
            file.write(text.encode("utf-8", "surrogatepass"))
            file.flush()
            parts.append(file)
        # Asked for at once, the file system puts them into one commit: 25 times quicker than one by one.
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(os.fsync, [file.fileno() for file in parts]))
    for path in contents:
        _part(path).replace(path)


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".new")
