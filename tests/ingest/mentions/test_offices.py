import pytest

from ingest.document import MentionKind
from tests.ingest.mentions.reading import person, read, texts


def offices(doc, name):
    return [(o.title, o.nation, o.former) for o in person(doc, name).offices]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("قال وزير النقل الأردني سمير حداد إن", "سمير حداد", ("وزير النقل", "الأردن", False)),
        ("والتقى بالرئيس الجورجي سمير حداد", "سمير حداد", ("الرئيس", "جورجيا", False)),
        ("وزير التعليم العالي والبحث العلمي الليبي السابق سمير حداد", "سمير حداد", ("وزير التعليم العالي والبحث العلمي", "ليبيا", True)),
        ("رئيس وزراء الهند سمير حداد", "سمير حداد", ("رئيس وزراء", "الهند", False)),
        ("نائب رئيس مجلس النواب العراقي سمير حداد", "سمير حداد", ("نائب رئيس مجلس النواب", "العراق", False)),
        ("السفير المصري في طهران سمير حداد", "سمير حداد", ("السفير في طهران", "مصر", False)),
        ("المتحدث باسم وزارة الخارجية القطرية سمير حداد", "سمير حداد", ("المتحدث باسم وزارة الخارجية", "قطر", False)),
        ("محافظ حمص سمير حداد", "سمير حداد", ("محافظ حمص", "سوريا", False)),
        ("السيد سمير حداد رئيس هيئة الأركان العامة.", "سمير حداد", ("رئيس هيئة الأركان العامة", None, False)),
        ("سمير حداد، وزير المالية الكويتي، إلى", "سمير حداد", ("وزير المالية", "الكويت", False)),
        ("عُيّن العقيد سمير حداد مديراً لإدارة الكلية البحرية", "سمير حداد", ("مدير إدارة الكلية البحرية", None, False)),
        ("وزير الدفاع الصيني، سمير حداد، في", "سمير حداد", ("وزير الدفاع", "الصين", False)),
        ("#وزير_الخارجية السوداني #سمير_حداد", "سمير حداد", ("وزير الخارجية", "السودان", False)),
    ],
)  # fmt: skip
def test_the_office_at_a_name(text, name, expected):
    assert offices(read(text, PER=["سمير حداد", "سمير _ حداد"]), name)[0] == expected


def test_a_body_brought_in_by_a_preposition_owns_the_office():
    doc = read("المدير العام للدفاع والأمن في وزارة الدفاع التركية سمير حداد", PER=["سمير حداد"])
    office = person(doc, "سمير حداد").offices[0]
    assert (office.title, office.owner) == ("المدير العام للدفاع والأمن", "وزارة الدفاع التركية")
    assert "وزارة الدفاع التركية" in texts(doc, "Organization")


def test_two_holders_of_one_office_each_have_their_nation():
    doc = read("وزيرا الخارجية القطري سمير حداد والتونسي كريم ناصر", PER=["سمير حداد", "كريم ناصر"])
    assert offices(doc, "سمير حداد") == [("وزير الخارجية", "قطر", False)]
    assert offices(doc, "كريم ناصر") == [("وزير الخارجية", "تونس", False)]


def test_portfolios_are_given_out_in_order():
    doc = read("التقى وزيري الخارجية والدفاع الأردنيين سمير حداد وكريم ناصر", PER=["سمير حداد", "وكريم ناصر"])
    assert offices(doc, "سمير حداد")[0][0] == "وزير الخارجية"
    assert offices(doc, "كريم ناصر")[0][0] == "وزير الدفاع"


def test_two_offices_of_one_person():
    doc = read("نائب رئيس الوزراء الأردني ووزير الخارجية سمير حداد", PER=["سمير حداد"])
    assert [o[0] for o in offices(doc, "سمير حداد")] == ["نائب رئيس الوزراء", "وزير الخارجية"]


def test_an_office_with_an_object_behind_it_is_not_the_subjects():
    doc = read("استقبل سمير حداد وزير الدفاع الفرنسي في باريس", PER=["سمير حداد"])
    assert offices(doc, "سمير حداد") == []
    assert [s.text for s in doc.mentions if s.kind is MentionKind.TITLE] == ["وزير الدفاع الفرنسي"]


@pytest.mark.parametrize(
    "text", ["ووجّه الرسالة والى الشعب", "قدّم المساعدة للجيش", "صدر أمر ملكي", "نشر القائمة الكاملة"]
)
def test_common_words_are_no_offices(text):
    assert texts(read(text), "Person") == []


def test_ranks_and_honorifics_are_no_offices():
    doc = read("حضر اللواء الركن سمير حداد والدكتورة ليلى ناصر", PER=["سمير حداد", "ليلى ناصر"])
    assert offices(doc, "سمير حداد") == []
    assert texts(doc, "Person") == ["سمير حداد", "ليلى ناصر"]
