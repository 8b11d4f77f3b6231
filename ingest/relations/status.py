"""Whether an act happened, is planned or is denied: cue words around its trigger, as numbers."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from ingest.extraction import Status
from ingest.relations.candidates import Pair
from ontology.conjugation import light

_BEFORE, _AFTER = 14, 8
_NEGATING = frozenset({"لم", "لن"})
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
        *pair.act.features,
        *pair.row,
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


def plain_status(pair: Pair, date: str | None, published: str | None) -> Status | None:
    """What the verb's own form settles: «لم يلتق» is denied, «سيزور» planned, «يصل اليوم» planned; else None."""
    view, trigger = pair.subject.view, pair.subject.trigger
    words = view.layout.words
    if trigger.tense not in {"past", "present"}:
        return None
    before = words[max(0, trigger.anchor - 2) : trigger.anchor]
    if before and _is(before[-1], _NEGATING):
        return "denied"
    if trigger.future or (before and _is(before[-1], frozenset({"سوف"}))):
        return "planned"
    today = (published or "")[:10]
    if trigger.tense == "present" and trigger.family.event and date and today and date >= today[: len(date)]:
        return "planned"
    if trigger.tense == "past" and not any(
        _is(w, status_words()["plan"] - {"ان"}) for w in words[max(0, trigger.anchor - 8) : trigger.anchor]
    ):
        lexicon = status_words()
        denying = lexicon["denial"] | lexicon["cancellation"] | lexicon["negation"] | lexicon["doubt"]
        return None if any(_is(w, denying) for w in words) else "happened"
    return None


def _is(word: str, words: frozenset[str]) -> bool:
    return word in words or (word[:1] in {"و", "ف"} and word[1:] in words)


def _nearest(words: list[str], kind: frozenset[str], far: int) -> float:
    return float(next((i for i, w in enumerate(words) if _is(w, kind)), far))
