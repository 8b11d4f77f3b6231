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
    prefix = _prefix(doc, layout, argument)
    if argument.type == "Person" and cues().governors.get(layout.words[argument.first]) == "kin":
        argument.governor = "kin"  # «X نجل الرئيس Y»: Y is named only to say who X is
        return
    argument.conjoined = _titled_and(layout, argument)
    if prefix[:1] in {"و", "ف"}:
        argument.conjoined, prefix = True, prefix[1:]
    if prefix[:1] in {"ل", "ب", "ك"}:
        argument.mark = prefix[0]
        if argument.mark == "ل" and _belonging(layout, argument):
            argument.mark, argument.governor = "", "people"  # «طائرة تابعة لـX» acts for X
        return
    i: int | None = argument.first - 1
    low = max(0, argument.first - _REACH_BACK)
    while i is not None and i >= low:
        i = _step_back(layout, argument, i)


def _titled_and(layout: Layout, argument: Argument) -> bool:
    """Whether an office before a name begins with «و» («ووزير الخارجية X»)."""
    first = layout.words[argument.first]
    lead = first if any(c.isalnum() for c in first) else layout.words[min(argument.first + 1, argument.last - 1)]
    titled = argument.span is not None and layout.sentence.first + argument.first < argument.span.first
    return titled and lead[:1] == "و" and len(lead) > len("وال") and (is_role(lead[1:]) or of_country(lead))


def _belonging(layout: Layout, argument: Argument) -> bool:
    return argument.first > 0 and layout.words[argument.first - 1].lstrip("وال").startswith("تابع")


def _step_back(layout: Layout, argument: Argument, i: int) -> int | None:
    """Read word `i` before an argument: the next word to look at, or None where the phrase is at its end."""
    known, word = cues(), layout.words[i]
    if layout.inside[i] >= 0 and not _is_nisba(layout, i):
        return None
    if layout.texts[i] in OPENERS:
        return i - 1
    if not any(c.isalnum() for c in word) or layout.texts[i] in STOPS or layout.texts[i] in CLOSERS:
        return None
    if word == "من" and i and layout.words[i - 1].lstrip("وفبل") in {"كل", "كلا"}:
        return _all_of(layout, argument, i)
    if word in known.prepositions:
        _set(argument, known.prepositions[word])
        return None
    cut, mark, conjoined = _clitics(word)
    if cut in known.descriptors or _is_nisba(layout, i):
        argument.conjoined = argument.conjoined or (conjoined and not argument.governor)
        if mark:
            _set(argument, mark)
        return None if mark or conjoined else i - 1
    if cut[1:] in known.prepositions and word[:1] in "وف":
        argument.conjoined = argument.conjoined or not argument.governor
        _set(argument, known.prepositions[cut[1:]])
        return None
    if argument.governor or word in known.pronouns or acts(layout, i):
        return None
    return _govern(layout, argument, i, mark, conjoined=conjoined)


def _all_of(layout: Layout, argument: Argument, i: int) -> int | None:
    """«كل من X وY», «لكل من …»: the words before «من»."""
    before = layout.words[i - 1]
    argument.conjoined = argument.conjoined or before[:1] == "و"
    if before[:1] in {"ب", "ل"}:
        _set(argument, before[0])
        return None
    return i - 2


def _govern(layout: Layout, argument: Argument, i: int, mark: str, *, conjoined: bool) -> int | None:
    """Let the noun at word `i` govern an argument, if it can."""
    word = layout.words[i]
    kind = cues().governor(word)
    agreeing = argument.nisba and not argument.governor  # «الجانب السوري»: its noun governs it in the article too
    if _definite(layout, i) and kind != "delegation" and not agreeing:
        return i - 1 if is_role(word) else None
    argument.governor = kind or "other"
    argument.conjoined = argument.conjoined or (agreeing and conjoined)
    if mark and (kind is not None or agreeing):
        argument.outer = mark
        return None
    return i - 1


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
    return layout.inside[i] >= 0 and layout.arguments[layout.inside[i]].nisba


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
