"""Events of one kind between the same two actors as one tie, which is what network tools understand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.export.base import spans

if TYPE_CHECKING:
    from networkx import MultiDiGraph


@dataclass(frozen=True, slots=True)
class Tie:
    """All events of one relation and status between two actors, oldest first; undated ones stand last.

    Gephi keeps parallel edges apart by their kind only, so the kind names the status where the event
    did not simply happen.
    """

    source: str
    target: str
    relation: str
    status: str
    events: tuple[dict[str, Any], ...]

    @property
    def kind(self) -> str:
        """The relation, with the status in brackets unless it happened."""
        return self.relation if self.status == "happened" else f"{self.relation} ({self.status})"

    @property
    def weight(self) -> int:
        """How many occasions the events belong to."""
        return len({event.get("occasion") or i for i, event in enumerate(self.events)})

    @property
    def spells(self) -> list[tuple[str, str]]:
        """The days of the events as intervals that do not overlap."""
        return spans(self.events)

    @property
    def reports(self) -> list[dict[str, Any]]:
        """Every report of every event."""
        return [report for event in self.events for report in event["reports"]]


def joined(values: list[str | None]) -> str:
    """Values once each, in order, with a separator that Gephi's filters can split."""
    if len(values) == 1:
        return values[0] or ""
    return " | ".join(dict.fromkeys(v for v in values if v))


def ties(network: MultiDiGraph) -> list[Tie]:
    """The network's edges bundled by pair, relation and status, in the network's own order."""
    bundles: dict[tuple[str, str, str, str], list[tuple[str, str, dict[str, Any]]]] = {}
    for source, target, event, data in network.edges(keys=True, data=True):
        if data["symmetric"] and target < source:
            source, target = target, source  # noqa: PLW2901 - either way round is the same tie
        key = (source, target, data["relation"], data["status"])
        bundles.setdefault(key, []).append((data.get("begin") or "9999", event, data))
    return [Tie(*key, tuple(data for *_, data in sorted(events, key=_by_day))) for key, events in bundles.items()]


def _by_day(event: tuple[str, str, dict[str, Any]]) -> tuple[str, str]:
    return event[:2]
