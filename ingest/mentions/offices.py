"""Offices as an article states them, made of the titles found at a name."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Office
from ingest.mentions.parts import View
from ingest.mentions.title_parts import Title

_OFFICIAL = frozenset({"office", "counterpart"})


def offices_of(view: View, titles: Sequence[Title], count: int, nation: str | None = None) -> tuple[Office, ...]:
    """The offices of name number `count` behind these titles; `nation` where that name has one of its own."""
    return tuple(_office(view, t, count, nation) for t in titles if t.noun.family in _OFFICIAL)


def _office(view: View, title: Title, count: int, nation: str | None) -> Office:
    if nation is None and title.nations:
        nation = title.nations[min(count, len(title.nations) - 1)]
    return Office(
        title=" ".join(_pieces(title, count)),
        start=view.start(title.first, title.prefix),
        end=view.words[title.last - 1].token.end,
        nation=nation,
        body=title.body.name if title.body else None,
        owner=title.owner.name if title.owner else None,
        former=title.former,
        inherited=title.noun.family == "counterpart",
        pronoun=title.noun.pronoun if title.noun.family == "office" else "",
    )


def _plain(piece: str) -> str:
    """«رئيساً لإدارة …» is the «رئيس إدارة …»."""
    if piece.startswith("لل"):
        return "ال" + piece[2:]
    return piece[1:] if piece.startswith("ل") and len(piece) > 3 else piece


def _pieces(title: Title, count: int) -> list[str]:
    """The words of the title in the singular, with the portfolio of this holder only."""
    pieces = list(title.pieces)
    if title.accusative and len(pieces) > 1:
        pieces[1] = {"عاما": "عام", "عاماً": "عام", "عامًا": "عام"}.get(pieces[1], _plain(pieces[1]))
    if title.noun.number == "singular":
        return pieces
    pieces[0] = ("ال" if title.definite else "") + title.noun.lemma
    if title.portfolios:
        bounds = [1, *title.portfolios, len(pieces)]
        part = min(count, len(bounds) - 2)
        chosen = pieces[bounds[part] : bounds[part + 1]]
        pieces = [pieces[0], *(p.removeprefix("و") if i == 0 and part else p for i, p in enumerate(chosen))]
    return pieces
