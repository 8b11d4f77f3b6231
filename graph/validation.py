"""Whether what is written is right: an extraction before it is taken in, one article's graph, a whole store."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from textwrap import shorten
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pyoxigraph as ox
from pyoxigraph import NamedNode, Triple

from graph.constraints import constraints, shapes
from graph.folder import LibraryError
from graph.store import Store, select
from graph.terms import ID, PROVENANCE, RW, article_graph, text
from ingest.article import Article
from ingest.extraction import Entity, Evidence, Extraction
from ontology.relations import relation_types

if TYPE_CHECKING:
    from graph.library import Library

LONGEST = 120
"""Characters of a value that are shown: a quote is known by its beginning."""

_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_WIKIDATA = re.compile(r"Q\d+")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def faults(article: Article, extraction: Extraction) -> Iterator[str]:
    """What is wrong with an extraction, a line each: it must fit the article's text and itself."""
    if extraction.article.id != article.id or extraction.article.sha256 != article.sha256:
        yield "it was made from another text"
        return
    if article.published is not None and not _DAY.fullmatch(article.published):
        yield f"published: {article.published!r} is not a day such as 2025-10-17"
    entities = {e.id: e for e in extraction.entities}
    for entity in extraction.entities:
        if entity.wikidata and not _WIKIDATA.fullmatch(entity.wikidata):
            yield f"{entity.id}: {entity.wikidata!r} is not an id of Wikidata"
        if not all(_LANGUAGE.fullmatch(language) for language in entity.labels):
            yield f"{entity.id}: a label in no language"
        for mention in entity.mentions:
            if article.text[mention.start : mention.end] != mention.text or mention.start < 0:
                yield f"{entity.id}: a mention at {mention.start} that the text does not have there"
    for number, relation in enumerate(extraction.relations, 1):
        if relation.type not in relation_types():
            yield f"r{number}: no relation {relation.type!r} in the catalogue"
        named = (relation.subject, relation.object, *([relation.place] if relation.place else ()))
        yield from _common(f"r{number}", article, entities, named, relation.confidence, relation.evidence)
        if relation.date is not None and not _DATE.fullmatch(relation.date):
            yield f"r{number}: {relation.date!r} is not a date"
    for number, position in enumerate(extraction.positions, 1):
        named = (position.person, *([position.of] if position.of else ()))
        if position.as_of is not None and not _DATE.fullmatch(position.as_of):
            yield f"p{number}: {position.as_of!r} is not a date"
        yield from _common(f"p{number}", article, entities, named, position.confidence, position.evidence)


def _common(
    name: str,
    article: Article,
    entities: dict[str, Entity],
    named: tuple[str, ...],
    confidence: float,
    evidence: Evidence,
) -> Iterator[str]:
    for entity in named:
        if entity not in entities:
            yield f"{name}: names {entity!r}, which is no entity of the article"
    if not 0 <= confidence <= 1:
        yield f"{name}: confidence {confidence} is not between 0 and 1"
    if not 0 <= evidence.start < evidence.end <= len(article.text):
        yield f"{name}: evidence at {evidence.start}–{evidence.end} lies outside the text"
    elif article.text[evidence.start : evidence.end] != evidence.text:
        yield f"{name}: evidence at {evidence.start} that the text does not have there"


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that breaks a constraint. `article` is None where it is not one article's.

    A `warning` is of something unlikely (a city that leads a delegation), not of something broken.
    """

    article: str | None
    graph: str
    node: str
    value: str | None
    message: str
    warning: bool = False

    def __str__(self) -> str:
        where = self.article if self.article is not None else self.graph
        value = f" ({shorten(self.value, LONGEST, placeholder=' …')})" if self.value is not None else ""
        return f"{where}: {self.message}: {self.node.removeprefix(ID)}{value}"


def validate_article(library: Library, article: str) -> list[Violation]:
    """Run SHACL on one article's graph with its provenance, and compare its quotes with its text.

    Raises KeyError where the graph does not hold it.
    """
    library.require_home()
    record = library.record(article)
    graph = article_graph(article)
    triples = list(library.store.triples(graph))
    about = f"{graph.value}/"
    for triple in library.store.triples(PROVENANCE):
        subject = triple.subject
        if isinstance(subject, NamedNode) and (subject.value + "/").startswith(about):
            triples.append(triple)
    found = {replace(v, article=article, graph=graph.value) for v in shacl(triples)}
    return sorted(found.union(_text_violations(library, article, record.info.sha256)), key=_by_place)


def shacl(triples: Iterable[Triple]) -> Iterator[Violation]:
    """Run pySHACL over the triples of one graph; yields what it finds, without article and graph."""
    import rdflib
    from pyshacl import validate

    data = rdflib.Graph()
    data.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    _, report, words = validate(data, shacl_graph=shapes(), inference="none")
    if not isinstance(report, rdflib.Graph):
        raise TypeError(words)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        node, value = report.value(result, sh.focusNode), report.value(result, sh.value)
        if str(node) == RW["Graph"].value:  # asked of the whole graph: the value is what breaks it
            node, value = value, None
        message, warning = report.value(result, sh.resultMessage), report.value(result, sh.resultSeverity) == sh.Warning
        yield Violation(None, "", str(node), None if value is None else str(value), str(message), warning)


def validate_store(store: Store) -> list[Violation]:
    """Check a whole store: the same constraints as SPARQL, and what only holds across graphs."""
    found: set[Violation] = set()
    for constraint in constraints():
        for graph, node, value in select(store, constraint.query, default_graph=[]):
            shown = None if value is None else value.value
            found.add(
                Violation(
                    _article_of(graph.value), graph.value, node.value, shown, constraint.message, constraint.warning
                )
            )
    return sorted(found, key=_by_place)


def validate_library(library: Library) -> list[Violation]:
    """Check the store, and that texts are there, unchanged, and say what is quoted from them."""
    library.require_home()
    found = set(validate_store(library.store))
    for record in library.articles():
        found.update(_text_violations(library, record.info.id, record.info.sha256))
    held = {article_graph(r.info.id).value for r in library.articles()}
    for graph in library.store.graphs():
        if graph.value.startswith(f"{ID}a/") and graph.value not in held:
            article = _article_of(graph.value)
            found.add(Violation(article, graph.value, graph.value, None, "a graph of no article that is held"))
    return sorted(found, key=_by_place)


_PASSAGES = """SELECT ?passage ?start ?end ?exact WHERE {
    ?passage oa:hasSelector ?position , ?quote . ?position oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact }"""


def _text_violations(library: Library, article: str, digest: str) -> Iterator[Violation]:
    graph = article_graph(article)
    try:
        stored = library.text(article)
    except LibraryError:
        yield Violation(article, graph.value, graph.value, None, "its text is missing")
        return
    if sha256(stored.encode("utf-8", "surrogatepass")).hexdigest() != digest:
        yield Violation(article, graph.value, graph.value, None, "its text is not the one that was read")
    for passage, start, end, exact in select(library.store, _PASSAGES, default_graph=[graph]):
        if int(end.value) > len(stored):
            yield Violation(article, graph.value, passage.value, end.value, "a passage that ends outside the text")
        if text(stored[int(start.value) : int(end.value)]) != exact:
            yield Violation(
                article, graph.value, passage.value, exact.value, "a quote that the text does not have there"
            )


def _article_of(graph: str) -> str | None:
    return unquote(graph.removeprefix(f"{ID}a/")) if graph.startswith(f"{ID}a/") else None


def _by_place(violation: Violation) -> tuple[str, str, str, str]:
    return (violation.graph, violation.node, violation.message, violation.value or "")
