"""Who is meant: the mentions of an article tied together, and its entities."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.coreference.entities import build_entities
from ingest.coreference.resolving import cluster_mentions
from ingest.coreference.salience import antecedents, members
from ingest.document import Document, MentionKind
from ingest.extraction import Entity, Position, Relation

__all__ = ["antecedents", "keep_active", "members", "resolve"]


def resolve(doc: Document) -> list[Entity]:
    """The entities of the article in order of first mention; sets `span.entity` on every mention kept.

    Mentions that mean nobody known (a «الوزارة» without a ministry before it) leave `doc.mentions`.
    """
    clusters = cluster_mentions(doc)
    entities = build_entities(doc, clusters)
    doc.mentions = [span for span in doc.mentions if span.entity]
    return entities


def keep_active(
    doc: Document, entities: Sequence[Entity], positions: Sequence[Position], relations: Sequence[Relation]
) -> tuple[list[Entity], list[Position]]:
    """Entities and positions without officials that no name is given for and no relation needs."""
    named = {s.entity for s in doc.mentions if s.kind is MentionKind.NAME}
    needed = {e for r in relations for e in (r.subject, r.object, r.place)}
    kept = [e for e in entities if e.type != "Person" or e.id in named or e.id in needed]
    persons = {e.id for e in kept}
    return kept, [p for p in positions if p.person in persons]
