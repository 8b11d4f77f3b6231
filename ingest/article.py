"""An article as it was handed in: its stored text and what is known of its origin."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256


@dataclass(frozen=True)
class Article:
    """One article. `text` is the stored text: every offset counts its code points.

    `published` is an ISO date (`2025-10-17`) or None; `origin` is the path or URL that it was read
    from, which decides whether a second text with this id replaces the first or is refused.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    synthetic: bool = False
    origin: str | None = field(default=None, compare=False)

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal digest of the stored text in UTF-8."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
