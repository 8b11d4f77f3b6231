"""Plain text files: front matter, if the first line is a key of it, and the rest is the article."""

from __future__ import annotations

import re
from typing import Any

from ingest.readers.records import field_named

_LINE = re.compile(r"[ \t]*([^\W\d][^\n:：]{0,30}?)[ \t]*[:：][ \t]*([^\n]*?)[ \t]*\r?(?:\n|\Z)")
_FENCE = re.compile(r"---[ \t]*\r?\n")
_BLANK = re.compile(r"[ \t]*\r?\n")


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The fields of the front matter and the text after it, which is the stored text, unchanged.

    Front matter is there only if the first line (or the first after `---`) is `key: value` with a known
    key. It ends at the first line that is not, and takes one blank line, or a closing `---`, with it.
    """
    fence = _FENCE.match(text)
    at = begin = fence.end() if fence else 0
    fields: dict[str, Any] = {}
    while (m := _LINE.match(text, at)) and (field := _header(m[1])):
        fields.setdefault(field, _unquoted(m[2]))
        at = m.end()
    if at == begin:
        return {}, text
    end = (_FENCE if fence else _BLANK).match(text, at)
    return {k: v for k, v in fields.items() if v}, text[end.end() if end else at :]


def _header(key: str) -> str | None:
    field = field_named(key)
    return None if field == "text" else field


def _unquoted(value: str) -> str:
    """A value without the quotation marks YAML puts round it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
