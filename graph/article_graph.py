"""One article's graph: its extraction as triples in local IRIs, and the extraction read back from them.

The article graph is the record from which everything else is derived, so it holds all that the
extraction says and `extraction_of` gives back what `article_triples` was given. Evidence is shared: a sentence
that states five ties is one target with five annotations.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from graph.terms import (
    EARLIEST,
    ENTITY_CLASSES,
    ENTITY_TYPES,
    LATEST,
    NS,
    OA,
    ORG,
    RW,
    SCHEMA,
    SEM,
    SKOS,
    TYPE,
    WIKIDATA,
    article_node,
    boolean,
    day,
    decimal,
    integer,
    language_tag,
    local,
    local_parts,
    stamp,
    text,
)
from ingest.article import Article
from ingest.extraction import ArticleInfo, Entity, Evidence, Extraction, Mention, Position, Relation

CONTEXT = 32
"""Characters of prefix and suffix in a quote selector."""

_ARABIC = re.compile("[\u0600-\u06ff]")
_FRAGMENT = re.compile(r"#char=(\d+),(\d+)$")
_Properties = Mapping[NamedNode, list[NamedNode | Literal]]


def bounds(date: str | None, status: str, published: str | None) -> tuple[str, str]:
    """The first and last ISO day on which an event so dated may lie.

    An undated event that happened or is denied lies no later than the article's publication, a planned
    one no earlier; where that is unknown too, the bounds are `EARLIEST` and `LATEST`.
    """
    if date is None:
        if status == "planned":
            return published or EARLIEST, LATEST
        return EARLIEST, published or LATEST
    if len(date) == 4:
        return f"{date}-01-01", f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-01", f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]:02d}"
    return date, date


def article_triples(article: Article, extraction: Extraction) -> list[Triple]:
    """All that the article says, as triples of its graph."""
    found: list[Triple] = []
    for entity in extraction.entities:
        found.extend(_entity_triples(article.id, entity))
    for number, relation in enumerate(extraction.relations, 1):
        node = local(article.id, f"r{number}")
        found.extend(_relation_triples(article, node, relation))
        found.extend(_evidence_triples(article, f"r{number}", relation.evidence, relation.confidence))
    for number, position in enumerate(extraction.positions, 1):
        node = local(article.id, f"p{number}")
        found.extend(_position_triples(article.id, node, position))
        found.extend(_evidence_triples(article, f"p{number}", position.evidence, position.confidence))
    return list(dict.fromkeys(found))


def label_language(label: str) -> str:
    """The language tag of a name of unknown language: Arabic by its letters, else undetermined."""
    return "ar" if _ARABIC.search(label) else "und-Latn"


def _entity_triples(article: str, entity: Entity) -> Iterator[Triple]:
    node = local(article, entity.id)
    yield Triple(node, TYPE, ENTITY_CLASSES[entity.type])
    yield Triple(node, SCHEMA["name"], text(entity.name))
    for language, label in entity.labels.items():
        yield Triple(node, SKOS["prefLabel"], text(label, language))
    for alias in entity.aliases:
        yield Triple(node, SKOS["altLabel"], text(alias, label_language(alias)))
    if entity.wikidata:
        yield Triple(node, SKOS["exactMatch"], NamedNode(WIKIDATA + entity.wikidata))
    source = article_node(article).value
    for mention in entity.mentions:
        # RFC 5147 names a stretch of a plain text by its characters: one triple a mention.
        yield Triple(node, RW["mentionedAt"], NamedNode(f"{source}#char={mention.start},{mention.end}"))


def _relation_triples(article: Article, node: NamedNode, relation: Relation) -> Iterator[Triple]:
    yield Triple(node, TYPE, RW["Event"])
    yield Triple(node, RW["eventType"], RW[relation.type])
    yield Triple(node, RW["subject"], local(article.id, relation.subject))
    yield Triple(node, RW["object"], local(article.id, relation.object))
    yield Triple(node, RW["status"], RW[relation.status])
    yield Triple(node, SEM["subEventOf"], local(article.id, relation.occasion))
    if relation.place:
        yield Triple(node, SEM["hasPlace"], local(article.id, relation.place))
    yield from time_triples(node, relation.date, *bounds(relation.date, relation.status, article.published))


def time_triples(node: NamedNode, date: str | None, earliest: str, latest: str) -> Iterator[Triple]:
    """When an event was: as precise as known, and always its bounds as days."""
    if date:
        yield Triple(node, SEM["hasTimeStamp"], stamp(date))
    yield Triple(node, SEM["hasEarliestBeginTimeStamp"], day(earliest))
    yield Triple(node, SEM["hasLatestEndTimeStamp"], day(latest))


def _position_triples(article: str, node: NamedNode, position: Position) -> Iterator[Triple]:
    yield Triple(node, TYPE, ORG["Membership"])
    yield Triple(node, ORG["member"], local(article, position.person))
    yield Triple(node, RW["officeTitle"], text(position.title, label_language(position.title)))
    if position.of:
        yield Triple(node, ORG["organization"], local(article, position.of))
    if position.as_of:
        yield Triple(node, RW["asOf"], stamp(position.as_of))
    yield Triple(node, RW["former"], boolean(position.former))


def _evidence_triples(article: Article, body: str, evidence: Evidence, confidence: float) -> Iterator[Triple]:
    node = local(article.id, f"{body}-evidence")
    passage = f"s{evidence.start}-{evidence.end}"
    yield Triple(node, TYPE, OA["Annotation"])
    yield Triple(node, OA["hasBody"], local(article.id, body))
    yield Triple(node, OA["hasTarget"], local(article.id, passage))
    yield Triple(node, RW["confidence"], decimal(confidence))
    if evidence.trigger:
        yield Triple(node, RW["triggerStart"], integer(evidence.trigger[0]))
        yield Triple(node, RW["triggerEnd"], integer(evidence.trigger[1]))
    yield from _passage_triples(article, passage, evidence)


def _passage_triples(article: Article, passage: str, evidence: Evidence) -> Iterator[Triple]:
    target = local(article.id, passage)
    position, quotation = local(article.id, f"{passage}-position"), local(article.id, f"{passage}-quote")
    yield Triple(target, TYPE, OA["SpecificResource"])
    yield Triple(target, OA["hasSource"], article_node(article.id))
    yield Triple(target, OA["hasSelector"], position)
    yield Triple(target, OA["hasSelector"], quotation)
    yield Triple(position, TYPE, OA["TextPositionSelector"])
    yield Triple(position, OA["start"], integer(evidence.start))
    yield Triple(position, OA["end"], integer(evidence.end))
    yield Triple(quotation, TYPE, OA["TextQuoteSelector"])
    yield Triple(quotation, OA["exact"], text(evidence.text))
    yield Triple(quotation, OA["prefix"], text(article.text[max(0, evidence.start - CONTEXT) : evidence.start]))
    yield Triple(quotation, OA["suffix"], text(article.text[evidence.end : evidence.end + CONTEXT]))


def extraction_of(info: ArticleInfo, triples: Iterable[Triple], stored: str | None = None) -> Extraction:
    """The extraction whose graph this is; mention texts are filled in where the stored text is given.

    Aliases come in alphabetical order. Raises KeyError where a required statement is missing.
    """
    nodes: dict[str, dict[NamedNode, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        subject, value = triple.subject, triple.object
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            nodes[subject.value][triple.predicate].append(value)
    entities, relations, positions = [], [], []
    for iri in sorted(nodes, key=_reading_order):
        node, kind = nodes[iri], _kind(nodes[iri])
        name = (local_parts(iri) or ("", ""))[1]
        if kind in ENTITY_TYPES:
            entities.append(_entity_of(name, node, kind, stored))
        elif kind == RW["Event"]:
            relations.append(_relation_of(node, nodes[f"{iri}-evidence"], nodes))
        elif kind == ORG["Membership"]:
            positions.append(_position_of(node, nodes[f"{iri}-evidence"], nodes))
    return Extraction(info, tuple(entities), tuple(positions), tuple(relations))


def _reading_order(iri: str) -> tuple[int, str]:
    digits = iri.rpartition("/")[2].lstrip("abcdefghijklmnopqrstuvwxyz")
    return (int(digits) if digits.isdecimal() else 0, iri)


def _kind(node: _Properties) -> NamedNode:
    for value in node.get(TYPE, ()):
        if isinstance(value, NamedNode):
            return value
    return RW["Nothing"]


def _value(node: _Properties, predicate: NamedNode) -> str | None:
    values = node.get(predicate)
    return values[0].value if values else None


def _required(node: _Properties, predicate: NamedNode) -> str:
    values = node.get(predicate)
    if not values:
        raise KeyError(predicate.value)
    return values[0].value


def _name(iri: str | None) -> str | None:
    parts = local_parts(iri) if iri else None
    return parts[1] if parts else None


def _required_name(node: _Properties, predicate: NamedNode) -> str:
    name = _name(_required(node, predicate))
    if name is None:
        raise KeyError(predicate.value)
    return name


def _entity_of(name: str, node: _Properties, kind: NamedNode, stored: str | None) -> Entity:
    labels = {
        language_tag(v.language or ""): v.value for v in node.get(SKOS["prefLabel"], ()) if isinstance(v, Literal)
    }
    wikidata = _value(node, SKOS["exactMatch"])
    spans = sorted(_spans(node))
    return Entity(
        id=name,
        type=ENTITY_TYPES[kind],  # type: ignore[arg-type]
        name=_required(node, SCHEMA["name"]),
        labels=dict(sorted(labels.items())),
        aliases=tuple(sorted(v.value for v in node.get(SKOS["altLabel"], ()))),
        wikidata=wikidata.removeprefix(WIKIDATA) if wikidata else None,
        mentions=tuple(Mention(s, e, stored[s:e] if stored else "") for s, e in spans),
    )


def _spans(node: _Properties) -> Iterator[tuple[int, int]]:
    for value in node.get(RW["mentionedAt"], ()):
        match = _FRAGMENT.search(value.value)
        if match:
            yield int(match[1]), int(match[2])


def _evidence_of(annotation: _Properties, nodes: Mapping[str, _Properties]) -> Evidence:
    target = _required(annotation, OA["hasTarget"])
    position, quotation = nodes[f"{target}-position"], nodes[f"{target}-quote"]
    first, last = _value(annotation, RW["triggerStart"]), _value(annotation, RW["triggerEnd"])
    return Evidence(
        start=int(_required(position, OA["start"])),
        end=int(_required(position, OA["end"])),
        text=_required(quotation, OA["exact"]),
        trigger=(int(first), int(last)) if first is not None and last is not None else None,
    )


def _relation_of(node: _Properties, annotation: _Properties, nodes: Mapping[str, _Properties]) -> Relation:
    return Relation(
        type=_required(node, RW["eventType"]).removeprefix(NS),
        subject=_required_name(node, RW["subject"]),
        object=_required_name(node, RW["object"]),
        occasion=_required_name(node, SEM["subEventOf"]),
        date=_value(node, SEM["hasTimeStamp"]),
        place=_name(_value(node, SEM["hasPlace"])),
        status=_required(node, RW["status"]).removeprefix(NS),  # type: ignore[arg-type]
        confidence=float(_required(annotation, RW["confidence"])),
        evidence=_evidence_of(annotation, nodes),
    )


def _position_of(node: _Properties, annotation: _Properties, nodes: Mapping[str, _Properties]) -> Position:
    return Position(
        person=_required_name(node, ORG["member"]),
        title=_required(node, RW["officeTitle"]),
        of=_name(_value(node, ORG["organization"])),
        as_of=_value(node, RW["asOf"]),
        former=_value(node, RW["former"]) == "true",
        confidence=float(_required(annotation, RW["confidence"])),
        evidence=_evidence_of(annotation, nodes),
    )
