"""Texts read by the rules with a tagger that a test scripts: no model, so that a test shows what the rules do."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.article import Article
from ingest.document import Document, Span
from ingest.mentions import find_mentions
from ingest.pipeline import read_document


class ScriptedTagger:
    """Tags the names that it is given, wherever their words stand one after another; all else is outside."""

    name = "scripted"

    def __init__(self, **names: Sequence[str]) -> None:
        found = [(name.split(), kind) for kind, listed in names.items() for name in listed]
        self.names = sorted(found, key=lambda pair: -len(pair[0]))

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        return [self._tag(list(words)) for words in sentences]

    def _tag(self, words: list[str]) -> list[tuple[str, float]]:
        tags = ["O"] * len(words)
        for name, kind in self.names:
            for at in range(len(words) - len(name) + 1):
                if words[at : at + len(name)] == name and set(tags[at : at + len(name)]) == {"O"}:
                    tags[at : at + len(name)] = [f"B-{kind}"] + [f"I-{kind}"] * (len(name) - 1)
        return [(tag, 0.99) for tag in tags]


def read(text: str, *, published: str | None = "2025-10-17", **names: Sequence[str]) -> Document:
    """The document with its mentions; `names` are what the tagger sees: PER=["…"], LOC=[…], ORG=[…]."""
    doc = read_document(Article("a", text, published=published))
    find_mentions(doc, ScriptedTagger(**names))
    return doc


def person(doc: Document, text: str) -> Span:
    """The mention of a person with this text."""
    return next(s for s in doc.mentions if s.type == "Person" and s.text == text)


def texts(doc: Document, kind: str) -> list[str]:
    """The texts of all mentions of a type, in order."""
    return [s.text for s in doc.mentions if s.type == kind]
