"""Clusters of mentions that mean one actor, as they grow along the article."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.document import Office, Span
from ingest.extraction import EntityType
from ontology.folding import bare, fold


@dataclass(eq=False)
class Cluster:
    """Mentions of one actor so far. `nation` is a country's usual name where the text ties the actor to one."""

    type: EntityType
    spans: list[Span] = field(default_factory=list)
    nation: str | None = None

    def add(self, span: Span) -> None:
        """Take a mention in."""
        self.spans.append(span)
        self.nation = self.nation or span.nation

    @property
    def offices(self) -> list[Office]:
        """All offices stated of it, in order."""
        return [office for span in self.spans for office in span.offices]

    @property
    def first(self) -> int:
        """The token where it is first mentioned."""
        return min(span.first for span in self.spans)

    def before(self, token: int) -> int:
        """The token of its last mention before `token`, -1 for none."""
        return max((span.first for span in self.spans if span.first < token), default=-1)


def bracketed(text: str, before: Span, after: Span) -> bool:
    """Whether `after` stands in brackets or quotes right behind `before`: «محمد حمدان دقلو (حميدتي)»."""
    gap = text[before.end : after.start].strip()
    behind = text[after.end : after.end + 3].lstrip()
    return gap in {"(", "(«", '("', "["} and behind[:1] in {")", "]", "»", '"'}


def same_words(a: str, b: str) -> bool:
    """Whether two names are equal but for spelling variants and articles."""
    return fold(a) == fold(b) or bare(a) == bare(b)
