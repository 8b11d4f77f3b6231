"""What is derived, as triples of `id/graph/current`. Each triple belongs to exactly one derived thing."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph.article_graph import time_triples
from graph.current_entities import EntityNode
from graph.current_months import MonthCount
from graph.current_offices import Membership, Post
from graph.events import Event, TieKey
from graph.terms import (
    ENTITY_CLASSES,
    ORG,
    OWL,
    QB,
    RDF,
    RW,
    SCHEMA,
    SEM,
    SKOS,
    TIME,
    TYPE,
    WIKIDATA,
    XSD,
    boolean,
    day,
    decimal,
    integer,
    text,
)


def entity_triples(entity: EntityNode) -> Iterator[Triple]:
    """An actor or place: class, names, country, where it lies, and its members by `owl:sameAs`."""
    node = NamedNode(entity.iri)
    yield Triple(node, TYPE, ENTITY_CLASSES[entity.type])
    if entity.government:
        yield Triple(node, TYPE, SCHEMA["GovernmentOrganization"])
    for language, label in entity.labels:
        yield Triple(node, SKOS["prefLabel"], text(label, language))
    for language, label in entity.aliases:
        yield Triple(node, SKOS["altLabel"], text(label, language))
    for member in entity.members:
        yield Triple(node, OWL["sameAs"], NamedNode(member))
    if entity.wikidata:
        yield Triple(node, SKOS["exactMatch"], NamedNode(WIKIDATA + entity.wikidata))
    if entity.country:
        yield Triple(node, RW["country"], NamedNode(entity.country))
    if entity.within:
        yield Triple(node, SCHEMA["containedInPlace"], NamedNode(entity.within))
    if entity.latitude is not None and entity.longitude is not None:
        yield Triple(node, SCHEMA["latitude"], decimal(entity.latitude))
        yield Triple(node, SCHEMA["longitude"], decimal(entity.longitude))


def tie_triples(key: TieKey, events: tuple[Event, ...], *, symmetric: bool) -> Iterator[Triple]:
    """All events of one tie key, and its direct triple where one of them happened."""
    for event in events:
        yield from event_triples(event)
    if any(event.status == "happened" for event in events):
        relation, subject, value = RW[key[0]], NamedNode(key[1]), NamedNode(key[2])
        yield Triple(subject, relation, value)
        if symmetric:
            yield Triple(value, relation, subject)


def event_triples(event: Event) -> Iterator[Triple]:
    """One event with its reports and, where known, the offices its participants held."""
    node = NamedNode(event.iri)
    yield Triple(node, TYPE, RW["Event"])
    yield Triple(node, RW["eventType"], RW[event.relation])
    yield Triple(node, RW["subject"], NamedNode(event.subject))
    yield Triple(node, RW["object"], NamedNode(event.object))
    yield Triple(node, RW["status"], RW[event.status])
    yield Triple(node, SEM["subEventOf"], NamedNode(event.occasion))
    yield from time_triples(node, event.date, event.earliest, event.latest)
    if event.place:
        yield Triple(node, SEM["hasPlace"], NamedNode(event.place))
    for report in event.reports:
        yield Triple(node, RW["report"], NamedNode(report))
    yield Triple(node, RW["support"], integer(event.support))
    yield Triple(node, RW["highestConfidence"], decimal(event.confidence))
    if event.first_report and event.last_report:
        yield Triple(node, RW["firstReport"], day(event.first_report))
        yield Triple(node, RW["lastReport"], day(event.last_report))
    if event.accepted:
        yield Triple(node, RW["verdict"], RW["accept"])
    for part, actor in (("subject", event.subject), ("object", event.object)):
        yield from _role_triples(event, part, actor)


def _role_triples(event: Event, part: str, actor: str) -> Iterator[Triple]:
    posts = [post for participant, post in event.capacities if participant == actor]
    if not posts:
        return
    node, role = NamedNode(event.iri), NamedNode(f"{event.iri}-{part}")
    yield Triple(node, SEM["hasActor"], role)
    yield Triple(role, TYPE, SEM["Role"])
    yield Triple(role, RDF["value"], NamedNode(actor))
    yield Triple(role, SEM["roleType"], RW[part])
    for post in posts:
        yield Triple(role, RW["inCapacityOf"], NamedNode(post))


def occasion_triples(occasion: str) -> Iterator[Triple]:
    """One act that several events belong to."""
    yield Triple(NamedNode(occasion), TYPE, RW["Occasion"])


def membership_triples(office: Membership) -> Iterator[Triple]:
    """One period of office, with its post."""
    node, post = NamedNode(office.iri), NamedNode(office.post)
    yield Triple(node, TYPE, ORG["Membership"])
    yield Triple(node, ORG["member"], NamedNode(office.person))
    yield Triple(node, ORG["post"], post)
    if office.of:
        yield Triple(node, ORG["organization"], NamedNode(office.of))
    for language, title in office.titles:
        yield Triple(node, RW["officeTitle"], text(title, language))
    yield Triple(node, RW["former"], boolean(office.former))
    if office.first and office.last:
        yield Triple(node, RW["firstSeen"], day(office.first))
        yield Triple(node, RW["lastSeen"], day(office.last))
    if office.open and office.until:
        yield Triple(node, RW["knownUntil"], day(office.until))
    for report in office.reports:
        yield Triple(node, RW["report"], NamedNode(report))
    yield from _period_triples(node, office)


def post_triples(post: Post) -> Iterator[Triple]:
    """A post, its titles and the body it belongs to."""
    node = NamedNode(post.iri)
    yield Triple(node, TYPE, ORG["Post"])
    for language, title in post.titles:
        yield Triple(node, SKOS["prefLabel"], text(title, language))
    if post.of:
        yield Triple(node, ORG["postIn"], NamedNode(post.of))


def _period_triples(node: NamedNode, office: Membership) -> Iterator[Triple]:
    """The time of office as OWL-Time; its end is left out where no end of the office is known."""
    limits = {
        "hasBeginning": office.begin or office.first,
        "hasEnd": office.end or (None if office.open else office.until or office.last),
    }
    if not any(limits.values()):
        return
    period = NamedNode(f"{node.value}-period")
    yield Triple(node, ORG["memberDuring"], period)
    yield Triple(period, TYPE, TIME["Interval"])
    for predicate, limit in limits.items():
        if limit:
            instant = NamedNode(f"{node.value}-{predicate}")
            yield Triple(period, TIME[predicate], instant)
            yield Triple(instant, TYPE, TIME["Instant"])
            yield Triple(instant, TIME["inXSDDate"], day(limit))


def month_triples(count: MonthCount) -> Iterator[Triple]:
    """One cell of the tables of countries by month, in terms of its own: it must not count as an event."""
    node, (month, *rest) = NamedNode(count.iri), count.cell
    if len(rest) == 1:
        yield Triple(node, TYPE, RW["CountryMonth"])
        yield Triple(node, RW["countedCountry"], NamedNode(rest[0]))
    else:
        relation, first, second = rest
        yield Triple(node, TYPE, RW["MonthCount"])
        yield Triple(node, RW["countryA"], NamedNode(first))
        yield Triple(node, RW["countryB"], NamedNode(second))
        yield Triple(node, RW["countedType"], RW[relation])
    yield Triple(node, TYPE, QB["Observation"])
    yield Triple(node, RW["month"], Literal(month, datatype=XSD["gYearMonth"]))
    yield Triple(node, RW["events"], integer(count.events))
    yield Triple(node, RW["occasions"], integer(count.occasions))
