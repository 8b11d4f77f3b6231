"""Clusters of mentions that mean one actor, as they grow along the article."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field

from ingest.document import MentionKind, Office, Span
from ingest.extraction import EntityType

OfficeKey = tuple[str, str | None, bool, bool]


@dataclass(eq=False, slots=True)
class Cluster:
    """Mentions of one actor so far.

    `nation` is a country's usual name where the text ties the actor to one; `starts` the tokens where its
    mentions begin, in order; `name_spans` one mention for each different name.
    """

    type: EntityType
    number: int = 0
    spans: list[Span] = field(default_factory=list)
    nation: str | None = None
    starts: list[int] = field(default_factory=list)
    name_spans: dict[str, Span] = field(default_factory=dict)
    stated: list[Span] = field(default_factory=list)
    held: dict[OfficeKey, Office] = field(default_factory=dict)

    def add(self, span: Span) -> None:
        """Take a mention in."""
        self.spans.append(span)
        insort(self.starts, span.first)
        self.nation = self.nation or span.nation
        if span.kind is MentionKind.NAME:
            self.name_spans.setdefault(span.text, span)
        if span.offices:
            self.stated.append(span)
            for office in span.offices:
                self.held.setdefault(_office_key(office), office)

    @property
    def offices(self) -> list[Office]:
        """All different offices stated of it, each once, in order of statement."""
        return list(self.held.values())

    def restate(self, span: Span, offices: tuple[Office, ...]) -> None:
        """Give one of its mentions these offices instead of those it has."""
        for office in span.offices:
            if office not in offices:
                self.held.pop(_office_key(office), None)
        for office in offices:
            self.held.setdefault(_office_key(office), office)
        state(span, offices)

    @property
    def first(self) -> int:
        """The token where it is first mentioned."""
        return self.starts[0]

    def before(self, token: int) -> int:
        """The token of its last mention before `token`, -1 for none."""
        at = bisect_left(self.starts, token)
        return self.starts[at - 1] if at else -1


def state(span: Span, offices: tuple[Office, ...]) -> None:
    """Give a mention these offices."""
    span.offices = offices
    if offices:
        span.title, span.nation = offices[0].title, offices[0].nation or span.nation


def _office_key(office: Office) -> OfficeKey:
    return office.title, office.nation, office.former, office.inherited


@dataclass
class Clusters:
    """All clusters of an article, with the keys under which each can be found."""

    all: list[Cluster] = field(default_factory=list)
    keyed: dict[tuple[str, ...], list[Cluster]] = field(default_factory=lambda: defaultdict(list))
    owner: dict[int, Cluster] = field(default_factory=dict)

    def new(self, kind: EntityType) -> Cluster:
        """A cluster without mentions."""
        cluster = Cluster(kind, len(self.all))
        self.all.append(cluster)
        return cluster

    def add(self, cluster: Cluster, span: Span, keys: set[tuple[str, ...]]) -> None:
        """Put a mention into a cluster, to be found under `keys` from now on."""
        cluster.add(span)
        self.owner[id(span)] = cluster
        for key in sorted(keys):
            found = self.keyed[key]
            if not found or (found[-1] is not cluster and cluster not in found):
                found.append(cluster)

    def under(self, keys: set[tuple[str, ...]]) -> list[Cluster]:
        """The clusters under any of the keys, in order of their making."""
        found = {c.number: c for key in keys for c in self.keyed.get(key, ())}
        return [found[number] for number in sorted(found)]

    def of(self, kind: str) -> list[Cluster]:
        """The clusters of one type."""
        return [c for c in self.all if c.type == kind]


def bracketed(text: str, before: Span, after: Span) -> bool:
    """Whether `after` stands in brackets or quotes right behind `before`: «محمد حمدان دقلو (حميدتي)»."""
    if after.start - before.end > 4:
        return False
    gap = text[before.end : after.start].strip()
    behind = text[after.end : after.end + 3].lstrip()
    return gap in {"(", "(«", '("', "["} and behind[:1] in {")", "]", "»", '"'}
