"""The known actors as candidates: the packaged gazetteer, and the analyst's own read over it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from graph.current_identity import Known, KnownOffice
from graph.identity.names import person_name
from graph.identity.own import FILE, OwnGazetteer, read_own
from graph.identity.profile import OF_BODIES, Period, Post, Profile
from graph.terms import ID
from ontology.actors import Actor, Office, actors, held_on, offices, roles
from ontology.countries import Country, countries, country_by_adjective
from ontology.folding import bare, fold
from ontology.gazetteer import given_names
from ontology.places import Place, countries_with_city, country_of, places, world_cities
from ontology.titles import is_generic

_TABLES = ("actors.csv", "offices.csv", "roles.csv", "countries.csv", "places.csv", "world_cities.csv")
# Bodies whose head is named by the country («وزير الدفاع التركي», «رئيس الأركان»); a regional government is not.
_OF_STATES = frozenset({"ministry", "agency", "army"})
_GOVERNMENT = frozenset({"ministry", "government", "agency", "army", "parliament", "embassy"})


def iri(slug: str) -> str:
    """The IRI of a gazetteer entry."""
    return f"{ID}g/{slug}"


def slug(canonical: str) -> str | None:
    """The gazetteer id of an IRI, or None."""
    return canonical.removeprefix(f"{ID}g/") if canonical.startswith(f"{ID}g/") else None


class Register:
    """What is known beforehand: profiles of actors, countries and places, and who held which office when."""

    def __init__(self, folder: Path | None = None) -> None:
        own = read_own(folder / FILE) if folder else OwnGazetteer({}, (), "")
        self._digest = own.digest
        self.actors: dict[str, Actor] = actors() | own.actors
        self.offices: tuple[Office, ...] = tuple(dict.fromkeys((*own.offices, *offices())))
        self._book: dict[tuple[str, str], list[Office]] = defaultdict(list)
        for office in self.offices:
            for of in self._standing_for(office):
                self._book[office.role, of].append(office)

    @cached_property
    def fingerprint(self) -> str:
        """Changes where any table does."""
        tables = "".join(sha256((files("ontology") / "gazetteer" / t).read_bytes()).hexdigest() for t in _TABLES)
        return sha256((tables + self._digest).encode()).hexdigest()

    def _standing_for(self, office: Office) -> tuple[str, ...]:
        """How articles name the body of an office: its country, or the body's own names.

        «رئيس» of an agency is not so of its country.
        """
        actor = self.actors.get(office.of)
        if actor is None:
            return (office.of,)
        names = tuple(sorted({fold(n) for n in actor.names}))
        of_state = actor.country and actor.kind in _OF_STATES and office.role not in OF_BODIES
        return (office.of, *names, *((actor.country,) if of_state and actor.country else ()))

    def others_on(self, actor: str, role: str, of: str, day: str) -> bool:
        """Whether somebody else is known to have held a role of a country or body on a day."""
        return any(o.actor != actor and o.begin is not None and held_on(o, day) for o in self._book.get((role, of), ()))

    @cached_property
    def profiles(self) -> dict[str, Profile]:
        """All entries as profiles, by id."""
        entries = {c.id: _country_profile(c) for c in countries().values()}
        entries |= {p.id: _place_profile(p) for p in places().values()}
        periods: dict[str, list[Period]] = defaultdict(list)
        for office in self.offices:
            for of in self._standing_for(office):
                until = _last_day(office.checked)
                periods[office.actor].append(Period(Post(office.role, of), office.begin, office.end, until))
        marks = _marks(self.actors.values())
        short = _short_names(self.actors.values())
        for actor in self.actors.values():
            entries[actor.id] = Profile(
                type=actor.type,
                names=(*actor.names, *short.get(actor.id, ())),
                nation=actor.country,
                known=actor.id,
                periods=tuple(periods.get(actor.id, ())),
                distinctive=frozenset(marks[actor.id]),
            )
        return entries

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        people = [a for a in self.actors.values() if a.type == "Person" and a.country]
        return {fold(n): a.country or "" for a in people for n in a.names if fold(n) not in a.shared and " " in fold(n)}

    def home(self, name: str) -> str | None:
        """The country of a person known by this full name."""
        return self._homes.get(fold(name))

    @cached_property
    def _cities(self) -> Mapping[str, str]:
        found: dict[str, set[str]] = defaultdict(set)
        for city in world_cities():
            for name in city.labels.values():
                found[fold(name)].add(city.country)
        return {name: ids.pop() for name, ids in found.items() if len(ids) == 1}

    def country_of_city(self, name: str) -> str | None:
        """The IRI of the country of a city of the world, where its name is borne in one country only."""
        found = self._cities.get(fold(name))
        return iri(found) if found else None

    def known(self, canonical: str) -> Known | None:
        """What the gazetteer says of the entry with this IRI; None for other IRIs."""
        entry = slug(canonical)
        if entry is None:
            return None
        if entry in self.actors:
            return self._known_actor(self.actors[entry])
        if entry in countries():
            return _known_country(countries()[entry])
        return _known_place(places()[entry]) if entry in places() else None

    def _known_actor(self, actor: Actor) -> Known:
        further = [n for n in actor.names if n not in actor.labels.values()]
        return Known(
            type=actor.type,
            labels=tuple(sorted(actor.labels.items())),
            aliases=tuple(further),
            wikidata=actor.wikidata,
            country=iri(actor.country) if actor.country else None,
            government=actor.kind in _GOVERNMENT,
            offices=tuple(self._known_office(o) for o in self.offices if o.actor == actor.id),
        )

    def _known_office(self, office: Office) -> KnownOffice:
        role = roles()[office.role]
        titles = tuple(sorted(role.labels.items()))
        still = office.begin is not None and office.end is None
        begin, end, until = _first_day(office.begin), _last_day(office.end), _last_day(office.checked)
        return KnownOffice(titles, iri(office.of), begin, end, open=still, until=until if still else None)


def _first_day(value: str | None) -> str | None:
    """The first day of a year, month or day."""
    return (value + "-01-01"[len(value) - 4 :])[:10] if value else None


def _last_day(value: str | None) -> str | None:
    """The last day of a year, month or day."""
    if not value or len(value) == 10:
        return value
    year, month = int(value[:4]), int(value[5:7] or 12)
    return f"{year:04d}-{month:02d}-{monthrange(year, month)[1]:02d}"


def _known_country(country: Country) -> Known:
    return Known(
        type="Country",
        labels=tuple(sorted(country.labels.items())),
        aliases=country.aliases,
        wikidata=country.wikidata,
        country=iri(country.id),
        latitude=country.point[0] if country.point else None,
        longitude=country.point[1] if country.point else None,
        government=False,
    )


def _known_place(place: Place) -> Known:
    country = country_of(place.id)
    return Known(
        type="Place",
        labels=tuple(sorted(place.labels.items())),
        aliases=place.aliases,
        wikidata=place.wikidata,
        country=iri(country) if country else None,
        within=iri(place.part_of) if place.part_of else None,
        latitude=place.point[0] if place.point else None,
        longitude=place.point[1] if place.point else None,
    )


def _country_profile(country: Country) -> Profile:
    return Profile(type="Country", names=country.names, nation=country.id, known=country.id)


def _place_profile(place: Place) -> Profile:
    return Profile(type="Place", names=place.names, nation=country_of(place.id), known=place.id, kind=place.kind)


def _marks(known: Iterable[Actor]) -> dict[str, set[str]]:
    """Marks of names: `!` the press means this actor by the name alone, `?` several bear it, bare: only one does."""
    people = [a for a in known if a.type == "Person"]
    marks: dict[str, set[str]] = defaultdict(set)
    families = Counter(f for a in people for f in _families(a))
    for actor in people:
        marks[actor.id] |= {f for f in _families(actor) if families[f] == 1}
        marks[actor.id] |= {f"?{n}" for n in actor.shared}
        marks[actor.id] |= {f"!{fold(n)}" for n in actor.bare}
    return marks


_DROPPED_HEADS = frozenset(map(fold, ("منظمة", "وكالة", "برنامج", "مفوضية", "حركة", "جماعة", "مجموعة", "جهاز")))


def _short_names(known: Iterable[Actor]) -> dict[str, tuple[str, ...]]:
    """Names of bodies without their head, where no other body is called so («الصحة العالمية», «التعاون الإسلامي»)."""
    bodies = [a for a in known if a.type != "Person"]
    taken = {fold(n) for a in bodies for n in a.names}
    bearers: dict[str, set[str]] = defaultdict(set)
    written: dict[str, str] = {}
    for actor in bodies:
        for short in (s for name in actor.names for s in _shortened(name)):
            if fold(short) not in taken and not (is_generic(short) and " " not in short):
                bearers[fold(short)].add(actor.id)
                written.setdefault(fold(short), short)
    found: dict[str, list[str]] = defaultdict(list)
    for key, ids in sorted(bearers.items()):
        if len(ids) == 1:
            found[min(ids)].append(written[key])
    return {actor: tuple(names) for actor, names in found.items()}


def _shortened(name: str) -> Iterator[str]:
    """A body's name without its head, a ministry's without its further fields, and the English one turned round."""
    head, _, rest = name.partition(" ")
    telling = " " in rest or not (fold(rest) in given_names() or bare(rest) in given_names() or len(rest) < 5)
    if fold(head) in _DROPPED_HEADS and rest and telling and not is_generic(rest) and not countries_with_city(rest):
        yield rest
    words = name.split()
    joined = next((i for i, w in enumerate(words) if i > 1 and w.startswith("و")), 0)
    if fold(head) == "وزاره" and joined and country_by_adjective(words[-1]):
        yield " ".join((*words[:joined], words[-1]))
    if found := _ENGLISH.fullmatch(name):
        yield f"{found[1]} {found[2]} Ministry"


_ENGLISH = re.compile(r"(\w+) Ministry of (\w+)(?: .*)?")


def _families(actor: Actor) -> set[str]:
    names = (person_name(n) for n in actor.names)
    return {bare(n.family) for n in names if n and n.full} | {bare(n) for n in actor.names if len(fold(n).split()) == 1}
