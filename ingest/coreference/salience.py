"""Whom a pronoun or a plural may mean: actors named before, the most present first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from ingest.document import Document, Office, Span
from ontology.folding import bare

Number = Literal["singular", "dual", "plural"]
Gender = Literal["m", "f"]
_SINGULAR = frozenset({"Person"})
_FEMININE_ENDS = ("ة", "اء", "ى")
_REACH = 3  # sentences


def antecedents(
    doc: Document,
    token: int,
    number: Number = "singular",
    gender: Gender | None = None,
    exclude: frozenset[str] = frozenset(),
) -> list[str]:
    """Ids of the entities that a pronoun at `token` may mean, the likeliest first.

    In its own sentence and the sentences before, the actor named first (the subject as a rule) goes before
    those named later; persons before bodies and countries. A feminine pronoun may mean a body or country.
    """
    here = doc.sentence_at[token]
    scored: dict[str, tuple[float, int]] = {}
    for span in _near(doc, here):
        if span.entity is None or span.first >= token or span.entity in exclude:
            continue
        if not _agrees(span, number, gender):
            continue
        score = (_weight(doc, span, here), -span.first)
        scored[span.entity] = max(scored.get(span.entity, (-1.0, 0)), score)
    return sorted(scored, key=lambda e: scored[e], reverse=True)


def _near(doc: Document, here: int) -> list[Span]:
    """The mentions of a sentence and of those a few before, in order."""
    first = max(0, here - _REACH)
    return [span for sentence in doc.sentences[first : here + 1] for span in doc.mentions_of(sentence)]


def _weight(doc: Document, span: Span, here: int) -> float:
    """Between 0 and 10: near sentences, early in their sentence, persons."""
    sentence = doc.sentences[span.sentence]
    ahead = [m for m in doc.mentions_of(sentence) if m.type == "Person" and m.first < span.first]
    distance = here - span.sentence
    base = 6.0 - 2.0 * distance - 0.6 * min(len(ahead), 4)
    person = 2.0 if span.type == "Person" else 0.0
    subject = 1.0 if not ahead and span.first - sentence.first < 14 else 0.0
    return (
        base + person + subject - (0.5 if span.prefix.endswith(("ب", "ل", "ك")) else 0.0) - (3.0 if span.nisba else 0.0)
    )


def _agrees(span: Span, number: Number, gender: Gender | None) -> bool:
    if span.type == "Place":
        return False
    if number == "plural":
        return span.type in {"Group", "Organization"}
    if number == "dual":
        return False
    if gender == "m" and span.type in {"Country", "Group"}:
        return False
    if gender == "f" and span.type == "Person":
        return feminine(span)
    return not (gender == "m" and span.type == "Person" and span.title and feminine(span))


def feminine(span: Span) -> bool:
    """Whether a person's office or given name is feminine in form."""
    if span.title:
        return bare(span.title).split()[0].endswith("ه")
    return span.text.split()[0].endswith(_FEMININE_ENDS)


def members(doc: Document, token: int) -> list[str]:
    """The entities that a dual or plural at `token` means: «الرئيسان»، «الوزيران»، «الجانبان»، «الطرفان», «البلدين».

    Two persons of that office for offices; for sides the last two persons of different nations, else the
    last two countries; empty where the text before gives no two.
    """
    word = bare(doc.tokens[token].text)
    while word[:1] in "وبلف" and len(word) > 5 and not word.startswith(("وزير", "وفد")):
        word = bare(word[1:])
    if word.startswith(("بلد", "دول", "حكوم", "شعب")):
        return _last_two(doc, token, {"Country"}, lambda _: True)
    stem = word[:-2]
    offices = _last_two(doc, token, {"Person"}, lambda s: any(_headed(o, stem) for o in _offices(doc, s)))
    if len(offices) == 2 or word.startswith(("رييس", "وزير", "سفير", "زعيم", "مسوول", "قايد")):
        return offices
    people = _last_two(doc, token, {"Person"}, lambda _: True, sides=True)
    return people if len(people) == 2 else _last_two(doc, token, {"Country", "Organization"}, lambda s: not s.nisba)


def _headed(office: Office, stem: str) -> bool:
    return bare(office.title).split()[:1] == [stem]


def _offices(doc: Document, span: Span) -> list[Office]:
    return [o for s in doc.mentions_of_entity(span.entity or "") for o in s.offices]


def _nation(doc: Document, span: Span) -> str | None:
    return next((s.nation for s in doc.mentions_of_entity(span.entity or "") if s.nation), None)


def _last_two(
    doc: Document, token: int, kinds: set[str], fits: Callable[[Span], bool], *, sides: bool = False
) -> list[str]:
    here = doc.sentence_at[token]
    found: list[Span] = []
    for sentence in range(here, max(-1, here - _REACH - 1), -1):
        for span in doc.mentions_of(doc.sentences[sentence]):
            if span.first >= token or span.type not in kinds or span.entity is None:
                continue
            if any(f.entity == span.entity for f in found) or not fits(span):
                continue
            if sides and found and _nation(doc, span) and _nation(doc, span) == _nation(doc, found[0]):
                continue
            found.append(span)
            if len(found) == 2:
                return [str(f.entity) for f in sorted(found, key=lambda s: s.first)]
    return []
