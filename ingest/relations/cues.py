"""Structural cue words, read from `ontology/lexicon/cues.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ontology.conjugation import light, verb_forms


@dataclass(frozen=True)
class Cues:
    """Look-ups by light spelling: what a word does in a sentence."""

    prepositions: dict[str, str]
    pronouns: dict[str, str]
    classes: dict[str, frozenset[str]]
    governors: dict[str, str]
    descriptors: frozenset[str]
    honorifics: frozenset[str]
    acts: frozenset[str]
    masculine: frozenset[str] = frozenset()
    feminine: frozenset[str] = frozenset()
    men: frozenset[str] = frozenset()
    own_country: frozenset[str] = frozenset()
    guests: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    ranks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    openers: Mapping[str, str] = field(default_factory=dict)

    @property
    def rank_words(self) -> frozenset[str]:
        """All offices and styles that an honorific can take up."""
        return frozenset(w for words in self.ranks.values() for w in words)

    def is_a(self, word: str, kind: str) -> bool:
        """Whether `word` (light spelling), with or without a leading و or ف, is of class `kind`."""
        words = self.classes[kind]
        return word in words or (word[:1] in {"و", "ف"} and word[1:] in words)

    def is_act(self, word: str) -> bool:
        """Whether `word` (light spelling) is a form of a common news verb, clitics and pronoun aside."""
        forms = [word]
        if word[:1] in {"و", "ف", "س"}:
            forms.append(word[1:])
            if word[:2] in {"وس", "فس"}:
                forms.append(word[2:])
        return any(
            f in self.acts or any(f.endswith(p) and f[: -len(p)] in self.acts for p in ("ه", "ها", "هم")) for f in forms
        )

    def governor(self, word: str) -> str | None:
        """The class of a noun that governs a name («مقر» is a venue), with or without article and clitics."""
        for cut in _uncut(word):
            found = self.governors.get(cut)
            if found:
                return found
        return None


def _uncut(word: str) -> list[str]:
    forms = [word]
    if len(word) > 3 and word[0] in "وفبلك":
        forms.append(word[1:])
    if len(word) > 4 and word[:2] in {"وب", "ول", "فب", "فل"}:
        forms.append(word[2:])
    forms += [f[2:] for f in forms if f.startswith("ال") and len(f) > 4]
    return forms


@cache
def cues() -> Cues:
    """The cue words, read once."""
    data = tomllib.loads((files("ontology") / "lexicon" / "cues.toml").read_text(encoding="utf-8"))
    return Cues(
        prepositions={light(p): p for p in data["prepositions"]},
        pronouns={light(w): mark for mark, words in data["pronouns"].items() for w in words},
        classes={kind: frozenset(light(w) for w in words) for kind, words in data["classes"].items()},
        governors={light(w): kind for kind, words in data["governors"].items() for w in words},
        acts=frozenset(f.text for pair in data["acts"]["verbs"] for f in verb_forms(*pair.split()) if len(f.text) > 2),
        honorifics=frozenset(light(w) for w in data["honorifics"]["words"]),
        descriptors=frozenset(light(w) for w in data["skipped"]["descriptors"]),
        masculine=frozenset(data["agreement"]["masculine"]),
        feminine=frozenset(light(w) for w in data["agreement"]["feminine"]),
        men=frozenset(light(w) for w in data["agreement"]["men"]),
        own_country=frozenset(light(w) for w in data["referents"]["own_country"]),
        guests=frozenset(light(w) for w in data["referents"]["guests"]),
        sides=frozenset(light(w) for w in data["referents"]["sides"]),
        openers=_openers(data["parties"]),
        ranks={light(w): frozenset(light(x) for x in words) for w, words in data["ranks"].items()},
    )


def _openers(parties: Mapping[str, list[str]]) -> dict[str, str]:
    """Words that open a list of names in a delegation, with the kind of list: lead, take or accompany."""
    words: dict[str, str] = {}
    for kind in ("lead", "take", "accompany"):
        for pair in parties[kind]:
            words |= {f.text: kind for f in verb_forms(*pair.split()) if len(f.text) > 1}
        words |= {light(n): kind for n in parties[f"{kind}_nouns"]}
        words |= {light(n[:-1] + "ت"): kind for n in parties[f"{kind}_nouns"] if n.endswith("ة")}
    return {w: kind for w, kind in words.items() if w not in parties["not"]}
