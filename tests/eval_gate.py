"""The floor that extraction may not sink below: `python -m tests.eval_gate [--update [--allow-regression]]`.

Two figures are held against `eval_baseline.json`:

corpus   relations F1 on the bundled corpus, five-fold: each fold is read by relation models trained on the other
         four folds only, with a tagger that never saw the corpus (`tests/models/ner-without-corpus`)
styles   relations F1 of the parts of `../shared` left out in turn, by models that learned from the others and from
         the texts of our own; only where these texts lie beside the checkout
         and RAWABIT_HELD_OUT names the folder of taggers made without each part (`ingest.training.tagger --held-out`)

`--update` writes the figures measured now as the new floor; it refuses to lower one without `--allow-regression`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from graph.sample import sample_corpus
from ingest.evaluation import Score
from ingest.mentions.tagger import load_tagger
from ingest.training.relation_examples import gold_paths, own_examples, read_example, read_part
from ingest.training.relation_training import Example, train
from ingest.training.relations import Answers, answers_of, joined
from tests.gold import SHARED

BASELINE = Path(__file__).with_name("eval_baseline.json")
TAGGER = Path(__file__).parent / "models" / "ner-without-corpus"
PARTS = {"T1": "train/T1", "T2": "train/T2", "T3": "train/T3", "T4": "train/T4", "corpus": "corpus"}
FOLDS = 5
THRESHOLD = 0.5  # one for all relations and figures: thresholds tuned on these texts would flatter
SLACK = 0.01  # what another version of a numeric library may shift


def corpus_examples() -> list[Example]:
    """The bundled corpus as examples, its mentions read by the tagger that never saw it."""
    tagger = load_tagger("crf", TAGGER)
    return [read_example(path, "corpus", tagger) for path in gold_paths(Path(str(sample_corpus())))]


def five_fold(examples: list[Example]) -> Answers:
    """Answers on each fold by models that learned from the other four."""
    folds = [[e for i, e in enumerate(examples) if i % FOLDS == fold] for fold in range(FOLDS)]
    return joined([answers_of(train([e for e in examples if e not in fold]), fold) for fold in folds])


def left_out(held_out: Path) -> Answers:
    """Answers on each part of the shared texts by models made without it."""
    examples = [e for part, folder in PARTS.items() for e in read_part(part, SHARED / folder, held_out)]
    examples += own_examples()
    return joined([
        answers_of(train([e for e in examples if e.part != part]), [e for e in examples if e.part == part])
        for part in PARTS
    ])  # fmt: skip


def measure() -> dict[str, Score]:
    """The figures that can be measured here."""
    figures = {"corpus": five_fold(corpus_examples()).score({"*": THRESHOLD})}
    held_out = os.environ.get("RAWABIT_HELD_OUT")
    if held_out and (SHARED / "train").is_dir():
        figures["styles"] = left_out(Path(held_out)).score({"*": THRESHOLD})
    return figures


def judge(figures: dict[str, Score], floor: dict[str, dict[str, float]]) -> list[str]:
    """One line for each figure that lies below its floor."""
    return [
        f"{name}: F1 {score.f1:.4f} is below the floor {floor[name]['f1']:.4f}"
        for name, score in figures.items()
        if name in floor and score.f1 < floor[name]["f1"] - SLACK
    ]


def update(figures: dict[str, Score], floor: dict[str, dict[str, float]], *, allow_regression: bool) -> list[str]:
    """Write the figures as the new floor; what would be lowered without leave is returned and nothing written."""
    lowered = [n for n, s in figures.items() if n in floor and s.f1 < floor[n]["f1"]]
    if lowered and not allow_regression:
        return [f"{n}: would lower the floor {floor[n]['f1']:.4f} to {figures[n].f1:.4f}" for n in lowered]
    merged = floor | {name: score.to_json() for name, score in figures.items()}
    BASELINE.write_text(json.dumps(merged, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return []


def main() -> int:
    """Measure, compare, and say so; 1 where a figure sinks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    args = parser.parse_args()
    floor = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    figures = measure()
    for name, s in figures.items():
        print(f"{name:<8} P {s.precision:.4f}  R {s.recall:.4f}  F1 {s.f1:.4f}")
    if args.update:
        complaints = update(figures, floor, allow_regression=args.allow_regression)
    else:
        complaints = judge(figures, floor)
    for line in complaints:
        print(line, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
