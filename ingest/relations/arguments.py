"""The parts of a sentence laid out for reading ties: its words and its arguments."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.document import Sentence, Span

OPENERS = frozenset('«"“(‹„')
CLOSERS = frozenset('»"”)›')
STOPS = frozenset("،,;؛:.!؟?-–—/")


@dataclass(slots=True)
class Argument:
    """A mention as it can fill a slot. Token indexes count within the sentence; `first` includes its title.

    `mark` is the preposition that marks it ("" for none), `governor` the class of a noun that governs it,
    `outer` the preposition that marks that noun; `chain` numbers its coordination («A وB وC»), `link` its
    place there. `virtual` tells an argument that is not written out: a pronoun, a dropped subject, someone
    carried over from a sentence before; `back` counts those sentences.
    """

    entity: str
    type: str
    first: int
    last: int
    span: Span | None
    mark: str = ""
    governor: str = ""
    outer: str = ""
    conjoined: bool = False
    chain: int = -1
    link: int = 0
    virtual: str = ""
    back: int = 0
    quoted: bool = False
    rank: int = 0
    clause: int = 0

    @property
    def nisba(self) -> bool:
        """Whether it is only a nationality adjective («التركي»)."""
        return self.span is not None and self.span.nisba


@dataclass
class Layout:
    """One sentence ready for reading: `words` in light spelling, and classes of words by position."""

    sentence: Sentence
    words: list[str]
    texts: list[str]
    inside: list[int]  # argument index that covers a word as part of its name, else -1
    titled: list[bool]  # the word belongs to a title or name
    arguments: list[Argument] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)  # running count of punctuation
