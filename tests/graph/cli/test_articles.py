"""extract, build and remove as a user meets them: output, summary, problems, exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from graph.cli import commands  # noqa: F401
from graph.cli.app import app
from graph.cli.console import Mistake

MEETING = "التقى وزير الخارجية التركي هاكان فيدان في أنقرة اليوم نظيره السوري أسعد الشيباني."
THANKS = "وشكر الرئيس السوري أحمد الشرع في دمشق نظيره التركي رجب طيب أردوغان على دعم بلاده."


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin, catch_exceptions=False)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "meeting.txt").write_text(f"published: 2025-03-04\n\n{MEETING}", encoding="utf-8")
    (folder / "thanks.txt").write_text(THANKS, encoding="utf-8")
    return folder


def test_extract_prints_one_object_an_article_with_verbatim_evidence(articles: Path) -> None:
    result = run("extract", articles / "meeting.txt")
    assert result.exit_code == 0
    (record,) = map(json.loads, result.stdout.splitlines())
    stored = (articles / "meeting.txt").read_text(encoding="utf-8").split("\n", 1)[1]
    tie = next(r for r in record["relations"] if r["type"] == "metWith")
    assert tie["date"] == "2025-03-04"
    assert tie["evidence"]["text"] in stored
    assert MEETING[tie["evidence"]["trigger"][0] - tie["evidence"]["start"] :].startswith("التقى")


def test_build_ends_with_a_summary(articles: Path, tmp_path: Path) -> None:
    result = run("build", articles, "--graph", tmp_path / "g")
    assert result.exit_code == 0
    assert "articles: 2 read (2 new, 0 replaced, 0 unchanged)" in result.stdout
    assert "actors" in result.stdout


def test_the_same_again_changes_nothing_and_a_changed_text_replaces(articles: Path, tmp_path: Path) -> None:
    run("build", articles, "--graph", tmp_path / "g")
    assert "(0 new, 0 replaced, 2 unchanged)" in run("build", articles, "--graph", tmp_path / "g").stdout
    (articles / "thanks.txt").write_text(MEETING, encoding="utf-8")
    again = run("build", articles, "--graph", tmp_path / "g").stdout
    assert "(0 new, 1 replaced, 1 unchanged)" in again
    rows = run("query", "SELECT ?a ?b { ?a rw:thanked ?b }", "--graph", tmp_path / "g", "--format", "csv").stdout
    assert rows.strip().splitlines() == ["a,b"]


def test_an_id_from_another_place_is_refused_unless_told_to_replace(articles: Path, tmp_path: Path) -> None:
    run("build", articles, "--graph", tmp_path / "g")
    other = tmp_path / "elsewhere" / "meeting.txt"
    other.parent.mkdir()
    other.write_text(THANKS, encoding="utf-8")
    refused = run("build", other, "--graph", tmp_path / "g")
    assert refused.exit_code == 1
    assert "meeting" in refused.stderr
    assert run("build", other, "--graph", tmp_path / "g", "--replace").exit_code == 0


def test_one_bad_record_of_many_is_one_line_and_the_rest_is_built(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": f"a{i}", "text": MEETING, "published": "2025-03-04"}, ensure_ascii=False) for i in range(10)
    ]
    lines[6] = '{"id": "a6", "text": '
    source = tmp_path / "many.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    result = run("build", source, "--graph", tmp_path / "g")
    assert result.exit_code == 1
    (line,) = result.stderr.strip().splitlines()
    assert "many.jsonl" in line
    assert "7" in line
    assert "9 read (9 new" in result.stdout


def test_why_articles_have_no_ties_is_said(tmp_path: Path) -> None:
    english = tmp_path / "english.txt"
    english.write_text("The ministers met in Ankara and spoke about trade between the two countries.", encoding="utf-8")
    result = run("build", english, "--graph", tmp_path / "g")
    assert result.exit_code == 0
    assert "language en: not read yet" in result.stdout


def test_dates_left_open_name_the_option_that_mends_them(tmp_path: Path) -> None:
    article = tmp_path / "undated.txt"
    article.write_text(MEETING, encoding="utf-8")
    assert "--published" in run("build", article, "--graph", tmp_path / "g").stdout


def test_standard_input_is_an_article(tmp_path: Path) -> None:
    result = run("extract", "-", "--published", "2025-03-04", stdin=MEETING)
    (record,) = map(json.loads, result.stdout.splitlines())
    assert record["article"]["id"].startswith("stdin-")
    assert record["relations"]


def test_a_missing_file_is_one_line_and_the_rest_is_read(articles: Path) -> None:
    result = run("extract", articles / "nothing.txt", articles / "meeting.txt")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert len(result.stderr.strip().splitlines()) == 1


def test_remove_takes_the_article_and_its_ties(articles: Path, tmp_path: Path) -> None:
    run("build", articles, "--graph", tmp_path / "g")
    assert run("remove", "thanks", "--graph", tmp_path / "g").exit_code == 0
    assert run("query", "ASK { ?a rw:thanked ?b }", "--graph", tmp_path / "g", "--format", "csv").stdout.strip() in {
        "false",
        "ask\nfalse",
    }
    assert run("remove", "thanks", "--graph", tmp_path / "g").exit_code == 1


def test_a_folder_that_is_no_graph_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=str(tmp_path / "nothing")):
        run("view", "--graph", tmp_path / "nothing")


def test_jobs_give_the_same_output_in_the_same_order(articles: Path) -> None:
    assert run("extract", articles).stdout == run("extract", articles, "--jobs", "2").stdout


@pytest.mark.parametrize("option", [("--published", "soon"), ("--ner", "magic")])
def test_an_option_that_cannot_be_is_told_in_words(articles: Path, option: tuple[str, str]) -> None:
    with pytest.raises(Mistake, match=option[1]):
        run("extract", articles, *option)
