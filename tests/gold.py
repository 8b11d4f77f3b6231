"""Gold annotations read as extractions, so that the graph can be tested apart from the extractor."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from ingest.article import Article
from ingest.extraction import ArticleInfo, Entity, Evidence, Extraction, Mention, Position, Relation

SHARED = Path(os.environ.get("RAWABIT_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def read_gold(path: Path) -> tuple[Article, Extraction]:
    """The article `NAME.txt` beside `NAME.json` and what its annotation says, as an extraction."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    article = Article(
        id=path.stem,
        text=text,
        title=gold.get("title"),
        published=gold.get("published"),
        source="Rawabit sample (rewritten)",
        language="ar",
        synthetic=True,
        origin=str(path.with_suffix(".txt")),
    )
    info = ArticleInfo(
        article.id, article.title, article.published, article.source, None, "ar", article.sha256, synthetic=True
    )
    return article, Extraction(
        article=info,
        entities=tuple(_entity(e, text) for e in gold["entities"]),
        positions=tuple(_position(p, gold, text) for p in gold["positions"]),
        relations=tuple(_relation(r, text) for r in gold["relations"]),
        extractor="gold",
    )


def _spans(name: str, text: str) -> list[Mention]:
    spans, at = [], text.find(name)
    while at >= 0:
        spans.append(Mention(at, at + len(name), name))
        at = text.find(name, at + len(name))
    return spans


def _entity(e: dict[str, Any], text: str) -> Entity:
    mentions = [m for name in (e["name"], *e.get("aliases", ())) for m in _spans(name, text)]
    labels = {"ar": e["name"]} | ({"en": e["en"]} if e.get("en") else {})
    mentions.sort(key=lambda m: m.start)
    return Entity(e["id"], e["type"], e["name"], labels, tuple(e.get("aliases", ())), None, tuple(mentions))


def _evidence(quote: str, text: str) -> Evidence:
    start = max(text.find(quote), 0)
    quote = text[start : start + min(len(quote), 600)]
    return Evidence(start, start + len(quote), quote, (start, start + max(1, len(quote.split()[0]))))


def _position(p: dict[str, Any], gold: dict[str, Any], text: str) -> Position:
    person = next(e for e in gold["entities"] if e["id"] == p["person"])
    at = max(text.find(person["name"]), 0)
    start = max(text.rfind(".", 0, at) + 1, at - 300)
    quote = text[start : at + len(person["name"])]
    lead = len(quote) - len(quote.lstrip())
    evidence = Evidence(start + lead, start + len(quote), quote.lstrip(), (at, at + len(person["name"])))
    return Position(p["person"], p["title"], p.get("of"), gold.get("published"), "سابق" in p["title"], 0.9, evidence)


def _relation(r: dict[str, Any], text: str) -> Relation:
    evidence = _evidence(r.get("evidence") or text[:200], text)
    occasion = f"o{evidence.start}"
    return Relation(
        r["type"], r["subject"], r["object"], occasion, r.get("date"), r.get("place"), r["status"], 0.9, evidence
    )
