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


def slot_labels(act: Act, ties: GoldTies, names: dict[str, str]) -> tuple[set[str], set[str]]:
    """Gold ids that are subject, and object, of a tie which this act could state in its sentence."""
    sentence = act.view.layout.sentence.index
    relations = set(act.trigger.family.relations)
    subjects, objects = set(), set()
    present = {names.get(a.entity) for a in act.view.arguments}
    for records in ties.firm.values():
        for r in records:
            if (
                r["type"] in relations
                and sentence in r["sentences"]
                and (r["subject"] in present or r["object"] in present)
            ):
                subjects.add(r["subject"])
                objects.add(r["object"])
    return subjects, objects


def gold_names(entities: list[Entity], gold: dict[str, Any]) -> dict[str, str]:
    """Map entity ids of a reading to gold ids, as the scorer aligns them."""
    return align_entities(entities, gold["entities"])
