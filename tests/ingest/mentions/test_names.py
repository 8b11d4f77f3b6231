import pytest

from tests.ingest.mentions.reading import person, read, texts


@pytest.mark.parametrize(
    ("word", "name"),
    [("وسمير حداد", "سمير حداد"), ("لسمير حداد", "سمير حداد"), ("بسمير حداد", "سمير حداد"), ("وليد حداد", "وليد حداد"), ("لافروف", "لافروف"), ("وأبو قصرة", "أبو قصرة")],
)  # fmt: skip
def test_clitics_are_cut_off_and_first_letters_kept(word, name):
    doc = read(f"ثم تحدث {word} طويلا", PER=[word])
    assert texts(doc, "Person") == [name]


def test_a_clitic_before_an_unknown_name_is_known_by_the_article():
    doc = read("وصل غولر أمس. وقدّم الشكر لغولر", PER=["غولر", "لغولر"])
    assert texts(doc, "Person") == ["غولر", "غولر"]


def test_mentions_give_the_stored_text_back():
    text = "والتقى للرئيسِ سمير حداد، ولـ«سمير حداد» بالرئيس سمير حداد"
    doc = read(text, PER=["سمير حداد"])
    assert len(doc.mentions) == 3
    assert all(text[s.start : s.end] == "سمير حداد" for s in doc.mentions)


def test_a_verb_in_a_tagged_run_is_no_part_of_the_name():
    assert texts(read("سمير حداد يستقبل وفدا", PER=["سمير حداد يستقبل"]), "Person") == ["سمير حداد"]


def test_a_run_of_two_names_is_parted_at_the_conjunction():
    doc = read("بحث سمير حداد وكريم ناصر الملف", PER=["سمير حداد وكريم ناصر"])
    assert texts(doc, "Person") == ["سمير حداد", "كريم ناصر"]


def test_a_particle_is_not_the_name_that_folding_makes_it():
    assert texts(read("شدد الوزير السوري على ضرورة الحوار"), "Person") == ["الوزير السوري"]


def test_an_unknown_word_behind_an_office_may_be_a_name():
    doc = read("قال وزير الطاقة القبرصي زورنيك برادل أمس")
    assert person(doc, "زورنيك برادل").title == "وزير الطاقة"


def test_a_name_that_only_looks_as_if_it_had_an_article_ends_the_body_before_it():
    doc = read(
        "برئاسة المدير العام للأمن في وزارة الدفاع التركية إلكاي زورنيك، أمس", ORG=["وزارة الدفاع التركية إلكاي زورنيك"]
    )
    office = person(doc, "إلكاي زورنيك").offices[0]
    assert (office.title, office.owner) == ("المدير العام للأمن", "وزارة الدفاع التركية")


def test_an_address_with_a_pronoun_stands_for_somebody():
    assert texts(read("وأكد جلالته ذلك لسموه"), "Person") == ["جلالته", "سموه"]


def test_two_last_names_side_by_side_are_two_persons():
    text = "وصل سمير حداد وكريم ناصر. وعزى حداد ناصر بوفاة والده"
    doc = read(text, PER=["سمير حداد", "وكريم ناصر", "حداد ناصر"])
    assert texts(doc, "Person")[-2:] == ["حداد", "ناصر"]


def test_an_office_in_a_tagged_run_is_somebody_else():
    doc = read("أبلغ سمير حداد السفير التركي موقفه", PER=["سمير حداد السفير التركي"])
    assert texts(doc, "Person") == ["سمير حداد", "السفير التركي"]
