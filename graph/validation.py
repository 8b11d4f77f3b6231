"""Whether what is written is right: an extraction before it is taken in, one article's graph, a whole store."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.article import Article
from ingest.extraction import Entity, Evidence, Extraction
from ontology.relations import relation_types

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def faults(article: Article, extraction: Extraction) -> Iterator[str]:
    """What is wrong with an extraction, a line each: it must fit the article's text and itself."""
    if extraction.article.id != article.id or extraction.article.sha256 != article.sha256:
        yield "it was made from another text"
        return
    entities = {e.id: e for e in extraction.entities}
    for entity in extraction.entities:
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
