"""Which date of the text an act happened on: candidate dates, as numbers for a learned choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.relations.candidates import ArticleReading, Pair
from ingest.relations.features import FAMILIES, RELATIONS, one_hot
from ingest.text.continuity import KINDS
from ingest.text.dates import DateMention

DATE_KINDS = (
    "day", "month", "year", "weekday", "deictic", "period", "ago", "since", "ahead", "distance", "anaphor", "deadline", "dateline", "vague",
)  # fmt: skip
DATE_NAMES = (
    *(f"family={f}" for f in FAMILIES), *(f"relation={r}" for r in RELATIONS), *(f"kind={k}" for k in DATE_KINDS),
    "same_sentence", "back", "lead", "distance", "after", "clauses", "order", "dates_here", "own_dates", "vague_here", "is_published",
    "future", "before_published", "names_between", "acts_between", "stops_between", "tense_past", "tense_present", "tense_noun", "tense_future",
    "conjoined", "shared_participants", "carried", "precision", "sentence", "nearest", "acts_here", *(f"continuity={k}" for k in KINDS), "turns",
)  # fmt: skip
REACH = 3
# What is said is not dated by the opening of the article from afar, as an act is that the article goes on telling.
_SAID = frozenset(
    {"thanked", "praised", "condemned", "accused", "threatened", "supported", "congratulated", "condoledWith"}
)


@dataclass(slots=True)
class DateChoice:
    """A date that a tie may have, with its features."""

    value: str
    mention: DateMention
    features: list[float]


class DateTable:
    """The dates of an article by sentence."""

    def __init__(self, reading: ArticleReading, dates: Sequence[DateMention]) -> None:
        self.reading = reading
        self.by_sentence: dict[int, list[DateMention]] = {}
        for d in dates:
            self.by_sentence.setdefault(d.sentence, []).append(d)
        self.published = (reading.doc.article.published or "")[:10]

    def choices(self, pair: Pair, participants: dict[int, set[str]]) -> list[DateChoice]:
        """All dates that could be meant, of the sentence itself and of those before it."""
        here = pair.subject.view.layout.sentence.index
        own = self.by_sentence.get(here, [])
        near = [d for back in range(1, REACH + 1) for d in self.by_sentence.get(here - back, [])]
        opening = () if pair.relation in _SAID else (0, 1)
        lead = [d for s in opening if here - s > REACH for d in self.by_sentence.get(s, [])]
        found = []
        for order, d in enumerate([*own, *near, *lead]):
            if d.value is None:
                continue
            found.append(DateChoice(d.value, d, self._features(pair, d, order, len(own), participants)))
        return found

    def _features(
        self, pair: Pair, d: DateMention, order: int, own: int, participants: dict[int, set[str]]
    ) -> list[float]:
        view, trigger = pair.subject.view, pair.subject.trigger
        layout = view.layout
        base = layout.sentence.first
        here = layout.sentence.index
        same = d.sentence == here
        back = here - d.sentence
        low = high = trigger.at
        if same:
            at = d.first - base
            low, high = sorted((at, trigger.anchor))
        pair_ids = {pair.subject.argument.entity, pair.object.argument.entity}
        value = d.value or ""
        today = self.published[: len(value)]
        nearest = same and min(
            (abs(x.first - base - trigger.anchor) for x in self.by_sentence[here] if x.value), default=0
        ) == abs(d.first - base - trigger.anchor)
        return [
            *one_hot(trigger.family.id, FAMILIES), *one_hot(pair.relation, RELATIONS), *one_hot(d.kind, DATE_KINDS),
            float(same), float(back), float(d.sentence <= 1), float(min(high - low, 50)) if same else -1.0, float(same and d.first - base > trigger.anchor),
            float(abs(layout.clauses[min(high, len(layout.clauses) - 1)] - layout.clauses[low])) if same else -1.0, float(order),
            float(sum(1 for x in self.by_sentence.get(d.sentence, []) if x.value)), float(own),
            float(any(x.kind == "vague" for x in self.by_sentence.get(here, []))), float(value == today), float(value > today), float(value < today),
            float(view.names[high] - view.names[low]) if same else -1.0, float(view.acts[high] - view.acts[low]) if same else -1.0,
            float(layout.stops[min(high, len(layout.stops) - 1)] - layout.stops[low]) if same else -1.0,
            float(trigger.tense == "past"), float(trigger.tense == "present"), float(trigger.tense == "noun"), float(trigger.future),
            float(layout.words[:1] != [] and layout.words[0][:1] == "و"), float(len(pair_ids & participants.get(d.sentence, set()))),
            float(bool(pair.subject.argument.virtual) or bool(pair.object.argument.virtual)), float(len(value)), float(min(here, 12)), float(nearest),
            float(min(len(view.occurrences), 9)),
            *self.reading.continuity_features(d.sentence, here),
        ]  # fmt: skip
