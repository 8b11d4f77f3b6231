"""Documents for tests, straight from a text."""

from ingest.article import Article
from ingest.document import Document
from ingest.text.dates import DateMention, find_dates
from ingest.text.sentences import split_sentences
from ingest.text.tokens import tokenize


def document(text: str, published: str | None = None) -> Document:
    tokens = tokenize(text)
    return Document(Article("test", text, published=published), tokens, split_sentences(text, tokens))


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in document(text).sentences]


def dates(text: str, published: str | None = "2025-10-17") -> list[DateMention]:
    return find_dates(document(text, published))


def values(text: str, published: str | None = "2025-10-17") -> list[str | None]:
    """The values of the dates in a text, vague ones left out."""
    return [d.value for d in dates(text, published) if d.kind != "vague"]
