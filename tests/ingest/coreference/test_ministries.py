"""Ministries of two states in one article are two bodies."""

from __future__ import annotations

from ingest.article import Article
from ingest.pipeline import extract

TEXT = (
    "قالت وزارة الدفاع التركية في بيان إن وفدا عسكريا وصل إلى دمشق. "
    "وذكرت وزارة الدفاع السورية أن الجانبين بحثا التدريب. وأضافت الوزارة أن اللقاء كان مثمرا."
)


def test_two_ministries_of_two_states_stay_two() -> None:
    entities = extract(Article("a", TEXT, published="2025-03-04")).entities
    holding = [{m.text for m in e.mentions} for e in entities if any("وزارة" in m.text for m in e.mentions)]
    assert not any({"وزارة الدفاع التركية", "وزارة الدفاع السورية"} <= names for names in holding)
    assert any({"وزارة الدفاع السورية", "الوزارة"} <= names for names in holding)
