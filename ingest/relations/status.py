"""Whether an act happened, is planned or is denied: cue words around its trigger, as numbers."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from ingest.relations.candidates import Pair
from ontology.conjugation import light

_BEFORE, _AFTER = 14, 8
KINDS = ("plan", "future_time", "denial", "cancellation", "negation", "doubt")
STATUS_NAMES = (
    *(f"{k}_before" for k in KINDS), *(f"{k}_after" for k in KINDS), *(f"{k}_anywhere" for k in KINDS), "future", "present",
    "date_ahead", "date_today", "date_past", "clause",
)  # fmt: skip


@cache
def status_words() -> dict[str, frozenset[str]]:
    """The words of `ontology/lexicon/status.toml` by kind, in light spelling."""
    data = tomllib.loads((files("ontology") / "lexicon" / "status.toml").read_text(encoding="utf-8"))
    return {kind: frozenset(light(w) for w in words) for kind, words in data.items()}


def status_features(pair: Pair, date: str | None, published: str | None) -> list[float]:
    """The trigger's and relation's features and those of `STATUS_NAMES`; `date` is the one chosen for the tie."""
    view, trigger = pair.subject.view, pair.subject.trigger
    words = view.layout.words
    anchor, end = trigger.anchor, trigger.end
    before = list(reversed(words[max(0, anchor - _BEFORE) : anchor]))
    after = words[anchor + 1 : end + _AFTER]
    lexicon = status_words()
    today = (published or "")[:10]
    day = date or ""
    return [
        *pair.features,
        *(_nearest(before, lexicon[k], _BEFORE + 1) for k in KINDS),
        *(_nearest(after, lexicon[k], _AFTER + 6) for k in KINDS),
        *(float(any(_is(w, lexicon[k]) for w in words)) for k in KINDS),
        float(trigger.future or any(o.future for o in view.occurrences if o.anchor <= anchor)),
        float(trigger.tense == "present"),
        float(bool(day and today) and day > today[: len(day)]),
        float(day == today and bool(day)),
        float(bool(day and today) and day < today[: len(day)]),
        float(min(view.layout.clauses[anchor], 6)),
    ]  # fmt: skip


def _is(word: str, words: frozenset[str]) -> bool:
    return word in words or (word[:1] in {"و", "ف"} and word[1:] in words)


def _nearest(words: list[str], kind: frozenset[str], far: int) -> float:
    return float(next((i for i, w in enumerate(words) if _is(w, kind)), far))
