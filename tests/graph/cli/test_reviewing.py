"""review, validate, rebuild, backup and restore as a user meets them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from graph.cli import commands  # noqa: F401
from graph.cli.app import app
from graph.cli.console import Mistake
from graph.library import Library
from graph.store import select
from tests.graph.made import Draft, made


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    draft = Draft("a/1")
    draft.tell("thanked", "سالم الزرنوقي", "منير البهرجي", date="2025-08-13", confidence=0.9)
    draft.tell("condemned", "منير البهرجي", "فريد الشمروخي", confidence=0.4)
    with Library.open(tmp_path / "graph", create=True) as library:
        library.add(*draft.done())
        library.add(*made(1))
    return tmp_path / "graph"


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin, catch_exceptions=False)


def ties(graph: Path) -> set[tuple[str, str | None]]:
    query = 'SELECT ?t ?d WHERE { ?e a rw:Event ; rw:eventType ?t ; rw:report ?r OPTIONAL { ?e sem:hasTimeStamp ?d } FILTER (CONTAINS(STR(?r), "a%2F1")) }'
    with Library.open(graph, read_only=True) as library:
        return {(t.value.rpartition("#")[2], d and d.value) for t, d in select(library.store, query)}


def test_one_tie_is_rejected_and_taken_back_by_name(graph: Path) -> None:
    assert run("review", "a/1/r2", "reject", "-g", graph, "-n", "no", "-a", "Mona").stdout == "reject: a/1/r2\n"
    assert ties(graph) == {("thanked", "2025-08-13")}
    run("review", "a/1/r2", "withdraw", "-g", graph)
    assert ties(graph) == {("thanked", "2025-08-13"), ("condemned", None)}


def test_one_tie_is_corrected(graph: Path) -> None:
    assert run("review", "a/1/r1", "correct", "-c", "date=2025-09", "-c", "type=praised", "-g", graph).exit_code == 0
    assert ("praised", "2025-09") in ties(graph)
    run("review", "a/1/r1", "correct", "-c", "date=", "-g", graph)
    assert ("thanked", None) in ties(graph)


def test_the_least_certain_come_first_and_are_decided_by_keys(graph: Path) -> None:
    listed = run("review", "--list", "--article", "a/1", "-g", graph).stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["a/1/r2", "a/1/r1"]
    result = run("review", "-A", "a/1", "-g", graph, "-a", "Mona", stdin="r\nc\ndate=yesterday\n")
    assert "«أدان منير البهرجي فريد الشمروخي.»" in result.stdout
    assert "1 decided of 2" in result.stdout
    assert ties(graph) == {("thanked", "2025-08-13")}
    assert run("review", "--list", "-A", "a/1", "-b", "0.5", "-g", graph).stdout == ""
    assert "0 decided" in run("review", "-A", "a/1", "-g", graph, stdin="q\n").stdout


def test_a_file_of_verdicts_and_those_that_fit_nothing(graph: Path, tmp_path: Path) -> None:
    file = tmp_path / "v.jsonl"
    lines = [
        {"article": "a/1", "statement": "r2", "verdict": "reject"},
        {
            "article": "gone",
            "relation": "thanked",
            "subject": "س",
            "object": "ص",
            "quote": "…",
            "verdict": "reject",
            "time": "2026-01-01T00:00:00Z",
        },
    ]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    result = run("review", file, "-g", graph, "-a", "Mona")
    assert result.exit_code == 1
    assert "2 new verdicts" in result.stdout
    assert "gone" in result.stderr
    assert "not in the graph" in run("review", "--loose", "-g", graph).stdout
    assert ties(graph) == {("thanked", "2025-08-13")}


def test_a_table_is_written_filled_in_and_handed_back(graph: Path, tmp_path: Path) -> None:
    table = tmp_path / "ties.csv"
    assert run("review", "--list", "-A", "a/1", "-o", table, "-g", graph).exit_code == 0
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["tie"], r["sentence"], r["verdict"]) for r in rows] == [
        ("a/1/r2", "أدان منير البهرجي فريد الشمروخي.", ""),
        ("a/1/r1", "شكر سالم الزرنوقي منير البهرجي.", ""),
    ]
    rows[0] |= {"verdict": "Reject", "note": "another man"}
    rows[1] |= {"verdict": "correct", "change": "date=2025-09; type=praised"}
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")  # as a spreadsheet in Arabic or Turkish saves it
        writer.writeheader()
        writer.writerows(rows)
    assert run("review", table, "-g", graph, "-a", "Mona").stdout == "2 new verdicts, 0 known\n"
    assert ties(graph) == {("praised", "2025-09")}
    assert run("review", table, "-g", graph).stdout == "0 new verdicts, 2 known\n"
    with Library.open(graph, read_only=True) as library:
        assert [(j.author, j.note) for j in library.judgements.entries] == [("Mona", "another man"), ("Mona", "")]


def test_rows_of_a_table_that_cannot_be_are_named(graph: Path, tmp_path: Path) -> None:
    table = tmp_path / "ties.csv"
    table.write_text("tie,verdict,change\na/1/r9,reject,\na/1/r1,correct,date=soon\na/1/r2,reject,\n", encoding="utf-8")
    result = run("review", table, "-g", graph)
    assert result.exit_code == 1
    assert result.stdout == "1 new verdicts, 0 known\n"
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == [f"{table}, line 2", f"{table}, line 3"]
    assert ties(graph) == {("thanked", "2025-08-13")}


@pytest.mark.parametrize("content", [b"name,what\nx,y\n", b"", "tie,verdict\nقول".encode("utf-16")])
def test_what_is_no_table_of_verdicts_is_said_in_a_line(graph: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ties.csv").write_bytes(content)
    with pytest.raises(Mistake, match=r"ties\.csv") as mistake:
        run("review", tmp_path / "ties.csv", "-g", graph)
    assert "\n" not in str(mistake.value)


@pytest.mark.parametrize(
    "arguments",
    [
        ("review", "--output", "x.csv"),
        ("review", "a/1/r9", "reject"),
        ("review", "nobody/r1", "reject"),
        ("review", "a/1/r1", "perhaps"),
        ("review", "a/1/r1", "correct", "-c", "date"),
        ("review", "nofile.jsonl"),
        ("review", "--list", "-A", "nobody"),
        ("validate", "nobody"),
    ],
)
def test_mistakes_are_one_line(graph: Path, arguments: tuple[str, ...]) -> None:
    with pytest.raises(Mistake) as mistake:
        run(*arguments, "-g", graph)
    assert "\n" not in str(mistake.value)


def test_validate_says_that_all_is_right_or_what_breaks(graph: Path) -> None:
    assert run("validate", "-g", graph).stdout == "the graph is right\n"
    assert run("validate", "a/1", "-g", graph).exit_code == 0
    next((graph / "articles").glob("*.txt")).write_text("شيء آخر", encoding="utf-8")
    result = run("validate", "-g", graph)
    assert result.exit_code == 1
    assert "its text is not the one that was read" in result.stdout
    assert all(line.partition(": ")[0] in {"a/1", "made-00001"} for line in result.stdout.splitlines())
    assert "its text is not the one that was read" in "".join(
        run("validate", article, "-g", graph).stdout for article in ("a/1", "made-00001")
    )


def test_rebuild_changes_nothing_where_nothing_changed(graph: Path) -> None:
    assert run("rebuild", "-g", graph).stdout == "rebuilt: nothing changed\n"


def test_readers_of_a_graph_that_wants_rebuilding_are_told_in_a_line(graph: Path) -> None:
    assert run("info", "-g", graph).stderr == ""
    (graph / "gazetteer.csv").write_text("id,type,ar\nmine,Person,سالم الزرنوقي\n", encoding="utf-8")
    for asked in (["info"], ["query", "ASK {}"], ["review", "--list"]):
        said = run(*asked, "-g", graph).stderr.splitlines()
        assert len(said) == 1
        assert f"`rawabit rebuild --graph {graph}`" in said[0]
    assert "statements changed" in run("rebuild", "-g", graph).stdout
    assert run("info", "-g", graph).stderr == ""


def test_backup_and_restore(graph: Path, tmp_path: Path) -> None:
    archive = tmp_path / "b.tar.gz"
    assert run("backup", archive, "-g", graph).stdout == f"{archive}: 2 articles\n"
    assert run("restore", archive, "-g", tmp_path / "again").exit_code == 0
    assert ties(tmp_path / "again") == ties(graph)
    with pytest.raises(Mistake, match="already"):
        run("restore", archive, "-g", graph)
