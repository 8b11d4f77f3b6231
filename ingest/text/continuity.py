"""How each sentence hangs together with those before it: the same act, more of it, an aside, the background."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from ingest.document import Document, Sentence
from ontology.calendar import Phrases, calendar
from ontology.folding import fold

KINDS = ("same", "more", "aside", "elsewhere", "background", "on", "open")
_EARLY = 14  # words of a sentence in which a noun that takes up the act before still counts
_IN = frozenset({"في", "وفي", "ففي"})
_DASHES = frozenset("-–—:")
_STAGES = ("ختام", "نهاي", "بداي", "مستهل", "اعقاب", "مقابل")
# «وفي اتصال مع …»: an occasion, not a place.
_OCCASIONS = frozenset(
    fold(w)
    for w in (
        "اتصال",
        "رسالة",
        "كلمة",
        "كلمته",
        "بيان",
        "بيانه",
        "تصريح",
        "تصريحات",
        "مقابلة",
        "حديث",
        "ختام",
        "نهاية",
        "بداية",
        "مستهل",
        "مؤتمر",
        "لقاء",
        "اجتماع",
        "الاجتماع",
        "اللقاء",
        "إطار",
        "وقت",
        "الوقت",
        "هذا",
        "هذه",
        "ضوء",
        "حين",
        "ظل",
        "أعقاب",
        "اليوم",
        "عام",
        "العام",
        "الأسبوع",
        "الشهر",
        "معرض",
        "رد",
        "رده",
        "خطوة",
        "أول",
        "الجلسة",
        "جلسة",
        "تعليق",
        "مذكرة",
    )
)
_TURNS = frozenset({"aside", "elsewhere"})


def continuity(doc: Document) -> list[str]:
    """For each sentence one of KINDS.

    `same`: takes up the act told before («وحضر اللقاء»); `more`: adds one by the same actors («كما»);
    `aside`: turns to something else («من جهة أخرى»); `elsewhere`: to another place («وفي بيروت»);
    `background`: looks back («وكان»، «يذكر أن»); `on`: begins with و alone; `open`: begins anew.
    """
    return [_kind(doc, sentence) for sentence in doc.sentences]


def turns(kinds: list[str]) -> list[int]:
    """For each sentence how many turns to something else there were up to it: two sentences with one number tell on."""
    counts, count = [], 0
    for kind in kinds:
        count += kind in _TURNS
        counts.append(count)
    return counts


def _kind(doc: Document, sentence: Sentence) -> str:
    norms = [t.norm for t in doc.tokens[sentence.first : min(sentence.last, sentence.first + _EARLY)]]
    at = next((k for k, norm in enumerate(norms) if norm[0].isalnum()), len(norms))
    listed, norms = at > 0, norms[at:]
    if not norms:
        return "open"
    if listed and any(mark in _DASHES for mark in norms[1:4]):
        return "elsewhere"  # «■ بيروت - …»
    first, inside = _phrases()
    if found := first.match(norms, 0, len(norms)):
        return found[0]
    if norms[0] in _IN and _is_place(norms):
        return "elsewhere"
    if any(inside.match(norms, k, len(norms)) for k in range(len(norms))):
        return "same"
    return "on" if norms[0].startswith("و") and len(norms[0]) > 3 else "open"


def _is_place(norms: list[str]) -> bool:
    """«في بيروت، أعلن»، «في السليمانية انتقد»: a word or two, then a comma or a verb."""
    if len(norms) < 3 or norms[1] in _OCCASIONS or norms[1].startswith(_STAGES):
        return False
    verbs = calendar()
    return any(word in "،," or word in verbs.told or word in verbs.agenda for word in norms[2:4])


@cache
def _phrases() -> tuple[Phrases[str], Phrases[str]]:
    source = files("ontology") / "lexicon" / "discourse.toml"
    lists = tomllib.loads(source.read_text(encoding="utf-8"))
    first = Phrases((phrase, kind) for kind, record in lists.items() for phrase in record["first"])
    inside = Phrases((phrase, kind) for kind, record in lists.items() for phrase in record["inside"])
    return first, inside
