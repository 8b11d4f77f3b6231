"""Who can fill a slot: units that fit it, dropped subjects, pronouns that look back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.relations.agreement import gender_of_pronoun, gender_sought
from ingest.relations.arguments import Layout
from ingest.relations.clauses import RELATIVES, Frame, mutual
from ingest.relations.cues import cues
from ingest.relations.marks import acts
from ingest.relations.memory import Memory
from ingest.relations.occurrences import Occurrence
from ingest.relations.units import Unit
from ontology.relations import relation_types

_SHORT_WORD = 2
_REPEATED = 3  # words between «إلى A» and «وإلى B»
_SEVERAL = frozenset({"appointment", "thanks", "congratulation", "condolence", "invitation"})
_WHAT = frozenset({"ما", "بما", "لما", "مما"})
_WHAT_NEAR = 5
_HIT = frozenset({"territory", "venue", "people", "other"})
_JUDGING = frozenset({"praised", "condemned", "thanked", "supported"})


@dataclass
class Slots:
    """What is known while the frames of a sentence are read.

    `units` are those of the sentence; `spoke_here` tells that somebody has acted in it already; `complements` are the words right behind a trigger's
    noun, which are its complement and nobody's subject.
    """

    memory: Memory
    types: Mapping[str, str]
    units: list[Unit] = field(default_factory=list)
    spoke_here: bool = False
    complements: set[int] = field(default_factory=set)

    def doer(self, layout: Layout, o: Occurrence) -> list[str]:
        """Who does what a trigger tells, where no subject is written."""
        return self.memory.doer(gender_sought(layout, o), past=o.tense == "past")

    def deed(self, o: Occurrence, unit: Unit) -> bool:
        """«ثمّن دور الأردن», «أدان الضربات الإسرائيلية»: to judge a deed is to judge its doer; «قصف مواقع X» hits X."""
        if o.family.relations[0] == "attacked" and not unit.mark and not unit.nisba and unit.governor in _HIT:
            return not unit.outer or unit.outer in o.family.object
        return o.family.relations[0] in _JUDGING and unit.governor == "deed" and not unit.mark and not unit.outer

    def can_act(self, unit: Unit) -> bool:
        """Whether a unit can be a doer: not only places."""
        return unit.delegation or any(self.types.get(i) != "Place" for i in unit.ids())

    def lone_object(self, layout: Layout, o: Occurrence, unit: Unit, post: list[Unit]) -> bool:
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

    def fits(self, o: Occurrence, unit: Unit) -> bool:
        """Whether a unit can be the object of one of the trigger's relations."""
        kinds = [k for k in map(relation_types().get, o.family.relations) if k is not None]
        ids = unit.ids()
        return not kinds or not ids or any(self.types.get(i) in k.object for k in kinds for i in ids)

    def objects(self, layout: Layout, o: Occurrence, frame: Frame, rest: list[Unit], region: tuple[int, int]) -> None:
        """Fill a frame's objects from the units behind its trigger; `region` is the stretch of words in question."""
        slots = o.family.object
        if o.pronoun and o.tense in {"past", "present"} and not _resumptive(layout, o):
            frame.how_object = "pronoun"
            meant = self.memory.meant(gender_of_pronoun(o.pronoun), frame.subjects, first_other=frame.how == "topic")
            frame.objects = meant
            if o.family.id != "visit":
                return
        rest = [u for u in rest if self.fits(o, u)]
        direct = [u for u in rest if (u.plain and not u.attached) or self.deed(o, u)] if "" in slots else []
        marked = [u for u in rest if (u.mark and u.mark in slots) or (u.governor and u.outer and u.outer in slots)]
        direct = [u for u in direct if not u.nisba or u.delegation or self.deed(o, u)]
        if o.plural and len(frame.subjects) > 1 and "مع" in slots and frame.how in {"svo", "was"}:
            self.together(o, frame)
            return
        also = [u for u in direct[1:] if u.conjoined] if o.family.id in _SEVERAL else []
        chosen = sorted([*direct[:1], *also, *series(marked)], key=lambda u: u.pos)
        if o.family.relations[0] != "visited" and chosen:
            chosen = [chosen[0], *also] if chosen[0] in direct else series(marked)
        if not chosen and "" in slots and region[1] < len(layout.words) and layout.words[region[1]] in RELATIVES:
            chosen = self._after_relative(layout, o, region[1])
        if not chosen and o.family.relations[0] in _JUDGING:
            chosen = self._what_was_done(layout, o)
        frame.objects = frame.objects + [i for u in chosen for i in u.ids() if i not in frame.subjects]
        if chosen:
            frame.how_object = "direct" if direct else "marked"
        elif not frame.objects and self.prepositional_pronoun(layout, slots, region):
            frame.how_object = "pronoun"
            frame.objects = self.memory.meant("", frame.subjects, first_other=frame.how == "topic")
        elif not frame.objects and len(frame.subjects) > 1 and "مع" in slots and frame.how != "topic":
            self.together(o, frame)

    def together(self, o: Occurrence, frame: Frame) -> None:
        """Let the doers of a frame have done it with each other."""
        made = mutual(
            frame.subjects, o.family.relations[0], self.memory.nations, frame.how, returned=o.light == "mutual_light"
        )
        frame.subjects, frame.objects, frame.ties, frame.how_object = made.subjects, made.objects, made.ties, "mutual"

    def _what_was_done(self, layout: Layout, o: Occurrence) -> list[Unit]:
        """«أدان ما اقترفته X»: to judge what was done is to judge its doer, the first phrase behind the verb of «ما»."""
        what = next(
            (i for i in range(o.end, min(o.end + _WHAT_NEAR, len(layout.words))) if layout.words[i] in _WHAT), None
        )
        if what is None:
            return []
        return [u for u in self.units if what + 1 < u.pos <= what + _WHAT_NEAR and u.plain and self.fits(o, u)][:1]

    def _after_relative(self, layout: Layout, o: Occurrence, relative: int) -> list[Unit]:
        """The object of «التقى X، الذي وصل أمس، كلا من Y»: the first plain phrase behind the relative clause."""
        comma = next(
            (i for i in range(relative, min(relative + 20, len(layout.words))) if layout.texts[i] in {"،", ","}), None
        )
        if comma is None:
            return []
        return [u for u in self.units if comma < u.pos <= comma + 4 and u.plain and self.fits(o, u)][:1]

    def prepositional_pronoun(self, layout: Layout, slots: frozenset[str], region: tuple[int, int]) -> bool:
        """Whether a preposition with pronoun («معه», «إليه») fills one of these slots."""
        known = cues().pronouns
        for i in range(region[0], min(region[1], region[0] + 6)):
            if layout.texts[i] in {"،", ","}:
                return False
            if known.get(layout.words[i]) in slots:
                return True
        return False


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


def series(marked: list[Unit]) -> list[Unit]:
    """The first marked phrase with those that repeat its preposition behind a و («إلى A وإلى B»)."""
    found = marked[:1]
    for unit in marked[1:]:
        if not unit.conjoined or unit.mark != found[0].mark or unit.pos - found[-1].end > _REPEATED:
            break
        found.append(unit)
    return found
