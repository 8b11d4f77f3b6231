"""Reviewing as an analyst does it: what there is to decide, one verdict, a file of verdicts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.review import POSITION, VERDICTS, Judgement, Verdict, attach, checked_correction, entity_named, key_of
from graph.review_sheet import read_sheet
from ingest.extraction import Extraction

if TYPE_CHECKING:
    from graph.library import Library


@dataclass(frozen=True, slots=True)
class Statement:
    """A tie or an office of one article, as it was read. `name` (`r3`, `p1`) is its name in the article.

    `relation` is `position` for an office, whose `object` is its title; `verdict` the one in force, if any.
    """

    article: str
    name: str
    relation: str
    subject: str
    object: str
    date: str | None
    status: str
    confidence: float
    quote: str
    verdict: Judgement | None


@dataclass
class Applied:
    """What became of a file of verdicts: how many were new, known, and a line for each that does not fit."""

    new: int = 0
    known: int = 0
    problems: list[str] = field(default_factory=list)


def statements(library: Library, article: str | None = None) -> Iterator[Statement]:
    """All statements of one article, or of all; raises KeyError where there is no such article."""
    for record in [library.record(article)] if article else library.articles():
        identity = record.info.id
        extraction = library.extraction(identity)
        verdicts = attach(library.judgements.of(identity), identity, extraction).verdicts
        names = {e.id: e.name for e in extraction.entities}
        for number, r in enumerate(extraction.relations, 1):
            name, evidence = f"r{number}", r.evidence.text
            yield Statement(
                identity,
                name,
                r.type,
                names[r.subject],
                names[r.object],
                r.date,
                r.status,
                r.confidence,
                evidence,
                verdicts.get(name),
            )
        for number, p in enumerate(extraction.positions, 1):
            name, status = f"p{number}", "former" if p.former else "held"
            yield Statement(
                identity,
                name,
                POSITION,
                names[p.person],
                p.title,
                p.as_of,
                status,
                p.confidence,
                p.evidence.text,
                verdicts.get(name),
            )


def judge(
    library: Library,
    article: str,
    statement: str,
    verdict: Verdict,
    *,
    author: str,
    time: str | None = None,
    correction: Mapping[str, str | None] | None = None,
    note: str = "",
) -> Judgement:
    """Give a verdict on the statement `r3` or `p1` of an article and let it take effect.

    `time` is an ISO time (now where None). Raises ValueError, one line for the user, where there is no such
    article or statement, the verdict is none, or a correction cannot be.
    """
    if verdict not in VERDICTS:
        raise ValueError(f"{verdict!r}: not one of {', '.join(VERDICTS)}")
    if not author.strip():
        raise ValueError("a verdict needs an author")
    try:
        extraction = library.extraction(article)
    except KeyError as error:
        raise ValueError(f"{article}: no article of this id in the graph") from error
    try:
        key = key_of(extraction, statement)
    except KeyError as error:
        raise ValueError(f"{article}: has no statement {statement!r}; ties are r1, r2 …, offices p1, p2 …") from error
    changes = checked_correction(correction or {})
    _check(extraction, statement, verdict, changes)
    when = time or datetime.now(UTC).isoformat(timespec="seconds")
    judgement = Judgement(**key, verdict=verdict, author=author, time=when, correction=changes, note=note)
    library.judge(judgement)
    return judgement


def _check(extraction: Extraction, statement: str, verdict: str, changes: Mapping[str, str | None]) -> None:
    if (verdict == "correct") != bool(changes):
        raise ValueError("a correction says what to change, and no other verdict does")
    if changes and not statement.startswith("r"):
        raise ValueError("an office is accepted or rejected, not corrected")
    for part in ("subject", "object", "place"):
        value = changes.get(part)
        if value is not None and entity_named(extraction, value) is None:
            raise ValueError(f"{value!r}: the article names nobody and nothing so")


def apply_file(library: Library, path: Path, *, author: str | None = None) -> Applied:
    """Apply a file of verdicts: a table (`.csv`, see `graph.review_sheet`), or one JSON object a line.

    An object is an entry of a log, or gives `article`, `statement` (`r3`) and `verdict`. What is in force already
    changes nothing. Entries that fit no statement are kept in the log and named. Raises ValueError where the file
    is neither.
    """
    applied = Applied()
    known = {j.line() for j in library.judgements.entries}
    for number, record in _records(path, applied):
        try:
            _apply_record(library, record, author, known, applied)
        except (ValueError, AttributeError, KeyError) as error:
            reason = f"a verdict without {error}" if isinstance(error, KeyError) else error
            applied.problems.append(f"{path}, line {number}: {reason}")
    loose = {j.line(): reason for j, reason in library.loose_judgements()}
    for judgement in library.judgements.entries:
        if judgement.line() in loose and judgement.line() not in known:
            applied.problems.append(f"{judgement.article}: {judgement.relation}: kept, but {loose[judgement.line()]}")
    return applied


def _records(path: Path, applied: Applied) -> Iterator[tuple[int, dict[str, Any]]]:
    if path.suffix.lower() == ".csv":
        yield from read_sheet(path)
        return
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: is not text in UTF-8") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            record = None
        if isinstance(record, dict):
            yield number, record
        else:
            applied.problems.append(f"{path}, line {number}: is no JSON object")


def _apply_record(
    library: Library, record: dict[str, Any], author: str | None, known: set[str], applied: Applied
) -> None:
    record.setdefault("author", author or "")
    if "statement" in record:
        more = {k: record[k] for k in ("time", "correction", "note") if record.get(k)}
        if _in_force(library, record):
            applied.known += 1
            return
        judge(library, record["article"], record["statement"], record["verdict"], author=record["author"], **more)
        applied.new += 1
        return
    judgement = Judgement.from_record(record)
    if judgement.line() in known:
        applied.known += 1
    else:
        library.judge(judgement)
        applied.new += 1


def _in_force(library: Library, record: dict[str, Any]) -> bool:
    """Whether a statement stands under this very verdict already: a table may be handed in again."""
    article, statement = record["article"], record["statement"]
    try:
        extraction = library.extraction(article)
        key_of(extraction, statement)
    except KeyError:
        return False  # `judge` says what is wrong
    held = attach(library.judgements.of(article), article, extraction).verdicts.get(statement)
    if held is None:
        return bool(record["verdict"] == "withdraw")
    asked = (record["verdict"], dict(record.get("correction") or {}), record.get("note") or "")
    return (held.verdict, dict(held.correction), held.note) == asked
