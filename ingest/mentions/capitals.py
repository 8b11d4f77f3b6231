"""Whether a capital stands for its government («أعلنت أنقرة») or is a place («وصل إلى أنقرة»)."""

from __future__ import annotations

from ingest.mentions.parts import View
from ingest.mentions.words import cuts
from ontology.nouns import word_list

_CLAUSE = 6  # words in which a verb and its subject come before the object


def acts(view: View, first: int, last: int, prefix: str) -> bool:
    """Whether the capital at words `first`..`last` acts as a government there."""
    if prefix.endswith("ب") or "ك" in prefix:
        return False
    before = _before(view, first)
    after = view.words[last].token.norm if last < len(view) else ""
    if before == "علي" and any(_struck(w.token.norm) for w in view.words[max(0, first - 7) : first]):
        return False
    if before == "علي" and any(travels(w.token.norm) for w in view.words[max(0, first - 3) : first]):
        return False
    if before and before in word_list("places", "relating"):
        return True
    if before and (before in word_list("places", "locating") or travels(before)):
        return False
    if not prefix and _judged(view, first):
        return True
    placed = first > 0 and (view.words[first - 1].kind == "LOC" or view.words[first - 1].has("places.closing"))
    if prefix.endswith("ل"):
        return not placed and not any(travels(w.token.norm) for w in view.words[max(0, first - 4) : first])
    if first and view.words[first - 1].mark and view.words[first - 1].token.text in "/-(":
        return False
    if _feminine_verb(after) or (before and _feminine_verb(before)):
        return True
    if prefix.startswith("و") or prefix == "":
        pair = view.words[first - 1] if first else None
        if prefix and pair is not None and first - 1 in _capital_ends(view):
            return acts(view, _capital_ends(view)[first - 1], first, "")
        if not prefix and pair is not None and first - 1 in _capital_ends(view):
            return acts(view, _capital_ends(view)[first - 1], first, "")
        stems = {rest for _, rest in cuts(before)} if before else set()
        return bool(stems & word_list("places", "governing"))
    return False


def _judged(view: View, first: int) -> bool:
    """Whether the capital is accused, thanked, warned: the verb stands before it with its subject, no preposition behind."""
    for at in range(first - 1, max(-1, first - 1 - _CLAUSE), -1):
        word = view.words[at]
        if word.mark or word.token.norm in word_list("places", "locating"):
            return False
        if any(rest in word_list("places", "judging") for _, rest in cuts(word.token.norm)):
            return True
    return False


def _before(view: View, first: int) -> str:
    if first == 0 or view.words[first - 1].mark:
        return ""
    return view.words[first - 1].token.norm


def _capital_ends(view: View) -> dict[int, int]:
    """Last word of each known capital or country -> its first word."""
    return {m.last - 1: m.first for m in view.known.values() if m.values[0].capital or m.values[0].type == "Country"}


def travels(norm: str) -> bool:
    """Whether a folded word is one of travel or arrival, clitics cut or not."""
    stems = {rest for _, rest in cuts(norm)}
    return bool(stems & word_list("places", "travelling"))


def _struck(norm: str) -> bool:
    return any(rest.removeprefix("ال") in word_list("places", "striking") for _, rest in cuts(norm))


def _feminine_verb(norm: str) -> bool:
    """Whether a word looks like a verb of a feminine subject: «تدعم»، «أعلنت»، «وستواصل»."""
    for _, rest in cuts(norm)[:2]:
        if len(rest) > 3 and (rest.startswith(("ست", "ت")) or (rest.endswith("ت") and not rest.startswith("ال"))):
            return rest not in word_list("places", "unverbal")
    return False
