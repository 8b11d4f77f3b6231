"""Small networks in the form of `graph.projection`, with sentences made up for the tests."""

from __future__ import annotations

from typing import Any

import networkx as nx

from ontology.relations import relation_types

ID = "https://w3id.org/rawabit/id/"
SYRIA, TURKEY, IRAQ = ({"ar": "سوريا", "en": "Syria"}, {"ar": "تركيا", "en": "Turkey"}, {"ar": "العراق", "en": "Iraq"})


def node(
    kind: str, ar: str, en: str | None = None, country: str | None = None, *, aliases: tuple[str, ...] = (), **more: Any
) -> dict[str, Any]:
    """The attributes of one actor; `country` is the key of a country node."""
    names = {"syria": SYRIA, "turkey": TURKEY, "iraq": IRAQ}
    return {
        "type": kind,
        "labels": {"ar": ar} | ({"en": en} if en else {}),
        "aliases": list(aliases),
        "country": ID + country if country else None,
        "country_labels": names.get(country or ""),
        "wikidata": None,
        "offices": [],
        "importance": 0.3,
    } | more


def report(article: str, text: str, trigger: str, **more: Any) -> dict[str, Any]:
    """One report of a tie: `trigger` is the word of `text` that says it; the sentence stands at 40."""
    at = text.index(trigger)
    return {
        "article": f"{ID}a/{article}",
        "title": f"خبر {article}",
        "source": "وكالة الاختبار",
        "published": "2025-03-02",
        "url": f"https://example.org/{article}",
        "synthetic": False,
        "start": 40,
        "end": 40 + len(text),
        "text": text,
        "trigger": [40 + at, 40 + at + len(trigger)],
        "confidence": 0.9,
        "status": "happened",
    } | more


def tie(network: nx.MultiDiGraph, subject: str, relation: str, target: str, **more: Any) -> None:
    """Add one event; `reports` default to one."""
    number = network.number_of_edges()
    kind = relation_types()[relation]
    day = more.get("date")
    known: dict[str, Any] = {
        "relation": relation,
        "family": kind.family,
        "symmetric": kind.symmetric,
        "date": None,
        "begin": day if day and len(day) == 10 else None,
        "end": day if day and len(day) == 10 else None,
        "status": "happened",
        "place": None,
        "place_labels": None,
        "occasion": f"{ID}o/{number}",
        "confidence": 0.9,
        "capacities": {},
        "reports": [report(f"n{number}", f"جملة الاختبار رقم {number} تقول ذلك.", "تقول")],
    }
    network.add_edge(ID + subject, ID + target, key=f"{ID}event/{number}", **(known | more))


def small() -> nx.MultiDiGraph:
    """Ten actors of three countries and fourteen ties of all families and standings."""
    g = nx.MultiDiGraph()
    office = {
        "title": "وزير التجارة",
        "of": ID + "syria",
        "of_labels": SYRIA,
        "begin": "2025-01-05",
        "end": None,
        "former": False,
    }
    actors = {
        "syria": node("Country", "سوريا", "Syria", "syria", importance=0.8),
        "turkey": node("Country", "تركيا", "Turkey", "turkey", importance=0.9),
        "iraq": node("Country", "العراق", "Iraq", "iraq", importance=0.2),
        "ahmad": node(
            "Person", "أحمد الخطيب", "Ahmad al-Khatib", "syria", aliases=("أبو سامر",), offices=[office], importance=1.0
        ),
        "yasar": node("Person", "يشار دمير", "Yaşar Demir", "turkey", importance=0.7),
        "leyla": node("Person", "ليلى قصرة", None, "turkey", importance=0.5),
        "samir": node("Person", "سمير العلي", None, "iraq", importance=0.4),
        "ministry": node("Organization", "وزارة التجارة", "Ministry of Trade", "syria", importance=0.4),
        "damascus": node("Place", "دمشق", "Damascus", "syria", importance=0.6),
        "traders": node("Group", "تجار الحدود", None, None, importance=0.1),
    }
    for key, attributes in actors.items():
        g.add_node(ID + key, **attributes)
    damascus = {"place": ID + "damascus", "place_labels": {"ar": "دمشق", "en": "Damascus"}}
    one = {"occasion": ID + "o/reception"}
    two = [
        report("first", "استقبل الوزير أحمد الخطيب\nفي دمشق نظيره يشار دمير.", "استقبل"),
        report("second", "وكان الخطيب قد استقبل دمير في العاصمة.", "استقبل", source="صحيفة ثانية", confidence=0.7),
    ]
    tie(
        g,
        "ahmad",
        "hosted",
        "yasar",
        date="2025-03-01",
        capacities={ID + "ahmad": "وزير التجارة"},
        reports=two,
        **damascus,
        **one,
    )
    tie(g, "ahmad", "metWith", "yasar", date="2025-03-01", **damascus, **one)
    tie(g, "ahmad", "metWith", "leyla", date="2025-04")
    tie(g, "yasar", "visited", "damascus", date="2025-03-01")
    tie(g, "ahmad", "thanked", "turkey", date="2025-05-09")
    tie(g, "leyla", "thanked", "ahmad", date="2025-08-20", confidence=0.4)
    tie(g, "syria", "signedAgreementWith", "turkey", date="2025-06-11")
    tie(g, "turkey", "aided", "traders", date="2025-09")
    tie(g, "samir", "condemned", "turkey", date="2025-09-30", status="denied")
    tie(g, "samir", "visited", "damascus", date="2026-01", status="planned")
    tie(g, "ministry", "accused", "traders", status="contested")
    tie(g, "ahmad", "spokeWith", "samir", date="2019-02-03")
    tie(g, "ministry", "supported", "traders", date="2025-10-02")
    tie(g, "yasar", "ledDelegation", "turkey", date="2025-03-01", **one)
    return g


HOSTILE = '<script>window.hacked=1</script><img src=x onerror="window.hacked=2">'


def hostile() -> nx.MultiDiGraph:
    """Names, titles, sentences and addresses that try to become markup, code, links or a change of direction."""
    g = nx.MultiDiGraph()
    g.add_node(ID + "a", **node("Person", f"«محمد» \"'`</script>{HOSTILE}", "A\u202eevil\u2028 </title>"))
    g.add_node(ID + 'b"><script>', **node("Organization", "<!--<script>", "${window.hacked=3}"))
    text = f"قال {HOSTILE}\u2028 ثم \u202e التقى </script> 😀 بهم <!-- "
    bad = [
        report(
            "x",
            text,
            "التقى",
            title=HOSTILE,
            source="</script><script>window.hacked=4</script>",
            url="javascript:window.hacked=5",
        ),
        report("y", "التقى بهم", "التقى", url='https://example.org/"onmouseover=window.hacked=6'),
        report("z", "التقى هناك", "التقى", url="data:text/html,<script>1</script>"),
    ]
    tie(g, "a", "metWith", 'b"><script>', date="2025-01-01", reports=bad)
    return g
