"""The whole way of one article: from its stored text to what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.article import Article
from ingest.coreference import resolve
from ingest.document import Document
from ingest.extraction import ArticleInfo, Entity, Extraction, Position, Relation
from ingest.mentions import find_mentions
from ingest.mentions.tagger import Tagger, load_tagger
from ingest.positions import find_positions
from ingest.relations import find_relations
from ingest.text.dates import DateMention, find_dates
from ingest.text.sentences import split_sentences
from ingest.text.tokens import tokenize

EXTRACTOR = "rawabit"
VERSION = "0.1"
_ARABIC_LEAST = 0.4  # share of letters below which a text is not read as Arabic


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: `ner` names the tagger (auto, crf, net, camel), ties below `min_confidence` are left out."""

    ner: str = "auto"
    min_confidence: float = 0.0
    ner_folder: Path | None = None


def read_document(article: Article) -> Document:
    """Cut the article into tokens and sentences."""
    tokens = tokenize(article.text)
    return Document(article, tokens, split_sentences(article.text, tokens))


def extract(article: Article, options: Options | None = None) -> Extraction:
    """All that one article says. Text that is not Arabic gives an extraction with a note and nothing else.

    Raises ValueError for an unknown tagger, OSError where its model is missing; never on account of the text.
    """
    options = options or Options()
    language = _language(article)
    if language != "ar":
        return Extraction(_info(article, language), extractor=_extractor(options.ner), notes=(("language", language),))
    tagger = load_tagger(options.ner, options.ner_folder)
    return read(article, tagger, options.min_confidence)


def read(article: Article, tagger: Tagger | None, min_confidence: float = 0.0) -> Extraction:
    """Read an Arabic article with a given tagger."""
    doc = read_document(article)
    find_mentions(doc, tagger)
    entities = resolve(doc)
    positions = find_positions(doc, entities)
    dates = find_dates(doc)
    relations = [r for r in find_relations(doc, entities, positions, dates) if r.confidence >= min_confidence]
    return Extraction(
        article=_info(article, "ar"),
        entities=tuple(_named_or_active(doc, entities, positions, relations)),
        positions=tuple(positions),
        relations=tuple(relations),
        extractor=_extractor(tagger.name if tagger else "rules"),
        notes=tuple(_notes(relations, dates)),
    )


def _extractor(tagger: str) -> str:
    return f"{EXTRACTOR} {VERSION} ({tagger})"


def _info(article: Article, language: str) -> ArticleInfo:
    return ArticleInfo(
        article.id, article.title, article.published, article.source, article.url, article.language or language,
        article.sha256, article.synthetic,
    )  # fmt: skip


def _language(article: Article) -> str:
    """«ar» where enough of the letters are Arabic, else the stated language or «unknown»."""
    letters = [c for c in article.text[:20000] if c.isalpha()]
    arabic = sum("\u0600" <= c <= "\u06ff" or "\ufb50" <= c <= "\ufefc" for c in letters)
    if letters and arabic / len(letters) >= _ARABIC_LEAST:
        return "ar"
    return article.language if article.language not in {None, "ar"} and article.language else "unknown"


def _named_or_active(
    doc: Document, entities: Sequence[Entity], positions: Sequence[Position], relations: Sequence[Relation]
) -> list[Entity]:
    """Entities that are named, or take part in a tie; an official without a name who does nothing is left out."""
    from ingest.document import MentionKind

    named = {m.entity for m in doc.mentions if m.kind == MentionKind.NAME}
    active = {i for r in relations for i in (r.subject, r.object, r.place) if i is not None}
    active |= {p.of for p in positions if p.of is not None} | {p.person for p in positions}
    return [e for e in entities if e.id in named or e.id in active or e.type != "Person"]


def _notes(relations: Sequence[Relation], dates: Sequence[DateMention]) -> list[tuple[str, str]]:
    notes = []
    if not relations:
        notes.append(("no-tie", ""))
    left_open = sum(1 for d in dates if d.open)
    if left_open:
        notes.append(("date-open", str(left_open)))
    return notes
