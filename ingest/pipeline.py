"""The whole way of one article: from its stored text to what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ingest.article import Article
from ingest.coreference import keep_active, resolve
from ingest.document import Document
from ingest.extraction import ArticleInfo, Extraction, Relation
from ingest.mentions import find_mentions
from ingest.mentions.tagger import Tagger, load_tagger
from ingest.positions import find_positions
from ingest.relations import find_relations
from ingest.text.dates import DateMention, find_dates
from ingest.text.language import language_of
from ingest.text.sentences import split_sentences
from ingest.text.tokens import tokenize

_DATA = (".toml", ".csv", ".json", ".npz", ".crfsuite", ".txt")


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: `ner` names the tagger (auto, crf, net, camel), ties below `min_confidence` are left out.

    `ner_folder` holds another model for that tagger than the packaged one.
    """

    ner: str = "auto"
    min_confidence: float = 0.0
    ner_folder: Path | None = None


def read_document(article: Article) -> Document:
    """Cut the article into tokens and sentences."""
    tokens = tokenize(article.text)
    return Document(article, tokens, split_sentences(article.text, tokens))


def extract(article: Article, options: Options | None = None) -> Extraction:
    """All that one article says. A text in another language gives an extraction with a note and nothing else.

    Raises ValueError for an unknown tagger, OSError where its model is missing; never on account of the text.
    """
    options = options or Options()
    language = language_of(article.text) or "und"
    name = extractor_name(options)
    if language != "ar":
        return Extraction(_info(article, language), extractor=name, notes=(("language", language),))
    return read(article, load_tagger(options.ner, options.ner_folder), options.min_confidence, name)


def read(article: Article, tagger: Tagger | None, min_confidence: float = 0.0, extractor: str = "") -> Extraction:
    """Read an Arabic article with a given tagger."""
    doc = read_document(article)
    find_mentions(doc, tagger)
    entities = resolve(doc)
    positions = find_positions(doc, entities)
    dates = find_dates(doc)
    relations = [r for r in find_relations(doc, entities, positions, dates) if r.confidence >= min_confidence]
    entities, positions = keep_active(doc, entities, positions, relations)
    return Extraction(
        article=_info(article, "ar"),
        entities=tuple(entities),
        positions=tuple(positions),
        relations=tuple(relations),
        extractor=extractor,
        notes=tuple(_notes(relations, dates)),
    )


def extractor_name(options: Options | None = None) -> str:
    """Name and version of the reader as `options` sets it; it changes whenever a model or a lexicon does."""
    options = options or Options()
    try:
        release = version("rawabit")
    except PackageNotFoundError:
        release = "0"
    tagger = load_tagger(options.ner, options.ner_folder).name
    least = f", confidence {options.min_confidence:g} and more" if options.min_confidence > 0 else ""
    return f"rawabit {release} ({tagger}, data {data_digest()}{least})"


@cache
def data_digest() -> str:
    """Eight hexadecimal digits over all models and lexicons that decide what is read."""
    digest = sha256()
    for root in (files("ingest") / "models", files("ontology")):
        for path, file in sorted(_data_files(root, "")):
            digest.update(path.encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:8]


def _data_files(folder: Traversable, path: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        below = f"{path}/{entry.name}"
        if entry.is_dir():
            found += _data_files(entry, below)
        elif entry.name.endswith(_DATA):
            found.append((below, entry))
    return found


def _info(article: Article, language: str) -> ArticleInfo:
    return ArticleInfo(
        id=article.id,
        title=article.title,
        published=article.published,
        source=article.source,
        url=article.url,
        language=language,
        sha256=article.sha256,
        synthetic=article.synthetic,
    )


def _notes(relations: Sequence[Relation], dates: Sequence[DateMention]) -> list[tuple[str, str]]:
    """Codes for what a reader should know: `no-tie` nothing was told, `date-open` relative dates without a day."""
    notes = []
    if not relations:
        notes.append(("no-tie", ""))
    left_open = sum(1 for d in dates if d.open)
    if left_open:
        notes.append(("date-open", str(left_open)))
    return notes
