"""What one article says: the extraction contract of `rawabit extract`, one JSON object an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

EntityType = Literal["Person", "Organization", "Country", "Place", "Group"]
Status = Literal["happened", "planned", "denied"]
LONGEST_EVIDENCE = 600


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the stored text that names an entity."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or place of one article. `labels` maps language tags (ar, en, ar-Latn) to names."""

    id: str
    type: EntityType
    name: str
    labels: dict[str, str]
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence (two at most) that says it, verbatim, and where its trigger stands."""

    start: int
    end: int
    text: str
    trigger: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """An office a person holds, as the article states it. `of` is a Country or Organization entity id."""

    person: str
    title: str
    of: str | None
    as_of: str | None
    former: bool
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Relation:
    """One tie. `date` is `2025-10-12`, `2025-08`, `2025` or None; relations of one act share `occasion`."""

    type: str
    subject: str
    object: str
    occasion: str
    date: str | None
    place: str | None
    status: Status
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What an extraction repeats of its article."""

    id: str
    title: str | None
    published: str | None
    source: str | None
    url: str | None
    language: str | None
    sha256: str
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article says. `notes` are codes with a detail: why there are no ties, dates left open."""

    article: ArticleInfo
    entities: tuple[Entity, ...] = ()
    positions: tuple[Position, ...] = ()
    relations: tuple[Relation, ...] = ()
    extractor: str = ""
    notes: tuple[tuple[str, str], ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The contract's JSON object."""
        return {
            "article": _article_json(self.article),
            "entities": [_entity_json(e) for e in self.entities],
            "positions": [_position_json(p) for p in self.positions],
            "relations": [_relation_json(r) for r in self.relations],
            "extractor": self.extractor,
            "notes": [{"code": code, "detail": detail} for code, detail in self.notes],
        }

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Extraction:
        """Read the contract's JSON object back; raises KeyError or TypeError where it does not fit."""
        return cls(
            article=ArticleInfo(**record["article"]),
            entities=tuple(_entity(e) for e in record["entities"]),
            positions=tuple(_position(p) for p in record["positions"]),
            relations=tuple(_relation(r) for r in record["relations"]),
            extractor=record.get("extractor", ""),
            notes=tuple((n["code"], n["detail"]) for n in record.get("notes", ())),
        )


def _article_json(article: ArticleInfo) -> dict[str, Any]:
    record = {
        name: getattr(article, name) for name in ("id", "title", "published", "source", "url", "language", "sha256")
    }
    return record | ({"synthetic": True} if article.synthetic else {})


def _entity_json(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "labels": entity.labels,
        "aliases": list(entity.aliases),
        "wikidata": entity.wikidata,
        "mentions": [{"start": m.start, "end": m.end, "text": m.text} for m in entity.mentions],
    }


def _evidence_json(evidence: Evidence) -> dict[str, Any]:
    record: dict[str, Any] = {"start": evidence.start, "end": evidence.end, "text": evidence.text}
    return record | ({"trigger": list(evidence.trigger)} if evidence.trigger else {})


def _position_json(position: Position) -> dict[str, Any]:
    return {
        "person": position.person,
        "title": position.title,
        "of": position.of,
        "asOf": position.as_of,
        "former": position.former,
        "confidence": position.confidence,
        "evidence": _evidence_json(position.evidence),
    }


def _relation_json(relation: Relation) -> dict[str, Any]:
    return {
        "type": relation.type,
        "subject": relation.subject,
        "object": relation.object,
        "occasion": relation.occasion,
        "date": relation.date,
        "place": relation.place,
        "status": relation.status,
        "confidence": relation.confidence,
        "evidence": _evidence_json(relation.evidence),
    }


def _entity(record: dict[str, Any]) -> Entity:
    return Entity(
        id=record["id"],
        type=record["type"],
        name=record["name"],
        labels=dict(record["labels"]),
        aliases=tuple(record.get("aliases", ())),
        wikidata=record.get("wikidata"),
        mentions=tuple(Mention(**m) for m in record.get("mentions", ())),
    )


def _evidence(record: dict[str, Any]) -> Evidence:
    trigger = record.get("trigger")
    return Evidence(record["start"], record["end"], record["text"], (trigger[0], trigger[1]) if trigger else None)


def _position(record: dict[str, Any]) -> Position:
    return Position(
        person=record["person"],
        title=record["title"],
        of=record.get("of"),
        as_of=record.get("asOf"),
        former=record.get("former", False),
        confidence=record["confidence"],
        evidence=_evidence(record["evidence"]),
    )


def _relation(record: dict[str, Any]) -> Relation:
    return Relation(
        type=record["type"],
        subject=record["subject"],
        object=record["object"],
        occasion=record["occasion"],
        date=record.get("date"),
        place=record.get("place"),
        status=record["status"],
        confidence=record["confidence"],
        evidence=_evidence(record["evidence"]),
    )
