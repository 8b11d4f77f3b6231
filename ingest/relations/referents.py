"""Nouns that stand for actors named before: «بلاده», «سموه», «الوفد», «الضيف», «الجانبان»."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.document import Document
from ingest.relations.arguments import Layout
from ingest.relations.cues import cues
from ontology.conjugation import light

_LEAD = 3  # words before a name among which its rank stands
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")


@dataclass
class Referents:
    """Entity ids that such nouns stand for as a sentence begins.

    `topic` acted last; `delegation` are the members of the one named last; `guests` who visited or was received;
    `sides` the two parties of the meeting told of; `ranks` the honorifics of each person («سمو», «معالي»).
    """

    topic: list[str] = field(default_factory=list)
    delegation: list[str] = field(default_factory=list)
    guests: list[str] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)
    nation: str | None = None
    ranks: dict[str, frozenset[str]] = field(default_factory=dict)
    persons: list[str] = field(default_factory=list)  # last named first

    def meant(self, word: str) -> list[str]:
        """Whom a word (light spelling, clitics off) stands for; none where it is no such noun."""
        known = cues()
        if word in known.own_country:
            return [self.nation] if self.nation is not None else []
        if word in known.honorifics:
            ranks = known.ranks.get(word, frozenset())
            ranked = next((p for p in self.persons if ranks & self.ranks.get(p, frozenset())), None)
            return [ranked] if ranked is not None else list(self.topic[:1])
        if word in known.guests:
            return list(self.guests)
        return list(self.sides) if word in known.sides else []


def stands_for(word: str) -> tuple[str, str]:
    """The noun that stands for actors in a word of a sentence, and the clitics before it; two empty strings for none."""
    known = cues()
    for clitics in _CLITICS:
        rest = word[len(clitics) :]
        if not word.startswith(clitics):
            continue
        for form in (rest, "ال" + rest[1:] if clitics.endswith("ل") and rest.startswith("ل") else rest):
            if form in known.own_country or form in known.honorifics or form in known.guests or form in known.sides:
                return form, clitics
    return "", ""


def nouns_in(layout: Layout) -> list[int]:
    """The words of a sentence that stand for actors named before."""
    return [i for i, w in enumerate(layout.words) if not layout.titled[i] and stands_for(w)[0]]


def ranks_of(doc: Document) -> dict[str, frozenset[str]]:
    """The honorifics and offices before the names of each person («صاحب السمو الأمير X»: سمو, أمير)."""
    words = cues().rank_words
    found: dict[str, set[str]] = {}
    for span in doc.mentions:
        if span.entity is None or span.type != "Person":
            continue
        start = span.first
        if span.title_start is not None:
            while start > 0 and doc.tokens[start - 1].end > span.title_start:
                start -= 1
        near = [light(t.text) for t in doc.tokens[max(0, start - _LEAD) : span.last]]
        found.setdefault(span.entity, set()).update(rank for w in near for rank in _ranks(w, words))
    return {entity: frozenset(ranks) for entity, ranks in found.items()}


def _ranks(word: str, words: Iterable[str]) -> list[str]:
    bare = word.lstrip("و").removeprefix("لل").removeprefix("ال").removeprefix("ل")
    return [w for w in words if bare == w]
