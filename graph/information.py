"""What a graph holds, in figures: the answer of `rawabit info`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.provenance import ArticleRecord
from graph.store import Store, select


@dataclass(frozen=True)
class Information:
    """Counts and dates of a graph. `ties` are events of `current`, `actors` those who take part in them.

    `sources` maps publishers to their articles, `relations` relations to their events, `statuses` likewise;
    `first`/`last` are the bounds of dated events, `published` of articles (ISO days, None where there are none).
    """

    articles: int
    ties: int
    occasions: int
    actors: int
    offices: int
    quads: int
    synthetic: int
    sources: Mapping[str, int]
    relations: Mapping[str, int]
    statuses: Mapping[str, int]
    extractors: Mapping[str, int]
    first: str | None
    last: str | None
    published: tuple[str | None, str | None]
    versions: Mapping[str, str]


def information(store: Store, records: Sequence[ArticleRecord], versions: Mapping[str, str]) -> Information:
    """Count what a store holds."""
    dates = sorted(r.info.published for r in records if r.info.published)
    first, last = select(
        store,
        "SELECT (MIN(?b) AS ?first) (MAX(?e) AS ?last) WHERE { ?event a rw:Event ; sem:hasTimeStamp ?t ; "
        "sem:hasEarliestBeginTimeStamp ?b ; sem:hasLatestEndTimeStamp ?e }",
    )[0]
    relations = _counts(
        store, "SELECT ?key (COUNT(?e) AS ?n) WHERE { ?e a rw:Event ; rw:eventType ?key } GROUP BY ?key"
    )
    return Information(
        articles=len(records),
        ties=sum(relations.values()),
        occasions=_count(store, "SELECT (COUNT(*) AS ?n) WHERE { ?o a rw:Occasion }"),
        actors=_count(store, "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?e a rw:Event ; rw:subject|rw:object ?a }"),
        offices=_count(store, "SELECT (COUNT(*) AS ?n) WHERE { ?m a org:Membership }"),
        quads=store.size(),
        synthetic=sum(r.info.synthetic for r in records),
        sources=dict(sorted(Counter(r.info.source or "" for r in records).items())),
        relations=relations,
        statuses=_counts(store, "SELECT ?key (COUNT(?e) AS ?n) WHERE { ?e a rw:Event ; rw:status ?key } GROUP BY ?key"),
        extractors=dict(sorted(Counter(r.extractor for r in records).items())),
        first=first.value if first else None,
        last=last.value if last else None,
        published=(dates[0], dates[-1]) if dates else (None, None),
        versions=dict(versions),
    )


def _count(store: Store, query: str) -> int:
    return int(select(store, query)[0][0].value)


def _counts(store: Store, query: str) -> dict[str, int]:
    rows = select(store, query)
    return {key.value.rpartition("#")[2]: int(n.value) for key, n in sorted(rows, key=lambda r: r[0].value)}
