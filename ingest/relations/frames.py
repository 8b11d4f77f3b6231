"""A grammar of Arabic news clauses: who fills the slots of a trigger by word order, prepositions and pronouns.

What it says is not taken as the answer but given to the scorer as evidence: verb–subject–object and
subject–verb–object order, relative clauses, light verbs, masdars with genitive or possessive pronoun,
nationality adjectives, «بين … و…», dropped subjects and object pronouns that look back.
"""

from __future__ import annotations

from collections.abc import Mapping

from ingest.relations.arguments import Layout
from ingest.relations.clauses import (
    Frame,
    bounds,
    doer_before,
    speaking,
    verb_subject,
)
from ingest.relations.cues import cues
from ingest.relations.meetings import Gathering
from ingest.relations.memory import Memory
from ingest.relations.noun_frames import noun_frame
from ingest.relations.occurrences import Occurrence
from ingest.relations.referents import Referents
from ingest.relations.slots import Slots
from ingest.relations.units import Unit, units_of
from ingest.relations.verb_frames import verb_frame

_CONTACT = frozenset(
    {"meeting", "session", "reception", "hosting", "gathering", "discussion", "visit", "arrival", "call"}
)
_SHARED = frozenset({"visited", "metWith", "hosted"})
_SHARED_BACK = 2
_DEED_GAP = 6  # words between a condemnation and the deed it condemns
_BACKED_GAP = 3  # words between an actor and «المدعوم من»
_OPENING = 12  # words of an opening phrase before the main verb
_CALLS = frozenset({"call", "call_mark"})
_TOLD_BY_PHONE = frozenset({"metWith", "thanked", "congratulated", "condoledWith", "invited"})
_CALL_GAP = 12  # words between a call and the act told in it


class FrameReader:
    """Reads the frames of one article, sentence by sentence."""

    def __init__(
        self,
        nations: dict[str, str],
        types: Mapping[str, str],
        genders: Mapping[str, str],
        ranks: Mapping[str, frozenset[str]],
    ) -> None:
        self.ranks = dict(ranks)
        self.persons: list[str] = []  # last named first
        self.memory = Memory(nations, genders)
        self.types = types
        self.gathering = Gathering(types, nations)
        self.slots = Slots(self.memory, types)

    def read(self, layout: Layout, occurrences: list[Occurrence]) -> list[Frame]:
        """The frame of each occurrence of a sentence, in their order."""
        units = units_of(layout, self._referents(layout))
        self.slots.units = units
        ends = bounds(layout, occurrences)
        self.slots.complements = {o.end for o in occurrences if o.tense == "noun" and not o.definite and not o.pronoun}
        frames: dict[int, Frame] = {}
        self.slots.spoke_here = False
        steps: list[tuple[int, int, Occurrence | None]] = [(o.anchor, i, o) for i, o in enumerate(occurrences)]
        steps += [(i, -1, None) for i in speaking(layout, units)]
        for at, index, occurrence in sorted(steps, key=lambda s: (s[0], s[1])):
            if occurrence is None:
                subject = verb_subject(layout, units, at, ends)
                if subject is not None:
                    self._speak(
                        subject.ids(),
                        party=subject.delegation,
                        past=layout.words[at].lstrip("وف")[:1] not in {"ي", "ت"},
                    )
                continue
            frame = self._frame(layout, units, occurrence, ends)
            frames[index] = frame
            relation = occurrence.family.relations[0]
            self._remember(occurrence, frame)
            if occurrence.family.id in _CONTACT and not frame.ties:
                self.gathering.begin(relation, frame.subjects, frame.objects, layout.sentence.index)
            if relation in _SHARED and frame.subjects and frame.objects and not frame.ties:
                self.memory.recent = [
                    *self.memory.recent[-9:],
                    (layout.sentence.index, relation, frame.subjects, frame.objects),
                ]
        for unit in units:
            if unit.delegation and (unit.members or unit.arguments or unit.senders):
                self.memory.delegation = list(dict.fromkeys([*unit.carried, *unit.ids()]))
        named = [a.entity for a in layout.arguments if a.type == "Person"]
        self.persons = list(dict.fromkeys([*reversed(named), *self.persons]))
        self._look_ahead(layout, occurrences, frames)
        self._blame_doers(occurrences, frames)
        _speak_by_phone(occurrences, frames)
        _same_object(occurrences, frames)
        return [frames[i] for i in range(len(occurrences))]

    def _blame_doers(self, occurrences: list[Occurrence], frames: dict[int, Frame]) -> None:
        """«أدانت الغارات التي شنتها X»: condemning a deed told right behind condemns its doer."""
        for i, o in enumerate(occurrences):
            if "condemned" not in o.family.relations or frames[i].objects or not frames[i].subjects:
                continue
            for j, deed in enumerate(occurrences):
                doers = [x for x in frames[j].subjects if x not in frames[i].subjects]
                near = o.at < deed.at <= o.at + _DEED_GAP
                if near and "attacked" in deed.family.relations and doers and frames[j].how != "topic":
                    frames[i].objects, frames[i].how_object = doers, "marked"
                    break

    def _look_ahead(self, layout: Layout, occurrences: list[Occurrence], frames: dict[int, Frame]) -> None:
        """«في أول زيارة له إلى تركيا، وصل X»: a noun in an opening phrase has the doer of the main verb behind it."""
        if not layout.words or (
            layout.words[0].lstrip("و") not in cues().prepositions and layout.words[0] not in cues().prepositions
        ):
            return
        main = next(
            (
                i
                for i, o in enumerate(occurrences)
                if frames[i].how in {"vso", "svo"} and o.tense in {"past", "present"} and frames[i].subjects
            ),
            None,
        )
        if main is None:
            return
        for i, o in enumerate(occurrences[:main]):
            if frames[i].how == "topic" and o.tense == "noun" and o.at < _OPENING:
                frames[i].subjects = frames[main].subjects
                frames[i].objects = [x for x in frames[i].objects if x not in frames[i].subjects]

    def _referents(self, layout: Layout) -> Referents:
        """Whom nouns that look back stand for as a sentence begins."""
        meeting = self.gathering.meeting
        guests = meeting.right if meeting.hosted else self.memory.visitors
        named = [a.entity for a in layout.arguments if a.type == "Person"]
        persons = list(dict.fromkeys([*self.persons, *named]))
        sides = [*self.memory.meeting[0][:1], *self.memory.meeting[1][:1]]
        return Referents(
            self.memory.topic,
            self.memory.delegation,
            list(guests),
            sides,
            self._own_country(layout),
            self.ranks,
            persons,
        )

    def _own_country(self, layout: Layout) -> str | None:
        """The country of the first person of the sentence, else of the topic."""
        people = [a.entity for a in layout.arguments if a.type == "Person"] or self.memory.topic
        return next((n for p in people if (n := self.memory.nations.get(p)) in self.types), None)

    def _speak(self, ids: list[str], *, past: bool, party: bool = False) -> None:
        ids = [i for i in ids if self.types.get(i) != "Place"]
        self.slots.spoke_here = self.slots.spoke_here or bool(ids)
        self.memory.act(ids, past=past, party=party)

    def _remember(self, o: Occurrence, frame: Frame) -> None:
        past = o.tense == "past" or bool(o.light)
        if frame.how_object == "receptive":
            self._speak(frame.objects, past=past)
        elif frame.how in {"svo", "vso", "was", "relative"}:
            self._speak(frame.subjects, past=past, party=frame.party)
        if frame.objects and frame.how_object != "pronoun" and o.family.id not in {"visit", "arrival", "departure"}:
            self.memory.other = frame.objects
        if o.family.relations[0] == "visited" and frame.subjects and frame.objects:
            self.memory.visitors = frame.subjects
        if o.family.id in _CONTACT and frame.subjects and frame.objects:
            self.memory.meeting = (frame.subjects, frame.objects)

    def _frame(self, layout: Layout, units: list[Unit], o: Occurrence, ends: list[int]) -> Frame:
        if o.family.id == "parties":
            return Frame(list(self.memory.meeting[0]), list(self.memory.meeting[1]), "parties", "parties")
        if o.family.id in {"leadership", "membership", "delegation"}:
            return self._delegation_frame(layout, units, o)
        if o.family.id == "attendance":
            return self._attendance(layout, units, o)
        if o.family.id == "visit_scope":
            places = [
                i for u in units if o.at < u.pos < ends[o.at] and u.plain and self.slots.fits(o, u) for i in u.ids()
            ]
            return Frame(
                list(self.memory.visitors), [p for p in places if p not in self.memory.visitors], "topic", "direct"
            )
        if o.family.id == "backing":
            before = [u for u in units if u.pos < o.at and o.at - u.end <= _BACKED_GAP]
            after = [u for u in units if o.at < u.pos <= o.end + 3 and u.mark in {"من", ""}]
            return Frame(after[0].ids() if after else [], before[-1].ids() if before else [], "marked", "relative")
        if o.tense in {"past", "present"}:
            return verb_frame(self.slots, layout, units, o, ends)
        return noun_frame(self.slots, layout, units, o, ends)

    def _delegation_frame(self, layout: Layout, units: list[Unit], o: Occurrence) -> Frame:
        unit = _delegation_of(units, o)
        if unit is None:
            before = [u for u in units if u.pos < o.at]
            after = [u for u in units if u.pos > o.at]
            return Frame(
                after[0].ids() if after else [], before[-1].ids() if before else [], "delegation", "delegation"
            )
        senders = [a.entity for a in unit.senders]
        people = [a.entity for a in (*unit.members, *unit.arguments) if a.type == "Person"]
        leaders = [a.entity for a in unit.leaders]
        if unit.attached in {"heads", "within"}:
            before = [u for u in units if u.pos < unit.pos and u.arguments and u.arguments[0].type == "Person"]
            own = before[-1].ids() if before else list(self.memory.topic)
            people = own + people
            leaders += own[:1] if unit.attached == "heads" else []
        if not senders:
            known = [*people, *unit.carried]
            nations = (self.memory.nations.get(p) for p in known)
            senders = list(dict.fromkeys(n for n in nations if n is not None and n in self.types))
        frame = Frame(list(dict.fromkeys(people)), senders[:2], "delegation", "delegation")
        frame.ties = {
            ("ledDelegation" if p in leaders else "memberOfDelegation", p, s) for p in people for s in senders[:2]
        }
        self.gathering.join(people, senders[0] if senders else None)
        party = {*unit.ids(), *unit.carried, *people}
        if unit.pos < len(layout.words) and layout.words[unit.pos].startswith(("ال", "وال", "لل")):
            party |= set(self.memory.visitors)  # «وضم الوفد …» after a visit told without one
        self._share(frame, layout.sentence.index, party)
        return frame

    def _share(self, frame: Frame, here: int, delegation: set[str]) -> None:
        """Let each member take part in what the delegation did in this sentence and the two before."""
        for sentence, relation, subjects, objects in self.memory.recent:
            if here - sentence > _SHARED_BACK:
                continue
            for p in frame.subjects:
                if p in subjects or p in objects:
                    continue
                if delegation & set(subjects) and self._goes_with(p, subjects):
                    frame.ties |= {(relation, p, o) for o in objects if o != p}
                if delegation & set(objects) and relation != "visited" and self._goes_with(p, objects):
                    frame.ties |= {(r, s, p) for s in subjects if s != p for r in {relation, "metWith"}}

    def _goes_with(self, person: str, others: list[str]) -> bool:
        """Whether a person can be of the party of some others: not of another country, as far as that is known."""
        own = self.memory.nations.get(person)
        theirs = [n for o in others if (n := self.memory.nations.get(o)) is not None]
        return own is None or not theirs or own in theirs

    def _attendance(self, layout: Layout, units: list[Unit], o: Occurrence) -> Frame:
        """«حضر اللقاء …», «بحضور …»: those named join the meeting told of, each on the side of his nation."""
        end = _clause_end(layout, o)
        start = o.at
        if o.tense in {"past", "present"}:
            subject = doer_before(layout, units, o.anchor)[0]
            start = subject.pos if subject is not None else o.at
        return self.gathering.attend(layout, units, start, end) or Frame([], [], "attendance", "")


def _same_object(occurrences: list[Occurrence], frames: dict[int, Frame]) -> None:
    """«X يهاتف Y معزياً»: a circumstance without an object of its own is done to the one of the verb before it."""
    for i, o in enumerate(occurrences):
        frame = frames[i]
        if o.tense != "participle" or o.definite or frame.objects or "" not in o.family.object:
            continue
        verbs = [j for j in range(i) if frames[j].objects and not frames[j].ties and occurrences[j].tense != "noun"]
        if verbs and o.at - occurrences[verbs[-1]].at <= _CALL_GAP:
            before = frames[verbs[-1]]
            frame.subjects, frame.objects, frame.how_object = list(before.subjects), list(before.objects), "pronoun"


def _speak_by_phone(occurrences: list[Occurrence], frames: dict[int, Frame]) -> None:
    """«هنأ X Y في اتصال هاتفي»: a call without parties of its own is between those of the act beside it."""
    for i, o in enumerate(occurrences):
        if o.family.id not in _CALLS or (frames[i].subjects and frames[i].objects):
            continue
        near = [
            j
            for j, act in enumerate(occurrences)
            if abs(act.at - o.at) <= _CALL_GAP and frames[j].subjects and frames[j].objects and not frames[j].ties
            and act.family.id not in _CALLS and set(act.family.relations) & _TOLD_BY_PHONE
        ]  # fmt: skip
        if near:
            j = min(near, key=lambda j: abs(occurrences[j].at - o.at))
            frames[i].subjects, frames[i].objects = list(frames[j].subjects), list(frames[j].objects)


def _delegation_of(units: list[Unit], o: Occurrence) -> Unit | None:
    """The delegation that a trigger of leading or membership speaks of."""
    near = [u for u in units if u.delegation and u.pos - 6 <= o.at <= u.end + 4]
    unit = next((u for u in near if u.pos in {o.at, o.at + 1}), None)
    unit = unit or next((u for u in reversed(near) if u.pos < o.at), None) or next(iter(near), None)
    if unit is not None and unit.same is not None and not unit.members and not unit.senders:
        return unit.same
    return unit


def _clause_end(layout: Layout, o: Occurrence) -> int:
    """Where the list of attendees ends at the latest: the full stop."""
    stops = (i for i in range(o.end, len(layout.words)) if layout.texts[i] in {".", "؛"} and not layout.titled[i])
    return next(stops, len(layout.words))
