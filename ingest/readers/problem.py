"""What is wrong with an input, in one line: where, what, and what to do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """An input, or a record of it, that could not be read as it stands.

    `record` counts from 1 in files of many records and is None where the whole file is meant. `fatal` is
    False for a mere notice (a picture in a folder of articles): nothing that was asked for is lost by it.
    `str()` gives the one line that a command prints.
    """

    file: str
    record: int | None
    what: str
    remedy: str
    fatal: bool = True

    def __str__(self) -> str:
        place = self.file if self.record is None else f"{self.file}, record {self.record}"
        remedy = f"; {self.remedy}" if self.remedy else ""
        return _UNPRINTABLE.sub(" ", f"{place}: {self.what}{remedy}")


class Unreadable(Exception):  # noqa: N818 - it says what is the matter, and is caught inside this package
    """Raised inside the readers where a file or record cannot be read: what is wrong, and the remedy."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def at(self, file: str, record: int | None = None) -> Problem:
        """The problem it is at this place."""
        return Problem(file, record, self.what, self.remedy)
