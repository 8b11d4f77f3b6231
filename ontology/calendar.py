"""The calendar words of Arabic news, read from `lexicon/months.toml` and `lexicon/calendar.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Generic, TypeVar

from ontology.folding import fold

V = TypeVar("V")
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")


class Phrases(Generic[V]):
    """Folded phrases and what they stand for; the longest one that begins at a place is found in one look-up."""

    def __init__(self, entries: Iterable[tuple[str, V]], *, clitics: bool = True) -> None:
        self._by_head: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        for phrase, value in entries:
            head, *rest = fold(phrase).split()
            for form in _attached(head) if clitics else (head,):
                self._by_head.setdefault(form, []).append((tuple(rest), value))
        for tails in self._by_head.values():
            tails.sort(key=lambda entry: -len(entry[0]))

    def match(self, norms: Sequence[str], at: int, end: int) -> tuple[V, int] | None:
        """The value of the longest phrase that begins at token `at`, and the index after it; None for none."""
        if at >= end:
            return None
        for rest, value in self._by_head.get(norms[at], ()):
            after = at + 1 + len(rest)
            if after <= end and all(norms[at + 1 + k] == word for k, word in enumerate(rest)):
                return value, after
        return None

    @property
    def heads(self) -> frozenset[str]:
        """Every form that a phrase can begin with."""
        return frozenset(self._by_head)

    def __contains__(self, norm: str) -> bool:
        return any(not rest for rest, _ in self._by_head.get(norm, ()))


def _attached(word: str) -> list[str]:
    """The word with each particle that Arabic writes onto it: «اليوم» gives «واليوم», «لليوم»."""
    forms = [clitic + word for clitic in _CLITICS]
    if word.startswith("ال"):
        forms += ["لل" + word[2:], "ولل" + word[2:]]
    return forms


@dataclass(frozen=True, slots=True)
class Month:
    """A month a name stands for; `weak` names are other words as well, unless spelt as `exact` says."""

    number: int
    hijri: bool
    weak: bool
    exact: str = ""


@dataclass(frozen=True)
class Calendar:
    """All word lists, ready for look-up."""

    months: Phrases[Month]
    weekdays: Phrases[int]
    parts: Phrases[str]
    days: Phrases[int]
    not_today: frozenset[str]
    modifiers: Phrases[str]
    units: Phrases[str]
    duals: Phrases[str]
    definite: Phrases[str]
    words: Mapping[str, Phrases[str]]
    edges: Phrases[str]
    numbers: Phrases[int]
    ahead: frozenset[str]
    behind: frozenset[str]
    stop: frozenset[str]
    agenda: frozenset[str]
    told: frozenset[str]

    @cached_property
    def heads(self) -> frozenset[str]:
        """Every word that a date expression can begin with, numbers in digits apart."""
        lists = (self.months, self.weekdays, self.parts, self.days, self.edges, self.numbers, self.definite)
        openers = (
            "vague",
            "ago",
            "since",
            "ahead",
            "day_after",
            "day_before",
            "day_noun",
            "month_noun",
            "year_noun",
            "later",
            "earlier",
        )
        words = frozenset().union(*(p.heads for p in lists), *(self.words[key].heads for key in openers))
        return words | {"هذا", "هذه", "بهذا", "لهذا"}


_DAYS = {"today": 0, "yesterday": -1, "before_yesterday": -2, "tomorrow": 1, "after_tomorrow": 2}


@cache
def calendar() -> Calendar:
    """Read the word lists; raises KeyError where a list is missing."""
    words, months = _read("calendar.toml"), _read("months.toml")
    return Calendar(
        months=Phrases(_months(months)),
        weekdays=Phrases((name, int(n)) for n, names in words["weekdays"].items() for name in names),
        parts=Phrases((part, part) for part in words["day"]["parts"]),
        days=Phrases((name, offset) for key, offset in _DAYS.items() for name in words["day"][key]),
        not_today=frozenset(fold(w) for w in words["day"]["not_today"]),
        modifiers=_named(words["modifiers"], clitics=False),
        units=_named(words["units"]),
        duals=_named(words["duals"]),
        definite=_named(words["definite"]),
        words={key: Phrases((w, key) for w in listed) for key, listed in words["words"].items()},
        edges=_named(words["edges"]),
        numbers=Phrases((name, int(n)) for n, names in words["numbers"].items() for name in names),
        ahead=_with_and(words["tense"]["ahead"]),
        behind=_with_and(words["tense"]["behind"]),
        stop=_with_and(words["tense"]["stop"]) | _past(words["tense"]["either"]),
        agenda=_persons(words["tense"]["agenda"]),
        told=_past(words["tense"]["told"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("ontology") / "lexicon" / name).read_text(encoding="utf-8"))


def _months(lists: Mapping[str, Any]) -> list[tuple[str, Month]]:
    found = []
    for kind in ("gregorian", "hijri"):
        for record in lists[kind]:
            for weak, key in ((False, "names"), (True, "weak")):
                found += [(name, Month(record["number"], kind == "hijri", weak)) for name in record.get(key, ())]
            exact = record.get("exact", ())
            found += [(name, Month(record["number"], kind == "hijri", weak=True, exact=name)) for name in exact]
    return found


def _named(lists: Mapping[str, Sequence[str]], *, clitics: bool = True) -> Phrases[str]:
    return Phrases(((word, key) for key, listed in lists.items() for word in listed), clitics=clitics)


def _with_and(words: Iterable[str]) -> frozenset[str]:
    return frozenset(clitic + fold(w) for w in words for clitic in ("", "و", "ف", "ل", "ب"))


def _persons(verbs: Iterable[str]) -> frozenset[str]:
    """Present-tense verbs in the third person, masculine and feminine, with the clitics they take."""
    stems = [fold(v) for v in verbs]
    both = stems + ["ت" + s[1:] for s in stems if not s.endswith("ون")]
    return frozenset(clitic + s for s in both for clitic in ("", "و", "ف", "س", "وس", "فس", "ل"))


def _past(verbs: Iterable[str]) -> frozenset[str]:
    """Past-tense verbs in the third person of every number and gender, with و and ف."""
    forms = set()
    for stem in (fold(v) for v in verbs):
        base = stem.removesuffix("ي")
        forms |= {stem, base + "ت", stem + "ا", base + "وا", base + "تا", base + "يا"}
    return frozenset(clitic + f for f in sorted(forms) for clitic in ("", "و", "ف"))
