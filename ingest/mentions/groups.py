"""Peoples and groups of persons: «الشعب السوري»، «اللاجئين السوريين»، «أسر الضحايا»، «الأكراد»."""

from __future__ import annotations

from ingest.mentions.bodies import read_body
from ingest.mentions.parts import Part, View, Word
from ingest.mentions.places import read_place
from ontology.nouns import word_list

_FAMILY = "آل"
_ENDINGS = ("ون", "ين")
_DEEPEST = 2  # groups within groups: «أسر ضحايا الزلزال»


def read_group(view: View, first: int, depth: int = 0) -> Part | None:
    """The people or group named at word `first`, or None; `depth` counts the groups that it is a complement of."""
    word = view.words[first]
    if word.mark:
        return None
    if word.has("groups.peoples"):
        return _part(view, first, first + 1, None)
    nation, last = _nation(view, first + 1)
    if word.has("groups.people"):
        return _part(view, first, last, nation) if nation else None
    if _fixed(view, first):
        return _part(view, first, first + 2, None)
    found = _family(view, first) or _members(view, first, nation, last)
    found = found or (_belonging(view, first, depth) if depth < _DEEPEST else None)
    return found or _nationals(view, first)


def _fixed(view: View, first: int) -> bool:
    """«رجال الأعمال»، «المجتمع الدولي»: two words that are a group together."""
    if first + 1 >= len(view):
        return False
    reading, following = view.words[first].reading, view.words[first + 1].token.norm
    return bool({f"{reading.stem} {following}", f"{reading.base} {following}"} & word_list("groups", "fixed"))


def _family(view: View, first: int) -> Part | None:
    """«آل البوشي»: a family by its name."""
    word = view.words[first]
    if word.token.text.removeprefix("و").removeprefix("ل") != _FAMILY or first + 1 >= len(view):
        return None
    following = view.words[first + 1]
    if following.mark or following.reading.prefix or following.reading.nouns:
        return None
    prefix = word.token.text[: word.token.text.index(_FAMILY)]
    return Part(first, first + 2, "Group", prefix, view.text(first, first + 2, prefix))


def _members(view: View, first: int, nation: str | None, last: int) -> Part | None:
    """Persons in the plural: with the article, with an adjective, as a part of a larger group."""
    word = view.words[first]
    if word.reading.stem not in word_list("groups", "members") or word.kind in {"PER", "ORG"}:
        return None
    if nation and (word.reading.definite or view.words[last - 1].reading.nisba):
        return _part(view, first, _described(view, last), nation)
    end = _described(view, first + 1)
    if word.reading.definite or end > first + 1:
        return _part(view, first, end, None)
    return _partial(view, first)


def _described(view: View, at: int) -> int:
    """Where the adjectives of a group end that begin at word `at`."""
    while at < len(view) and not view.words[at].mark and _describes(view.words[at]):
        at += 1
    return at


def _describes(word: Word) -> bool:
    nisba = word.reading.nisba
    return not word.reading.prefix and (word.token.norm in word_list("groups", "describing") or bool(nisba))


def _partial(view: View, first: int) -> Part | None:
    """«وجهاء من منبج»، «شيوخ من قبيلة العكيدات»."""
    if view.words[first].reading.stem not in word_list("groups", "partitive") or first + 2 >= len(view):
        return None
    if view.words[first + 1].token.norm != "من":
        return None
    end = _owner(view, first + 2, 1)
    return _part(view, first, end, None) if end else None


def _belonging(view: View, first: int, depth: int) -> Part | None:
    """«أسر الضحايا»، «أهالي حلب»، «متضرري الزلزال»: a head with what the group belongs to."""
    word = view.words[first]
    if word.reading.stem not in word_list("groups", "construct") or word.reading.definite or first + 1 >= len(view):
        return None
    if word.kind in {"PER", "ORG"}:
        return None
    end = _owner(view, first + 1, depth)
    return _part(view, first, end, None) if end else None


def _owner(view: View, at: int, depth: int) -> int | None:
    """Where the complement of a group ends: a group, a name, a definite noun; None where it is a body, which acts itself."""
    word = view.words[at]
    match = view.known.get(at)
    if word.mark:
        return None
    if match and not match.clitic:
        return match.last if match.values[0].type != "Organization" else None
    if word.reading.prefix or word.has("bodies.time") or read_body(view, at):
        return None
    inner = read_group(view, at, depth + 1) or read_place(view, at)
    if inner is not None:
        return inner.last
    if word.kind in {"LOC", "PER"}:
        return _tagged(view, at)
    if not word.reading.definite or word.reading.nisba or word.role:
        return None
    end = at + 1
    while end < len(view) and _closes(view.words[end]):
        end += 1
    return end


def _tagged(view: View, at: int) -> int:
    last = at + 1
    while last < len(view) and view.words[last].tag == f"I-{view.words[at].kind}" and not view.words[last].mark:
        last += 1
    return last


def _closes(word: Word) -> bool:
    """Whether a definite adjective goes on with the complement: «أحياء المدينة القديمة»."""
    adjective = word.has("bodies.adjectives") or word.reading.nisba is not None or _describes(word)
    return not word.mark and not word.reading.prefix and word.reading.definite and adjective


def _nationals(view: View, first: int) -> Part | None:
    """«السوريين»: the people of a nation, where no noun stands before the adjective."""
    reading = view.words[first].reading
    adjective = reading.nisba
    if not adjective or not adjective.plural or not adjective.definite or not reading.base.endswith(_ENDINGS):
        return None
    return None if _follows_noun(view, first) else _part(view, first, first + 1, adjective.country.labels["ar"])


def _nation(view: View, at: int) -> tuple[str | None, int]:
    if at >= len(view):
        return None, at
    adjective = view.words[at].reading.nisba
    if adjective and not view.words[at].reading.prefix:
        return adjective.country.labels["ar"], at + 1
    match = view.known.get(at)
    if match and not match.clitic and match.values[0].type in {"Country", "Place"}:
        return match.values[0].nation or match.values[0].name, match.last
    return None, at


def _follows_noun(view: View, first: int) -> bool:
    """Whether the adjective belongs to a noun right before it: «المسؤولين الأتراك»."""
    return first > 0 and view.words[first - 1].reading.definite and not view.words[first].reading.prefix


def _part(view: View, first: int, last: int, nation: str | None) -> Part:
    prefix = view.words[first].reading.prefix
    return Part(first, last, "Group", prefix, view.text(first, last, prefix), nation)
