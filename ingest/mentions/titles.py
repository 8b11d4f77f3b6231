"""Offices before, behind or without a name: «نائب وزير الخارجية التركي السابق», «المدير العام للدفاع والأمن في …»."""

from __future__ import annotations

from dataclasses import replace

from ingest.mentions.bodies import read_body
from ingest.mentions.parts import Part, View, Word
from ingest.mentions.places import read_place
from ingest.mentions.title_parts import Title, known_body, nominal, take, take_part, take_quotation
from ingest.mentions.title_reach import REACHING, pass_belonging, reach, take_deputy
from ingest.mentions.words import read_word
from ontology.folding import fold
from ontology.nouns import Noun, feminine_of, word_list

_ADJECTIVAL = ("ي", "يه")
_SCARCE = 3  # letters


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
        return not title.settled and take_quotation(view, title)
    if word.token.norm in REACHING:
        return reach(view, title, word)
    if word.has("roles.belonging") and title.settled:
        return pass_belonging(view, title)
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
        return title.settled and take_deputy(view, title, word)
    if prefix:
        return False
    return _attribute(view, title, word) if title.settled else _complement(view, title, word)


def _coordinate(view: View, title: Title, word: Word) -> bool:
    """«والمغتربين»: a second portfolio of the same office."""
    if word.reading.stem == "شوون" and not word.reading.definite:
        return take(title, word, settled=False)
    if title.noun.number != "singular" and title.nations:
        return _further_nation(view, title, word)
    fits = word.reading.definite and word.has("bodies.portfolios") and not word.reading.nisba
    if not fits or (word.role and not word.has("bodies.portfolios")):
        return False
    title.portfolios.append(len(title.pieces))
    return take(title, word, settled=True)


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
        return take_part(view, title, known_body(view, match))
    body = read_body(view, title.last, short=False, trusted=True)
    if body and body.type == "Organization":
        return take_part(view, title, body)
    if word.role and not word.has("bodies.portfolios"):
        return _superior(view, title)
    if word.has("bodies.time") or word.reading.nisba:
        return False
    if word.reading.definite:
        repeated = nominal(view, title.last)
        if repeated:
            title.parts.append(repeated)
            title.body = title.body or repeated
        fits = word.has("bodies.portfolios") or word.kind == "ORG" or repeated is not None
        return fits and take(title, word, settled=True)
    return word.has("bodies.chain") and take(title, word, settled=False)


def _superior(view: View, title: Title) -> bool:
    """«المستشار السياسي للرئيس»، «مستشار الأمن القومي للرئيس الأمريكي»."""
    word = view.words[title.last]
    if fold(title.noun.lemma) not in word_list("roles", "assistants"):
        return False
    role = word.role
    return bool(role and role.family == "office" and word.reading.definite) and take(title, word, settled=True)


def _attribute(view: View, title: Title, word: Word) -> bool:
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
        return (reading.base.endswith(_ADJECTIVAL) or _portfolio(title.pieces[-1])) and take(title, word, settled=True)
    if word.role and word.role.family in {"rank", "honorific"} and not word.has("bodies.adjectives"):
        return False
    if word.has("bodies.adjectives") or word.token.norm in word_list("roles", "continuing"):
        return take(title, word, settled=word.token.norm not in {"باعمال", "فوق"})
    if word.reading.norm == "لشوون":
        return take(title, word, settled=False)
    return _agreeing(view, title, word)


def _portfolio(piece: str) -> bool:
    """Whether the word before is a portfolio that an adjective may follow: «الموارد المائية»."""
    return len(piece.split()) == 1 and "bodies.portfolios" in read_word(fold(piece)).marks


def _agreeing(view: View, title: Title, word: Word) -> bool:
    """An adjective in -ي that no list holds, where the tagger sees no name: «المبعوث البابوي»."""
    reading = word.reading
    if reading.norm in view.surnames:
        return False
    shaped = (
        reading.definite and not reading.known and reading.base.endswith(("ي", "يه")) and len(reading.stem) > _SCARCE
    )
    return bool(shaped and word.tag == "O" and title.definite and len(title.pieces) == 1) and take(
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
        return take_part(view, title, body)
    if match and not match.clitic and match.values[0].type == "Organization":
        return title.noun.lemma != "وزير" and take_part(view, title, known_body(view, match))
    if role and not role.possessed and role.family == "office":
        return take(title, word, settled=reading.definite)
    areal = fold(title.noun.lemma) in word_list("roles", "areal")
    if areal and match and not match.clitic and match.values[0].type == "Place":
        known = match.values[0]
        name = view.text(title.last, match.last, "")
        return take_part(view, title, Part(title.last, match.last, "Place", "", name, known.nation, known=known))
    if (areal or title.noun.lemma == "رئيس") and word.tag == "B-LOC" and not word.reading.prefix:
        last = title.last + 1
        while last < len(view) and view.words[last].tag == "I-LOC":
            last += 1
        return take_part(view, title, Part(title.last, last, "Place", "", view.text(title.last, last, "")))
    place = read_place(view, title.last)
    if place and word.kind != "PER":
        return take_part(view, title, place)
    if word.has("roles.address"):
        return take(title, word, settled=False)
    if reading.definite:
        if word.kind == "PER" or word.has("bodies.time") or reading.nisba:
            return False
        repeated = nominal(view, title.last)
        if repeated:
            title.parts.append(repeated)
            title.body = title.body or repeated
        return take(title, word, settled=True)
    if word.has("bodies.chain") or word.has("bodies.portfolios") or word.token.norm in {"عام", "اول", "فوق"}:
        return take(title, word, settled=False)
    return False
