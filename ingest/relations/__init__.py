"""Ties between the actors of an article: triggers, candidates, a learned judgement, circumstances."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Document
from ingest.extraction import Entity, Position, Relation
from ingest.text.dates import DateMention


def find_relations(
    doc: Document, entities: Sequence[Entity], positions: Sequence[Position], dates: Sequence[DateMention]
) -> list[Relation]:
    """All ties that the article states, each with date, place, status, confidence and evidence."""
    from ingest.relations.assembly import tell
    from ingest.relations.candidates import ArticleReading
    from ingest.relations.scorer import load_model

    model = load_model()
    reading = ArticleReading(doc, list(entities), list(positions))
    return tell(doc, reading, model.score(reading), dates, model)
