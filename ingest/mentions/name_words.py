"""Which words are parts of names by a list or by their form, and which stand before names as address."""

from __future__ import annotations

from functools import cache

from ingest.mentions.parts import View, Word
from ingest.mentions.words import cuts
from ontology.gazetteer import given_names
from ontology.nouns import word_list

# Words that tie the parts of one name together; the next word belongs to the name as well.
TIES = frozenset(
    {
        "بن",
        "ابن",
        "بنت",
        "ابو",
        "ابي",
        "ابا",
        "ام",
        "ال",
        "عبد",
        "فون",
        "دي",
        "دا",
        "دو",
        "فان",
        "دل",
        "لو",
        "مار",
        "سان",
        "ذو",
    }
)
TAILS = frozenset({"اوغلو", "زاده", "الدين", "الله", "اغا", "بك", "باشا", "افندي", "خان", "اوغلي"})
TANWIN = "ً"
_LETTERS = frozenset({"د", "م", "ا"})  # «د.», «م.», «أ.»


@cache
def _given() -> frozenset[str]:
    return frozenset(given_names())


def is_name_word(norm: str) -> bool:
    """Whether a folded word is a known name of persons, with its article or without."""
    return norm in _given() or (norm.startswith("ال") and norm[2:] in _given())


def is_particle(word: Word) -> bool:
    """Whether the written word is a particle: «على» is one, «علي» is not."""
    text = word.token.text
    rests = {rest for _, rest in cuts(word.token.norm)[:2]}
    return bool(rests & word_list("roles", "particles")) and not (text.endswith("ي") and text != "في")


def plausible(word: Word) -> bool:
    """Whether a word that nothing else gives away can be a name by its form: no pronoun, tanwin or plural ending."""
    text, norm = word.token.text, word.token.norm
    if is_name_word(norm):
        return True
    if TANWIN in text or len(norm) < 3:
        return False
    pronoun = text.endswith(("ته", "ها", "هم", "هما", "هن")) or (text.endswith("ه") and len(text) > 4)
    return not (pronoun and len(text) > 4) and not text.endswith(("ة", "ات", "ين", "ون"))


def courtesy(word: Word) -> bool:
    """Whether the word is an address before a name; tagged as one only where it is nothing else («السيد», «معالي»)."""
    role = word.role
    plain = word.has("roles.address") or (role is not None and role.family == "honorific" and word.reading.definite)
    return address(word) and (word.kind != "PER" or plain)


def address(word: Word) -> bool:
    """Whether the word is an address, a rank or an honorific that may stand before a name."""
    if word.mark:
        return False
    role = next((n for n in word.reading.nouns if n.room == "roles" and n.family in {"rank", "honorific"}), None)
    abbreviated = word.token.norm in _LETTERS
    return bool(role) or word.has("roles.address") or word.has("roles.rank_tails") or abbreviated


def past_address(view: View, at: int) -> int:
    """Where the name may begin behind the addresses from word `at` on, full stops of «د.» and «أ.د.» included."""
    while at < len(view) and courtesy(view.words[at]):
        letter = view.words[at].token.norm in _LETTERS
        at += 1
        if letter and at < len(view) and view.words[at].token.text == ".":
            at += 1
    return at
