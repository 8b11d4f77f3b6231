"""All inputs of a run to articles, in order; each problem in its place, and the rest goes on."""

from __future__ import annotations

import io
import itertools
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from ingest.article import Article
from ingest.readers.decoding import LARGEST, decode
from ingest.readers.folders import Source, sources, text_beside, unreadable
from ingest.readers.json_records import LARGEST_FILE, Numbered, line_records, lines_of, load, whole_records
from ingest.readers.plain import split_front_matter
from ingest.readers.problem import Problem, Unreadable
from ingest.readers.published import publication_date
from ingest.readers.records import Defaults, Place, articles_of, fields_of
from ingest.readers.table import csv_records
from ingest.readers.webpage import page_record
from ingest.readers.word import word_record

STDIN = "-"


def read_articles(
    inputs: Iterable[str | Path], *, published: str | None = None, source: str | None = None
) -> Iterator[Article | Problem]:
    """Yield the articles of files, folders and `-` (standard input), and a Problem for each that cannot be read.

    `published` (a date in any common form) and `source` fill in what an input lacks; raises ValueError
    where `published` is no date. No input raises: whatever is wrong with one becomes its Problem, and
    reading goes on. Of two records with one id the second is refused, naming both places.
    """
    try:
        defaults = Defaults(publication_date(published), source or None)
    except Unreadable as refusal:
        raise ValueError(refusal.what) from None
    return _numbered_once(itertools.chain.from_iterable(_input(name, defaults) for name in inputs))


Placed = tuple[Article, str]


def _numbered_once(found: Iterable[Placed | Problem]) -> Iterator[Article | Problem]:
    """Let each id pass once; a second record of it is a problem that names both places."""
    places: dict[str, str] = {}
    for item in found:
        if isinstance(item, Problem):
            yield item
            continue
        article, place = item
        if (first := places.setdefault(article.id, place)) is not place:
            yield Problem(place, None, f"has the id «{article.id}» of {first}", "give one of them another id")
        else:
            yield article


def _input(name: str | Path, defaults: Defaults) -> Iterator[Placed | Problem]:
    if str(name) == STDIN:
        yield from _guarded("standard input", _stdin(sys.stdin.buffer, defaults))
        return
    for source in sources(name):
        if isinstance(source, Problem):
            yield source
        else:
            yield from _guarded(source.shown, _file(source, defaults))


def _guarded(shown: str, found: Iterator[Placed | Problem]) -> Iterator[Placed | Problem]:
    """Turn what the file as a whole raises into its problem."""
    try:
        yield from found
    except Unreadable as refusal:
        yield refusal.at(shown)
    except OSError as error:
        yield unreadable(shown, error)
    except MemoryError:
        yield Problem(shown, None, "does not fit into memory", "write it as .jsonl, one article a line")


def _file(source: Source, defaults: Defaults) -> Iterator[Placed | Problem]:
    path, suffix = source.path, source.path.suffix.lower()
    if suffix in (".jsonl", ".ndjson"):
        with path.open("rb") as stream:
            yield from _records(line_records(lines_of(stream)), source, defaults)
    elif suffix in (".csv", ".tsv"):
        yield from _records(csv_records(path), source, defaults)
    elif suffix == ".json":
        yield from _json(source, defaults)
    else:
        yield from _single(source, suffix, defaults)


def _json(source: Source, defaults: Defaults) -> Iterator[Placed | Problem]:
    """A JSON file; one beside its text that has no text of its own is metadata, read with the text."""
    records = whole_records(_bytes(source.path, LARGEST_FILE))
    first = next(records, None)
    beside = text_beside(source.path)
    if first is None:
        yield Problem(source.shown, None, "holds an empty list", "nothing to read")
    elif beside and isinstance(first[1], dict) and "text" not in fields_of(first[1]):
        yield Problem(
            source.shown, None, f"is the metadata of {beside.name}", "give that file; this one is read with it"
        )
    else:
        yield from _records(itertools.chain([first], records), source, defaults)


def _records(records: Iterator[Numbered], source: Source, defaults: Defaults) -> Iterator[Placed | Problem]:
    """The articles of numbered records; one without id is named after the file and its number."""
    stem, any_record = source.path.stem, False
    for number, record in records:
        any_record = True
        if isinstance(record, Unreadable):
            yield record.at(source.shown, number)
            continue
        fallback = stem if number is None else f"{stem}-{number}"
        yield from _placed(record, Place(source.shown, number, _origin(source.path), fallback), defaults)
    if not any_record:
        yield Problem(source.shown, None, "holds no articles", "nothing to read")


def _single(source: Source, suffix: str, defaults: Defaults) -> Iterator[Placed | Problem]:
    """A file that is one article: plain text, a page or a Word file."""
    place = Place(source.shown, None, _origin(source.path), source.path.stem)
    data = _bytes(source.path, LARGEST)
    if suffix == ".docx":
        record = word_record(data)
    elif suffix in (".html", ".htm", ".xhtml"):
        record = page_record(data)
    else:
        fields, text = split_front_matter(decode(data))
        metadata: dict[str, Any] = {}
        if source.metadata:
            try:
                metadata = _metadata(source.metadata)
            except Unreadable as refusal:
                yield refusal.at(str(source.metadata))
        record = metadata | fields | {"text": text}
    yield from _placed(record, place, defaults)


def _metadata(path: Path) -> dict[str, Any]:
    """What a JSON file says of the text beside it: title, published, source, url, language, synthetic, id."""
    try:
        content = load(_bytes(path, LARGEST))
    except OSError as error:
        raise Unreadable(unreadable(str(path), error).what, "its text is read without it") from None
    except Unreadable as refusal:
        raise Unreadable(refusal.what, "mend it; its text is read without it") from None
    if not isinstance(content, dict):
        raise Unreadable("is not an object", "mend it; its text is read without it")
    return fields_of(content)


def _stdin(stream: BinaryIO, defaults: Defaults) -> Iterator[Placed | Problem]:
    """JSON lines where the first character is `{`; else one article."""
    head = b""
    while not head.strip(b"\xef\xbb\xbf \t\r\n") and (line := stream.readline(LARGEST)):
        head += line
    source = Source(Path("stdin"))
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        lines = itertools.chain(iter([head]), lines_of(stream))
        for item in _records(_lines_or_whole(lines), source, defaults):
            yield _from_stdin(item)
        return
    fields, text = split_front_matter(decode(head + stream.read(LARGEST + 1)))
    name = f"stdin-{sha256(text.encode('utf-8')).hexdigest()[:8]}"
    for item in _placed(fields | {"text": text}, Place("standard input", None, STDIN, name), defaults):
        yield _from_stdin(item)


def _lines_or_whole(lines: Iterator[bytes]) -> Iterator[Numbered]:
    """JSON lines; a first line that is not complete makes it one JSON text spread over lines."""
    first = next(lines)
    try:
        load(first)
    except Unreadable:
        rest = io.BytesIO(first + b"".join(itertools.islice(lines, 100_000)))
        try:
            yield from whole_records(rest.getvalue())
        except Unreadable:
            yield from line_records(iter(rest.getvalue().splitlines(keepends=True)))
        return
    yield from line_records(itertools.chain([first], lines))


def _from_stdin(item: Placed | Problem) -> Placed | Problem:
    if isinstance(item, Problem):
        return replace(item, file="standard input")
    article, place = item
    article = replace(article, origin=article.url or STDIN)
    if re.fullmatch(
        r"stdin(-\d+)?", article.id
    ):  # no id of its own: one that another run does not give to another text
        article = replace(article, id=f"stdin-{article.sha256[:8]}")
    return article, place.replace("stdin", "standard input", 1)


def _placed(record: dict[Any, Any], place: Place, defaults: Defaults) -> Iterator[Placed | Problem]:
    shown = place.file if place.record is None else f"{place.file}, record {place.record}"
    for item in articles_of(record, place, defaults):
        yield item if isinstance(item, Problem) else (item, shown)


def _bytes(path: Path, limit: int) -> bytes:
    """At most a little more than `limit` bytes of the file: what is longer is refused by its reader."""
    with path.open("rb") as stream:
        return stream.read(limit + 1)


def _origin(path: Path) -> str:
    return str(path.absolute())
