"""Offices before, behind or without a name: «نائب وزير الخارجية التركي السابق», «المدير العام للدفاع والأمن في …»."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ingest.mentions.bodies import read_body
from ingest.mentions.known import Known
from ingest.mentions.names import address
from ingest.mentions.parts import Part, View, Word
from ingest.mentions.places import read_place
from ingest.mentions.words import read_word
from ontology.folding import fold
from ontology.matching import Match
from ontology.nouns import Noun, feminine_of, word_list

_REACHING = frozenset({"في", "فى", "لدي", "الي", "عن", "من", "باسم", "بشوون", "بشيون"})
_ADJECTIVAL = ("ي", "يه")
_SCARCE = 3  # letters


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


def read_title(view: View, first: int) -> Title | None:
    """The office, counterpart, guest or kin noun at word `first` with all that belongs to it, or None."""
    word = view.words[first]
    noun = word.role
    if noun is None or noun.family in {"rank", "honorific"} or (noun.possessed and noun.family == "office"):
        return _possessed(view, first, noun)
    title = Title(first, first + 1, word.reading.prefix, noun, word.reading.definite, [word.surface])
    title.settled = word.reading.definite or noun.possessed
    if _accusative(view, first, noun):
        title.noun = replace(noun, number="singular")
        title.pieces = [(feminine_of(noun.lemma) or noun.lemma) if noun.feminine else noun.lemma]
        title.settled = title.accusative = True
    if noun.family == "kin":
        return _kin(view, title)
    while title.last < len(view) and _extend(view, title):
        pass
    return title


def _accusative(view: View, first: int, noun: Noun) -> bool:
    """«عُيّن … سفيراً لدى تركيا», «مديرا عاما لمصرف …»: an office that somebody is named to, no dual."""
    text = view.words[first].token.text
    if noun.number == "dual" and text.endswith(("اً", "ًا")):
        return True
    following = view.words[first + 1] if first + 1 < len(view) else None
    if following is None or following.mark:
        return False
    plain = noun.number == "dual" and text.endswith("ا") and not view.words[first].reading.definite
    behind = view.prefix(first + 1) == "ل" or following.token.norm in {"عاما", "لدي", "فوق", "اول", "خاصا"}
    return behind and (plain or (noun.feminine and noun.number == "singular"))


def _possessed(view: View, first: int, noun: Noun | None) -> Title | None:
    """«نائبه»، «مساعده»، «وزير خارجيته»: an office of somebody named before."""
    if noun is None or noun.family != "office" or not noun.possessed:
        return None
    word = view.words[first]
    if word.token.text.endswith("ة"):
        return None
    name = noun.lemma + "ة" if noun.feminine and not noun.lemma.endswith("ة") else noun.lemma
    title = Title(first, first + 1, word.reading.prefix, noun, definite=True, pieces=[name], settled=True)
    while title.last < len(view) and _extend(view, title):
        pass
    return title


def _kin(view: View, title: Title) -> Title | None:
    """«نجل الرئيس التركي»: the relative of an office holder."""
    if title.noun.possessed:
        return title
    if title.last < len(view) and view.words[title.last].role and not view.words[title.last].reading.prefix:
        inner = read_title(view, title.last)
        if inner and inner.noun.family == "office":
            title.inner = inner
            title.last = inner.last
            title.nations = inner.nations
            title.parts = inner.parts
            title.specific = True
            return title
    return None


def _extend(view: View, title: Title) -> bool:
    """Take what follows into the title; False where it ends."""
    at = title.last
    word = view.words[at]
    if word.mark:
        return not title.settled and _quoted(view, title)
    if word.token.norm in _REACHING:
        return _reach(view, title, word)
    if word.has("roles.belonging") and title.settled:
        return _belonging(view, title)
    if word.has("roles.former") and not word.reading.prefix:
        title.former = True
        title.last += 1
        return True
    if word.has("roles.holder") and title.settled and not word.reading.prefix:
        title.last += 1
        return True
    prefix = view.prefix(at)
    if prefix == "و":
        return title.settled and _coordinate(view, title, word)
    if prefix == "ل":
        return title.settled and _purpose(view, title, word)
    if prefix == "ب":
        return title.settled and _deputising(view, title, word)
    if prefix:
        return False
    return _attribute(title, word) if title.settled else _complement(view, title, word)


def _take(title: Title, word: Word, *, settled: bool, specific: bool = True) -> bool:
    title.pieces.append(word.token.text)
    title.last += 1
    title.settled = settled
    title.specific = title.specific or specific
    return True


def _take_part(view: View, title: Title, part: Part) -> bool:
    """Take a body or place as complement; a nation that closes it belongs to `nations`, not to the text."""
    last = part.last
    adjective = view.words[last - 1].reading.nisba
    single = bool(adjective and adjective.definite and not view.words[last - 2].reading.nisba)
    shown = last - 1 if single and last - 1 > part.first else last
    country = _closing_country(view, part)
    shown = country if country is not None else shown
    head = view.text(part.first, part.first + 1, "")
    rest = view.text(part.first + 1, shown, "") if shown > part.first + 1 else ""
    title.pieces.append(head if not rest else f"{head} {rest}")
    nation = adjective.country.labels["ar"] if single and adjective else part.nation
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


def _known_body(view: View, match: Match[Known]) -> Part:
    """A known organisation; its country is not what the text says, so it gives the office no nation."""
    name = view.text(match.first, match.last, match.clitic)
    return Part(match.first, match.last, "Organization", match.clitic, name, known=match.values[0])


def _closing_country(view: View, part: Part) -> int | None:
    """Where the country that closes a body in idafa begins: «برلمان غانا» is the «برلمان» of غانا."""
    for at in range(part.first + 1, part.last):
        match = view.known.get(at)
        if match and match.last == part.last and match.values[0].type == "Country" and part.type == "Organization":
            return at if not view.words[part.first].reading.definite else None
    return None


def _coordinate(view: View, title: Title, word: Word) -> bool:
    """«والمغتربين»: a second portfolio of the same office."""
    if word.reading.stem == "شوون" and not word.reading.definite:
        return _take(title, word, settled=False)
    if title.noun.number != "singular" and title.nations:
        return _further_nation(view, title, word)
    fits = word.reading.definite and word.has("bodies.portfolios") and not word.reading.nisba
    if not fits or (word.role and not word.has("bodies.portfolios")):
        return False
    title.portfolios.append(len(title.pieces))
    return _take(title, word, settled=True)


def _further_nation(view: View, title: Title, word: Word) -> bool:
    """«رئيسا سوريا والسودان», «الرئيسان الروسي والأوكراني»: the nation of a second holder, where no name comes first."""
    match = view.known.get(title.last)
    last = title.last + 1
    if match and match.values[0].type == "Country" and match.values[0].nation:
        nation, last = match.values[0].nation, match.last
    elif word.reading.nisba and word.reading.nisba.definite:
        nation = word.reading.nisba.country.labels["ar"]
    else:
        return False
    if last < len(view) and view.words[last].kind == "PER" and title.last - 1 != title.adjective_at and not match:
        return False
    title.nations.append(nation)
    title.last = last
    return True


def _purpose(view: View, title: Title, word: Word) -> bool:
    """«للدفاع»، «لشؤون القوى البشرية»، «لجامعة الدول العربية»."""
    match = view.known.get(title.last)
    if match and match.clitic.endswith("ل") and match.values[0].type == "Organization":
        return _take_part(view, title, _known_body(view, match))
    body = read_body(view, title.last, short=False, trusted=True)
    if body and body.type == "Organization":
        return _take_part(view, title, body)
    if word.role and not word.has("bodies.portfolios"):
        return _superior(view, title)
    if word.has("bodies.time") or word.reading.nisba:
        return False
    if word.reading.definite:
        repeated = _nominal(view, title.last)
        if repeated:
            title.parts.append(repeated)
            title.body = title.body or repeated
        fits = word.has("bodies.portfolios") or word.kind == "ORG" or repeated is not None
        return fits and _take(title, word, settled=True)
    return word.has("bodies.chain") and _take(title, word, settled=False)


def _superior(view: View, title: Title) -> bool:
    """«المستشار السياسي للرئيس»، «مستشار الأمن القومي للرئيس الأمريكي»."""
    word = view.words[title.last]
    if title.noun.lemma not in {"نائب", "مستشار", "مساعد", "معاون", "سكرتير", "مدير", "مبعوث", "ممثل"}:
        return False
    role = word.role
    return bool(role and role.family == "office" and word.reading.definite) and _take(title, word, settled=True)


def _deputising(view: View, title: Title, word: Word) -> bool:
    """«بالأعمال»، «بالوكالة»، «بدمشق»."""
    if word.token.norm in word_list("roles", "continuing"):
        return _take(title, word, settled=word.reading.definite)
    if word.reading.definite and title.pieces[-1] in {"المكلف", "المكلفة", "المعني", "المعنية"}:
        return _take(title, word, settled=True)
    match = view.known.get(title.last)
    if match and match.clitic == "ب" and fold(title.noun.lemma) in word_list("roles", "reaching"):
        title.pieces.append(view.text(title.last, match.last, ""))
        title.last = match.last
        return True
    if fold(title.noun.lemma) in word_list("roles", "reaching"):
        body = read_body(view, title.last, trusted=True)
        if body and body.type == "Organization":
            return _own(title, body)
    return False


def _seated(view: View, title: Title, at: int) -> bool:
    """«رئيس مجلس الوزراء في جمهورية العراق»، «وزير الدفاع في حكومة النظام السوري»: the state behind the office."""
    match = view.known.get(at)
    body = read_body(view, at, trusted=True)
    if body and body.type == "Country":
        nation, last = body.nation, body.last
    elif match and not match.clitic and match.values[0].type == "Country" and (title.body or _behind(view, match.last)):
        nation, last = match.values[0].nation, match.last
    else:
        return False
    if title.nations or nation is None:
        return False
    title.nations.append(nation)
    if body and body.type == "Country":
        title.parts.append(body)
    title.last = last
    title.specific = True
    return True


def _belonging(view: View, title: Title) -> bool:
    """«مؤسسة الصناعات الدفاعية التابعة للرئاسة التركية»: said of the body, no part of the office."""
    if title.last + 1 >= len(view) or view.prefix(title.last + 1) != "ل":
        return False
    body = read_body(view, title.last + 1)
    if body is None:
        return False
    title.parts.append(body)
    if body.nation and not title.nations:
        title.nations.append(body.nation)
    title.last = body.last
    return True


def _nominal(view: View, at: int) -> Part | None:
    """«الوزارة», «الهيئة»: a definite head that repeats a body."""
    word = view.words[at]
    if not word.has("bodies.repeating") or word.kind == "PER":
        return None
    prefix = word.reading.prefix
    return Part(at, at + 1, "Organization", prefix, view.text(at, at + 1, prefix), nominal=True)


def _own(title: Title, body: Part) -> bool:
    title.owner = title.owner or body
    title.parts.append(body)
    if body.nation and body.nation not in title.nations:
        title.nations.append(body.nation)
    title.last = body.last
    title.specific = True
    return True


def _reach(view: View, title: Title, word: Word) -> bool:
    """A preposition that goes on with the office, and its complement."""
    norm = word.token.norm
    following = title.last + 1
    if title.noun.number != "singular" and norm in {"في", "فى"}:
        each = _each(view, following)
        if each is not None:
            return _reach_nation(view, title, each)
    if not title.settled or following >= len(view):
        return False
    if view.words[following].mark:
        if norm == "باسم":
            title.pieces.append(word.token.text)
            title.last += 1
            return _quoted(view, title)
        return norm in {"في", "فى"} and _reach_quote(view, title, following)
    if title.noun.number == "dual" and view.words[following].token.norm in {"البلدين", "البلدان"}:
        return _past(title, following + 1)
    if title.noun.family == "counterpart":
        return norm in {"من", "عن", "في"} and _reach_nation(view, title, following)
    if fold(title.noun.lemma) not in word_list("roles", "reaching") and not title.portfolios:
        return norm in {"في", "فى"} and (_reach_body(view, title, following) or _seated(view, title, following))
    if norm == "باسم" or norm.startswith("ب"):
        return _spoken_for(view, title, following)
    if norm == "لدي" and view.words[following].token.norm == "الدوله":
        title.last += 1
        title.pieces.append("لدى")
        return _take(title, view.words[following], settled=True)
    if norm in {"من", "عن"}:
        return False
    return _reach_body(view, title, following) or _reach_place(view, title, following)


def _each(view: View, at: int) -> int | None:
    """«في كل من العراق …»: where the first nation stands."""
    norms = [w.token.norm for w in view.words[at : at + 2]]
    return at + 2 if norms == ["كل", "من"] and at + 2 < len(view) else None


def _behind(view: View, at: int) -> bool:
    """Whether a name or an address stands at word `at`."""
    return at < len(view) and not view.words[at].mark and (view.words[at].kind == "PER" or address(view.words[at]))


def _reach_nation(view: View, title: Title, at: int) -> bool:
    match = view.known.get(at)
    if match and not match.clitic:
        known = match.values[0]
        if known.type == "Organization":
            return _own(title, _known_body(view, match))
        if known.nation:
            title.nations.append(known.nation)
        title.last = match.last
        title.specific = True
        return True
    body = read_body(view, at, trusted=True)
    return body is not None and body.type == "Organization" and _own(title, body)


def _reach_body(view: View, title: Title, at: int) -> bool:
    """«في وزارة الدفاع التركية»: the body that the office belongs to."""
    if view.words[at].reading.prefix:
        return False
    body = read_body(view, at, trusted=True) or _nominal(view, at)
    match = view.known.get(at)
    if body is None and match and not match.clitic and match.values[0].type == "Organization":
        body = _known_body(view, match)
    if body is None or body.type != "Organization":
        return False
    return _own(title, body)


def _reach_quote(view: View, title: Title, at: int) -> bool:
    """«مسؤولة العلاقات الخارجية في "الإدارة الذاتية"»."""
    last = quoted(view, at)
    if last is None:
        return False
    return _own(title, Part(at + 1, last, "Organization", "", view.text(at + 1, last, ""))) and _past(title, last + 1)


def _past(title: Title, at: int) -> bool:
    title.last = at
    return True


def _reach_place(view: View, title: Title, at: int) -> bool:
    match = view.known.get(at)
    if match and not match.clitic and match.values[0].type in {"Country", "Place"}:
        title.pieces += [view.words[at - 1].token.text, view.text(at, match.last, "")]
        title.last = match.last
        title.specific = True
        return True
    return False


def _spoken_for(view: View, title: Title, at: int) -> bool:
    """«باسم وزارة الخارجية»، «باسم الخارجية الروسية»، «باسم الحكومة»."""
    spoken = view.words[at - 1].token.text
    body = read_body(view, at, inside=True)
    if body:
        title.pieces.append(spoken)
        return _take_part(view, title, body)
    word = view.words[at]
    match = view.known.get(at)
    if match and not match.clitic and match.values[0].type == "Organization":
        title.pieces.append(spoken)
        return _take_part(view, title, _known_body(view, match))
    if match and not match.clitic:
        title.pieces += [spoken, view.text(at, match.last, "")]
        if match.values[0].nation:
            title.nations.append(match.values[0].nation)
        title.last = match.last
        title.specific = True
        return True
    if word.reading.definite or word.kind:
        repeated = _nominal(view, at)
        if repeated:
            title.parts.append(repeated)
            title.body = title.body or repeated
        title.pieces.append(spoken)
        title.last += 1
        return _take(title, word, settled=True)
    return False


def _attribute(title: Title, word: Word) -> bool:
    """An adjective of the office: a nation, «العام»، «التنفيذي»."""
    reading = word.reading
    if reading.nisba and reading.nisba.definite:
        if reading.nisba.plural and title.noun.number == "singular":
            return False
        title.nations.append(reading.nisba.country.labels["ar"])
        title.adjective_at = title.adjective_at or title.last
        title.last += 1
        title.specific = True
        return True
    if title.noun.family in {"counterpart", "guest"}:
        return False
    if word.has("bodies.portfolios") and reading.definite and title.pieces[-1].startswith(("ال", "لل", "وال", "بال")):
        return (reading.base.endswith(_ADJECTIVAL) or _portfolio(title.pieces[-1])) and _take(title, word, settled=True)
    if word.role and word.role.family in {"rank", "honorific"} and not word.has("bodies.adjectives"):
        return False
    if word.has("bodies.adjectives") or word.token.norm in word_list("roles", "continuing"):
        return _take(title, word, settled=word.token.norm not in {"باعمال", "فوق"})
    if word.reading.norm == "لشوون":
        return _take(title, word, settled=False)
    return _agreeing(title, word)


def _portfolio(piece: str) -> bool:
    """Whether the word before is a portfolio that an adjective may follow: «الموارد المائية»."""
    return len(piece.split()) == 1 and "bodies.portfolios" in read_word(fold(piece)).marks


def _agreeing(title: Title, word: Word) -> bool:
    """An adjective in -ي that no list holds, where the tagger sees no name: «المبعوث البابوي»."""
    reading = word.reading
    shaped = (
        reading.definite and not reading.known and reading.base.endswith(("ي", "يه")) and len(reading.stem) > _SCARCE
    )
    return bool(shaped and word.tag == "O" and title.definite and len(title.pieces) == 1) and _take(
        title, word, settled=True
    )


def _complement(view: View, title: Title, word: Word) -> bool:
    """What an office in idafa takes: a portfolio, a body, another office, a country, an area."""
    reading = word.reading
    match = view.known.get(title.last)
    if match and not match.clitic and match.values[0].type == "Country":
        known = match.values[0]
        if known.nation and not (known.ambiguous and word.kind == "PER"):
            if reading.stem == "جمهوريه" and title.noun.lemma == "رئيس" and reading.definite:
                title.pieces.append(word.token.text)
            title.nations.append(known.nation)
            title.last = match.last
            title.settled = title.specific = True
            return True
    role = word.role
    body = read_body(view, title.last, inside=True, short=False)
    if body and not (role and role.number == "singular" and role.family == "office" and not reading.noun("bodies")):
        return _take_part(view, title, body)
    if match and not match.clitic and match.values[0].type == "Organization":
        return title.noun.lemma != "وزير" and _take_part(view, title, _known_body(view, match))
    if role and not role.possessed and role.family == "office":
        return _take(title, word, settled=reading.definite)
    areal = fold(title.noun.lemma) in word_list("roles", "areal")
    if areal and match and not match.clitic and match.values[0].type == "Place":
        known = match.values[0]
        name = view.text(title.last, match.last, "")
        return _take_part(view, title, Part(title.last, match.last, "Place", "", name, known.nation, known=known))
    if (areal or title.noun.lemma == "رئيس") and word.tag == "B-LOC" and not word.reading.prefix:
        last = title.last + 1
        while last < len(view) and view.words[last].tag == "I-LOC":
            last += 1
        return _take_part(view, title, Part(title.last, last, "Place", "", view.text(title.last, last, "")))
    place = read_place(view, title.last)
    if place and word.kind != "PER":
        return _take_part(view, title, place)
    if word.has("roles.address"):
        return _take(title, word, settled=False)
    if reading.definite:
        if word.kind == "PER" or word.has("bodies.time") or reading.nisba:
            return False
        repeated = _nominal(view, title.last)
        if repeated:
            title.parts.append(repeated)
            title.body = title.body or repeated
        return _take(title, word, settled=True)
    if word.has("bodies.chain") or word.has("bodies.portfolios") or word.token.norm in {"عام", "اول", "فوق"}:
        return _take(title, word, settled=False)
    return False


def _quoted(view: View, title: Title) -> bool:
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
    return _past(title, last + 1)


def quoted(view: View, at: int) -> int | None:
    """The closing mark of the quotation that opens at word `at`, a few words long, or None."""
    if view.words[at].token.text not in {"«", '"', "“", "”"}:
        return None
    closing = {"»", '"', "”", "“"}
    return next((i for i in range(at + 2, min(at + 9, len(view))) if view.words[i].token.text in closing), None)
