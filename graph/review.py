"""Verdicts of analysts: an append-only log, and how its entries find their statements again.

A verdict is keyed by what it is about (article, relation, participants' mention texts, quote), not by a
number that the next extraction gives to something else. So it survives rebuilding and re-extraction; one
whose statement is gone is listed (`Attachment.loose`), never dropped.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from pyoxigraph import NamedNode, Triple

from graph.terms import DCTERMS, ID, OA, RDFS, RW, TYPE, local, local_parts, moment, text
from ingest.extraction import Extraction, Position, Relation
from ontology.folding import fold
from ontology.relations import relation_types

Verdict = Literal["accept", "reject", "correct", "withdraw"]
VERDICTS: tuple[Verdict, ...] = ("accept", "reject", "correct", "withdraw")
POSITION = "position"
"""What stands for the relation in a verdict on an office; its object is the title."""
CORRECTABLE = ("type", "subject", "object", "date", "place", "status")

_SPACE = re.compile(r"\s+")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True)
class Judgement:
    """One line of the log. `subject` and `object` are mention texts; `time` an ISO time; `note` free text.

    `correction` holds the fields to change (`CORRECTABLE`): participants and place by a name in the article,
    `place` and `date` may be None. `withdraw` takes earlier verdicts on the same statement back. `told` holds date
    and status of the tie as it was read: where one sentence tells of two meetings, they tell which is meant.
    """

    article: str
    relation: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    quote: str
    verdict: Verdict
    author: str
    time: str
    correction: Mapping[str, str | None] = field(default_factory=dict)
    note: str = ""
    told: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def iri(self) -> str:
        """The verdict's name in the graph."""
        return f"{ID}judgement/{sha256(self.line().encode()).hexdigest()[:16]}"

    def line(self) -> str:
        """The entry as one line of JSON."""
        record = asdict(self)
        if not self.told:
            del record["told"]
        return json.dumps(record, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Judgement:
        """Read an entry; raises ValueError where it is not one."""
        try:
            verdict = record["verdict"]
            if verdict not in VERDICTS:
                raise ValueError(f"verdict {verdict!r}: not one of {', '.join(VERDICTS)}")
            names = {k: str(record[k]) for k in ("article", "relation", "quote", "author", "time")}
            return cls(
                **names,
                subject=_names(record["subject"]),
                object=_names(record["object"]),
                verdict=verdict,
                correction=checked_correction(record.get("correction") or {}),
                note=str(record.get("note") or ""),
                told=dict(record.get("told") or {}),
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"a verdict without {error}") from error


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def checked_correction(correction: Mapping[str, str | None]) -> dict[str, str | None]:
    """The correction, checked; raises ValueError for a field or value that cannot be."""
    for name, value in correction.items():
        if name not in CORRECTABLE:
            raise ValueError(f"correction of {name!r}: not one of {', '.join(CORRECTABLE)}")
        if value is None and name not in {"date", "place"}:
            raise ValueError(f"correction of {name!r}: needs a value")
    kind, status, date = correction.get("type"), correction.get("status"), correction.get("date")
    if kind is not None and kind not in relation_types():
        raise ValueError(f"{kind!r}: no such relation")
    if status is not None and status not in {"happened", "planned", "denied"}:
        raise ValueError(f"{status!r}: not happened, planned or denied")
    if date is not None and not _DATE.fullmatch(date):
        raise ValueError(f"{date!r}: not a date such as 2025-10-17, 2025-10 or 2025")
    return dict(correction)


class JudgementLog:
    """`judgements.jsonl`: read once, only ever appended to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: list[Judgement] = list(read_judgements(path)) if path.exists() else []

    def append(self, judgement: Judgement) -> None:
        """Add an entry; it is on disk when this returns."""
        self._mend()
        with self.path.open("a", encoding="utf-8", errors="surrogatepass") as file:
            file.write(judgement.line() + "\n")
            file.flush()
            os.fsync(file.fileno())
        self.entries.append(judgement)

    def _mend(self) -> None:
        """End a last line that a crash left open: whole but for its end it stays, cut off in its middle it goes."""
        content = self.path.read_bytes() if self.path.exists() else b""
        if not content or content.endswith(b"\n"):
            return
        start = content.rfind(b"\n") + 1
        try:
            json.loads(content[start:])
        except ValueError:
            with self.path.open("r+b") as file:
                file.truncate(start)
        else:
            with self.path.open("ab") as file:
                file.write(b"\n")

    def of(self, article: str) -> list[Judgement]:
        """The entries on one article, oldest first."""
        return [j for j in self.entries if j.article == article]

    def digest(self) -> str:
        """Digest of the whole log."""
        return sha256("\n".join(j.line() for j in self.entries).encode("utf-8", "surrogatepass")).hexdigest()


def read_judgements(path: Path) -> Iterator[Judgement]:
    """Entries of a file of verdicts, one JSON object a line; raises ValueError naming file and line.

    Lines on identity (`graph.identity`), which share the log, are passed over.
    """
    lines = path.read_bytes().decode("utf-8", "surrogatepass").split("\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if not isinstance(record, dict) or "identity" not in record:
                yield Judgement.from_record(record)
        except ValueError as error:
            if number == len(lines):
                return  # the last line, cut off in the middle by a crash: it was never acknowledged
            what = "is no JSON" if isinstance(error, json.JSONDecodeError) else error
            raise ValueError(f"{path}, line {number}: {what}") from error


@dataclass(frozen=True)
class Attachment:
    """What the log makes of one article: its statements as corrected, and those judged.

    `verdicts` maps local names (`r3`, `p1`) to the verdict in force; `loose` are verdicts that no longer fit.
    """

    extraction: Extraction
    verdicts: Mapping[str, Judgement]
    loose: tuple[tuple[Judgement, str], ...] = ()

    def named(self, verdict: Verdict) -> frozenset[str]:
        """The statements under this verdict."""
        return frozenset(name for name, j in self.verdicts.items() if j.verdict == verdict)


def attach(judgements: Iterable[Judgement], article: str, extraction: Extraction) -> Attachment:
    """Let the verdicts on an article find their statements in what it says now; later ones overrule."""
    statements = dict(_statements(extraction))
    verdicts: dict[str, Judgement] = {}
    loose: dict[str, tuple[Judgement, str]] = {}
    for judgement in judgements:
        if judgement.article != article:
            continue
        name = _find(judgement, statements, extraction)
        if name is None:
            loose[judgement.line()] = (judgement, "no such statement in the article any more")
        elif judgement.verdict == "withdraw":
            verdicts.pop(name, None)
        else:
            verdicts[name] = judgement
    corrected = extraction
    for name, judgement in verdicts.items():
        if judgement.verdict == "correct":
            result = _corrected(corrected, name, judgement)
            if result is None:
                loose[judgement.line()] = (judgement, "names someone whom the article does not name")
            else:
                corrected = result
    fitting = {n: j for n, j in verdicts.items() if j.line() not in loose}
    return Attachment(corrected, fitting, tuple(loose.values()))


def _statements(extraction: Extraction) -> Iterator[tuple[str, Relation | Position]]:
    for number, relation in enumerate(extraction.relations, 1):
        yield f"r{number}", relation
    for number, position in enumerate(extraction.positions, 1):
        yield f"p{number}", position


def mention_texts(extraction: Extraction, entity: str, start: int, end: int) -> tuple[str, ...]:
    """What names an entity: its name first, then its mentions inside the passage."""
    found = next(e for e in extraction.entities if e.id == entity)
    inside = (m.text for m in found.mentions if start <= m.start and m.end <= end and m.text)
    return tuple(dict.fromkeys((found.name, *inside)))


def key_of(extraction: Extraction, name: str) -> dict[str, Any]:
    """What a verdict on the statement `r3` or `p1` is keyed by; raises KeyError where there is none."""
    statement = dict(_statements(extraction))[name]
    span = (statement.evidence.start, statement.evidence.end)
    if isinstance(statement, Relation):
        kind, first = statement.type, statement.subject
        second = mention_texts(extraction, statement.object, *span)
    else:
        kind, first, second = POSITION, statement.person, (statement.title,)
    return {
        "article": extraction.article.id,
        "relation": kind,
        "subject": mention_texts(extraction, first, *span),
        "object": second,
        "quote": statement.evidence.text,
        "told": {"date": statement.date, "status": statement.status} if isinstance(statement, Relation) else {},
    }


def _find(judgement: Judgement, statements: Iterable[str], extraction: Extraction) -> str | None:
    """The statement that a verdict is about: the same quote, or the nearest that overlaps it; then as it was told."""
    scored: list[tuple[float, int, str]] = []
    for name in statements:
        key = key_of(extraction, name)
        if key["relation"] != judgement.relation or not _same_participants(judgement, key):
            continue
        likeness = _likeness(judgement.quote, key["quote"])
        if likeness:
            as_told = sum(key["told"].get(part) == value for part, value in judgement.told.items())
            scored.append((-likeness, -as_told, name))
    return min(scored, key=lambda s: (s[0], s[1], len(s[2]), s[2]))[2] if scored else None


def _same_participants(judgement: Judgement, key: Mapping[str, Any]) -> bool:
    def meet(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
        return bool({fold(n) for n in first} & {fold(n) for n in second})

    straight = meet(judgement.subject, key["subject"]) and meet(judgement.object, key["object"])
    kind = relation_types().get(judgement.relation)
    crossed = bool(kind and kind.symmetric)
    return straight or (crossed and meet(judgement.subject, key["object"]) and meet(judgement.object, key["subject"]))


def _likeness(first: str, second: str) -> float:
    """How far two quotes are one: 1.0 the same, else the share of the longer that one holds of the other."""
    first, second = _SPACE.sub(" ", first).strip(), _SPACE.sub(" ", second).strip()
    if first == second:
        return 1.0
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) / len(longer) if shorter and shorter in longer else 0.0


def _corrected(extraction: Extraction, name: str, judgement: Judgement) -> Extraction | None:
    """The extraction with one statement corrected; None where a name is not one of the article's."""
    if not name.startswith("r"):
        return extraction  # an office is accepted or rejected only
    index, changes = int(name[1:]) - 1, dict(judgement.correction)
    for part in ("subject", "object", "place"):
        value = changes.get(part)
        if value is not None:
            changes[part] = entity_named(extraction, value)
            if changes[part] is None:
                return None
    relations = list(extraction.relations)
    relations[index] = replace(relations[index], **changes)  # type: ignore[arg-type]
    return replace(extraction, relations=tuple(relations))


def entity_named(extraction: Extraction, name: str) -> str | None:
    """The article's entity of that name, alias or local id."""
    folded = fold(name)
    for entity in extraction.entities:
        names = (entity.name, *entity.aliases, *entity.labels.values(), *(m.text for m in entity.mentions))
        if name == entity.id or any(fold(n) == folded for n in names):
            return entity.id
    return None


def judgement_triples(article: str, attachment: Attachment) -> list[Triple]:
    """The verdicts in force on an article, as annotations with author and time."""
    found: list[Triple] = []
    for name, judgement in sorted(attachment.verdicts.items()):
        node = NamedNode(judgement.iri)
        found += [
            Triple(node, TYPE, OA["Annotation"]),
            Triple(node, TYPE, RW["Judgement"]),
            Triple(node, OA["motivatedBy"], OA["assessing"]),
            Triple(node, OA["hasTarget"], local(article, name)),
            Triple(node, RW["verdict"], RW[judgement.verdict]),
            Triple(node, DCTERMS["creator"], text(judgement.author)),
            Triple(node, DCTERMS["created"], moment(judgement.time)),
        ]
        if judgement.correction:
            value = json.dumps(dict(judgement.correction), ensure_ascii=False, sort_keys=True)
            found.append(Triple(node, RW["correction"], text(value)))
        if judgement.note:
            found.append(Triple(node, RDFS["comment"], text(judgement.note)))
    return found


def merging_triples(merging: Any, held: set[str]) -> list[Triple]:
    """A decision on identity (`graph.identity`) as an annotation; nothing where it is about an article not held."""
    sides = {"left": merging.left, "right": merging.right}
    named = [iri for side in sides.values() for iri in side]
    parts = [local_parts(iri) for iri in named]
    if any(part is not None and part[0] not in held for part in parts) or not all(i.startswith(ID) for i in named):
        return []
    node = NamedNode(f"{ID}judgement/{merging.id}")
    found = [
        Triple(node, TYPE, OA["Annotation"]),
        Triple(node, TYPE, RW["Judgement"]),
        Triple(node, OA["motivatedBy"], OA["identifying"]),
        Triple(node, RW["verdict"], RW[merging.identity]),
        Triple(node, DCTERMS["creator"], text(merging.author)),
        Triple(node, DCTERMS["created"], moment(merging.time)),
    ]
    found += [Triple(node, RW[name], NamedNode(iri)) for name, side in sides.items() for iri in side]
    return found + ([Triple(node, RDFS["comment"], text(merging.why))] if merging.why else [])
