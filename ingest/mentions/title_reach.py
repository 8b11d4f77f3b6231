"""Prepositions that go on with an office: «السفير في طهران»، «المتحدث باسم الوزارة»، «القائم بالأعمال»."""

from __future__ import annotations

from ingest.mentions.bodies import read_body
from ingest.mentions.name_words import address
from ingest.mentions.parts import Part, View, Word
from ingest.mentions.title_parts import Title, go_to, known_body, nominal, own, quoted, take, take_part, take_quotation
from ontology.folding import fold
from ontology.nouns import word_list

REACHING = frozenset({"في", "فى", "لدي", "الي", "عن", "من", "باسم", "بشوون", "بشيون"})


def take_deputy(view: View, title: Title, word: Word) -> bool:
    """«بالأعمال»، «بالوكالة»، «بدمشق»."""
    if word.token.norm in word_list("roles", "continuing"):
        return take(title, word, settled=word.reading.definite)
    if word.reading.definite and title.pieces[-1] in {"المكلف", "المكلفة", "المعني", "المعنية"}:
        return take(title, word, settled=True)
    match = view.known.get(title.last)
    if match and match.clitic == "ب" and fold(title.noun.lemma) in word_list("roles", "reaching"):
        title.pieces.append(view.text(title.last, match.last, ""))
        title.last = match.last
        return True
    if fold(title.noun.lemma) in word_list("roles", "reaching"):
        body = read_body(view, title.last, trusted=True)
        if body and body.type == "Organization":
            return own(title, body)
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


def pass_belonging(view: View, title: Title) -> bool:
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


def reach(view: View, title: Title, word: Word) -> bool:
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
            return take_quotation(view, title)
        return norm in {"في", "فى"} and _reach_quote(view, title, following)
    if title.noun.number == "dual" and view.words[following].token.norm in {"البلدين", "البلدان"}:
        return go_to(title, following + 1)
    if title.noun.family == "counterpart":
        return norm in {"من", "عن", "في"} and _reach_nation(view, title, following)
    if fold(title.noun.lemma) not in word_list("roles", "reaching") and not title.portfolios:
        return norm in {"في", "فى"} and (_reach_body(view, title, following) or _seated(view, title, following))
    if norm == "باسم" or norm.startswith("ب"):
        return _spoken_for(view, title, following)
    if norm == "لدي" and view.words[following].token.norm == "الدوله":
        title.last += 1
        title.pieces.append("لدى")
        return take(title, view.words[following], settled=True)
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
            return own(title, known_body(view, match))
        if known.nation:
            title.nations.append(known.nation)
        title.last = match.last
        title.specific = True
        return True
    body = read_body(view, at, trusted=True)
    return body is not None and body.type == "Organization" and own(title, body)


def _reach_body(view: View, title: Title, at: int) -> bool:
    """«في وزارة الدفاع التركية»: the body that the office belongs to."""
    if view.words[at].reading.prefix:
        return False
    body = read_body(view, at, trusted=True) or nominal(view, at)
    match = view.known.get(at)
    if body is None and match and not match.clitic and match.values[0].type == "Organization":
        body = known_body(view, match)
    if body is None or body.type != "Organization":
        return False
    return own(title, body)


def _reach_quote(view: View, title: Title, at: int) -> bool:
    """«مسؤولة العلاقات الخارجية في "الإدارة الذاتية"»."""
    last = quoted(view, at)
    if last is None:
        return False
    return own(title, Part(at + 1, last, "Organization", "", view.text(at + 1, last, ""))) and go_to(title, last + 1)


def _reach_place(view: View, title: Title, at: int) -> bool:
    match = view.known.get(at)
    if match and not match.clitic and match.values[0].type in {"Country", "Place"}:
        known = match.values[0]
        if known.type == "Country" and known.nation and fold(title.noun.lemma) not in word_list("roles", "posted"):
            if known.nation not in title.nations:
                title.nations.append(known.nation)
            return go_to(title, match.last)
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
        return take_part(view, title, body)
    word = view.words[at]
    match = view.known.get(at)
    if match and not match.clitic and match.values[0].type == "Organization":
        title.pieces.append(spoken)
        return take_part(view, title, known_body(view, match))
    if match and not match.clitic:
        title.pieces += [spoken, view.text(at, match.last, "")]
        if match.values[0].nation:
            title.nations.append(match.values[0].nation)
        title.last = match.last
        title.specific = True
        return True
    if word.reading.definite or word.kind:
        repeated = nominal(view, at)
        if repeated:
            title.parts.append(repeated)
            title.body = title.body or repeated
        title.pieces.append(spoken)
        title.last += 1
        return take(title, word, settled=True)
    return False
