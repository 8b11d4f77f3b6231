"""Whether two profiles are one actor: name evidence, then office, country, time and company."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Protocol

from graph.identity.bodies import OTHER_LANDS, compare_words
from graph.identity.naming import best, has_common_name, name_evidence
from graph.identity.profile import Period, Post, Profile, is_bare
from graph.identity.reasons import Decision, Reason, decide, weight
from ontology.actors import roles
from ontology.countries import countries
from ontology.folding import bare, fold
from ontology.gazetteer import given_names
from ontology.places import countries_with_city

_LONG_AGO = 8
"""Years after the last known office from which a name that is not quite a known person's is doubted."""
_LIFETIME = 40
"""Years between two reports that are more than a career."""
_TOWNS = frozenset({"city", "town", "village", "province", "district"})


class OfficeBook(Protocol):
    """Who held which office when."""

    def others_on(self, actor: str, role: str, of: str, day: str) -> bool:
        """Whether somebody else is known to have held the office on a day."""


def compare(one: Profile, other: Profile, book: OfficeBook | None = None) -> Decision:
    """How surely two profiles are one actor, with the reasons."""
    if one.known and other.known:
        return (
            decide(Reason("one-article")) if one.known != other.known else decide(Reason("one-country", (one.known,)))
        )
    if one.type != other.type and not _kin(one, other):
        return decide(Reason("other-type", (one.type, other.type)))
    if one.type == "Person":
        return _persons(one, other, book)
    return _things(one, other)


def _kin(one: Profile, other: Profile) -> bool:
    """What the gazetteer knows as a body may be read as a place or group («جامعة دمشق»); persons are persons."""
    known, said = (one, other) if one.known else (other, one)
    if not known.known or "Person" in {known.type, said.type} or known.type == "Country":
        return False
    if known.kind in _TOWNS and said.type == "Organization":
        return False  # a club or council is called by its town («أربيل»)
    return said.type != "Country" or said.nation is None


# -- persons ----------------------------------------------------------------------------------------------------------


def _persons(one: Profile, other: Profile, book: OfficeBook | None) -> Decision:
    if one.title or other.title:
        return _by_office(one, other)
    name = name_evidence(one, other)
    if name is None or weight(name.code) == 0:
        return decide(*([name] if name else []))
    return decide(
        name,
        *_name_context(name, one, other),
        *_commonness(name, one, other),
        *_offices(name, one, other, book),
        *_nations(one, other),
        *_company(one, other),
    )


def _name_context(name: Reason, one: Profile, other: Profile) -> list[Reason]:
    """What the gazetteer says of the name itself: borne by one known actor only, or by several."""
    known, said = (one, other) if one.known else (other, one)
    if not known.known:
        return []
    bares = {fold(n) for n in said.names}
    if name.code in {"family-name", "bare-name"}:
        prominent = sorted(n for n in bares if f"!{n}" in known.distinctive and not _too_early(known, said))
        if prominent:
            return [Reason("prominent", (prominent[0],))]
        alone = sorted(n for n in bares if bare(n) in known.distinctive and bare(n) not in given_names())
        return [Reason("distinctive", (alone[0],))] if alone else []
    shared = sorted(n for n in bares if f"?{n}" in known.distinctive)
    return [Reason("shared-name", (shared[0],))] if shared else []


def _commonness(name: Reason, one: Profile, other: Profile) -> list[Reason]:
    """A full name that very many bear tells little by itself."""
    plain = sorted(n for p in (one, other) if has_common_name(p) for n in p.names)
    if not plain or name.code in {"family-name", "bare-name"}:
        return []
    if one.known or other.known:
        known, said = (one, other) if one.known else (other, one)
        told = any(p.of for p in said.posts) or _in_high_office(known, said)
        return [] if told else [Reason("common-known", (plain[0],))]
    return [Reason("common-name", (plain[0],))]


def _in_high_office(known: Profile, said: Profile) -> bool:
    """Whether a known person held an office of state on the day: then the press means them, and not a namesake."""
    held = [p for p in known.periods if p.post.role in roles() and roles()[p.post.role].single]
    return any(_surely_held(p.begin, p.end, day) for p in held if p.post.of in countries() for day in said.days[:1])


def _too_early(known: Profile, said: Profile) -> bool:
    """Whether the report is older than all offices of a known person: «الأسد» was another before 2000."""
    begins = [p.begin for p in known.periods]
    return bool(said.days and begins and None not in begins and said.days[-1] < min(b for b in begins if b))


# -- offices, countries, company --------------------------------------------------------------------------------------


def _offices(name: Reason, one: Profile, other: Profile, book: OfficeBook | None) -> list[Reason]:
    if one.known or other.known:
        known, said = (one, other) if one.known else (other, one)
        return [*_known_offices(known, said, book), *_long_ended(name, known, said)]
    years = _years_apart(one, other)
    if years is not None and years >= _LIFETIME:
        return [Reason("lifetime", (str(years),))]
    same = sorted(
        (a, b)
        for a, b in product(one.posts, other.posts)
        if a.role == b.role and a.of == b.of and a.of and _near(one, other)
    )
    if same:
        return [Reason("same-post", (_role(same[0][0]), _body(same[0][0])))]
    mine, theirs = _current(one), _current(other)
    if mine and theirs:
        years = _years_apart(one, other)
        if years is not None and years < 2:
            return [Reason("other-post", (_role(mine[0]), _role(theirs[0])))]
        if years is not None and years >= 5:
            return [Reason("years-apart", (str(years),))]
    return []


def _known_offices(known: Profile, said: Profile, book: OfficeBook | None) -> list[Reason]:
    """What the gazetteer's periods say of the offices that an article gives, on the day of its report."""
    found: list[Reason] = []
    for post in sorted(said.posts):
        periods = [p for p in known.periods if p.post.role == post.role and p.post.of == post.of]
        for day in said.days or ("",):
            held = [p for p in periods if _held(p.begin, p.end, day, former=post.former)]
            if any(_within(p, day) or post.former for p in held):
                return [Reason("held-then", (_role(post), _body(post), day or "?"))]
            if held:
                return [Reason("held-lately", (_role(post), _body(post), _reach(held)))]
        early = _not_yet(periods, said)
        if early and post.role in roles() and roles()[post.role].single:
            return [Reason("not-yet", (_role(post), _body(post), early))]
        if periods and not is_bare(said):
            return [Reason("held-once", (_role(post), _body(post)))]
        if post.former or not said.days or book is None or post.role not in roles() or not roles()[post.role].single:
            continue
        if book.others_on(known.known or "", post.role, post.of, said.days[0]):
            found.append(Reason("not-then", (_role(post), _body(post), said.days[0])))
    if not found and known.periods and is_bare(said) and any(p.of and not p.former for p in said.posts):
        post = min(p for p in said.posts if p.of and not p.former)
        found.append(Reason("unknown-post", (_role(post), _body(post))))
    return found[:1]


def _not_yet(periods: list[Period], said: Profile) -> str | None:
    """Since when a known person has held an office, if a report years before that gives it to somebody."""
    begins = [p.begin for p in periods if p.begin]
    if not begins or len(begins) < len(periods) or not said.days:
        return None
    first = min(begins)
    return first if int(first[:4]) - int(said.days[-1][:4]) > 1 else None


def _long_ended(name: Reason, known: Profile, said: Profile) -> list[Reason]:
    """Somebody whose name is only nearly that of a known person who left office long ago: a grandson, a namesake."""
    ends = [p.end for p in known.periods]
    if said.posts or not said.days or not ends or None in ends or name.code in {"same-name", "other-script"}:
        return []
    last = max(e for e in ends if e)
    return [Reason("long-ended", (last,))] if int(said.days[0][:4]) - int(last[:4]) > _LONG_AGO else []


def _held(begin: str | None, end: str | None, day: str, *, former: bool) -> bool:
    if not day:
        return True
    begun = begin is None or begin <= day[: len(begin)]
    ended = end is not None and end < day[: len(end)]
    return begun and (former or not ended or _soon_after(end, day))


def _soon_after(end: str | None, day: str) -> bool:
    """Articles name a minister by the office for some weeks after it ended."""
    return end is not None and day[:7] <= _next_months(end[:7])


def _next_months(month: str) -> str:
    if len(month) < 7:
        return month
    year, number = int(month[:4]), int(month[5:7]) + 1
    return f"{year + (number > 12):04d}-{(number - 1) % 12 + 1:02d}"


def _current(profile: Profile) -> list[Post]:
    """The offices of state that a profile holds; heading two bodies at once contradicts nothing."""
    posts = (p for p in profile.posts if not p.former and p.of in countries())
    return sorted(p for p in posts if p.role in roles() and roles()[p.role].single)


def _near(one: Profile, other: Profile) -> bool:
    years = _years_apart(one, other)
    return years is None or years <= 8


def _years_apart(one: Profile, other: Profile) -> int | None:
    if not one.days or not other.days:
        return None
    spans = [(int(p.days[0][:4]), int(p.days[-1][:4])) for p in (one, other)]
    (a, b), (c, d) = spans
    return max(0, c - b, a - d)


def _nations(one: Profile, other: Profile) -> list[Reason]:
    if not one.nation or not other.nation:
        return []
    if one.nation == other.nation:
        return [Reason("same-nation", (_country(one.nation),))]
    return [Reason("other-nation", (_country(one.nation), _country(other.nation)))]


def _company(one: Profile, other: Profile) -> list[Reason]:
    """For an entity that says little: whether the article speaks of the candidate's country at all."""
    said, other = (one, other) if one.mates else (other, one)
    if not said.mates or said.nation or not other.nation:
        return []
    foreign = other.nation not in said.mates
    if foreign and other.known and said.type == "Organization" and not _exactly_known(said, other):
        return [Reason("foreign-body", (said.names[0], _country(other.nation)))]
    return [Reason("foreign" if foreign else "company", (_country(other.nation),))]


def _by_office(one: Profile, other: Profile) -> Decision:
    """A person named by office alone: its known holder on the days told of, and nobody else."""
    named, said = (other, one) if one.title else (one, other)
    shown = said.names[0] if said.names else ""
    if named.title or not said.days:
        return decide(Reason("title", (shown,)))
    day = said.days[-1]
    for post in sorted(p for p in said.posts if not p.former):
        held = [p for p in named.periods if p.post.role == post.role and p.post.of == post.of]
        held = [p for p in held if all(_surely_held(p.begin, p.end, d) for d in said.days)]
        if any(_within(p, day) for p in held):
            return decide(Reason("holder", (day, _role(post), _body(post))))
        if held:
            code = "last-holder" if _about((_reach(held),), day) else "past-holder"
            return decide(Reason(code, (_reach(held), _role(post), _body(post))))
        if not named.known and post in named.posts and all(_about(named.days, d) for d in said.days):
            return decide(Reason("reported-holder", (day, _role(post), _body(post))))
    return decide(Reason("title", (shown,)))


def _within(period: Period, day: str) -> bool:
    """Whether what is known of a period reaches to a day; one without a limit is said to last."""
    return period.end is not None or period.until is None or day <= period.until


def _reach(periods: list[Period]) -> str:
    return max(p.until or "" for p in periods)


def _about(days: tuple[str, ...], day: str) -> bool:
    """Whether a day of full precision lies within about six weeks of the reports of an office."""
    if not days or len(day) < 10 or len(days[0]) < 10:
        return False
    early, late = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    return early - timedelta(45) <= date.fromisoformat(day) <= late + timedelta(45)


def _surely_held(begin: str | None, end: str | None, day: str) -> bool:
    return begin is not None and begin <= day[: len(begin)] and (end is None or day[: len(end)] < end)


# -- bodies, countries, places, groups --------------------------------------------------------------------------------


def _things(one: Profile, other: Profile) -> Decision:
    if one.type == other.type == "Country" and one.nation and other.nation:
        if one.nation == other.nation:
            return decide(Reason("one-country", (_country(one.nation),)))
        return decide(Reason("other-nation", (_country(one.nation), _country(other.nation))))
    if "Country" in (one.type, other.type) and not _exactly_known(one, other):
        return decide()
    name = best(compare_words(a, b) for a, b in product(one.names, other.names))
    if name is None:
        return decide()
    context = [*_nations(one, other), *_company(one, other)]
    if name.code == "like-words" and "Place" in (one.type, other.type):
        context.append(Reason("other-place", (one.names[0], other.names[0])))
    context += _elsewhere(one, other)
    if not (one.known or other.known) and one.mates and other.mates and one.mates.isdisjoint(other.mates):
        context.append(Reason("other-lands", (_spoken_of(one), _spoken_of(other))))
    if _by_main_name(one, other):
        context.append(Reason("main-name", (one.main or other.main,)))
    if one.type != other.type:
        context.append(Reason("kin-type", (one.type, other.type)))
    unsaid = one if one.generic or one.vague else other
    if (unsaid.generic or unsaid.vague) and not _exactly_known(one, other):
        told = one.nation and one.nation == other.nation and not unsaid.vague
        context += [] if told else [Reason("generic", (unsaid.names[0],))]
    return decide(name, *context)


def _spoken_of(profile: Profile) -> str:
    return _country(min(profile.mates)) if profile.mates != {OTHER_LANDS} else OTHER_LANDS


def _elsewhere(one: Profile, other: Profile) -> list[Reason]:
    """Whether the article speaks of another country that has a city of this name too, and not of this one's."""
    known, said = (one, other) if one.known else (other, one)
    if not known.known or "Place" not in (one.type, other.type) or known.nation in said.mates:
        return []
    found = sorted({land for n in said.names for land in countries_with_city(n)} & said.mates)
    return [Reason("elsewhere", (_country(found[0]),))] if found else []


def _by_main_name(one: Profile, other: Profile) -> bool:
    """Whether the name that the article uses first is one that the gazetteer lists («إدلب», not «محافظة إدلب»)."""
    known, said = (one, other) if one.known else (other, one)
    return bool(known.known and said.main) and said.main in {fold(n) for n in known.names}


def _exactly_known(one: Profile, other: Profile) -> bool:
    """Whether the gazetteer lists the very name («مجلس الأمن»)."""
    return bool(one.known or other.known) and bool({fold(n) for n in one.names} & {fold(n) for n in other.names})


def _role(post: Post) -> str:
    return f"role:{post.role}" if post.role in roles() else post.title or post.role


def _body(post: Post) -> str:
    return _country(post.of) if post.of in countries() else post.body or post.of


def _country(of: str) -> str:
    return f"land:{of}"
