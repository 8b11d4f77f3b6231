"""Gender of actors and of words that look back, so that «وندد» after «إن تركيا ستدعم» finds the man who spoke."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.document import Document, MentionKind, Span
from ingest.extraction import Entity
from ingest.relations.arguments import Layout
from ingest.relations.cues import cues
from ingest.relations.occurrences import Occurrence
from ontology.conjugation import light
from ontology.countries import country_named

_PRONOUNS = {"ه": "m", "ها": "f"}


def genders_of(doc: Document, entities: Iterable[Entity]) -> dict[str, str]:
    """For each entity "m" or "f" as verbs agree with it; left out where its name does not tell."""
    women = {s.entity for s in doc.mentions if s.entity is not None and s.type == "Person" and _woman(doc, s)}
    found = {}
    for e in entities:
        gender = ("f" if e.id in women else "m") if e.type == "Person" else _gender_of_name(e)
        if gender:
            found[e.id] = gender
    return found


def _woman(doc: Document, span: Span) -> bool:
    """Whether an office, honorific or given name is feminine («وزيرة الخارجية»، «السيدة»، «فاطمة»)."""
    first = light(span.text.split()[0]) if span.text else ""
    words = [] if first.startswith("ال") and span.kind != MentionKind.TITLE else [first]  # «العطرة» is a family's name
    if span.title_start is not None and span.title_start < span.start:
        words.append(light(doc.text[span.title_start : span.start].split()[0]))
    words += [light(doc.text[o.start : o.end].split()[0]) for o in span.offices if o.end > o.start]
    return any(w.endswith("ة") and w not in cues().men for w in words)


def _gender_of_name(entity: Entity) -> str:
    if entity.type == "Country":
        country = country_named(entity.name)
        return "m" if country is not None and country.names[0] in cues().masculine else "f"
    if entity.type == "Place":
        return "f"
    head = light(entity.name.split()[0]).removeprefix("ال")
    if entity.type == "Organization" and any(c.isalpha() for c in head):
        return "f" if head.endswith(("ة", "ات")) or head in cues().feminine else "m"
    return ""


def gender_sought(layout: Layout, o: Occurrence) -> str:
    """The gender that a dropped subject or possessor must have: "m", "f", or "" where the word does not tell."""
    if o.plural:
        return ""
    if o.tense == "noun" and o.pronoun:
        return _PRONOUNS.get(o.pronoun, "")
    word = layout.words[o.anchor]
    if o.tense == "participle" and o.anchor == o.at:
        return "f" if word.endswith(("ة", "ت")) else "m"
    if o.anchor != o.at:
        return "f" if word.endswith(("ت", "ة")) else "m" if word.endswith(("ى", "ي", "ا")) else ""
    stem = word.removeprefix(o.prefix) if o.prefix else word
    stem = stem.removesuffix(o.pronoun) if o.pronoun else stem
    if o.tense == "present":
        return {"ي": "m", "ت": "f"}.get(stem[:1], "")
    if o.tense == "past":
        return "f" if stem.endswith("ت") else "m"
    return ""


def gender_of_pronoun(pronoun: str) -> str:
    """The gender of whom a singular pronoun means."""
    return _PRONOUNS.get(pronoun, "")


def first_person(layout: Layout, o: Occurrence) -> bool:
    """«نشكر», «أشكر»: whoever speaks is the doer."""
    stem = layout.words[o.anchor].removeprefix(o.prefix)
    return o.tense == "present" and stem[:1] in {"ن", "ا"}
