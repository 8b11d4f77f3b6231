"""Identity across articles: which entities of many articles are one actor, kept up article by article.

Entities of equal evidence form a group; groups that share a key are compared; groups that are one actor
form a cluster. Clusters are a pure function of the set of groups, so the order of articles does not
matter, and only what shares keys with a changed group is decided anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, combinations, pairwise
from pathlib import Path

from graph.current_identity import Known
from graph.identity.blocks import offered_keys, pair_keys, waits, wanted_keys
from graph.identity.decision import compare
from graph.identity.groups import Cluster, Group, Link, Pin
from graph.identity.judgements import FILE, in_force, read_mergings
from graph.identity.profile import JOINT, Profile, is_bare, profiles
from graph.identity.reasons import DOUBTFUL, Decision, Reason
from graph.identity.register import Register, iri, slug
from graph.identity.steps import (
    apart_by,
    components,
    could_be,
    is_crowd,
    is_merged,
    leave,
    linked,
    one_a_question,
    same_name,
    sides,
    two_nations,
    unambiguous,
)
from ingest.extraction import Extraction

MARGIN = 0.1
"""By how much the best candidate for a bare name must lead the next."""
_TOLD_APART = frozenset({"not-then", "other-nation", "given-differs", "long-ended", "not-yet"})
_ELSEWHERE = frozenset({"foreign-body", "elsewhere"})


class Resolver:
    """The identities of a graph folder (or of the packaged gazetteer alone)."""

    def __init__(self, folder: Path | None = None) -> None:
        self.register = Register(folder)
        self.judgements = in_force(read_mergings(folder / FILE)) if folder else []
        self._members: dict[str, tuple[Profile, Group]] = {}
        self._articles: dict[str, tuple[str, ...]] = {}
        self._groups: dict[tuple[Profile, Pin, str], Group] = {}
        self._by_key: dict[str, set[Group]] = defaultdict(set)
        self._offers: dict[str, set[Group]] = defaultdict(set)
        self._wants: dict[str, set[Group]] = defaultdict(set)
        self._together: Counter[tuple[Group, Group]] = Counter()
        self._dirty: set[Group] = set()
        self._sides = sides(self.judgements)
        for entry, profile in self.register.profiles.items():
            self._place(profile, self._pin(iri(entry)), "")

    @property
    def fingerprint(self) -> str:
        """Changes where the gazetteer or the judgements in force do."""
        return self.register.fingerprint + "".join(j.id for j in self.judgements)

    # -- articles in and out ------------------------------------------------------------------------------------------

    def add(self, article: str, extraction: Extraction) -> None:
        """Take an article's entities in, in place of what it said before."""
        self.remove(article)
        read = profiles(article, extraction, self.register.home)
        self._articles[article] = tuple(read)
        for member, profile in read.items():
            group = self._place(profile.evidence, self._pin(member), apart_by(profile, member))
            self._members[member] = (profile, group)
            if group.add(member, profile):
                self._dirty.add(group)
        self._count_together(article, 1)

    def remove(self, article: str) -> None:
        """Forget an article's entities; nothing where it is not known."""
        if article not in self._articles:
            return
        self._count_together(article, -1)
        for member in self._articles.pop(article):
            profile, group = self._members.pop(member)
            if group.remove(member, profile):
                self._touch(group)
            if not group.members and not group.evidence.known:
                self._drop(group)

    def _count_together(self, article: str, step: int) -> None:
        """Note which groups one article tells apart, as far as they could be taken for one another."""
        groups = [self._members[m][1] for m in self._articles[article]]
        for one, other in combinations(groups, 2):
            if one is other or not could_be(one.evidence, other.evidence):
                continue
            for pair in ((one, other), (other, one)):
                before = self._together[pair]
                self._together[pair] = before + step
                if self._together[pair] == 0:
                    del self._together[pair]
            if (before == 0) != (before + step == 0):
                self._dirty |= {one, other}

    def _pin(self, member: str) -> Pin:
        return self._sides.get(member, ())

    def _place(self, evidence: Profile, pin: Pin, apart: str) -> Group:
        key = (evidence, pin, apart)
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = Group(evidence, pin, apart)
            for index, keys in self._indexes(group):
                for k in keys:
                    index[k].add(group)
            self._dirty.add(group)
        return group

    def _indexes(self, group: Group) -> tuple[tuple[dict[str, set[Group]], Iterable[str]], ...]:
        """Where a group is listed, and under which keys."""
        return (
            (self._by_key, self._keys(group)),
            (self._offers, offered_keys(group.evidence)),
            (self._wants, wanted_keys(group.evidence)),
        )

    def _keys(self, group: Group) -> list[str]:
        return [*pair_keys(group.evidence), *(f"J:{judgement}" for judgement, _ in group.pin)]

    def _touch(self, group: Group) -> None:
        """Have the neighbours of a group that is about to change decided anew."""
        self._dirty.add(group)
        if group.cluster:
            self._dirty |= set(group.cluster.groups)

    def _drop(self, group: Group) -> None:
        self._dirty |= set(self._neighbours(group)) | self._seekers(group)
        for index, keys in self._indexes(group):
            for k in keys:
                index[k].discard(group)
        for other in group.memo:
            other.memo.pop(group, None)
        del self._groups[group.evidence, group.pin, group.apart]
        self._dirty.discard(group)

    def _seekers(self, group: Group) -> set[Group]:
        """The groups that may be looking for this one."""
        return {g for k in offered_keys(group.evidence) for g in self._wants.get(k, ())}

    # -- answers ------------------------------------------------------------------------------------------------------

    def canonical(self, member: str) -> str:
        """The canonical IRI of an entity: the gazetteer's, else the smallest member's.

        An IRI of the gazetteer is its own canonical. Raises KeyError for an unknown member.
        """
        self._settle()
        group = self._group(member)
        cluster = group.cluster
        if cluster is None:
            return member
        return iri(cluster.known) if cluster.known else cluster.smallest

    def cluster(self, node: str) -> Cluster:
        """The cluster of a node's or member's IRI; raises KeyError for an unknown one."""
        self._settle()
        found = self._group(node).cluster
        return found if found is not None else Cluster([self._group(node)])

    def _group(self, node: str) -> Group:
        entry = slug(node)
        if entry is not None:
            return self._groups[self.register.profiles[entry], self._pin(node), ""]
        return self._members[node][1]

    def knows(self, node: str) -> bool:
        """Whether an IRI is a member's or an entry's of the gazetteer."""
        return node in self._members or slug(node) in self.register.profiles

    def groups(self) -> list[Group]:
        """All groups, known actors among them, in a fixed order."""
        return sorted(self._groups.values(), key=lambda g: g.order)

    def clusters(self) -> list[Cluster]:
        """All clusters that an article speaks of, in a fixed order."""
        self._settle()
        found = {id(g.cluster): g.cluster for g in self._groups.values() if g.members and g.cluster}
        return sorted(found.values(), key=lambda c: c.smallest)

    def known(self, canonical: str) -> Known | None:
        """What the gazetteer says of a node; for others the country that its names give, else None."""
        if slug(canonical) is not None:
            return self.register.known(canonical)
        if canonical not in self._members:
            return None
        evidence = self._members[canonical][1].evidence
        country = iri(evidence.nation) if evidence.nation and JOINT not in evidence.nation else None
        if country is None and evidence.type == "Place":
            country = next(filter(None, map(self.register.country_of_city, evidence.names)), None)
        return Known(evidence.type, (), country=country) if country else None

    # -- deciding -----------------------------------------------------------------------------------------------------

    def _settle(self) -> None:
        """Decide anew what shares keys with changed groups, then who is meant by bare names."""
        if not self._dirty:
            return
        changed, self._dirty = self._dirty, set()
        region, seeking = self._concerned(changed)
        for group in region | seeking:
            leave(group)
        for component in components(region, self._neighbours):
            self._decide(component)
        for group in sorted((g for g in seeking if g.members), key=lambda g: g.order):
            self._attach(group)

    def _concerned(self, changed: set[Group]) -> tuple[set[Group], set[Group]]:
        """The groups to be compared anew, and those that look among them for who is meant."""
        region = self._region(changed)
        while True:
            seeking = {g for g in region if wanted_keys(g.evidence)} | {s for g in region for s in self._seekers(g)}
            named = {g for g in seeking if not waits(g.evidence)} - region
            if not named:
                return region, seeking
            region |= self._region(named)

    def _region(self, seeds: Iterable[Group]) -> set[Group]:
        found: set[Group] = set()
        open_ = list(seeds)
        while open_:
            group = open_.pop()
            if group in found or (group.evidence, group.pin, group.apart) not in self._groups:
                continue
            found.add(group)
            open_ += self._neighbours(group)
        return found

    def _neighbours(self, group: Group) -> list[Group]:
        return [g for k in self._keys(group) for g in self._by_key.get(k, ()) if g is not group]

    def _decide(self, component: list[Group]) -> None:
        """Cluster a component: the surest links first, none that joins what is known to be two."""
        groups = sorted((g for g in component if g.members or g.evidence.known), key=lambda g: g.order)
        clusters = {g: Cluster([g]) for g in groups}
        for link in self._links(groups):
            one, other = clusters[link.one], clusters[link.other]
            if one is other or self._apart(one, other, link):
                continue
            one.groups += other.groups
            one.links += [*other.links, link]
            for group in other.groups:
                clusters[group] = one
        for group in groups:
            group.cluster = clusters[group]

    def _links(self, groups: list[Group]) -> list[Link]:
        place = {g: i for i, g in enumerate(groups)}
        pairs = {
            (min(i, place[other]), max(i, place[other]))
            for group, i in place.items()
            for other in self._neighbours(group)
            if other in place
        }
        links = []
        for i, j in sorted(pairs):
            decision = self._compare(groups[i], groups[j])
            if decision:
                links.append(
                    (
                        (-decision.score, -decision.strength, i, j),
                        Link(groups[i], groups[j], decision.score, decision.reasons),
                    )
                )
        links.sort(key=lambda entry: entry[0])
        return unambiguous([link for _, link in links])

    def _compare(self, one: Group, other: Group) -> Decision:
        """The decision on two groups, remembered as long as their days stay."""
        held = one.memo.get(other)
        if held is None or held[:2] != (one.span, other.span):
            held = one.memo[other] = (one.span, other.span, self._decision(one, other))
        return held[2]

    def comparison(self, one: Group, other: Group) -> Decision:
        """How surely two groups are one actor, with the reasons, also that an article names both."""
        decision = self._compare(one, other)
        if not self._together.get((one, other)):
            return decision
        return Decision(decision.score, (*decision.reasons, Reason("one-article")))

    def _decision(self, one: Group, other: Group) -> Decision:
        joined = dict(one.pin).keys() & dict(other.pin).keys()
        for name in sorted(joined):
            judgement = next(j for j in self.judgements if j.id == name)
            same_side = dict(one.pin)[name] == dict(other.pin)[name]
            if judgement.identity == "merge":
                own = self._own_decision(one, other) if same_side else Decision(0.0, ())
                return own or Decision(1.0, (Reason("merged", (judgement.author, judgement.time, judgement.why)),))
            if not same_side:
                return Decision(0.0, (Reason("split", (judgement.author, judgement.time, judgement.why)),))
        return self._own_decision(one, other)

    def _own_decision(self, one: Group, other: Group) -> Decision:
        """The decision without what analysts have said."""
        alike = one.evidence == other.evidence and one.mates == other.mates
        if alike and not waits(one.evidence) and not is_bare(one.evidence):
            return Decision(1.0, (Reason("same-words", (one.evidence.names[0], other.evidence.names[0])),))
        return compare(one.profile, other.profile, self.register)

    def _apart(self, one: Cluster, other: Cluster, link: Link) -> bool:
        """Whether two clusters may not be joined: two known actors, a split, an article that names both."""
        if is_merged(link):
            return any(self._split(a, b) for a in one.groups for b in other.groups)
        if (one.known and other.known) or two_nations(one, other):
            return True
        for a in one.groups:
            for b in other.groups:
                if self._split(a, b) or self._contradict(a, b):
                    return True
                if (
                    self._together.get((a, b))
                    and not same_name(a.evidence, b.evidence)
                    and not (one.known or other.known)
                ):
                    return True
        return False

    def _contradict(self, a: Group, b: Group) -> bool:
        """Whether a known actor cannot be who the other group names (another held the office then)."""
        if not (a.evidence.known or b.evidence.known):
            return False
        told = _TOLD_APART if "Person" in (a.evidence.type, b.evidence.type) else _ELSEWHERE
        return any(r.code in told for r in self._compare(a, b).reasons)

    def _split(self, a: Group, b: Group) -> bool:
        sides, others = dict(a.pin), dict(b.pin)
        return any(
            j.identity == "split" and j.id in sides and j.id in others and sides[j.id] != others[j.id]
            for j in self.judgements
        )

    def _attach(self, group: Group) -> None:
        """Find who is meant where the words say too little; the best candidate must lead clearly."""
        if linked(group):
            return
        group.cluster = Cluster([group])
        ranked = self.candidates(group)
        if not ranked or not ranked[0][1]:
            return
        if len(ranked) > 1 and ranked[0][1].score - ranked[1][1].score < MARGIN:
            return
        cluster, decision, via = ranked[0]
        if any(self._split(group, g) for g in cluster.groups):
            return
        cluster.groups.append(group)
        cluster.links.append(Link(group, via, decision.score, decision.reasons))
        group.cluster = cluster

    def candidates(self, group: Group) -> list[tuple[Cluster, Decision, Group]]:
        """Whom a bare name, an office or a body without country may mean, the likeliest first, each with its voice."""
        best: dict[int, tuple[Cluster, Decision, Group]] = {}
        offers = {g for k in wanted_keys(group.evidence) for g in self._offers.get(k, ())}
        for other in sorted(offers, key=lambda g: g.order):
            if other is group or other.cluster is None or not (other.members or other.evidence.known):
                continue
            decision = self._compare(group, other)
            held = best.get(id(other.cluster))
            if held is None or decision.score > held[1].score:
                best[id(other.cluster)] = (other.cluster, decision, other)
        return sorted(best.values(), key=lambda c: (-c[1].score, c[2].order))

    def doubtful(self) -> list[tuple[Group, Group, Decision]]:
        """Pairs of different clusters that may be one actor, the likeliest first."""
        self._settle()
        found = []
        seen: set[frozenset[int]] = set()
        for group, other in chain(self._near_pairs(), self._namesakes()):
            pair = frozenset({id(group), id(other)})
            if other is group or pair in seen or group.cluster is other.cluster or _both_known(group, other):
                continue
            seen.add(pair)
            decision = self.comparison(group, other)
            if decision.score >= DOUBTFUL and not is_crowd(group.evidence, other.evidence):
                found.append((group, other, decision))
        return one_a_question(sorted(found, key=lambda f: (-f[2].score, f[0].order, f[1].order)))

    def _near_pairs(self) -> Iterator[tuple[Group, Group]]:
        """The groups that share a key, each with each."""
        for group in sorted((g for g in self._groups.values() if g.members), key=lambda g: g.order):
            offers = {g for k in wanted_keys(group.evidence) for g in self._offers.get(k, ())}
            for other in sorted(offers.union(self._neighbours(group)), key=lambda g: g.order):
                yield group, other

    def _namesakes(self) -> Iterator[tuple[Group, Group]]:
        """Of those that only share a very common name each with the next: as many pairs as there are of them."""
        for key in sorted(k for k in self._wants if k.startswith("P:")):
            yield from pairwise(sorted((g for g in self._wants[key] if g.members), key=lambda g: g.order))


def _both_known(one: Group, other: Group) -> bool:
    """Whether two groups are two known actors already."""
    return bool(one.cluster and other.cluster and one.cluster.known and other.cluster.known)
