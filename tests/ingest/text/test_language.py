import pytest

from ingest.text.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("وصل وزير الخارجية إلى دمشق أمس والتقى نظيره في القصر", "ar"),
        ("وصل الى بغداد", "ar"),
        ("وصل الرئيس (President) إلى واشنطن Washington DC أمس", "ar"),
        ("وزير خارجه ايران امروز وارد دمشق شد و با همتای خود دیدار کرد که در این سفر است", "fa"),
        ("وزیر خارجہ آج دمشق پہنچے اور انہوں نے اپنے ہم منصب سے ملاقات کی ہے", "ur"),
        ("وەزیری دەرەوە لە دیمەشق لەگەڵ هاوتاکەی کۆبووەوە و باسی پەیوەندییەکانیان کرد", "ckb"),
        ("The minister arrived in Damascus on Friday and met with his counterpart", "en"),
        ("Bakan cuma günü Şam'a geldi ve mevkidaşı ile bir araya geldi, bu ziyaret için", "tr"),
        ("Le ministre est arrivé à Damas et a rencontré son homologue dans la capitale", "fr"),
        ("Министр прибыл в Дамаск", "ru"),
        ("12345 ... 😀", None),
        ("", None),
    ],
)
def test_language(text, language):
    assert language_of(text) == language


def test_foreign_names_do_not_make_arabic_persian():
    assert (
        language_of("التقى پیشوا گوران نظيره في أربيل وبحث معه الملفات المشتركة بين الجانبين في اجتماع استمر ساعتين")
        == "ar"
    )
