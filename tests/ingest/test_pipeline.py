"""The whole way: from a text to ties with evidence, the same every time."""

import json
import subprocess
import sys

import pytest

from ingest.article import Article
from ingest.evaluation import evaluate
from ingest.extraction import Extraction
from ingest.pipeline import Options, extract, extractor_name
from tests.gold import SHARED

TEXT = (
    "استقبل وزير الخارجية الأردني أيمن الصفدي، اليوم الجمعة، في عمان وزير الخارجية المصري سامح شكري.\n"
    "وشكر شكري الأردن على استضافة اللقاء.\n"
    "ومن المقرر أن يزور الصفدي القاهرة الشهر المقبل.\n"
)


@pytest.fixture(scope="module")
def told():
    extraction = extract(Article("x", TEXT, published="2024-05-10"))
    names = {e.id: e.name for e in extraction.entities}
    return extraction, {(r.type, names[r.subject], names[r.object]): r for r in extraction.relations}


def test_a_reception_is_told_with_day_and_place(told):
    extraction, ties = told
    hosted = ties["hosted", "أيمن الصفدي", "سامح شكري"]
    assert hosted.date == "2024-05-10"
    assert hosted.status == "happened"
    assert {e.id: e.name for e in extraction.entities}.get(hosted.place) == "عمان"
    met = ties.get(("metWith", "أيمن الصفدي", "سامح شكري")) or ties["metWith", "سامح شكري", "أيمن الصفدي"]
    assert met.occasion == hosted.occasion


def test_thanks_go_to_the_country(told):
    assert ("thanked", "سامح شكري", "الأردن") in told[1]


def test_a_plan_is_no_fact(told):
    assert told[1]["visited", "أيمن الصفدي", "القاهرة"].status == "planned"


def test_evidence_is_verbatim_with_its_trigger(told):
    for r in told[0].relations:
        e = r.evidence
        assert TEXT[e.start : e.end] == e.text
        assert e.start <= e.trigger[0] < e.trigger[1] <= e.end
        assert 0 < r.confidence < 1


def test_the_same_text_gives_the_same_extraction(told):
    assert extract(Article("x", TEXT, published="2024-05-10")) == told[0]


def test_the_contract_goes_there_and_back(told):
    assert Extraction.from_json(json.loads(json.dumps(told[0].to_json()))) == told[0]


def test_another_language_gives_a_note():
    extraction = extract(Article("x", "The minister thanked Jordan for its help and met his counterpart."))
    assert (extraction.relations, extraction.notes) == ((), (("language", "en"),))


def test_min_confidence_leaves_out_the_unsure(told):
    least = max(r.confidence for r in told[0].relations)
    sure = extract(Article("x", TEXT, published="2024-05-10"), Options(min_confidence=least))
    assert {r.confidence for r in sure.relations} == {least}


def test_a_missing_day_leaves_dates_open():
    extraction = extract(Article("x", TEXT))
    assert "date-open" in dict(extraction.notes)
    assert all(r.date is None for r in extraction.relations)


def test_the_name_tells_the_options():
    assert extractor_name(Options()) != extractor_name(Options(min_confidence=0.5))
    assert extractor_name(Options()) == extractor_name()


def test_reading_loads_no_training_library():
    code = (
        "import sys; from ingest.article import Article; from ingest.pipeline import extract;"
        f"extract(Article('x', {TEXT!r}));"
        "print([m for m in ('torch', 'sklearn', 'pandas', 'transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "seed").is_dir(), reason="the seed article is not beside the checkout")
def test_the_seed_article():
    text = (SHARED / "seed" / "article.txt").read_bytes().decode("utf-8")
    extraction = extract(Article("article", text, published="2025-10-17"))
    report = evaluate(SHARED / "seed", [extraction])
    assert report.relations.f1 >= 0.85
    assert report.share("evidence") == 1.0
    names = {e.id: e.name for e in extraction.entities}
    assert not any(r.type == "metWith" and "روسيا" in {names[r.subject], names[r.object]} for r in extraction.relations)
