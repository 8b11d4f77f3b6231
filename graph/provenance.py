"""Where the statements come from: the article, the run that read it, the extractor; and where its file lay."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Triple

from graph.terms import (
    ID,
    PROV,
    RDFS,
    RW,
    SCHEMA,
    TYPE,
    article_graph,
    article_node,
    boolean,
    day,
    encoded,
    integer,
    local,
    text,
)
from ingest.article import Article
from ingest.extraction import ArticleInfo, Extraction


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article that the graph holds. `length` counts code points; `digest` is that of what it says."""

    info: ArticleInfo
    extractor: str
    length: int
    notes: tuple[tuple[str, str], ...] = ()
    origin: str | None = None
    digest: str = ""
    added: str = ""


def record_of(article: Article, extraction: Extraction, added: str) -> ArticleRecord:
    """The record of an article as it is taken in; `added` is an ISO time."""
    info = extraction.article
    return ArticleRecord(
        info=ArticleInfo(
            article.id,
            article.title,
            article.published,
            article.source,
            article.url,
            info.language or article.language,
            article.sha256,
            synthetic=article.synthetic,
        ),
        extractor=extraction.extractor,
        length=len(article.text),
        notes=extraction.notes,
        origin=article.origin,
        digest=digest_of(extraction),
        added=added,
    )


def digest_of(extraction: Extraction) -> str:
    """Digest of all that an extraction says, the article's description included."""
    return sha256(json.dumps(extraction.to_json(), sort_keys=True).encode()).hexdigest()


def extractor_node(extractor: str) -> NamedNode:
    """The software that read an article, with its version."""
    return NamedNode(f"{ID}extractor/{encoded(extractor or 'unknown')}")


def extractor_triples(extractor: str) -> list[Triple]:
    """The description of an extractor; shared by all articles that it read."""
    node = extractor_node(extractor)
    return [Triple(node, TYPE, PROV["SoftwareAgent"]), Triple(node, RDFS["label"], text(extractor or "unknown"))]


def provenance_triples(record: ArticleRecord) -> list[Triple]:
    """What the provenance graph says of one article."""
    return [*_article_triples(record), *_run_triples(record)]


def _article_triples(record: ArticleRecord) -> Iterator[Triple]:
    info, node = record.info, article_node(record.info.id)
    yield Triple(node, TYPE, SCHEMA["NewsArticle"])
    yield Triple(node, SCHEMA["identifier"], text(info.id))
    yield Triple(node, RW["sha256"], Literal(info.sha256))
    yield Triple(node, RW["textLength"], integer(record.length))
    yield Triple(node, RW["synthetic"], boolean(info.synthetic))
    for predicate, value in (("headline", info.title), ("publisher", info.source), ("url", info.url)):
        if value:
            yield Triple(node, SCHEMA[predicate], text(value))
    if info.language:
        yield Triple(node, SCHEMA["inLanguage"], text(info.language))
    if info.published:
        yield Triple(node, SCHEMA["datePublished"], day(info.published))


def _run_triples(record: ArticleRecord) -> Iterator[Triple]:
    identity = record.info.id
    graph, node, run = article_graph(identity), article_node(identity), local(identity, "run")
    yield Triple(graph, TYPE, RW["ArticleGraph"])
    yield Triple(graph, PROV["wasDerivedFrom"], node)
    yield Triple(graph, PROV["wasGeneratedBy"], run)
    yield Triple(run, TYPE, PROV["Activity"])
    yield Triple(run, PROV["used"], node)
    yield Triple(run, PROV["wasAssociatedWith"], extractor_node(record.extractor))
    for code, detail in record.notes:
        yield Triple(graph, RW["note"], text(json.dumps([code, detail], ensure_ascii=False)))


def housekeeping_triples(record: ArticleRecord) -> list[Triple]:
    """What only this library needs to know of one article: its file, the digest, when it came in."""
    graph = article_graph(record.info.id)
    found = [Triple(graph, RW["digest"], Literal(record.digest)), Triple(graph, RW["added"], Literal(record.added))]
    if record.origin:
        found.append(Triple(graph, RW["origin"], text(record.origin)))
    return found


def records_of(provenance: Iterable[Triple], housekeeping: Iterable[Triple]) -> dict[str, ArticleRecord]:
    """Read the records of all articles back, by article id in order of id.

    The digest is what is written last: a record without one is a server's, cut off in the middle, and no record.
    """
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in (*provenance, *housekeeping):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            nodes[triple.subject.value][triple.predicate.value].append(triple.object.value)
    graphs = (i for i, n in nodes.items() if RW["ArticleGraph"].value in n[TYPE.value] and n[RW["digest"].value])
    records = [_record(iri, nodes) for iri in list(graphs)]
    return {r.info.id: r for r in sorted(records, key=lambda r: r.info.id)}


def _record(graph: str, nodes: dict[str, dict[str, list[str]]]) -> ArticleRecord:
    def first(iri: str, predicate: NamedNode) -> str | None:
        values = nodes[iri][predicate.value]
        return values[0] if values else None

    article, run = f"{graph}/text", f"{graph}/run"
    agent = first(run, PROV["wasAssociatedWith"]) or ""
    label = unquote(agent.removeprefix(f"{ID}extractor/"))
    return ArticleRecord(
        info=ArticleInfo(
            id=first(article, SCHEMA["identifier"]) or "",
            title=first(article, SCHEMA["headline"]),
            published=first(article, SCHEMA["datePublished"]),
            source=first(article, SCHEMA["publisher"]),
            url=first(article, SCHEMA["url"]),
            language=first(article, SCHEMA["inLanguage"]),
            sha256=first(article, RW["sha256"]) or "",
            synthetic=first(article, RW["synthetic"]) == "true",
        ),
        extractor="" if label == "unknown" else label,
        length=int(first(article, RW["textLength"]) or 0),
        notes=tuple(sorted((code, detail) for code, detail in map(json.loads, nodes[graph][RW["note"].value]))),
        origin=first(graph, RW["origin"]),
        digest=first(graph, RW["digest"]) or "",
        added=first(graph, RW["added"]) or "",
    )
