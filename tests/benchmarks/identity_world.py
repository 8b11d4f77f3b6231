"""A made-up world of articles to measure identity on: known and unknown actors, in many spellings."""

from __future__ import annotations

import random
from collections.abc import Iterator

from ingest.extraction import ArticleInfo, Entity, EntityType, Evidence, Extraction, Mention, Position
from ontology.gazetteer import actors, countries, given_names, places

TITLES = ("وزير النقل", "محافظ", "مدير عام", "رئيس الغرفة", "نائب الوزير", "قائد الشرطة")
BODIES = ("شركة", "جمعية", "مؤسسة", "اتحاد", "معهد")


def world(articles: int, *, people: int, seed: int = 7) -> Iterator[Extraction]:
    """Extractions with about thirty mentions each, over `people` unknown persons and the known actors.

    Names are drawn with the skew of real news: few actors fill most of the mentions.
    """
    draw = random.Random(seed)
    words = sorted(n for n in given_names() if " " not in n and len(n) > 2)
    unknown = [f"{draw.choice(words)} {'ال' if draw.random() < 0.5 else ''}{draw.choice(words)}" for _ in range(people)]
    known = [a.labels["ar"] for a in actors().values() if a.type == "Person"]
    bodies = [f"{draw.choice(BODIES)} {draw.choice(words)} لل{draw.choice(words)}" for _ in range(people // 4)]
    lands = [c.labels["ar"] for c in countries().values()]
    cities = [p.labels["ar"] for p in places().values()]
    for number in range(articles):
        yield _article(number, draw, unknown, known, bodies, lands, cities)


def _skewed(draw: random.Random, items: list[str]) -> str:
    return items[min(int(len(items) * draw.random() ** 3), len(items) - 1)]


def _article(
    number: int,
    draw: random.Random,
    unknown: list[str],
    known: list[str],
    bodies: list[str],
    lands: list[str],
    cities: list[str],
) -> Extraction:
    name = f"b{number:06d}"
    kinds: list[tuple[EntityType, list[str], int]] = [
        ("Country", lands, 2),
        ("Person", known, 3),
        ("Person", unknown, 3),
        ("Organization", bodies, 2),
        ("Place", cities, 1),
    ]
    entities: list[Entity] = []
    for kind, items, count in kinds:
        for text in dict.fromkeys(_skewed(draw, items) for _ in range(count)):
            entities.append(_entity(f"e{len(entities) + 1}", kind, _spelled(text, draw), draw))
    day = f"{2004 + number % 22}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    country = entities[0].id
    held = tuple(
        Position(e.id, draw.choice(TITLES), country, day, False, 0.9, Evidence(0, 1, "x"))
        for e in entities
        if e.type == "Person" and draw.random() < 0.3
    )
    return Extraction(ArticleInfo(name, None, day, None, None, "ar", "0" * 64), tuple(entities), held)


def _entity(local: str, kind: EntityType, name: str, draw: random.Random) -> Entity:
    mentions = tuple(Mention(i * 50, i * 50 + len(name), name) for i in range(draw.randint(1, 5)))
    last = name.rsplit(maxsplit=1)[-1]
    aliases = (last,) if kind == "Person" and len(mentions) > 2 and " " in name else ()
    return Entity(local, kind, name, {"ar": name}, aliases, None, mentions)


def _spelled(name: str, draw: random.Random) -> str:
    """Now and then another spelling, a title before the name, or the family name alone."""
    chance = draw.random()
    if chance < 0.05:
        return name.replace("أ", "ا").replace("ة", "ه")
    if chance < 0.08:
        return f"الدكتور {name}"
    return name.rsplit(maxsplit=1)[-1] if chance < 0.1 and " " in name else name
