"""A build that is killed leaves whole articles only, and run again it finishes without doubles."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.library import Library
from graph.terms import ID, article_graph
from tests.graph.made import made

ROOT = Path(__file__).resolve().parents[2]
BUILD = """
import sys
from graph import library
from tests.graph.made import made
library.BATCH_ARTICLES = int(sys.argv[3])
library.CHECKPOINT_SECONDS = 0.2
with library.Library.open(sys.argv[1], create=True) as found:
    for outcome in found.add_all(made(n, events=2) for n in range(int(sys.argv[2]))):
        print(outcome.kind, outcome.article, flush=True)
"""


def build(folder: Path, count: int, batch: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(folder), str(count), str(batch)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def whole(folder: Path, acknowledged: set[str]) -> int:
    """Check that the graph holds whole articles and a right `current`; returns how many."""
    with Library.open(folder) as library:
        records = {r.info.id for r in library.articles()}
        graphs = {g.value for g in library.store.graphs() if g.value.startswith(f"{ID}a/")}
        assert graphs == {article_graph(a).value for a in records}
        assert acknowledged <= records
        for article in records:
            expected = made(int(article.removeprefix("made-")), events=2)
            assert library.text(article) == expected[0].text
            assert library.extraction(article).relations == expected[1].relations
        assert library.rebuild() == 0
        return len(records)


def quads(folder: Path) -> set[str]:
    with Library.open(folder, read_only=True) as library:
        found = map(str, library.store.oxigraph.quads_for_pattern(None, None, None, None))
        return {q for q in found if "ns#added" not in q}


@pytest.mark.slow
def test_killed_at_several_moments_it_loses_nothing_and_finishes(tmp_path):
    folder, count, acknowledged = tmp_path / "killed", 5000, set()
    kept = []
    for moment in (0.05, 40, 400, 1200):
        process = build(folder, count, batch=40)
        lines = process.stdout
        seen = 0
        while moment >= 1 and seen < moment:
            line = lines.readline()
            assert line, "the build ended before it was to be killed"
            seen += 1
            acknowledged.add(line.split()[1])
        time.sleep(0.05 if moment < 1 else 0.02 * (moment % 7))
        process.send_signal(signal.SIGKILL)
        process.wait()
        acknowledged |= {line.split()[1] for line in lines.read().splitlines() if line.endswith(tuple("0123456789"))}
        if (folder / "version").exists():
            kept.append(whole(folder, acknowledged))
    assert kept == sorted(kept)
    assert 1200 <= kept[-1] < count
    process = build(folder, count, batch=1000)
    out, _ = process.communicate()
    assert process.returncode == 0
    kinds = [line.split()[0] for line in out.splitlines()]
    assert kinds.count("unchanged") == kept[-1]
    assert kinds.count("new") == count - kept[-1]
    with Library.open(folder, create=True) as library:
        assert len(library.articles()) == count
        assert library.rebuild() == 0


def test_killed_once_and_finished_it_is_what_an_undisturbed_build_gives(tmp_path):
    process = build(tmp_path / "killed", 60, batch=7)
    for _ in range(20):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    for folder in ("killed", "whole"):
        assert build(tmp_path / folder, 60, batch=7).communicate()[0]
    assert quads(tmp_path / "killed") == quads(tmp_path / "whole")


def test_an_exchange_of_the_store_that_was_cut_off_is_mended(tmp_path):
    folder = tmp_path / "graph"
    with Library.open(folder, create=True) as library:
        library.add(*made(1))
    (folder / "store").rename(folder / "store.old")  # killed between the two renames
    (folder / "store.part").mkdir()
    (folder / "store.part.nq").write_text("half written")
    with Library.open(folder) as library:
        assert [r.info.id for r in library.articles()] == ["made-00001"]
    assert not list(folder.glob("store.*"))


def test_a_text_whose_article_never_came_is_swept(tmp_path):
    folder = tmp_path / "graph"
    with Library.open(folder, create=True) as library:
        library.add(*made(1))
    (folder / "articles" / f"{'0' * 64}.txt").write_text("left behind")
    (folder / "articles" / f"{'1' * 64}.txt.new").write_text("cut off")
    (folder / "articles" / "notes.txt").write_text("an analyst's own")
    with Library.open(folder) as library:
        library.add(*made(2))
    names = {p.name for p in (folder / "articles").iterdir()}
    assert len(names) == 3
    assert "notes.txt" in names


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_stopped_by_ctrl_c_it_says_so_and_keeps_whole_articles(tmp_path):
    text = "التقى وزير الخارجية التركي هاكان فيدان في أنقرة اليوم نظيره السوري أسعد الشيباني."
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(tmp_path / "graph")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for number in range(3):
        process.stdin.write(json.dumps({"id": f"a{number}", "text": text, "published": "2025-10-17"}) + "\n")
    process.stdin.flush()
    for line in process.stderr:
        if line.startswith("read 3"):
            break
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130
    assert said == "rawabit: stopped; what was finished is kept\n"
    with Library.open(tmp_path / "graph") as library:
        assert [r.info.id for r in library.articles()] in (["a0", "a1"], ["a0", "a1", "a2"])
        assert library.rebuild() == 0


# A build from standard input that tells how many articles it has asked for, so that the test knows when to stop it.
COMMAND = """
import sys
import ingest.batch as batch
whole = batch.extract_all
def told(items, *more):
    def counted():
        for number, item in enumerate(items, 1):
            print("read", number, file=sys.stderr, flush=True)
            yield item
    return whole(counted(), *more)
batch.extract_all = told
from graph.cli import main
sys.argv = ["rawabit", "build", "-", "--graph", sys.argv[1]]
main()
"""
