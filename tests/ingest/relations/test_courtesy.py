"""Thanks for a warm reception are thanks, not a reception."""

from __future__ import annotations

from ingest.article import Article
from ingest.pipeline import extract

TEXT = "شكر وزير الداخلية السوري أنس خطاب نظيره التركي علي يرلي قايا على حفاوة الاستقبال."


def test_a_warm_reception_that_is_thanked_for_is_not_told_as_one() -> None:
    told = {r.type for r in extract(Article("a", TEXT, published="2025-03-04")).relations}
    assert "thanked" in told
    assert "hosted" not in told


FORMULA = "أعرب وزير الداخلية السوري أنس خطاب عن شكره وتقديره لنظيره التركي علي يرلي قايا."


def test_thanks_and_appreciation_in_one_breath_are_told_once() -> None:
    told = {r.type for r in extract(Article("a", FORMULA, published="2025-03-04")).relations}
    assert "thanked" in told
    assert "praised" not in told
