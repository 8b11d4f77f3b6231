"""Names that neither a list nor the tagger gives, read from where they stand."""

import pytest

from tests.ingest.mentions.reading import person, read, texts


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("التقت وزيرة الثقافة زوريخة حداد الوفد", "زوريخة حداد", "وزيرة الثقافة"),
        ("استقبل وزير التعليم العالي د. سمير حداد الوفد", "سمير حداد", "وزير التعليم العالي"),
        ("حضر رئيس الغرفة، زورنيك حداد، الحفل", "زورنيك حداد", "رئيس الغرفة"),
    ],
)
def test_a_name_behind_an_office(text, name, title):
    assert person(read(text, PER=["سمير حداد", "حداد"]), name).title == title


def test_a_name_behind_an_honorific_and_a_nationality():
    doc = read("وحضرت المحامية السنغالية زورنيك حداد")
    assert texts(doc, "Person") == ["زورنيك حداد"]
    assert texts(doc, "Country") == ["السنغالية"]


def test_a_name_joined_to_one_before():
    doc = read("ضم الوفد سمير حداد وليلى حداد وكريم ناصر", PER=["سمير حداد", "وكريم ناصر"])
    assert texts(doc, "Person") == ["سمير حداد", "ليلى حداد", "كريم ناصر"]


@pytest.mark.parametrize(
    "text", ["أقام وزير الخارجية مأدبة عشاء للوفد", "وصل سمير حداد وتناول الغداء", "قال وزير النقل إن العمل مستمر"]
)
def test_what_follows_an_office_or_a_name_need_not_be_a_name(text):
    doc = read(text, PER=["سمير حداد"])
    assert set(texts(doc, "Person")) <= {"سمير حداد", "وزير الخارجية", "وزير النقل"}
