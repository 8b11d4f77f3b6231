"""From scored pairs to ties: which are told, when, where, whether, and by which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Document
from ingest.extraction import LONGEST_EVIDENCE, Evidence, Relation, Status
from ingest.relations.candidates import ArticleReading, Pair
from ingest.relations.event_dates import DateTable
from ingest.relations.event_places import PlaceTable
from ingest.relations.scorer import RelationModel
from ingest.relations.status import plain_status, status_features
from ingest.text.dates import DateMention
from ontology.relations import relation_types

_PLACED = frozenset(
    {"metWith", "hosted", "signedAgreementWith", "attacked", "aided", "praised", "condemned", "thanked", "accused"}
)
_PLACE_LEAST = 0.35
_STATUS_LEAST = 0.3  # the best F1 for planned and denied of right ties, T1 and T3 left out in turn
_DERIVED = frozenset({"leadership", "membership", "delegation", "attendance", "parties"})
_SECOND_DATE = 0.15  # how much surer than the threshold a second report of one tie on another date must be


@dataclass(slots=True)
class Tie:
    """A pair that is told, with its circumstances."""

    pair: Pair
    date: str | None
    status: Status
    place: str | None = None
    occasion: str = ""


def participants_of(reading: ArticleReading) -> dict[int, set[str]]:
    """The entities named in each sentence."""
    return {v.layout.sentence.index: {a.entity for a in v.arguments} for v in reading.views}


def tell(
    doc: Document, reading: ArticleReading, pairs: Sequence[Pair], dates: Sequence[DateMention], model: RelationModel
) -> list[Relation]:
    """The relations of an article, in the order of their sentences."""
    table = DateTable(reading, dates)
    chosen = _choose(pairs, model)
    ties = _circumstances(doc, reading, chosen, table, model)
    ties = _distinct(ties, model)
    _place(reading, ties, model)
    _occasions(ties)
    return [_relation(doc, tie, model) for tie in ties]


def _key(pair: Pair) -> tuple[str, str, str]:
    a, b = pair.subject.argument.entity, pair.object.argument.entity
    kind = relation_types().get(pair.relation)
    if kind is not None and kind.symmetric:
        a, b = sorted((a, b))
    return pair.relation, a, b


def _choose(pairs: Sequence[Pair], model: RelationModel) -> list[Pair]:
    """Pairs above their threshold, the best one for each tie and sentence."""
    best: dict[tuple[str, str, str, int], Pair] = {}
    for pair in pairs:
        if pair.probability < model.threshold(pair.relation):
            continue
        key = (*_key(pair), pair.subject.view.layout.sentence.index)
        if key not in best or best[key].probability < pair.probability:
            best[key] = pair
    return _implied(list(best.values()))


def _implied(chosen: list[Pair]) -> list[Pair]:
    """Add what a told tie implies (hosted: metWith), and keep the likelier of two opposite hosts."""
    strength = {(_key(p), p.subject.view.layout.sentence.index): p.probability for p in chosen}
    told = {_key(p) for p in chosen}
    kept = []
    for pair in chosen:
        relation, a, b = _key(pair)
        opposite = strength.get(((relation, b, a), pair.subject.view.layout.sentence.index), 0.0)
        if relation == "hosted" and opposite > pair.probability:
            continue
        kept.append(pair)
        kind = relation_types().get(relation)
        if kind is not None and kind.implies is not None:
            implied = Pair(kind.implies, pair.subject, pair.object, pair.row, pair.probability)
            if _key(implied) not in told:
                kept.append(implied)
    return kept


def _circumstances(
    doc: Document, reading: ArticleReading, pairs: Sequence[Pair], table: DateTable, model: RelationModel
) -> list[Tie]:
    dates = _dates(pairs, reading, table, model)
    rows = [status_features(p, d, doc.article.published) for p, d in zip(pairs, dates, strict=True)]
    planned = model.planned.probabilities(rows) if model.planned else [0.0] * len(rows)
    denied = model.denied.probabilities(rows) if model.denied else [0.0] * len(rows)
    return [
        Tie(pair, date, plain_status(pair, date, doc.article.published) or _status(float(p), float(d)))
        for pair, date, p, d in zip(pairs, dates, planned, denied, strict=True)
    ]


def _status(planned: float, denied: float) -> Status:
    if max(planned, denied) < _STATUS_LEAST:
        return "happened"
    return "planned" if planned >= denied else "denied"


def _dates(pairs: Sequence[Pair], reading: ArticleReading, table: DateTable, model: RelationModel) -> list[str | None]:
    """The likeliest date of each pair, where one is likely enough; all are judged in one go."""
    participants = participants_of(reading)
    choices = [table.choices(pair, participants) for pair in pairs]
    if model.date is None:
        return [None] * len(pairs)
    scores = iter(model.date.probabilities([c.features for some in choices for c in some]))
    chosen: list[str | None] = []
    for some in choices:
        ranked = [(float(next(scores)), c.value) for c in some]
        best = max(ranked, key=lambda x: x[0], default=(0.0, ""))
        chosen.append(best[1] if best[0] >= model.date_threshold else None)
    return chosen


def _distinct(ties: list[Tie], model: RelationModel) -> list[Tie]:
    """One report for each tie, unless another sentence surely tells it of another day."""
    by_key: dict[tuple[str, str, str], list[Tie]] = {}
    for tie in sorted(ties, key=lambda t: -t.pair.probability):
        told = by_key.setdefault(_key(tie.pair), [])
        if not told:
            told.append(tie)
        elif tie.date is not None and all(t.date is not None and not _same_time(t.date, tie.date) for t in told):
            if tie.pair.probability >= model.threshold(tie.pair.relation) + _SECOND_DATE:
                told.append(tie)
        elif tie.date is not None and told[0].date is None and tie.status == told[0].status and len(told) == 1:
            told[0].date = tie.date
    kept = [t for told in by_key.values() for t in told]
    return sorted(
        kept,
        key=lambda t: (
            t.pair.subject.view.layout.sentence.index,
            t.pair.subject.trigger.at,
            t.pair.relation,
            _order(t),
        ),
    )


def _order(tie: Tie) -> tuple[int, int]:
    return tie.pair.subject.argument.rank, tie.pair.object.argument.rank


def _same_time(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _place(reading: ArticleReading, ties: list[Tie], model: RelationModel) -> None:
    """Give each tie the likeliest place, where one is likely enough; all are judged in one go."""
    if model.place is None:
        return
    table = PlaceTable(reading)
    choices = [table.choices(tie.pair) if tie.pair.relation in _PLACED else [] for tie in ties]
    scores = iter(model.place.probabilities([c.features for some in choices for c in some]))
    for tie, some in zip(ties, choices, strict=True):
        ranked = [(float(next(scores)), c.entity) for c in some]
        best = max(ranked, key=lambda x: x[0], default=(0.0, ""))
        tie.place = best[1] if best[0] >= _PLACE_LEAST else None


def _occasions(ties: list[Tie]) -> None:
    """Ties of one trigger share an occasion; those of attendance and delegations join the act before them."""
    numbers: dict[tuple[int, int], str] = {}
    by_sentence: dict[int, list[Tie]] = {}
    for tie in sorted(ties, key=lambda t: t.pair.subject.trigger.family.id in _DERIVED):
        trigger = tie.pair.subject.trigger
        sentence = tie.pair.subject.view.layout.sentence.index
        near = [c for back in (2, 1, 0) for c in by_sentence.get(sentence - back, ())]
        joined = (
            _joined(tie, near) if trigger.family.id in _DERIVED else _same_meeting(tie, by_sentence.get(sentence, []))
        )
        tie.occasion = joined or numbers.setdefault((sentence, trigger.anchor), f"o{len(numbers) + 1}")
        by_sentence.setdefault(sentence, []).append(tie)


def _ids(tie: Tie) -> set[str]:
    return {tie.pair.subject.argument.entity, tie.pair.object.argument.entity}


def _joined(tie: Tie, near: list[Tie]) -> str | None:
    """The last act of this sentence and the two before that shares a participant."""
    shared = [c for c in near if _ids(c) & _ids(tie)]
    return shared[-1].occasion if shared else None


def _same_meeting(tie: Tie, here: list[Tie]) -> str | None:
    """Hosted and metWith of the same two in one sentence are one occasion."""
    for c in here:
        if _ids(c) == _ids(tie) and _family(tie) == _family(c) == "contact" and c.date == tie.date:
            return c.occasion
    return None


def _family(tie: Tie) -> str:
    kind = relation_types().get(tie.pair.relation)
    return kind.family if kind is not None else ""


def _relation(doc: Document, tie: Tie, model: RelationModel) -> Relation:
    pair = tie.pair
    return Relation(
        type=pair.relation,
        subject=pair.subject.argument.entity,
        object=pair.object.argument.entity,
        occasion=tie.occasion,
        date=tie.date,
        place=tie.place,
        status=tie.status,
        confidence=model.confidence(pair.probability),
        evidence=_evidence(doc, pair),
    )


def _evidence(doc: Document, pair: Pair) -> Evidence:
    """The sentence of the trigger; with the one before it where a participant stands there, if both fit."""
    sentence = pair.subject.view.layout.sentence
    trigger = pair.subject.trigger
    at = doc.tokens[sentence.first + trigger.at].start
    to = doc.tokens[sentence.first + trigger.end - 1].end
    start, end = sentence.start, sentence.end
    back = max(pair.subject.argument.back, pair.object.argument.back)
    if back:
        earlier = doc.sentences[sentence.index - back].start
        start = earlier if end - earlier <= LONGEST_EVIDENCE else start
    if end - start > LONGEST_EVIDENCE:
        start, end = _window(doc, pair, at, to)
    return Evidence(start, end, doc.text[start:end], (at, to))


def _window(doc: Document, pair: Pair, at: int, to: int) -> tuple[int, int]:
    """A stretch of whole words of an overlong sentence around trigger and participants."""
    sentence = pair.subject.view.layout.sentence
    low, high = at, to
    for a in (pair.subject.argument, pair.object.argument):
        if a.virtual or a.span is None:
            continue
        if max(high, a.span.end) - min(low, a.span.start) <= LONGEST_EVIDENCE:
            low, high = min(low, a.span.start), max(high, a.span.end)
    tokens = doc.tokens[sentence.first : sentence.last]
    starts = [t.start for t in tokens if t.start <= low and high - t.start <= LONGEST_EVIDENCE - 60]
    low = starts[0] if starts else low
    ends = [t.end for t in tokens if t.end >= high and t.end - low <= LONGEST_EVIDENCE]
    return low, (ends[-1] if ends else min(high, low + LONGEST_EVIDENCE))
