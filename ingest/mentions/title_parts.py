"""What a title is made of while it is read, and the ways to take words into it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.mentions.bodies import is_organ
from ingest.mentions.known import Known
from ingest.mentions.parts import Part, View, Word
from ontology.matching import Match
from ontology.nouns import Noun


@dataclass(slots=True)
class Title:
    """An office as words `first`..`last` (exclusive) state it; the name may begin at `last`.

    `pieces` are the words of its text, without nationality adjectives and words like «السابق»;
    `nations` the countries in order; `body` the organisation that it names; `owner` a body brought in
    by «في», to which the office belongs; `portfolios` where its coordinated parts begin in `pieces`.
    """

    first: int
    last: int
    prefix: str
    noun: Noun
    definite: bool
    pieces: list[str] = field(default_factory=list)
    nations: list[str] = field(default_factory=list)
    adjective_at: int | None = None
    body: Part | None = None
    owner: Part | None = None
    former: bool = False
    settled: bool = False
    specific: bool = False
    portfolios: list[int] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    inner: Title | None = None
    accusative: bool = False

    @property
    def text(self) -> str:
        """The title as it is given."""
        return " ".join(self.pieces)

    @property
    def nation(self) -> str | None:
        """The one country named, None for none or several."""
        return self.nations[0] if self.nations else None


def take(title: Title, word: Word, *, settled: bool, specific: bool = True) -> bool:
    """Take a word into the title; `settled` tells whether its idafa is closed with it."""
    title.pieces.append(word.token.text)
    title.last += 1
    title.settled = settled
    title.specific = title.specific or specific
    return True


def take_part(view: View, title: Title, part: Part) -> bool:
    """Take a body or place as complement; a nation that closes it belongs to `nations`, not to the text."""
    last = part.last
    adjective = view.words[last - 1].reading.nisba
    own_name = part.type == "Organization" and not is_organ(part.name)  # «رئيس اتحاد الغرف السعودية»
    single = bool(adjective and adjective.definite and not view.words[last - 2].reading.nisba) and not own_name
    shown = last - 1 if single and last - 1 > part.first else last
    country = _closing_country(view, part)
    shown = country if country is not None else shown
    head = view.text(part.first, part.first + 1, "")
    rest = view.text(part.first + 1, shown, "") if shown > part.first + 1 else ""
    title.pieces.append(head if not rest else f"{head} {rest}")
    nation = adjective.country.labels["ar"] if single and adjective else None if own_name else part.nation
    if nation and nation not in title.nations:
        title.nations.append(nation)
    if single:
        title.adjective_at = title.adjective_at or last - 1
    title.parts.append(part)
    if part.type == "Organization" and title.body is None:
        title.body = part
    title.last = last
    title.settled = title.specific = True
    return True


def _closing_country(view: View, part: Part) -> int | None:
    """Where the country that closes a body in idafa begins: «برلمان غانا» is the «برلمان» of غانا."""
    for at in range(part.first + 1, part.last):
        match = view.known.get(at)
        if match and match.last == part.last and match.values[0].type == "Country" and part.type == "Organization":
            return at if not view.words[part.first].reading.definite else None
    return None


def known_body(view: View, match: Match[Known]) -> Part:
    """A known organisation; its country is not what the text says, so it gives the office no nation."""
    name = view.text(match.first, match.last, match.clitic)
    return Part(match.first, match.last, "Organization", match.clitic, name, known=match.values[0])


def nominal(view: View, at: int) -> Part | None:
    """«الوزارة», «الهيئة»: a definite head that repeats a body."""
    word = view.words[at]
    if not word.has("bodies.repeating") or word.has("bodies.portfolios") or word.kind == "PER":
        return None
    prefix = word.reading.prefix
    return Part(at, at + 1, "Organization", prefix, view.text(at, at + 1, prefix), nominal=True)


def own(title: Title, body: Part) -> bool:
    """Take note of the body that the office belongs to; its words are no part of the title."""
    title.owner = title.owner or body
    title.parts.append(body)
    if body.nation and body.nation not in title.nations:
        title.nations.append(body.nation)
    title.last = body.last
    title.specific = True
    return True


def go_to(title: Title, at: int) -> bool:
    """Let the title reach up to word `at`."""
    title.last = at
    return True


def take_quotation(view: View, title: Title) -> bool:
    """«زعيم "هيئة تحرير الشام"»، «قائد «العزم الصلب»»."""
    at = title.last
    last = quoted(view, at)
    if last is None:
        return False
    part = Part(at + 1, last, "Organization", "", view.text(at + 1, last, ""))
    title.pieces.append(view.text(at, last + 1, ""))
    title.parts.append(part)
    title.body = title.body or part
    title.settled = title.specific = True
    return go_to(title, last + 1)


def quoted(view: View, at: int) -> int | None:
    """The closing mark of the quotation that opens at word `at`, a few words long, or None."""
    if view.words[at].token.text not in {"«", '"', "“", "”"}:
        return None
    closing = {"»", '"', "”", "“"}
    return next((i for i in range(at + 2, min(at + 9, len(view))) if view.words[i].token.text in closing), None)
