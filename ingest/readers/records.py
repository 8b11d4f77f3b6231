"""A record (of JSON, CSV, front matter) to an article: its fields under the names people give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ingest.article import Article
from ingest.readers.problem import Problem, Unreadable
from ingest.readers.published import publication_date
from ingest.text.language import language_of

# The first name is the one the documentation gives.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "المعرف", "المعرّف"),
    "title": ("title", "headline", "العنوان", "عنوان"),
    "text": ("text", "body", "content", "النص"),
    "published": ("published", "date", "published_at", "تاريخ النشر", "التاريخ"),
    "source": ("source", "publisher", "المصدر"),
    "url": ("url", "link", "الرابط"),
    "language": ("language", "lang", "اللغة"),
    "synthetic": ("synthetic",),
}
_FIELD_OF = {name: field for field, names in FIELDS.items() for name in names}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9-]+)?", re.IGNORECASE)
_HALF = re.compile("[\ud800-\udfff]")


def field_named(key: str) -> str | None:
    """The field that a key of any case stands for, or None."""
    return _FIELD_OF.get(key.strip().casefold())


def fields_of(record: Mapping[Any, Any]) -> dict[str, Any]:
    """The known fields of a record, whatever the case of their names; the first filled name wins."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        field = field_named(key) if isinstance(key, str) else None
        if field and value not in (None, "") and (field not in found or key == field):
            found[field] = value
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: the file as the user named it, the record's number, its path, the id it falls back to."""

    file: str
    record: int | None
    origin: str
    fallback: str


@dataclass(frozen=True, slots=True)
class Defaults:
    """What fills in fields that an input lacks."""

    published: str | None = None
    source: str | None = None


def articles_of(record: Mapping[Any, Any], place: Place, defaults: Defaults) -> Iterator[Article | Problem]:
    """The article of one record, after the problem of a date that is none; or only a problem."""
    fields = fields_of(record)
    try:
        text = _text(fields)
    except Unreadable as refusal:
        yield refusal.at(place.file, place.record)
        return
    published = None
    try:
        published = publication_date(fields.get("published"))
    except Unreadable as refusal:
        yield refusal.at(place.file, place.record)
    yield Article(
        id=_line(fields.get("id")) or place.fallback,
        text=text,
        title=_line(fields.get("title")),
        published=published or defaults.published,
        source=_line(fields.get("source")) or defaults.source,
        url=_line(fields.get("url")),
        language=_language(fields.get("language")) or language_of(text),
        synthetic=fields.get("synthetic") in (True, 1, "true", "True", "1"),
        origin=_line(fields.get("url")) or place.origin,
    )


def _text(fields: Mapping[str, Any]) -> str:
    text = fields.get("text")
    if text is None:
        raise Unreadable("has no text", "give the article under `text`")
    if not isinstance(text, str):
        raise Unreadable("its text is not a string", "give the article as one string under `text`")
    if not text.strip():
        raise Unreadable("its text is empty", "nothing to read")
    if _HALF.search(text):
        raise Unreadable("its text holds half a character (a lone surrogate)", "write the text anew as UTF-8")
    if "\0" in text:
        raise Unreadable("its text holds a NUL character", "take it out; it is binary data, not text")
    return text


def _line(value: Any) -> str | None:
    """A field as one line of text."""
    if value is None or isinstance(value, dict | list):
        return None
    return " ".join(_HALF.sub("\ufffd", str(value)).replace("\0", " ").split()) or None


def _language(value: Any) -> str | None:
    return value.lower() if isinstance(value, str) and _LANGUAGE.fullmatch(value) else None
