"""The vocabulary: parses, documents every term in two languages, and follows the relation catalogue."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Namespace, URIRef

from ontology.relations import relation_types
from ontology.vocabulary import relation_part, vocabulary_turtle, with_relations

RW = Namespace("https://w3id.org/rawabit/ns#")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def text() -> str:
    return (files("ontology") / "rawabit.ttl").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def vocabulary(text: str) -> Graph:
    return Graph().parse(data=text, format="turtle")


def _languages(graph: Graph, term: URIRef, *properties: URIRef) -> set[str | None]:
    return {o.language for p in properties for o in graph.objects(term, p)}  # type: ignore[attr-defined]


def test_the_relation_part_is_up_to_date(text: str) -> None:
    assert with_relations(text) == text, "run: python -m ontology.vocabulary"


def test_every_term_has_a_label_in_arabic_and_english(vocabulary: Graph) -> None:
    terms = {s for s in vocabulary.subjects() if isinstance(s, URIRef) and s.startswith(RW)}
    assert len(terms) > 70
    for term in terms:
        assert _languages(vocabulary, term, RDFS.label, SKOS.prefLabel) >= {"ar", "en"}, term


def test_every_class_and_property_is_explained_in_arabic_and_english(vocabulary: Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RW.Status, RW.Verdict)
    for kind in kinds:
        terms = set(vocabulary.subjects(RDF.type, kind))
        assert terms
        for term in terms:
            assert _languages(vocabulary, term, RDFS.comment) == {"ar", "en"}, term


def test_the_whole_vocabulary_is_the_file_where_the_catalogue_is_the_packaged_one(text: str) -> None:
    assert vocabulary_turtle() == text


def test_there_are_no_blank_nodes(vocabulary: Graph) -> None:
    assert not [n for triple in vocabulary for n in triple if isinstance(n, BNode)]


def test_relations_follow_the_catalogue(vocabulary: Graph) -> None:
    for name, relation in relation_types().items():
        term = RW[name]
        assert (term, RDF.type, OWL.ObjectProperty) in vocabulary
        assert (term, RDF.type, SKOS.Concept) in vocabulary
        assert ((term, RDF.type, OWL.SymmetricProperty) in vocabulary) == relation.symmetric
        codes = {str(c) for c in vocabulary.objects(term, SKOS.notation)}
        assert codes == set(relation.cameo)
        if relation.implies:
            assert (term, RDFS.subPropertyOf, RW[relation.implies]) in vocabulary
        if relation.plover:
            assert (term, SKOS.broadMatch, RW[f"plover-{relation.plover}"]) in vocabulary


def test_a_made_up_relation_appears_by_data_alone(text: str) -> None:
    made_up = replace(
        next(iter(relation_types().values())),
        name="marriedInto",
        cameo=("999",),
        label={"ar": 'صاهر "آل', "en": "married into"},
    )
    part = relation_part([*relation_types().values(), made_up])
    graph = Graph().parse(data=with_relations(text, part), format="turtle")
    assert (RW.marriedInto, RDF.type, OWL.ObjectProperty) in graph
    assert {str(c) for c in graph.objects(RW.marriedInto, SKOS.notation)} == {"999"}


def test_cameo_codes_are_codes() -> None:
    for relation in relation_types().values():
        assert all(re.fullmatch(r"(0[1-9]|1\d|20)\d{1,2}", code) for code in relation.cameo), relation.name


def test_terms_that_the_graph_writes_are_defined(vocabulary: Graph) -> None:
    written = {
        m for path in (ROOT / "graph").glob("*.py") for m in re.findall(r'RW\["(\w+)"\]', path.read_text("utf-8"))
    }
    defined = {str(s).removeprefix(RW) for s in vocabulary.subjects() if str(s).startswith(RW)}
    assert written - defined <= {"Nothing"}
