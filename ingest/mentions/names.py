"""Names of persons: how far they reach, and what is a clitic before them."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from ingest.mentions.guessing import foreign, guessed_end
from ingest.mentions.name_words import TAILS, TANWIN, TIES, is_name_word, is_particle, plausible
from ingest.mentions.parts import View, Word
from ingest.mentions.words import cuts
from ontology.nouns import common_words

_SHORT = 4  # letters
_LONGEST = 6
_KUNYA = frozenset({"ابو", "ابي", "ابا"})
_FULL = 2  # words of a name that is whole before a kunya
_LIKELY = 0.5
_SURE = 0.9
_UNSURE = 0.93


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name: words `first`..`last` (exclusive), its clitics, how sure it is, a known person's country."""

    first: int
    last: int
    prefix: str
    score: float
    nation: str | None = None


def clitic(word: Word, seen: Seen, *, joined: bool) -> str:
    """The clitics before a name.

    A word that is a name whole keeps its first letter; else it is cut where the rest is a name or stands
    by itself in the article (`seen`); و falls away besides where the name is joined to one before (`joined`).
    """
    norm = word.token.norm
    if is_name_word(norm):
        return ""
    options = cuts(norm)[1:]
    for prefix, rest in options:
        if len(rest) > 2 and (rest in seen.tokens or is_name_word(rest) or rest in TIES or rest == "ال"):
            return prefix
    for prefix, rest in options:
        if rest.startswith("ال") and len(rest) > 4:
            return prefix
    if joined and norm[0] == "و" and len(norm) > 4:
        return "و"
    return ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the article shows elsewhere: all folded tokens, the words of names; last names with their full ones."""

    tokens: AbstractSet[str]
    names: AbstractSet[str]
    surnames: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)


def read_name(view: View, first: int, seen: Seen, *, expected: bool, honoured: bool = False) -> Name | None:
    """The person's name at word `first`; `expected` after an office, where an unknown word may be one.

    After an office or an honorific (`honoured`) an unknown word behind a single name belongs to it.
    """
    name = _read_name(view, first, seen, expected=expected)
    if name is None or name.last - name.first > 1 or not (expected or honoured):
        return name
    norm = view.words[first].token.norm
    last_name = norm in seen.surnames or norm.startswith("ال")
    if not last_name and name.last < len(view) and foreign(view.words[name.last], seen.names):
        return replace(name, last=_lengthen(view, name.last + 1))
    return name


def _read_name(view: View, first: int, seen: Seen, *, expected: bool) -> Name | None:
    if first >= len(view) or view.words[first].mark:
        return None
    known = view.known.get(first)
    single = known is not None and known.last == first + 1
    whole = view.words[first].token.norm[len(known.clitic) if known else 0 :]
    common = single and (whole in TIES or whole in common_words())
    if known and known.values[0].type == "Person" and not common:
        last = known.last
        if last < len(view) and (view.words[last].reading.definite or view.words[last].token.norm in TIES | TAILS):
            last = _lengthen(view, last, first)
        return Name(first, last, known.clitic, 0.97, known.values[0].nation)
    word = view.words[first]
    if word.has("roles.address") and first + 1 < len(view) and view.words[first + 1].role:
        return None
    if word.kind == "PER" and (expected or word.probability >= _LIKELY) and not _common(word):
        return _tagged(view, first, seen)
    if word.token.norm in {"ابو", "ابي", "ابا"} or (
        word.reading.prefix == "" and word.token.norm[1:] in {"ابو", "ابي"}
    ):
        return _kunya(view, first, seen)
    again = _repeated(view, first, seen)
    surname = again is not None and word.token.norm[len(again) :] in seen.surnames
    if again is not None and (expected or word.probability < _UNSURE or (surname and not _everyday(word))):
        return Name(first, _lengthen(view, first + 1), again, 0.75)
    return guess_name(view, first) if expected else _listed(view, first, seen)


def guess_name(view: View, first: int, *, least: int = 1) -> Name | None:
    """Unknown words where a name is expected and the tagger is in doubt; None for fewer than `least` words."""
    last = guessed_end(view, first, least=least)
    return Name(first, min(_lengthen(view, last), first + _LONGEST), "", 0.55) if last else None


def _listed(view: View, first: int, seen: Seen) -> Name | None:
    """Two words or more that lists know as names and that are nothing else, though the tagger passed them by."""
    last = first
    while last < len(view) and _only_name(view.words[last], begins=last == first):
        last += 1
    if last - first < _FULL:
        return None
    return Name(first, _lengthen(view, last, first), clitic(view.words[first], seen, joined=False), 0.6)


def _only_name(word: Word, *, begins: bool) -> bool:
    if word.mark or word.tag != "O" or word.reading.known or is_particle(word) or len(word.token.norm) < 3:
        return False
    forms = [word.token.norm, *(rest for _, rest in cuts(word.token.norm)[1:2])] if begins else [word.token.norm]
    return any(is_name_word(form) and form not in common_words() for form in forms)


def _everyday(word: Word) -> bool:
    return any(rest in common_words() for _, rest in cuts(word.token.norm))


def _repeated(view: View, first: int, seen: Seen) -> str | None:
    """The clitics before a word that is part of a name elsewhere in the article; None where it is not."""
    word = view.words[first]
    if (
        word.reading.nouns
        or word.reading.nisba
        or len(word.token.norm) < 3
        or is_particle(word)
        or word.kind in {"LOC", "ORG"}
    ):
        return None
    short = len(word.token.norm) < _SHORT and word.token.norm not in seen.surnames
    return next((prefix for prefix, rest in cuts(word.token.norm) if rest in seen.names and not short), None)


def _common(word: Word) -> bool:
    """A word that is no name although the tagger took it for one: an office with its article, a particle, a common word."""
    if is_particle(word) or len(word.token.norm) < 2 or TANWIN in word.token.text:
        return True
    if (word.probability < _SURE or word.tag == "I-PER") and not is_name_word(word.token.norm):
        rests = [rest for _, rest in cuts(word.token.norm)]
        if any(rest in common_words() for rest in rests) or not plausible(word):
            return True
    role = word.role
    return bool(role and role.family in {"office", "counterpart"} and word.reading.definite)


def _joined(view: View, first: int) -> bool:
    before = view.words[first - 1] if first else None
    return bool(before and (before.kind == "PER" or before.mark))


def _tagged(view: View, first: int, seen: Seen) -> Name | None:
    last = first + 1
    while last < len(view) and view.words[last].tag == "I-PER" and not view.words[last].mark:
        if _ends_before(view, first, last, seen):
            break
        last += 1
    else:
        last = _apposition(view, _trim(view, first, _lengthen(view, last, first)))
    scores = [w.probability for w in view.words[first:last] if w.kind == "PER"]
    prefix = clitic(view.words[first], seen, joined=_joined(view, first))
    return Name(first, last, prefix, sum(scores) / max(1, len(scores)))


def _ends_before(view: View, first: int, at: int, seen: Seen) -> bool:
    """Whether a tagged run holds two: word `at` begins another name or is none."""
    word = view.words[at]
    kunya = word.token.norm in _KUNYA and at - first >= _FULL
    if kunya or _begins_another(word, seen) or TANWIN in word.token.text:
        return True
    if at - first >= _FULL and view.words[at - 1].token.norm not in TIES and _somebody(word):
        return True
    return _strangers(view, at, seen)


def _somebody(word: Word) -> bool:
    """«… ماثيو برايزا السفير التركي», «… القبائل»: an office or a group with its article, somebody else."""
    role = word.role
    office = role is not None and role.family in {"office", "counterpart"} and not is_name_word(word.token.norm)
    return word.reading.definite and (office or word.has("groups.members"))


def _strangers(view: View, at: int, seen: Seen) -> bool:
    """«عزى حداد ناصر»: two last names of different people side by side."""
    one, other = view.words[at - 1].token.norm, view.words[at].token.norm
    apart = any(other not in name for name in seen.surnames.get(one, ()))
    return apart and any(one not in name for name in seen.surnames.get(other, ()))


def _begins_another(word: Word, seen: Seen) -> bool:
    """«… غولر وفيدان»: a word in a tagged run that is a second name joined by و."""
    norm = word.token.norm
    if norm[0] != "و" or len(norm) < 4 or is_name_word(norm):
        return False
    return norm[1:] in seen.tokens or is_name_word(norm[1:]) or norm[1:] in TIES or norm[1:] in common_words()


def _lengthen(view: View, last: int, first: int | None = None) -> int:
    """Go on over what ties names («بن»، «أبو»، «آل») and what closes them («أوغلو»، «الدين»)."""
    while last < len(view) and not view.words[last].mark:
        word = view.words[last]
        norm = word.token.norm
        if norm in TAILS:
            last += 1
        elif norm in _KUNYA and first is not None and last - first >= _FULL:
            break
        elif (
            norm in TIES
            and last + 1 < len(view)
            and not view.words[last + 1].mark
            and word.tag not in {"B-LOC", "B-PER"}
        ):
            last += 2
        elif word.tag == "I-PER" and not word.reading.prefix and norm not in _KUNYA:
            last += 1
        elif len(norm) == 1 and word.token.text.isalpha() and _initial(view, last):
            last += 3
        else:
            break
    return last


def _trim(view: View, first: int, last: int) -> int:
    """Without a verb or a common word that the tagger drew into the name: «محمد بن سلمان يستقبل»."""
    while last - first > 1:
        word = view.words[last - 1]
        norm = word.token.norm
        verbal = norm[0] in "يتس" and norm in common_words()
        cut = any(rest in common_words() for prefix, rest in cuts(norm) if prefix) and norm[0] in "بلو"
        if is_name_word(norm) or norm in TAILS or not (verbal or cut or is_particle(word)):
            break
        last -= 1
    return last


def _apposition(view: View, last: int) -> int:
    """Take in an unknown word between a name and an office behind it: «نبيل سامح أباظة المتحدث باسم …»."""
    if last + 1 >= len(view) or view.words[last].mark or view.words[last].tag != "O":
        return last
    word, office = view.words[last], view.words[last + 1].role
    foreign = not word.reading.known and not word.reading.prefix and word.token.norm not in common_words()
    if not foreign or office is None or office.family != "office" or view.words[last + 1].reading.prefix:
        return last
    return last + 1


def _initial(view: View, at: int) -> bool:
    """«كيفن ج. لامبرت»: a letter with a full stop and more of the name behind."""
    if at + 2 >= len(view) or view.words[at + 1].token.text != ".":
        return False
    return view.words[at + 2].kind == "PER" and not view.words[at + 2].mark


def _kunya(view: View, first: int, seen: Seen) -> Name | None:
    """«أبو محمد الجولاني» where the tagger saw nothing."""
    if first + 1 >= len(view) or view.known.get(first):
        return None
    following = view.words[first + 1]
    if following.mark or following.kind in {"LOC", "ORG"} or following.reading.nouns:
        return None
    last = first + 2
    if last < len(view) and view.words[last].kind == "PER":
        last += 1
    return Name(first, last, clitic(view.words[first], seen, joined=True), 0.7)
