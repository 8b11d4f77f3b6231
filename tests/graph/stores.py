"""Stores built from extractions as the library builds them, without files or gazetteer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from graph.article_graph import article_triples
from graph.current import Current, Facts
from graph.current_identity import ByName, Identity
from graph.provenance import extractor_triples, housekeeping_triples, provenance_triples, record_of
from graph.store import Change, LocalStore
from graph.terms import CURRENT, HOUSEKEEPING, PROVENANCE, VOCABULARY, article_graph
from ingest.article import Article
from ingest.extraction import Extraction

Pairs = Iterable[tuple[Article, Extraction]]


def store_of(pairs: Pairs, path: Path | None = None, identity: Identity | None = None) -> LocalStore:
    """What these articles say, what follows from it, and the relation names of the vocabulary."""
    store, facts, change = LocalStore(path), {}, Change()
    for article, extraction in pairs:
        record = record_of(article, extraction, "2031-01-01T00:00:00Z")
        facts[article.id] = Facts(record, extraction)
        change.insert(article_graph(article.id), article_triples(article, extraction))
        change.insert(PROVENANCE, [*provenance_triples(record), *extractor_triples(record.extractor)])
        change.insert(HOUSEKEEPING, housekeeping_triples(record))
    current = Current(identity or ByName())
    change.insert(CURRENT, current.update((), facts)[1])
    change.insert(VOCABULARY, list(relation_names()))
    store.apply(change)
    return store


def relation_names():
    from pyoxigraph import Triple

    from graph.terms import RDFS, RW, text
    from ontology.relations import relation_types

    for kind in relation_types().values():
        for language, label in kind.label.items():
            yield Triple(RW[kind.name], RDFS["label"], text(label, language))
