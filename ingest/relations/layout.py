"""How a sentence is laid out for reading ties: its arguments, how each is marked, and what governs it."""

from __future__ import annotations

from ingest.document import Document, Sentence, Span
from ingest.relations.arguments import CLOSERS, OPENERS, STOPS, Argument, Layout
from ingest.relations.chains import join_chains
from ingest.relations.cues import cues
from ingest.relations.marks import mark_argument
from ingest.relations.phrases import drop_parts_of_titles, join_repeated, widen_persons
from ontology.conjugation import light


def lay_out(doc: Document, sentence: Sentence, spans: list[Span]) -> Layout:
    """Lay out one sentence with those of its mentions that have an entity."""
    tokens = doc.tokens[sentence.first : sentence.last]
    words = [light(t.text) for t in tokens]
    layout = Layout(sentence, words, [t.text for t in tokens], [-1] * len(words), [False] * len(words))
    _structure(layout)
    for span in spans:
        if span.entity is not None:
            _add(doc, layout, span)
    join_repeated(layout)
    widen_persons(doc, layout)
    drop_parts_of_titles(layout)
    for argument in layout.arguments:
        mark_argument(doc, layout, argument)
    join_chains(layout)
    return layout


def _structure(layout: Layout) -> None:
    """Number clauses and quotations, and count punctuation, word by word."""
    known = cues()
    clause = quote = stops = 0
    depth = 0
    for i, word in enumerate(layout.words):
        text = layout.texts[i]
        if text in OPENERS and not (text == '"' and depth):
            depth, quote = 1, quote + 1
        elif text in CLOSERS and depth:
            depth = 0
        if text in STOPS:
            stops += 1
        if known.is_a(word, "complement") or known.is_a(word, "relative") or known.is_a(word, "subordinate"):
            clause += 1
        layout.clauses.append(clause)
        layout.quotes.append(quote if depth and text not in "()" else 0)
        layout.stops.append(stops)


def _add(doc: Document, layout: Layout, span: Span) -> None:
    base = layout.sentence.first
    first, last = span.first - base, span.last - base
    if first < 0 or last > len(layout.words):
        return
    index = len(layout.arguments)
    lead = first
    if span.title_start is not None:
        while lead > 0 and doc.tokens[base + lead - 1].end > span.title_start:
            lead -= 1
    for i in range(lead, last):
        layout.titled[i] = layout.titled[i] or not span.nisba
    for i in range(first, last):
        layout.inside[i] = index
    layout.arguments.append(
        Argument(
            span.entity or "",
            span.type,
            lead,
            last,
            span,
            quoted=layout.quotes[first] > 0,
            rank=index,
            clause=layout.clauses[first],
        )
    )
