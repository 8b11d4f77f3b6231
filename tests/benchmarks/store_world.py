"""A million quads in the product's own model: made-up articles, what they say, and `current` derived from them."""

from __future__ import annotations

from pathlib import Path
from random import Random

from graph.article_graph import article_triples
from graph.current import Current, Facts
from graph.current_identity import ByName
from graph.provenance import extractor_triples, provenance_triples, record_of
from graph.terms import CURRENT, PROVENANCE, article_graph
from ingest.article import Article
from ingest.extraction import Extraction
from tests.graph import made
from tests.graph.made import Draft

LANDS = [
    f"بلاد {name}"
    for name in ("النخيل", "الأرز", "الزيتون", "اللوز", "التين", "الرمان", "الجوز", "الصنوبر", "السرو", "الغار")
]
GIVEN = [
    "سالم",
    "فريد",
    "منير",
    "نادر",
    "وليد",
    "هيثم",
    "جميل",
    "ربيع",
    "شادي",
    "غسان",
    "ماهر",
    "ياسر",
    "زياد",
    "رامي",
    "بشير",
]
FAMILY = [
    f"ال{root}{ending}"
    for root in ("نجار", "حداد", "خياط", "بناء", "صياد", "فلاح", "راعي", "كاتب", "تاجر", "حائك")
    for ending in ("", "ي", "ين", "ون")
]
PEOPLE = [f"{given} {family}" for given in GIVEN for family in FAMILY]
RELATIONS = ["metWith", "metWith", "metWith", "visited", "visited", "thanked", "condemned", "hosted", "spokeWith"]


def world_article(number: int) -> tuple[Article, Extraction]:
    """One article: an office and four ties between people of ten countries, over three years."""
    random = Random(number)
    year, month = 2023 + number % 3, random.randint(1, 12)
    draft = Draft(f"w{number:06d}", f"{year}-{month:02d}-{random.randint(1, 28):02d}")
    people = random.sample(range(len(PEOPLE)), 3)
    draft.office(PEOPLE[people[0]], "وزير الخارجية", LANDS[people[0] % len(LANDS)])
    for _ in range(4):
        subject = random.choice(people)
        relation = random.choice(RELATIONS)
        other = random.choice([p for p in people if p != subject])
        whom = LANDS[other % len(LANDS)] if relation == "visited" else PEOPLE[other]
        date = f"{year}-{month:02d}-{random.randint(1, 28):02d}"
        draft.tell(
            relation,
            PEOPLE[subject],
            whom,
            date=random.choice([date, date, date[:7]]),
            occasion=f"o{random.randint(1, 2)}",
        )
    return draft.done()


def write_world(path: Path, quads: int) -> int:
    """Write at least so many quads as N-Quads; returns how many."""
    made.COUNTRIES = [*LANDS]
    current, facts, written = Current(ByName()), {}, 0
    number = 0
    with path.open("w", encoding="utf-8") as file:
        # What is derived is about a third of the whole.
        while written < quads * 0.68:
            article, extraction = world_article(number)
            record = record_of(article, extraction, "")
            facts[article.id] = Facts(record, extraction)
            graph = article_graph(article.id)
            triples = article_triples(article, extraction)
            file.writelines(f"{t} {graph} .\n" for t in triples)
            books = provenance_triples(record)
            file.writelines(f"{t} {PROVENANCE} .\n" for t in books)
            written += len(triples) + len(books)
            number += 1
        file.writelines(f"{t} {PROVENANCE} .\n" for t in extractor_triples("made 1"))
        current.load(facts)
        for triple in current.triples():
            file.write(f"{triple} {CURRENT} .\n")
            written += 1
    return written


if __name__ == "__main__":
    import sys

    print(write_world(Path(sys.argv[1]), int(sys.argv[2])))
