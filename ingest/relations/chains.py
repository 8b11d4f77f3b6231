"""Which arguments are one list («A وB وC»)."""

from __future__ import annotations

from ingest.relations.arguments import Argument, Layout
from ingest.relations.cues import cues
from ingest.relations.roles import is_role, of_country


def join_chains(layout: Layout) -> None:
    """Join arguments that are coordinated; each takes the mark and governor of the head of its chain."""
    chains = 0
    for index, argument in enumerate(layout.arguments):
        before = _coordinated_with(layout, index)
        if before is None:
            argument.chain = chains
            chains += 1
            continue
        argument.chain, argument.link = before.chain, before.link + 1
        if not argument.mark and not argument.governor:
            argument.mark, argument.governor, argument.outer = before.mark, before.governor, before.outer


def _coordinated_with(layout: Layout, index: int) -> Argument | None:
    argument = layout.arguments[index]
    for before in reversed(layout.arguments[max(0, index - 3) : index]):
        gap = layout.words[before.last : argument.first]
        if len(gap) > 9 or _breaks(layout, before.last, argument.first):
            return None
        if before.nisba and argument.span is not None and not argument.nisba:
            continue
        if argument.conjoined or _joins(layout, before.last, argument.first):
            return before
        if argument.first - before.last > 1 or not gap or gap[0] not in {"،", ","}:
            return None
    return None


def _joins(layout: Layout, first: int, last: int) -> bool:
    """Whether the words right before an argument coordinate it («و», «وكذلك», «ووزير»)."""
    first = max(first, last - 3)
    for i, w in enumerate(layout.words[first:last], first):
        if w in {"و", "وكذلك", "وايضا", "فضلا", "اضافة", "جانب", "كذلك", "ثم"}:
            return True
        if w[:1] == "و" and len(w) > 2 and (layout.titled[i] or is_role(w) or of_country(w)):
            return True
    return False


def _breaks(layout: Layout, first: int, last: int) -> bool:
    """Whether something between two arguments keeps them from being one list."""
    known = cues()
    for i in range(first, last):
        word = layout.words[i]
        if layout.titled[i]:
            continue
        if word in known.prepositions and word not in {"من", "الي", "في"}:
            return True
        if known.is_act(word) and known.governor(word) is None and not is_role(word):
            return True
        if any(
            known.is_a(word, kind)
            for kind in ("complement", "reporting", "active_light", "receptive_light", "negation")
        ):
            return True
        if word in known.classes["relative"] and word not in {"من", "ما"}:
            return True
    return False
