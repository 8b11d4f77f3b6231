"""Offices without a name: «الوزير التركي»، «وزير الدفاع السوري», and whom they mean."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from ingest.coreference.clusters import Cluster, Clusters
from ingest.document import Office, Span
from ontology.folding import bare, fold
from ontology.nouns import word_list

_RECENT = 40  # persons of one kind of office that a title may still mean


class Holders:
    """The persons of an article by the head of their offices («وزير»), the latest mentioned last."""

    def __init__(self, clusters: Clusters) -> None:
        self.by_head: dict[str, list[Cluster]] = defaultdict(list)
        self.recent: dict[str, list[Cluster]] = defaultdict(list)
        for cluster in clusters.of("Person"):
            self.learn(cluster)

    def learn(self, cluster: Cluster) -> None:
        """Take note of a person's offices."""
        for head in _heads(cluster):
            if not self.by_head[head] or cluster not in self.by_head[head][-_RECENT:]:
                self.by_head[head].append(cluster)

    def mentioned(self, cluster: Cluster) -> None:
        """A person is mentioned here: he is the most present one from now on."""
        for head in _heads(cluster):
            present = self.recent[head]
            if cluster in present:
                present.remove(cluster)
            present.append(cluster)
            del present[:-_RECENT]

    def guest(self, span: Span, home: str) -> Cluster | None:
        """The last holder before of an office who is of another nation than `home`: «الوزير الضيف»."""
        office = span.offices[0]
        head = bare(office.title).split()[0] if bare(office.title) else ""
        fitting = (c for c in reversed(self.recent[head]) if _holds(c, office) and c.nation not in {home, None})
        return next(fitting, None)

    def best(self, span: Span) -> Cluster | None:
        """The person whom an office alone means: the last one before, else the only one after."""
        office = span.offices[0]
        head = bare(office.title).split()[0] if bare(office.title) else ""
        before = [c for c in self.recent[head] if _holds(c, office)]
        if before:
            return max(enumerate(before), key=lambda pair: (_exactness(pair[1], office), pair[0]))[1]
        if not office.nation:
            return None
        after = [c for c in self.by_head[head][:_RECENT] if _holds(c, office) and _exactness(c, office) > 1]
        return after[0] if len(after) == 1 else None


def _heads(cluster: Cluster) -> set[str]:
    return {bare(o.title).split()[0] for o in cluster.offices if bare(o.title)}


def _holds(cluster: Cluster, office: Office) -> bool:
    return any(_fits(held, office, cluster.nation) for held in cluster.offices)


def _exactness(cluster: Cluster, office: Office) -> int:
    fitting = [held for held in cluster.offices if _fits(held, office, cluster.nation)]
    return max((_score(held, office, held.nation or cluster.nation) for held in fitting), default=0)


def _score(held: Office, office: Office, nation: str | None) -> int:
    return 2 * int(bare(held.title) == bare(office.title)) + int(nation == office.nation)


def _fits(held: Office, office: Office, nation: str | None) -> bool:
    """Whether somebody who holds `held` may be called `office`: its words begin the same, no other nation."""
    if held.former != office.former and office.former:
        return False
    words, asked = bare(held.title).split(), bare(office.title).split()
    if not asked or words[: len(asked)] != asked:
        return False
    theirs = held.nation or nation
    if office.nation and theirs and office.nation != theirs:
        return False
    if office.nation and not theirs and len(asked) < 2 and len(words) > 1:
        return False
    return len(asked) > 1 or office.nation is not None or len(words) <= 1 or _shortened(asked[0])


@lru_cache(maxsize=512)
def _shortened(head: str) -> bool:
    """Whether the press shortens an office to its first word: «الوزير» for «وزير الدفاع»; never «رئيس» for any chair."""
    return any(fold(word) in {head, "ال" + head} for word in word_list("roles", "shortened"))
