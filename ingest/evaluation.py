"""Extractions scored against gold annotations, for `rawabit evaluate` and the floor that CI holds.

Definitions (those of the annotation guidelines' scorer; a test holds the two equal where it is at hand):

entity     found when a name, alias or mention equals a gold name after folding, or when two names share at
           least two whole words and one holds the other; among equals the same type wins
relation   right when type and both participants agree, symmetric ones either way round; one tie on two dates
           counts twice; a borderline gold tie counts neither as found nor as missed
date, place, evidence   of right relations; a date of None is a value
status     F1 of the relations that are not «happened»
position   right when the person agrees and the titles are equal or the shorter (two words or more) begins the longer
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.extraction import LONGEST_EVIDENCE, Entity, Extraction, Position, Relation
from ontology.folding import bare, fold
from ontology.relations import relation_types

Gold = dict[str, Any]
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of right, spurious and missed answers, and the ratios that follow."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the answers that are right."""
        return self.right / (self.right + self.spurious) if self.right + self.spurious else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that is found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Score) -> Score:
        """Counts taken together."""
        return Score(self.right + other.right, self.spurious + other.spurious, self.missed + other.missed)

    def to_json(self) -> dict[str, float]:
        """Counts and ratios, ratios to four places."""
        counts: dict[str, float] = {"tp": self.right, "fp": self.spurious, "fn": self.missed}
        return counts | {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
        }


@dataclass
class Report:
    """What an evaluation found; `errors` are (article, spurious|missed, relation, subject, object)."""

    articles: int = 0
    missing: list[str] = field(default_factory=list)
    by_relation: dict[str, Score] = field(default_factory=dict)
    strict: Score = Score()
    not_happened: Score = Score()
    positions: Score = Score()
    entities: dict[str, tuple[int, int]] = field(default_factory=dict)
    predicted_entities: int = 0
    shares: dict[str, tuple[int, int]] = field(default_factory=dict)
    errors: list[tuple[str, str, str, str, str]] = field(default_factory=list)

    @property
    def relations(self) -> Score:
        """All relations taken together (micro average)."""
        return sum(self.by_relation.values(), Score())

    def share(self, name: str) -> float:
        """One of the accuracies: dates, places, evidence, owners, persons."""
        right, wrong = self.shares.get(name, (0, 0))
        return right / max(1, right + wrong)

    @property
    def entity_recall(self) -> float:
        """Share of the gold entities that were found."""
        found = sum(right for right, _ in self.entities.values())
        return found / max(1, found + sum(wrong for _, wrong in self.entities.values()))

    def to_json(self) -> dict[str, Any]:
        """All figures as one JSON object."""
        return {
            "articles": self.articles,
            "missing": self.missing,
            "relations": self.relations.to_json(),
            "strict": self.strict.to_json(),
            "by_relation": {k: v.to_json() for k, v in sorted(self.by_relation.items())},
            "not_happened": self.not_happened.to_json(),
            "positions": self.positions.to_json(),
            "owner_accuracy": round(self.share("owners"), 4),
            "entity_recall": round(self.entity_recall, 4),
            "entity_recall_by_type": {k: round(r / max(1, r + w), 4) for k, (r, w) in sorted(self.entities.items())},
            "person_precision": round(self.share("persons"), 4),
            "entities_per_gold": round(
                self.predicted_entities / max(1, sum(r + w for r, w in self.entities.values())), 3
            ),
            "date_accuracy": round(self.share("dates"), 4),
            "place_accuracy": round(self.share("places"), 4),
            "evidence_accuracy": round(self.share("evidence"), 4),
            "errors": [list(e) for e in self.errors],
        }

    def table(self) -> str:
        """The per-relation table that the README quotes, and the other figures under it."""
        head = f"{'relation':<20} {'precision':>9} {'recall':>7} {'F1':>6} {'right':>6} {'spurious':>9} {'missed':>7}"
        lines = [
            head,
            *(_line(name, score) for name, score in sorted(self.by_relation.items())),
            _line("all", self.relations),
        ]
        if self.missing:
            lines.append(f"{len(self.missing)} of {self.articles} articles have no extraction")
        figures = self.to_json()
        lines += [
            f"with date and status F1 {self.strict.f1:.3f}; planned and denied F1 {self.not_happened.f1:.3f}",
            f"of right relations: dates {figures['date_accuracy']:.3f}",
            f"                    places {figures['place_accuracy']:.3f}, evidence {figures['evidence_accuracy']:.3f}",
            f"positions P {self.positions.precision:.3f} R {self.positions.recall:.3f} F1 {self.positions.f1:.3f}",
            f"owner of a right position {figures['owner_accuracy']:.3f}",
            f"entities found {figures['entity_recall']:.3f} ("
            + ", ".join(f"{k} {v:.2f}" for k, v in figures["entity_recall_by_type"].items())
            + f"), person precision {figures['person_precision']:.3f}",
        ]
        return "\n".join(lines)


def _line(name: str, score: Score) -> str:
    return (
        f"{name:<20} {score.precision:>9.2f} {score.recall:>7.2f} {score.f1:>6.2f} "
        f"{score.right:>6} {score.spurious:>9} {score.missed:>7}"
    )


def evaluate(gold_dir: Path, extractions: Iterable[Extraction]) -> Report:
    """Score extractions against the `NAME.json` annotations of a folder; article ids are the names.

    Raises FileNotFoundError where the folder holds no annotation.
    """
    by_id = {e.article.id: e for e in extractions}
    tally = _Tally()
    for path in sorted(gold_dir.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(gold, dict) or "entities" not in gold:
            continue
        text_path = path.with_suffix(".txt")
        text = text_path.read_bytes().decode("utf-8") if text_path.exists() else None
        tally.add(path.stem, gold, text, by_id.get(path.stem))
    if not tally.report.articles:
        raise FileNotFoundError(f"{gold_dir}: no annotated article (NAME.json with `entities`) here")
    return tally.finish()


class _Tally:
    """Counts collected article by article."""

    def __init__(self) -> None:
        self.report = Report()
        self.relations: dict[str, Counter[str]] = defaultdict(Counter)
        self.entities: dict[str, Counter[str]] = defaultdict(Counter)
        self.shares: dict[str, Counter[str]] = defaultdict(Counter)
        self.strict: Counter[str] = Counter()
        self.status: Counter[str] = Counter()
        self.positions: Counter[str] = Counter()

    def add(self, name: str, gold: Gold, text: str | None, extraction: Extraction | None) -> None:
        self.report.articles += 1
        if extraction is None:
            self.report.missing.append(name)
        entities = extraction.entities if extraction else ()
        aligned = align_entities(entities, gold["entities"])
        self._entities(gold, entities, aligned)
        self._relations(name, gold, text, extraction, aligned)
        self._positions(gold, extraction.positions if extraction else (), aligned)

    def _entities(self, gold: Gold, entities: Sequence[Entity], aligned: dict[str, str]) -> None:
        kinds = {g["id"]: g["type"] for g in gold["entities"]}
        found = set(aligned.values())
        self.report.predicted_entities += len({e.id for e in entities})
        for gold_id, kind in kinds.items():
            self.entities[kind]["right" if gold_id in found else "wrong"] += 1
        for e in entities:
            if e.type == "Person":
                right = kinds.get(aligned.get(e.id, "")) == "Person"
                self.shares["persons"]["right" if right else "wrong"] += 1

    def _relations(
        self, name: str, gold: Gold, text: str | None, extraction: Extraction | None, aligned: dict[str, str]
    ) -> None:
        want: dict[Key, list[Gold]] = defaultdict(list)
        doubtful: set[Key] = set()
        for r in gold.get("relations", ()):
            key = tie_key(r["type"], r["subject"], r["object"])
            if r.get("borderline"):
                doubtful.add(key)
            else:
                want[key].append(r)
        got = _reports(extraction, aligned)
        labels = {g["id"]: g["name"] for g in gold["entities"]}
        names = {e.id: e.name for e in (extraction.entities if extraction else ())}
        for key in list(dict.fromkeys([*want, *got])):
            for w, g in _paired(want.get(key, []), got.get(key, [])):
                self._pair(key, w, g, (text, aligned), doubtful=key in doubtful)
                if g is not None and w is None and key not in doubtful:
                    self.report.errors.append((name, "spurious", key[0], names[g.subject], names[g.object]))
                elif w is not None and g is None:
                    self.report.errors.append((name, "missed", key[0], labels[w["subject"]], labels[w["object"]]))

    def _pair(
        self,
        key: Key,
        want: Gold | None,
        got: Relation | None,
        context: tuple[str | None, dict[str, str]],
        *,
        doubtful: bool,
    ) -> None:
        if want is not None and got is not None:
            self._right(key, want, got, *context)
        elif got is not None and not doubtful:
            self.relations[key[0]]["spurious"] += 1
            self.strict["spurious"] += 1
        elif want is not None:
            self.relations[key[0]]["missed"] += 1
            self.strict["missed"] += 1
        expected = (want or {}).get("status", "happened")
        said = got.status if got is not None else None
        if want is not None and expected != "happened":
            self.status["right" if said == expected else "missed"] += 1
        if said not in {None, "happened"} and not (want is not None and said == expected) and not doubtful:
            self.status["spurious"] += 1

    def _right(self, key: Key, want: Gold, got: Relation, text: str | None, aligned: dict[str, str]) -> None:
        self.relations[key[0]]["right"] += 1
        dated = (want.get("date") or None) == (got.date or None)
        self.shares["dates"]["right" if dated else "wrong"] += 1
        if want.get("place"):
            self.shares["places"]["right" if aligned.get(got.place or "") == want["place"] else "wrong"] += 1
        self.shares["evidence"]["right" if _good_evidence(got, want, text) else "wrong"] += 1
        if dated and want.get("status", "happened") == got.status:
            self.strict["right"] += 1
        else:
            self.strict.update(spurious=1, missed=1)

    def _positions(self, gold: Gold, positions: Sequence[Position], aligned: dict[str, str]) -> None:
        open_ = [(p["person"], p["title"], p.get("of")) for p in gold.get("positions", ())]
        for p in positions:
            person = aligned.get(p.person, "?")
            match = next((o for o in open_ if o[0] == person and same_title(o[1], p.title)), None)
            self.positions["right" if match else "spurious"] += 1
            if match:
                open_.remove(match)
                if match[2]:
                    owner = aligned.get(p.of or "") == match[2]
                    self.shares["owners"]["right" if owner else "wrong"] += 1
        self.positions["missed"] += len(open_)

    def finish(self) -> Report:
        report = self.report
        report.by_relation = {k: _score(c) for k, c in sorted(self.relations.items())}
        report.strict, report.not_happened, report.positions = map(_score, (self.strict, self.status, self.positions))
        report.entities = {k: (c["right"], c["wrong"]) for k, c in sorted(self.entities.items())}
        report.shares = {k: (c["right"], c["wrong"]) for k, c in sorted(self.shares.items())}
        return report


def _score(c: Counter[str]) -> Score:
    return Score(c["right"], c["spurious"], c["missed"])


def tie_key(relation: str, subject: str, object_: str) -> Key:
    """A relation and its participants, those of a symmetric one in fixed order."""
    kind = relation_types().get(relation)
    if kind is not None and kind.symmetric:
        subject, object_ = sorted((subject, object_))
    return relation, subject, object_


def _reports(extraction: Extraction | None, aligned: dict[str, str]) -> dict[Key, list[Relation]]:
    """Predicted relations by tie in gold ids, one for each date and status."""
    got: dict[Key, list[Relation]] = defaultdict(list)
    for r in extraction.relations if extraction else ():
        subject, object_ = aligned.get(r.subject, "?" + r.subject), aligned.get(r.object, "?" + r.object)
        key = tie_key(r.type, subject, object_)
        if subject != object_ and all((x.date, x.status) != (r.date, r.status) for x in got[key]):
            got[key].append(r)
    return {k: v for k, v in got.items() if v}


def _paired(want: list[Gold], got: list[Relation]) -> list[tuple[Gold | None, Relation | None]]:
    """Pair the reports of one tie: equal dates first, then the rest in order."""
    left = list(want)
    ordered = sorted(got, key=lambda r: r.date or "")
    partners: list[Gold | None] = []
    for g in ordered:
        twin = next((w for w in left if (w.get("date") or None) == (g.date or None)), None)
        if twin is not None:
            left.remove(twin)
        partners.append(twin)
    paired: list[tuple[Gold | None, Relation | None]] = []
    for partner, g in zip(partners, ordered, strict=True):
        chosen = partner if partner is not None else (left.pop(0) if left else None)
        paired.append((chosen, g))
    return paired + [(w, None) for w in left]


def _good_evidence(got: Relation, want: Gold, text: str | None) -> bool:
    e = got.evidence
    if not 0 < e.end - e.start <= LONGEST_EVIDENCE or (text is not None and text[e.start : e.end] != e.text):
        return False
    if e.trigger is None or not e.start <= e.trigger[0] < e.trigger[1] <= e.end:
        return False
    if "evidence_start" in want:
        return bool(e.start < want["evidence_end"] and want["evidence_start"] < e.end)
    quote = want.get("evidence")
    if text is None or not quote:
        return True
    at = text.find(quote)
    return at < 0 or (e.start < at + len(quote) and at < e.end)


def same_title(a: str, b: str) -> bool:
    """Whether two titles are one: equal without articles, or the shorter of two words or more begins the longer."""
    short, long = sorted((bare(a).split(), bare(b).split()), key=len)
    return bool(short) and (short == long or (len(short) >= 2 and long[: len(short)] == short))


@dataclass(frozen=True)
class _Names:
    """The folded names of one entity, whole and as sets of words."""

    whole: frozenset[str]
    words: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, *texts: str) -> _Names:
        whole = frozenset(form for t in texts if t for form in (fold(t), bare(t)) if form)
        return cls(whole, tuple(frozenset(name.split()) for name in sorted(whole) if " " in name))

    def overlap(self, other: _Names) -> int:
        equal = len(self.whole & other.whole)
        if equal:
            return 10 + equal
        return int(any(len(a & b) >= 2 and (a <= b or b <= a) for a in self.words for b in other.words))


def align_entities(predicted: Iterable[Entity], gold: Sequence[Gold]) -> dict[str, str]:
    """Map ids of predicted entities to the ids of the gold entities that they name best."""
    golds = [(g["id"], g["type"], _gold_names(g)) for g in gold]
    aligned: dict[str, str] = {}
    for entity in predicted:
        english = entity.labels.get("en", "") if entity.type in {"Country", "Place"} else ""
        mentions = (m.text for m in entity.mentions)
        names = _Names.of(entity.name, entity.labels.get("ar", ""), english, *entity.aliases, *mentions)
        best = max(((names.overlap(n), kind == entity.type, gid) for gid, kind, n in golds), default=(0, False, ""))
        if best[0]:
            aligned[entity.id] = best[2]
    return aligned


def _gold_names(gold: Gold) -> _Names:
    english = gold.get("en", "") if gold.get("nisba") or gold["type"] in {"Country", "Place"} else ""
    return _Names.of(gold["name"], *gold.get("aliases", ()), english)
