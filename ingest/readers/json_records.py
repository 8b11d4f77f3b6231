"""JSON: one article, a list of them, or one a line; lines are read one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from ingest.readers.decoding import LARGEST, not_utf8, refuse_other
from ingest.readers.problem import Unreadable

LARGEST_FILE = 256 * 1024 * 1024  # bytes of a JSON file that has to be read whole
Numbered = tuple[int | None, dict[Any, Any] | Unreadable]


def whole_records(data: bytes) -> Iterator[Numbered]:
    """The records of a JSON file with their numbers (None for a single article); lines too, if that is what it is."""
    if len(data) > LARGEST_FILE:
        raise Unreadable(f"is larger than {LARGEST_FILE >> 20} MB", "write it as .jsonl, one article a line")
    if not data.strip():
        raise Unreadable("is empty", "nothing to read")
    refuse_other(data[:4096])
    try:
        content = load(data)
    except Unreadable:
        lines = data.split(b"\n")
        if len(lines) > 1 and _is_record(lines[0]):
            yield from line_records(iter(lines))
            return
        raise
    yield from _listed(content)


def _listed(content: Any) -> Iterator[Numbered]:
    if isinstance(content, dict) and isinstance(content.get("articles"), list) and "text" not in content:
        content = content["articles"]
    if isinstance(content, dict):
        yield None, content
    elif isinstance(content, list):
        for number, record in enumerate(content, 1):
            yield number, record if isinstance(record, dict) else _no_object(record)
    else:
        yield None, _no_object(content)


def line_records(lines: Iterator[bytes]) -> Iterator[Numbered]:
    """The records of JSON lines with their line's number among the filled ones."""
    number = 0
    for line in lines:
        if not line.strip():
            continue
        number += 1
        try:
            record = load(line)
        except Unreadable as refusal:
            yield number, refusal
            continue
        yield number, record if isinstance(record, dict) else _no_object(record)


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; one that is longer than an article may be is cut to a stump that is refused."""
    while line := stream.readline(LARGEST + 1):
        if len(line) > LARGEST:
            while (rest := stream.readline(LARGEST)) and not rest.endswith(b"\n"):
                pass
            yield b"\x01too long"
        else:
            yield line


def load(data: bytes) -> Any:
    """Parsed JSON; raises Unreadable with the place where it breaks."""
    if data.startswith(b"\x01too long"):
        raise Unreadable(f"is larger than {LARGEST >> 20} MB", "split it into articles")
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise not_utf8(data, error.start) from None
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"is not valid JSON (line {error.lineno}, column {error.colno}: {error.msg})", "mend or drop it"
        ) from None
    except RecursionError:
        raise Unreadable("is nested too deeply", "an article is one flat object") from None
    except ValueError as error:
        raise Unreadable(f"is not valid JSON ({error})", "mend or drop it") from None


def _is_record(line: bytes) -> bool:
    try:
        return isinstance(load(line), dict)
    except Unreadable:
        return False


def _no_object(value: Any) -> Unreadable:
    shown = {list: "a list", str: "a string", type(None): "null"}.get(type(value), "a value")
    return Unreadable(f"is {shown}, not an object", "an article is an object with `text`, `title`, `published`, …")
