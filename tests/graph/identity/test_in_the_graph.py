"""What an analyst sees of identity in the graph: places in places, posts with two holders, stable IRIs."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graph.cli import commands  # noqa: F401
from graph.cli.app import app
from graph.current_offices import post_iri
from graph.library import Library
from graph.store import select
from graph.terms import ID
from ingest.article import Article
from ingest.extraction import Extraction
from tests.graph.made_up import Told

KINDS = {
    "سوريا": "Country",
    "تركيا": "Country",
    "دمشق": "Place",
    "قصر الشعب": "Place",
    "حلب": "Place",
    "أنقرة": "Place",
}
PEOPLE = ("نادر المصلح", "رامز الخضراوي", "غيث البرازي", "البرازي")


def said(told: Told) -> tuple[Article, Extraction]:
    """The article as an extractor would give it: persons, countries and places by their names."""
    article, extraction = told.done()
    entities = tuple(
        replace(e, type=KINDS.get(e.name, "Person" if e.name in PEOPLE else e.type), labels={"ar": e.name})  # type: ignore[arg-type]
        for e in extraction.entities
    )
    return article, replace(extraction, entities=entities)


def articles() -> list[tuple[Article, Extraction]]:
    first, second, third, _ = PEOPLE
    a = Told("a", "2025-05-03").say(f"زار {first} دمشق.").tie("visited", first, "دمشق", "2025-05-02")
    a.office(first, "وزير النقل", "سوريا")
    b = Told("b", "2025-06-03").say(f"زار {second} قصر الشعب.").tie("visited", second, "قصر الشعب", "2025-06-02")
    b.office(first, "وزير النقل", "سوريا")
    c = Told("c", "2025-07-03").say(f"زار {third} أنقرة.").tie("visited", third, "أنقرة", "2025-07-02")
    c.office(third, "وزير النقل", "سوريا")
    d = Told("d", "2025-05-20").say(f"زار {third} حلب.").tie("visited", third, "حلب", "2025-05-19")
    d.office(third, "وزير النقل", "سوريا").office(second, "رئيس غرفة تجارة دمشق", "سوريا")
    e = Told("e", "2025-08-01").say(f"زار {first} أنقرة.").tie("visited", first, "أنقرة", "2025-07-30")
    e.office(first, "وزير النقل", "سوريا")
    return [said(t) for t in (a, b, c, d, e)]


def built(path: Path, pairs: list[tuple[Article, Extraction]]) -> Path:
    with Library.open(str(path), create=True) as library:
        for article, extraction in pairs:
            library.add(article, extraction)
    return path


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("identity") / "g", articles())


def asked(graph: Path, query: str, *parameters: str) -> list[dict[str, str]]:
    given = [part for p in parameters for part in ("-P", p)]
    answer = CliRunner().invoke(app, ["query", query, "-g", str(graph), "-f", "csv", *given], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return list(csv.DictReader(StringIO(answer.stdout)))


def test_visits_to_a_country_are_those_to_its_cities_and_palaces(graph: Path) -> None:
    assert [r["date"] for r in asked(graph, "visits", "place=سوريا")] == ["2025-06-02", "2025-05-19", "2025-05-02"]
    assert [r["date"] for r in asked(graph, "visits", "place=دمشق")] == ["2025-06-02", "2025-05-02"]
    assert [r["visited"] for r in asked(graph, "visits", "place=قصر الشعب")] == ["قصر الشعب"]
    assert [r["date"] for r in asked(graph, "visits", "place=تركيا", f"visitor={PEOPLE[0]}")] == ["2025-07-30"]
    assert sum(int(r["visits"]) for r in asked(graph, "visits-by-month", "place=دمشق")) == 2


def test_two_holders_of_one_post_at_once_are_shown(graph: Path) -> None:
    (found,) = asked(graph, "disputed-offices")
    assert {found["one_name"], found["other_name"]} == {PEOPLE[0], PEOPLE[2]}
    assert (found["one_from"], found["one_to"]) in {("2025-05-03", "2025-08-01"), ("2025-05-20", "2025-07-03")}
    assert asked(graph, "disputed-offices", "body=تركيا") == []


def test_reports_of_an_office_fold_into_one_period(graph: Path) -> None:
    text = (
        "SELECT ?first ?last (COUNT(?r) AS ?reports) { ?m a org:Membership ; org:member ?who ; rw:firstSeen ?first ; "
        f'rw:lastSeen ?last ; rw:report ?r . ?who skos:prefLabel "{PEOPLE[0]}"@ar }} GROUP BY ?first ?last'
    )
    (found,) = asked(graph, text)
    assert (found["first"], found["last"], found["reports"]) == ("2025-05-03", "2025-08-01", "3")


def test_the_chair_of_a_chamber_is_no_president_of_the_country() -> None:
    syria = f"{ID}g/syria"
    assert post_iri("رئيس غرفة تجارة دمشق", syria) != post_iri("رئيس", syria)
    assert post_iri("رئيس", syria) == post_iri("الرئيس", syria)
    assert post_iri("زعيم هيئة تحرير الشام", f"{ID}g/hayat-tahrir-al-sham") == post_iri(
        "زعيم", f"{ID}g/hayat-tahrir-al-sham"
    )


def nodes(path: Path) -> list[str]:
    with Library.open(str(path), read_only=True) as library:
        text = "SELECT DISTINCT ?x { ?x skos:prefLabel ?l } ORDER BY ?x"
        return [row[0].value for row in select(library.store, text)]


def test_any_order_of_articles_gives_the_same_iris(tmp_path: Path, graph: Path) -> None:
    expected = nodes(graph)
    assert len(expected) >= 9
    for seed in (1, 2):
        shuffled = articles()
        random.Random(seed).shuffle(shuffled)
        assert nodes(built(tmp_path / f"g{seed}", shuffled)) == expected


def test_an_iri_once_given_out_resolves_after_an_article_joins_two_nodes(tmp_path: Path) -> None:
    """«غيث البرازي» and the minister called «البرازي» are two until an article gives the office of both."""
    one = Told("m", "2025-05-03").say("زار غيث البرازي دمشق.").tie("visited", "غيث البرازي", "دمشق", "2025-05-02")
    two = Told("n", "2025-06-03").say("زار البرازي حلب.").tie("visited", "البرازي", "حلب", "2025-06-02")
    two.office("البرازي", "وزير النقل", "سوريا")
    joins = (
        Told("k", "2025-05-20")
        .say("زار غيث البرازي وزير النقل حلب.")
        .tie("visited", "غيث البرازي", "حلب", "2025-05-19")
    )
    joins.office("غيث البرازي", "وزير النقل", "سوريا")
    path = built(tmp_path / "g", [said(one), said(two)])
    before = [n for n in nodes(path) if "/a/" in n]
    assert before == [f"{ID}a/m/e1", f"{ID}a/n/e1"]
    with Library.open(str(path)) as library:
        library.add(*said(joins))
    (now,) = [n for n in nodes(path) if "/a/" in n]
    with Library.open(str(path), read_only=True) as library:
        same = {r[0].value for r in select(library.store, f"SELECT ?x {{ <{now}> owl:sameAs ?x }}")}
    assert set(before) <= same | {now}
