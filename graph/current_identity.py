"""What the derivation of `current` asks of identity: who is meant, and what the gazetteer knows of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Protocol

from graph.terms import local, member_order
from ingest.extraction import Extraction
from ontology.folding import fold


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """An office that the gazetteer gives a person: title by language, `of` a canonical IRI, ISO days or None.

    `open` tells an office still held from one whose end is unknown; `until` is the last day of which the source
    of an open one knows, None where it is said to be held without a limit.
    """

    titles: tuple[tuple[str, str], ...]
    of: str | None
    begin: str | None
    end: str | None
    open: bool = False
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the gazetteer knows of an actor or place; IRIs are canonical."""

    type: str
    labels: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    country: str | None = None
    within: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    government: bool = False
    offices: tuple[KnownOffice, ...] = ()


class Identity(Protocol):
    """Which entities of many articles are one actor; the same for a set of articles in any order."""

    def add(self, article: str, extraction: Extraction) -> object:
        """Take an article's entities in."""

    def remove(self, article: str) -> object:
        """Forget an article's entities."""

    def canonical(self, member: str) -> str:
        """The canonical IRI of an article's entity."""

    def known(self, canonical: str) -> Known | None:
        """What the gazetteer knows of it, None where it is not in there."""


class ByName:
    """The simplest identity: one actor where folded name and type agree. For tests and benchmarks."""

    def __init__(self) -> None:
        self._members: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._keys: dict[str, tuple[str, str]] = {}
        self._articles: dict[str, list[str]] = {}
        self._smallest: dict[tuple[str, str], str] = {}

    def add(self, article: str, extraction: Extraction) -> object:
        """Take an article's entities in."""
        self.remove(article)
        for entity in extraction.entities:
            member, key = local(article, entity.id).value, (fold(entity.name), entity.type)
            self._members[key].add(member)
            self._keys[member] = key
            self._articles.setdefault(article, []).append(member)
            self._smallest.pop(key, None)
        return None

    def remove(self, article: str) -> object:
        """Forget an article's entities."""
        for member in self._articles.pop(article, ()):
            key = self._keys.pop(member)
            self._members[key].discard(member)
            self._smallest.pop(key, None)
        return None

    def canonical(self, member: str) -> str:
        """The smallest member of the same name and type."""
        key = self._keys[member]
        found = self._smallest.get(key)
        if found is None:
            found = self._smallest[key] = min(self._members[key], key=member_order)
        return found

    def known(self, canonical: str) -> Known | None:  # noqa: ARG002 - the protocol's
        """Nothing: there is no gazetteer here."""
        return None
