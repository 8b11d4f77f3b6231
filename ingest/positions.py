"""Who holds which office, as the article states it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ingest.document import Document, MentionKind, Office, Span
from ingest.extraction import LONGEST_EVIDENCE, Entity, Evidence, Position
from ontology.folding import bare, fold

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
            for office in span.offices:
                yield span, office
        elif span.kind is MentionKind.TITLE and span.entity:
            yield from ((span, office) for office in span.offices if _tells(office))


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
        self.bodies: dict[str, str] = {}
        for span in doc.mentions:
            if span.entity and span.type == "Country" and span.nation:
                self.countries.setdefault(span.nation, span.entity)
            if span.entity and span.type == "Organization":
                self.bodies.setdefault(fold(span.text), span.entity)
        self.usual = self._usual()

    def _usual(self) -> str | None:
        """The nation whose offices the article states most often: the home of those without one."""
        nations = Counter(o.nation for s in self.doc.mentions for o in s.offices if o.nation)
        return nations.most_common(1)[0][0] if nations else None

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
        if office.owner and fold(office.owner) in self.bodies:
            return self.bodies[fold(office.owner)], _SURE
        if office.nation and office.nation in self.countries:
            return self.countries[office.nation], _SURE
        if office.body and fold(office.body) in self.bodies:
            return self.bodies[fold(office.body)], _SURE
        nation = self._nation(span)
        return (self.countries.get(nation) if nation else None), _INFERRED

    def _nation(self, span: Span) -> str | None:
        """The nation of a person whose office states none: from other mentions, the neighbour before, the article."""
        own = [s.nation for s in self.doc.mentions if s.entity == span.entity and s.nation]
        if own:
            return own[0]
        before = [
            s
            for s in self.doc.mentions
            if s.first < span.first and s.nation and s.offices and s.sentence == span.sentence
        ]
        return before[-1].nation if before else self.usual

    def _evidence(self, span: Span, office: Office) -> Evidence:
        """The sentence, cut to the longest evidence around office and name."""
        sentence = self.doc.sentences[span.sentence]
        start, end = sentence.start, sentence.end
        if end - start > LONGEST_EVIDENCE:
            start = max(start, min(office.start, span.start) - LONGEST_EVIDENCE // 3)
            end = min(end, start + LONGEST_EVIDENCE)
        return Evidence(start, end, self.doc.text[start:end], (office.start, min(office.end, end)))
