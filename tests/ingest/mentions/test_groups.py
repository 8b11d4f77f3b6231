"""Peoples and groups: heads with what they belong to, plural persons with their adjectives."""

import pytest

from tests.ingest.mentions.reading import read, texts


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("عزى الوزير أسر الضحايا أمس", "أسر الضحايا"),
        ("شكر المحافظ أهالي حلب على صبرهم", "أهالي حلب"),
        ("استقبل القائد وجهاء من منبج", "وجهاء من منبج"),
        ("فرّقت الشرطة المتظاهرين بالغاز", "المتظاهرين"),
        ("هاجم متظاهرون موالون المبنى", "متظاهرون موالون"),
        ("وصلت المساعدات إلى متضرري الزلزال", "متضرري الزلزال"),
        ("تعازينا لآل الحداد", "آل الحداد"),
        ("أشاد بموقف الدول المانحة", "الدول المانحة"),
    ],
)
def test_groups_are_told_by_their_heads(text, group):
    assert texts(read(text), "Group") == [group]


@pytest.mark.parametrize("text", ["زار أهالي بيته", "وصل طلاب أمس"])
def test_a_head_without_what_it_belongs_to_is_no_group(text):
    assert texts(read(text), "Group") == []


def test_a_body_behind_a_group_acts_itself():
    doc = read("قُتل مسلحون من حركة حماس")
    assert texts(doc, "Group") == []
    assert texts(doc, "Organization") == ["حركة حماس"]
