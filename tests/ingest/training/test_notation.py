"""The notation of annotated texts, and the texts written in it."""

from ingest.training.notation import read_notation, read_texts

ARTICLE = """=== visit | 2019-03-04
زيارة إلى عمان

زار وزير الخارجية المصري سامح شكري عمان اليوم.
وشكر شكري الأردن.
--- entities
e1 Person سامح شكري | شكري
e2 Place عمان
e3 Country الأردن
--- relations
visited e1 e2 ev=2 date=2019-03-04
thanked e1 e3 ev=3
--- positions
e1 | وزير الخارجية | e3
"""


def test_an_article_is_read_as_text_and_gold():
    (article,) = read_notation(ARTICLE)
    assert article.problems == []
    assert article.text.split("\n\n")[1].startswith("زار وزير الخارجية")
    visit, thanks = article.gold["relations"]
    assert (visit["date"], visit["status"], thanks["date"]) == ("2019-03-04", "happened", None)
    assert visit["evidence"] in article.text


def test_what_does_not_fit_is_said():
    wrong = ARTICLE.replace("thanked e1 e3 ev=3", "thanked e1 e2 ev=9").replace("سامح شكري | شكري", "سامح شكري | فهمي")
    (article,) = read_notation(wrong)
    assert [p.split(":")[0] for p in article.problems] == [
        "not in the text",
        "relation without type, subject, object and ev=sentence",
    ]


def test_the_texts_of_our_own_are_without_fault():
    articles = read_texts()
    assert len(articles) > 500
    assert [p for a in articles for p in a.problems] == []
    assert len({a.name for a in articles}) == len(articles)
