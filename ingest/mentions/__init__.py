"""Mentions: from the tokens of an article to its typed spans that do not overlap.

The tagger says where names probably are; the lexicon and the gazetteer say the rest: offices before and
behind names, organisations by their head nouns, countries by name, adjective or capital. No torch here.
"""

from __future__ import annotations

from ingest.document import Document
from ingest.mentions.names import Seen
from ingest.mentions.parts import View, counts, view
from ingest.mentions.reading import read_sentence
from ingest.mentions.tagger import Tagger

_SURE, _LIKELY = 0.85, 0.6
_SHORTEST = 2  # letters of a word too short to be told as a name by itself


def find_mentions(doc: Document, tagger: Tagger | None) -> None:
    """Fill `doc.mentions` with spans in order, none overlapping; without a tagger only rules and lists speak."""
    words = [[t.text for t in doc.tokens_of(s) if counts(t)] for s in doc.sentences]
    tags = tagger.tag(words) if tagger else [[] for _ in words]
    seen = Seen(frozenset(token.norm for token in doc.tokens), _name_words(doc, tags), _surnames(doc, tags))
    views = [view(doc, sentence, said) for sentence, said in zip(doc.sentences, tags, strict=True)]
    nations = _nations(views)
    for one in views:
        one.nations = nations
        one.surnames = frozenset(seen.surnames)
    doc.mentions = [span for one in views for span in read_sentence(one, seen)]


def _name_words(doc: Document, tags: list[list[tuple[str, float]]]) -> frozenset[str]:
    """The folded words that the tagger takes for parts of names somewhere in the article, clitics cut."""
    read = [t for s in doc.sentences for t in doc.tokens_of(s) if counts(t)]
    said = zip(read, (pair for sentence in tags for pair in sentence), strict=False)
    return frozenset(t.norm for t, (tag, p) in said if tag.endswith("-PER") and p >= _SURE and len(t.norm) > _SHORTEST)


def _surnames(doc: Document, tags: list[list[tuple[str, float]]]) -> dict[str, tuple[frozenset[str], ...]]:
    """The last words of full names, each with the words of every name that it closes."""
    found: dict[str, list[frozenset[str]]] = {}
    for sentence, said in zip(doc.sentences, tags, strict=True):
        run: list[str] = []
        words = [t.norm for t in doc.tokens_of(sentence) if counts(t)]
        for norm, (tag, sure) in [*zip(words, said, strict=False), ("", ("O", 1.0))]:
            if tag == "I-PER" and run and sure >= _LIKELY:
                run.append(norm)
                continue
            if len(run) > 1 and len(run[-1]) > _SHORTEST:
                found.setdefault(run[-1], []).append(frozenset(run))
            run = [norm] if tag == "B-PER" and sure >= _LIKELY else []
    return {last: tuple(dict.fromkeys(names)) for last, names in found.items()}


def _nations(views: list[View]) -> frozenset[str]:
    """The countries that the article means for sure: by an adjective or by a name that means nothing else."""
    adjectives = (w.reading.nisba for one in views for w in one.words)
    found = {adjective.country.labels["ar"] for adjective in adjectives if adjective}
    matches = (m for one in views for m in one.known.values() if len(m.values) == 1)
    found |= {str(m.values[0].nation) for m in matches if m.last - m.first > 1 or not m.values[0].ambiguous}
    return frozenset(found)
