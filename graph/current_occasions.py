"""Which occasions of several articles are one act: those that share an event, directly or by a chain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.events import Event, TieKey
from graph.terms import member_order


class Occasions:
    """The connected components of the articles' occasions under shared events, kept up by updates."""

    def __init__(self) -> None:
        self._events: dict[str, set[str]] = defaultdict(set)
        self._parts: dict[str, tuple[str, ...]] = {}
        self._key: dict[str, TieKey] = {}
        self._canonical: dict[str, str] = {}
        self._members: dict[str, tuple[str, ...]] = {}
        self._changed: set[str] = set()

    def update(self, old: Iterable[Event], new: Sequence[tuple[TieKey, Event]]) -> set[TieKey]:
        """Take events out and in; returns the tie keys of all events whose occasion may be another now."""
        touched: set[str] = set()
        for event in old:
            touched.update(self._parts.pop(event.iri, ()))
            self._key.pop(event.iri, None)
            for part in event.occasions:
                self._events[part].discard(event.iri)
        for key, event in new:
            touched.update(event.occasions)
            self._parts[event.iri] = event.occasions
            self._key[event.iri] = key
            for part in event.occasions:
                self._events[part].add(event.iri)
        return self._regroup(touched)

    def of(self, event: Event) -> str:
        """The canonical occasion of an event."""
        return self._canonical[event.occasions[0]]

    def members(self, occasion: str) -> tuple[str, ...]:
        """The articles' occasions that are this one; empty where it is gone."""
        return self._members.get(occasion, ())

    def changed(self) -> list[str]:
        """Canonical occasions that came, went or changed since the last call."""
        changed, self._changed = sorted(self._changed), set()
        return changed

    def _regroup(self, touched: set[str]) -> set[TieKey]:
        stale = {self._canonical[part] for part in touched if part in self._canonical}
        start = touched.union(*(self._members[c] for c in stale))
        before = {part: self._canonical.pop(part, None) for part in start}
        for canonical in stale:
            self._members.pop(canonical)
        self._changed |= stale
        moved: set[TieKey] = set()
        for part in sorted(start, key=member_order):
            if part not in self._canonical and self._events.get(part):
                moved |= self._gather(part, before)
        for part in start:
            if not self._events.get(part):
                self._events.pop(part, None)
        return moved

    def _gather(self, start: str, before: dict[str, str | None]) -> set[TieKey]:
        """Collect the component of one occasion and name it by its smallest member."""
        parts, queue = {start}, [start]
        events: set[str] = set()
        while queue:
            for event in self._events[queue.pop()] - events:
                events.add(event)
                fresh = set(self._parts[event]) - parts
                parts |= fresh
                queue += fresh
        # A component reached from a touched one may have members of its own that were not touched.
        for part in parts:
            old = self._canonical.get(part)
            if old is not None and old in self._members:
                before.update(dict.fromkeys(self._members.pop(old), old))
                self._changed.add(old)
        members = tuple(sorted(parts, key=member_order))
        self._members[members[0]] = members
        self._changed.add(members[0])
        self._canonical.update(dict.fromkeys(parts, members[0]))
        return {self._key[e] for e in events if any(before.get(p) != members[0] for p in self._parts[e])}
