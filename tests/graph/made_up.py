"""Made-up articles with made-up extractions: a small world of which every answer is known by hand.

| article | says |
|---|---|
| a1 | Salem Bahri, minister of the sea of Coastland, received Najm Jabali, minister of the mountains of Highland, in Port on 2031-05-02; Najm led a delegation of Highland |
| a2 | (another source) Salem met Najm on 2031-05-02; Najm thanked Salem |
| a3 | Salem visited Highland in June 2031; a visit by Najm to Coastland on 2031-08-01 is planned |
| a4 | Salem and Najm signed on 2031-07-09 in Summit; the Sea Guard condemned Highland |
| a5 | Najm denies having signed with Salem on 2031-07-09; Huda Wadi, former minister of the mountains, met Salem |
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.article import Article
from ingest.extraction import ArticleInfo, Entity, Evidence, Extraction, Mention, Position, Relation

SALEM, NAJM, HUDA = "سالم البحري", "نجم الجبلي", "هدى الوادي"
COAST, HIGH, PORT, SUMMIT, GUARD = "ساحلستان", "جبلستان", "مرفأ الزهور", "القمة", "حرس البحر"
KINDS = {
    SALEM: ("Person", "Salem Bahri"), NAJM: ("Person", "Najm Jabali"), HUDA: ("Person", None),
    COAST: ("Country", "Coastland"), HIGH: ("Country", "Highland"), PORT: ("Place", "Port Flora"),
    SUMMIT: ("Place", None), GUARD: ("Organization", "Sea Guard"),
}  # fmt: skip


@dataclass
class Told:
    """An article in the making: `text` grows by sentences, statements refer to the sentence last said."""

    id: str
    published: str | None
    source: str | None = "وكالة الموج"
    title: str = "خبر مختلق"
    synthetic: bool = False
    text: str = ""
    last: Evidence = field(default_factory=lambda: Evidence(0, 0, ""))
    names: list[str] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)

    def say(self, sentence: str) -> Told:
        start = len(self.text)
        self.text += sentence + "\n"
        word = len(sentence.split(maxsplit=1)[0])
        self.last = Evidence(start, start + len(sentence), sentence, (start, start + word))
        return self

    def entity(self, name: str) -> str:
        if name not in self.names:
            self.names.append(name)
        return f"e{self.names.index(name) + 1}"

    def tie(
        self, kind: str, subject: str, value: str, date: str | None = None, *, place: str | None = None,
        status: str = "happened", occasion: str = "o1", confidence: float = 0.9,
    ) -> Told:  # fmt: skip
        ends = self.entity(subject), self.entity(value)
        where = self.entity(place) if place else None
        self.relations.append(Relation(kind, *ends, occasion, date, where, status, confidence, self.last))
        return self

    def office(self, person: str, title: str, of: str, *, former: bool = False) -> Told:
        who, body = self.entity(person), self.entity(of)
        self.positions.append(Position(who, title, body, self.published, former, 0.95, self.last))
        return self

    def done(self) -> tuple[Article, Extraction]:
        article = Article(
            self.id,
            self.text,
            self.title,
            self.published,
            self.source,
            None,
            "ar",
            self.synthetic,
            f"/home/u/{self.id}.txt",
        )
        info = ArticleInfo(
            self.id, self.title, self.published, self.source, None, "ar", article.sha256, synthetic=self.synthetic
        )
        entities = tuple(self._entity(i, name) for i, name in enumerate(self.names, 1))
        return article, Extraction(info, entities, tuple(self.positions), tuple(self.relations), "by hand 1.0")

    def _entity(self, number: int, name: str) -> Entity:
        kind, english = KINDS.get(name, ("Organization", None))
        labels = {"ar": name} | ({"en": english} if english else {})
        at = self.text.find(name)
        mentions = (Mention(at, at + len(name), name),) if at >= 0 else ()
        return Entity(f"e{number}", kind, name, labels, (), None, mentions)


def world(*, synthetic: bool = False) -> list[tuple[Article, Extraction]]:
    a1 = Told("a1", "2031-05-03", synthetic=synthetic)
    a1.say(f"استقبل {SALEM} وزير البحر في {COAST} {NAJM} وزير الجبال في {PORT} أمس.")
    a1.tie("hosted", SALEM, NAJM, "2031-05-02", place=PORT).tie("metWith", SALEM, NAJM, "2031-05-02", place=PORT)
    a1.tie("ledDelegation", NAJM, HIGH, "2031-05-02").tie("visited", NAJM, COAST, "2031-05-02")
    a1.office(SALEM, "وزير البحر", COAST).office(NAJM, "وزير الجبال", HIGH)
    a2 = Told("a2", "2031-05-04", "صحيفة النجم")
    a2.say(f"اجتمع {SALEM} و{NAJM} الجمعة.").tie("metWith", SALEM, NAJM, "2031-05-02", confidence=0.8)
    a2.say(f"وشكر {NAJM} {SALEM} على الاستقبال.").tie("thanked", NAJM, SALEM, "2031-05-02")
    a2.office(NAJM, "وزير الجبال", HIGH)
    a3 = Told("a3", "2031-07-01")
    a3.say(f"زار {SALEM} {HIGH} الشهر الماضي.").tie("visited", SALEM, HIGH, "2031-06")
    a3.say(f"ويزور {NAJM} {COAST} مطلع الشهر المقبل.")
    a3.tie("visited", NAJM, COAST, "2031-08-01", status="planned", occasion="o2")
    a3.office(SALEM, "وزير البحر", COAST)
    a4 = Told("a4", "2031-07-10")
    a4.say(f"وقّع {SALEM} و{NAJM} مذكرة في {SUMMIT} أمس.")
    a4.tie("signedAgreementWith", SALEM, NAJM, "2031-07-09", place=SUMMIT)
    a4.say(f"أدان {GUARD} {HIGH}.").tie("condemned", GUARD, HIGH, None, occasion="o2", confidence=0.6)
    a5 = Told("a5", "2031-07-12", "صحيفة النجم")
    a5.say(f"نفى {NAJM} أن يكون وقّع مع {SALEM}.")
    a5.tie("signedAgreementWith", NAJM, SALEM, "2031-07-09", status="denied")
    a5.say(f"التقت {HUDA} وزيرة الجبال السابقة {SALEM} أمس.").tie("metWith", HUDA, SALEM, "2031-07-11", occasion="o2")
    a5.office(HUDA, "وزير الجبال", HIGH, former=True)
    return [told.done() for told in (a1, a2, a3, a4, a5)]
