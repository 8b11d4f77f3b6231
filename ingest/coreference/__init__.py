"""Who is meant: the mentions of an article tied together, and its entities."""

from __future__ import annotations

from ingest.coreference.entities import build_entities
from ingest.coreference.resolving import cluster_mentions
from ingest.coreference.salience import antecedents, members
from ingest.document import Document
from ingest.extraction import Entity

__all__ = ["antecedents", "members", "resolve"]


def resolve(doc: Document) -> list[Entity]:
    """The entities of the article in order of first mention; sets `span.entity` on every mention kept.

    Mentions that mean nobody known (a «الوزارة» without a ministry before it) leave `doc.mentions`.
    """
    clusters = cluster_mentions(doc)
    entities = build_entities(doc, clusters)
    doc.mentions = [span for span in doc.mentions if span.entity]
    return entities
