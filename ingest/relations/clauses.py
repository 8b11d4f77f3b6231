"""Clauses: where they end, who acts in them, and what a grammar of them tells of a trigger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.relations.arguments import Layout
from ingest.relations.cues import cues
from ingest.relations.occurrences import Occurrence
from ingest.relations.units import Unit
from ontology.relations import relation_types

_AUXILIARIES = frozenset(
    {
        "قد",
        "سوف",
        "لم",
        "لن",
        "لا",
        "كان",
        "كانت",
        "كانا",
        "كانوا",
        "ما",
        "وكان",
        "وكانت",
        "ليس",
        "بات",
        "اليوم",
        "امس",
        "غدا",
        "ايضا",
    }
)
_WAS = frozenset({"كان", "كانت", "وكان", "وكانت", "كانا", "وكانا", "وسبق", "سبق"})
RELATIVES = frozenset({"الذي", "التي", "الذين", "اللذين", "اللتين", "اللذان", "اللتان"})
_NESTED = frozenset({"membership", "leadership", "delegation", "parties", "call_mark", "attendance"})
_SHORT_VERB = 3
PAIR = 2
_BRACKETS = frozenset('"»”)(')


@dataclass(slots=True)
class Frame:
    """Entity ids that fill a trigger's slots by grammar, and how the subject was found."""

    subjects: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    how: str = ""
    how_object: str = ""
    ties: set[tuple[str, str, str]] = field(default_factory=set)  # told relation by relation, where they differ
    party: bool = False  # the subjects are a delegation

    def tells(self, relation: str, subject: str, object_: str) -> bool:
        """Whether the grammar says this tie."""
        if self.ties:
            return (relation, subject, object_) in self.ties
        return subject in self.subjects and object_ in self.objects


def between(units: list[Unit], first: Unit) -> Frame:
    """«بين A وB»: the first against the others; «بين وفد … ووفد …»: the one party against the other."""
    ids = first.ids()
    second = next((u for u in units if u.pos >= first.end and u.conjoined and u.delegation), None)
    if second is not None:
        return Frame(ids, [i for i in second.ids() if i not in ids], "between", "between")
    return Frame(ids[:1], ids[1:], "between", "between")


def mutual(ids: list[str], relation: str, nations: Mapping[str, str], how: str, *, returned: bool = False) -> Frame:
    """Those who did something together: two with each other, more with all of other countries («عقد A وB وC»).

    `returned` tells that what is done in one direction is done in the other too («تبادل A وB الاتهامات»).
    """
    frame = Frame(ids[:1], ids[1:], how, "mutual")
    known = {i: nations.get(i) for i in ids}
    apart = len(ids) > PAIR and None not in known.values() and len(set(known.values())) > 1
    pairs = [(a, b) for n, a in enumerate(ids) for b in ids[n + 1 :] if not apart or known[a] != known[b]]
    kind = relation_types().get(relation)
    if returned and kind is not None and not kind.symmetric:
        frame.ties = {(relation, a, b) for x, y in pairs for a, b in ((x, y), (y, x))}
    elif apart:
        frame.ties = {(relation, a, b) for a, b in pairs}
    return frame


def with_attached(ids: list[str], rest: list[Unit]) -> list[str]:
    """The doers with those who travel with them («على رأس وفد ضم X وY»)."""
    for unit in rest:
        if unit.attached and not unit.accompanies:
            ids = ids + [a.entity for a in unit.members if a.type == "Person"]
    return list(dict.fromkeys(ids))


def verb_subject(layout: Layout, units: list[Unit], at: int, ends: list[int]) -> Unit | None:
    """The unit that acts in the verb at word `at`: before it, or the first plain one behind it."""
    subject, _ = doer_before(layout, units, at)
    if subject is not None:
        return subject
    return next((u for u in units if at < u.pos < min(ends[at], at + 12) and u.plain and not u.nisba), None)


def doer_before(layout: Layout, units: list[Unit], at: int) -> tuple[Unit | None, str]:
    """A subject that stands before its verb: «X يزور», «وكان X قد زار», «أن X زار», «X الذي زار»."""
    topical = _after_amma(layout, units, at)
    if topical is not None:
        return topical, "svo"
    if layout.words[at][:1] in {"و", "ف"} and layout.words[at][1:2] not in {"", "ص", "ق", "ف", "ج", "د"}:
        return None, ""
    i = at - 1
    relative = False
    while i >= 0 and (
        layout.words[i] in _AUXILIARIES
        or layout.words[i] in RELATIVES
        or layout.texts[i] in _BRACKETS
        or (relative and layout.texts[i] in {"،", ","})
    ):
        relative = relative or layout.words[i] in RELATIVES
        i -= 1
    if i < 0 or not any(c.isalnum() for c in layout.words[i]):
        return None, ""
    near = next((u for u in reversed(units) if u.pos <= i < u.end + 3 and u.pos < at), None)
    if (
        near is not None
        and i < near.end + (2 if relative else 1)
        and (near.plain or relative)
        and not only_places(near)
        and (relative or layout.words[at][:1] in "يت" or not _dateline(units, near, at))
    ):
        return near, "relative" if relative else "svo"
    if relative:
        return None, ""
    low = max(0, at - 16)
    for j in range(i, low - 1, -1):
        if layout.titled[j]:
            continue
        word = layout.words[j]
        if word in _WAS or cues().is_a(word, "complement"):
            unit = next((u for u in units if j < u.pos <= j + 2 and u.plain and u.pos < at), None)
            return (unit, "was") if unit is not None else (None, "")
        if layout.texts[j] in {".", "؛"}:
            break
    return None, ""


def _dateline(units: list[Unit], unit: Unit, at: int) -> bool:
    """«دمشق-سانا وقّع X»: an agency that opens the sentence reports, and the doer stands behind the verb."""
    opens = unit.pos <= PAIR and all(a.type == "Organization" for a in unit.arguments)
    return opens and any(u.pos == at + 1 and u.plain and not u.nisba for u in units)


def _after_amma(layout: Layout, units: list[Unit], at: int) -> Unit | None:
    """«أما X فتوعد …»: the topic after «أما» is the doer of the verb with ف."""
    if layout.words[at][:1] != "ف":
        return None
    start = next((j for j in range(at - 1, max(-1, at - 16), -1) if layout.words[j] in {"اما", "واما"}), None)
    if start is None:
        return None
    return next((u for u in units if start < u.pos and u.end <= at and u.plain), None)


def only_places(unit: Unit) -> bool:
    """Whether nothing in a unit could act."""
    return bool(unit.arguments) and all(a.type == "Place" for a in unit.arguments)


def speaking(layout: Layout, units: list[Unit]) -> list[int]:
    """Verbs of saying, and other verbs with their doer right behind them: they set the topic."""
    known = cues()
    starts = {u.pos for u in units if u.plain and not u.nisba}
    return [
        i
        for i, w in enumerate(layout.words)
        if not layout.titled[i]
        and not (i and layout.words[i - 1] in known.prepositions)  # «على رأس وفد»: a noun
        and (known.is_a(w, "reporting") or (i + 1 in starts and (known.is_act(w) or _present(layout, i))))
    ]


def _present(layout: Layout, i: int) -> bool:
    """Whether a word has the shape of a verb of the present («ويستعد X»), and no noun's."""
    word = layout.words[i]
    stem = word[1:] if word[:1] in {"و", "ف"} else word
    stem = stem.removeprefix("س")
    return (
        stem[:1] == "ي" and len(stem) > _SHORT_VERB and stem[:3] not in {"يوم", "يمي", "يسا"} and not stem.endswith("ة")
    )


def bounds(layout: Layout, occurrences: list[Occurrence]) -> list[int]:
    """For each word, where its clause ends: the next complement, relative, new verb with و, or full stop."""
    known = cues()
    verbs = {
        o.anchor
        for o in occurrences
        if o.tense in {"past", "present"} and o.family.id not in _NESTED and (not o.family.weak or o.prefix)
    }
    verbs |= {o.anchor for o in occurrences if o.light and o.anchor < o.at}
    ends = [len(layout.words)] * (len(layout.words) + 1)
    edge = len(layout.words)
    for i in range(len(layout.words) - 1, -1, -1):
        ends[i] = edge
        word = layout.words[i]
        if layout.titled[i]:
            continue
        subordinate = (
            known.is_a(word, "subordinate") and word not in known.prepositions and word[1:] not in known.prepositions
        )
        if (
            i in verbs
            or known.is_a(word, "complement")
            or word in RELATIVES
            or known.is_a(word, "reporting")
            or subordinate
            or layout.texts[i] in {".", "؛"}
        ):
            edge = i
    return ends
