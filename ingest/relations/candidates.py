"""Candidates: which arguments could fill a trigger's slots, and which pairs of them could be a tie.

Read in three steps, each scored before the next: arguments written in the trigger's sentence, arguments
carried over from sentences before (dropped subjects, pronouns, «وحضر اللقاء …»), then pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ingest.document import Document, MentionKind
from ingest.extraction import Entity, Position
from ingest.relations.agreement import genders_of
from ingest.relations.arguments import Argument
from ingest.relations.clauses import Frame
from ingest.relations.features import (
    FAMILIES,
    FRAME_HOWS,
    GOVERNORS,
    MARKS,
    ORDERS,
    RELATIONS,
    TYPES,
    View,
    one_hot,
    salience_of,
    trigger_features,
)
from ingest.relations.forest import Floats
from ingest.relations.frames import FrameReader
from ingest.relations.layout import lay_out
from ingest.relations.occurrences import Occurrence, find_triggers
from ingest.relations.referents import ranks_of
from ingest.text.continuity import KINDS, continuity, turns
from ontology.countries import country_named
from ontology.relations import relation_types

REACH = 2  # sentences back from which an argument is carried
CARRIED_MOST = 8
ARGUMENTS_MOST = 24  # of one sentence, nearest the trigger: keeps long lists linear
SLOT_FLOOR = 0.15  # arguments less likely than this for a slot make no pair: lower ones were never told
_DELEGATION = frozenset({"leadership", "membership", "delegation"})
_LOOKING_BACK = frozenset({"parties", "meeting", "session", "visit", "discussion", "signature"})
_CONTACT = frozenset(
    {"meeting", "reception", "visit", "arrival", "hosting", "session", "departure", "gathering", "discussion"}
)


@dataclass(slots=True)
class Slot:
    """One argument beside one trigger; `row` holds its features, and how well it fits as subject and object."""

    act: Act
    argument: Argument
    row: list[float]
    subject: float = 0.0
    object: float = 0.0

    @property
    def view(self) -> View:
        """The sentence it was read in."""
        return self.act.view

    @property
    def trigger(self) -> Occurrence:
        """The trigger beside which it stands."""
        return self.act.trigger


@dataclass(slots=True)
class Pair:
    """A possible tie: a relation between two arguments of one trigger; `row` holds what is known of the two."""

    relation: str
    subject: Slot
    object: Slot
    row: list[float]
    probability: float = 0.0

    @property
    def act(self) -> Act:
        """The trigger with its surroundings."""
        return self.subject.act


@dataclass(slots=True)
class Act:
    """A trigger with the arguments that could belong to it; `features` are what all of them share."""

    view: View
    trigger: Occurrence
    features: list[float]
    frame: Frame
    slots: list[Slot] = field(default_factory=list)
    carried: list[Slot] = field(default_factory=list)


class ArticleReading:
    """All triggers of an article with their candidate arguments."""

    def __init__(self, doc: Document, entities: list[Entity], positions: list[Position]) -> None:
        self.doc = doc
        self.types = {e.id: e.type for e in entities}
        self.salience = salience_of(doc)
        self.nations = _nations(doc, entities, positions)
        self.genders = genders_of(doc, entities)
        self.views: list[View] = []
        self.acts: list[Act] = []
        self._seen_before: dict[str, int] = {}
        self._continuity: tuple[list[str], list[int]] | None = None
        reader = FrameReader(self.nations, self.types, self.genders, ranks_of(doc))
        by_sentence: dict[int, list[int]] = {}
        for i, span in enumerate(doc.mentions):
            by_sentence.setdefault(span.sentence, []).append(i)
        for sentence in doc.sentences:
            spans = [doc.mentions[i] for i in by_sentence.get(sentence.index, ())]
            for span in spans:
                if span.entity is not None:
                    self._seen_before.setdefault(span.entity, sentence.index)
            layout = lay_out(doc, sentence, spans)
            occurrences = find_triggers(layout)
            view = View(layout, occurrences)
            self.views.append(view)
            for occurrence, frame in zip(occurrences, reader.read(layout, occurrences), strict=True):
                self._act(view, occurrence, frame)

    def _act(self, view: View, occurrence: Occurrence, frame: Frame) -> None:
        features = trigger_features(view.layout, occurrence, view.occurrences)
        act = Act(view, occurrence, [float(f) for f in features] + frame_features(frame), frame)
        near = sorted(view.arguments, key=lambda a: min(abs(a.first - occurrence.anchor), abs(a.first - occurrence.at)))
        for argument in sorted(near[:ARGUMENTS_MOST], key=lambda a: a.rank):
            seen = self._seen_before.get(argument.entity, 0) < view.layout.sentence.index
            gender = self.genders.get(argument.entity, "")
            row = view.argument_features(occurrence, argument, self.salience, gender, seen=seen)
            row = [*row, *slot_frame_features(frame, argument.entity)]
            act.slots.append(Slot(act, argument, row))
        self.acts.append(act)

    def continuity_features(self, there: int, here: int) -> list[float]:
        """How sentence `here` goes on from those before, and how often the text turned away since sentence `there`."""
        if self._continuity is None:
            kinds = continuity(self.doc)
            self._continuity = (kinds, turns(kinds))
        kinds, turned = self._continuity
        return [*one_hot(kinds[here], KINDS), float(max(-1, min(turned[here] - turned[there], 2)))]

    def carry(self) -> None:
        """Add to each act the actors of the sentences before that its own sentence does not name."""
        said: list[dict[str, list[Slot]]] = [{} for _ in self.views]
        for act in self.acts:
            for slot in act.slots:
                said[act.view.layout.sentence.index].setdefault(slot.argument.entity, []).append(slot)
        top = [e for e, _ in sorted(self.salience.items(), key=lambda x: -x[1])[:2]]
        for act in self.acts:
            self._carry_act(act, said, top)

    def _carry_act(self, act: Act, said: list[dict[str, list[Slot]]], top: list[str]) -> None:
        here = act.view.layout.sentence.index
        own = {a.entity for a in act.view.arguments}
        best_subject = max((s.subject for s in act.slots), default=0.0)
        best_object = max((s.object for s in act.slots), default=0.0)
        persons = sum(1 for a in act.view.arguments if a.type == "Person")
        if act.trigger.family.id in _DELEGATION:
            self._add_nations(act, own, best_subject, best_object, persons)
        found = 0
        meant = set(_meant(act.frame))
        for back in range(1, REACH + 1):
            if here - back < 0:
                break
            arguments = self.views[here - back].arguments
            for order, argument in enumerate(reversed(arguments)):
                if argument.entity in own or (found >= CARRIED_MOST and argument.entity not in meant):
                    continue
                own.add(argument.entity)
                found += 1
                slots = said[here - back].get(argument.entity, [])
                contact = [s for s in slots if s.trigger.family.id in _CONTACT]
                was_subject = max((s.subject for s in slots), default=0.0)
                shared = set(act.trigger.family.relations)
                row = [
                    float(back), float(min(order, 12)), float(min(argument.rank, 12)), float(argument.rank == 0),
                    *one_hot(argument.type, TYPES), float(min(self.salience.get(argument.entity, 0), 9)), was_subject,
                    max((s.object for s in slots), default=0.0), best_subject, best_object, float(min(persons, 9)),
                    float(min(len(act.view.arguments), 9)), float(slots != [] and slots[-1].subject == was_subject),
                    float(argument.span is not None and argument.span.kind == MentionKind.TITLE), float(argument.entity in top),
                    max((max(s.subject, s.object) for s in slots if shared & set(s.trigger.family.relations)), default=0.0),
                    max((max(s.subject, s.object) for s in contact), default=0.0),
                    float(_pronoun_after(act)), float(argument.nisba),
                    *self._agreement(act, argument.entity), *slot_frame_features(act.frame, argument.entity),
                ]  # fmt: skip
                virtual = Argument(
                    argument.entity,
                    argument.type,
                    argument.first,
                    argument.last,
                    argument.span,
                    virtual="carried",
                    back=back,
                    rank=argument.rank,
                )
                act.carried.append(Slot(act, virtual, row))
        self._add_meant(act, own, (best_subject, best_object), persons)

    def _add_meant(self, act: Act, own: set[str], best: tuple[float, float], persons: int) -> None:
        """Whom the grammar refers to, though named further back than `REACH` sentences."""
        for entity in _meant(act.frame):
            if entity in own or entity not in self.types:
                continue
            own.add(entity)
            kind = self.types[entity]
            row = [
                float(REACH + 1), 0.0, 0.0, 0.0, *one_hot(kind, TYPES), float(min(self.salience.get(entity, 0), 9)), 0.0, 0.0, *best,
                float(min(persons, 9)), float(min(len(act.view.arguments), 9)), 0.0, 0.0, 0.0, 0.0, 0.0, float(_pronoun_after(act)), 0.0,
                *self._agreement(act, entity), *slot_frame_features(act.frame, entity),
            ]  # fmt: skip
            virtual = Argument(entity, kind, act.trigger.at, act.trigger.end, None, virtual="carried", back=REACH + 1)
            act.carried.append(Slot(act, virtual, row))

    def _add_nations(self, act: Act, own: set[str], best_subject: float, best_object: float, persons: int) -> None:
        """The countries of those named here, which a delegation stands for though its sentence names only offices."""
        people = [a.entity for a in act.view.arguments if a.type == "Person"]
        for order, country in enumerate(
            dict.fromkeys(n for n in map(self.nations.get, people) if n in self.types and n not in own)
        ):
            own.add(country)
            row = [
                0.0, float(order), 0.0, 0.0, *one_hot(self.types.get(country, "Country"), TYPES), float(min(self.salience.get(country, 0), 9)),
                0.0, 0.0, best_subject, best_object, float(min(persons, 9)), float(min(len(act.view.arguments), 9)), 0.0, 0.0, 0.0, 0.0, 0.0,
                float(_pronoun_after(act)), 0.0, *self._agreement(act, country), *slot_frame_features(act.frame, country),
            ]  # fmt: skip
            virtual = Argument(
                country, self.types.get(country, "Country"), act.trigger.at, act.trigger.end, None, virtual="nation"
            )
            act.carried.append(Slot(act, virtual, row))

    def _agreement(self, act: Act, entity: str) -> tuple[float, float]:
        """Whether an actor agrees in gender with what the trigger asks for, and whether it does not."""
        sought, gender = act.view.sought[id(act.trigger)], self.genders.get(entity, "")
        return float(bool(sought) and sought == gender), float(bool(sought) and bool(gender) and sought != gender)

    def pairs(self, act: Act) -> list[Pair]:
        """The possible ties of one act, from slots already scored."""
        slots = act.slots + act.carried
        told = _meant(act.frame)
        subjects = [s for s in slots if s.subject >= SLOT_FLOOR or s.argument.entity in told]
        objects = [s for s in slots if s.object >= SLOT_FLOOR or s.argument.entity in told]
        subject_rank = {id(s): i for i, s in enumerate(sorted(subjects, key=lambda s: -s.subject))}
        object_rank = {id(s): i for i, s in enumerate(sorted(objects, key=lambda s: -s.object))}
        best_subject = max((s.subject for s in subjects), default=0.0)
        best_object = max((s.object for s in objects), default=0.0)
        found: list[Pair] = []
        for relation in act.trigger.family.relations:
            kind = relation_types().get(relation)
            if kind is None:
                continue
            for s in subjects:
                if s.argument.type not in kind.subject:
                    continue
                for o in objects:
                    if o.argument.entity == s.argument.entity or o.argument.type not in kind.object:
                        continue
                    framed = act.frame.tells(relation, s.argument.entity, o.argument.entity)
                    if (
                        s.argument.virtual
                        and o.argument.virtual
                        and not framed
                        and act.trigger.family.id not in _LOOKING_BACK
                    ):
                        continue
                    if kind.symmetric and not framed and s.subject * o.object < o.subject * s.object:
                        continue
                    ranks = (subject_rank[id(s)], object_rank[id(o)])
                    row = self._pair_features(act, relation, s, o, (best_subject, best_object), ranks)
                    found.append(Pair(relation, s, o, row))
        return found

    def _pair_features(
        self, act: Act, relation: str, s: Slot, o: Slot, best: tuple[float, float], ranks: tuple[int, int]
    ) -> list[float]:
        a, b = s.argument, o.argument
        view = act.view
        low, high = sorted((min(a.first, b.first), max(a.first, b.first)))
        both = not a.virtual and not b.virtual
        nations = self.nations.get(a.entity), self.nations.get(b.entity)
        known = nations[0] is not None and nations[1] is not None
        anchor = act.trigger.anchor
        order = "".join(x for _, x in sorted(((a.first, "s"), (anchor, "v"), (b.first, "o")))) if both else ""
        stops = view.layout.stops
        clauses = view.layout.clauses
        return [
            *one_hot(relation, RELATIONS), float(relation not in RELATIONS), float(relation == act.trigger.family.relations[0]),
            float(both and a.first < b.first), float(min(high - low, 50)) if both else -1.0,
            float(min(abs(a.rank - b.rank), 12)) if both else -1.0, float(both and a.chain == b.chain), float(a.link + b.link) if both else 0.0,
            float(both and high < act.trigger.anchor), float(both and low > act.trigger.at),
            float(act.frame.tells(relation, a.entity, b.entity)), float(act.frame.tells(relation, b.entity, a.entity)), float((relation, a.entity, b.entity) in act.frame.ties),
            float(known and nations[0] == nations[1]), float(known), float(nations[0] == b.entity or nations[1] == a.entity),
            s.subject, o.object, o.subject, s.object, best[0] - s.subject, best[1] - o.object, float(min(ranks[0], 9)), float(min(ranks[1], 9)),
            s.subject * o.object, o.subject * s.object, float(bool(a.virtual)), float(bool(b.virtual)), float(a.back), float(b.back),
            float(a.type == b.type), *one_hot(a.type, TYPES), *one_hot(b.type, TYPES), float(not a.mark), *one_hot(b.mark, MARKS),
            float(GOVERNORS.index(b.governor)) if b.governor in GOVERNORS else 9.0, float(GOVERNORS.index(a.governor)) if a.governor in GOVERNORS else 9.0,
            float(b.nisba), float(a.nisba),
            float(min(abs(stops[min(high, len(stops) - 1)] - stops[min(low, len(stops) - 1)]), 9)) if both else -1.0,
            float(min(abs(clauses[min(high, len(clauses) - 1)] - clauses[min(low, len(clauses) - 1)]), 9)) if both else -1.0,
            *one_hot(order, ORDERS), float(min(view.verbs[high] - view.verbs[low], 6)) if both else -1.0, *self._agreement(act, a.entity),
        ]  # fmt: skip


def feature_matrix(items: Sequence[Slot | Pair]) -> Floats:
    """The features of slots or pairs, one line each: those of their act, then their own."""
    if not items:
        return np.zeros((0, 0))
    acts: dict[int, int] = {}
    heads: list[list[float]] = []
    lines = np.empty(len(items), dtype=np.intp)
    for i, item in enumerate(items):
        at = acts.setdefault(id(item.act), len(heads))
        if at == len(heads):
            heads.append(item.act.features)
        lines[i] = at
    own = np.array([item.row for item in items], dtype=np.float64)
    return np.hstack([np.array(heads, dtype=np.float64)[lines], own])


def _meant(frame: Frame) -> dict[str, None]:
    """The entities that a frame speaks of, in order."""
    shared = [e for _, a, b in sorted(frame.ties) for e in (a, b)]
    return dict.fromkeys([*frame.subjects, *frame.objects, *shared])


def frame_features(frame: Frame) -> list[float]:
    """How the grammar found the slots of a trigger."""
    return [
        *one_hot(frame.how, FRAME_HOWS), *one_hot(frame.how_object, FRAME_HOWS), float(min(len(frame.subjects), 6)), float(min(len(frame.objects), 6)),
    ]  # fmt: skip


def slot_frame_features(frame: Frame, entity: str) -> list[float]:
    """Whether the grammar puts an entity into a slot, and at which place of the list."""
    subject, object_ = entity in frame.subjects, entity in frame.objects
    at = frame.subjects.index(entity) if subject else frame.objects.index(entity) if object_ else -1
    return [float(subject), float(object_), float(min(at, 5)), float(not frame.subjects), float(not frame.objects)]


def _pronoun_after(act: Act) -> bool:
    """Whether the trigger carries a pronoun or one follows it within a few words («بحث معه»)."""
    from ingest.relations.cues import cues

    words = act.view.layout.words[act.trigger.at + 1 : act.trigger.at + 5]
    return bool(act.trigger.pronoun) or any(w in cues().pronouns for w in words)


def _nations(doc: Document, entities: list[Entity], positions: list[Position]) -> dict[str, str]:
    """The country each actor belongs to, as far as offices and adjectives of this article tell."""
    types = {e.id: e.type for e in entities}
    by_name = {n: e.id for e in entities if e.type == "Country" for n in (e.name, e.labels.get("ar", ""), *e.aliases)}
    for e in entities:
        country = country_named(e.name) if e.type == "Country" else None
        for name in country.names if country is not None else ():
            by_name.setdefault(name, e.id)
    nations: dict[str, str] = {e.id: e.id for e in entities if e.type == "Country"}
    for span in doc.mentions:
        if span.entity is not None and span.nation is not None:
            nations.setdefault(span.entity, by_name.get(span.nation, span.nation))
    for p in positions:
        if p.of is not None and types.get(p.of) == "Country":
            nations.setdefault(p.person, p.of)
        elif p.of is not None and p.of in nations:
            nations.setdefault(p.person, nations[p.of])
    return nations


__all__ = ["FAMILIES", "Act", "ArticleReading", "Pair", "Slot"]
