"""Offices without a name: «الوزير التركي»، «وزير الدفاع السوري»، «نظيره»، and whom they mean."""

from __future__ import annotations

from dataclasses import replace

from ingest.coreference.clusters import Cluster
from ingest.document import Document, MentionKind, Office, Span
from ontology.folding import bare, fold
from ontology.nouns import feminine_of, word_list


def best_holder(clusters: list[Cluster], span: Span) -> Cluster | None:
    """The person named elsewhere whom an office alone means: the last one before, else the only one after."""
    if not span.offices:
        return None
    office = span.offices[0]
    fitting = [c for c in clusters if c.type == "Person" and _holds(c, office)]
    before = [c for c in fitting if c.before(span.first) >= 0]
    if before:
        return max(before, key=lambda c: (_exactness(c, office), c.before(span.first)))
    after = [c for c in fitting if _exactness(c, office) > 1]
    return after[0] if len(after) == 1 and office.nation else None


def _holds(cluster: Cluster, office: Office) -> bool:
    return any(_fits(held, office, cluster.nation) for held in cluster.offices)


def _exactness(cluster: Cluster, office: Office) -> int:
    return max((_score(held, office) for held in cluster.offices if _fits(held, office, cluster.nation)), default=0)


def _score(held: Office, office: Office) -> int:
    return 2 * int(bare(held.title) == bare(office.title)) + int(held.nation == office.nation)


def _fits(held: Office, office: Office, nation: str | None) -> bool:
    """Whether somebody who holds `held` may be called `office`: its words begin the same, no other nation."""
    if held.former != office.former and office.former:
        return False
    words, asked = bare(held.title).split(), bare(office.title).split()
    if not asked or words[: len(asked)] != asked:
        return False
    theirs = held.nation or nation
    if office.nation and theirs and office.nation != theirs:
        return False
    if office.nation and not theirs and len(asked) < 2 and len(words) > 1:
        return False
    return len(asked) > 1 or office.nation is not None or len(words) <= 1 or asked[0] in _SHORTENED


# Offices that the press shortens to their first word: «الوزير» for «وزير الدفاع»; never «رئيس» for any chair.
_SHORTENED = frozenset(
    map(
        bare,
        (
            "الوزير",
            "الوزيرة",
            "السفير",
            "السفيرة",
            "المحافظ",
            "الوالي",
            "المبعوث",
            "المبعوثة",
            "المتحدث",
            "المتحدثة",
            "الناطق",
            "المدير",
            "النائب",
            "الأمين",
            "الملك",
            "الأمير",
            "القائم",
            "المندوب",
            "القنصل",
            "القائد",
        ),
    )
)


def inherit(span: Span, persons: list[Cluster], titles: list[Span]) -> None:
    """Give the name of a counterpart the office of the one whose counterpart it is."""
    offices = list(span.offices)
    for at, office in enumerate(offices):
        if not office.inherited:
            continue
        model = _model(span, persons, titles)
        if model is None:
            continue
        title = _gendered(model.title, feminine=bare(office.title).endswith(("ه", "ته")) and "نظيرت" in office.title)
        offices[at] = Office(
            title,
            office.start,
            office.end,
            office.nation,
            model.body if not office.nation else None,
            office.owner,
            office.former,
            inherited=True,
        )
    span.offices = tuple(o for o in offices if not (o.inherited and bare(o.title).startswith("نظير")))
    if span.offices:
        main = span.offices[0]
        span.title, span.nation = main.title, main.nation or span.nation


def _model(span: Span, persons: list[Cluster], titles: list[Span]) -> Office | None:
    """The office of whom a counterpart is one: named last before him in his sentence, else first in the one before.

    Whose office is not told is passed over; unnamed officials (`titles`) count as well.
    """
    said = [(s, c.offices) for c in persons for s in c.spans if span not in c.spans]
    said += [(s, list(s.offices)) for s in titles if s is not span]
    held = [(s, _eligible(offices, span)) for s, offices in said if s.first < span.first]
    fitting = [(s, o) for s, o in held if o is not None]
    here = [pair for pair in fitting if pair[0].sentence == span.sentence]
    before = [pair for pair in fitting if pair[0].sentence == span.sentence - 1]
    if here:
        return max(here, key=lambda p: p[0].first)[1]
    return min(before, key=lambda p: p[0].first)[1] if before else None


def _eligible(offices: list[Office], span: Span) -> Office | None:
    """The fullest office held now that is not one of the counterpart's own nation by inheritance."""
    held = [o for o in offices if not o.former and not bare(o.title).startswith("نظير")]
    held = [o for o in held if not (o.inherited and o.nation == span.nation)]
    return max(held, key=lambda o: len(o.title.split()), default=None)


def _gendered(title: str, *, feminine: bool) -> str:
    """The title for a woman where the counterpart is one («نظيرته»)."""
    head, *rest = title.split()
    article = "ال" if head.startswith("ال") else ""
    changed = feminine_of(head.removeprefix("ال")) if feminine else None
    return " ".join([article + changed, *rest]) if changed else title


def expand_ministers(doc: Document, persons: list[Cluster]) -> None:
    """«الوزير لافروف» after «وزارة الخارجية الروسية»: its minister, where nothing else tells his office."""
    for cluster in persons:
        if not cluster.offices or any(len(o.title.split()) > 1 for o in cluster.offices):
            continue
        for span in cluster.spans:
            if span.title in {"الوزير", "الوزيرة"} and span.kind is MentionKind.NAME:
                ministry = _ministry_before(doc, span)
                if ministry is not None:
                    _become_minister(span, ministry)


def _ministry_before(doc: Document, span: Span) -> Span | None:
    near = [s for s in doc.mentions if s.first < span.first and span.sentence - s.sentence <= 1]
    heads = [
        s for s in near if s.type == "Organization" and s.kind is MentionKind.NAME and fold(s.text).startswith("وزاره ")
    ]
    return heads[-1] if heads else None


def _become_minister(span: Span, ministry: Span) -> None:
    words = ministry.text.split()[1:]
    if ministry.nation and len(words) > 1:
        words = words[:-1]
    head = "وزيرة" if span.title == "الوزيرة" else "وزير"
    first = span.offices[0]
    office = Office(" ".join([head, *words]), first.start, first.end, ministry.nation or first.nation, ministry.text)
    span.offices = (office, *span.offices[1:])
    span.title, span.nation = office.title, office.nation or span.nation


def compose_deputies(doc: Document, persons: list[Cluster]) -> None:
    """«نائبه»: the deputy of the person named before; «رئيسها»: the head of the body named before."""
    deputies = word_list("roles", "deputies")
    for cluster in persons:
        for span in cluster.spans:
            span.offices = tuple(_composed(doc, persons, span, o, deputies) if o.pronoun else o for o in span.offices)
            if span.offices:
                span.title, span.nation = span.offices[0].title, span.offices[0].nation or span.nation


def _composed(doc: Document, persons: list[Cluster], span: Span, office: Office, deputies: frozenset[str]) -> Office:
    words = office.title.split()
    if fold(words[0]) in deputies or fold(words[0]).removesuffix("ه") in deputies:
        model = _model(span, persons, [])
        if model is None or len(words) > 1:
            return replace(office, nation=office.nation or (model.nation if model else None))
        return replace(office, title=f"{words[0]} {model.title}", nation=office.nation or model.nation, body=model.body)
    body = _body_before(doc, span)
    if body is None:
        return office
    if len(words) > 1:
        return replace(office, title="ال" + office.title, owner=body.text)
    return replace(office, title=f"{words[0]} {body.text}", body=body.text, owner=body.text)


def _body_before(doc: Document, span: Span) -> Span | None:
    near = [s for s in doc.mentions if s.first < span.first and span.sentence - s.sentence <= 1]
    bodies = [s for s in near if s.type == "Organization"]
    return bodies[-1] if bodies else None
