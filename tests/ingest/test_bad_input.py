"""Input that is no news, or news in a bad state: few or no ties, never an exception, linear time."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.article import Article
from ingest.extraction import LONGEST_EVIDENCE, Extraction
from ingest.pipeline import extract
from tests.ingest.text.test_tokens import TEXTS

NEWS = "التقى وزير النقل سامر الحلو نظيره الأردني كريم الخالدي في عمان أمس، وبحثا التعاون. وشكر الحلو الأردن على دعمه. "

NO_NEWS = {
    "English": "The Syrian minister met his Turkish counterpart in Ankara on Friday and thanked Jordan.",
    "Turkish": "Suriye Dışişleri Bakanı cuma günü Ankara'da mevkidaşı ile bir araya geldi ve bu ziyaret için teşekkür etti.",
    "Persian": "وزير خارجه سوريه در آنکارا با همتای ترکیه ای خود دیدار کرد و گفت که این سفر مهم است",
    "a poem": "وللنيل في الصبح البهي حكاية\nيرددها الصفصاف والموج والنخل\nإذا زار دار الغائبين نسيمها\nتهلل وجه الأرض وانسكب الطل",
    "a recipe": "نقطع البصل ونضيف إليه كوبين من الماء، ثم نتركه على النار نصف ساعة. يقدم ساخنا مع الخبز.",
    "sport": "فاز الفريق بنتيجة 3-1 في المباراة التي أقيمت أمس، وسجل المهاجم هدفين في الشوط الثاني.",
    "dialect": "يا جماعة شو هالحكي 😂😂 #خبر_عاجل @user مبارح شفت الوزير عم يحكي عالتلفزيون والله مو معقول!!! https://example.org/x",
    "no words": "... ،،، ؟؟؟ !!! 12345 😀",
    "nothing": "",
    "white space": " \n\t\u200f\u2029",
}

BAD_STATE = {
    "mixed directions": f"\u202b{NEWS}\u202c Minister John Smith (جون سميث) \u200earrived\u200e إلى \u2067دمشق\u2069",
    "control characters": NEWS.replace(" ", "\x07 ").replace("ا", "ا\x1b[31m", 3),
    "lone surrogates": NEWS.replace("أمس", "أمس \ud83d") + "\udc00",
    "tatweel and diacritics": NEWS.replace("وز", "وـــز").replace("ل", "لَّ"),
    "presentation forms": "ﺍﻟﺘﻘﻰ ﺍﻟﻮﺯﻳﺮ ﻧﻈﻴﺮﻩ",
    "markup": f"<script>alert('x')</script> {NEWS} <b onclick=x>&amp;</b>",
    "only marks": '"(«[' * 500,
    "one long word": "ا" * 50_000,
    "stacked marks": "ا" + "\u0301" * 5_000,
    "line breaks": "\n" * 20_000 + NEWS + "\r" * 1000,
    "a bidi mark after every letter": "\u200f".join(NEWS),
    "one letter": "و " * 3000,
}


def check(article: Article, found: Extraction) -> None:
    text = article.text
    for evidence in [r.evidence for r in found.relations] + [p.evidence for p in found.positions]:
        assert text[evidence.start : evidence.end] == evidence.text
        assert len(evidence.text) <= LONGEST_EVIDENCE
        if evidence.trigger:
            start, end = evidence.trigger
            assert evidence.start <= start < end <= evidence.end
    for entity in found.entities:
        assert all(text[m.start : m.end] == m.text for m in entity.mentions)


def read(text: str) -> Extraction:
    article = Article("bad", text, published="2025-10-17")
    found = extract(article)
    check(article, found)
    return found


@pytest.mark.parametrize("name", NO_NEWS)
def test_what_is_no_news_gives_no_ties_and_a_reason(name):
    found = read(NO_NEWS[name])
    assert found.relations == ()
    assert found.notes, "why there are none"


@pytest.mark.parametrize("name", BAD_STATE)
def test_news_in_a_bad_state_is_read_without_an_exception(name):
    assert len(read(BAD_STATE[name]).relations) < 12


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS, st.integers(0, 3))
def test_anything_else(noise, times):
    read(noise + NEWS * times + noise)


def seconds(text: str) -> float:
    start = time.process_time()
    extract(Article("long", text, published="2025-10-17"))
    return time.process_time() - start


@pytest.mark.parametrize("unit", [NEWS, "وزير الخارجية ", "أحمد محمود، ", '("', "سطر\n"])
def test_time_is_linear(unit):
    seconds(unit)
    short, long = (min(seconds(unit * (n // len(unit))) for _ in range(2)) for n in (10_000, 80_000))
    assert long < 24 * max(short, 0.02), "eight times the text; squared it would be sixty-four times the time"


@pytest.mark.slow
def test_two_megabytes_on_one_line():
    assert seconds((NEWS * 20_000)[:2_000_000]) < 240, "seconds of one processor"
