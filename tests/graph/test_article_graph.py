"""An article's graph holds all that the extraction says, and gives it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.article_graph import article_triples, extraction_of
from graph.terms import EARLIEST, OA, RW, SEM, article_graph, local, local_parts, member_order
from ingest.extraction import Extraction
from tests.gold import read_gold
from tests.graph.made import Draft, made


def tidy(extraction: Extraction) -> Extraction:
    """Without what a set of triples cannot keep: doubles and the order of aliases and labels."""
    entities = tuple(
        replace(
            e,
            aliases=tuple(sorted(set(e.aliases))),
            labels=dict(sorted(e.labels.items())),
            mentions=tuple(sorted(set(e.mentions), key=lambda m: (m.start, m.end))),
        )
        for e in extraction.entities
    )
    return replace(extraction, entities=entities, extractor="", notes=())


@pytest.fixture(scope="module")
def corpus():
    from graph.sample import sample_corpus

    return [read_gold(p) for p in sorted(sample_corpus().glob("*.json"))]


def test_the_sample_corpus_comes_back_as_it_went_in(corpus):
    assert len(corpus) == 40
    for article, extraction in corpus:
        triples = article_triples(article, extraction)
        assert extraction_of(extraction.article, triples, article.text) == tidy(extraction)


def test_there_are_no_blank_nodes_and_no_doubles(corpus):
    for article, extraction in corpus:
        triples = article_triples(article, extraction)
        assert len(triples) == len(set(triples))
        assert not any("_:" in str(part)[:2] for t in triples for part in (t.subject, t.object))


def test_an_article_may_have_any_id():
    for identity in ("a b/c#d?e", "../..", "خبر ١", "100%", "<x>", "\ud800"):
        iri = local(identity, "e1").value
        assert local_parts(iri) == (identity, "e1") or "\ud800" in identity
        assert "<" not in iri
        assert " " not in iri
    assert article_graph("a/b") != article_graph("a%2Fb")


def test_hostile_text_is_data():
    draft = Draft("x")
    draft.tell("thanked", '"} } ; DROP ALL ; INSERT DATA { <a:b> <a:c> "', "سالم الزرنوقي")
    article, extraction = draft.done()
    triples = article_triples(article, extraction)
    assert extraction_of(extraction.article, triples, article.text) == tidy(extraction)


def test_a_lone_surrogate_keeps_offsets_true():
    draft = Draft("x")
    draft.tell("thanked", "سالم \ud800 الزرنوقي", "منير البهرجي")
    article, extraction = draft.done()
    back = extraction_of(extraction.article, article_triples(article, extraction), article.text)
    assert back.relations[0].evidence.text == extraction.relations[0].evidence.text.replace("\ud800", "\ufffd")


def test_five_ties_of_a_sentence_share_one_passage():
    draft = Draft("x")
    draft.tell("metWith", "سالم الزرنوقي", "منير البهرجي")
    first = draft.relations[0]
    draft.relations += [replace(first, type=t) for t in ("hosted", "thanked", "praised", "supported")]
    triples = article_triples(*draft.done())
    assert sum(t.predicate == OA["exact"] for t in triples) == 1
    assert sum(t.predicate == OA["hasBody"] for t in triples) == 5


def test_every_event_has_bounds_whatever_its_date():
    draft = Draft("x", published=None)
    for date in (None, "2025", "2025-08", "2025-08-13"):
        draft.tell("metWith", "سالم الزرنوقي", "منير البهرجي", date=date)
    triples = article_triples(*draft.done())
    events = [t.subject for t in triples if t.object == RW["Event"]]
    earliest = {t.subject: t.object.value for t in triples if t.predicate == SEM["hasEarliestBeginTimeStamp"]}
    latest = {t.subject: t.object.value for t in triples if t.predicate == SEM["hasLatestEndTimeStamp"]}
    assert [earliest[e] for e in events] == [EARLIEST, "2025-01-01", "2025-08-01", "2025-08-13"]
    assert [latest[e] for e in events] == ["9999-12-31", "2025-12-31", "2025-08-31", "2025-08-13"]


def test_the_smallest_member_counts_numbers():
    assert min(["id/a/x/e10", "id/a/x/e9"], key=member_order) == "id/a/x/e9"


def test_made_articles_are_right():
    for number in range(50):
        article, extraction = made(number)
        for relation in extraction.relations:
            assert article.text[relation.evidence.start : relation.evidence.end] == relation.evidence.text
        for entity in extraction.entities:
            assert all(article.text[m.start : m.end] == m.text for m in entity.mentions)


def test_literals_come_back_from_the_store_as_they_went_in():
    import pyoxigraph as ox

    from graph import terms

    values = [terms.decimal(v) for v in (0, 1, 0.5, 0.93, 0.1 + 0.2, 36.2021)] + [
        terms.integer(7),
        terms.day("0001-01-01"),
        terms.day("9999-12-31"),
        terms.stamp("2025"),
        terms.stamp("2025-08"),
        terms.moment("2026-11-22T10:00:00+00:00"),
        terms.boolean(value=True),
        terms.text("خبر", "ar"),
    ]
    store = ox.Store()
    store.extend([ox.Quad(RW["x"], RW[f"p{n}"], v) for n, v in enumerate(values)])
    assert {q.object for q in store} == set(values)


def test_language_tags_come_back_in_their_usual_case():
    draft = Draft("x")
    draft.tell("thanked", "سالم الزرنوقي", "منير البهرجي")
    article, extraction = draft.done()
    labels = {"ar": "سالم الزرنوقي", "ar-Latn": "Salim", "en": "Salem", "tr": "Salim"}
    extraction = replace(
        extraction, entities=(replace(extraction.entities[0], labels=labels), *extraction.entities[1:])
    )
    back = extraction_of(extraction.article, article_triples(article, extraction), article.text)
    assert back.entities[0].labels == labels
