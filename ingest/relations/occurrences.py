"""Where triggers occur in a sentence, and in what surroundings."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.relations.arguments import Layout
from ingest.relations.cues import cues
from ontology.triggers import TriggerFamily, trigger_lexicon

_LIGHT_REACH = 8  # words between a light verb and its noun: the doer may stand between («أعرب X عن شكره»)
_CUE_REACH = 6
_NO_LIGHT = frozenset(
    {"علي", "الي", "في", "بعد", "قبل", "خلال", "مع", "عقب", "اثر", "منذ", "قبيل", "اثناء", "حول", "ضد"}
)


@dataclass(slots=True)
class Occurrence:
    """A trigger in a sentence. `at`..`end` are its words; `anchor` is its light verb, or `at` itself."""

    family: TriggerFamily
    at: int
    end: int
    tense: str
    plural: bool = False
    future: bool = False
    prefix: str = ""
    pronoun: str = ""
    definite: bool = False
    anchor: int = 0
    light: str = ""
    clause: int = 0
    quoted: bool = False


def find_triggers(layout: Layout) -> list[Occurrence]:
    """All trigger occurrences of a sentence in order, at most one for each family and word."""
    lexicon = trigger_lexicon()
    found: list[Occurrence] = []
    for i, word in enumerate(layout.words):
        if _named(layout, i):
            continue
        for words, family in lexicon.phrases.get(word, ()):
            if tuple(layout.words[i : i + len(words)]) == words and _needed(layout, family, i, i + len(words)):
                found.append(Occurrence(family, i, i + len(words), "phrase", anchor=i))
        taken: dict[str, Occurrence] = {}
        for reading in lexicon.readings(layout.texts[i]):
            if not _needed(layout, reading.family, i, i + 1) or (reading.tense == "noun" and _courtesy(layout, i)):
                continue
            if reading.tense == "noun" and _formula(layout, reading.family, i):
                continue
            before = taken.get(reading.family.id)
            if before is not None and not (reading.tense == "noun" and _nominal_place(layout, i)):
                continue
            taken[reading.family.id] = Occurrence(
                reading.family, i, i + 1, reading.tense, reading.plural, reading.future, reading.prefix,
                reading.pronoun, reading.definite, i,
            )  # fmt: skip
        found.extend(taken.values())
    for occurrence in found:
        _surround(layout, occurrence)
    return found


def _named(layout: Layout, i: int) -> bool:
    """A word inside a name or title triggers nothing («عين العرب»), a nationality adjective aside."""
    return layout.titled[i]


def _needed(layout: Layout, family: TriggerFamily, at: int, end: int) -> bool:
    if end < len(layout.words) and layout.words[end] in family.unless:
        return False
    if not family.needs:
        return True
    near = layout.words[end : end + family.window] + layout.words[max(0, at - family.before) : at]
    return any(need in word for word in near for need in family.needs)


def _courtesy(layout: Layout, i: int) -> bool:
    """«على حفاوة الاستقبال», «حسن الضيافة»: thanks for how one was received tell of no reception by the thankful."""
    return i > 0 and cues().is_a(layout.words[i - 1], "courtesy")


def _formula(layout: Layout, family: TriggerFamily, i: int) -> bool:
    """«شكره وتقديره»: the second noun of a formula tells nothing that the first has not told."""
    coordinated = i > 0 and layout.words[i][:1] == "و"
    return coordinated and any(stem in layout.words[i - 1] for stem in family.formula)


def _nominal_place(layout: Layout, i: int) -> bool:
    """After a preposition or a light verb a word that could be verb or noun is the noun."""
    if i == 0:
        return False
    before = layout.words[i - 1]
    known = cues()
    return before in known.prepositions or any(
        known.is_a(before, k) for k in ("active_light", "receptive_light", "mutual_light")
    )


def _surround(layout: Layout, occurrence: Occurrence) -> None:
    occurrence.clause = layout.clauses[occurrence.at]
    occurrence.quoted = layout.quotes[occurrence.at] > 0
    if occurrence.tense not in {"noun", "phrase"}:
        return
    known = cues()
    if occurrence.at and layout.words[occurrence.at - 1] in _NO_LIGHT:
        return  # «ردا على هجوم», «بعد اجتماع»: the noun is no object of a verb before
    for i in range(occurrence.at - 1, max(-1, occurrence.at - 1 - _LIGHT_REACH - 6), -1):
        word = layout.words[i]
        if layout.titled[i] or (i and layout.words[i - 1] in known.prepositions):
            continue  # behind a preposition it is a noun («في دار الطائفة»)
        kind = next((k for k in ("active_light", "receptive_light", "mutual_light") if known.is_a(word, k)), "")
        if kind:
            occurrence.anchor, occurrence.light = i, kind
            return
        if layout.texts[i] in {".", "؛"}:
            return
