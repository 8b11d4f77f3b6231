"""Mentions taken from the gold annotation, so that the relation part can be measured apart from the rest.

A development tool: the difference between scores on oracle mentions and on read mentions is what mention
and coreference errors cost.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ingest.article import Article
from ingest.document import Document, MentionKind, Span
from ingest.extraction import Entity, Evidence, Mention, Position
from ingest.text.sentences import split_sentences
from ingest.text.tokens import tokenize
from ontology.countries import nisba
from ontology.folding import fold

_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك")
_PLACE_CUES = frozenset({"في", "الي", "من", "العاصمه", "مدينه", "بالعاصمه", "فى"})


def gold_document(path: Path) -> tuple[Document, list[Entity], list[Position], dict[str, Any]]:
    """The article beside the gold file `path`, with mentions, entities and positions as annotated."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    article = Article(id=path.stem, text=text, title=gold.get("title"), published=gold.get("published"), language="ar")
    tokens = tokenize(text)
    doc = Document(article, tokens, split_sentences(text, tokens))
    doc.mentions = _spans(doc, gold)
    entities = [
        Entity(
            e["id"], e["type"], e["name"], {"ar": e["name"], "en": e.get("en", "")}, tuple(e.get("aliases", ())), None,
            tuple(Mention(s.start, s.end, s.text) for s in doc.mentions if s.entity == e["id"]),
        )
        for e in gold["entities"]
    ]  # fmt: skip
    evidence = Evidence(0, 1, text[:1])
    positions = [
        Position(p["person"], p["title"], p.get("of"), None, former=False, confidence=1.0, evidence=evidence)
        for p in gold.get("positions", ())
    ]
    return doc, entities, positions, gold


def _spans(doc: Document, gold: dict[str, Any]) -> list[Span]:
    names: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for entity in gold["entities"]:
        for name in (entity["name"], *entity.get("aliases", ())):
            words = tuple(t.norm for t in tokenize(name))
            if words and entity not in names.setdefault(words, []):
                names[words].append(entity)
    titles = _titles(gold)
    countries = {fold(n): e for e in gold["entities"] if e["type"] == "Country" for n in (e["name"], e.get("en", ""))}
    spans: list[Span] = []
    i = 0
    while i < len(doc.tokens):
        span = _longest(doc, names, i) or _nisba(doc, countries, i)
        if span is None:
            i += 1
            continue
        _title(doc, span, titles)
        spans.append(span)
        i = span.last
    return spans


def _titles(gold: dict[str, Any]) -> dict[str, list[list[str]]]:
    titles: dict[str, list[list[str]]] = {}
    for p in gold.get("positions", ()):
        titles.setdefault(p["person"], []).append(fold(p["title"]).split())
    return titles


def _longest(doc: Document, names: dict[tuple[str, ...], list[dict[str, Any]]], i: int) -> Span | None:
    for length in range(min(10, len(doc.tokens) - i), 0, -1):
        tail = tuple(t.norm for t in doc.tokens[i + 1 : i + length])
        first = doc.tokens[i].norm
        for clitic in _CLITICS:
            if not first.startswith(clitic):
                continue
            for head in {
                first[len(clitic) :],
                "ال" + first[len(clitic) + 1 :] if first[len(clitic) :].startswith("ل") else "",
            }:
                found = names.get((head, *tail)) if head else None
                if found:
                    return _span(doc, _choose(doc, found, i, clitic), i, i + length, clitic)
    return None


def _choose(doc: Document, found: list[dict[str, Any]], i: int, clitic: str) -> dict[str, Any]:
    place = clitic.endswith("ب") or (i > 0 and doc.tokens[i - 1].norm in _PLACE_CUES)
    ranked = sorted(found, key=lambda e: (e["type"] == "Place") != place)
    return ranked[0]


def _span(doc: Document, entity: dict[str, Any], first: int, last: int, clitic: str) -> Span:
    start, end = doc.tokens[first].start + len(clitic), doc.tokens[last - 1].end
    title = (
        any(word in fold(doc.text[start:end]) for word in ("وزير", "رييس", "سفير", "امير", "ملك"))
        and entity["type"] == "Person"
    )
    return Span(
        start, end, first, last, doc.sentence_at[first], entity["type"],
        MentionKind.TITLE if title else MentionKind.NAME, doc.text[start:end], prefix=clitic, entity=entity["id"],
    )  # fmt: skip


def _nisba(doc: Document, countries: dict[str, dict[str, Any]], i: int) -> Span | None:
    found = nisba(doc.tokens[i].text)
    if found is None:
        return None
    entity = next((countries[fold(n)] for n in found.country.names if fold(n) in countries), None)
    if entity is None:
        return None
    span = _span(doc, entity, i, i + 1, "")
    span.nisba, span.kind = True, MentionKind.NOMINAL
    return span


def _title(doc: Document, span: Span, titles: dict[str, list[list[str]]]) -> None:
    """Reach back over the office that stands before a name, with nationality and honorifics between."""
    for title in titles.get(span.entity or "", ()):
        low = max(0, span.first - len(title) - 6)
        for at in range(span.first - 1, low - 1, -1):
            if doc.sentence_at[at] != span.sentence:
                break
            norm = doc.tokens[at].norm
            if any(norm == c + title[0] for c in _CLITICS) or norm in {
                "نظيره",
                "نظيرته",
                "لنظيره",
                "بنظيره",
                "ونظيره",
                "الرييس",
                "الوزير",
            }:
                span.title, span.title_start = " ".join(title), doc.tokens[at].start
                break
