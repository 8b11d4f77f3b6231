"""An article while it is being read: its sentences, tokens and mentions, tied to the stored text by offsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from ingest.article import Article
from ingest.extraction import EntityType


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark: `text` as stored between `start` and `end`, `norm` folded for look-up (marks: as is)."""

    index: int
    start: int
    end: int
    text: str
    norm: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `start`/`end` are offsets of the stored text, `first`/`last` token indexes (last exclusive)."""

    index: int
    start: int
    end: int
    first: int
    last: int


class MentionKind(StrEnum):
    """How a mention refers: by name, by office or title alone, by a definite common noun."""

    NAME = "name"
    TITLE = "title"
    NOMINAL = "nominal"


@dataclass(frozen=True, slots=True)
class Office:
    """An office stated beside a person: its title, characters `start`..`end`, whose it is and whether it is past.

    `nation` is a country's usual name, `body` the text of an organisation that the title names,
    `owner` that of one brought in by «في»; `inherited` marks the office of a counterpart («نظيره»),
    `pronoun` the one attached to it («نائبه»).
    """

    title: str
    start: int
    end: int
    nation: str | None = None
    body: str | None = None
    owner: str | None = None
    former: bool = False
    inherited: bool = False
    pronoun: str = ""


@dataclass(slots=True)
class Span:
    """A mention in the making. Tokens `first`..`last` (exclusive); characters `start`..`end`, clitics left out.

    `prefix` holds the clitics cut off its first token (و ف ب ل ك); `title` an office that stands at the
    name («وزير الدفاع»), `title_start` where that office begins; `nation` the country entity name that an
    adjective or complement gives («التركي» gives تركيا), `body` the organisation a title names.
    `nisba` marks a country present only as an adjective. `entity` is filled by coreference. `offices`
    holds all offices that stand at the name, the main one first; `title`, `nation` and `body` repeat it.
    """

    start: int
    end: int
    first: int
    last: int
    sentence: int
    type: EntityType
    kind: MentionKind
    text: str
    score: float = 1.0
    prefix: str = ""
    title: str | None = None
    title_start: int | None = None
    nation: str | None = None
    body: str | None = None
    nisba: bool = False
    entity: str | None = None
    offices: tuple[Office, ...] = ()


@dataclass
class Document:
    """An article with its reading so far; the stages of the pipeline fill it from left to right."""

    article: Article
    tokens: list[Token]
    sentences: list[Sentence]
    mentions: list[Span] = field(default_factory=list)
    _by_sentence: dict[int, list[Span]] = field(default_factory=dict, repr=False, compare=False)
    _by_entity: dict[str, list[Span]] = field(default_factory=dict, repr=False, compare=False)
    _indexed: list[Span] | None = field(default=None, repr=False, compare=False)
    _indexed_count: int = field(default=0, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The stored text."""
        return self.article.text

    def tokens_of(self, sentence: Sentence) -> list[Token]:
        """The tokens of one sentence."""
        return self.tokens[sentence.first : sentence.last]

    def mentions_of(self, sentence: Sentence) -> list[Span]:
        """The mentions that lie in one sentence, in order."""
        self._index()
        return list(self._by_sentence.get(sentence.index, ()))

    def mentions_of_entity(self, entity: str) -> list[Span]:
        """The mentions of one entity, in order; to be asked after coreference."""
        self._index()
        return list(self._by_entity.get(entity, ()))

    def _index(self) -> None:
        """Sort the mentions by sentence and entity, anew when the list is another or longer."""
        if self._indexed is self.mentions and self._indexed_count == len(self.mentions):
            return
        self._by_sentence, self._by_entity = {}, {}
        for mention in self.mentions:
            self._by_sentence.setdefault(mention.sentence, []).append(mention)
            if mention.entity:
                self._by_entity.setdefault(mention.entity, []).append(mention)
        self._indexed, self._indexed_count = self.mentions, len(self.mentions)

    @cached_property
    def sentence_at(self) -> list[int]:
        """For each token index, the index of its sentence."""
        places = [0] * len(self.tokens)
        for sentence in self.sentences:
            for i in range(sentence.first, sentence.last):
                places[i] = sentence.index
        return places
