"""why, merge, split, resolve and know over a small graph."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graph.cli import commands  # noqa: F401
from graph.cli.app import app
from graph.cli.console import Mistake
from graph.library import Library
from graph.terms import ID
from ingest.article import Article
from ingest.extraction import ArticleInfo, Entity, Evidence, Extraction, Mention, Position, Relation


def _add(library: Library, name: str, people: Sequence[str], title: str = "") -> None:
    text = f"التقى {' و'.join(people)} في دمشق."
    article = Article(name, text, published="2025-03-04", source="مثال", language="ar", origin=name)
    info = ArticleInfo(name, None, "2025-03-04", "مثال", None, "ar", article.sha256)
    entities = [
        Entity(f"e{i}", "Person", p, {"ar": p}, (), None, (Mention(text.index(p), text.index(p) + len(p), p),))
        for i, p in enumerate(people, 1)
    ]
    evidence = Evidence(0, len(text), text, (0, 5))
    met = Relation("metWith", "e1", "e2", "o1", "2025-03-04", None, "happened", 0.9, evidence)
    held = (Position("e1", title, None, "2025-03-04", False, 0.9, evidence),) if title else ()
    library.add(article, Extraction(info, tuple(entities), held, (met,)))


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    with Library.open(str(tmp_path / "g"), create=True) as library:
        _add(library, "a", ("سمير الطحان", "هاكان فيدان"))
        _add(library, "b", ("سمير الطحّان", "خالد الدراق"))
        _add(library, "c", ("سمير الطحاوي", "مرهف أبو قصرة"))
        _add(library, "d", ("الطحان", "مرهف أبو قصرة"))
    return tmp_path / "g"


def run(*arguments: object, answers: str = "") -> str:
    result = CliRunner().invoke(app, [str(a) for a in arguments], input=answers, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def met(graph: Path) -> set[str]:
    text = "SELECT DISTINCT ?a { ?e a rw:Event ; rw:subject|rw:object ?a }"
    return set(run("query", text, "-g", graph, "-f", "csv").split()[1:])


def test_why_tells_in_both_languages(graph: Path) -> None:
    english = run("why", "سمير الطحان", "-g", graph)
    assert "a/e1" in english
    assert "b/e1" in english
    assert "the same name" in english
    assert "الاسم نفسه" in run("why", "a/e1", "-g", graph, "-L", "ar")
    assert "[hakan-fidan]" in run("why", "hakan-fidan", "-g", graph)


def test_merge_and_split_again(graph: Path) -> None:
    before = met(graph)
    assert f"{ID}a/c/e1" in before
    run("merge", "سمير الطحان", "c/e1", "-g", graph, "--why", "بطاقته", "--author", "ليلى")
    merged = met(graph)
    assert f"{ID}a/c/e1" not in merged
    told = run("why", "سمير الطحان", "-g", graph)
    assert "merged by ليلى" in told
    assert "بطاقته" in told
    run("split", "سمير الطحان", "-g", graph, "--author", "ليلى")
    assert met(graph) == before
    lines = [json.loads(x) for x in (graph / "judgements.jsonl").read_text("utf-8").splitlines()]
    assert [x["identity"] for x in lines] == ["merge", "withdraw"]


def test_split_takes_a_mention_out_and_it_stays_out(graph: Path) -> None:
    run("split", "سمير الطحان", "b/e1", "-g", graph, "--author", "ليلى")
    assert {f"{ID}a/a/e1", f"{ID}a/b/e1"} <= met(graph)
    with Library.open(str(graph)) as library:
        _add(library, "e", ("سمير الطحان", "هاكان فيدان"))
    assert {f"{ID}a/a/e1", f"{ID}a/b/e1"} <= met(graph)


def test_a_known_actor_can_be_merged_with_an_unknown(graph: Path) -> None:
    run("merge", "خالد الدراق", "asaad-al-shaibani", "-g", graph, "--author", "ليلى")
    assert f"{ID}g/asaad-al-shaibani" in met(graph)


def test_doubtful_pairs_are_listed_and_decided(graph: Path) -> None:
    listed = run("resolve", "-g", graph, "--list")
    assert "الطحان" in listed
    run("resolve", "-g", graph, "--author", "ليلى", answers="s\nq\n")
    after = run("resolve", "-g", graph, "--list")
    assert after != listed


def test_know_brings_a_new_actor_and_new_names(graph: Path) -> None:
    run(
        "know",
        "samir-tahhan",
        "--type",
        "Person",
        "--ar",
        "سمير الطحان",
        "--en",
        "Samir Tahhan",
        "-c",
        "سوريا",
        "-g",
        graph,
    )
    assert f"{ID}g/samir-tahhan" in met(graph)
    run("know", "samir-tahhan", "--ar", "خالد الدراق", "-g", graph)
    assert f"{ID}a/b/e2" not in met(graph)
    run("know", "hakan-fidan", "--tr", "Hakan Bey", "-g", graph)
    assert "Hakan Bey" in run("why", "hakan-fidan", "-g", graph)


@pytest.mark.parametrize(
    "arguments",
    [
        ("why", "لا أحد"),
        ("merge", "سمير الطحان", "a/e1"),
        ("split", "الطحان"),
        ("know", "Samir", "--type", "Person", "--ar", "سمير"),
        ("know", "samir", "--type", "Robot", "--ar", "سمير"),
        ("know", "samir", "--type", "Person"),
        ("know", "samir", "--type", "Person", "--ar", "سمير", "--role", "boss", "--of", "syria"),
        ("know", "syria", "--type", "Person", "--ar", "سمير"),
    ],
)
def test_mistakes_are_one_line(graph: Path, arguments: tuple[str, ...]) -> None:
    with pytest.raises(Mistake) as mistake:
        CliRunner().invoke(app, [*arguments, "-g", str(graph)], catch_exceptions=False)
    assert len(str(mistake.value).splitlines()) == 1
