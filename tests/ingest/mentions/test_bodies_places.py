import pytest

from tests.ingest.mentions.reading import read, texts


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أعلنت وزارة الموارد المائية والري المصرية اليوم", "وزارة الموارد المائية والري المصرية"),
        ("ردت هيئة الأركان العامة التركية على", "هيئة الأركان العامة التركية"),
        ("أعلن مجلس النواب الأردني تأجيل", "مجلس النواب الأردني"),
        ("أعلنت المؤسسة العامة للخطوط الحديدية السورية وقف", "المؤسسة العامة للخطوط الحديدية السورية"),
        ("وقالت الخارجية الفرنسية إن", "الخارجية الفرنسية"),
        ("قصفت قوات روسية مواقع", "قوات روسية"),
        ("أعلنت القوات المسلحة التركية مقتل", "القوات المسلحة التركية"),
        ("نفت السفارة التركية في دمشق الخبر", "السفارة التركية في دمشق"),
        ("أعلنت حركة «الفجر» انسحابها", "حركة «الفجر»"),
    ],
)
def test_a_head_noun_with_its_complement(text, name):
    assert texts(read(text), "Organization") == [name]


@pytest.mark.parametrize(
    "text",
    ["حركة الشاحنات على المعبر", "شدد على وحدة الأراضي السورية", "وفد برئاسة سمير حداد", "شكّل الحكومة الجديدة", "عقدا جلسة تنظيم العملية التعليمية"],
)  # fmt: skip
def test_everyday_words_are_no_organisations(text):
    assert texts(read(text, PER=["سمير حداد"]), "Organization") == []


@pytest.mark.parametrize(
    "text", ["الحكومة التونسية", "النظام السوري", "السلطات الإسرائيلية", "حكومة تونس", "الدولة اللبنانية"]
)
def test_a_government_is_its_country(text):
    spans = [s for s in read(f"وأعلنت {text} أمس").mentions if s.type == "Country"]
    assert [s.text for s in spans] == [text]
    assert spans[0].nation in {"تونس", "سوريا", "إسرائيل", "لبنان"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("وصل إلى أنقرة أمس", "Place"),
        ("عقد اللقاء بأنقرة أمس", "Place"),
        ("أعلنت أنقرة رفضها", "Country"),
        ("تقارب بين أنقرة وبغداد", "Country"),
        ("زار أنقرة مرتين", "Place"),
        ("وأنقرة تدعم الحل", "Country"),
    ],
)
def test_a_capital_is_a_place_or_its_government(text, kind):
    first = next(s for s in read(text).mentions if s.text == "أنقرة")
    assert (first.type, first.nation) == (kind, "تركيا")


@pytest.mark.parametrize(
    ("text", "name"),
    [("افتتح مطار حلب الدولي اليوم", "مطار حلب الدولي"), ("استقبله في قصر الشعب", "قصر الشعب"), ("عبر معبر باب الهوى الحدودي", "معبر باب الهوى الحدودي"), ("زار العاصمة العراقية", "العاصمة العراقية")],
)  # fmt: skip
def test_places_by_their_head_nouns(text, name):
    assert name in texts(read(text), "Place")


def test_a_country_shown_by_an_adjective_only_is_marked():
    spans = read("وفد ماليزي رفيع").mentions
    assert [(s.text, s.nation, s.nisba) for s in spans] == [("ماليزي", "ماليزيا", True)]


@pytest.mark.parametrize("agency", ["(أ ف ب)", "(واس)", "(د ب أ)"])
def test_an_agency_in_brackets_is_an_organisation(agency):
    assert texts(read(f"الرياض {agency} - وصل الوفد"), "Organization") == [agency.strip("()")]


def test_peoples_and_groups():
    assert texts(read("شكر الشعب التركي واللاجئين السوريين"), "Group") == ["الشعب التركي", "اللاجئين السوريين"]


def test_no_mention_overlaps_another():
    doc = read("استقبل رئيس مجلس النواب العراقي سمير حداد وزير الدفاع التركي في قصر السلام ببغداد", PER=["سمير حداد"])
    assert all(a.last <= b.first for a, b in zip(doc.mentions, doc.mentions[1:], strict=False))


def test_the_accusative_of_an_adjective_is_not_the_country():
    spans = [s for s in read("استقبل وفداً تركياً").mentions if s.type == "Country"]
    assert [(s.nation, s.nisba) for s in spans] == [("تركيا", True)]


def test_amman_and_oman_are_told_apart():
    here = next(s for s in read("وصل إلى عمان والتقى مسؤولا أردنيا").mentions if s.text == "عمان")
    there = next(s for s in read("شكر سلطنة عمان وقال إن عمان صديقة").mentions if s.text == "عمان")
    assert (here.type, here.nation) == ("Place", "الأردن")
    assert (there.type, there.nation) == ("Country", "سلطنة عُمان")


@pytest.mark.parametrize(
    ("text", "tagged", "bodies"),
    [
        ("قصفت قوات النظام البلدة", [], ["قوات النظام"]),
        ("نفى سلاح الجو الإسرائيلي ذلك", [], ["سلاح الجو الإسرائيلي"]),
        ("سلّم الهلال الأحمر القطري الخيام", [], ["الهلال الأحمر القطري"]),
        ("أدانت وزارة الخارجية السعودية الهجوم", [], ["وزارة الخارجية السعودية"]),
        ("وقّعت وزارة النقل ووزارة الطاقة عقدا", ["وزارة النقل ووزارة الطاقة"], ["وزارة النقل", "وزارة الطاقة"]),
    ],
)
def test_bodies_of_two_words_and_two_bodies_in_one_run(text, tagged, bodies):
    assert texts(read(text, ORG=tagged), "Organization") == bodies


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("اتهم الوزير موسكو بالكذب", "Country"),
        ("شكرت الحكومة السورية أنقرة", "Country"),
        ("وصل الوزير إلى موسكو", "Place"),
        ("عرّج الوزير على الرياض", "Place"),
    ],
)
def test_a_capital_that_is_blamed_or_thanked_is_its_country(text, kind):
    doc = read(text)
    assert next(s for s in doc.mentions if s.text in {"موسكو", "أنقرة", "الرياض"}).type == kind


def test_several_places_under_one_head():
    assert texts(read("قصفت الطائرات بلدتي الزورنية وبرادل في الليل"), "Place") == ["الزورنية", "برادل"]


def test_a_known_city_that_the_tagger_takes_for_a_person_is_a_place_where_one_goes():
    assert texts(read("وصل إلى صوفيا أمس", PER=["صوفيا"]), "Place") == ["صوفيا"]
