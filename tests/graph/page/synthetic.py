"""Large made-up networks in the form of `graph.projection`: communities, a few hubs, reports with own sentences."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import networkx as nx

from ontology.relations import relation_types
from tests.graph.page.networks import ID

_FIRST = ("سامر", "ليلى", "هاشم", "نادر", "رنا", "وليد", "دانية", "فراس", "مازن", "جمان", "آدم", "شهد", "لؤي", "تالا")
_LAST = (
    "الحلبي",
    "المصري",
    "الأشقر",
    "العابد",
    "قباني",
    "الرفاعي",
    "دروبي",
    "الصباغ",
    "عثمان",
    "يلدز",
    "قايا",
    "أرسلان",
)
_DEEDS = ("استقبل", "التقى", "زار", "شكر", "أدان", "دعم", "هنأ", "اتهم", "بحث مع", "وقع مع")
_MATTERS = (
    "التعاون في النقل البري",
    "إعادة فتح المعابر",
    "مشاريع الربط الكهربائي",
    "عودة النازحين",
    "تبادل الوفود التجارية",
)
_PLACES = ("القصر", "مقر الوزارة", "المطار الدولي", "قاعة المؤتمرات", "مبنى المحافظة", "السفارة")
_TYPES = ("Person",) * 6 + ("Organization",) * 2 + ("Place", "Group")


def synthetic(actors: int, events: int, seed: int = 11) -> nx.MultiDiGraph:
    """A network of so many actors and events; about 1.3 reports an event, each event with a sentence of its own."""
    rng = random.Random(seed)
    g = nx.MultiDiGraph()
    countries = [f"{ID}country/{k}" for k in range(12)]
    communities = [rng.randrange(max(3, actors // 70)) for _ in range(actors)]
    members: dict[int, list[int]] = {}
    for k in range(actors):
        members.setdefault(communities[k], []).append(k)
        name = f"{rng.choice(_FIRST)} {rng.choice(_LAST)} {k}"
        land = countries[communities[k] % len(countries)]
        g.add_node(
            f"{ID}actor/{k}",
            type="Country" if k < len(countries) else rng.choice(_TYPES),
            labels={"ar": name, "en": f"Actor {k}"},
            aliases=[name.split()[1]] if rng.random() < 0.3 else [],
            country=land,
            country_labels={"ar": f"بلد {land[-1]}", "en": f"Land {land.rsplit('/', 1)[1]}"},
            wikidata=None,
            offices=[],
            importance=round((1 - k / actors) ** 6, 4),
        )
    kinds = list(relation_types().values())
    for number in range(events):
        s = int(actors * rng.random() ** 2.2)
        near = members[communities[s]]
        o = rng.choice(near) if rng.random() < 0.75 and len(near) > 1 else int(actors * rng.random() ** 2.2)
        if s != o:
            _event(g, rng, number, s, o, kinds)
    return g


def _event(g: nx.MultiDiGraph, rng: random.Random, number: int, s: int, o: int, kinds: list[Any]) -> None:
    kind = kinds[min(int(len(kinds) * rng.random() ** 1.6), len(kinds) - 1)]
    day = (date(2019, 1, 1) + timedelta(days=int(2500 * rng.random() ** 0.6))).isoformat()
    status = "happened" if rng.random() < 0.93 else rng.choice(("planned", "denied", "contested"))
    names = [g.nodes[f"{ID}actor/{k}"]["labels"]["ar"] for k in (s, o)]
    reports: list[dict[str, Any]] = []
    for r in range(2 if rng.random() < 0.3 else 1):
        deed = rng.choice(_DEEDS)
        text = (
            f"{deed} {names[0]} في {rng.choice(_PLACES)} يوم {day} {names[1]}، وتناول الجانبان "
            f"{rng.choice(_MATTERS)} و{rng.choice(_MATTERS)} ضمن جولة تحمل الرقم {number + 7 * r} من المشاورات."
        )
        article = rng.randrange(max(1, g.number_of_nodes()))
        reports.append(
            {
                "article": f"{ID}a/n{article}",
                "title": f"مشاورات الجولة {article} وما بعدها",
                "source": f"صحيفة {article % 17}",
                "published": day,
                "url": f"https://example.org/news/{article}",
                "synthetic": False,
                "start": 10,
                "end": 10 + len(text),
                "text": text,
                "trigger": [10, 10 + len(deed)],
                "confidence": round(0.4 + 0.59 * rng.random(), 2),
                "status": "happened" if status == "contested" else status,
            }
        )
    place = f"{ID}place/{number % 90}" if rng.random() < 0.4 else None
    g.add_edge(
        f"{ID}actor/{s}",
        f"{ID}actor/{o}",
        key=f"{ID}event/{number}",
        relation=kind.name,
        family=kind.family,
        symmetric=kind.symmetric,
        date=day,
        begin=day,
        end=day,
        status=status,
        place=place,
        place_labels={"ar": f"مدينة {number % 90}", "en": f"City {number % 90}"} if place else None,
        occasion=f"{ID}o/{number // 2}",
        confidence=max(r["confidence"] for r in reports),
        capacities={},
        reports=reports,
    )
