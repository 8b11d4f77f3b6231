"""A graph comes back from its backup as it was."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from graph.backup import backup, restore
from graph.library import Library, LibraryError
from graph.reviewing import judge
from tests.graph.made import made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "graph", create=True) as library:
        list(library.add_all(made(n) for n in range(6)))
        judge(library, "made-00001", "r1", "reject", author="Mona")
    (tmp_path / "graph" / "gazetteer.csv").write_text("", encoding="utf-8")
    return tmp_path / "graph"


def quads(folder: Path) -> set[str]:
    with Library.open(folder, read_only=True) as library:
        return {str(q) for q in library.store.oxigraph.quads_for_pattern(None, None, None, None)}


def files(folder: Path) -> dict[str, bytes]:
    names = [
        "judgements.jsonl",
        "gazetteer.csv",
        "version",
        *(f"articles/{p.name}" for p in (folder / "articles").iterdir()),
    ]
    return {name: (folder / name).read_bytes() for name in names}


def test_what_is_restored_is_what_was_there_and_goes_on(folder, tmp_path):
    with Library.open(folder, read_only=True) as library:
        assert backup(library, tmp_path / "b.tar.gz") == 6
    size = restore(tmp_path / "b.tar.gz", tmp_path / "again")
    assert quads(tmp_path / "again") == quads(folder)
    assert size == len(quads(folder))
    assert files(tmp_path / "again") == files(folder)
    with Library.open(tmp_path / "again") as library:
        assert {o.kind for o in library.add_all(made(n) for n in range(6))} == {"unchanged"}
        assert library.add(*made(7)).kind == "new"
        assert library.rebuild() == 0


def test_a_backup_is_taken_while_a_build_goes_on(folder, tmp_path):
    with Library.open(folder) as writer, Library.open(folder, read_only=True) as library:
        writer.add(*made(8))
        assert backup(library, tmp_path / "b.tar.gz") == 6


def test_nothing_is_overwritten(folder, tmp_path):
    with Library.open(folder, read_only=True) as library:
        (tmp_path / "b.tar.gz").write_bytes(b"precious")
        with pytest.raises(LibraryError, match="already"):
            backup(library, tmp_path / "b.tar.gz")
        backup(library, tmp_path / "c.tar.gz")
    with pytest.raises(LibraryError, match="already"):
        restore(tmp_path / "c.tar.gz", folder)


def test_what_is_no_backup_leaves_nothing_behind(folder, tmp_path):
    with Library.open(folder, read_only=True) as library:
        backup(library, tmp_path / "b.tar.gz")
    whole = (tmp_path / "b.tar.gz").read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.tar.gz").write_bytes(b"hello")
    with tarfile.open(tmp_path / "other.tar.gz", "w:gz") as other:
        other.addfile(tarfile.TarInfo("x"), io.BytesIO())
    for name in ("cut", "text", "other", "missing"):
        with pytest.raises(LibraryError):
            restore(tmp_path / f"{name}.tar.gz", tmp_path / "new")
    assert not [p for p in tmp_path.iterdir() if p.name.startswith("new")]


def test_an_archive_writes_nowhere_else(folder, tmp_path):
    with Library.open(folder, read_only=True) as library:
        backup(library, tmp_path / "b.tar.gz")
    with tarfile.open(tmp_path / "b.tar.gz") as good, tarfile.open(tmp_path / "bad.tar.gz", "w:gz") as bad:
        for entry in good:
            bad.addfile(entry, good.extractfile(entry))
        for name in ("../evil", "rawabit/articles/../../../evil", "/tmp/evil-rawabit"):
            entry = tarfile.TarInfo(name)
            entry.size = 4
            bad.addfile(entry, io.BytesIO(b"evil"))
        link = tarfile.TarInfo("rawabit/articles/" + "a" * 64 + ".txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        bad.addfile(link)
    (tmp_path / "inner").mkdir()
    restore(tmp_path / "bad.tar.gz", tmp_path / "inner" / "again")
    assert not list(tmp_path.rglob("evil*"))
    assert not Path("/tmp/evil-rawabit").exists()
    assert not (tmp_path / "inner" / "again" / "articles" / ("a" * 64 + ".txt")).exists()
