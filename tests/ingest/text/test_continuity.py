import pytest
from hypothesis import given

from ingest.text.continuity import KINDS, continuity, turns
from tests.ingest.text.making import document
from tests.ingest.text.test_tokens import TEXTS

ARTICLE = [
    ("استقبل وزير النقل اليوم وفدا من غرفة التجارة.", "open"),
    ("وحضر اللقاء معاون الوزير.", "same"),
    ("من جانبه شكر رئيس الوفد الوزير.", "same"),
    ("كما زار الوفد المرفأ.", "more"),
    ("وأشاد الوزير بالغرفة.", "on"),
    ("وفي بيروت، انتقد نائب القرار.", "elsewhere"),
    ("وفي عدن هاجم مسلحون المرفأ.", "elsewhere"),
    ("وفي ختام الجولة غادر الوفد.", "more"),
    ("من جهة أخرى، عين الوزير مديرا للمرفأ.", "aside"),
    ("ويذكر أن الوزير تسلم مهامه قبل عام.", "background"),
    ("وكان الوزير قد زار المرفأ.", "background"),
]


def test_how_sentences_hang_together():
    doc = document(" ".join(sentence for sentence, _ in ARTICLE))
    kinds = continuity(doc)
    assert kinds == [kind for _, kind in ARTICLE]
    assert turns(kinds) == [0, 0, 0, 0, 0, 1, 2, 2, 3, 3, 3]


@pytest.mark.parametrize("text", ["■ بيروت - انتقد نائب القرار.", "▪️ عدن: هاجم مسلحون المرفأ."])
def test_items_with_a_place_are_elsewhere(text):
    assert continuity(document(text)) == ["elsewhere"]


@given(TEXTS)
def test_every_sentence_has_a_kind(text):
    doc = document(text)
    kinds = continuity(doc)
    assert len(kinds) == len(doc.sentences) == len(turns(kinds))
    assert set(kinds) <= set(KINDS)
