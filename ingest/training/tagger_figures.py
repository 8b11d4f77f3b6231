"""Measures the taggers: `python -m ingest.training.tagger_figures NER_DIR --held-out CACHE --gold DIR... --out FILE`.

The shipped models on the test split of ANERcorp, and on each gold folder the model that was trained without it
(`CACHE/without-PART`), where there is one. Writes exact F1 over persons, places and bodies and by kind, and F1 by overlap, as JSON.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.mentions.tagger import load_tagger
from ingest.training.corpora import Tagged, read_conll, read_gold_folder
from ingest.training.entity_scores import score

ENGINES = ("crf", "net")


def figures(engine: str, folder: Path | None, sentences: Sequence[Tagged]) -> dict[str, Any]:
    """F1 of an engine on tagged sentences; `folder` holds its model, else it is the shipped one."""
    tagged = load_tagger(engine, folder).tag([s.words for s in sentences])
    pairs = [(s.tags, [tag for tag, _ in row]) for s, row in zip(sentences, tagged, strict=True)]
    exact, loose = score(pairs), score(pairs, overlap=True)
    return {
        "exact": {kind: round(s.f1, 4) for kind, s in exact.items()},
        "overlap": {kind: round(s.f1, 4) for kind, s in loose.items()},
        "precision": round(exact["all"].precision, 4),
        "recall": round(exact["all"].recall, 4),
    }


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ner", type=Path)
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument("--held-out", type=Path)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    test = read_conll(args.ner / "anercorp_test.conll")
    found: dict[str, dict[str, Any]] = {engine: {"anercorp-test": figures(engine, None, test)} for engine in ENGINES}
    for folder in args.gold if args.held_out else ():
        sentences = [s for _, own in read_gold_folder(folder) for s in own]
        model = args.held_out / f"without-{folder.name}"
        for engine in ENGINES:
            if (model / f"{engine}.npz").exists():
                found[engine][model.name] = figures(engine, model, sentences)
    text = json.dumps(found, indent=1)
    print(text)
    if args.out:
        args.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
