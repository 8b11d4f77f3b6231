"""What one article says of an entity, as far as it helps to tell who it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from graph.identity.bodies import is_nationality, is_vague, parted
from graph.identity.names import PersonName, person_name
from graph.terms import local
from ingest.extraction import Entity, Extraction
from ontology.countries import country_by_adjective, country_by_capital, country_named
from ontology.folding import bare, fold
from ontology.titles import is_generic, is_past, is_title, roles_of_title, without_nation, words_of

_ARABIC = re.compile(r"[ء-ي]")
# Roles of a body, not of a state: «رئيس البرلمان التركي» presides over the parliament, not over Turkey.
OF_BODIES = frozenset({"head", "leader", "party-leader", "commander", "chair", "chief-executive", "spokesperson"})

JOINT = "+"
"""Parts the countries of a body that two states have together."""

Homes = Callable[[str], str | None]
"""The country of a person whom the gazetteer knows by full name."""


@dataclass(frozen=True, slots=True, order=True)
class Post:
    """An office as evidence: `role` a role's id or a folded title; `of` a country's id, or a folded body.

    `title` and `body` are how the article writes them; they are shown and not compared.
    """

    role: str
    of: str
    former: bool = False
    title: str = field(default="", compare=False)
    body: str = field(default="", compare=False)


class Period(NamedTuple):
    """A known holding of a post; of an open one `until` is the last day of which its source knows (None: still)."""

    post: Post
    begin: str | None
    end: str | None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """An entity as evidence. `names` are its proper names, sorted; `nation` a country's id.

    `title` is true where an office stands in place of a name («وزير الدفاع السوري»), `generic` where the
    words alone say nothing («الوزارة», «القصر الرئاسي»), `vague` where not even with a country («الشركة التركية»). `mates` are the countries that the article speaks of,
    `days` when it was reported. Profiles without `days` and `mates` are equal where the evidence is.
    """

    type: str
    names: tuple[str, ...]
    posts: frozenset[Post] = frozenset()
    nation: str | None = None
    title: bool = False
    generic: bool = False
    vague: bool = False
    days: tuple[str, ...] = ()
    mates: frozenset[str] = frozenset()
    known: str | None = None
    periods: tuple[Period, ...] = ()
    distinctive: frozenset[str] = field(default=frozenset())
    main: str = ""
    kind: str = ""

    @property
    def evidence(self) -> Profile:
        """The profile without what differs from article to article."""
        return replace(self, days=(), mates=frozenset())

    @property
    def order(self) -> tuple[str, ...]:
        """A sort key."""
        posts = "|".join(f"{p.role}@{p.of}{'-' if p.former else ''}" for p in sorted(self.posts))
        return (self.known or "~", self.type, *self.names, posts, self.nation or "", *self.days[:1])

    @property
    def persons(self) -> tuple[PersonName, ...]:
        """The names taken apart."""
        return tuple(n for n in map(person_name, self.names) if n)


def profiles(article: str, extraction: Extraction, homes: Homes | None = None) -> dict[str, Profile]:
    """The profiles of an article's entities by their local IRIs."""
    reader = _Reader(extraction, homes)
    return {local(article, e.id).value: reader.profile(e) for e in reader.entities.values()}


class _Reader:
    def __init__(self, extraction: Extraction, homes: Homes | None) -> None:
        self.homes = homes
        self.positions = extraction.positions
        self.entities = {e.id: _as_read(e) for e in extraction.entities}
        self.day = extraction.article.published
        self.relations = extraction.relations
        self.nations = {i: nation_of(e) for i, e in self.entities.items()}
        told = {n for i, n in self.nations.items() if n and self.entities[i].type in {"Country", "Organization"}}
        named = {land for nation in told for land in nation.split(JOINT)}
        self.homes_here = {e.id: homes(e.name) for e in extraction.entities if homes and e.type == "Person"}
        self.named = frozenset(named)
        self.posts: dict[str, set[Post]] = defaultdict(set)
        for p in extraction.positions:
            self.posts[p.person] |= self._posts(p.title, p.of, former=p.former)

    def _posts(self, title: str, of: str | None, *, former: bool) -> set[Post]:
        holder = self.entities.get(of or "")
        known = roles_of_title(title) or (fold(title),)
        nation = (self.nations.get(holder.id) if holder else None) or ""
        if holder is None or holder.type == "Country":
            of_states = {Post(role, nation, former, title) for role in known if role not in OF_BODIES}
            return of_states or {Post(fold(title), nation, former, title)}
        body = holder.name
        unsaid = {Post(r, fold(body), former, title, body) for r in known if r in OF_BODIES | {"president"}}
        return unsaid or {Post(role, nation or fold(body), former, title, body) for role in known}

    def _nation_by_head(self, body: str) -> str | None:
        """The country of a body that the article names without one, by who leads it or speaks for it."""
        if self.homes is None:
            return None
        heads = sorted({p.person for p in self.positions if p.of == body and p.person in self.entities})
        found = {home for h in heads if (home := self.homes(self.entities[h].name))}
        return found.pop() if len(found) == 1 else None

    def _with_host(self, names: tuple[str, ...], nation: str | None) -> tuple[tuple[str, ...], str | None]:
        """An embassy with the capital where it stands, if the article names just one; else it says too little."""
        if nation is None:
            return names, None
        capitals = {
            e.name
            for e in self.entities.values()
            if e.type == "Place" and (c := country_by_capital(e.name)) and c.id != nation
        }
        if len(capitals) != 1:
            return names, None
        return tuple(f"{n} في {min(capitals)}" for n in names), nation

    def profile(self, entity: Entity) -> Profile:
        if entity.type == "Person":
            return self._person(entity)
        names = tuple(
            sorted({p for n in _names(entity) if _proper(n, entity) for p in _said(n, entity)} or {entity.name})
        )
        generic = all(is_generic(n) or (entity.type == "Group" and _is_crowd(n)) for n in names)
        nation = self.nations[entity.id] or (self._nation_by_head(entity.id) if generic else None)
        if entity.type == "Organization" and all(map(_is_mission, names)):
            names, nation = self._with_host(names, nation)
        return Profile(
            type=entity.type,
            names=names,
            nation=nation,
            generic=generic,
            vague=all(map(is_vague, names)),
            main=fold(entity.name),
            days=(self.day,) if self.day else (),
            mates=self._mates(entity),
        )

    def _person(self, entity: Entity) -> Profile:
        posts = set(self.posts[entity.id])
        title = is_title(entity.name)
        if title:
            posts |= self._title_posts(entity.name)
        nations = sorted({p.of for p in posts if not p.former and _is_country(p.of)})
        names = (entity.name,) if title else tuple(sorted({n for n in _names(entity) if _personal(n, entity.name)}))
        return Profile(
            type="Person",
            names=names or (entity.name,),
            posts=frozenset(posts),
            nation=nations[0] if len(nations) == 1 else None,
            title=title,
            days=self._days_of(entity.id) if title else (self.day,) if self.day else (),
            mates=self._mates(entity),
        )

    def _days_of(self, person: str) -> tuple[str, ...]:
        """When somebody named by office alone held it: the days of what the article tells of them, else its own.

        An article of 2025 may tell what the foreign minister did in 2010.
        """
        told = sorted({r.date for r in self.relations if person in {r.subject, r.object} and r.date})
        days = told or [self.day or ""]
        return tuple(d for d in dict.fromkeys((days[0], days[-1])) if d)

    def _title_posts(self, name: str) -> set[Post]:
        nation = nation_in(name)
        words = name.split()
        plain = " ".join(words[:-1]) if country_named(words[-1]) else name
        meant = set(roles_of_title(plain))
        return {Post(role, nation, is_past(name), name) for role in meant - OF_BODIES or meant} if nation else set()

    def _mates(self, entity: Entity) -> frozenset[str]:
        """The countries that the article names, by themselves or by their bodies and by other known persons."""
        homes = {home for i, home in self.homes_here.items() if home and i != entity.id}
        lands = self.named | homes
        return lands - {self.nations[entity.id]} if entity.type == "Country" else lands


def _as_read(entity: Entity) -> Entity:
    """An entity as it is meant: a «place» that is called by a country's name is that country.

    Not where the capital may be called so too: «عمان», «تونس», «الجزائر».
    """
    land = country_named(entity.name) if entity.type == "Place" else None
    if land is None or country_by_capital(entity.name):
        return entity
    city = fold(land.capital.labels["ar"]) if land.capital else ""
    return entity if fold(entity.name) in {city, *city.split()} else replace(entity, type="Country")


def _names(entity: Entity) -> Iterable[str]:
    """Name, aliases and labels; machine transliterations are no names."""
    labels = [text for tag, text in entity.labels.items() if tag != "ar-Latn"]
    return dict.fromkeys(_clean(n) for n in (entity.name, *labels, *entity.aliases) if n.strip())


def _clean(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("#", " ").split())


@lru_cache(maxsize=65536)
def nation_in(text: str) -> str | None:
    """The country that a phrase names by adjective or name («وزارة الدفاع السورية», «والي أنقرة» names none)."""
    words = text.split()
    for i in range(len(words) - 1, 0, -1):
        country = country_by_adjective(words[i]) if fold(words[i]).startswith("ال") else country_named(words[i])
        if country:
            return country.id
    return None


def nations_in(text: str) -> frozenset[str]:
    """All countries whose adjectives with the article a name has («مجلس الأعمال السوري التركي»)."""
    words = fold(text).split()[1:]
    return frozenset(c.id for w in words if w.startswith("ال") and (c := country_by_adjective(w)))


def people_of(text: str) -> str | None:
    """The country whose people a group is («مهاجرون أفغان»)."""
    found = [c.id for w in fold(text).split() if is_nationality(w) and (c := country_by_adjective(w))]
    return found[-1] if found else None


def nation_of(entity: Entity) -> str | None:
    """The country that an entity is or belongs to, by its names; `syria+turkey` for a joint council of two."""
    found: set[str] = set()
    for name in _names(entity):
        joint = nations_in(name) if entity.type == "Organization" else frozenset()
        if len(joint) > 1:
            return JOINT.join(sorted(joint))
        if entity.type == "Country":
            country = country_named(name) or country_by_capital(name)
            found |= {country.id} if country else set()
        if entity.type != "Place":
            nation = nation_in(name) or (people_of(name) if entity.type == "Group" else None)
            found |= {nation} if nation else set()
    return found.pop() if len(found) == 1 else None


def _is_country(of: str) -> bool:
    return bool(of) and country_named(of.replace("-", " ")) is not None


def _personal(name: str, main: str) -> bool:
    """Whether an alias is a name of the person and not a description («الوزير التركي», «نجل الرئيس»)."""
    if name == main:
        return True
    if not _ARABIC.search(name):
        return len(name) > 2
    words = fold(name).split()
    if is_title(name) or (country_by_adjective(words[-1]) is not None and words[-1] not in fold(main).split()):
        return False
    mine = person_name(name)
    whole = person_name(main)
    if mine is None or whole is None:
        return False
    return mine.full or mine.units[0] in whole.units or fold(main).endswith(fold(name))


def _said(name: str, entity: Entity) -> tuple[str, ...]:
    """A name as it is looked for: with its short form apart, where the article gives both together."""
    return (_capital(name), *(parted(name) if entity.type == "Organization" else ()))


def _capital(name: str) -> str:
    """The capital's own name for «العاصمة السورية»; any other name as it is."""
    words = fold(name).split()
    country = country_by_adjective(words[1]) if len(words) == 2 and words[0] == "العاصمه" else None
    return country.capital.labels["ar"] if country and country.capital else name


def _is_mission(name: str) -> bool:
    """Whether a name is an embassy's or consulate's and leaves out where it stands («السفارة التركية»)."""
    words = fold(without_nation(name)).split()
    return len(words) == 1 and words[0].removeprefix("ال") in words_of("mission")


def _is_crowd(name: str) -> bool:
    """Whether a group's name is a plural that fits any («المتظاهرون», «النازحين»)."""
    words = bare(name).split()
    return len(words) == 1 and words[0].removesuffix("ون").removesuffix("ين").removesuffix("ات") in words_of("crowd")


def _proper(name: str, entity: Entity) -> bool:
    """Whether a name of a body, place or group is more than «الوزارة», «المدينة»."""
    if entity.type == "Country":
        return True
    words, main = bare(name).split(), bare(entity.name).split()
    if name == entity.name:
        return True
    if is_vague(name):
        return False
    if len(words) > 1:
        return True
    return not is_generic(name) and words != main[:1]


def is_bare(profile: Profile) -> bool:
    """Whether a person is only called by one name."""
    return (
        profile.type == "Person"
        and not profile.title
        and not profile.known
        and not any(n.full for n in profile.persons)
    )
