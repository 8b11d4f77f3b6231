"""Identity in words, and the analyst's hand in it: find a node, say why, merge, split."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from graph.identity.groups import Cluster, Group
from graph.identity.judgements import Kind, Merging
from graph.identity.names import person_name
from graph.identity.reasons import THRESHOLD
from graph.identity.register import iri
from graph.identity.resolver import Resolver
from graph.terms import ID, local, local_parts
from ontology.folding import bare, fold

_ARABIC = re.compile("[ء-ي]")


def find(resolver: Resolver, text: str) -> list[str]:
    """The nodes (canonical IRIs) that a text may mean: an IRI, `ARTICLE/e3`, a gazetteer id, or a name."""
    text = text.strip()
    text = ID + text.removeprefix("id:") if text.startswith("id:") else text
    article, _, name = text.rpartition("/")
    for member in (text, local(article, name).value if article else ""):
        if resolver.knows(member):
            return [resolver.canonical(member)]
    if text in resolver.register.profiles:
        return [resolver.canonical(iri(text))]
    wanted = fold(text)
    found = {
        resolver.canonical(next(iter(g.members)))
        for g in resolver.groups()
        if g.members and any(fold(n) == wanted for n in g.evidence.names)
    }
    known = {
        resolver.canonical(iri(entry))
        for entry, p in resolver.register.profiles.items()
        if any(fold(n) == wanted for n in p.names)
    }
    return sorted(found or known or _spelled(resolver, text))


def _spelled(resolver: Resolver, text: str) -> set[str]:
    """The nodes of the articles that bear this name in another spelling («سمير طحان» for سمير الطحان)."""
    cores = name.cores if (name := person_name(text)) and name.full else None
    groups = (g for g in resolver.groups() if g.members and cores)
    return {resolver.canonical(g.smallest) for g in groups if any(n.cores == cores for n in g.evidence.persons)}


def suggested(resolver: Resolver, text: str, most: int = 5) -> list[str]:
    """Names of the articles' nodes that have all words of a text that is no name («قصرة»), each with its node."""
    wanted = set(bare(text).split())
    found = {
        f"{name} ({resolver.canonical(g.smallest).removeprefix(ID)})"
        for g in resolver.groups()
        for name in g.evidence.names
        if g.members and wanted and wanted <= set(bare(name).split())
    }
    return sorted(found)[:most]


def members(cluster: Cluster) -> tuple[str, ...]:
    """The IRIs of a cluster's members, the gazetteer's first."""
    known = [iri(g.evidence.known) for g in cluster.groups if g.evidence.known]
    return (*sorted(known), *sorted(m for g in cluster.groups for m in g.members))


def why(resolver: Resolver, node: str, language: str = "en") -> Iterator[str]:
    """Line by line, why the mentions of a node are one actor; raises KeyError for an unknown node."""
    cluster = resolver.cluster(node)
    ordered = sorted(cluster.groups, key=lambda g: g.order)
    for group in ordered:
        yield describe(group, language)
    for link in sorted(cluster.links, key=lambda x: (-x.score, x.one.order, x.other.order)):
        mark = "؛ " if language == "ar" else "; "
        said = mark.join(r.text(language) for r in link.reasons)
        yield f"{_name(link.one, language)} = {_name(link.other, language)} ({link.score:.2f}): {said}"
    if not cluster.links:
        yield "لا شيء يجمعه بغيره" if language == "ar" else "nothing joins it with another"


def describe(group: Group, language: str = "en") -> str:
    """A group in one line: its names, and the entities that bear them (ARTICLE/e3)."""
    names = (" ، " if language == "ar" else ", ").join(group.evidence.names[:6])
    if group.evidence.known:
        return f"[{group.evidence.known}] {names}"
    parts = filter(None, map(local_parts, sorted(group.members)))
    articles = [f"{article}/{entity}" for article, entity in parts]
    more = f" +{len(articles) - 5}" if len(articles) > 5 else ""
    return f"{names}   ({', '.join(articles[:5])}{more})"


def compared(resolver: Resolver, one: str, other: str, language: str = "en") -> Iterator[str]:
    """Line by line, what speaks for two nodes being one actor and what against it; the strongest pair first."""
    pairs = [
        (resolver.comparison(a, b), a, b)
        for a, b in product(*(sorted(resolver.cluster(n).groups, key=lambda g: g.order)[:20] for n in (one, other)))
    ]
    pairs.sort(key=lambda p: -p[0].score)
    for decision, a, b in pairs[:5]:
        said = decision.text(language) or ("لا شيء مشترك" if language == "ar" else "nothing in common")
        yield f"{_name(a, language)} ? {_name(b, language)} ({decision.score:.2f}): {said}"
    least = f"يُجمعان من {THRESHOLD}" if language == "ar" else f"they would be one from {THRESHOLD} on"
    yield least


def _name(group: Group, language: str = "en") -> str:
    """A group as it is called in a line of reasons: its id in the gazetteer, or a name and where it stands."""
    if group.evidence.known:
        return f"[{group.evidence.known}]"
    names = sorted(group.evidence.names, key=lambda n: (_ARABIC.search(n) is None) == (language == "ar"))
    parts = local_parts(group.smallest) if group.members else None
    return f"“{names[0]}” {'/'.join(parts)}" if parts else f"“{names[0]}”"


def merging(resolver: Resolver, one: str, other: str, *, author: str, time: str, why: str = "") -> Merging:
    """The judgement that two nodes are one actor; raises ValueError where they are one already."""
    left, right = resolver.cluster(one), resolver.cluster(other)
    if left is right:
        raise ValueError("they are one node already")
    return Merging("merge", members(left), members(right), author, time, why)


def splittings(
    resolver: Resolver, node: str, parts: list[str], *, author: str, time: str, why: str = ""
) -> list[Merging]:
    """The judgements that take a node apart; raises ValueError where there is nothing to part.

    With `parts` (IRIs of members) these leave the node. Without, what judgements have merged comes apart
    again, else every group of equal evidence becomes a node of its own.
    """
    cluster = resolver.cluster(node)
    everyone = members(cluster)
    if parts:
        outside = tuple(p for p in parts if p not in everyone)
        if outside or len(parts) == len(everyone):
            raise ValueError(f"not a part of this node: {', '.join(outside) or 'all of it'}")
        rest = tuple(m for m in everyone if m not in parts)
        return [Merging("split", tuple(sorted(parts)), rest, author, time, why)]
    merged = [j for j in resolver.judgements if j.identity == "merge" and set(j.left) & set(everyone)]
    if merged:
        return [Merging("withdraw", (j.id,), (), author, time, why) for j in merged]
    groups = [members(Cluster([g])) for g in sorted(cluster.groups, key=lambda g: g.order)]
    if len(groups) < 2:
        raise ValueError("it is made of one name in one sense: name the mentions that are someone else (ARTICLE/e3)")
    kind: Kind = "split"
    return [
        Merging(kind, later, tuple(m for g in groups[:i] for m in g), author, time, why)
        for i, later in enumerate(groups)
        if i
    ]


def apart(one: Group, other: Group, *, author: str, time: str, why: str = "") -> Merging:
    """The judgement that two groups are two actors."""
    return Merging("split", members(Cluster([one])), members(Cluster([other])), author, time, why)
