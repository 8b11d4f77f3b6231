import time

import pytest
from hypothesis import given

from ingest.extraction import LONGEST_EVIDENCE
from tests.ingest.text.making import document, sentences
from tests.ingest.text.test_tokens import TEXTS


@given(TEXTS)
def test_sentences_tile_the_tokens(text):
    doc = document(text)
    at = 0
    for n, s in enumerate(doc.sentences):
        assert (s.index, s.first) == (n, at)
        assert s.first < s.last
        assert s.start == doc.tokens[s.first].start
        assert s.end == doc.tokens[s.last - 1].end
        assert s.end - s.start <= LONGEST_EVIDENCE or s.last - s.first == 1
        at = s.last
    assert at == len(doc.tokens)


def test_full_stops_and_question_marks_end():
    assert sentences("وصل الوزير. وقال: هل نلتقي؟ نعم! انتهى.") == ["وصل الوزير.", "وقال: هل نلتقي؟", "نعم!", "انتهى."]


def test_no_space_after_the_full_stop():
    assert sentences("وصل الوزير أمس.وقال إنه باق.") == ["وصل الوزير أمس.", "وقال إنه باق."]


@pytest.mark.parametrize(
    "sentence",
    [
        "التقى د. أحمد الخطيب ود. سامي نظيرهما م. كريم في عمان.",
        "نقلت أ. ف. ب. عن الجنرال جون و. سميث قوله ذلك.",
        "بلغت القيمة 1.3 مليار دولار و2.5 مليون يورو.",
        "قال Mr. Brown إنه سيعود.",
        "انقطع البث... قبل أن يعود.",
        "افتتح الموقع example.org أمس.",
        "وصل الوزير إلى دمشق؛ ثم غادرها.",
    ],
)
def test_what_does_not_end_a_sentence(sentence):
    assert sentences(sentence) == [sentence]


@pytest.mark.parametrize("last", ["في عام 1446 هـ.", "في 2025 م.", "بحسب (أ ف ب).", "من طراز 5.", "نائبا أول له."])
def test_short_last_words_still_end(last):
    assert sentences(f"وقع ذلك {last} وقال الوزير كلمة.") == [f"وقع ذلك {last}", "وقال الوزير كلمة."]


def test_quotation_marks_stay_with_their_sentence():
    assert sentences('قال "لن نعود." "سنبقى هنا" ردد الجمع. «كفى.» هتفوا.') == [
        'قال "لن نعود."',
        '"سنبقى هنا" ردد الجمع.',
        "«كفى.»",
        "هتفوا.",
    ]


WRAPPED = """استقبل وزير الزراعة في العاصمة صباح أمس وفدا من
غرفة التجارة برئاسة سامر الحلو،
وبحث معه سبل
زيادة الصادرات من الزيتون والقطن بين
البلدين الجارين.
أرقام متواضعة
وقال الوزير إن حجم التجارة لم يبلغ العام الماضي إلا نصف
ما كان عليه قبل عشر سنوات.
زيارة قريبة
من جانبه دعا الحلو الوزير إلى زيارة الغرفة في
مقرها الجديد."""


def test_wrapped_lines_are_joined_and_headings_stand_alone():
    assert [" ".join(s.split()) for s in sentences(WRAPPED)] == [
        "استقبل وزير الزراعة في العاصمة صباح أمس وفدا من غرفة التجارة برئاسة سامر الحلو، وبحث معه سبل زيادة الصادرات من الزيتون والقطن بين البلدين الجارين.",
        "أرقام متواضعة",
        "وقال الوزير إن حجم التجارة لم يبلغ العام الماضي إلا نصف ما كان عليه قبل عشر سنوات.",
        "زيارة قريبة",
        "من جانبه دعا الحلو الوزير إلى زيارة الغرفة في مقرها الجديد.",
    ]


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n", "\u2028"])
def test_every_kind_of_line_break_wraps(newline):
    text = WRAPPED.replace("\n", newline)
    assert len(sentences(text)) == 5


@pytest.mark.parametrize(
    "dateline",
    ["بيروت - وكالات", "الخرطوم", "تونس 3 صفر 1440 هـ الموافق 12 أكتوبر 2018 م", "مسقط/", "عدن، تعز – مراسلونا:"],
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline):
    first, *rest = sentences(
        dateline
        + "\nالتقى الوزير نظيره في مقر الوزارة وبحثا التعاون بين البلدين في مجالات الطاقة والنقل.\nوحضر اللقاء السفير.\n"
    )
    assert first == dateline
    assert rest[0].startswith("التقى الوزير")


def test_list_items_and_tickers():
    text = "🔴 #عاجل | #اليمن\n▪️ وزير النقل يصل غدا إلى عدن\n▪️ وصول باخرة إغاثة إلى الميناء\n1. بند أول\n2- بند ثان\n- ختام"
    assert sentences(text) == text.split("\n")


def test_lines_without_any_full_stop_are_headlines():
    text = "وصول الوزير إلى عمان\nاجتماع مغلق في مقر الحكومة مع رئيس الوزراء ونائبيه\nبيان ختامي قصير\nمغادرة الوفد"
    assert sentences(text) == text.split("\n")


def test_long_lines_are_paragraphs_even_without_full_stops():
    paragraph = "وقال الوزير إن الطريق بين البلدين سيفتح أمام الشاحنات في الشهر المقبل بعد أن أنجزت اللجان المشتركة أعمالها في المعبر وفي المنطقة الحرة المجاورة له على الجانبين"
    text = f"{paragraph}\nبدوره شكر السفير الوزير\n{paragraph} أيضا ."
    assert sentences(text) == text.split("\n")


def test_blank_lines_part_even_without_full_stops():
    assert sentences("عنوان الخبر كاملا\n \nوصل الوزير\n\u200f\nوغادر") == ["عنوان الخبر كاملا", "وصل الوزير", "وغادر"]


def test_long_sentences_are_cut_at_their_marks():
    long = "، ".join(["والتقى الوزير السفير في مقر الوزارة وبحث معه التعاون"] * 30)
    pieces = sentences(long)
    assert all(len(p) <= LONGEST_EVIDENCE for p in pieces)
    assert all(p.endswith("،") for p in pieces[:-1])
    half = "كلمة " * 70
    assert sentences(f"{half}؛ {half}، {half}.")[0].endswith("؛"), "a semicolon before a comma"


def test_a_sentence_without_marks_is_cut_between_words():
    assert all(len(p) <= LONGEST_EVIDENCE for p in sentences("كلمة " * 1000))


@pytest.mark.parametrize("unit", ["التقى الوزير نظيره، ", 'قال ("', "سطر\n", '"', "."])
def test_time_is_linear(unit):
    def seconds(n: int) -> float:
        start = time.process_time()
        document(unit * n)
        return time.process_time() - start

    seconds(100)
    assert min(seconds(16000) for _ in range(2)) < 14 * max(min(seconds(4000) for _ in range(2)), 0.01)
