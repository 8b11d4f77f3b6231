"""The whole way of one article: from its stored text to what it says."""

from __future__ import annotations

from ingest.article import Article
from ingest.document import Document
from ingest.text.sentences import split_sentences
from ingest.text.tokens import tokenize


def read_document(article: Article) -> Document:
    """Cut the article into tokens and sentences."""
    tokens = tokenize(article.text)
    return Document(article, tokens, split_sentences(article.text, tokens))
