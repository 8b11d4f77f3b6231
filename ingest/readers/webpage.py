"""HTML pages: trafilatura finds text, title, date, site and address in the file; nothing is fetched."""

from __future__ import annotations

import re
from typing import Any

from ingest.readers.decoding import LARGEST, refuse_other
from ingest.readers.problem import Unreadable

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}


def page_record(data: bytes) -> dict[str, Any]:
    """The fields of the article on a page; raises Unreadable where there is none."""
    if not data.strip():
        raise Unreadable("is empty", "nothing to read")
    if len(data) > LARGEST:
        raise Unreadable(f"is larger than {LARGEST >> 20} MB", "save the article alone")
    source = _decoded(data)
    if _ENTITY.search(source):
        raise Unreadable("declares entities in a DTD, which is not read", "save the page again from a browser")
    from trafilatura import bare_extraction

    # The markup is parsed in memory; trafilatura fetches only what it is given as an address.
    try:
        page = bare_extraction(
            source,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params=dict(_DATES),
        )
    except Exception as error:  # whatever a page brings the parsers to, the other inputs go on
        raise Unreadable(
            f"cannot be read as a page ({type(error).__name__})", "copy the text into a .txt file"
        ) from error
    fields: dict[str, Any] = page if isinstance(page, dict) else page.as_dict() if page is not None else {}
    if not (fields.get("text") or "").strip():
        raise Unreadable("no article text was found on the page", "copy the text into a .txt file")
    return {
        "text": fields["text"],
        "title": fields.get("title"),
        "published": fields.get("date"),
        "source": fields.get("sitename"),
        "url": fields.get("url"),
    }


def _decoded(data: bytes) -> str:
    """The markup as text, in the encoding it declares, else UTF-8, else Windows-1256."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    declared = _CHARSET.search(data[:4096])
    for encoding in ("utf-8-sig", declared[1].decode("ascii") if declared else "cp1256", "cp1256"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    refuse_other(data[:4096])
    raise Unreadable("its encoding cannot be told", "save the page as UTF-8")
