"""Parts that mention rules find in a sentence before they become spans: words, bodies, places, titles."""

from __future__ import annotations

import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from ingest.document import Document, Sentence, Token
from ingest.extraction import EntityType
from ingest.mentions.known import Known, find_known
from ingest.mentions.words import Reading, after_prefix, read_word, surface
from ontology.countries import nisba
from ontology.matching import Match
from ontology.nouns import Noun

OPENING = frozenset("«“\"(['‹„")
CLOSING = frozenset("»”\")]'›“")
_FEMININE = ("ه", "ات")
COMMAS = frozenset("،,؛;")


@dataclass(slots=True)
class Word:
    """A token of one sentence with its reading and the tagger's word on it."""

    token: Token
    reading: Reading
    tag: str = "O"
    probability: float = 1.0

    @property
    def mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.token.text[0].isalnum() and len(self.token.text) == 1

    @property
    def kind(self) -> str:
        """The tagger's type without B- or I-; empty outside."""
        return self.tag[2:] if self.tag != "O" else ""

    def has(self, mark: str) -> bool:
        """Whether the word list `mark` («bodies.time») holds it."""
        return mark in self.reading.marks

    @property
    def role(self) -> Noun | None:
        """The person noun that it is; a written ة rules out an attached pronoun, a written ه calls for one."""
        found = [n for n in self.reading.nouns if n.room == "roles" and _spelt(n, self.token.text)]
        if self.token.text.endswith("ة"):
            found = [n for n in found if not n.possessed] or found
        return found[0] if found else None

    @property
    def surface(self) -> str:
        """As written, clitics cut."""
        return surface(self.token, self.reading.prefix)


def _spelt(noun: Noun, text: str) -> bool:
    """Whether the written word can be the noun where folding has made others equal: «وإلى», «أمر»."""
    if noun.lemma in {"والي", "وال"} and "والي" not in text:
        return False
    return not noun.lemma.startswith("آ") or "آ" in text


@dataclass(frozen=True, slots=True)
class Part:
    """A found body, place, country or group: words `first`..`last` (exclusive) of the sentence.

    `prefix` holds the clitics before it; `name` its text without them; `head` where a bare head noun may
    be left off begins the name proper (so «حركة حماس» is «حماس» too).
    """

    first: int
    last: int
    type: EntityType
    prefix: str
    name: str
    nation: str | None = None
    score: float = 0.9
    proper: int | None = None
    known: Known | None = None
    nisba: bool = False
    nominal: bool = False


@dataclass(slots=True)
class View:
    """One sentence being read: its words, the known names in it, the countries that its article means for sure."""

    doc: Document
    sentence: Sentence
    words: list[Word]
    known: dict[int, Match[Known]]
    nations: AbstractSet[str] = frozenset()
    surnames: AbstractSet[str] = frozenset()

    def __len__(self) -> int:
        return len(self.words)

    def text(self, first: int, last: int, prefix: str | None = None) -> str:
        """The words as written with single spaces, the clitics of the first cut."""
        cut = self.words[first].reading.prefix if prefix is None else prefix
        head = surface(self.words[first].token, cut)
        pieces = [head]
        for i in range(first + 1, last):
            gap = self.words[i].token.start > self.words[i - 1].token.end
            pieces.append((" " if gap else "") + self.words[i].token.text)
        return "".join(pieces)

    def prefix(self, at: int) -> str:
        """The clitics of word `at`: what the lexicon cuts, else what a known name leaves."""
        reading = self.words[at].reading
        match = None if reading.known else self.known.get(at)
        return match.clitic if match else reading.prefix

    def start(self, first: int, prefix: str) -> int:
        """The offset where word `first` begins without its clitics."""
        return after_prefix(self.words[first].token, prefix)


def counts(token: Token) -> bool:
    """Whether a token is read: not the # and _ of hashtags, not an emoji, so that «#هاكان_فيدان» is a name."""
    text = token.text
    return len(text) > 1 or text.isalnum() or (text not in "#_" and unicodedata.category(text) != "So")


def _read(token: Token) -> Reading:
    """The reading of a token; «إلكاي» and «آلان», which folding makes look so, have no article."""
    reading = read_word(token.norm)
    if reading.definite and token.text.lstrip("وفبكل")[:2] in {"إل", "أل", "آل"}:
        return replace(reading, definite=False, nouns=(), nisba=None)
    return reading


def view(doc: Document, sentence: Sentence, tags: list[tuple[str, float]]) -> View:
    """A sentence ready for the rules; `tags` one (BIO tag, probability) a token, or empty."""
    tokens = [t for t in doc.tokens_of(sentence) if counts(t)]
    words = [Word(token, _read(token)) for token in tokens]
    for word, (tag, probability) in zip(words, tags, strict=False):
        word.tag, word.probability = tag, probability
    known = find_known([t.norm for t in tokens])
    for at in range(1, len(words)):
        _agree(words, known, at)
    return View(doc, sentence, words, known)


def _agree(words: list[Word], known: dict[int, Match[Known]], at: int) -> None:
    """«الخارجية السعودية»: a country's name that is its own adjective, behind a feminine noun with the article."""
    word, before = words[at], words[at - 1]
    match = known.get(at)
    if match is None or match.last != at + 1 or match.clitic or match.values[0].type != "Country":
        return
    adjective = nisba(word.reading.base) if word.reading.definite else None
    if adjective and adjective.feminine and before.reading.definite and before.token.norm.endswith(_FEMININE):
        word.reading = replace(word.reading, nisba=adjective)
        del known[at]
