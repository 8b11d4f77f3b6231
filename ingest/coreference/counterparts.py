"""Offices that are told through somebody else: «نظيره التركي», «نائبه», «الوزير» after his ministry."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from ingest.coreference.clusters import Cluster, Clusters, state
from ingest.document import Document, MentionKind, Office, Span
from ontology.folding import bare, fold
from ontology.nouns import feminine_of, word_list

_MINISTRY = "وزاره "


class Scene:
    """The mentions of an article by sentence, with the clusters they are in."""

    def __init__(self, doc: Document, clusters: Clusters) -> None:
        self.doc = doc
        self.clusters = clusters
        self.officials: dict[int, list[Span]] = defaultdict(list)
        self.bodies: dict[int, list[Span]] = defaultdict(list)
        self.places = [s for s in doc.mentions if s.type == "Place" and s.nation]
        for span in doc.mentions:
            if span.type == "Person":
                self.officials[span.sentence].append(span)
            elif span.type == "Organization" and span.kind is MentionKind.NAME:
                self.bodies[span.sentence].append(span)

    def offices(self, span: Span) -> list[Office]:
        """The offices of the person that a mention means, its own where it is an unnamed official."""
        cluster = self.clusters.owner.get(id(span))
        return cluster.offices if cluster else list(span.offices)

    def home(self, span: Span) -> str | None:
        """The country that receives, where a mention calls somebody its guest («الوزير الضيف»): that of the last place."""
        said = {token.norm for token in self.doc.tokens[span.first : span.last]}
        if not said & word_list("roles", "visiting"):
            return None
        places = [s for s in self.places if s.first < span.first]
        return places[-1].nation if places else None

    def dual(self, span: Span) -> bool:
        """Whether a title alone means two («الوزيران»): nobody in particular."""
        word = bare(self.doc.tokens[span.first].text)
        return span.last - span.first == 1 and word.endswith(("ان", "ين", "تان", "تين")) and not span.nation

    def model(self, span: Span) -> Office | None:
        """The office of whom a counterpart is one: named last before him in his sentence, else first in the one before.

        Whose office is not told is passed over.
        """
        here = [s for s in self.officials[span.sentence] if s.first < span.first]
        before = self.officials[span.sentence - 1] if span.sentence else []
        for said in (*reversed(here), *before):
            office = self._eligible(said, span)
            if office is not None:
                return office
        return None

    def _eligible(self, said: Span, span: Span) -> Office | None:
        """The fullest office held now that is not the counterpart's own by inheritance."""
        cluster = self.clusters.owner.get(id(said))
        if cluster is not None and cluster is self.clusters.owner.get(id(span)):
            return None
        held = [o for o in self.offices(said) if not o.former and not bare(o.title).startswith("نظير")]
        held = [o for o in held if not (o.inherited and o.nation == span.nation)]
        return max(held, key=lambda o: len(o.title.split()), default=None)

    def body_before(self, span: Span, *, ministry: bool = False) -> Span | None:
        """The organisation named last before a mention, in its sentence or the one before."""
        near = [*self.bodies[span.sentence - 1], *(s for s in self.bodies[span.sentence] if s.first < span.first)]
        fitting = [s for s in near if not ministry or fold(s.text).startswith(_MINISTRY)]
        return fitting[-1] if fitting else None

    def inherit(self, span: Span) -> None:
        """Give a counterpart the office of the one whose counterpart he is."""
        offices = list(span.offices)
        for at, office in enumerate(offices):
            model = self.model(span) if office.inherited else None
            if model is not None:
                title = _gendered(model.title, feminine="نظيرت" in office.title)
                body = model.body if not office.nation else None
                offices[at] = replace(office, title=title, body=body)
        self.restate(span, tuple(o for o in offices if not (o.inherited and bare(o.title).startswith("نظير"))))

    def restate(self, span: Span, offices: tuple[Office, ...]) -> None:
        """Give a mention, and the person it means, these offices."""
        cluster = self.clusters.owner.get(id(span))
        if cluster is None:
            state(span, offices)
        else:
            cluster.restate(span, offices)


def complete_offices(scene: Scene) -> None:
    """Tell the offices of deputies, of ministers after their ministry, of counterparts, in this order."""
    persons = scene.clusters.of("Person")
    for cluster in persons:
        for span in cluster.stated:
            if any(o.pronoun for o in span.offices):
                scene.restate(span, tuple(_composed(scene, span, o) if o.pronoun else o for o in span.offices))
        _expand_minister(scene, cluster)
    inherited = [s for c in persons for s in c.stated if any(o.inherited for o in s.offices)]
    for span in sorted(inherited, key=lambda s: s.first):
        scene.inherit(span)


def _gendered(title: str, *, feminine: bool) -> str:
    """The title for a woman where the counterpart is one («نظيرته»)."""
    head, *rest = title.split()
    article = "ال" if head.startswith("ال") else ""
    changed = feminine_of(head.removeprefix("ال")) if feminine else None
    return " ".join([article + changed, *rest]) if changed else title


def _expand_minister(scene: Scene, cluster: Cluster) -> None:
    """«الوزير لافروف» after «وزارة الخارجية الروسية»: its minister, where nothing else tells his office."""
    if not cluster.stated or any(len(o.title.split()) > 1 for o in cluster.offices):
        return
    for span in cluster.stated:
        if span.title in {"الوزير", "الوزيرة"} and span.kind is MentionKind.NAME:
            ministry = scene.body_before(span, ministry=True)
            if ministry is not None:
                scene.restate(span, (_minister(span, ministry), *span.offices[1:]))


def _minister(span: Span, ministry: Span) -> Office:
    words = ministry.text.split()[1:]
    if ministry.nation and len(words) > 1:
        words = words[:-1]
    head = "وزيرة" if span.title == "الوزيرة" else "وزير"
    first = span.offices[0]
    return replace(first, title=" ".join([head, *words]), nation=ministry.nation or first.nation, body=ministry.text)


def _composed(scene: Scene, span: Span, office: Office) -> Office:
    """«نائبه» with the office of the person before; «رئيسها» with the body before."""
    words = office.title.split()
    head = fold(words[0])
    if head in word_list("roles", "deputies") or head.removesuffix("ه") in word_list("roles", "deputies"):
        model = scene.model(span)
        if model is None or len(words) > 1:
            return replace(office, nation=office.nation or (model.nation if model else None))
        return replace(office, title=f"{words[0]} {model.title}", nation=office.nation or model.nation, body=model.body)
    body = scene.body_before(span)
    if body is None:
        return office
    if len(words) > 1:
        return replace(office, title="ال" + office.title, owner=body.text)
    return replace(office, title=f"{words[0]} {body.text}", body=body.text, owner=body.text)
