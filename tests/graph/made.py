"""Made-up articles with what they say, as many as a test asks for: small, right, and the same for a seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from ingest.article import Article
from ingest.extraction import ArticleInfo, Entity, Evidence, Extraction, Mention, Position, Relation

PEOPLE = [
    f"{given} {family}"
    for family in ("الزرنوقي", "البهرجي", "الشمروخي", "القنطاري")
    for given in ("سالم", "فريد", "منير")
]
BODIES = ["وزارة الري", "هيئة الموانئ", "شركة السكك"]
COUNTRIES = ["بلاد الشمال", "بلاد الجنوب", "بلاد الشرق"]
PLACES = ["مدينة النهر", "مدينة الجبل"]
WORDS = {
    "metWith": "التقى",
    "visited": "زار",
    "thanked": "شكر",
    "condemned": "أدان",
    "hosted": "استقبل",
    "spokeWith": "هاتف",
}
STATUSES = ("happened", "happened", "happened", "planned", "denied")
DATES = ("2025-08-13", "2025-08-14", "2025-08", "2025-09-02", "2025", None)


@dataclass
class Draft:
    """An article being written: its text so far, its entities and what it states."""

    id: str
    published: str | None = "2025-10-17"
    text: str = ""
    entities: dict[str, Entity] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)

    def entity(self, name: str, kind: str, start: int) -> str:
        """Note a mention; returns the entity's id."""
        mention = Mention(start, start + len(name), name)
        known = self.entities.get(name)
        number = known.id if known else f"e{len(self.entities) + 1}"
        mentions = (*known.mentions, mention) if known else (mention,)
        self.entities[name] = Entity(number, kind, name, {"ar": name}, (), None, mentions)  # type: ignore[arg-type]
        return number

    def tell(self, relation: str, subject: str, object_: str, **more: Any) -> None:
        """Write a sentence that states one tie."""
        start = len(self.text)
        word = WORDS.get(relation, relation)
        sentence = f"{word} {subject} {object_}."
        first = start + len(word) + 1
        one = self.entity(subject, more.get("subject_type", _kind(subject)), first)
        two = self.entity(object_, _kind(object_), first + len(subject) + 1)
        self.text += sentence + "\n"
        evidence = Evidence(start, start + len(sentence), sentence, (start, start + len(word)))
        self.relations.append(
            Relation(
                relation,
                one,
                two,
                more.get("occasion", f"o{len(self.relations) + 1}"),
                more.get("date"),
                None,
                more.get("status", "happened"),
                more.get("confidence", 0.9),
                evidence,
            )
        )

    def office(self, person: str, title: str, of: str, *, former: bool = False) -> None:
        """Write a sentence that gives an office."""
        start = len(self.text)
        sentence = f"{person} {title} {of}."
        one = self.entity(person, "Person", start)
        two = self.entity(of, _kind(of), start + len(person) + len(title) + 2)
        self.text += sentence + "\n"
        evidence = Evidence(start, start + len(sentence), sentence)
        self.positions.append(Position(one, title, two, self.published, former, 0.8, evidence))

    def done(self, **more: Any) -> tuple[Article, Extraction]:
        """The article and its extraction."""
        article = Article(
            self.id,
            self.text,
            title=more.get("title", f"خبر {self.id}"),
            published=self.published,
            source=more.get("source", "صحيفة مختلقة"),
            url=more.get("url"),
            language="ar",
            origin=more.get("origin", f"news/{self.id}.txt"),
        )
        info = ArticleInfo(
            article.id, article.title, article.published, article.source, article.url, "ar", article.sha256
        )
        entities = tuple(self.entities.values())
        return article, Extraction(info, entities, tuple(self.positions), tuple(self.relations), "made 1")


def _kind(name: str) -> str:
    if name in COUNTRIES:
        return "Country"
    if name in PLACES:
        return "Place"
    return "Organization" if name in BODIES else "Person"


def made(number: int, *, events: int = 4, people: int = len(PEOPLE), seed: int = 0) -> tuple[Article, Extraction]:
    """Article `number`, with ties between a few people, bodies and countries."""
    random = Random(seed * 1_000_003 + number)
    draft = Draft(f"made-{number:05d}", random.choice(["2025-10-17", "2025-09-01", "2025-11-20", None]))
    for _ in range(random.randint(0, 2)):
        person, of = random.choice(PEOPLE[:people]), random.choice(COUNTRIES + BODIES)
        draft.office(person, random.choice(["وزير الري", "مدير"]), of, former=random.random() < 0.2)
    for _ in range(random.randint(1, events)):
        relation = random.choice(list(WORDS))
        subject = random.choice(PEOPLE[:people] + BODIES)
        others = COUNTRIES + PLACES if relation == "visited" else PEOPLE[:people] + COUNTRIES
        draft.tell(
            relation,
            subject,
            random.choice([o for o in others if o != subject]),
            date=random.choice(DATES),
            status=random.choice(STATUSES),
            occasion=f"o{random.randint(1, 2)}",
            confidence=round(random.uniform(0.3, 1), 2),
        )
    return draft.done()
