"""Annotated articles in a short notation, one sentence a line: what training texts of our own are written in.

    === kalin-visit | 2019-03-04
    عنوان الخبر

    جملة أولى من الفقرة.
    جملة ثانية من الفقرة.
    --- entities
    e1 Person هاكان فيدان | فيدان | وزير الخارجية التركي
    e2 Country تركيا | أنقرة
    --- relations
    metWith e1 e3 ev=2 date=2019-03-04 place=e4 status=planned borderline
    --- positions
    e1 | وزير الخارجية | e2

`ev` numbers the sentences from 1 (blank lines do not count); date, place and status may be left out (none, none,
happened). `python -m ingest.training.notation FILE...` checks files and says what does not fit.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ontology.folding import fold
from ontology.relations import relation_types

TYPES = frozenset({"Person", "Organization", "Country", "Place", "Group"})
STATUSES = frozenset({"happened", "planned", "denied"})
TEXTS = Path(__file__).with_name("texts")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass
class Annotated:
    """An article with its gold record, as `NAME.txt` and `NAME.json` would hold them."""

    name: str
    text: str
    gold: dict[str, Any]
    problems: list[str] = field(default_factory=list)


def read_texts(folder: Path = TEXTS) -> list[Annotated]:
    """All annotated articles of a folder, in order of file and place."""
    return [a for path in sorted(folder.glob("*.art")) for a in read_notation(path.read_text(encoding="utf-8"))]


def read_notation(source: str) -> Iterator[Annotated]:
    """The articles of one file; what does not fit stands in `problems`."""
    for block in re.split(r"(?m)^=== *", source)[1:]:
        head, _, rest = block.partition("\n")
        name, _, published = (p.strip() for p in head.partition("|"))
        parts = re.split(r"(?m)^--- *(\w+) *$", rest)
        sections = {parts[i]: parts[i + 1].strip().splitlines() for i in range(1, len(parts) - 1, 2)}
        yield _article(name, published or None, parts[0], sections)


def _article(name: str, published: str | None, body: str, sections: dict[str, list[str]]) -> Annotated:
    paragraphs = [[s.strip() for s in p.splitlines() if s.strip()] for p in re.split(r"\n\s*\n", body.strip())]
    sentences = [s for p in paragraphs for s in p]
    gold: dict[str, Any] = {"title": sentences[0] if sentences else "", "published": published}
    article = Annotated(name, "\n\n".join(" ".join(p) for p in paragraphs), gold)
    gold["entities"] = [e for line in sections.get("entities", ()) if (e := _entity(line, article))]
    known = {e["id"] for e in gold["entities"]}
    gold["relations"] = [
        r for line in sections.get("relations", ()) if (r := _relation(line, known, sentences, article))
    ]
    gold["positions"] = [p for line in sections.get("positions", ()) if (p := _position(line, known, article))]
    return article


def _entity(line: str, article: Annotated) -> dict[str, Any] | None:
    head, *aliases = [p.strip() for p in line.split("|")]
    identifier, _, rest = head.partition(" ")
    kind, _, name = rest.strip().partition(" ")
    if kind not in TYPES or not name:
        article.problems.append(f"entity without id, type and name: {line}")
        return None
    if kind != "Country":  # a country may stand there as an adjective only
        article.problems += [
            f"not in the text: {n} ({identifier})" for n in (name.strip(), *aliases) if not _stands(n, article.text)
        ]
    return {"id": identifier, "type": kind, "name": name.strip(), "aliases": [a for a in aliases if a]}


def _stands(name: str, text: str) -> bool:
    """Whether a name stands in a text, also with its article run into a preposition («المعلمين» in «للمعلمين»)."""
    name, text = fold(name), fold(text)
    return name in text or (name.startswith("ال") and f"لل{name[2:]}" in text)


def _relation(line: str, known: set[str], sentences: list[str], article: Annotated) -> dict[str, Any] | None:
    words = line.split()
    options = dict(w.split("=", 1) for w in words[3:] if "=" in w)
    if len(words) < 4 or not options.get("ev", "").isdigit() or not 0 < int(options["ev"]) <= len(sentences):
        article.problems.append(f"relation without type, subject, object and ev=sentence: {line}")
        return None
    record: dict[str, Any] = {
        "type": words[0], "subject": words[1], "object": words[2], "date": options.get("date"),
        "place": options.get("place"), "status": options.get("status", "happened"), "evidence": sentences[int(options["ev"]) - 1],
    }  # fmt: skip
    if "borderline" in words:
        record["borderline"] = True
    article.problems += _misfits(record, known, article, line)
    return record


def _misfits(record: dict[str, Any], known: set[str], article: Annotated, line: str) -> list[str]:
    kind = relation_types().get(record["type"])
    if kind is None or not {record["subject"], record["object"]} <= known:
        return [f"unknown relation or entity: {line}"]
    types = {e["id"]: e["type"] for e in article.gold["entities"]}
    found = []
    if types[record["subject"]] not in kind.subject or types[record["object"]] not in kind.object:
        found.append(f"{record['type']} does not hold between such types: {line}")
    if record["place"] is not None and record["place"] not in known:
        found.append(f"unknown place: {line}")
    if record["date"] is not None and not _DATE.fullmatch(record["date"]):
        found.append(f"no date: {line}")
    if record["status"] not in STATUSES:
        found.append(f"no status: {line}")
    return found


def _position(line: str, known: set[str], article: Annotated) -> dict[str, Any] | None:
    parts = [p.strip() for p in line.split("|")]
    if len(parts) != 3 or parts[0] not in known or parts[2] not in {*known, ""}:
        article.problems.append(f"position without person | title | of: {line}")
        return None
    return {"person": parts[0], "title": parts[1], "of": parts[2] or None}


def main() -> int:
    """Check the files named on the command line."""
    faults = 0
    for path in map(Path, sys.argv[1:]):
        articles = list(read_notation(path.read_text(encoding="utf-8")))
        for article in articles:
            for problem in article.problems:
                print(f"{path.name}: {article.name}: {problem}", file=sys.stderr)
            faults += len(article.problems)
        ties = sum(len(a.gold["relations"]) for a in articles)
        print(f"{path.name}: {len(articles)} articles, {ties} relations, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
