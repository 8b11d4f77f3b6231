"""Spans made of what the rules find in one sentence, with their offsets in the stored text."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.document import MentionKind, Office, Span
from ingest.extraction import EntityType
from ingest.mentions.capitals import acts
from ingest.mentions.known import Known, known_named
from ingest.mentions.names import Name
from ingest.mentions.offices import offices_of
from ingest.mentions.parts import CLOSING, Part, View
from ingest.mentions.title_parts import Title
from ontology.matching import Match
from ontology.nouns import word_list

_TANWIN = "ً"  # «وفداً تركياً» is the adjective, «تركيا» the country
_LISTED, _RULED = 0.97, 0.9
FIRM, _LOOSE = 0.8, 0.6  # scores of an office that stands for its holder, and of one that may not


def repeat_office(span: Span) -> None:
    """The main office once more in the span's own fields."""
    if span.offices:
        main = span.offices[0]
        span.title, span.title_start = main.title, main.start
        span.nation, span.body = main.nation or span.nation, main.owner or main.body


@dataclass(slots=True)
class Collector:
    """Gathers the spans of one sentence."""

    view: View
    spans: list[Span] = field(default_factory=list)

    def taken(self, at: int) -> bool:
        """Whether a span covers word `at`."""
        place = self.view.words[at].token.index
        return any(s.first <= place < s.last for s in self.spans)

    def span(self, first: int, last: int, kind: EntityType, how: MentionKind, prefix: str, score: float) -> Span:
        """A span over words `first`..`last` (exclusive), added to the others."""
        words = self.view.words
        span = Span(
            start=self.view.start(first, prefix),
            end=words[last - 1].token.end,
            first=words[first].token.index,
            last=words[last - 1].token.index + 1,
            sentence=self.view.sentence.index,
            type=kind,
            kind=how,
            text=self.view.text(first, last, prefix),
            score=score,
            prefix=prefix,
        )
        self.spans.append(span)
        return span

    def part(self, part: Part) -> None:
        """A body, place, government or group, unless it is there."""
        if self.taken(part.first):
            return
        kind = MentionKind.NOMINAL if part.nominal else MentionKind.NAME
        span = self.span(part.first, part.last, part.type, kind, part.prefix, part.score)
        span.nation = part.nation
        if part.proper is not None and part.proper > part.first:
            span.body = self.view.text(part.proper, part.last, "").rstrip("".join(CLOSING))

    def known(self, match: Match[Known]) -> None:
        """A name of the gazetteer; a capital is its country where it acts."""
        known = pick(self.view, match)
        kind = known.type
        if known.capital and acts(self.view, match.first, match.last, match.clitic):
            kind = "Country"
        span = self.span(match.first, match.last, kind, MentionKind.NAME, match.clitic, _LISTED)
        # A body's nation counts where its name says it («وزارة الدفاع السورية»), not where only the list knows it.
        said = known.type != "Organization" or self.view.words[match.last - 1].reading.nisba is not None
        span.nation = known.nation if said else None
        span.nisba = known.type == "Country" and _TANWIN in self.view.words[match.first].token.text
        if known.type == "Organization":
            self.shorten(span, match.first, match.last)

    def shorten(self, span: Span, first: int, last: int) -> None:
        """Note the name without its head noun where that is known by itself: «تنظيم داعش»."""
        if last - first > 1 and self.view.words[first].reading.noun("bodies"):
            rest = self.view.text(first + 1, last, "")
            if any(k.type == "Organization" for k in known_named(rest)):
                span.body = rest

    def nisba(self, at: int) -> None:
        """A country present only as an adjective."""
        reading = self.view.words[at].reading
        if reading.nisba is None:
            return
        span = self.span(at, at + 1, "Country", MentionKind.NAME, reading.prefix, _RULED)
        span.nisba = True
        span.nation = reading.nisba.country.labels["ar"]

    def name(self, name: Name, offices: tuple[Office, ...], title: Title | None) -> None:
        """A person's name with the offices that stand at it."""
        span = self.span(name.first, name.last, "Person", MentionKind.NAME, name.prefix, name.score)
        span.offices = offices
        span.nation = name.nation
        if title is not None and not offices and title.noun.family == "guest":
            span.title_start = self.view.start(title.first, title.prefix)
        repeat_office(span)

    def title(self, title: Title, last: Title) -> None:
        """Offices without a name, as far as no other span stands in them."""
        begin = self.view.words[title.first].token.index
        inside = [s.first for s in self.spans if s.first >= begin]
        stop = next((i for i in range(title.first, last.last) if self.view.words[i].token.index in inside), last.last)
        if stop <= title.first:
            return
        span = self.span(
            title.first, stop, "Person", MentionKind.TITLE, title.prefix, FIRM if self._held(title) else _LOOSE
        )
        span.text = self.view.text(title.first, last.last, title.prefix)
        span.offices = offices_of(self.view, [title], 0)
        if not span.offices:
            span.nation = title.nation
        repeat_office(span)

    def _held(self, title: Title) -> bool:
        """Whether an office stands for its holder: not «سفيراً في باكو», «منصب وزير الخارجية», a plural, an everyday word."""
        if title.noun.number != "singular" or title.accusative or self.view.words[title.first].has("roles.ambiguous"):
            return False
        text = self.view.words[title.first].token.text
        before = self.view.words[title.first - 1] if title.first else None
        post = before is not None and before.reading.stem in word_list("roles", "posts")
        return not post and _TANWIN not in text and not (title.noun.feminine and not title.specific)


def pick(view: View, match: Match[Known]) -> Known:
    """Which of several things a name means: «عمان» is the city where a place is meant or Jordan is near."""
    if len(match.values) == 1:
        return match.values[0]
    countries = [k for k in match.values if k.type == "Country"]
    capitals = [k for k in match.values if k.capital]
    if not countries or not capitals or countries[0].nation == capitals[0].nation:
        return countries[0] if countries else match.values[0]
    return countries[0] if _is_country(view, match, countries[0]) else capitals[0]


def _is_country(view: View, match: Match[Known], country: Known) -> bool:
    """Whether the text speaks of the country elsewhere by words that mean nothing else, or lists it with others."""
    if view.nations and country.nation in view.nations:
        return True
    before = view.known.get(match.first - 1)
    return bool(match.clitic == "و" and before and before.values[0].type == "Country")
