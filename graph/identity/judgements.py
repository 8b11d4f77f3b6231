"""An analyst's word on identity: merge and split, kept as an append-only file and replayed on every rebuild."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

Kind = Literal["merge", "split", "withdraw"]
FILE = "judgements.jsonl"


@dataclass(frozen=True, slots=True)
class Merging:
    """One line: `left` and `right` are members (IRIs of articles' entities or of the gazetteer).

    `merge`: all of both sides are one actor; `split`: nobody of the left is anybody of the right;
    `withdraw` takes back the judgement whose `id` is in `left`.
    """

    identity: Kind
    left: tuple[str, ...]
    right: tuple[str, ...]
    author: str
    time: str
    why: str = ""

    @property
    def id(self) -> str:
        """A name that the same line always has."""
        return sha256(self.line().encode()).hexdigest()[:16]

    def line(self) -> str:
        """The entry as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def read_mergings(path: Path) -> Iterator[Merging]:
    """The identity judgements of a log; lines of other kinds (verdicts on ties) are passed over.

    Raises ValueError naming file and line where one lacks a part.
    """
    if not path.is_file():
        return
    with path.open(encoding="utf-8", errors="surrogatepass") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line)
            except json.JSONDecodeError:
                continue  # the last line of a run that was cut short; the store's log mends it
            if isinstance(record, dict) and "identity" in record:
                try:
                    yield Merging(**record | {side: tuple(record[side]) for side in ("left", "right")})
                except (KeyError, TypeError) as error:
                    raise ValueError(f"{path}, line {number}: a decision on identity without {error}") from error


def append_merging(path: Path, merging: Merging) -> None:
    """Add an entry; it is on disk when this returns. A line that a crash cut off is dropped: it never counted."""
    _mend(path)
    with path.open("a", encoding="utf-8", errors="surrogatepass") as file:
        file.write(merging.line() + "\n")
        file.flush()
        os.fsync(file.fileno())


def _mend(path: Path) -> None:
    data = path.read_bytes() if path.is_file() else b""
    if data and not data.endswith(b"\n"):
        with path.open("r+b") as file:
            file.truncate(data.rfind(b"\n") + 1)


def in_force(entries: Iterable[Merging]) -> list[Merging]:
    """The judgements that hold: a withdrawn one does not, and of two on the same pair the later does."""
    held: dict[str, Merging] = {}
    for entry in entries:
        if entry.identity == "withdraw":
            for name in entry.left:
                held.pop(name, None)
            continue
        pair = _pair(entry)
        held = {name: e for name, e in held.items() if _pair(e) != pair}
        held[entry.id] = entry
    return list(held.values())


def _pair(entry: Merging) -> frozenset[tuple[str, ...]]:
    return frozenset({tuple(sorted(entry.left)), tuple(sorted(entry.right))})
