"""Where an act took place: candidate places, as numbers for a learned choice."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.relations.arguments import Argument
from ingest.relations.candidates import ArticleReading, Pair
from ingest.relations.features import FAMILIES, GOVERNORS, RELATIONS, one_hot
from ingest.text.continuity import KINDS

PLACE_MARKS = ("", "في", "ب", "إلى", "من", "على", "ل")
PLACE_NAMES = (
    *(f"family={f}" for f in FAMILIES), *(f"relation={r}" for r in RELATIONS), *(f"mark={m}" for m in PLACE_MARKS),
    *(f"governor={g}" for g in GOVERNORS), "same_sentence", "back", "lead", "distance", "after", "clauses", "order", "places_here", "places_there",
    "salience", "destination", "anyone_destination", "opening", "names_between", "shared", "carried", "object", "sentence", "chosen_before", *(f"continuity={k}" for k in KINDS), "turns",
)  # fmt: skip
REACH = 5


@dataclass(slots=True)
class PlaceChoice:
    """A place that an act may have had, with its features."""

    entity: str
    features: list[float]


class PlaceTable:
    """The places of an article by sentence, and who went where."""

    def __init__(self, reading: ArticleReading) -> None:
        self.reading = reading
        self.by_sentence: dict[int, list[Argument]] = {}
        for view in reading.views:
            places = [a for a in view.arguments if a.type == "Place"]
            if places:
                self.by_sentence[view.layout.sentence.index] = places
        self.journeys = {
            (s, o) for act in reading.acts if "visited" in act.trigger.family.relations for s in act.frame.subjects for o in act.frame.objects
        }  # fmt: skip
        self.destinations = {o for _, o in self.journeys}

    def choices(self, pair: Pair) -> list[PlaceChoice]:
        """Places of the sentence itself, of those before it, and of the opening; the nearest mention of each."""
        here = pair.subject.view.layout.sentence.index
        sentences = [here - back for back in range(min(REACH, here) + 1)]
        sentences += [s for s in (0, 1) if s not in sentences and s < here]
        found: dict[str, PlaceChoice] = {}
        for sentence in sentences:
            for order, a in enumerate(self.by_sentence.get(sentence, ())):
                if a.entity not in found and a.entity != pair.subject.argument.entity:
                    found[a.entity] = PlaceChoice(a.entity, self._features(pair, a, sentence, order, len(found)))
        return list(found.values())

    def _features(self, pair: Pair, a: Argument, sentence: int, order: int, before: int) -> list[float]:
        view, trigger = pair.subject.view, pair.subject.trigger
        layout = view.layout
        here = layout.sentence.index
        same = sentence == here
        low, high = sorted((min(a.first, len(layout.words) - 1), trigger.anchor)) if same else (0, 0)
        people = {pair.subject.argument.entity, pair.object.argument.entity}
        named = {x.entity for x in self.reading.views[sentence].arguments}
        return [
            *one_hot(trigger.family.id, FAMILIES), *one_hot(pair.relation, RELATIONS), *one_hot(a.mark, PLACE_MARKS), *one_hot(a.governor, GOVERNORS),
            float(same), float(here - sentence), float(sentence <= 1), float(min(high - low, 50)) if same else -1.0,
            float(same and a.first > trigger.anchor), float(abs(layout.clauses[high] - layout.clauses[low])) if same else -1.0, float(order),
            float(len(self.by_sentence.get(here, ()))), float(len(self.by_sentence.get(sentence, ()))), float(min(self.reading.salience.get(a.entity, 0), 9)),
            float(any((p, a.entity) in self.journeys for p in people)), float(a.entity in self.destinations), float(sentence == 0 and a.first <= 3),
            float(view.names[high] - view.names[low]) if same else -1.0, float(len(people & named)),
            float(bool(pair.subject.argument.virtual) or bool(pair.object.argument.virtual)), float(a.entity == pair.object.argument.entity),
            float(min(here, 12)), float(before), *self.reading.continuity_features(sentence, here),
        ]  # fmt: skip
