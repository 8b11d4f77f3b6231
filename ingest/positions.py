"""Who holds which office, as the article states it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ingest.document import Document, MentionKind, Office, Span
from ingest.extraction import LONGEST_EVIDENCE, Entity, Evidence, Position
from ingest.mentions.bodies import is_organ
from ingest.mentions.known import known_named
from ontology.folding import bare
from ontology.nouns import nouns, pairs, word_list

_LED = tuple([word] for word in ("برئاسة", "يرأسه", "يترأسه", "ترأسه", "بقيادة", "يقوده", "رئاسة"))
_LED_REACH = 16  # characters
_SPOKEN = frozenset({"Country", "Place", "Organization"})
_DATELINE = 8  # words
_DATELINE_MARKS = frozenset("/-–—:(")
_SURE, _INFERRED, _INHERITED = 0.95, 0.75, 0.85


def find_positions(doc: Document, entities: list[Entity]) -> list[Position]:
    """One position for each person and office, from its fullest statement, in order of the text."""
    finder = _Finder(doc, entities)
    found: dict[tuple[str, str], Position] = {}
    for span, office in _stated(doc):
        position = finder.position(span, office)
        key = (position.person, bare(position.title))
        better = found.get(key)
        if better is None or (position.of and not better.of) or position.confidence > better.confidence:
            found[key] = position
    return _fullest(list(found.values()))


def _stated(doc: Document) -> Iterator[tuple[Span, Office]]:
    for span in doc.mentions:
        if span.type == "Person" and span.entity and span.kind is MentionKind.NAME:
            yield from ((span, office) for office in _once(span.offices) if _counts(office))
        elif span.kind is MentionKind.TITLE and span.entity:
            yield from ((span, office) for office in span.offices if _tells(office))


def _once(offices: tuple[Office, ...]) -> list[Office]:
    """Offices at one name without a second word for the same throne."""
    monarchs = word_list("roles", "monarchs")
    crowns = [o for o in offices if bare(o.title) in monarchs]
    return [o for o in offices if o not in crowns[1:]]


def _counts(office: Office) -> bool:
    """Whether an office before a name is one: a single word only where it can be («الرئيس», not «السفير»)."""
    words = bare(office.title).split()
    tails = {bare(tail) for tail in word_list("roles", "rank_tails")}
    if len(words) > 1 and all(word in tails for word in words[1:]) and _rank(words[0]):
        return False
    if len(words) > 1 or words[0] in word_list("roles", "single"):
        return True
    return office.nation is not None and words[0] not in word_list("roles", "never_alone")


def _rank(word: str) -> bool:
    return any(n.room == "roles" and n.family == "rank" for n in nouns().get(word, ()))


def _tells(office: Office) -> bool:
    """Whether an office without a name says more than «الوزير» does."""
    return len(office.title.split()) > 1


def _fullest(positions: list[Position]) -> list[Position]:
    """Without those whose title only shortens another of the same person."""
    kept = []
    for p in positions:
        words = bare(p.title).split()
        longer = [
            q for q in positions if q.person == p.person and q is not p and bare(q.title).split()[: len(words)] == words
        ]
        if not longer:
            kept.append(p)
    return kept


class _Finder:
    """Looks up owners among the entities of one article."""

    def __init__(self, doc: Document, entities: list[Entity]) -> None:
        self.doc = doc
        self.entities = entities
        self.countries: dict[str, str] = {}
        for span in doc.mentions:
            if span.entity and span.type == "Country" and span.nation:
                self.countries.setdefault(span.nation, span.entity)
        for entity in entities:
            if entity.type == "Country":
                self.countries.setdefault(entity.labels["ar"], entity.id)
        self.own: dict[str, str] = {}
        self.named_bodies: dict[str, str] = {}
        for span in doc.mentions:
            if span.entity and span.nation:
                self.own.setdefault(span.entity, span.nation)
            if span.entity and span.type == "Organization":
                self.named_bodies.setdefault(span.text, span.entity)
        self.names = {e.id: e.name for e in entities}
        self.home = self._dateline() or self._usual()

    def _usual(self) -> str | None:
        """The nation that the article speaks of most beside the offices for which it states one.

        The press states the nation of foreign officials and leaves out that of its own.
        """
        spoken = Counter(s.nation for s in self.doc.mentions if s.type in _SPOKEN and s.nation)
        stated = Counter(o.nation for s in self.doc.mentions for o in s.offices if o.nation)
        return max(spoken, key=lambda n: spoken[n] - 2 * stated[n], default=None)

    def _dateline(self) -> str | None:
        """The nation of the place that the article is written from («بغداد - واع»)."""
        for span in self.doc.mentions:
            if (
                span.type == "Organization"
                and span.first <= 2 * _DATELINE
                and span.text in pairs("bodies", "agency_nations")
            ):
                return str(pairs("bodies", "agency_nations")[span.text])
        for span in self.doc.mentions:
            if span.first > _DATELINE or span.sentence > 0:
                return None
            if span.type in {"Place", "Country"} and not span.nisba and span.nation:
                behind = self.doc.tokens[span.last].text if span.last < len(self.doc.tokens) else ""
                return span.nation if behind in _DATELINE_MARKS else None
        return None

    def position(self, span: Span, office: Office) -> Position:
        """The position that this office at this mention states."""
        owner, confidence = self._owner(span, office)
        if office.inherited:
            confidence = min(confidence, _INHERITED)
        evidence = self._evidence(span, office)
        title = " ".join(office.title.split())
        as_of = None if office.former else self.doc.article.published
        return Position(
            str(span.entity), title, owner, as_of, office.former, round(confidence * span.score, 3), evidence
        )

    def _owner(self, span: Span, office: Office) -> tuple[str | None, float]:
        body = self._body(span, office)
        if office.owner and body:
            return body, _SURE
        if office.nation and office.nation in self.countries:
            return self.countries[office.nation], _SURE
        if body and not _organ(office):
            return body, _SURE
        if {"اممي", "امميه"} & set(bare(office.title).split()) and "الأمم المتحدة" in self.named_bodies:
            return self.named_bodies["الأمم المتحدة"], _INFERRED
        nation = self._nation(span)
        owner = self.countries.get(nation) if nation else None
        return (owner or body), _INFERRED

    def _body(self, span: Span, office: Office) -> str | None:
        """The organisation that stands in the office: the one that «في» brings in, else the first."""
        around = self.doc.mentions_of(self.doc.sentences[span.sentence])
        bodies = [s for s in around if s.type == "Organization" and s.entity]
        inside = [s for s in bodies if office.start <= s.start and s.end <= office.end]
        if office.owner:
            same = next((s.entity for s in inside if s.text == office.owner), None)
            return same or self.named_bodies.get(office.owner) or (inside[-1].entity if inside else None)
        return inside[0].entity if inside else None

    def _nation(self, span: Span) -> str | None:
        """The nation of a person whose office states none: from other mentions, the side he is on, the article."""
        own = self.own.get(str(span.entity)) or _known_nation(self.names.get(str(span.entity), span.text))
        return own or self._side(span) or self._neighbour(span) or self.home

    def _neighbour(self, span: Span) -> str | None:
        """The nation of the person named right before in a list: «وزير الدفاع السوري X ورئيس الأركان Y»."""
        start = span.title_start if span.title_start is not None else span.start
        for other in reversed(self.doc.mentions_of(self.doc.sentences[span.sentence])):
            if other.first < span.first and other.type == "Person" and other.offices and other.end <= start:
                between = self.doc.text[other.end : start].strip(" ،,\n")
                return other.nation or self._neighbour(other) if between in {"", "و"} else None
        return None

    def _side(self, span: Span) -> str | None:
        """«ومن الجانب التركي …»، «ضم الوفد السوري …»: the side that the sentence has named last."""
        start = span.title_start if span.title_start is not None else span.start
        led = self.doc.text[max(0, start - _LED_REACH) : start].split()[-1:] in _LED
        for other in reversed(self.doc.mentions_of(self.doc.sentences[span.sentence])):
            if other.first < span.first and other.nation and other.first > 0:
                before = bare(self.doc.tokens[other.first - 1].text)
                if other.nisba and before.endswith(("جانب", "وفد", "طرف", "فريق")):
                    return other.nation
                if led and other.type in {"Organization", "Country"}:
                    return other.nation
        return None

    def _evidence(self, span: Span, office: Office) -> Evidence:
        """The sentence, cut to the longest evidence around office and name."""
        sentence = self.doc.sentences[span.sentence]
        start, end = sentence.start, sentence.end
        if end - start > LONGEST_EVIDENCE:
            start = max(start, min(office.start, span.start) - LONGEST_EVIDENCE // 3)
            end = min(end, start + LONGEST_EVIDENCE)
        return Evidence(start, end, self.doc.text[start:end], (office.start, min(office.end, end)))


def _known_nation(name: str) -> str | None:
    """The country of a person of that name whom the gazetteer knows."""
    nations = {k.nation for k in known_named(name) if k.type == "Person"}
    return nations.pop() if len(nations) == 1 else None


def _organ(office: Office) -> bool:
    """Whether the body in the title is an organ of its state, so that the office is the state's."""
    words = bare(office.title).split()
    if words[0] in {"متحدث", "متحدثه", "ناطق", "ناطقه"} or not office.body:
        return not office.body
    return is_organ(office.body)
