"""Places named by a head noun: «مدينة حلب»، «مطار دمشق الدولي»، «قصر الشعب»، «شمال غربي سوريا»."""

from __future__ import annotations

from ingest.mentions.parts import Part, View, Word
from ingest.mentions.words import cuts
from ontology.folding import fold
from ontology.nouns import Noun, common_words, word_list

# Heads that hardly stand before anything but a name.
_NAMED = frozenset({"قريه", "بلده", "مدينه"})
_DOUBTED = 0.95


def read_place(view: View, first: int) -> Part | None:
    """The place whose head noun is word `first`, or None."""
    word = view.words[first]
    if word.mark:
        return None
    return _capital(view, first) or _definite(view, first) or _direction(view, first) or _headed(view, first)


def _capital(view: View, first: int) -> Part | None:
    """«العاصمة السورية»: the capital without its name."""
    word = view.words[first]
    if word.reading.base != "العاصمه" or first + 1 >= len(view):
        return None
    adjective = view.words[first + 1].reading.nisba
    named = first + 2 < len(view) and view.known.get(first + 2)
    if adjective is None or (named and named.values[0].type == "Place"):
        return None
    return _part(view, first, first + 2, nation=adjective.country.labels["ar"])


def _definite(view: View, first: int) -> Part | None:
    """«القصر الرئاسي»: a head with an article and an adjective that make a name together."""
    if first + 1 >= len(view) or not view.words[first].reading.definite:
        return None
    pair = f"{view.words[first].reading.base} {view.words[first + 1].token.norm}"
    if pair not in word_list("places", "definite"):
        return None
    return _part(view, first, first + 2)


def _direction(view: View, first: int) -> Part | None:
    """«شمال غربي سوريا»، «ريف حلب»: a side of a known place."""
    at = first
    while at < len(view) and at - first < 3 and view.words[at].has("places.directions"):
        if at > first and view.words[at].reading.prefix not in {"", "و"}:
            return None
        at += 1
    match = view.known.get(at)
    if at == first or match is None or match.clitic or match.values[0].type not in {"Country", "Place"}:
        return None
    headed = first > 0 and view.words[first - 1].reading.noun("places") is not None
    if match.values[0].type == "Country" and view.words[first].kind != "LOC" and not headed:
        return None
    return _part(view, first, match.last, nation=match.values[0].nation)


def _headed(view: View, first: int) -> Part | None:
    head = view.words[first].reading.noun("places")
    if head is None or first + 1 >= len(view):
        return None
    if head.number != "singular":
        return _one_of_many(view, first, head)
    if view.words[first].reading.definite:
        return _closed(view, first, head)
    at = _name(view, first + 1, head)
    if at is None:
        return None
    last = at
    while last < len(view) and _closes(view.words[last]):
        last += 1
    proper = first + 1 if head.kind == "area" else None
    return _part(view, first, last, proper=proper)


def _one_of_many(view: View, first: int, head: Noun) -> Part | None:
    """«بلدتي الغندورية وبرعشيت», «أحياء القصور والخالدية»: the first of several, without the head."""
    word = view.words[first + 1]
    reading = word.reading
    known = reading.nouns or reading.nisba or reading.marks or view.known.get(first + 1)
    if head.kind != "area" or view.words[first].reading.definite or word.mark or reading.prefix or known:
        return None
    everyday = any(rest in common_words() for _, rest in cuts(word.token.norm))
    if everyday or word.kind in {"LOC", "ORG"} or not word.token.text.isalpha():
        return None
    return Part(first + 1, first + 2, "Place", "", view.text(first + 1, first + 2, ""))


def _closed(view: View, first: int, head: Noun) -> Part | None:
    """«المسجد الأموي»: a definite site with a closing adjective, where the tagger sees a place."""
    following = view.words[first + 1]
    tagged = view.words[first].kind == "LOC" or following.kind == "LOC"
    if head.kind != "site" or not tagged or following.reading.prefix or not following.reading.definite:
        return None
    last = first + 2
    while last < len(view) and _closes(view.words[last]):
        last += 1
    return _part(view, first, last)


def _closes(word: Word) -> bool:
    if word.mark or word.reading.prefix:
        return False
    return word.has("places.closing") or bool(word.tag == "I-LOC" and not word.reading.nouns)


def _name(view: View, at: int, head: Noun) -> int | None:
    """Where the name behind the head ends: a known place, a tagged one, a definite noun of a site."""
    word = view.words[at]
    if word.mark or (
        word.reading.prefix and not view.known.get(at) and not (word.kind == "LOC" and head.kind == "area")
    ):
        return None
    if word.has("places.directions"):
        side = _direction(view, at)
        return side.last if side else None
    match = view.known.get(at)
    if match:
        return None if match.clitic else match.last
    named = fold(head.lemma) in _NAMED and (word.reading.definite or word.probability < _DOUBTED)
    if word.kind == "" and not named and any(rest in common_words() for _, rest in cuts(word.token.norm)):
        return None
    if word.role or word.has("bodies.time"):
        return None
    last = at
    while last < len(view) and view.words[last].kind in {"LOC", "PER", "ORG"} and not view.words[last].mark:
        if last > at and (view.words[last].reading.prefix or view.words[last].tag.startswith("B-")):
            break
        last += 1
    if last > at:
        return last
    strong = fold(head.lemma) in word_list("places", "strong")
    if (
        strong
        and not word.reading.prefix
        and not word.reading.nisba
        and (word.reading.definite or not word.reading.known)
    ):
        return at + 1
    return None


def _part(view: View, first: int, last: int, *, nation: str | None = None, proper: int | None = None) -> Part:
    prefix = view.words[first].reading.prefix
    return Part(first, last, "Place", prefix, view.text(first, last, prefix), nation, proper=proper)
