"""`id/graph/current`: what is derived from all article graphs, the gazetteer and the verdicts.

The derivation is a pure function of the set of articles. `Current` keeps it up: an update recomputes only
what the changed articles touch and returns the triples to delete and to insert; it ends where a rebuild
from nothing would (a property test holds that).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pyoxigraph import Triple

from graph import current_render as render
from graph.article_graph import bounds
from graph.current_entities import EntityNode, entity_node
from graph.current_identity import Identity
from graph.current_months import Cell, cells_of, month_count
from graph.current_occasions import Occasions
from graph.current_offices import Membership, Observation, capacities, country_by_office, memberships, post_node
from graph.events import Event, Report, TieKey, events_of
from graph.provenance import ArticleRecord
from graph.terms import local, member_order
from ingest.extraction import Entity, Extraction, Position, Relation
from ontology.relations import relation_types


@dataclass(frozen=True)
class Facts:
    """One article for the derivation: what it says, corrected, and which statements were judged.

    `rejected` and `accepted` hold local names (`r3`, `p1`).
    """

    record: ArticleRecord
    extraction: Extraction
    rejected: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Registered:
    """What an article has contributed under the canonical names it had then."""

    members: dict[str, str]
    reports: list[tuple[TieKey, Report]]
    observations: list[Observation]


Unit = tuple[str, Any]
"""Something derived: its kind and its key."""


class Current:
    """The derivation, kept up by adding, replacing and removing articles."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        self.facts: dict[str, Facts] = {}
        self._registered: dict[str, _Registered] = {}
        self._entity: dict[str, Entity] = {}
        self._members: dict[str, set[str]] = defaultdict(set)
        self._referrers: dict[str, set[Unit]] = defaultdict(set)
        self._reports: dict[TieKey, dict[str, Report]] = defaultdict(dict)
        self._ties_of: dict[str, set[TieKey]] = defaultdict(set)
        self._observations: dict[str, dict[str, Observation]] = defaultdict(dict)
        self._holders: dict[str, dict[str, Membership]] = defaultdict(dict)
        self._occasions = Occasions()
        self._cells: dict[Cell, dict[str, str]] = defaultdict(dict)
        self._cells_of: dict[str, tuple[Cell, ...]] = {}
        self._units: dict[Unit, Any] = {}
        self._before: dict[Unit, Any] = {}
        self._dirty: dict[str, set[Any]] = defaultdict(set)

    # -- reading ---------------------------------------------------------------------------------------------------

    def entities(self) -> Iterator[EntityNode]:
        """All canonical entities."""
        return (value for (kind, _), value in self._units.items() if kind == "entity")

    def events(self) -> Iterator[Event]:
        """All events."""
        return (e for (kind, _), value in self._units.items() if kind == "tie" for e in value)

    def triples(self) -> Iterator[Triple]:
        """All that is derived."""
        return (t for unit, value in self._units.items() for t in _rendered(unit, value))

    # -- keeping up ------------------------------------------------------------------------------------------------

    def load(self, facts: Mapping[str, Facts]) -> None:
        """Derive from articles whose `current` is stored already."""
        self._take((), facts)
        self._before.clear()

    def update(self, removed: Iterable[str], added: Mapping[str, Facts]) -> tuple[list[Triple], list[Triple]]:
        """Remove and add (or replace) articles; returns the triples to delete and those to insert."""
        self._take(removed, added)
        # A statement may move from one unit to another (an event whose participant got another name).
        before: dict[Triple, None] = {}
        after: dict[Triple, None] = {}
        for unit, old in self._before.items():
            new = self._units.get(unit)
            if old != new:
                before.update(dict.fromkeys(_rendered(unit, old)))
                after.update(dict.fromkeys(_rendered(unit, new)))
        self._before.clear()
        return [t for t in before if t not in after], [t for t in after if t not in before]

    def _take(self, removed: Iterable[str], added: Mapping[str, Facts]) -> None:
        gone = [a for a in removed if a in self.facts]
        for article in gone:
            self.identity.remove(article)
            self._forget(article)
        for article, facts in added.items():
            if article in self.facts:
                self.identity.remove(article)
                self._forget(article)
            self.identity.add(article, facts.extraction)
            self.facts[article] = facts
        for article in self._renamed():
            self._unregister(article)
        for article in self.facts:
            if article not in self._registered:
                self._register(article)
        self._derive()

    def _forget(self, article: str) -> None:
        self._unregister(article)
        facts = self.facts.pop(article, None)
        for entity in facts.extraction.entities if facts else ():
            self._entity.pop(local(article, entity.id).value, None)

    def _renamed(self) -> list[str]:
        """Articles one of whose entities has another canonical name than before."""
        canonical = self.identity.canonical
        return [a for a, r in self._registered.items() if any(canonical(m) != c for m, c in r.members.items())]

    def _register(self, article: str) -> None:
        facts = self.facts[article]
        entities = {e.id: e for e in facts.extraction.entities}
        iris = {name: local(article, name).value for name in entities}
        names = {name: self.identity.canonical(iri) for name, iri in iris.items()}
        reports = [_report(facts, n, r, names) for n, r in _standing(facts, "r", facts.extraction.relations)]
        seen = [self._observation(facts, n, p, names) for n, p in _standing(facts, "p", facts.extraction.positions)]
        ties = [(_tie_key(r), r) for r in reports if r.subject != r.object]
        for name, entity in entities.items():
            self._entity[iris[name]] = entity
            self._members[names[name]].add(iris[name])
        self._registered[article] = _Registered({iris[n]: names[n] for n in entities}, ties, seen)
        for key, report in ties:
            self._reports[key][report.iri] = report
            self._ties_of[key[1]].add(key)
            self._ties_of[key[2]].add(key)
        for observation in seen:
            self._observations[observation.person][observation.iri] = observation
        self._mark(self._registered[article])

    def _observation(self, facts: Facts, name: str, position: Position, names: Mapping[str, str]) -> Observation:
        article = facts.record.info.id
        of = names.get(position.of) if position.of else None
        as_of = position.as_of or facts.record.info.published
        return Observation(
            iri=local(article, name).value,
            article=article,
            person=names[position.person],
            title=position.title,
            of=of,
            country=self._country_of_body(of, position.of, facts.extraction.entities) if of else None,
            day=bounds(as_of, "happened", None)[0] if as_of else None,
            former=position.former,
        )

    def _country_of_body(self, canonical: str, name: str | None, entities: Iterable[Entity]) -> str | None:
        if any(e.id == name and e.type == "Country" for e in entities):
            return canonical
        return self._known_country(canonical)

    def _known_country(self, canonical: str) -> str | None:
        known = self.identity.known(canonical)
        return known.country if known else None

    def _known_names(self, canonical: str) -> tuple[str, ...]:
        known = self.identity.known(canonical)
        return (*(label for _, label in known.labels), *known.aliases) if known else ()

    def _unregister(self, article: str) -> None:
        registered = self._registered.pop(article, None)
        if registered is None:
            return
        for member, canonical in registered.members.items():
            self._members[canonical].discard(member)
        for key, report in registered.reports:
            self._reports[key].pop(report.iri, None)
        for observation in registered.observations:
            self._observations[observation.person].pop(observation.iri, None)
        self._mark(registered)

    def _mark(self, registered: _Registered) -> None:
        canonicals = registered.members.values()
        self._dirty["entity"].update(canonicals)
        self._dirty["offices"].update(canonicals)
        self._dirty["tie"].update(key for key, _ in registered.reports)

    # -- deriving --------------------------------------------------------------------------------------------------

    def _derive(self) -> None:
        self._derive_offices()
        self._derive_posts()
        self._derive_entities()
        self._derive_ties()
        self._derive_cells()
        self._dirty.clear()

    def _set(self, unit: Unit, value: Any) -> Any:
        """Give a unit its new value (None or empty: there is no such thing) and return the old one."""
        old = self._units.get(unit)
        self._before.setdefault(unit, old)
        if value:
            self._units[unit] = value
        else:
            self._units.pop(unit, None)
        return old

    def _derive_offices(self) -> None:
        changes: list[tuple[str, tuple[Membership, ...], tuple[Membership, ...]]] = []
        for person in sorted(self._dirty["offices"]):
            known = self.identity.known(person)
            seen = self._observations.get(person, {}).values()
            offices = known.offices if known else ()
            held: tuple[Membership, ...] = ()
            if self._members.get(person):
                held = memberships(person, seen, offices, self._known_country, self._known_names)
            old = self._set(("offices", person), held) or ()
            if old != held:
                changes.append((person, old, held))
        # All go before any comes: a report may have moved from one person to another.
        for office in (o for _, old, _ in changes for o in old):
            self._holders[office.post].pop(office.iri, None)
        for person, old, held in changes:
            for office in held:
                self._holders[office.post][office.iri] = office
            self._dirty["post"].update(o.post for o in (*old, *held))
            self._dirty["tie"].update(self._ties_of[person])
            self._refer(("offices", person), {o.of for o in old if o.of}, {o.of for o in held if o.of})

    def _derive_posts(self) -> None:
        for post in sorted(self._dirty["post"]):
            holders = self._holders[post]
            self._set(("post", post), post_node(post, [holders[iri] for iri in sorted(holders)]))

    def _refer(self, unit: Unit, old: set[str], new: set[str]) -> None:
        """Note that a unit points to other entities, which must be there as long as it does."""
        for iri in old - new:
            self._referrers[iri].discard(unit)
        for iri in new - old:
            self._referrers[iri].add(unit)
        self._dirty["entity"].update(old ^ new)

    def _derive_entities(self) -> None:
        queue = self._dirty["entity"]
        while queue:
            iri = queue.pop()
            old = self._units.get(("entity", iri))
            new = self._entity_node(iri)
            if old == new:
                continue
            self._set(("entity", iri), new)
            self._refer(("entity", iri), old.references if old else set(), new.references if new else set())
            if (old.country if old else None) != (new.country if new else None):
                self._dirty["cells"].update(self._ties_of[iri])

    def _entity_node(self, iri: str) -> EntityNode | None:
        members = sorted(self._members.get(iri, ()), key=member_order)
        if not members and not self._referrers.get(iri):
            return None
        country = country_by_office(self._observations.get(iri, {}).values())
        return entity_node(iri, {m: self._entity[m] for m in members}, self.identity.known(iri), country)

    def _derive_ties(self) -> None:
        dirty = sorted(self._dirty["tie"])
        fresh = {key: events_of(self._reports[key].values()) for key in dirty}
        old = [e for key in dirty for e in self._units.get(("tie", key), ())]
        moved = self._occasions.update(old, [(key, e) for key, events in fresh.items() for e in events])
        for key in sorted(set(dirty) | moved):
            events = fresh.get(key) or self._units.get(("tie", key), ())
            if key in fresh:
                events = tuple(replace(e, capacities=self._capacities(e)) for e in fresh[key])
            self._set(("tie", key), tuple(replace(e, occasion=self._occasions.of(e)) for e in events))
            self._dirty["cells"].add(key)
        for occasion in self._occasions.changed():
            self._set(("occasion", occasion), self._occasions.members(occasion))

    def _capacities(self, event: Event) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        for person in (event.subject, event.object):
            offices = self._units.get(("offices", person), ())
            found += [(person, post) for post in capacities(event, offices)]
        return tuple(found)

    def _derive_cells(self) -> None:
        touched: set[Cell] = set()
        keys = sorted(self._dirty["cells"])
        for key in keys:
            for event in (*(self._before.get(("tie", key)) or ()), *self._units.get(("tie", key), ())):
                for cell in self._cells_of.pop(event.iri, ()):
                    self._cells[cell].pop(event.iri, None)
                    touched.add(cell)
        for key in keys:
            for event in self._units.get(("tie", key), ()):
                cells = tuple(cells_of(event, self._country, symmetric=is_symmetric(event.relation)))
                self._cells_of[event.iri] = cells
                for cell in cells:
                    self._cells[cell][event.iri] = event.occasion
                    touched.add(cell)
        for cell in touched:
            occasions = self._cells[cell]
            self._set(("cell", cell), month_count(cell, occasions) if occasions else None)

    def _country(self, iri: str) -> str | None:
        node = self._units.get(("entity", iri))
        return node.country if node else None


def is_symmetric(relation: str) -> bool:
    """Whether a tie holds either way round; one that the catalogue no longer has does not."""
    kind = relation_types().get(relation)
    return bool(kind and kind.symmetric)


def _tie_key(report: Report) -> TieKey:
    pair = (report.subject, report.object)
    first, second = sorted(pair) if is_symmetric(report.relation) else pair
    return (report.relation, first, second)


def _standing(facts: Facts, letter: str, statements: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """The statements that no verdict rejects, with their local names."""
    for number, statement in enumerate(statements, 1):
        name = f"{letter}{number}"
        if name not in facts.rejected:
            yield name, statement


def _report(facts: Facts, name: str, relation: Relation, names: Mapping[str, str]) -> Report:
    article, published = facts.record.info.id, facts.record.info.published
    subject, value = names[relation.subject], names[relation.object]
    if is_symmetric(relation.type):
        subject, value = sorted((subject, value))
    earliest, latest = bounds(relation.date, relation.status, published)
    return Report(
        iri=local(article, name).value,
        article=article,
        relation=relation.type,
        subject=subject,
        object=value,
        date=relation.date,
        earliest=earliest,
        latest=latest,
        status=relation.status,
        place=names.get(relation.place) if relation.place else None,
        occasion=local(article, relation.occasion).value,
        confidence=relation.confidence,
        published=published,
        accepted=name in facts.accepted,
    )


def _tie(key: TieKey, events: tuple[Event, ...]) -> Iterator[Triple]:
    return render.tie_triples(key, events, symmetric=is_symmetric(key[0]))


_RENDERERS: dict[str, Callable[[Any, Any], Iterator[Triple]]] = {
    "entity": lambda _, node: render.entity_triples(node),
    "offices": lambda _, offices: (t for o in offices for t in render.membership_triples(o)),
    "post": lambda _, post: render.post_triples(post),
    "tie": _tie,
    "occasion": lambda occasion, _: render.occasion_triples(occasion),
    "cell": lambda _, count: render.month_triples(count),
}


def _rendered(unit: Unit, value: Any) -> Iterator[Triple]:
    kind, key = unit
    return _RENDERERS[kind](key, value) if value else iter(())
