"""Bytes to text: UTF-8 and nothing else, and a message that says what the bytes are instead."""

from __future__ import annotations

import re

from ingest.readers.problem import Unreadable

LARGEST = 64 * 1024 * 1024  # bytes of one article; news texts are a thousandth of that
_BOM = "\ufeff"
_SAVE = "save it as UTF-8, e.g. with: iconv -f {0} -t UTF-8 OLD > NEW"
_MAGIC = (
    (b"%PDF", "is a PDF", "copy its text into a .txt file, or export it as .docx"),
    (b"\xd0\xcf\x11\xe0", "is an old Word file, or a protected one", "save it as .docx without a password"),
    (b"PK\x03\x04", "is a ZIP or Office file", "unpack it, or rename it to .docx if it is one"),
    (b"{\\rtf", "is rich text (RTF)", "save it as .docx or as plain text"),
)
_ARABIC = re.compile("[\u0621-\u064a]")
_COMMON = re.compile(r"\b(?:في|من|على|إلى|الى|أن|ان|عن|مع)\b")


def decode(data: bytes) -> str:
    """The text of `data` without its byte order mark; raises Unreadable for empty, binary or other encodings."""
    if not data.strip():
        raise Unreadable("is empty", "nothing to read")
    if len(data) > LARGEST:
        raise Unreadable(f"is larger than {LARGEST >> 20} MB", "split it into articles, e.g. as .jsonl")
    refuse_other(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise not_utf8(data, error.start) from None
    text = text.removeprefix(_BOM)
    if not text.strip():
        raise Unreadable("is empty", "nothing to read")
    return text


def refuse_other(head: bytes) -> None:
    """Raise Unreadable where the first bytes tell UTF-16 or UTF-32, another kind of file or binary data."""
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise Unreadable("is UTF-32, not UTF-8", _SAVE.format("UTF-32"))
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("is UTF-16, not UTF-8", _SAVE.format("UTF-16"))
    for magic, what, remedy in _MAGIC:
        if head.startswith(magic):
            raise Unreadable(what, remedy)
    if b"\0" in head:
        guess = _wide(head)
        if guess:
            raise Unreadable(f"looks like {guess}, not UTF-8", _SAVE.format(guess))
        raise Unreadable("is binary data, not text", "give a .txt, .json, .jsonl, .csv, .html or .docx file")


def not_utf8(data: bytes, at: int) -> Unreadable:
    """Why these bytes are not UTF-8: the likeliest other encoding of Arabic, or where they break."""
    best = max(("cp1256", "iso8859_6", "cp720"), key=lambda name: _arabic_share(data, name))
    if _arabic_share(data, best) > 0:
        shown = {"cp1256": "Windows-1256", "iso8859_6": "ISO-8859-6", "cp720": "CP720"}[best]
        name = {"cp1256": "CP1256", "iso8859_6": "ISO-8859-6", "cp720": "CP720"}[best]
        return Unreadable(f"is not UTF-8, looks like {shown}", _SAVE.format(name))
    return Unreadable(f"is not UTF-8 (byte {at + 1} cannot be read)", "save it as UTF-8 in its editor")


def _arabic_share(data: bytes, encoding: str) -> float:
    """How much of the text is Arabic with Arabic function words, if it were in that encoding; 0 for not."""
    text = data[:20000].decode(encoding, "replace")
    letters = sum(c.isalpha() for c in text)
    share = len(_ARABIC.findall(text)) / letters if letters else 0.0
    return share + len(_COMMON.findall(text)) / len(text) if share > 0.3 and _COMMON.search(text) else 0.0


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every second byte is a small one."""
    for encoding, name in (("utf-16-le", "UTF-16LE"), ("utf-16-be", "UTF-16BE")):
        text = data[: 2 * (min(len(data), 2000) // 2)].decode(encoding, "replace")
        letters = sum(c.isalpha() or c.isspace() for c in text)
        plain = sum(c.isascii() or "\u0600" <= c <= "\u06ff" for c in text)
        if text and letters > 0.7 * len(text) and plain > 0.9 * len(text):
            return name
    return None
