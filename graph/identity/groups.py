"""Members of equal evidence as one group, so that work grows with what is said, not with how often."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from graph.identity.blocks import waits
from graph.identity.profile import Profile
from graph.identity.reasons import Decision, Reason
from graph.terms import member_order

Pin = tuple[tuple[str, str], ...]
"""The judgements that name a member, each with its side: members of unlike pins are never one group."""


@dataclass(eq=False, slots=True)
class Group:
    """All entities of equal evidence; `days` counts over them, `mates` are those of the first.

    `apart` keeps those that say too little from being pooled: a day for an office, else the member itself.
    """

    evidence: Profile
    pin: Pin = ()
    apart: str = ""
    members: set[str] = field(default_factory=set)
    days: Counter[str] = field(default_factory=Counter)
    mates: frozenset[str] = frozenset()
    cluster: Cluster | None = field(default=None, repr=False)
    memo: dict[Group, tuple[tuple[str, ...], tuple[str, ...], Decision]] = field(default_factory=dict, repr=False)
    _smallest: str | None = None
    _span: tuple[str, ...] | None = None
    _profile: Profile | None = None

    def add(self, member: str, profile: Profile) -> bool:
        """Take a member in; tells whether the group's evidence changed by it."""
        before = (self.span, bool(self.members))
        self.members.add(member)
        self.days.update(profile.days)
        self.mates = profile.mates if waits(self.evidence) else frozenset(filter(None, self.apart.split(",")))
        self._span = self._profile = None
        if self._smallest is not None and member_order(member) < member_order(self._smallest):
            self._smallest = member
        return (self.span, True) != before

    def remove(self, member: str, profile: Profile) -> bool:
        """Let a member go; tells whether the group's evidence changed by it."""
        before = self.span
        self.members.discard(member)
        self.days -= Counter(profile.days)
        self._span = self._profile = None
        if member == self._smallest:
            self._smallest = None
        return self.span != before or not self.members

    @property
    def span(self) -> tuple[str, ...]:
        """The first and the last day of its reports; empty where none is known."""
        if self._span is None:
            self._span = (min(self.days), max(self.days)) if self.days else ()
        return self._span

    @property
    def smallest(self) -> str:
        """The first of the members."""
        if self._smallest is None:
            self._smallest = min(self.members, key=member_order)
        return self._smallest

    @property
    def profile(self) -> Profile:
        """The evidence with its days and its company."""
        if self._profile is None:
            self._profile = replace(self.evidence, days=tuple(dict.fromkeys(self.span)), mates=self.mates)
        return self._profile

    @property
    def order(self) -> tuple[object, ...]:
        """A sort key that does not depend on the order of articles."""
        return (
            *self.evidence.order,
            self.pin,
            self.apart,
            member_order(self.smallest) if self.members else ("", 0, ""),
        )


@dataclass(eq=False, slots=True)
class Cluster:
    """Groups that are one actor, and the links that made them one."""

    groups: list[Group]
    links: list[Link] = field(default_factory=list)

    @property
    def known(self) -> str | None:
        """The gazetteer's id, where it knows the actor."""
        return next((g.evidence.known for g in self.groups if g.evidence.known), None)

    @property
    def smallest(self) -> str:
        """The first member of all groups; raises ValueError where there is none."""
        return min((g.smallest for g in self.groups if g.members), key=member_order)


@dataclass(frozen=True, eq=False, slots=True)
class Link:
    """Two groups taken for one actor, and why."""

    one: Group
    other: Group
    score: float
    reasons: tuple[Reason, ...]
