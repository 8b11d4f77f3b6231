"""Small steps of the resolver: components, unclear links, what keeps entities apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from graph.identity.blocks import offered_keys, pair_keys, waits, wanted_keys
from graph.identity.bodies import OTHER_LANDS, lands_of
from graph.identity.groups import Cluster, Group, Link, Pin
from graph.identity.judgements import Merging
from graph.identity.profile import Profile, is_bare
from graph.identity.reasons import Decision, weight
from ontology.actors import roles
from ontology.folding import bare

AMBIGUOUS = 0.04
"""Two known actors that are this close for one group leave it undecided."""


def leave(group: Group) -> None:
    """Take a group out of its cluster."""
    if group.cluster is not None:
        group.cluster.groups = [g for g in group.cluster.groups if g is not group]
        group.cluster.links = [x for x in group.cluster.links if group not in (x.one, x.other)]
        group.cluster = None


def linked(group: Group) -> bool:
    """Whether a group already stands in a cluster by a comparison of its own, or by an analyst's word."""
    links = [x for x in group.cluster.links if group in (x.one, x.other)] if group.cluster else []
    return any(is_merged(x) for x in links) if waits(group.evidence) else bool(links)


def is_merged(link: Link) -> bool:
    """Whether an analyst's word made a link."""
    return any(reason.code == "merged" for reason in link.reasons)


def apart_by(profile: Profile, member: str) -> str:
    """What keeps an entity that says too little from being pooled with others of the same words.

    One office on one day has one holder; a bare name with an office is looked at year by year, a full one
    decade by decade; a body or place of a name that several countries have goes by those of which its article speaks.
    """
    day = profile.days[0] if profile.days else ""
    if profile.title and profile.posts and all(len(d) == 10 for d in profile.days) and day:
        return "/".join(profile.days)
    if waits(profile):
        return member
    if is_bare(profile):
        return day[:4]
    if any(p.role in roles() and roles()[p.role].single for p in profile.posts):
        return day[:3]
    return _lands(profile) if profile.type in {"Organization", "Place"} and not profile.nation else ""


def _lands(profile: Profile) -> str:
    """Of the countries that have a body or place of this name, those that the article speaks of.

    `-` where it speaks of others only, nothing where it speaks of none or the gazetteer knows no such name.
    """
    lands = {land for name in profile.names for land in lands_of(name)}
    if not lands or not profile.mates:
        return ""
    return ",".join(sorted(lands & profile.mates)) or OTHER_LANDS


def same_name(one: Profile, other: Profile) -> bool:
    """Whether two entities are called the same, however it is written: no article tells those apart."""
    if set(one.names) & set(other.names):
        return True
    if "Person" in (one.type, other.type):
        return any(a.cores == b.cores for a in one.persons for b in other.persons)
    return any(bare(a) == bare(b) for a in one.names for b in other.names)


def is_crowd(one: Profile, other: Profile) -> bool:
    """Whether one is a crowd that no analyst could tell more of («النازحين»)."""
    return any(p.type == "Group" and p.generic and not p.nation for p in (one, other))


def one_a_question(pairs: list[tuple[Group, Group, Decision]]) -> list[tuple[Group, Group, Decision]]:
    """Of the pairs that ask the same of two clusters, the first."""
    asked: set[frozenset[int]] = set()
    found = []
    for one, other, decision in pairs:
        question = frozenset(id(g.cluster or g) for g in (one, other))
        if question not in asked:
            asked.add(question)
            found.append((one, other, decision))
    return found


def two_nations(one: Cluster, other: Cluster) -> bool:
    """Whether two clusters belong to different countries, though what links them names none."""
    mine, theirs = ({g.evidence.nation for g in c.groups} - {None} for c in (one, other))
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def could_be(one: Profile, other: Profile) -> bool:
    """Whether two profiles share a key at all."""
    return (
        bool(pair_keys(one) & pair_keys(other))
        or bool(wanted_keys(one) & offered_keys(other))
        or bool(wanted_keys(other) & offered_keys(one))
    )


def components(region: set[Group], neighbours: Callable[[Group], Iterable[Group]]) -> Iterator[list[Group]]:
    """The parts of a region that share no key."""
    left = set(region)
    while left:
        part: list[Group] = []
        open_ = [left.pop()]
        while open_:
            group = open_.pop()
            part.append(group)
            for other in neighbours(group):
                if other in left:
                    left.discard(other)
                    open_.append(other)
        yield part


def unambiguous(links: list[Link]) -> list[Link]:
    """Leave out the links of a group that may as well be one as another known actor."""
    best: dict[Group, list[tuple[float, str]]] = defaultdict(list)
    for link in links:
        for said, known in ((link.one, link.other), (link.other, link.one)):
            if known.evidence.known and not said.evidence.known:
                best[said].append((sum(weight(r.code) for r in link.reasons), known.evidence.known))
    ranked = {g: sorted(found, reverse=True) for g, found in best.items()}
    unclear = {g for g, found in ranked.items() if len(found) > 1 and found[0][0] - found[1][0] < AMBIGUOUS}
    return [x for x in links if (x.one in unclear) == (x.other in unclear) or is_merged(x)]


def sides(judgements: Iterable[Merging]) -> dict[str, Pin]:
    """For each member that judgements name, on which side of which."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for judgement in judgements:
        for side, members in (("left", judgement.left), ("right", judgement.right)):
            for member in members:
                found[member].append((judgement.id, side))
    return {member: tuple(sorted(pins)) for member, pins in found.items()}
