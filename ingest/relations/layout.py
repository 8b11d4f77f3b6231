"""How a sentence is laid out for reading ties: its arguments, how each is marked, and what governs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from ingest.document import Document, MentionKind, Sentence, Span
from ingest.mentions.words import read_word
from ingest.relations.cues import Cues, cues
from ontology.conjugation import light
from ontology.countries import country_named, nisba
from ontology.folding import fold
from ontology.triggers import trigger_lexicon

_OPENERS = frozenset("«\"“(‹„")
_CLOSERS = frozenset("»\"”)›")
_STOPS = frozenset("،,;؛:.!؟?-–—/")
_ADVERBS = frozenset({"يكون", "تكون", "ليكون", "كذلك", "هناك", "لاحقا", "هنا", "بعدها", "خلالها", "خلاله", "عنده", "حينها", "اليوم", "امس", "غدا", "قد", "ايضا", "كان", "كانت", "وكان", "وكانت", "صباح", "مساء", "ظهر", "هاتفيا", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعة", "السبت", "الاحد"})
_REACH_BACK = 5  # words between a preposition and the name it marks, descriptors and governing nouns included


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


def lay_out(doc: Document, sentence: Sentence, spans: list[Span]) -> Layout:
    """Lay out one sentence with those of its mentions that have an entity."""
    tokens = doc.tokens[sentence.first : sentence.last]
    words = [light(t.text) for t in tokens]
    layout = Layout(sentence, words, [t.text for t in tokens], [-1] * len(words), [False] * len(words))
    _structure(layout)
    for span in spans:
        if span.entity is not None:
            _add(doc, layout, span)
    _join_repeated(layout)
    _widen_persons(doc, layout)
    _drop_parts_of_titles(layout)
    for argument in layout.arguments:
        _mark(doc, layout, argument)
    _chain(layout)
    return layout


def _structure(layout: Layout) -> None:
    """Number clauses and quotations, and count punctuation, word by word."""
    known = cues()
    clause = quote = stops = 0
    depth = 0
    for i, word in enumerate(layout.words):
        text = layout.texts[i]
        if text in _OPENERS and not (text == '"' and depth):
            depth, quote = 1, quote + 1
        elif text in _CLOSERS and depth:
            depth = 0
        if text in _STOPS:
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
        Argument(span.entity or "", span.type, lead, last, span, quoted=layout.quotes[first] > 0, rank=index, clause=layout.clauses[first])
    )


def _join_repeated(layout: Layout) -> None:
    """A name repeated at once in brackets, another spelling or script («يوسف تكين (Yusuf Tekin)»), is one argument."""
    kept: list[Argument] = []
    for argument in layout.arguments:
        before = kept[-1] if kept else None
        if before is not None and before.entity == argument.entity and layout.texts[before.last : argument.first] in (["("], ["«"], ['"']):
            before.last = min(argument.last + 1, len(layout.words))
            continue
        argument.rank = len(kept)
        kept.append(argument)
    layout.arguments = kept


def _widen_persons(doc: Document, layout: Layout) -> None:
    """A person's phrase takes in the offices before and behind the name, and the bodies they name.

    Where the mentions have left an office apart («رئيس مجلس الوزراء القائد العام السيد X»), a body between a role
    noun and the name belongs to it all the same.
    """
    base = layout.sentence.first
    for index, argument in enumerate(layout.arguments):
        if argument.type != "Person" or argument.span is None:
            continue
        floor = max((a.last for a in layout.arguments[:index] if a.type == "Person"), default=0)
        argument.first = max(argument.first, floor)
        for office in argument.span.offices:
            inside = [i for i, t in enumerate(doc.tokens[base : base + len(layout.words)]) if office.start < t.end and t.start < office.end]
            if inside and -30 < inside[0] - argument.first < 30:
                ceiling = next((a.first for a in layout.arguments[index + 1 :] if a.type == "Person" and a.first >= argument.last), len(layout.words))
                argument.first = min(argument.first, max(inside[0], floor))
                argument.last = max(argument.last, min(inside[-1] + 1, ceiling))
        for before in reversed(layout.arguments[max(0, index - 2) : index]):
            if before.type == "Person" or before.last > argument.first or not _take_in(layout, argument, before):
                break
        _long_title(layout, index, argument)
        _behind(layout, index, argument)
        for i in range(argument.first, min(argument.last, len(layout.titled))):
            layout.titled[i] = True


def _take_in(layout: Layout, person: Argument, body: Argument) -> bool:
    """Let a body right before a name, after a role noun, be part of the name's phrase; whether to look further back."""
    gap = layout.words[body.last : person.first]
    if len(gap) > 3 or any(w in cues().prepositions for w in gap) or any(layout.texts[i] in _STOPS for i in range(body.last, person.first)):
        return False
    if any(w[:1] == "و" and not _is_role(w) for w in gap):
        return False
    for i in range(body.first - 1, max(-1, body.first - 5), -1):
        if _is_role(layout.words[i]):
            person.first = i
            return False
        if layout.words[i] in cues().prepositions or layout.texts[i] in _STOPS:
            return False
    return body.conjoined or layout.words[body.first][:1] == "و"


def _long_title(layout: Layout, index: int, person: Argument) -> None:
    """«رئيس الإدارة الموالية لموسكو X»: a role noun a few words back opens the name's phrase, if nothing breaks it."""
    floor = max((a.last for a in layout.arguments[:index] if a.type == "Person"), default=0)
    for i in range(person.first - 1, max(floor, person.first - 8) - 1, -1):
        word = layout.words[i]
        if layout.texts[i] in _STOPS or layout.texts[i] in _OPENERS or layout.texts[i] in _CLOSERS:
            return
        if _is_role(word):
            person.first = i
            return
        if word in {"مع", "بين", "عن", "ان", "بعد", "قبل", "خلال"} or _acts(layout, i) or (word[:1] == "و" and len(word) > 3):
            return


def _behind(layout: Layout, index: int, person: Argument) -> None:
    """«السيد X وزير الخارجية»: an office right behind the name, with the body it names."""
    i = person.last
    if i >= len(layout.words) or not _is_role(layout.words[i]) or layout.words[i][:1] == "و" and not layout.words[i].startswith("وزير"):
        return
    after = next((a for a in layout.arguments[index + 1 : index + 2] if a.first > i), None)
    if after is not None and after.type != "Person" and after.first - i <= 3 and not after.conjoined:
        person.last = after.last


@lru_cache(maxsize=65536)
def _is_role(word: str) -> bool:
    """Whether a word, clitics aside, is a noun for an office, in any number («رئيسا», «ووزيرة»)."""
    return read_word(fold(word)).noun("roles") is not None


def _drop_parts_of_titles(layout: Layout) -> None:
    """A country or body present only in somebody's title takes no part by that."""
    def part(a: Argument) -> bool:
        inside = any(p is not a and p.type == "Person" and p.first <= a.first and a.last <= p.last for p in layout.arguments)
        return inside or (a.span is not None and a.span.nisba and layout.titled[a.first])

    kept = [a for a in layout.arguments if a.type == "Person" or not part(a)]
    layout.inside = [-1] * len(layout.words)
    for index, argument in enumerate(kept):
        argument.rank = index
        if argument.span is not None:
            start = argument.span.first - layout.sentence.first
            for i in range(start, start + argument.span.last - argument.span.first):
                layout.inside[i] = index
    layout.arguments = kept


def _mark(doc: Document, layout: Layout, argument: Argument) -> None:
    known = cues()
    prefix = _prefix(doc, layout, argument)
    lead = layout.words[argument.first] if any(c.isalnum() for c in layout.words[argument.first]) else layout.words[min(argument.first + 1, argument.last - 1)]
    if argument.span is not None and layout.sentence.first + argument.first < argument.span.first and lead[:1] == "و" and len(lead) > 3:
        argument.conjoined = _is_role(lead[1:]) or _of_country(lead)
    if prefix[:1] in {"و", "ف"}:
        argument.conjoined = True
        prefix = prefix[1:]
    if prefix[:1] in {"ل", "ب", "ك"}:
        argument.mark = prefix[0]
        if argument.mark == "ل" and argument.first and layout.words[argument.first - 1].lstrip("وال").startswith("تابع"):
            argument.mark, argument.governor = "", "people"  # «طائرة تابعة لـX» acts for X
        return
    i = argument.first - 1
    low = max(0, argument.first - _REACH_BACK)
    while i >= low:
        word = layout.words[i]
        if layout.inside[i] >= 0 and not _is_nisba(layout, i):
            return
        if layout.texts[i] in _OPENERS:
            i -= 1
            continue
        if not any(c.isalnum() for c in word) or layout.texts[i] in _STOPS or layout.texts[i] in _CLOSERS:
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
        if argument.governor or _acts(layout, i):
            return
        if _definite(layout, i) and known.governor(word) != "delegation":
            if _is_role(word):
                i -= 1
                continue
            return
        argument.governor = known.governor(word) or "other"
        if mark and known.governor(word) is not None:
            argument.outer = mark
            return
        i -= 1


def _definite(layout: Layout, i: int) -> bool:
    """A noun with article, possessive pronoun or nunation, or a number, governs no name behind it."""
    word = layout.words[i]
    if word.startswith(("ال", "وال", "بال", "لل", "فال", "كال")) and len(word) > 4:
        return True
    if word.endswith("ا") and len(word) >= 4 and cues().governor(word) is None:
        return True
    return word[:1].isdigit() or layout.texts[i].endswith(("اً", "ًا", "ةً")) or (word.endswith(("ها", "هم", "هما")) and len(word) > 4)


def _acts(layout: Layout, i: int) -> bool:
    """Whether a word is a verb or masdar of a trigger, a verb of saying, an auxiliary or an adverb: no noun that governs."""
    known = cues()
    word = layout.words[i]
    if known.governor(word) is not None:
        return any(r.tense in {"past", "present"} for r in trigger_lexicon().readings(layout.texts[i])) and word[:1] in "يت"
    if trigger_lexicon().readings(layout.texts[i]) or known.is_act(word):
        return True
    kinds = ("reporting", "complement", "relative", "subordinate", "negation", "plan", "active_light", "receptive_light", "mutual_light")
    return word in _ADVERBS or any(known.is_a(word, kind) for kind in kinds)


def _is_nisba(layout: Layout, i: int) -> bool:
    index = layout.inside[i]
    return index >= 0 and layout.arguments[index].span is not None and bool(getattr(layout.arguments[index].span, "nisba", False))


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
    if rest[:1] in {"ب", "ل"} and cues_has(rest[1:]):
        return rest[1:], rest[0], conjoined
    if word[:1] == "و" and cues_has(word[1:]):
        return word[1:], "", True
    return rest, "", conjoined


def cues_has(word: str) -> bool:
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


def _chain(layout: Layout) -> None:
    """Join arguments that are coordinated; each takes the mark and governor of the head of its chain."""
    chains = 0
    for index, argument in enumerate(layout.arguments):
        before = _coordinated_with(layout, index)
        if before is None:
            argument.chain = chains
            chains += 1
            continue
        argument.chain, argument.link = before.chain, before.link + 1
        if not argument.mark and not argument.governor:
            argument.mark, argument.governor, argument.outer = before.mark, before.governor, before.outer


def _coordinated_with(layout: Layout, index: int) -> Argument | None:
    argument = layout.arguments[index]
    for before in reversed(layout.arguments[max(0, index - 3) : index]):
        gap = layout.words[before.last : argument.first]
        if len(gap) > 9 or _breaks(layout, before.last, argument.first):
            return None
        nominal = before.span is not None and before.span.nisba
        if nominal and argument.span is not None and not argument.span.nisba:
            continue
        if argument.conjoined or _joins(layout, before.last, argument.first):
            return before
        if argument.first - before.last > 1 or not gap or gap[0] not in {"،", ","}:
            return None
    return None


def _joins(layout: Layout, first: int, last: int) -> bool:
    """Whether the words right before an argument coordinate it («و», «وكذلك», «ووزير»)."""
    first = max(first, last - 3)
    for i, w in enumerate(layout.words[first:last], first):
        if w in {"و", "وكذلك", "وايضا", "فضلا", "اضافة", "جانب", "كذلك"}:
            return True
        if w[:1] == "و" and len(w) > 2 and (layout.titled[i] or _is_role(w) or _of_country(w)):
            return True
    return False


@lru_cache(maxsize=4096)
def _of_country(word: str) -> bool:
    return nisba(word[1:]) is not None or country_named(word[1:]) is not None


def _breaks(layout: Layout, first: int, last: int) -> bool:
    """Whether something between two arguments keeps them from being one list."""
    known: Cues = cues()
    for i in range(first, last):
        word = layout.words[i]
        if layout.titled[i]:
            continue
        if word in known.prepositions and word not in {"من", "الي", "في"}:
            return True
        if any(known.is_a(word, kind) for kind in ("complement", "reporting", "active_light", "receptive_light", "negation")):
            return True
        if word in known.classes["relative"] and word not in {"من", "ما"}:
            return True
    return False


def kind_of(argument: Argument) -> MentionKind | None:
    """How the argument's mention refers; None where it is virtual."""
    return argument.span.kind if argument.span is not None and not argument.virtual else None
