"""Readers beside a writer: checkpoints, no error, nothing half done."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.checkpoints import Checkpoints
from graph.library import Library
from graph.store import select
from tests.graph.made import made

ROOT = Path(__file__).resolve().parents[2]
BUILD = """
import sys
from graph import library
from tests.graph.made import made
library.BATCH_ARTICLES = 20
library.CHECKPOINT_SECONDS = 0.1
with library.Library.open(sys.argv[1]) as found:
    print('begun', flush=True)
    for _ in found.add_all(made(n) for n in range(10, int(sys.argv[2]))): pass
"""


@pytest.mark.slow
def test_a_thousand_queries_during_a_build(tmp_path):
    folder = tmp_path / "graph"
    with Library.open(folder, create=True) as library:
        list(library.add_all(made(n) for n in range(10)))
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(folder), "1500"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "begun\n"
    sizes, during = [], 0
    for _ in range(1000):
        with Library.open(folder, read_only=True) as library:
            articles = int(
                select(library.store, "SELECT (COUNT(?g) AS ?n) WHERE { GRAPH ?p { ?g a rw:ArticleGraph } }")[0][
                    0
                ].value
            )
            graphs = [g for g in library.store.graphs() if "/id/a/" in g.value]
            assert len(graphs) == articles
        during += process.poll() is None
        sizes.append(articles)
    process.communicate()
    assert process.returncode == 0
    assert during > 200
    assert sizes == sorted(sizes)
    assert sizes[-1] > sizes[0]


def test_a_reader_keeps_its_checkpoint_while_the_writer_moves_on(tmp_path):
    folder = tmp_path / "graph"
    with Library.open(folder, create=True) as library:
        library.add(*made(1))
    with Library.open(folder, read_only=True) as reader:
        with Library.open(folder) as library:
            for number in range(2, 6):
                library.add(*made(number))
                library._engine.checkpoint()
        assert reader.info().articles == 1
        assert len(Checkpoints(folder / "checkpoints")._numbers()) == 2
    assert len(Checkpoints(folder / "checkpoints")._numbers()) == 1


def test_what_was_removed_goes_with_the_last_reader_that_holds_it(tmp_path):
    folder = tmp_path / "graph"
    with Library.open(folder, create=True) as library:
        list(library.add_all([made(1), made(2)]))
    first, second = Library.open(folder, read_only=True), Library.open(folder, read_only=True)
    with Library.open(folder) as library:
        library.remove("made-00002")

    def left() -> bool:
        return any(b"made-00002" in p.read_bytes() for p in folder.rglob("*") if p.is_file())

    first.close()
    assert left()
    assert second.info().articles == 2
    second.close()
    assert not left()


def test_a_reader_after_a_crash_sees_what_was_written(tmp_path):
    folder = tmp_path / "graph"
    code = (
        "import os, sys\nfrom graph.library import Library\nfrom tests.graph.made import made\n"
        "library = Library.open(sys.argv[1], create=True)\nlibrary.add(*made(1))\nos._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=False).returncode == 9
    with Library.open(folder, read_only=True) as library:
        assert library.info().articles == 1


def test_a_graph_on_a_read_only_disk_is_read(tmp_path):
    folder = tmp_path / "graph"
    with Library.open(folder, create=True) as library:
        library.add(*made(1))
    code = (
        "import os, sys\nos.access = lambda *a: False\nfrom graph.library import Library\n"
        "print(Library.open(sys.argv[1], read_only=True).info().articles)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n"


def test_who_may_only_read_gets_a_checkpoint_and_not_the_store_that_another_writes(tmp_path, monkeypatch):
    folder = tmp_path / "graph"
    with Library.open(folder, create=True) as library:
        library.add(*made(1))
    usual = Path.open

    def refused(path: Path, mode: str = "r", **options):
        if set(mode) & set("wax+"):
            raise PermissionError(13, "Permission denied")
        return usual(path, mode, **options)

    with Library.open(folder) as writer:
        writer.add(*made(2))
        with monkeypatch.context() as patched:
            patched.setattr("os.access", lambda *_: False)
            patched.setattr(Path, "open", refused)
            with Library.open(folder, read_only=True) as library:
                assert library.info().articles == 1
                assert "checkpoints" in str(library.store.path)
    with Library.open(folder, read_only=True) as library:
        assert library.info().articles == 2


def test_reopening_is_quick(tmp_path):
    folder = tmp_path / "graph"
    with Library.open(folder, create=True) as library:
        list(library.add_all(made(n) for n in range(300)))
    started = time.perf_counter()
    with Library.open(folder, read_only=True) as library:
        assert library.store.query("ASK { ?e a rw:Event }")
    assert time.perf_counter() - started < 0.5
