"""Checkpoints: what readers open while a writer is at work.

Opening the live store beside its writer is undefined behaviour, so the writer leaves checkpoints (hard links,
some milliseconds) and readers open the newest one. A reader holds a shared lock on the one it uses; the
writer deletes those that nobody holds, and so does a reader that lets go of one that is no longer the newest.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from graph.folder import Lock
from graph.store import LocalStore

TRIES = 300


class Checkpoints:
    """The numbered checkpoints of one graph folder, and whether the newest is the store as it stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._clean = path / "clean"

    def publish(self, store: LocalStore) -> None:
        """Make the store as it is now the newest checkpoint, and delete those that nobody reads."""
        self.path.mkdir(exist_ok=True)
        number = max(self._numbers(), default=0) + 1
        part = self.path / "part"
        shutil.rmtree(part, ignore_errors=True)
        store.backup(part)
        part.rename(self._at(number))
        self._clean.touch()
        self._prune(number)

    def soil(self) -> None:
        """Note that the store has moved on from the newest checkpoint."""
        self._clean.unlink(missing_ok=True)

    def is_clean(self) -> bool:
        """Whether the newest checkpoint is the store as it stood when the last writer left."""
        return self._clean.exists() and bool(self._numbers())

    def open_newest(self) -> tuple[LocalStore, Lock] | None:
        """Open the newest checkpoint to read; the lock keeps it from being deleted. None where there is none."""
        for _ in range(TRIES):
            numbers = sorted(self._numbers(), reverse=True)
            for number in numbers:
                lock = Lock(self._lock_path(number))
                if not lock.acquire(shared=True):
                    continue  # being deleted
                if self._at(number).exists():
                    return LocalStore(self._at(number), read_only=True), lock
                lock.release()
            if not numbers:
                break
            time.sleep(0.01)  # all were deleted while they were listed: there are newer ones
        return None

    def _numbers(self) -> list[int]:
        if not self.path.exists():
            return []
        return [int(p.name) for p in self.path.iterdir() if p.is_dir() and p.name.isdecimal()]

    def _at(self, number: int) -> Path:
        return self.path / f"{number:06d}"

    def _lock_path(self, number: int) -> Path:
        return self.path / f"{number:06d}.lock"

    def tidy(self) -> None:
        """Delete those older than the newest that nobody reads: what a reader that moves on leaves behind."""
        self._delete(sorted(self._numbers())[:-1])

    def _prune(self, kept: int) -> None:
        self._delete(number for number in self._numbers() if number != kept)

    def _delete(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            with Lock(self._lock_path(number)) as lock:
                if lock.acquire():
                    shutil.rmtree(self._at(number), ignore_errors=True)
                    self._lock_path(number).unlink(missing_ok=True)
