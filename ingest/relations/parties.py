"""Delegations: who leads one, who is in it, who travels with whom («وفد برئاسة A يضم B وC», «A يرافقه B»).

A word of leading, taking in or accompanying opens a list of names; the list belongs to the delegation named
before it in the sentence («وفداً … ترأسته A، وضم B وC»), or right behind it («وضم الوفد B وC»).
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.relations.arguments import Argument, Layout
from ingest.relations.cues import cues
from ontology.triggers import trigger_lexicon

_NOUN_NEAR = 4  # words between «ضم» or «ترأس» and the delegation it names
_LED_BACK = 22  # words between a delegation and the word that names its head
_PLAIN_MARKS = frozenset({"", "من", "عن"})
_STOPS = frozenset({".", "؛", "!", "؟"})
_ENDING = frozenset({"الذي", "التي", "الذين", "اللذين", "اللتين", "اللذان", "حيث", "فيما", "بينما", "وذلك", "لبحث"})
_AUXILIARIES = frozenset({"كان", "كانت", "وكان", "وكانت", "كانوا", "قد", "وقد", "سوف"})
_OWN_FAMILIES = frozenset({"leadership", "membership", "delegation"})
_PRONOUNS = ("هما", "هم", "ها", "ه")


@dataclass(frozen=True, slots=True)
class Opener:
    """A word that opens a list of names; `party` is the delegation noun's word, -1 where somebody is accompanied."""

    at: int
    kind: str
    party: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where an argument stands: in which delegation (its noun's word), or beside whom; leading it or not."""

    party: int
    beside: Argument | None = None
    leads: bool = False


def places_in_parties(layout: Layout, nouns: list[int]) -> dict[int, Place]:
    """For the rank of each argument that is listed in a delegation or accompanies somebody: its place.

    `nouns` are the words that name a delegation.
    """
    openers = _openers(layout, nouns)
    found: dict[int, Place] = {}
    for index, opener in enumerate(openers):
        end = _list_end(layout, opener, openers[index + 1].at if index + 1 < len(openers) else len(layout.words))
        people = [
            a
            for a in layout.arguments
            if a.type == "Person" and opener.at < a.first < end and a.mark in _PLAIN_MARKS and not a.nisba
        ]
        if opener.kind == "lead":
            people = _first_list(layout, people)
        beside = _accompanied(layout, opener) if opener.party < 0 else None
        if opener.party < 0 and beside is None:
            continue
        for person in people:
            found.setdefault(person.rank, Place(opener.party, beside, leads=opener.kind == "lead"))
    return found


def _openers(layout: Layout, nouns: list[int]) -> list[Opener]:
    found = []
    for i, word in enumerate(layout.words):
        if layout.titled[i]:
            continue
        kind, pronoun = opening(word)
        if not kind:
            continue
        party = _party(layout, nouns, i, kind, pronoun=pronoun)
        if party is not None:
            found.append(Opener(i, kind, party))
    return found


def _party(layout: Layout, nouns: list[int], i: int, kind: str, *, pronoun: bool) -> int | None:
    """The delegation that an opener speaks of; -1 where it is a person who is accompanied, None where there is none."""
    behind = next((n for n in nouns if i < n <= i + _NOUN_NEAR), None)
    before = [n for n in nouns if n < i and not _stopped(layout, n, i)]
    if behind == i + 1 and kind == "take" and not _definite(layout, behind):
        return behind  # «وضم وفد الحكومة …»
    if behind is not None and not pronoun and _definite(layout, behind) and kind != "accompany":
        return before[-1] if before and not _named_apart(layout, behind) else behind
    if kind == "lead":
        near = [n for n in before if i - n <= _LED_BACK]
        return near[-1] if near else None
    if kind == "take":
        return before[-1] if before else behind
    own = [n for n in before if i - n <= 2]  # «الوفد المرافق», «وفد يرافقه»
    return own[-1] if own else -1


def _list_end(layout: Layout, opener: Opener, following: int) -> int:
    """Where a list of names ends: the next opener, a full stop, a new clause, or a verb."""
    for i in range(opener.at + 1, min(following, len(layout.words))):
        word = layout.words[i]
        if layout.titled[i]:
            continue
        if layout.texts[i] in _STOPS or word in _ENDING:
            return i
        if _new_clause(layout, i):
            return i
    return min(following, len(layout.words))


def _new_clause(layout: Layout, i: int) -> bool:
    """Whether a word that belongs to no name or title says that something else is told."""
    known = cues()
    word = layout.words[i]
    if opening(word)[0]:
        return False
    readings = [r for r in trigger_lexicon().readings(layout.texts[i]) if r.family.id not in _OWN_FAMILIES]
    if any(r.tense in {"past", "present"} and not r.family.weak for r in readings):
        return True
    nominal = any(r.tense == "noun" and (not r.family.weak or r.family.id == "attendance") for r in readings)
    if nominal and i and (layout.words[i - 1] in known.prepositions or word[:1] in {"و", "ب", "ل"}):
        return True
    return word in _AUXILIARIES or known.is_a(word, "reporting") or known.is_a(word, "complement")


def _first_list(layout: Layout, people: list[Argument]) -> list[Argument]:
    """The first person with those coordinated with him."""
    kept = people[:1]
    for person in people[1:]:
        gap = layout.words[kept[-1].last : person.first]
        if person.chain != kept[0].chain or len(gap) > 1:
            break
        kept.append(person)
    return kept


def _accompanied(layout: Layout, opener: Opener) -> Argument | None:
    """Whom the persons of «A يرافقه B» accompany: the person named last before the word."""
    before = [a for a in layout.arguments if a.last <= opener.at and a.type == "Person" and not a.nisba]
    return before[-1] if before else None


def _stopped(layout: Layout, first: int, last: int) -> bool:
    return any(layout.texts[i] in _STOPS and not layout.titled[i] for i in range(first, last))


def _definite(layout: Layout, i: int) -> bool:
    return layout.words[i].startswith(("ال", "وال", "لل", "بال", "فال"))


def _named_apart(layout: Layout, noun: int) -> bool:
    """«وضم الوفد التركي …» beside another delegation: its adjective says which one is meant."""
    return any(a.first == noun + 1 and a.nisba for a in layout.arguments)


def opening(word: str) -> tuple[str, bool]:
    """Which kind of list a word (light spelling) opens, "" for none, and whether a pronoun is joined to it."""
    openers = cues().openers
    for cut in _without_clitics(word):
        kind = openers.get(cut)
        if kind:
            return kind, cut.endswith("هم")
        for pronoun in _PRONOUNS:
            stem = cut[: -len(pronoun)]
            if cut.endswith(pronoun) and len(stem) > 2 and stem in openers:
                return openers[stem], True
    return "", False


def _without_clitics(word: str) -> list[str]:
    forms = [word]
    if word[:1] in {"و", "ف", "ب"}:
        forms.append(word[1:])
    if word[:2] in {"وب", "فب", "وس", "فس"}:
        forms.append(word[2:])
    return forms
