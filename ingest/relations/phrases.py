"""Where the phrase of a person begins and ends: offices before and behind the name belong to it."""

from __future__ import annotations

from ingest.document import Document
from ingest.relations.arguments import CLOSERS, OPENERS, STOPS, Argument, Layout
from ingest.relations.cues import cues
from ingest.relations.marks import acts
from ingest.relations.roles import is_role


def join_repeated(layout: Layout) -> None:
    """A name repeated at once in brackets, another spelling or script («يوسف تكين (Yusuf Tekin)»), is one argument."""
    kept: list[Argument] = []
    for argument in layout.arguments:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.entity == argument.entity
            and layout.texts[before.last : argument.first] in (["("], ["«"], ['"'])
        ):
            before.last = min(argument.last + 1, len(layout.words))
            continue
        argument.rank = len(kept)
        kept.append(argument)
    layout.arguments = kept


def widen_persons(doc: Document, layout: Layout) -> None:
    """A person's phrase takes in the offices before and behind the name, and the bodies they name.

    Where the mentions have left an office apart («رئيس مجلس الوزراء القائد العام السيد X»), a body between a role
    noun and the name belongs to it all the same.
    """
    base = layout.sentence.first
    for index, argument in enumerate(layout.arguments):
        if argument.type != "Person" or argument.span is None:
            continue
        floor = max((a.last for a in layout.arguments[:index] if a.type == "Person"), default=0)
        argument.first = max(argument.first, floor)
        for office in argument.span.offices:
            inside = [
                i
                for i, t in enumerate(doc.tokens[base : base + len(layout.words)])
                if office.start < t.end and t.start < office.end
            ]
            if inside and -30 < inside[0] - argument.first < 30:
                ceiling = next(
                    (a.first for a in layout.arguments[index + 1 :] if a.type == "Person" and a.first >= argument.last),
                    len(layout.words),
                )
                argument.first = min(argument.first, max(inside[0], floor))
                argument.last = max(argument.last, min(inside[-1] + 1, ceiling))
        for before in reversed(layout.arguments[max(0, index - 2) : index]):
            if before.type == "Person" or before.last > argument.first or not _take_in(layout, argument, before, floor):
                break
        _long_title(layout, index, argument)
        _behind(layout, index, argument)
        for i in range(argument.first, min(argument.last, len(layout.titled))):
            layout.titled[i] = True


def _take_in(layout: Layout, person: Argument, body: Argument, floor: int) -> bool:
    """Let a body right before a name, after a role noun, be part of the name's phrase; whether to look further back."""
    gap = layout.words[body.last : person.first]
    if (
        len(gap) > 3
        or any(w in cues().prepositions for w in gap)
        or any(layout.texts[i] in STOPS for i in range(body.last, person.first))
    ):
        return False
    if any(w[:1] == "و" and not is_role(w) for w in gap):
        return False
    for i in range(body.first - 1, max(floor - 1, body.first - 5), -1):
        if is_role(layout.words[i]):
            person.first = i
            return False
        if layout.words[i] in cues().prepositions or layout.texts[i] in STOPS:
            return False
    return body.conjoined or layout.words[body.first][:1] == "و"


def _long_title(layout: Layout, index: int, person: Argument) -> None:
    """«رئيس الإدارة الموالية لموسكو X»: a role noun a few words back opens the name's phrase, if nothing breaks it."""
    floor = max((a.last for a in layout.arguments[:index] if a.type == "Person"), default=0)
    for i in range(person.first - 1, max(floor, person.first - 8) - 1, -1):
        word = layout.words[i]
        if layout.texts[i] in STOPS or layout.texts[i] in OPENERS or layout.texts[i] in CLOSERS:
            return
        if is_role(word):
            person.first = i
            return
        if (
            word in {"مع", "بين", "عن", "ان", "بعد", "قبل", "خلال"}
            or acts(layout, i)
            or (word[:1] == "و" and len(word) > 3)
        ):
            return


def _behind(layout: Layout, index: int, person: Argument) -> None:
    """«السيد X وزير الخارجية»: an office right behind the name, with the body it names."""
    i = person.last
    if i >= len(layout.words) or not is_role(layout.words[i]):
        return
    if layout.words[i][:1] == "و" and not layout.words[i].startswith("وزير"):
        return
    after = next((a for a in layout.arguments[index + 1 : index + 2] if a.first > i), None)
    named = next((a for a in layout.arguments[index + 1 :] if a.type == "Person"), None)
    if named is not None and after is not None and (named.first <= i or 0 <= named.first - after.last <= 1):
        return  # «استقبل X رئيس مجلس النواب Y»: the office is the next one's
    if after is not None and after.type != "Person" and after.first - i <= 3 and not after.conjoined:
        person.last = after.last


def drop_parts_of_titles(layout: Layout) -> None:
    """A country or body present only in somebody's title takes no part by that."""

    def part(a: Argument) -> bool:
        inside = any(
            p is not a and p.type == "Person" and p.first <= a.first and a.last <= p.last for p in layout.arguments
        )
        return inside or (a.nisba and layout.titled[a.first])

    kept = [a for a in layout.arguments if a.type == "Person" or not part(a)]
    layout.inside = [-1] * len(layout.words)
    for index, argument in enumerate(kept):
        argument.rank = index
        if argument.span is not None:
            start = argument.span.first - layout.sentence.first
            for i in range(start, start + argument.span.last - argument.span.first):
                layout.inside[i] = index
    layout.arguments = kept
