"""view, query, export and info over a graph of two articles."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import networkx as nx
import pytest

from graph.cli.console import Mistake
from tests.graph.cli.test_articles import MEETING, THANKS, run


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("looking")
    (folder / "in").mkdir()
    for name, text in (("meeting", MEETING), ("thanks", THANKS)):
        heading = "title: <script>alert(1)</script>\npublished: 2025-03-04\nsource: مثال\n\n"
        (folder / "in" / f"{name}.txt").write_text(heading + text, encoding="utf-8")
    assert run("build", folder / "in", "--graph", folder / "g").exit_code == 0
    return folder / "g"


def test_view_writes_one_page_with_hostile_titles_inert(graph: Path, tmp_path: Path) -> None:
    assert run("view", "--graph", graph, "--output", tmp_path / "ties.html").exit_code == 0
    page = (tmp_path / "ties.html").read_text(encoding="utf-8")
    assert "<script>alert(1)</script>" not in page
    assert "<!DOCTYPE html>" in page[:200] or "<!doctype html>" in page[:200]


def test_query_from_text_file_and_by_name(graph: Path, tmp_path: Path) -> None:
    text = "SELECT ?type { ?e a rw:Event ; rw:eventType ?type }"
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    direct = run("query", text, "--graph", graph, "--format", "csv").stdout
    assert direct == run("query", tmp_path / "q.rq", "--graph", graph, "--format", "csv").stdout
    assert "metWith" in direct
    named = run("query", "who-met-whom", "--graph", graph, "--format", "csv").stdout
    assert "هاكان فيدان" in named


def test_query_lists_what_is_ready() -> None:
    listed = run("query", "--list").stdout
    assert "who-met-whom" in listed
    assert len([line for line in listed.splitlines() if line and not line.startswith(" ")]) >= 10


@pytest.mark.parametrize(
    "text", ["SELECT ?a {", "INSERT DATA { <a:b> <a:c> 1 }", "SELECT * { SERVICE <http://x/> { ?a ?b ?c } }"]
)
def test_a_bad_query_is_one_line_and_a_failure(graph: Path, text: str) -> None:
    result = run("query", text, "--graph", graph)
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("name", ["gexf", "graphml", "csv", "trig", "nq", "ttl", "nt", "jsonld"])
def test_every_format_is_written_whole(graph: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / f"ties.{name}"
    assert run("export", "--graph", graph, "--output", out).exit_code == 0
    assert out.stat().st_size > 200
    assert not out.with_name(out.name + ".part").exists()


def test_gexf_and_graphml_are_read_by_networkx(graph: Path, tmp_path: Path) -> None:
    run("export", "--graph", graph, "--format", "graphml", "--output", tmp_path / "a.xml")
    network = nx.read_graphml(tmp_path / "a.xml")
    assert network.number_of_edges() >= 2


def test_csv_has_a_row_a_report(graph: Path, tmp_path: Path) -> None:
    run("export", "--graph", graph, "--output", tmp_path / "ties.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "ties.csv").read_text(encoding="utf-8-sig"))))
    assert any(MEETING in cell for row in rows for cell in row)


def test_an_unknown_format_names_the_known_ones(graph: Path) -> None:
    with pytest.raises(Mistake, match="gexf"):
        run("export", "--graph", graph, "--format", "doc")


def test_info_says_what_is_there(graph: Path) -> None:
    result = run("info", "--graph", graph, "--articles")
    assert "articles    2" in result.stdout
    assert "meeting\t2025-03-04" in result.stdout
