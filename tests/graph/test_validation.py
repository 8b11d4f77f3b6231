"""What is written conforms, and what is forged is found and named."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import URIRef

from graph.constraints import constraints, shapes
from graph.library import Library
from graph.store import LocalStore
from graph.terms import CURRENT, PREFIXES, RW, article_graph, integer, local
from graph.validation import validate_article, validate_library, validate_store
from tests.graph.made import made

FORGED = {
    "a forged direct triple in current": (
        "INSERT DATA {{ GRAPH {current} {{ {e1} rw:sanctioned {e2} }} }}",
        "a direct triple that no event of current supports",
        None,
    ),
    "a direct triple in an article": (
        "INSERT DATA {{ GRAPH {graph} {{ {e1} rw:sanctioned {e2} }} }}",
        "a direct triple outside current",
        "a direct triple outside current",
    ),
    "an event without evidence": (
        "DELETE WHERE {{ GRAPH {graph} {{ {r1}-evidence> ?p ?o }} }}",
        "an event without evidence and without a report",
        "an event without evidence and without a report",
    ),
    "a confidence of 1.4": (
        (
            "DELETE WHERE {{ GRAPH {graph} {{ {r1}-evidence> rw:confidence ?c }} }} ; "
            "INSERT DATA {{ GRAPH {graph} {{ {r1}-evidence> rw:confidence 1.4 }} }}"
        ),
        "a confidence is a decimal between 0 and 1",
        "a confidence is a decimal between 0 and 1",
    ),
    "an offset outside the text": (
        (
            "DELETE {{ GRAPH {graph} {{ ?s oa:end ?e }} }} INSERT {{ GRAPH {graph} {{ ?s oa:end 99999 }} }} "
            "WHERE {{ GRAPH {graph} {{ {r1}-evidence> oa:hasTarget/oa:hasSelector ?s . ?s oa:end ?e }} }}"
        ),
        "a passage that ends outside the text",
        "a passage that ends outside the text",
    ),
    "a quote of another length": (
        (
            "DELETE {{ GRAPH {graph} {{ ?s oa:exact ?e }} }} INSERT {{ GRAPH {graph} {{ ?s oa:exact 'other' }} }} "
            "WHERE {{ GRAPH {graph} {{ {r1}-evidence> oa:hasTarget/oa:hasSelector ?s . ?s oa:exact ?e }} }}"
        ),
        "a quote that is not as long as its passage",
        "a quote that is not as long as its passage",
    ),
    "two subjects": (
        "INSERT DATA {{ GRAPH {graph} {{ {r1}> rw:subject {e2} , {e1} , {current} }} }}",
        "an event has one subject",
        "an event has one subject",
    ),
    "a status that is none": (
        (
            "DELETE WHERE {{ GRAPH {graph} {{ {r1}> rw:status ?s }} }} ; "
            "INSERT DATA {{ GRAPH {graph} {{ {r1}> rw:status rw:maybe }} }}"
        ),
        "an event has one status: happened, planned, denied or contested",
        "an event has one status: happened, planned, denied or contested",
    ),
    "a time that is no day": (
        (
            "DELETE WHERE {{ GRAPH {graph} {{ {r1}> sem:hasEarliestBeginTimeStamp ?s }} }} ; "
            "INSERT DATA {{ GRAPH {graph} {{ {r1}> sem:hasEarliestBeginTimeStamp '2025' }} }}"
        ),
        "an event has one earliest day",
        "an event has one earliest day",
    ),
    "an actor without a name": (
        "DELETE WHERE {{ GRAPH {graph} {{ {e1} skos:prefLabel ?l }} }}",
        "an actor or place has one name a language",
        "an actor or place has one name a language",
    ),
    "an event that ends before it begins": (
        (
            "DELETE WHERE {{ GRAPH {graph} {{ {r1}> sem:hasLatestEndTimeStamp ?s }} }} ; "
            "INSERT DATA {{ GRAPH {graph} {{ {r1}> sem:hasLatestEndTimeStamp '0001-01-01'^^xsd:date }} }} ; "
            "DELETE WHERE {{ GRAPH {graph} {{ {r1}> sem:hasEarliestBeginTimeStamp ?s }} }} ; "
            "INSERT DATA {{ GRAPH {graph} {{ {r1}> sem:hasEarliestBeginTimeStamp '2020-01-01'^^xsd:date }} }}"
        ),
        "an event that ends before it begins",
        "an event that ends before it begins",
    ),
    "a report that nobody makes": (
        "INSERT DATA {{ GRAPH {current} {{ {r1}> rw:report <https://w3id.org/rawabit/id/a/gone/r1> }} }}",
        "a report that no article makes",
        None,
    ),
    "a tie that is missing": (
        "DELETE WHERE {{ GRAPH {current} {{ ?a rw:metWith ?b }} }}",
        "an event that happened, without its direct triple",
        None,
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("valid") / "graph"
    with Library.open(path, create=True) as library:
        list(library.add_all(made(n) for n in range(8)))
    return path


@pytest.fixture
def copy(folder, tmp_path) -> Library:
    """The library with an in-memory copy of its store, to be spoilt."""
    library = Library.open(folder, read_only=True)
    spoilt = LocalStore()
    spoilt.load(library.store.oxigraph.quads_for_pattern(None, None, None, None))
    library._engine.store.close()
    library._engine.store = spoilt
    yield library
    library.close()


def spoil(library: Library, article: str, update: str) -> None:
    names = {
        "graph": article_graph(article),
        "current": CURRENT,
        "e1": local(article, "e1"),
        "e2": local(article, "e2"),
        "r1": str(local(article, "r1"))[:-1],
    }
    before = library.store.size(), set(library.store.oxigraph)
    library.store.oxigraph.update(update.format(**names), prefixes=PREFIXES)
    assert (library.store.size(), set(library.store.oxigraph)) != before, "nothing was spoilt"


def test_what_is_built_conforms(folder):
    with Library.open(folder, read_only=True) as library:
        assert validate_library(library) == []
        assert validate_article(library, "made-00003") == []


def test_the_sample_corpus_conforms(tmp_path):
    from graph.sample import sample_corpus
    from tests.gold import read_gold

    with Library.open(tmp_path / "graph", create=True) as library:
        outcomes = list(library.add_all(read_gold(p) for p in sorted(sample_corpus().glob("*.json"))))
        assert {o.kind for o in outcomes} == {"new"}
        assert [str(v) for v in validate_library(library) if not v.warning] == []
        assert [v for v in validate_article(library, "2025-12-22-trio-damascus") if not v.warning] == []


@pytest.mark.parametrize("kind", FORGED)
def test_what_is_forged_is_found_and_named_with_its_article(copy, kind):
    update, message, shacl_message = FORGED[kind]
    spoil(copy, "made-00002", update)
    found = validate_store(copy.store)
    assert message in {v.message for v in found}
    if "{graph}" in update:
        assert "made-00002" in {v.article for v in found if v.message == message}
        assert any(str(v).startswith("made-00002: ") for v in found)
    if shacl_message:
        assert shacl_message in {v.message for v in validate_article(copy, "made-00002")}


def test_a_text_that_was_changed_or_lost_is_found(tmp_path):
    with Library.open(tmp_path / "graph", create=True) as library:
        list(library.add_all(made(n) for n in range(3)))
    with Library.open(tmp_path / "graph", read_only=True) as library:
        first, second = (library._engine.folder.text_path(library.record(f"made-0000{n}").info.sha256) for n in (0, 1))
        first.write_text("شيء آخر")
        second.unlink()
        messages = {(v.article, v.message) for v in validate_library(library)}
    assert ("made-00000", "its text is not the one that was read") in messages
    assert ("made-00000", "a quote that the text does not have there") in messages
    assert ("made-00001", "its text is missing") in messages


def test_a_graph_without_its_article_is_found(copy):
    graph = article_graph("smuggled")
    copy.store.oxigraph.add(Quad(local("smuggled", "r1"), RW["x"], integer(1), graph))
    assert ("smuggled", "a graph of no article that is held") in {
        (v.article, v.message) for v in validate_library(copy)
    }


def test_an_unlikely_participant_is_a_warning_by_both_ways(copy):
    node = local("made-00002", "e1")
    graph = article_graph("made-00002")
    for quad in list(copy.store.oxigraph.quads_for_pattern(node, None, None, graph)):
        if quad.predicate.value.endswith("#type"):
            copy.store.oxigraph.remove(quad)
            copy.store.oxigraph.add(replace_object(quad, NamedNode("https://schema.org/Place")))
    for found in (validate_store(copy.store), validate_article(copy, "made-00002")):
        assert found
        assert {(v.article, v.warning) for v in found} == {("made-00002", True)}


def replace_object(quad: Quad, value: NamedNode | Literal) -> Quad:
    return Quad(quad.subject, quad.predicate, value, quad.graph_name)


def test_every_part_of_the_shapes_is_asked_of_a_store():
    messages = {str(m) for m in shapes().objects(None, URIRef("http://www.w3.org/ns/shacl#message"))}
    asked = {c.message for c in constraints()}
    assert messages <= asked
    assert len(asked) > 40
