"""Organisations and governments named by a head noun: «وزارة الدفاع التركية»، «هيئة تحرير الشام»، «الحكومة السورية»."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from ingest.extraction import EntityType
from ingest.mentions.parts import CLOSING, OPENING, Part, View, Word
from ingest.mentions.words import read_word
from ontology.folding import bare, fold
from ontology.nouns import Noun, word_list

_LONGEST_QUOTE = 8
_COLLECTIVE = frozenset({"force"})
_PROPER_FAMILIES = frozenset({"party", "company", "institute", "force"})
_SURE_OUTSIDE = 0.95


@dataclass(slots=True)
class _Chain:
    """A head with what follows it so far: where it ends, whether its idafa is closed, the nations named."""

    last: int
    settled: bool
    nations: list[str] = field(default_factory=list)
    proper: int | None = None
    extended: bool = False
    supported: bool = False
    purpose: bool = False
    definite: bool = False
    fresh: bool = False


def read_body(
    view: View, first: int, *, inside: bool = False, short: bool = True, trusted: bool = False
) -> Part | None:
    """The organisation or government whose head noun is word `first`, or None.

    `inside` tells that the head is itself a complement («رئيس مجلس النواب»), where a clitic may not stand;
    without `short` a portfolio does not stand for its ministry («وزير الخارجية التركي»); `trusted` within an
    office, where a body is meant even by words of everyday use («رئيس المكتب السياسي»).
    """
    word = view.words[first]
    head = word.reading.noun("bodies")
    if word.mark or (inside and word.reading.prefix):
        return None
    told = _coalition(view, first) or _fixed(view, first)
    if told:
        return told
    if word.has("bodies.government"):
        government = _government(view, first)
        if government:
            return government
    body = _body(view, first, head, inside=inside or trusted) if head and (short or not _portfolio(word)) else None
    return body or (_short(view, first) if short else None)


def _portfolio(word: Word) -> bool:
    return word.reading.definite and word.has("bodies.portfolios")


def _coalition(view: View, first: int) -> Part | None:
    """«التحالف بقيادة السعودية»: a coalition told by its leader."""
    match = view.known.get(first + 2)
    if view.words[first].reading.base != "التحالف" or match is None or match.clitic:
        return None
    led = view.words[first + 1].token.norm == "بقياده" and match.values[0].type == "Country"
    return _part(view, first, match.last, "Organization", None) if led else None


def _fixed(view: View, first: int) -> Part | None:
    """«قوات النظام»، «سلاح الجو الإسرائيلي»: two words that are a body together, with the nation behind them."""
    if first + 1 >= len(view):
        return None
    reading, following = view.words[first].reading, view.words[first + 1].token.norm
    if f"{reading.base} {following}" not in word_list("bodies", "fixed"):
        return None
    adjective = view.words[first + 2].reading.nisba if first + 2 < len(view) else None
    if adjective and adjective.definite and not view.words[first + 2].reading.prefix:
        return _part(view, first, first + 3, "Organization", adjective.country.labels["ar"])
    return _part(view, first, first + 2, "Organization", None)


def _government(view: View, first: int) -> Part | None:
    """«الحكومة السورية»، «النظام السوري»، «حكومة تركيا»: the country as it acts."""
    following = first + 1
    if following >= len(view):
        return None
    word = view.words[following]
    adjective = word.reading.nisba
    definite = view.words[first].reading.definite
    if definite and adjective and adjective.definite and not word.reading.prefix and not adjective.plural:
        if view.words[first].reading.stem in {"اداره", "قياده"} and _next_has(view, following + 1, "bodies.adjectives"):
            return None
        nation = adjective.country.labels["ar"]
        return _part(view, first, following + 1, "Country", nation)
    match = view.known.get(following)
    if not definite and match and match.values[0].type == "Country" and not match.clitic:
        return _part(view, first, match.last, "Country", match.values[0].nation)
    inner = _government(view, following) if not definite and word.has("bodies.government") else None
    return _part(view, first, inner.last, "Country", inner.nation) if inner and not word.reading.prefix else None


def _next_has(view: View, at: int, mark: str) -> bool:
    return at < len(view) and view.words[at].has(mark) and not view.words[at].reading.prefix


def _short(view: View, first: int) -> Part | None:
    """«الخارجية السورية»، «الرئاسة التركية»: a portfolio and a nation for the whole body."""
    following = first + 1
    if following >= len(view) or not view.words[first].has("bodies.short"):
        return None
    adjective = view.words[following].reading.nisba
    if not adjective or not adjective.definite or view.words[following].reading.prefix:
        return None
    return _part(view, first, following + 1, "Organization", adjective.country.labels["ar"])


def _body(view: View, first: int, head: Noun, *, inside: bool) -> Part | None:
    word = view.words[first]
    weak = fold(head.lemma) in word_list("bodies", "weak") or word.reading.stem in word_list("bodies", "weak")
    led = word.reading.prefix.endswith("ب") and fold(head.lemma) in word_list("bodies", "impersonal")
    if head.number == "plural" and head.family not in _COLLECTIVE:
        return None
    if head.number == "dual":
        return None
    chain = _Chain(first + 1, settled=word.reading.definite, supported=word.kind == "ORG" or inside)
    chain.definite = word.reading.definite
    while chain.last < len(view) and _extend(view, chain, head):
        pass
    if not chain.extended or not chain.settled:
        return None
    tagged = any(w.kind == "ORG" for w in view.words[first : chain.last]) or inside
    if led or (weak and not (tagged or chain.proper or chain.nations)):
        return None
    told = chain.nations and (word.reading.definite or chain.last == first + 2)
    lemma = fold(head.lemma)
    proper = chain.proper is not None and lemma in word_list("bodies", "named")
    everyday = lemma in word_list("bodies", "tagged") and not told and not proper
    if (
        lemma in word_list("bodies", "tagged")
        and lemma not in word_list("bodies", "named")
        and word.kind != "ORG"
        and chain.proper
    ):
        return None
    if not tagged and (everyday or _vague(word, chain, head)):
        return None
    _seat(view, chain, head)
    nation = chain.nations[0] if len(set(chain.nations)) == 1 else None
    return _part(view, first, chain.last, "Organization", nation, proper=chain.proper)


@cache
def _organs() -> frozenset[str]:
    return frozenset(map(bare, word_list("bodies", "organs")))


def is_organ(name: str) -> bool:
    """Whether a body is an organ of its state («هيئة الأركان»): its offices are the state's, not its own."""
    body = bare(name)
    return body.split()[:1] != [] and (
        body.split()[0] in _organs() or any(body.startswith(organ) for organ in _organs() if " " in organ)
    )


def _vague(word: Word, chain: _Chain, head: Noun) -> bool:
    """A definite head with common adjectives only: «المكتب السياسي», «الحكومة الجديدة»; forces and schools are told."""
    told = chain.nations or chain.purpose or head.family in {"force", "institute"}
    return word.reading.definite and not told


def _extend(view: View, chain: _Chain, head: Noun) -> bool:
    """Take the next word, quote or name into the chain; False where the name ends."""
    word = view.words[chain.last]
    if word.mark:
        return not chain.settled and _quote(view, chain, head)
    if word.token.text.isdigit() and head.family == "force" and chain.definite and not chain.extended:
        return _take(chain, word, settled=True)
    prefix = view.prefix(chain.last)
    if prefix == "و":
        return chain.settled and chain.extended and _coordinated(view, chain, word)
    if prefix == "ل":
        return chain.settled and not chain.proper and _purpose(chain, word, head)
    if prefix:
        return False
    return _attribute(chain, word, head) if chain.settled else _complement(view, chain, word, head)


def _take(chain: _Chain, word: Word, *, settled: bool) -> bool:
    chain.fresh = word.reading.prefix == "ل"
    chain.last += 1
    chain.settled = settled
    chain.extended = True
    chain.supported = chain.supported or word.kind == "ORG"
    return True


def _coordinated(view: View, chain: _Chain, word: Word) -> bool:
    """«والبحث العلمي»، «والمغتربين»: a second portfolio, not a second actor."""
    reading = word.reading
    if not reading.definite or word.has("bodies.time") or reading.nisba or word.role or reading.noun("bodies"):
        return False
    previous = view.words[chain.last - 1]
    fits = word.has("bodies.portfolios") or (previous.has("bodies.adjectives") and word.has("bodies.adjectives"))
    return (fits or word.tag == "I-ORG") and _take(chain, word, settled=True)


def _purpose(chain: _Chain, word: Word, head: Noun) -> bool:
    """«للدفاع»، «لحقوق الإنسان»، «لشؤون اللاجئين»."""
    reading = word.reading
    if word.has("bodies.time") or reading.nisba or (word.role and not word.has("bodies.portfolios")):
        return False
    if reading.stem == "شوون" and fold(head.lemma) not in word_list("bodies", "affairs"):
        return False
    if not chain.extended and head.lemma != "مفوضية":
        return False
    chain.purpose = True
    if reading.definite:
        fits = word.has("bodies.portfolios") or word.tag == "I-ORG" or chain.supported or chain.definite
        return fits and _take(chain, word, settled=True)
    return word.has("bodies.chain") and _take(chain, word, settled=False)


def _attribute(chain: _Chain, word: Word, head: Noun) -> bool:
    """An adjective of the head or its complement."""
    reading = word.reading
    if (word.role and not word.has("bodies.adjectives")) or word.has("bodies.outside"):
        return False
    if reading.nisba and reading.nisba.definite:
        chain.nations.append(reading.nisba.country.labels["ar"])
        return _take(chain, word, settled=True)
    if reading.definite and (
        word.has("bodies.adjectives") or (head.lemma == "وزارة" and word.has("bodies.portfolios"))
    ):
        return _take(chain, word, settled=True)
    shaped = reading.definite and chain.fresh and reading.base.endswith(("ي", "يه"))
    tagged = word.tag == "I-ORG" and reading.definite
    return (tagged or shaped) and _take(chain, word, settled=True)


def _complement(view: View, chain: _Chain, word: Word, head: Noun) -> bool:
    """The second part of the idafa: a definite noun, a noun of the chain, a name, a nation."""
    reading = word.reading
    if word.has("bodies.time") and word.tag == "O" and not word.has("bodies.portfolios"):
        return False
    match = view.known.get(chain.last)
    impersonal = fold(head.lemma) in word_list("bodies", "impersonal")
    if impersonal and (word.kind == "PER" or (match and match.values[0].type == "Person")):
        return False
    if word.has("bodies.outside"):
        return False
    if match and not match.clitic:
        # «الدفاع السورية» is known by itself: its adjective tells the nation of the whole, as any adjective does.
        told = match.values[0].type == "Country" or view.words[match.last - 1].reading.nisba is not None
        return _known(view, chain, match.last, match.values[0].nation if told else None)
    if reading.definite:
        if word.role and not word.has("bodies.portfolios") and not _held(word):
            return False
        return _take(chain, word, settled=True)
    if reading.nisba and not reading.nisba.definite:
        if head.family not in _COLLECTIVE or reading.nisba.plural:
            return False
        chain.nations.append(reading.nisba.country.labels["ar"])
        return _take(chain, word, settled=True)
    if word.has("bodies.chain") or word.has("bodies.portfolios"):
        return _take(chain, word, settled=False)
    inner = reading.noun("bodies")
    if inner and inner.number == "plural" and inner.family not in _COLLECTIVE:
        return _take(chain, word, settled=False)
    if inner and chain.last + 1 < len(view):
        return _nested(view, chain)
    return _name(view, chain, head)


def _held(word: Word) -> bool:
    """Whether a role noun stands in a body's name: «مجلس الوزراء»، «قوات الأمير»."""
    role = word.role
    return bool(role and role.number == "plural") or word.kind == "ORG"


def _known(view: View, chain: _Chain, last: int, nation: str | None) -> bool:
    if nation:
        chain.nations.append(nation)
    chain.proper = chain.last if view.known[chain.last].values[0].type in {"Organization", "Place"} else chain.proper
    chain.last = last
    chain.settled = chain.extended = True
    return True


def _nested(view: View, chain: _Chain) -> bool:
    inner = read_body(view, chain.last, inside=True)
    if inner is None:
        return False
    chain.nations += [inner.nation] if inner.nation else []
    chain.last = inner.last
    chain.settled = chain.extended = True
    return True


def _name(view: View, chain: _Chain, head: Noun) -> bool:
    """A proper name as complement: what the tagger holds together, else one word that no list knows."""
    first = chain.last
    last = first
    while last < len(view) and view.words[last].tag != "O" and not view.words[last].mark:
        if last > first and (view.words[last].reading.prefix or view.words[last].tag.startswith("B-")):
            break
        last += 1
    if last == first:
        word = view.words[first]
        unsure = word.probability < _SURE_OUTSIDE
        if head.family not in _PROPER_FAMILIES or word.reading.known or not unsure or word.token.norm.endswith("ا"):
            return False
        last = first + 1
    chain.proper = first
    chain.last = last
    chain.settled = chain.extended = True
    return True


def _quote(view: View, chain: _Chain, head: Noun) -> bool:
    """«حركة "النجباء"»: a name in quotation marks after the head."""
    first = chain.last
    opening = OPENING if head.family == "company" else OPENING - {"(", "["}
    if view.words[first].token.text not in opening:
        return False
    for last in range(first + 1, min(first + _LONGEST_QUOTE, len(view))):
        if view.words[last].token.text in CLOSING:
            if last == first + 1:
                return False
            chain.proper = first + 1
            chain.last = last + 1
            chain.settled = chain.extended = True
            return True
    return False


def _seat(view: View, chain: _Chain, head: Noun) -> None:
    """«السفارة التركية في دمشق»: the seat of a mission belongs to its name."""
    if fold(head.lemma) not in word_list("bodies", "seated") or not chain.nations:
        return
    if chain.last + 1 < len(view) and view.words[chain.last].token.norm in {"في", "لدي"}:
        match = view.known.get(chain.last + 1)
        if match and not match.clitic:
            chain.last = match.last


def _part(
    view: View, first: int, last: int, kind: EntityType, nation: str | None, *, proper: int | None = None
) -> Part:
    prefix = read_word(view.words[first].token.norm).prefix
    return Part(first, last, kind, prefix, view.text(first, last, prefix), nation, proper=proper)
