"""A small made-up network in the shape of the projection, with everything in it that formats trip over."""

from __future__ import annotations

from typing import Any

import networkx as nx

ID = "https://w3id.org/rawabit/id/"
HOSTILE = '<script>alert("x")</script> & \x00\x0b]]>'


def report(text: str, **more: Any) -> dict[str, Any]:
    trigger = text.split(maxsplit=1)[0]
    return {
        "article": ID + "a/one",
        "title": "خبر مختلق",
        "source": "وكالة مختلقة",
        "published": "2031-05-03",
        "url": None,
        "synthetic": False,
        "start": 10,
        "end": 10 + len(text),
        "text": text,
        "trigger": [10, 10 + len(trigger)],
        "confidence": 0.9,
        "status": "happened",
    } | more


def _node(type_: str, ar: str, en: str | None = None, **more: Any) -> dict[str, Any]:
    labels = {"ar": ar} | ({"en": en} if en else {})
    return {
        "type": type_, "labels": labels, "aliases": [], "country": None, "country_labels": {}, "lat": None,
        "lon": None, "wikidata": None, "offices": [], "degree": 1, "importance": 0.5,
    } | more  # fmt: skip


def _event(relation: str, family: str, *, symmetric: bool = False, **more: Any) -> dict[str, Any]:
    return {
        "relation": relation, "family": family, "symmetric": symmetric, "date": None, "begin": None, "end": None,
        "status": "happened", "place": None, "place_labels": {}, "occasion": ID + "o/1", "confidence": 0.9,
        "capacities": {}, "reports": [report("التقى سالم نجم.")],
    } | more  # fmt: skip


def made_up(*, synthetic: bool = False) -> nx.MultiDiGraph:
    """Two men who met three times, a visit that was planned, thanks without a date, and a hostile name."""
    g = nx.MultiDiGraph(title="Made up")
    office = {
        "title": "وزير البحر",
        "of": ID + "c",
        "of_labels": {"ar": "ساحلستان"},
        "begin": None,
        "end": None,
        "former": False,
    }
    coast = {"country": ID + "c", "country_labels": {"ar": "ساحلستان", "en": "Coastland"}}
    g.add_node(ID + "a", **_node("Person", "سالم البحري", "Salem Bahri", offices=[office], **coast))
    g.add_node(ID + "b", **_node("Person", "نجم الجبلي", aliases=["أبو نجم"], importance=1.0))
    g.add_node(ID + "c", **_node("Country", "ساحلستان", "Coastland", lat=1.5, lon=2.25, **coast))
    g.add_node(ID + "d", **_node("Organization", '=HYPERLINK("http://x")' + HOSTILE))
    met = {"symmetric": True, "capacities": {ID + "a": "وزير البحر"}}
    day = {"date": "2031-05-02", "begin": "2031-05-02", "end": "2031-05-02"}
    month = {"date": "2031-05", "begin": "2031-05-01", "end": "2031-05-31"}
    later = {"date": "2031-07-09", "begin": "2031-07-09", "end": "2031-07-09", "occasion": ID + "o/2"}
    told = [
        report("التقى سالم نجماً.", synthetic=synthetic),
        report("اجتمع سالم ونجم.", article=ID + "a/two", source="أخرى"),
    ]
    g.add_edge(ID + "a", ID + "b", key=ID + "event/1", **_event("metWith", "contact", **met, **day, reports=told))
    g.add_edge(ID + "b", ID + "a", key=ID + "event/2", **_event("metWith", "contact", **met, **month))
    g.add_edge(ID + "a", ID + "b", key=ID + "event/3", **_event("metWith", "contact", **met, **later))
    place = {"place": ID + "c", "place_labels": {"ar": "ساحلستان", "en": "Coastland"}}
    g.add_edge(ID + "b", ID + "c", key=ID + "event/4", **_event("visited", "contact", status="planned", **place))
    bad = [report("-2+3 شكر\x07 سالم " + HOSTILE)]
    g.add_edge(ID + "d", ID + "a", key=ID + "event/5", **_event("thanked", "courtesy", reports=bad))
    return g
