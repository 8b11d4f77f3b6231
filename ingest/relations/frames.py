"""A grammar of Arabic news clauses: who fills the slots of a trigger by word order, prepositions and pronouns.

What it says is not taken as the answer but given to the scorer as evidence: verb–subject–object and
subject–verb–object order, relative clauses, light verbs, masdars with genitive or possessive pronoun,
nationality adjectives, «بين … و…», dropped subjects and object pronouns that look back.
"""

from __future__ import annotations

from collections.abc import Mapping

from ingest.relations.agreement import gender_of_pronoun, gender_sought
from ingest.relations.arguments import Layout
from ingest.relations.clauses import (
    RELATIVES,
    Frame,
    between,
    bounds,
    doer_before,
    speaking,
    verb_subject,
    with_attached,
)
from ingest.relations.cues import cues
from ingest.relations.marks import acts
from ingest.relations.meetings import Gathering
from ingest.relations.memory import Memory
from ingest.relations.occurrences import Occurrence
from ingest.relations.units import Unit, units_of
from ontology.relations import relation_types

_CONTACT = frozenset(
    {"meeting", "session", "reception", "hosting", "gathering", "discussion", "visit", "arrival", "call"}
)
_OBJECT_NOUNS = frozenset({"reception", "attack", "appointment", "condemnation", "sanction", "lifting"})
_SHARED = frozenset({"visited", "metWith", "hosted"})
_SHARED_BACK = 2
_DEED_GAP = 6  # words between a condemnation and the deed it condemns
_BACKED_GAP = 3  # words between an actor and «المدعوم من»
_BETWEEN_GAP = 9  # words between a noun and its «بين»
_OPENING = 12  # words of an opening phrase before the main verb
_SHORT_WORD = 2
_REPEATED = 3  # words between «إلى A» and «وإلى B»
_CALLS = frozenset({"call", "call_mark"})
_TOLD_BY_PHONE = frozenset({"metWith", "thanked", "congratulated", "condoledWith", "invited"})
_CALL_GAP = 12  # words between a call and the act told in it
_HIT = frozenset({"territory", "venue", "people", "other"})
_JUDGING = frozenset({"praised", "condemned", "thanked", "supported"})
_PLACES = frozenset({"Place", "Country"})


class FrameReader:
    """Reads the frames of one article, sentence by sentence."""

    def __init__(self, nations: dict[str, str], types: Mapping[str, str], genders: Mapping[str, str]) -> None:
        self.memory = Memory(nations, genders)
        self.types = types
        self.gathering = Gathering(types, nations)
        self.spoke_here = False  # somebody has acted in the sentence being read
        self.complements: set[int] = set()  # words right behind a trigger's noun: its complement, nobody's subject

    def read(self, layout: Layout, occurrences: list[Occurrence]) -> list[Frame]:
        """The frame of each occurrence of a sentence, in their order."""
        units = units_of(layout, self.memory.delegation, self.memory.topic, self._own_country(layout))
        ends = bounds(layout, occurrences)
        self.complements = {o.end for o in occurrences if o.tense == "noun" and not o.definite and not o.pronoun}
        frames: dict[int, Frame] = {}
        self.spoke_here = False
        steps: list[tuple[int, int, Occurrence | None]] = [(o.anchor, i, o) for i, o in enumerate(occurrences)]
        steps += [(i, -1, None) for i in speaking(layout, units)]
        for at, index, occurrence in sorted(steps, key=lambda s: (s[0], s[1])):
            if occurrence is None:
                subject = verb_subject(layout, units, at, ends)
                if subject is not None:
                    self._speak(subject.ids(), party=subject.delegation, past=layout.words[at].lstrip("وف")[:1] not in {"ي", "ت"})
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
                self.memory.delegation = unit.ids()
        self._look_ahead(layout, occurrences, frames)
        self._blame_doers(occurrences, frames)
        _speak_by_phone(occurrences, frames)
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

    def _own_country(self, layout: Layout) -> str | None:
        """The country of the first person of the sentence, else of the topic."""
        people = [a.entity for a in layout.arguments if a.type == "Person"] or self.memory.topic
        return next((n for p in people if (n := self.memory.nations.get(p)) in self.types), None)

    def _speak(self, ids: list[str], *, past: bool, party: bool = False) -> None:
        ids = [i for i in ids if self.types.get(i) != "Place"]
        self.spoke_here = self.spoke_here or bool(ids)
        self.memory.act(ids, past=past, party=party)

    def _doer(self, layout: Layout, o: Occurrence) -> list[str]:
        """Who does what a trigger tells, where no subject is written."""
        return self.memory.doer(gender_sought(layout, o), past=o.tense == "past")

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
            places = [i for u in units if o.at < u.pos < ends[o.at] and u.plain and self._fits(o, u) for i in u.ids()]
            return Frame(
                list(self.memory.visitors), [p for p in places if p not in self.memory.visitors], "topic", "direct"
            )
        if o.family.id == "backing":
            before = [u for u in units if u.pos < o.at and o.at - u.end <= _BACKED_GAP]
            after = [u for u in units if o.at < u.pos <= o.end + 3 and u.mark in {"من", ""}]
            return Frame(after[0].ids() if after else [], before[-1].ids() if before else [], "marked", "relative")
        if o.tense in {"past", "present"}:
            return self._verb(layout, units, o, ends)
        return self._noun(layout, units, o, ends)

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
        self._share(frame, layout.sentence.index, {*unit.ids(), *unit.carried, *people})
        return frame

    def _share(self, frame: Frame, here: int, delegation: set[str]) -> None:
        """Let each member take part in what the delegation did in this sentence and the two before."""
        for sentence, relation, subjects, objects in self.memory.recent:
            if here - sentence > _SHARED_BACK:
                continue
            for p in frame.subjects:
                if p in subjects or p in objects:
                    continue
                if delegation & set(subjects):
                    frame.ties |= {(relation, p, o) for o in objects if o != p}
                if delegation & set(objects) and relation != "visited":
                    frame.ties |= {(r, s, p) for s in subjects if s != p for r in {relation, "metWith"}}

    def _attendance(self, layout: Layout, units: list[Unit], o: Occurrence) -> Frame:
        """«حضر اللقاء …», «بحضور …»: those named join the meeting told of, each on the side of his nation."""
        end = _clause_end(layout, o)
        start = o.at
        if o.tense in {"past", "present"}:
            subject = doer_before(layout, units, o.anchor)[0]
            start = subject.pos if subject is not None else o.at
        return self.gathering.attend(layout, units, start, end) or Frame([], [], "attendance", "")

    def _verb(self, layout: Layout, units: list[Unit], o: Occurrence, ends: list[int]) -> Frame:
        end = ends[o.anchor]
        relative = o.anchor > 0 and layout.words[o.anchor - 1] in RELATIVES
        subject, how = doer_before(layout, units, o.anchor)
        post = [u for u in units if o.anchor < u.pos < end]
        if relative and o.pronoun:
            antecedent, subject = subject, None
            subject = next((u for u in post if u.plain), None)
            if antecedent is None and subject is not None and "مع" in o.family.object and len(subject.ids()) > 1:
                return Frame(subject.ids()[:1], subject.ids()[1:], "relative", "mutual")  # «الاتفاق الذي وقعه A وB»
            objects = antecedent.ids() if antecedent else list(self.memory.other)
            return Frame(subject.ids() if subject else self._doer(layout, o), objects, "relative", "relative")
        if subject is None and not (o.anchor and layout.words[o.anchor - 1] in cues().classes["pronominal"]):
            subject = next(
                (
                    u
                    for u in post
                    if u.plain
                    and not u.attached
                    and (not u.nisba or u.delegation)
                    and u.pos not in self.complements
                    and self._acts(u)
                ),
                None,
            )
            how = "vso"
            if (
                subject is not None
                and (o.prefix[:1] in {"و", "ف"} or layout.words[o.anchor - 1] == "كما")
                and self.memory.topic
                and self._lone_object(layout, o, subject, post)
            ):
                subject = None
        elif how == "relative" and subject is not None and len(subject.arguments) > 1 and not o.plural:
            subject = Unit(subject.pos, subject.end, arguments=subject.arguments[-1:])
        rest = [u for u in post if u is not subject]
        if "بين" in o.family.object and rest and rest[0].mark == "بين" and (subject is None or subject is rest[0]):
            return between(units, rest[0])
        subjects = with_attached(subject.ids() if subject is not None else self._doer(layout, o), rest)
        frame = Frame(subjects, [], how if subject is not None else "topic", party=subject is not None and subject.delegation)
        self._objects(layout, o, frame, rest, (o.end, end))
        return frame

    def _deed(self, o: Occurrence, unit: Unit) -> bool:
        """«ثمّن دور الأردن», «أدان الضربات الإسرائيلية»: to judge a deed is to judge its doer; «قصف مواقع X» hits X."""
        if o.family.relations[0] == "attacked" and not unit.mark and not unit.nisba and unit.governor in _HIT:
            return not unit.outer or unit.outer in o.family.object
        return o.family.relations[0] in _JUDGING and unit.governor == "deed" and not unit.mark and not unit.outer

    def _acts(self, unit: Unit) -> bool:
        """Whether a unit can be a doer: not only places."""
        return unit.delegation or any(self.types.get(i) != "Place" for i in unit.ids())

    def _lone_object(self, layout: Layout, o: Occurrence, unit: Unit, post: list[Unit]) -> bool:
        """«واتهم X بكذا» after another clause: the one noun phrase is whom it was done to, the doer is the one before."""
        if "" not in o.family.object or o.pronoun or o.plural or o.anchor <= 1 or not self.spoke_here:
            return False
        gender = gender_sought(layout, o)
        if self.memory.agrees(unit.ids(), gender) and not self.memory.agrees(self.memory.topic, gender):
            return False
        if not self.memory.agrees(unit.ids(), gender) and not unit.delegation:
            return True
        others = [u for u in post if u is not unit and u.plain]
        marked = [u for u in post if u.mark and u.mark in o.family.object]
        return not others and not marked and unit.ids() != self.memory.topic

    def _fits(self, o: Occurrence, unit: Unit) -> bool:
        """Whether a unit can be the object of one of the trigger's relations."""
        kinds = [k for k in map(relation_types().get, o.family.relations) if k is not None]
        ids = unit.ids()
        return not kinds or not ids or any(self.types.get(i) in k.object for k in kinds for i in ids)

    def _objects(self, layout: Layout, o: Occurrence, frame: Frame, rest: list[Unit], region: tuple[int, int]) -> None:
        slots = o.family.object
        if o.pronoun and o.tense in {"past", "present"} and not _resumptive(layout, o):
            frame.how_object = "pronoun"
            meant = self.memory.meant(gender_of_pronoun(o.pronoun), frame.subjects, first_other=frame.how == "topic")
            frame.objects = meant
            if o.family.id != "visit":
                return
        rest = [u for u in rest if self._fits(o, u)]
        direct = [u for u in rest if (u.plain and not u.attached) or self._deed(o, u)] if "" in slots else []
        marked = [u for u in rest if (u.mark and u.mark in slots) or (u.governor and u.outer and u.outer in slots)]
        direct = [u for u in direct if not u.nisba or u.delegation or self._deed(o, u)]
        if o.plural and len(frame.subjects) > 1 and "مع" in slots and frame.how in {"svo", "was"}:
            frame.subjects, frame.objects, frame.how_object = frame.subjects[:1], frame.subjects[1:], "mutual"
            return
        chosen = sorted([*direct[:1], *_series(marked)], key=lambda u: u.pos)
        if o.family.relations[0] != "visited" and chosen:
            chosen = chosen[:1] if chosen[0] in direct else _series(marked)
        if not chosen and "" in slots and region[1] < len(layout.words) and layout.words[region[1]] in RELATIVES:
            chosen = self._after_relative(layout, o, region[1])
        frame.objects = frame.objects + [i for u in chosen for i in u.ids() if i not in frame.subjects]
        if chosen:
            frame.how_object = "direct" if direct else "marked"
        elif not frame.objects and self._prepositional_pronoun(layout, slots, region):
            frame.how_object = "pronoun"
            frame.objects = self.memory.meant("", frame.subjects, first_other=frame.how == "topic")
        elif not frame.objects and len(frame.subjects) > 1 and "مع" in slots and frame.how != "topic":
            frame.subjects, frame.objects, frame.how_object = frame.subjects[:1], frame.subjects[1:], "mutual"

    def _after_relative(self, layout: Layout, o: Occurrence, relative: int) -> list[Unit]:
        """The object of «التقى X، الذي وصل أمس، كلا من Y»: the first plain phrase behind the relative clause."""
        comma = next(
            (i for i in range(relative, min(relative + 20, len(layout.words))) if layout.texts[i] in {"،", ","}), None
        )
        if comma is None:
            return []
        units = units_of(layout, self.memory.delegation, self.memory.topic, None)
        return [u for u in units if comma < u.pos <= comma + 4 and u.plain and self._fits(o, u)][:1]

    def _prepositional_pronoun(self, layout: Layout, slots: frozenset[str], region: tuple[int, int]) -> bool:
        known = cues().pronouns
        for i in range(region[0], min(region[1], region[0] + 6)):
            if layout.texts[i] in {"،", ","}:
                return False
            if known.get(layout.words[i]) in slots:
                return True
        return False

    def _noun(self, layout: Layout, units: list[Unit], o: Occurrence, ends: list[int]) -> Frame:
        end = ends[o.at]
        frame = Frame()
        governing: Unit | None = None
        if o.light and o.anchor < o.at:
            governing, frame.how = doer_before(layout, units, o.anchor)
            if governing is None:
                inner = [u for u in units if o.anchor < u.pos < o.at and u.plain and not u.attached]
                later = [u for u in units if o.end < u.pos < end and u.plain and u.pos > o.end]
                governing = next(iter(inner), None) or (next(iter(later), None) if o.light != "mutual_light" else None)
                frame.how = "vso"
        if governing is None:
            governing, region = self._done_by(layout, units, o)
            frame.how = "relative" if governing is not None else frame.how
            end = max(end, region)
        post = [u for u in units if o.end <= u.pos < end and u is not governing]
        if o.family.id == "reception" and o.pronoun:
            hosts = next((u for u in post if u.plain and not u.nisba), None)
            if hosts is not None:
                guests = self.memory.meant(gender_of_pronoun(o.pronoun), hosts.ids(), first_other=False)
                return Frame(hosts.ids(), guests, "genitive", "pronoun")
        if o.tense == "participle":
            frame.subjects, frame.how = self._doer(layout, o), "topic"
            self._objects(layout, o, frame, [u for u in post if not u.nisba], (o.end, end))
            return frame
        adjective = next((u for u in post if u.nisba and u.pos - o.end <= 2), None)
        # A noun with the article («اللقاء») has no complement: what follows is another phrase.
        genitive = next(
            (u for u in post[:1] if u.pos <= o.end + 1 and u.plain and not u.nisba and not o.definite), None
        )
        marks = o.family.object - {"", "of"}
        reach = (
            [u for u in units if o.anchor < u.pos < o.at and u is not governing] if o.light == "active_light" else []
        )
        marked = [
            u for u in [*reach, *post] if (u.mark in marks or (u.governor and u.outer in marks)) and u is not genitive
        ]
        sides = next((u for u in post[:2] if u.mark == "بين" and u.pos - o.end <= _BETWEEN_GAP), None)
        if sides is not None and "بين" in o.family.object and not (governing is not None and len(governing.ids()) > 1):
            return _both_ways(o, between(units, sides))
        attached = [a.entity for u in post if u.attached for a in u.members if a.type == "Person"]
        self._noun_slots(layout, o, frame, (governing, adjective, genitive), marked, (o.end, end), attached, post)
        return frame

    def _done_by(self, layout: Layout, units: list[Unit], o: Occurrence) -> tuple[Unit | None, int]:
        """The doer of «زيارة يقوم بها X», «الهجوم الذي شنته X»: the subject of a light verb that follows."""
        known = cues()
        for i in range(o.end, min(o.end + 8, len(layout.words) - 1)):
            word = layout.words[i]
            if layout.titled[i] or layout.texts[i] in {"،", "."}:
                break
            bare = next(
                (
                    word[: -len(p)]
                    for p in ("ها", "ه", "هما")
                    if word.endswith(p) and known.is_a(word[: -len(p)], "active_light")
                ),
                None,
            )
            if bare is not None or (known.is_a(word, "active_light") and layout.words[i + 1] in {"بها", "به", "بهما"}):
                unit = next((u for u in units if i < u.pos <= i + 8 and u.plain and not u.nisba), None)
                return unit, min(i + 25, len(layout.words))
        return None, 0

    def _noun_slots(
        self,
        layout: Layout,
        o: Occurrence,
        frame: Frame,
        found: tuple[Unit | None, Unit | None, Unit | None],
        marked: list[Unit],
        region: tuple[int, int],
        attached: list[str],
        rest: list[Unit],
    ) -> None:
        governing, adjective, genitive = found
        ids = governing.ids() if governing is not None else []
        objects = [i for u in _series(marked) for i in u.ids()]
        sources = next((u.ids() for u in rest if u.mark == "من"), [])
        if o.light == "receptive_light":
            frame.objects, frame.how_object = ids or self._doer(layout, o), "receptive"
            frame.subjects = sources or (genitive.ids() if genitive else adjective.ids() if adjective else objects)
            return
        if genitive is None and sources and "من" in o.family.subject and "من" not in o.family.object:
            ids, frame.how = sources, "marked"  # «ناقلاً دعوة من A إلى B», «بدعوة من A»
            recipients = objects or [i for i in self._doer(layout, o) if i not in sources]
            frame.subjects, frame.objects, frame.how_object = ids, recipients, "marked" if objects else "pronoun"
            return
        if genitive is not None:
            place = all(a.type in _PLACES for a in genitive.arguments) and genitive.arguments != []
            as_object = (
                bool(o.pronoun)
                or bool(ids)
                or (o.family.relations[0] == "visited" and place)
                or (o.family.id in _OBJECT_NOUNS and not objects)
            )
            if as_object and ("of" in o.family.object or "" in o.family.object or place):
                objects = genitive.ids() + [i for i in objects if place]
            elif not ids:
                ids, frame.how = genitive.ids(), "genitive"
        second = next((u for u in rest if u is not genitive and u.plain and not u.nisba), None)
        if (
            genitive is not None
            and second is not None
            and not objects
            and "" in o.family.object
            and second.pos - genitive.end <= 2
            and self._fits(o, second)
        ):
            objects = second.ids()
        if adjective is not None and not ids:
            ids, frame.how = adjective.ids(), "nisba"
        if not ids:
            back = self.memory.visitors if o.family.id == "visit" and o.definite else self._doer(layout, o)
            ids, frame.how = list(back), "topic"
        frame.subjects = list(dict.fromkeys([*ids, *attached]))
        frame.objects = [i for i in dict.fromkeys(objects) if i not in frame.subjects]
        frame.how_object = "marked" if objects else ""
        if not frame.objects and self._prepositional_pronoun(layout, o.family.object, region):
            frame.objects, frame.how_object = [i for i in self.memory.other if i not in frame.subjects], "pronoun"
        if not frame.objects and len(frame.subjects) > 1 and "مع" in o.family.object and frame.how != "topic":
            frame.subjects, frame.objects, frame.how_object = frame.subjects[:1], frame.subjects[1:], "mutual"


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


def _resumptive(layout: Layout, o: Occurrence) -> bool:
    """Whether the pronoun of a verb only takes up the noun right before it («اجتماع تستضيفه أنقرة»، «ما تداولته»)."""
    i = o.anchor - 1
    if i < 0 or o.prefix[:1] in {"و", "ف"}:
        return False
    known, word = cues(), layout.words[i]
    if word in RELATIVES or word in {"ما", "بما", "مما"}:
        return True
    content = len(word) > _SHORT_WORD and any(c.isalpha() for c in word) and layout.inside[i] < 0
    return content and not layout.titled[i] and word not in known.prepositions and not acts(layout, i)


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


def _series(marked: list[Unit]) -> list[Unit]:
    """The first marked phrase with those that repeat its preposition behind a و («إلى A وإلى B»)."""
    found = marked[:1]
    for unit in marked[1:]:
        if not unit.conjoined or unit.mark != found[0].mark or unit.pos - found[-1].end > _REPEATED:
            break
        found.append(unit)
    return found


def _both_ways(o: Occurrence, frame: Frame) -> Frame:
    """Clashes between two are told of each against the other."""
    if o.family.relations[0] == "attacked":
        frame.ties = {
            ("attacked", a, b)
            for x, y in ((frame.subjects, frame.objects), (frame.objects, frame.subjects))
            for a in x
            for b in y
        }
    return frame
