"""Word files (.docx): the paragraphs and table cells in their order, one a line."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from ingest.readers.problem import Unreadable

_LARGEST = 128 * 1024 * 1024  # bytes unpacked
_RATIO = 200  # a document of text packs to a tenth; a thousandth is a bomb
_MAIN = "word/document.xml"
_SAVE = "open it in a word processor and save it as .docx or plain text"


def word_record(data: bytes) -> dict[str, Any]:
    """The fields of the article in a .docx file; raises Unreadable for what is none, is packed too tight or holds a DTD."""
    _inspect(data)
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        text = "\n".join(_lines(document))
        title = document.core_properties.title
    except Exception as error:
        raise Unreadable(f"cannot be read as .docx ({type(error).__name__})", _SAVE) from error
    if not text.strip():
        raise Unreadable("holds no text", "nothing to read")
    return {"text": text, "title": title or None}


def _inspect(data: bytes) -> None:
    if not data.strip():
        raise Unreadable("is empty", "nothing to read")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("is an old or password-protected Word file", "save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _inspect_members(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError) as error:
        raise Unreadable("is not a .docx file, or a damaged one", _SAVE) from error


def _inspect_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if _MAIN not in {m.filename for m in members}:
        raise Unreadable("is a ZIP file, but not a .docx", _SAVE)
    size = sum(m.file_size for m in members)
    packed = sum(m.compress_size for m in members) or 1
    if size > _LARGEST or (size > 1 << 20 and size > _RATIO * packed):
        raise Unreadable(
            "unpacks to far more than its size, which a document of text does not", "check where it comes from"
        )
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and _has_dtd(archive, member):
            raise Unreadable("holds a DTD, which is not read", _SAVE)


def _has_dtd(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    with archive.open(member) as part:
        head = part.read(1 << 16)
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
    return "<!DOCTYPE" in text.upper()


def _lines(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from _cells(block)
        else:
            yield block.text


def _cells(table: Any) -> Iterator[str]:
    seen: set[Any] = set()
    for row in table.rows:
        for cell in row.cells:
            element = cell._tc  # noqa: SLF001 - merged cells come once a column, and share this
            if element not in seen:
                seen.add(element)
                yield cell.text
