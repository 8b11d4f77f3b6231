"""Frames of verbs: verb–subject–object and subject–verb–object order, relative clauses, dropped subjects."""

from __future__ import annotations

from ingest.relations.agreement import first_person
from ingest.relations.arguments import Layout
from ingest.relations.clauses import RELATIVES, Frame, between, doer_before, mutual, with_attached
from ingest.relations.cues import cues
from ingest.relations.occurrences import Occurrence
from ingest.relations.slots import Slots
from ingest.relations.units import Unit

_GOING_ON = frozenset({"كما", "حيث", "ثم"})


def _gathered(slots: Slots, post: list[Unit], o: Occurrence) -> Frame | None:
    """«لقاء جمع A وB», «اجتماع ضم A وB وC»: those named meet; with «بـ» and «مع» the first meets the others."""
    plain = [u for u in post if u.plain and not u.nisba and slots.can_act(u)]
    marked = [u for u in post if u.mark in {"ب", "مع"} and slots.can_act(u)]
    ids = [i for u in plain for i in u.ids()]
    if plain and marked:
        return Frame(ids, marked[0].ids(), "direct", "marked")
    if len(ids) > 1:
        return mutual(ids, o.family.relations[0], slots.memory.nations, "direct")
    return None


def verb_frame(slots: Slots, layout: Layout, units: list[Unit], o: Occurrence, ends: list[int]) -> Frame:
    """What a verb's clause says of its slots."""
    end = ends[o.anchor]
    relative = o.anchor > 0 and layout.words[o.anchor - 1] in RELATIVES
    subject, how = doer_before(layout, units, o.anchor)
    post = [u for u in units if o.anchor < u.pos < end]
    if o.family.id == "gathering":
        gathered = _gathered(slots, post, o)
        if gathered is not None:
            return gathered
    by = next((u for u in post if u.mark == "قبل" and layout.words[u.pos - 2 : u.pos - 1] == ["من"]), None)
    if by is not None and o.tense == "past":  # «استُقبل X من قبل Y»
        done_to = subject or next((u for u in post if u is not by and u.plain), None)
        return Frame(by.ids(), done_to.ids() if done_to is not None else slots.doer(layout, o), "marked", "direct")
    if relative and o.pronoun:
        antecedent = subject
        subject = next((u for u in post if u.plain), None)
        if antecedent is None and subject is not None and "مع" in o.family.object and len(subject.ids()) > 1:
            return Frame(subject.ids()[:1], subject.ids()[1:], "relative", "mutual")  # «الاتفاق الذي وقعه A وB»
        objects = antecedent.ids() if antecedent else list(slots.memory.other)
        return Frame(subject.ids() if subject else slots.doer(layout, o), objects, "relative", "relative")
    if first_person(layout, o):
        subject = None
    elif subject is None and not (o.anchor and layout.words[o.anchor - 1] in cues().classes["pronominal"]):
        subject = next(
            (
                u
                for u in post
                if u.plain
                and not u.attached
                and (not u.nisba or u.delegation)
                and u.pos not in slots.complements
                and slots.can_act(u)
            ),
            None,
        )
        how = "vso"
        if subject is not None and slots.memory.topic:
            # A verb before its subject is singular: behind a plural («والتقوا X») stands whom it was done to.
            coordinated = o.prefix[:1] in {"و", "ف"} or layout.words[o.anchor - 1] in _GOING_ON
            if (o.plural and not subject.delegation and "" in o.family.object) or (
                coordinated and slots.lone_object(layout, o, subject, post)
            ):
                subject = None
    elif how == "relative" and subject is not None and len(subject.arguments) > 1 and not o.plural:
        subject = Unit(subject.pos, subject.end, arguments=subject.arguments[-1:])
    rest = [u for u in post if u is not subject]
    if "بين" in o.family.object and rest and rest[0].mark == "بين" and (subject is None or subject is rest[0]):
        return between(units, rest[0])
    subjects = with_attached(subject.ids() if subject is not None else slots.doer(layout, o), rest)
    frame = Frame(
        subjects, [], how if subject is not None else "topic", party=subject is not None and subject.delegation
    )
    slots.objects(layout, o, frame, rest, (o.end, end))
    return frame
