"""Gold relations as labels for the candidates of an article, for training and scoring the relation part."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from ingest.document import Document
from ingest.evaluation import align_entities, tie_key
from ingest.extraction import Entity
from ingest.relations.candidates import Act


@dataclass
class GoldTies:
    """Gold relations of one article by sentence: firm ones, and borderline ones, which teach nothing."""

    firm: dict[tuple[str, str, str], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    doubtful: set[tuple[str, str, str]] = field(default_factory=set)


def gold_ties(doc: Document, gold: dict[str, Any]) -> GoldTies:
    """The gold's relations with the sentences that its evidence overlaps, under `sentences`."""
    ties = GoldTies()
    for r in gold["relations"]:
        key = tie_key(r["type"], r["subject"], r["object"])
        if r.get("borderline"):
            ties.doubtful.add(key)
            continue
        at = doc.text.find(r.get("evidence") or "\0")
        end = at + len(r.get("evidence") or "")
        where = {s.index for s in doc.sentences if at >= 0 and s.start < end and at < s.end}
        ties.firm[key].append(r | {"sentences": where})
    return ties


def told_in_headline(doc: Document, ties: GoldTies, names: dict[str, str]) -> None:
    """Let ties whose actors both stand in the first sentence count as told there too.

    Annotators take the lead as evidence where the headline says the same; left at that, a scorer learns that a
    first sentence tells nothing, which is wrong of posts and of texts without a headline.
    """
    first = {names.get(s.entity or "") for s in doc.mentions if s.sentence == 0}
    for (_, subject, object_), records in ties.firm.items():
        if subject in first and object_ in first:
            for record in records:
                record["sentences"] = record["sentences"] | {0}


@dataclass
class SlotLabels:
    """Gold ids that fill a slot of a tie which an act could state in its sentence, and those that fill it elsewhere.

    What is told elsewhere is often told here as well (the headline of a lead), so it is no wrong answer.
    """

    subjects: set[str] = field(default_factory=set)
    objects: set[str] = field(default_factory=set)
    subjects_elsewhere: set[str] = field(default_factory=set)
    objects_elsewhere: set[str] = field(default_factory=set)


def slot_labels(act: Act, ties: GoldTies, names: dict[str, str]) -> SlotLabels:
    """Who fills the slots of an act, in gold ids."""
    sentence = act.view.layout.sentence.index
    relations = set(act.trigger.family.relations)
    found = SlotLabels()
    present = {names.get(a.entity) for a in act.view.arguments}
    for record in (r for records in ties.firm.values() for r in records if r["type"] in relations):
        here = sentence in record["sentences"] and (record["subject"] in present or record["object"] in present)
        (found.subjects if here else found.subjects_elsewhere).add(record["subject"])
        (found.objects if here else found.objects_elsewhere).add(record["object"])
    for _, subject, object_ in (t for t in ties.doubtful if t[0] in relations):
        found.subjects_elsewhere.add(subject)
        found.objects_elsewhere.add(object_)
    return found


def gold_names(entities: list[Entity], gold: dict[str, Any]) -> dict[str, str]:
    """Map entity ids of a reading to gold ids, as the scorer aligns them."""
    return align_entities(entities, gold["entities"])
