"""Frames of nouns: masdars with light verbs, genitives, possessive pronouns, adjectives, «بين … و…»."""

from __future__ import annotations

from ingest.relations.agreement import gender_of_pronoun
from ingest.relations.arguments import Layout
from ingest.relations.clauses import Frame, between, doer_before
from ingest.relations.cues import cues
from ingest.relations.occurrences import Occurrence
from ingest.relations.slots import Slots, series
from ingest.relations.units import Unit

_OBJECT_NOUNS = frozenset({"reception", "attack", "appointment", "condemnation", "sanction", "lifting"})
_RECEIVING = frozenset({"في", "مقدمة"})
_BETWEEN_GAP = 9  # words between a noun and its «بين»
_PLACES = frozenset({"Place", "Country"})


def noun_frame(slots: Slots, layout: Layout, units: list[Unit], o: Occurrence, ends: list[int]) -> Frame:
    """What the phrase around a noun (or participle) says of its slots."""
    end = ends[o.at]
    frame = Frame()
    governing: Unit | None = None
    if o.light and o.anchor < o.at:
        governing, frame.how = doer_before(layout, units, o.anchor)
        if governing is None:
            inner = [u for u in units if o.anchor < u.pos < o.at and u.plain and not u.attached]
            later = [u for u in units if o.end < u.pos < end and u.plain and u.pos > o.end]
            governing = next(iter(inner), None) or (next(iter(later), None) if o.light != "mutual_light" else None)
            frame.how = "vso"
    if governing is None:
        governing, region = _done_by(layout, units, o)
        frame.how = "relative" if governing is not None else frame.how
        end = max(end, region)
    post = [u for u in units if o.end <= u.pos < end and u is not governing]
    if o.family.id == "reception" and not o.pronoun and layout.words[o.at - 1] in _RECEIVING and len(post) > 1:
        return _in_reception(slots, layout, units, o, post)
    if o.family.id == "reception" and o.pronoun:
        hosts = next((u for u in post if u.plain and not u.nisba), None)
        if hosts is not None:
            guests = slots.memory.meant(gender_of_pronoun(o.pronoun), hosts.ids(), first_other=False)
            return Frame(hosts.ids(), guests, "genitive", "pronoun")
    if o.tense == "participle":
        frame.subjects, frame.how = slots.doer(layout, o), "topic"
        slots.objects(layout, o, frame, [u for u in post if not u.nisba], (o.end, end))
        return frame
    adjective = next((u for u in post if u.nisba and u.pos - o.end <= 2), None)
    # A noun with the article («اللقاء») has no complement: what follows is another phrase.
    near = _past_adverbs(layout, o.end) + 1
    genitive = next((u for u in post[:1] if u.pos <= near and u.plain and not u.nisba and not o.definite), None)
    marks = o.family.object - {"", "of"}
    reach = [u for u in units if o.anchor < u.pos < o.at and u is not governing] if o.light == "active_light" else []
    marked = [
        u for u in [*reach, *post] if (u.mark in marks or (u.governor and u.outer in marks)) and u is not genitive
    ]
    sides = next((u for u in post[:2] if u.mark == "بين" and u.pos - o.end <= _BETWEEN_GAP), None)
    if sides is not None and "بين" in o.family.object and not (governing is not None and len(governing.ids()) > 1):
        return _both_ways(o, between(units, sides))
    attached = [a.entity for u in post if u.attached for a in u.members if a.type == "Person"]
    _noun_slots(slots, layout, o, frame, (governing, adjective, genitive), marked, (o.end, end), attached, post)
    return frame


def _in_reception(slots: Slots, layout: Layout, units: list[Unit], o: Occurrence, post: list[Unit]) -> Frame:
    """«كان في استقبال X في المطار Y»: the guest right behind the noun, the hosts further on, or before «في»."""
    guest = post[0]
    before, _ = doer_before(layout, units, o.at - 1)
    hosts = before or next((u for u in post[1:] if u.plain and not u.nisba and slots.can_act(u)), None)
    return Frame(hosts.ids() if hosts is not None else slots.doer(layout, o), guest.ids(), "genitive", "marked")


def _past_adverbs(layout: Layout, i: int) -> int:
    """The first word from `i` on that is no adverb of time («لقائه اليوم الأربعاء X»)."""
    known = cues()
    while i < len(layout.words) - 1 and layout.inside[i] < 0 and not layout.titled[i]:
        if not known.is_a(layout.words[i], "adverb") and not layout.words[i].isdigit():
            break
        i += 1
    return i


def _done_by(layout: Layout, units: list[Unit], o: Occurrence) -> tuple[Unit | None, int]:
    """The doer of «زيارة يقوم بها X», «الهجوم الذي شنته X»: the subject of a light verb that follows."""
    known = cues()
    for i in range(o.end, min(o.end + 8, len(layout.words) - 1)):
        word = layout.words[i]
        if layout.titled[i] or layout.texts[i] in {"،", "."}:
            break
        bare = next(
            (
                word[: -len(p)]
                for p in ("ها", "ه", "هما")
                if word.endswith(p) and known.is_a(word[: -len(p)], "active_light")
            ),
            None,
        )
        if bare is not None or (known.is_a(word, "active_light") and layout.words[i + 1] in {"بها", "به", "بهما"}):
            unit = next((u for u in units if i < u.pos <= i + 8 and u.plain and not u.nisba), None)
            return unit, min(i + 25, len(layout.words))
    return None, 0


def _noun_slots(
    slots: Slots,
    layout: Layout,
    o: Occurrence,
    frame: Frame,
    found: tuple[Unit | None, Unit | None, Unit | None],
    marked: list[Unit],
    region: tuple[int, int],
    attached: list[str],
    rest: list[Unit],
) -> None:
    governing, adjective, genitive = found
    ids = governing.ids() if governing is not None else []
    objects = [i for u in series(marked) for i in u.ids()]
    sources = next((u.ids() for u in rest if u.mark == "من"), [])
    if o.light == "receptive_light":
        frame.objects, frame.how_object = ids or slots.doer(layout, o), "receptive"
        frame.subjects = sources or (genitive.ids() if genitive else adjective.ids() if adjective else objects)
        return
    if genitive is None and sources and "من" in o.family.subject and "من" not in o.family.object:
        ids, frame.how = sources, "marked"  # «ناقلاً دعوة من A إلى B», «بدعوة من A»
        recipients = objects or [i for i in slots.doer(layout, o) if i not in sources]
        frame.subjects, frame.objects, frame.how_object = ids, recipients, "marked" if objects else "pronoun"
        return
    if genitive is not None:
        place = all(a.type in _PLACES for a in genitive.arguments) and genitive.arguments != []
        as_object = (
            bool(o.pronoun)
            or bool(ids)
            or (o.family.relations[0] == "visited" and place)
            or (o.family.id in _OBJECT_NOUNS and not objects)
        )
        if as_object and ("of" in o.family.object or "" in o.family.object or place):
            objects = genitive.ids() + [i for i in objects if place]
        elif not ids:
            ids, frame.how = genitive.ids(), "genitive"
    second = next((u for u in rest if u is not genitive and ((u.plain and not u.nisba) or slots.deed(o, u))), None)
    if (
        genitive is not None
        and second is not None
        and not objects
        and "" in o.family.object
        and second.pos - genitive.end <= 2
        and slots.fits(o, second)
    ):
        objects = second.ids()
    if adjective is not None and not ids:
        ids, frame.how = adjective.ids(), "nisba"
    if not ids:
        back = slots.memory.visitors if o.family.id == "visit" and o.definite else slots.doer(layout, o)
        ids, frame.how = list(back), "topic"
    frame.subjects = list(dict.fromkeys([*ids, *attached]))
    frame.objects = [i for i in dict.fromkeys(objects) if i not in frame.subjects]
    frame.how_object = "marked" if objects else ""
    if not frame.objects and slots.prepositional_pronoun(layout, o.family.object, region):
        frame.objects, frame.how_object = [i for i in slots.memory.other if i not in frame.subjects], "pronoun"
    if not frame.objects and len(frame.subjects) > 1 and "مع" in o.family.object and frame.how != "topic":
        slots.together(o, frame)


def _both_ways(o: Occurrence, frame: Frame) -> Frame:
    """Clashes between two are told of each against the other."""
    if o.family.relations[0] == "attacked":
        frame.ties = {
            ("attacked", a, b)
            for x, y in ((frame.subjects, frame.objects), (frame.objects, frame.subjects))
            for a in x
            for b in y
        }
    return frame
