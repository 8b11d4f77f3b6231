"""Backup and restore: one archive with the graph as N-Quads, the texts, the verdicts and the own gazetteer.

The archive depends on no version of the store: any RDF tool reads its `graph.nq`. A backup is taken from a
checkpoint, so a build may go on meanwhile. It is restored to a folder or to a server, wherever it came from: that
is how a graph moves between them.
"""

from __future__ import annotations

import io
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox
from pyoxigraph import Quad

from graph.folder import FORMAT, Folder, LibraryError, is_address, replacing, write_whole
from graph.store import LocalStore

if TYPE_CHECKING:
    from graph.library import Library

_TOP = "rawabit"


def backup(library: Library, target: Path) -> int:
    """Write the archive `target` (.tar.gz), wholly or not at all; returns how many articles it holds.

    Raises LibraryError where the file cannot be written or is there already, or no home of a server is given.
    """
    library.require_home()
    if target.exists():
        raise LibraryError(f"{target}: is there already; give another name")
    try:
        with replacing(target) as part:
            _write(part, library)
    except OSError as error:
        raise LibraryError(f"{target}: cannot be written: {error.strerror}") from error
    return len(library.articles())


def _write(path: Path, library: Library) -> None:
    with tarfile.open(path, "w:gz", compresslevel=6) as archive:
        _add(archive, "version", f"{FORMAT}\n".encode())
        _add_quads(archive, library)
        folder = Folder(library.path)
        for own in (folder.judgements, folder.gazetteer):
            if own.exists():
                _add(archive, own.name, own.read_bytes())
        for record in library.articles():
            stored = library.text(record.info.id).encode("utf-8", "surrogatepass")
            _add(archive, f"articles/{record.info.sha256}.txt", stored)
    with path.open("rb") as written:
        os.fsync(written.fileno())


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(f"{_TOP}/{name}")
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def _add_quads(archive: tarfile.TarFile, library: Library) -> None:
    with tempfile.TemporaryFile() as file:
        ox.serialize(_quads(library), file, format=ox.RdfFormat.N_QUADS)
        entry = tarfile.TarInfo(f"{_TOP}/graph.nq")
        entry.size = file.tell()
        file.seek(0)
        archive.addfile(entry, file)


def _quads(library: Library) -> Iterator[Quad]:
    for graph in library.store.graphs():
        for triple in library.store.triples(graph):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def restore(archive: Path, target: str | Path, home: Path | None = None) -> int:
    """Make the graph folder `target` from an archive, or fill a server (`http…`) with texts and verdicts in `home`.

    Returns how many quads it holds. Raises LibraryError where the archive is none, is damaged or too new, or where
    `target` holds something.
    """
    try:
        with tarfile.open(archive, "r:gz") as found:
            _check(found, archive)
            if is_address(target):
                return _restore_to_server(found, archive, str(target), home)
            return _restore_to_folder(found, archive, Path(target))
    except (OSError, EOFError, tarfile.TarError, SyntaxError) as error:
        raise LibraryError(f"{archive}: cannot be restored ({error})") from error


def _restore_to_folder(found: tarfile.TarFile, archive: Path, target: Path) -> int:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise LibraryError(f"{target}: holds something already; give a new folder")
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        folder = Folder(part)
        folder.texts.mkdir(parents=True)
        _unpack(found, folder)
        size = _load(_graph(found, archive), folder)
        write_whole(folder.version, f"{FORMAT}\n")
        if target.exists():
            target.rmdir()
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return size


def _restore_to_server(found: tarfile.TarFile, archive: Path, url: str, home: Path | None) -> int:
    """Fill an empty server; one that an earlier restoring left half filled is emptied first."""
    from graph.remote_engine import open_empty_server

    store, folder = open_empty_server(url, home)
    with folder.lock:
        _unpack(found, folder)
        return store.fill(ox.parse(_graph(found, archive), format=ox.RdfFormat.N_QUADS))


def _check(found: tarfile.TarFile, archive: Path) -> None:
    version = _member(found, "version")
    if version is None or not version.strip().isdigit():
        raise LibraryError(f"{archive}: is no backup of a graph")
    if int(version) > FORMAT:
        raise LibraryError(f"{archive}: written by a newer Rawabit (format {int(version)}); upgrade")


def _unpack(found: tarfile.TarFile, folder: Folder) -> None:
    """Take texts, verdicts and gazetteer out of an archive; names are looked up, never followed."""
    for path in (folder.judgements, folder.gazetteer):
        content = _member(found, path.name)
        if content is not None:
            path.write_bytes(content)
    for entry in found:
        name = entry.name.removeprefix(f"{_TOP}/articles/")
        stem = name.removesuffix(".txt")
        if entry.isfile() and name != entry.name and len(stem) == 64 and all(c in "0123456789abcdef" for c in stem):
            file = found.extractfile(entry)
            (folder.texts / name).write_bytes(file.read() if file else b"")


def _load(quads: BinaryIO, folder: Folder) -> int:
    store = LocalStore(folder.store)
    store.load_nquads(quads)
    size = store.size()
    store.close()
    return size


def _graph(found: tarfile.TarFile, archive: Path) -> BinaryIO:
    quads = _file(found, "graph.nq")
    if quads is None:
        raise LibraryError(f"{archive}: holds no graph")
    return quads


def _file(found: tarfile.TarFile, name: str) -> BinaryIO | None:
    try:
        return found.extractfile(f"{_TOP}/{name}")  # type: ignore[return-value]
    except KeyError:
        return None


def _member(found: tarfile.TarFile, name: str) -> bytes | None:
    file = _file(found, name)
    return file.read() if file else None
