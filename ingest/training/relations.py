"""Train and ship the relation scorers: `python -m ingest.training.relations --held-out DIR PART=FOLDER...`.

Each part (a folder of annotated articles) is scored by models made without it, mentions included; thresholds
and calibration come from those answers. The shipped model then learns from all parts. The texts of our own
(`ingest/training/texts`) are learned from every time and never scored.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.evaluation import Score
from ingest.relations.scorer import MODEL, RelationModel
from ingest.training.relation_examples import own_examples, read_part
from ingest.training.relation_training import OWN, Example, best_by_key, train

PRECISION_AIM = 0.78
FEWEST = 25  # gold ties of a relation below which it takes the common threshold
_GRID = [i / 50 for i in range(12, 46)]


@dataclass(frozen=True, slots=True)
class Answer:
    """A tie with its raw probability, and whether the gold has it; `article` tells where."""

    part: str
    article: str
    relation: str
    probability: float
    right: bool


@dataclass(frozen=True)
class Answers:
    """All answers of held-out articles, and how many ties the gold has by part and relation."""

    answers: tuple[Answer, ...]
    gold: dict[tuple[str, str], int]

    def without(self, part: str) -> Answers:
        """The answers of the other parts."""
        return Answers(
            tuple(a for a in self.answers if a.part != part), {k: n for k, n in self.gold.items() if k[0] != part}
        )

    def only(self, part: str) -> Answers:
        """The answers of one part."""
        return Answers(
            tuple(a for a in self.answers if a.part == part), {k: n for k, n in self.gold.items() if k[0] == part}
        )

    def score(self, thresholds: dict[str, float], relation: str | None = None) -> Score:
        """Right, spurious and missed at these thresholds."""
        told = [
            a
            for a in self.answers
            if relation in {None, a.relation} and a.probability >= thresholds.get(a.relation, thresholds["*"])
        ]
        right = sum(a.right for a in told)
        wanted = sum(n for (_, r), n in self.gold.items() if relation in {None, r})
        return Score(right, len(told) - right, wanted - right)


def answers_of(model: RelationModel, examples: Iterable[Example]) -> Answers:
    """What a model answers on articles that it has not seen; borderline ties are left out."""
    found: list[Answer] = []
    gold: dict[tuple[str, str], int] = defaultdict(int)
    for e in examples:
        for key, probability in best_by_key(model.score(e.read()), e).items():
            if probability >= 0.05 and (key in e.ties.firm or key not in e.ties.doubtful):
                found.append(Answer(e.part, e.name, key[0], probability, key in e.ties.firm))
        for relation, _, _ in e.ties.firm:
            gold[e.part, relation] += 1
    return Answers(tuple(found), dict(gold))


def joined(parts: Sequence[Answers]) -> Answers:
    """Answers of several parts, or folds of one, taken together."""
    gold: dict[tuple[str, str], int] = defaultdict(int)
    for p in parts:
        for key, count in p.gold.items():
            gold[key] += count
    return Answers(tuple(a for p in parts for a in p.answers), dict(gold))


def tune(answers: Answers) -> dict[str, float]:
    """Thresholds by relation: the best F1 among those that keep the precision aimed at, else the most precise."""
    common = _best(answers, None)
    thresholds = {"*": common}
    counts: dict[str, int] = defaultdict(int)
    for (_, relation), n in answers.gold.items():
        counts[relation] += n
    for relation in sorted(counts):
        if counts[relation] >= FEWEST:
            # Half way to the common one: few examples make a relation's own threshold uncertain.
            thresholds[relation] = round((_best(answers, relation) + common) / 2, 3)
    return thresholds


def _best(answers: Answers, relation: str | None) -> float:
    scores = [(t, answers.score({"*": t}, relation)) for t in _GRID]
    good = [(s.f1, -t) for t, s in scores if s.precision >= PRECISION_AIM and s.right]
    if good:
        return -max(good)[1]
    return max(scores, key=lambda x: (round(x[1].precision, 2), x[1].f1))[0] if relation is None else 0.6


def calibrate(answers: Answers) -> list[tuple[float, float]]:
    """Points of an isotonic fit from raw probability to the share of right answers."""
    from sklearn.isotonic import IsotonicRegression

    told = sorted((a.probability, a.right) for a in answers.answers)
    fit = IsotonicRegression(y_min=0.01, y_max=0.99, out_of_bounds="clip")
    fit.fit([p for p, _ in told], [float(r) for _, r in told])
    grid = [i / 20 for i in range(21)]
    return [(x, round(float(y), 3)) for x, y in zip(grid, fit.predict(grid), strict=True)]


def leave_one_out(examples: Sequence[Example]) -> list[Answers]:
    """Answers on each part by a model that learned from the others."""
    parts = list(dict.fromkeys(e.part for e in examples if e.part != OWN))
    found = []
    for part in parts:
        model = train([e for e in examples if e.part != part])
        found.append(answers_of(model, [e for e in examples if e.part == part]))
        print(part, found[-1].score({"*": 0.45}).to_json(), flush=True)
    return found


def report(parts: Sequence[Answers]) -> None:
    """Print each part's score at thresholds tuned on the others, then each relation."""
    everything = joined(parts)
    for answers in parts:
        part = next(iter(answers.gold))[0]
        s = answers.score(tune(everything.without(part)))
        print(f"{part:<8} P {s.precision:.3f} R {s.recall:.3f} F1 {s.f1:.3f}")
    thresholds = tune(everything)
    for relation in sorted({r for _, r in everything.gold}):
        s = everything.score(thresholds, relation)
        print(
            f"{relation:<20} P {s.precision:.2f} R {s.recall:.2f} F1 {s.f1:.2f} at {thresholds.get(relation, thresholds['*']):.2f}"
        )
    s = everything.score(thresholds)
    print(f"all P {s.precision:.3f} R {s.recall:.3f} F1 {s.f1:.3f}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="+", metavar="PART=FOLDER")
    parser.add_argument("--held-out", type=Path, required=True, help="taggers made without each part")
    parser.add_argument("--out", type=Path, default=MODEL)
    args = parser.parse_args()
    examples: list[Example] = []
    for name, _, folder in (p.partition("=") for p in args.parts):
        examples += read_part(name, Path(folder), args.held_out)
    ship([*examples, *own_examples()], args.out)


def ship(examples: Sequence[Example], out: Path) -> None:
    """Tune on held-out answers, learn from everything, write the model file."""
    parts = leave_one_out(examples)
    report(parts)
    everything = joined(parts)
    model = train(examples)
    model.thresholds, model.calibration = tune(everything), calibrate(everything)
    model.version = f"{len(examples)} articles"
    out.write_text(json.dumps(model.to_json(), separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()
