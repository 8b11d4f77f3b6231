"""Scores by the guidelines' definitions; the scorer beside the checkout must say the same."""

import importlib.util
import json
from dataclasses import replace

import pytest

from graph.sample import sample_corpus
from ingest.evaluation import Score, evaluate, same_title, tie_key
from ingest.extraction import Evidence
from tests.gold import SHARED, read_gold


@pytest.fixture(scope="module")
def gold():
    from pathlib import Path

    folder = Path(str(sample_corpus()))
    return folder, [read_gold(p)[1] for p in sorted(folder.glob("*.json")) if p.with_suffix(".txt").exists()]


def spoiled(extraction):
    """The gold with faults: every fifth tie lost, every seventh turned round, dates and states changed."""
    relations = [r for i, r in enumerate(extraction.relations) if i % 5]
    relations = [replace(r, subject=r.object, object=r.subject) if i % 7 == 3 else r for i, r in enumerate(relations)]
    relations = [replace(r, date="2020-01-01", status="planned") if i % 6 == 2 else r for i, r in enumerate(relations)]
    relations = [
        replace(r, evidence=Evidence(r.evidence.start, r.evidence.end, "not verbatim", None)) if i % 4 == 1 else r
        for i, r in enumerate(relations)
    ]
    return replace(extraction, relations=tuple(relations), positions=extraction.positions[1:])


def test_gold_against_itself_is_perfect(gold):
    folder, extractions = gold
    report = evaluate(folder, extractions)
    assert report.relations.f1 == pytest.approx(1.0)
    assert report.entity_recall == 1.0
    assert report.missing == []


def test_faults_are_counted(gold):
    folder, extractions = gold
    report = evaluate(folder, [spoiled(e) for e in extractions])
    assert report.relations.precision < 1
    assert report.relations.recall < 1
    assert report.share("dates") < 1
    assert report.share("evidence") < 1
    assert report.not_happened.spurious > 0
    assert any(e[1] == "missed" for e in report.errors)


@pytest.mark.skipif(not (SHARED / "eval" / "score.py").exists(), reason="the scorer is not beside the checkout")
def test_the_scorer_says_the_same(gold):
    folder, extractions = gold
    spec = importlib.util.spec_from_file_location("reference_scorer", SHARED / "eval" / "score.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    for given in (extractions, [spoiled(e) for e in extractions], extractions[:3]):
        theirs = scorer.score(folder, {e.article.id: json.loads(json.dumps(e.to_json())) for e in given})
        ours = evaluate(folder, given).to_json()
        for name in theirs.keys() - {"errors"}:
            assert ours[name] == theirs[name], name
        assert sorted(map(tuple, ours["errors"])) == sorted(theirs["errors"])


def test_a_folder_without_gold_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="no annotated article"):
        evaluate(tmp_path, [])


def test_articles_without_extraction_are_named(gold):
    folder, extractions = gold
    report = evaluate(folder, extractions[1:])
    assert report.missing == [extractions[0].article.id]
    assert "1 of" in report.table()


def test_score_adds_up():
    score = Score(3, 1, 2) + Score(1, 0, 0)
    assert (score.right, score.precision, round(score.recall, 3)) == (4, 0.8, 0.667)
    assert Score().f1 == 0.0


def test_symmetric_ties_hold_either_way():
    assert tie_key("metWith", "b", "a") == tie_key("metWith", "a", "b")
    assert tie_key("hosted", "b", "a") != tie_key("hosted", "a", "b")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("وزير الخارجية", "وزير الخارجيه", True),
        ("وزير الخارجية", "وزير الخارجية والمغتربين", True),
        ("وزير", "وزير الخارجية", False),
        ("وزير الدفاع", "وزير الخارجية", False),
    ],
)
def test_titles(a, b, same):
    assert same_title(a, b) is same
