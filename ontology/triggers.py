"""The trigger lexicon: which words tell of a tie, read from `lexicon/triggers*.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ontology.conjugation import Form, Tense, light, noun_forms, participle_forms, verb_forms

_VERB_PREFIXES = ("", "و", "ف", "س", "وس", "فس", "ل", "ول", "فل")
_NOUN_PREFIXES = (
    "", "و", "ف", "ب", "وب", "فب", "ل", "ول", "ك", "ال", "وال", "فال", "بال", "وبال", "لل", "ولل", "كال",
)  # fmt: skip
_PRONOUNS = ("ه", "ها", "هما", "هم", "هن", "نا", "ني", "ك", "كم", "ي")
_PAST_PREFIXES = frozenset({"", "و", "ف"})


@dataclass(frozen=True, slots=True)
class TriggerFamily:
    """Words that tell the same act with the same slots; fields as `triggers.toml` explains them."""

    id: str
    relations: tuple[str, ...]
    subject: frozenset[str]
    object: frozenset[str]
    needs: tuple[str, ...] = ()
    window: int = 8
    before: int = 0
    weak: bool = False
    event: str = ""
    unless: frozenset[str] = frozenset()
    formula: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a word can be read as a trigger: its family, form, and the clitics around it."""

    family: TriggerFamily
    tense: Tense
    plural: bool
    future: bool
    prefix: str
    pronoun: str
    definite: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    family: TriggerFamily
    form: Form
    exact: bool


class TriggerLexicon:
    """Look-up of words and fixed phrases by their light spelling."""

    def __init__(self, records: list[dict[str, Any]]) -> None:
        self.families: dict[str, TriggerFamily] = {}
        self._entries: dict[str, list[_Entry]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], TriggerFamily]]] = {}
        for record in records:
            self._add(record)
        self.readings = lru_cache(maxsize=65536)(self._readings)

    def _add(self, record: dict[str, Any]) -> None:
        family = TriggerFamily(
            id=record["id"],
            relations=tuple(record["relations"]),
            subject=frozenset(record.get("subject", [""])),
            object=frozenset(record.get("object", [""])),
            needs=tuple(light(n) for n in record.get("needs", ())),
            window=record.get("window", 8),
            before=record.get("before", 0),
            weak=record.get("weak", False),
            event=record.get("event", ""),
            unless=frozenset(light(w) for w in record.get("unless", ())),
            formula=tuple(light(w) for w in record.get("formula", ())),
        )
        self.families.setdefault(family.id, family)
        exact = {light(word) for word in record.get("exact", ())}
        never = {light(word) for word in record.get("never", ())}
        for form in _forms_of(record):
            if form.text in never:
                continue
            self._entries.setdefault(form.text, []).append(_Entry(family, form, form.text in exact))
        for phrase in record.get("phrases", ()):
            words = tuple(light(word) for word in phrase.split())
            self.phrases.setdefault(words[0], []).append((words, family))

    def _readings(self, word: str) -> tuple[Reading, ...]:
        """All readings of a word as stored in the text, one for each family and tense."""
        spelled = light(word)
        found: dict[tuple[str, Tense], Reading] = {}
        for prefix in _NOUN_PREFIXES + tuple(p for p in _VERB_PREFIXES if p not in _NOUN_PREFIXES):
            if not spelled.startswith(prefix):
                continue
            rest = spelled[len(prefix) :]
            for pronoun in ("", *_PRONOUNS):
                if pronoun and not rest.endswith(pronoun):
                    continue
                stem = rest[: len(rest) - len(pronoun)]
                if len(stem) < 2:
                    continue
                for reading in self._stem_readings(stem, prefix, pronoun, word):
                    found.setdefault((reading.family.id, reading.tense), reading)
        return tuple(found.values())

    def _stem_readings(self, stem: str, prefix: str, pronoun: str, word: str) -> Iterator[Reading]:
        for entry in self._entries.get(stem, ()):
            form = entry.form
            if not (form.joins if pronoun else form.free) or not _takes(form.tense, prefix, pronoun):
                continue
            if entry.exact and "أ" not in word:
                continue
            yield Reading(
                family=entry.family,
                tense=form.tense,
                plural=form.plural,
                future=form.tense == "present" and "س" in prefix,
                prefix=prefix,
                pronoun=pronoun,
                definite=prefix.endswith(("ال", "لل")),
            )


def _takes(tense: Tense, prefix: str, pronoun: str) -> bool:
    """Whether a form of this tense can carry these clitics."""
    if tense == "past":
        return prefix in _PAST_PREFIXES and pronoun != "ي"
    if tense == "present":
        return prefix in _VERB_PREFIXES and pronoun != "ي"
    return prefix in _NOUN_PREFIXES and not (pronoun and prefix.endswith(("ال", "لل"))) and pronoun != "ني"


def _forms_of(record: dict[str, Any]) -> Iterator[Form]:
    for pair in record.get("verbs", ()):
        past, present = pair.split()
        yield from verb_forms(past, present)
    for form in record.get("first", ()):
        yield Form(light(form), "present")
    for noun in record.get("nouns", ()):
        yield from noun_forms(noun)
    for participle in record.get("participles", ()):
        yield from participle_forms(participle)


@cache
def trigger_lexicon() -> TriggerLexicon:
    """The lexicon of all `lexicon/triggers*.toml` files, read once."""
    folder = files("ontology") / "lexicon"
    names = sorted(f.name for f in folder.iterdir() if f.name.startswith("triggers") and f.name.endswith(".toml"))
    records = [r for name in names for r in tomllib.loads((folder / name).read_text(encoding="utf-8"))["trigger"]]
    return TriggerLexicon(records)
