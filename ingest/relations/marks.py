"""How an argument is marked: the preposition before it, and the noun that governs it."""

from __future__ import annotations

from ingest.document import Document
from ingest.relations.arguments import CLOSERS, OPENERS, STOPS, Argument, Layout
from ingest.relations.cues import cues
from ingest.relations.roles import is_role, of_country
from ontology.conjugation import light
from ontology.triggers import trigger_lexicon

_REACH_BACK = 5  # words between a preposition and the name it marks, descriptors and governing nouns included


def mark_argument(doc: Document, layout: Layout, argument: Argument) -> None:
    """Find the preposition that marks an argument, and what governs it, by the words before it."""
    known = cues()
    prefix = _prefix(doc, layout, argument)
    if argument.type == "Person" and known.governors.get(layout.words[argument.first]) == "kin":
        argument.governor = "kin"  # «X نجل الرئيس Y»: Y is named only to say who X is
        return
    lead = (
        layout.words[argument.first]
        if any(c.isalnum() for c in layout.words[argument.first])
        else layout.words[min(argument.first + 1, argument.last - 1)]
    )
    if (
        argument.span is not None
        and layout.sentence.first + argument.first < argument.span.first
        and lead[:1] == "و"
        and len(lead) > 3
    ):
        argument.conjoined = is_role(lead[1:]) or of_country(lead)
    if prefix[:1] in {"و", "ف"}:
        argument.conjoined = True
        prefix = prefix[1:]
    if prefix[:1] in {"ل", "ب", "ك"}:
        argument.mark = prefix[0]
        if (
            argument.mark == "ل"
            and argument.first
            and layout.words[argument.first - 1].lstrip("وال").startswith("تابع")
        ):
            argument.mark, argument.governor = "", "people"  # «طائرة تابعة لـX» acts for X
        return
    i = argument.first - 1
    low = max(0, argument.first - _REACH_BACK)
    while i >= low:
        word = layout.words[i]
        if layout.inside[i] >= 0 and not _is_nisba(layout, i):
            return
        if layout.texts[i] in OPENERS:
            i -= 1
            continue
        if not any(c.isalnum() for c in word) or layout.texts[i] in STOPS or layout.texts[i] in CLOSERS:
            return
        if word == "من" and i and layout.words[i - 1].lstrip("وفبل") in {"كل", "كلا"}:
            argument.conjoined = argument.conjoined or layout.words[i - 1][:1] == "و"
            if layout.words[i - 1][:1] in {"ب", "ل"}:
                _set(argument, layout.words[i - 1][0])
                return
            i -= 2
            continue
        if word in known.prepositions:
            _set(argument, known.prepositions[word])
            return
        cut, mark, conjoined = _clitics(word)
        if cut in known.descriptors or _is_nisba(layout, i):
            if conjoined and not argument.governor:
                argument.conjoined = True
            if mark:
                _set(argument, mark)
                return
            if conjoined:
                return
            i -= 1
            continue
        if cut[1:] in known.prepositions and word[:1] in "وف":
            argument.conjoined = argument.conjoined or not argument.governor
            _set(argument, known.prepositions[cut[1:]])
            return
        if argument.governor or word in known.pronouns or acts(layout, i):
            return
        agreeing = _adjectival(argument) and not argument.governor
        if _definite(layout, i) and known.governor(word) != "delegation" and not agreeing:
            if is_role(word):
                i -= 1
                continue
            return
        argument.governor = known.governor(word) or "other"
        argument.conjoined = argument.conjoined or (agreeing and conjoined)
        if mark and (known.governor(word) is not None or agreeing):
            argument.outer = mark
            return
        i -= 1


def _adjectival(argument: Argument) -> bool:
    """A nationality adjective agrees with its noun in the article («الجانب السوري»), and the noun governs it."""
    return argument.span is not None and argument.span.nisba


def _definite(layout: Layout, i: int) -> bool:
    """A noun with article, possessive pronoun or nunation, or a number, governs no name behind it."""
    word = layout.words[i]
    if word.startswith(("ال", "وال", "بال", "لل", "فال", "كال")) and len(word) > 4:
        return True
    if word.endswith("ا") and len(word) >= 4 and cues().governor(word) is None:
        return True
    return (
        word[:1].isdigit()
        or layout.texts[i].endswith(("اً", "ًا", "ةً"))
        or (word.endswith(("ها", "هم", "هما")) and len(word) > 4)
    )


def acts(layout: Layout, i: int) -> bool:
    """Whether a word is a verb or masdar of a trigger, a verb of saying, an auxiliary or an adverb: no noun that governs."""
    known = cues()
    word = layout.words[i]
    if known.governor(word) is not None:
        return (
            any(r.tense in {"past", "present"} for r in trigger_lexicon().readings(layout.texts[i]))
            and word[:1] in "يت"
        )
    if trigger_lexicon().readings(layout.texts[i]) or known.is_act(word):
        return True
    kinds = (
        "reporting",
        "complement",
        "relative",
        "subordinate",
        "negation",
        "plan",
        "active_light",
        "receptive_light",
        "mutual_light",
    )
    return known.is_a(word, "adverb") or any(known.is_a(word, kind) for kind in kinds)


def _is_nisba(layout: Layout, i: int) -> bool:
    index = layout.inside[i]
    return (
        index >= 0
        and layout.arguments[index].span is not None
        and bool(getattr(layout.arguments[index].span, "nisba", False))
    )


def _set(argument: Argument, mark: str) -> None:
    if argument.governor:
        argument.outer = mark
    else:
        argument.mark = mark


def _clitics(word: str) -> tuple[str, str, bool]:
    """Cut clitics before an article off a word: the word with article, its preposition, whether و stands before."""
    conjoined = word.startswith(("وال", "وب", "ول", "فال")) and len(word) > 5
    rest = word[1:] if conjoined else word
    if rest.startswith("لل"):
        return "ال" + rest[2:], "ل", conjoined
    if rest.startswith(("بال", "كال")):
        return rest[1:], rest[0], conjoined
    if rest[:1] in {"ب", "ل"} and _is_descriptor(rest[1:]):
        return rest[1:], rest[0], conjoined
    if word[:1] == "و" and _is_descriptor(word[1:]):
        return word[1:], "", True
    return rest, "", conjoined


def _is_descriptor(word: str) -> bool:
    """Whether the word is a descriptor as it stands («مدينة» in «بمدينة»)."""
    return word in cues().descriptors


def _prefix(doc: Document, layout: Layout, argument: Argument) -> str:
    """The clitics at the first word of an argument, its title included."""
    span = argument.span
    if span is None:
        return ""
    at = layout.sentence.first + argument.first
    token = doc.tokens[at]
    if at == span.first or span.title_start is None:
        return span.prefix
    if span.title_start > token.start:
        return token.text[: span.title_start - token.start]
    word, title = light(token.text), light((span.title or "").split(" ")[0])
    for form in (title, "ال" + title):
        if title and word.endswith(form) and len(word) - len(form) <= 2:
            return word[: len(word) - len(form)]
    return {"لل": "ل"}.get(word[:2], "ول" if word[:3] == "ولل" else _lead(word))


def _lead(word: str) -> str:
    for prefix in ("وبال", "بال", "وال", "كال"):
        if word.startswith(prefix):
            return prefix[:-2]
    if word[1:].startswith(("نظير", "وزير", "رييس", "سفير")):
        return word[0]
    return ""
