"""What is known of a trigger, of an argument beside it, and of two arguments together, as numbers.

The order of the numbers is fixed by the name lists below; a model file repeats the names it was trained
with, so that a model and this module cannot drift apart unseen.
"""

from __future__ import annotations

from functools import lru_cache

from ingest.document import Document, MentionKind
from ingest.relations.agreement import gender_sought
from ingest.relations.arguments import Argument, Layout
from ingest.relations.cues import cues
from ingest.relations.occurrences import Occurrence

FAMILIES = (
    "meeting", "session", "discussion", "gathering", "reception", "hosting", "visit", "visit_scope", "tour", "arrival",
    "departure", "attendance", "parties", "call", "call_mark", "thanks", "praise", "congratulation", "condolence",
    "condemnation", "rejection", "accusation", "blame", "threat", "signature", "agreement", "support", "standing", "aid",
    "delivery", "invitation", "invitation_noun", "attack", "assault", "operation", "sanction", "sanctions_noun", "lifting",
    "appointment", "leadership", "membership", "delegation", "backing",
)  # fmt: skip
RELATIONS = (
    "metWith", "hosted", "spokeWith", "visited", "thanked", "praised", "congratulated", "condoledWith", "condemned",
    "accused", "threatened", "signedAgreementWith", "supported", "aided", "invited", "attacked", "sanctioned",
    "liftedSanctionsOn", "appointed", "ledDelegation", "memberOfDelegation",
)  # fmt: skip
TENSES = ("past", "present", "noun", "participle", "phrase")
MARKS = ("", "ل", "ب", "ك", "إلى", "مع", "على", "من", "عن", "في", "بين", "ضد")
GOVERNORS = ("", "delegation", "deed", "venue", "territory", "people", "statement", "side", "leadership", "other")
TYPES = ("Person", "Organization", "Country", "Place", "Group")
LIGHTS = ("active_light", "receptive_light", "mutual_light")
CUE_KINDS = ("negation", "condition", "wish", "plan", "denial", "reporting", "relative", "complement")
_NEAR = 6
_BEFORE_NOUN = ("بعد", "قبل", "خلال", "عقب", "الي", "من", "في", "علي", "عن", "مع", "اثر", "اثناء", "قبيل")

FRAME_HOWS = (
    "svo", "vso", "was", "relative", "topic", "between", "genitive", "nisba", "delegation", "attendance", "parties", "pronoun", "direct",
    "marked", "mutual", "receptive",
)  # fmt: skip
SLOT_FRAME_NAMES = ("frame_subject", "frame_object", "frame_place", "frame_no_subject", "frame_no_object")

TRIGGER_NAMES = (
    *(f"family={f}" for f in FAMILIES), *(f"tense={t}" for t in TENSES), *(f"light={x}" for x in LIGHTS),
    "plural", "future", "pronoun", "definite", "prefixed", "prefix_b", "prefix_l", "conjoined", "weak", "quoted", "at",
    "from_end", "sentence", "triggers", "arguments", *(f"cue={c}" for c in CUE_KINDS),
    *(f"follows={w}" for w in _BEFORE_NOUN), "light_distance", "unknown_family", *(f"before={f}" for f in FAMILIES), *(f"behind={f}" for f in FAMILIES),
    *(f"how={h}" for h in FRAME_HOWS), *(f"how_object={h}" for h in FRAME_HOWS), "frame_subjects", "frame_objects",
)  # fmt: skip


WORD_CLASSES = (
    "edge", "comma", "stop", "quote", "bracket", "preposition", "relative", "complement", "reporting", "negation", "trigger_verb",
    "trigger_noun", "verb", "subordinate", "name", "and", "other",
)  # fmt: skip


@lru_cache(maxsize=4096)
def one_hot(value: str, values: tuple[str, ...]) -> tuple[float, ...]:
    """A one where `value` stands in `values`, else zeros."""
    return tuple(1.0 if value == v else 0.0 for v in values)


def trigger_features(layout: Layout, o: Occurrence, occurrences: list[Occurrence]) -> list[float]:
    """The numbers of `TRIGGER_NAMES` for one occurrence."""
    known = cues()
    words = layout.words
    low = max(0, o.anchor - 5)
    window = words[low : o.anchor] + words[o.anchor + 1 : o.at]
    before = words[o.at - 1] if o.at else ""
    return [
        *one_hot(o.family.id, FAMILIES),
        *one_hot(o.tense, TENSES),
        *one_hot(o.light, LIGHTS),
        o.plural,
        o.future,
        bool(o.pronoun),
        o.definite,
        bool(o.prefix),
        "ب" in o.prefix,
        o.prefix.startswith("ل") or o.prefix.startswith("ول"),
        o.prefix[:1] in {"و", "ف"},
        o.family.weak,
        o.quoted,
        min(o.at, 60),
        min(len(words) - o.at, 60),
        min(layout.sentence.index, 12),
        min(len(occurrences), 9),
        min(len(layout.arguments), 12),
        *(float(any(known.is_a(w, kind) for w in window)) for kind in CUE_KINDS),
        *one_hot(before, _BEFORE_NOUN),
        o.at - o.anchor,
        o.family.id not in FAMILIES,
        *_neighbours(o, occurrences),
    ]


def _neighbours(o: Occurrence, occurrences: list[Occurrence]) -> list[float]:
    """Which other triggers stand within `_NEAR` words before and behind."""
    before = {x.family.id for x in occurrences if x is not o and 0 <= o.at - x.at <= _NEAR}
    behind = {x.family.id for x in occurrences if x is not o and 0 < x.at - o.at <= _NEAR}
    return [*(float(f in before) for f in FAMILIES), *(float(f in behind) for f in FAMILIES)]


ARGUMENT_NAMES = (
    "after", "distance", "head_distance", "near", "arguments_between", "triggers_between", "stops_between", "clauses_between",
    "relative_between", "reporting_between", "negation_between", "same_quote", "same_clause", "between_anchor", "first_after",
    "first_before", "mark_object", "mark_subject", "outer_object", "outer_subject", "direct", "link", "chained",
    *(f"mark={m}" for m in MARKS), "mark_other", *(f"governor={g}" for g in GOVERNORS), *(f"outer={m}" for m in MARKS[1:8]),
    *(f"type={t}" for t in TYPES), "title_kind", "nominal_kind", "nisba", "has_title", "score", "salience", "seen_before",
    "rank", "from_last", "length", "ends_sentence", "conjoined", "adjacent",
    "verb_left_is_trigger", "verb_right_is_trigger", "verbs_between", "agrees", "disagrees",
    *(f"word_before={c}" for c in WORD_CLASSES), *(f"word_after={c}" for c in WORD_CLASSES),
    *SLOT_FRAME_NAMES,
)  # fmt: skip


class View:
    """A sentence's running counts, so that what lies between two words is a subtraction."""

    def __init__(self, layout: Layout, occurrences: list[Occurrence]) -> None:
        known = cues()
        self.layout = layout
        self.occurrences = occurrences
        self.arguments = layout.arguments
        starts = {a.first for a in layout.arguments}
        anchors = {o.at for o in occurrences if not o.family.weak}
        self.relatives, self.reports, self.negations, self.names, self.acts = [0], [0], [0], [0], [0]
        verbal = {o.anchor for o in occurrences if o.tense in {"past", "present"} or o.light}
        nominal = {o.at for o in occurrences} - verbal
        self.kinds = [_word_class(layout, i, verbal, nominal) for i in range(len(layout.words))]
        self.verbs, self.verb_left, self.verb_right = _verbs(self.kinds)
        self.sought = {id(o): gender_sought(layout, o) for o in occurrences}
        for i, word in enumerate(layout.words):
            self.relatives.append(self.relatives[-1] + (word in known.classes["relative"] and word not in {"من", "ما"}))
            self.reports.append(self.reports[-1] + known.is_a(word, "reporting"))
            self.negations.append(self.negations[-1] + known.is_a(word, "negation"))
            self.names.append(self.names[-1] + (i in starts))
            self.acts.append(self.acts[-1] + (i in anchors))

    def argument_features(
        self, o: Occurrence, a: Argument, salience: dict[str, int], gender: str, *, seen: bool
    ) -> list[float]:
        """The numbers of `ARGUMENT_NAMES` for an argument of this sentence beside a trigger."""
        layout, span, sought = self.layout, a.span, self.sought[id(o)]
        after = a.first >= o.anchor
        if after:
            low, high = min(o.anchor + 1, a.first), a.first
        else:
            low, high = a.last, o.anchor
        low = min(low, high)
        mid = o.anchor < a.first < o.at
        names = self.names[high] - self.names[low]
        objects, subjects = o.family.object, o.family.subject
        head = a.first - o.at if a.first >= o.at else a.last - o.at
        gap_acts = max(0, self.acts[high] - self.acts[low] - (o.anchor < o.at < a.first))
        return [
            after,
            min(high - low, 40),
            max(-40, min(head, 40)),
            high - low <= 2,
            min(names, 8),
            min(gap_acts, 5),
            min(layout.stops[high - 1] - layout.stops[low] if high - 1 > low else 0, 6),
            min(abs(layout.clauses[min(a.first, len(layout.clauses) - 1)] - layout.clauses[o.anchor]), 5),
            self.relatives[high] - self.relatives[low],
            self.reports[high] - self.reports[low],
            self.negations[high] - self.negations[low],
            a.quoted == o.quoted,
            a.clause == o.clause,
            mid,
            after and names == 0,
            (not after) and names == 0,
            a.mark in objects,
            a.mark in subjects,
            bool(a.governor) and a.outer in objects,
            bool(a.governor) and a.outer in subjects,
            not a.mark and not a.governor,
            a.link,
            a.link > 0,
            *one_hot(a.mark, MARKS),
            a.mark not in MARKS,
            *one_hot(a.governor, GOVERNORS),
            *one_hot(a.outer, MARKS[1:8]),
            *one_hot(a.type, TYPES),
            span is not None and span.kind == MentionKind.TITLE,
            span is not None and span.kind == MentionKind.NOMINAL,
            a.nisba,
            span is not None and span.title is not None,
            span.score if span is not None else 0.0,
            min(salience.get(a.entity, 0), 9),
            seen,
            min(a.rank, 9),
            min(len(self.arguments) - a.rank - 1, 9),
            a.last - a.first,
            len(layout.words) - a.last <= 2,
            a.conjoined,
            a.first == o.end or a.last == o.at,
            self.verb_left[a.first] in {o.anchor, o.at},
            self.verb_right[min(a.last, len(layout.words) - 1)] == o.anchor,
            min(max(0, self.verbs[high] - self.verbs[low]), 5),
            bool(sought) and gender == sought,
            bool(sought) and bool(gender) and gender != sought,
            *one_hot(self.kinds[a.first - 1] if a.first else "edge", WORD_CLASSES),
            *one_hot(self.kinds[a.last] if a.last < len(layout.words) else "edge", WORD_CLASSES),
        ]


def _word_class(layout: Layout, i: int, verbal: set[int], nominal: set[int]) -> str:
    """What a word is to its neighbours, one of `WORD_CLASSES`."""
    known, word, text = cues(), layout.words[i], layout.texts[i]
    if layout.inside[i] >= 0 or layout.titled[i]:
        return "name"
    if i in verbal:
        return "trigger_verb"
    if i in nominal:
        return "trigger_noun"
    for kind, texts in (("comma", "،,:"), ("stop", ".؛!؟"), ("quote", '«»"“”'), ("bracket", "()-–—")):
        if text in texts:
            return kind
    for kind in ("relative", "complement", "reporting", "negation"):
        if known.is_a(word, kind) and word not in {"من", "ما"}:
            return kind
    if word in known.prepositions or (word[:1] in {"و", "ف"} and word[1:] in known.prepositions):
        return "preposition"
    if known.is_act(word):
        return "verb"
    if known.is_a(word, "subordinate"):
        return "subordinate"
    return "and" if word[:1] == "و" and len(word) > len("وال") else "other"


def _verbs(kinds: list[str]) -> tuple[list[int], list[int], list[int]]:
    """Running count of verbs, and for each word the last verb before it and the next from it on, -1 for none."""
    places = [k in {"trigger_verb", "verb", "reporting"} for k in kinds]
    counts, left = [0], [-1]
    for i, verb in enumerate(places):
        counts.append(counts[-1] + verb)
        left.append(i if verb else left[-1])
    right = [-1] * (len(kinds) + 1)
    for i in range(len(kinds) - 1, -1, -1):
        right[i] = i if places[i] else right[i + 1]
    return counts, left, right


ORDERS = ("vso", "vos", "svo", "ovs", "sov", "osv")  # subject, trigger (v) and object as they stand
PAIR_NAMES = (
    *(f"relation={r}" for r in RELATIONS), "unknown_relation", "main_relation", "subject_first", "distance", "arguments_between",
    "same_chain", "links", "both_before", "both_after", "frame_pair", "frame_reverse", "frame_tie", "nation_same", "nation_known", "nation_of", "p_subject", "p_object",
    "p_swapped_subject", "p_swapped_object", "subject_gap", "object_gap", "subject_rank", "object_rank", "product", "swapped",
    "subject_carried", "object_carried", "subject_back", "object_back", "same_type", *(f"subject_type={t}" for t in TYPES),
    *(f"object_type={t}" for t in TYPES), "subject_mark_empty", *(f"object_mark={m}" for m in MARKS), "object_governor",
    "subject_governor", "object_nisba", "subject_nisba", "stops_between", "clauses_between",
    *(f"order={x}" for x in ORDERS), "verbs_between", "subject_agrees", "subject_disagrees",
)  # fmt: skip

CARRIED_NAMES = (
    "back", "order", "from_last", "first_there", *(f"type={t}" for t in TYPES), "salience", "was_subject", "was_object",
    "best_subject", "best_object", "explicit_persons", "explicit_arguments", "last_subject", "title_kind", "top",
    "relation_shared", "was_meeting", "pronoun_after", "nisba", "agrees", "disagrees", *SLOT_FRAME_NAMES,
)  # fmt: skip


def salience_of(doc: Document) -> dict[str, int]:
    """How often each entity is mentioned in the article."""
    counts: dict[str, int] = {}
    for span in doc.mentions:
        if span.entity is not None:
            counts[span.entity] = counts.get(span.entity, 0) + 1
    return counts
