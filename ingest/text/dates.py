"""Dates in Arabic news: every expression that dates something, with its ISO value as precise as the text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ingest.document import Document
from ingest.text.date_grammar import Grammar
from ingest.text.date_pieces import Expression
from ingest.text.date_values import Resolver
from ontology.calendar import calendar

_OPENING = 2  # sentences in which a dateline may stand
_DAY = len("2025-10-17")
_UNSURE = frozenset({"vague", "anaphor", "ahead"})  # these may lack a value whatever is known
_DATELINE = 16  # tokens of the longest dateline


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression: characters `start`..`end`, tokens `first`..`last` (exclusive), in one sentence.

    `value` is `2025-10-12`, `2025-10` or `2025`, None where it cannot be told. `relative` says that the
    day of publication decides it. `kind`: day, month, year, weekday, deictic (اليوم، أمس), period (الأسبوع
    الماضي), ago (قبل يومين), since (منذ عام), ahead (بعد يومين), distance («بعد يومين من X»: the date of X),
    anaphor (اليوم نفسه), deadline (قبل نهاية العام), dateline, vague (مؤخرا; never has a value).
    """

    start: int
    end: int
    first: int
    last: int
    sentence: int
    value: str | None
    relative: bool
    kind: str

    @property
    def open(self) -> bool:
        """Whether only the missing date of publication leaves it without a value."""
        return self.value is None and self.relative and self.kind not in _UNSURE


def find_dates(doc: Document) -> list[DateMention]:
    """All date expressions of an article, in order, resolved against the day it speaks on."""
    grammar = Grammar(doc.tokens)
    resolver = Resolver(article_day(doc))
    found: list[DateMention] = []
    for sentence in doc.sentences:
        resolver.begin_sentence()
        expressions = grammar.expressions(sentence.first, sentence.last, opening=sentence.index < _OPENING)
        found.extend(_refined([_mention(doc, sentence.index, e, resolver.resolve(e)) for e in expressions]))
    return found


def _refined(mentions: list[DateMention]) -> list[DateMention]:
    """Give «بعد نحو أسبوع من زيارته إلى تركيا في 12 أكتوبر» the day that follows, where the two agree."""
    for n, mention in enumerate(mentions):
        if mention.kind != "distance" or mention.value is None or len(mention.value) == _DAY:
            continue
        after = [m.value for m in mentions[n + 1 : n + 2] if m.kind == "day" and m.value]
        if after and after[0].startswith(mention.value):
            mentions[n] = replace(mention, value=after[0])
    return mentions


def article_day(doc: Document) -> date | None:
    """The day that «اليوم» means: the day of publication, else that of a dateline with day, month and year."""
    published = doc.article.published
    if published is None:
        return _dateline_day(doc)
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def _dateline_day(doc: Document) -> date | None:
    """«دمشق 23 يوليو 2025 - وكالات» on a line of its own at the top."""
    grammar, resolver = Grammar(doc.tokens), Resolver(None)
    verbs = calendar()
    for sentence in doc.sentences[:_OPENING]:
        tokens = doc.tokens_of(sentence)
        tells = any(t.norm in verbs.told or t.norm in verbs.agenda for t in tokens)
        if len(tokens) > _DATELINE or tells or tokens[-1].text == "." or sentence.index + 1 == len(doc.sentences):
            return None
        for e in grammar.expressions(sentence.first, sentence.last, opening=True):
            if e.year and e.day and (value := resolver.resolve(e)):
                return date.fromisoformat(value)
    return None


def _mention(doc: Document, sentence: int, e: Expression, value: str | None) -> DateMention:
    start, end = doc.tokens[e.first].start, doc.tokens[e.last - 1].end
    return DateMention(start, end, e.first, e.last, sentence, value, e.relative, e.kind)
