"""Periods of office: what many articles and the gazetteer say of who held which post, and when.

A report of an office says only that it was held on the article's day. Reports of one person, title and
body fold into a period from the first to the last of them; a report that calls the office past closes the
period. Where the gazetteer knows begin or end, these stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from graph.current_identity import KnownOffice
from graph.events import Event, commonest
from graph.terms import ID, LATEST, member_order
from ontology.actors import roles
from ontology.countries import countries
from ontology.folding import bare
from ontology.titles import office_key, roles_of_title, without_nation

LONGEST_LAG = 366
"""Days by which an article may follow an event and still give the office held at it."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One article's statement of an office; `day` is the ISO day on which it held (or no longer did)."""

    iri: str
    article: str
    person: str
    title: str
    of: str | None
    country: str | None
    day: str | None
    former: bool


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's period in a post. `begin`/`end` are the known limits, `first`/`last` the days reported.

    `until` is the last day of which anything is known where no end is; None where the office is said to last.
    """

    iri: str
    person: str
    post: str
    titles: tuple[tuple[str, str], ...]
    of: str | None
    begin: str | None
    end: str | None
    first: str | None
    last: str | None
    former: bool
    open: bool
    until: str | None
    reports: tuple[str, ...]
    stated: tuple[tuple[str, str | None], ...]
    """Articles that say it is held, with their day."""

    def covers(self, earliest: str, latest: str) -> bool:
        """Whether the office is known to have been held all through these days."""
        begin, end = self.begin or self.first, self.end or (self.until or LATEST if self.open else self.last)
        return bool(begin and end and begin <= earliest and latest <= end)

    def excludes(self, earliest: str, latest: str) -> bool:
        """Whether it is known that the office was not held on any of these days."""
        return bool((self.begin and latest < self.begin) or (self.end and self.end < earliest))


@dataclass(slots=True)
class _Period:
    held: list[Observation] = field(default_factory=list)
    past: list[Observation] = field(default_factory=list)
    known: KnownOffice | None = None


def post_iri(title: str, of: str | None) -> str:
    """The post of that title in that body: the same for all who held it, however the title was worded."""
    return f"{ID}post/{_digest(_key(title, of), of or '')}"


def _key(title: str, of: str | None) -> str:
    """The kind of office that a title means. One that names its own body is not that of the country it is given.

    «رئيس غرفة التجارة» of Syria is no president of Syria.
    """
    key = office_key(title)
    own_body = key in roles() and not roles_of_title(title)
    of_state = of is not None and of.removeprefix(f"{ID}g/") in countries()
    return bare(without_nation(title)) if own_body and of_state else key


def memberships(
    person: str,
    observations: Iterable[Observation],
    known: Sequence[KnownOffice],
    country_of: Callable[[str], str | None],
    names_of: Callable[[str], Iterable[str]] = lambda _: (),
) -> tuple[Membership, ...]:
    """All periods of office of one person, in order of time.

    A report that fits an office of the gazetteer goes into its period; `country_of` gives the country of a body,
    `names_of` its names.
    """
    spells = [_Period(known=k) for k in known]
    groups: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for observation in sorted(observations, key=lambda o: member_order(o.iri)):
        home = next((p for p in spells if p.known and _fits(p.known, observation, country_of, names_of)), None)
        if home is None:
            groups[(observation.of or "", _key(observation.title, observation.of))].append(observation)
        else:
            (home.past if observation.former else home.held).append(observation)
    found = [_membership(person, p.known.of if p.known else None, p) for p in spells]
    for (of, _), group in sorted(groups.items()):
        found += [_membership(person, of or None, p) for p in _segments(group)]
    return tuple(sorted(found, key=lambda m: (m.begin or m.first or "", m.end or m.last or "", m.iri)))


def _fits(
    known: KnownOffice,
    observation: Observation,
    country_of: Callable[[str], str | None],
    names_of: Callable[[str], Iterable[str]],
) -> bool:
    """Whether a report is of this office at this time; who heads a state's body is often named as of the state."""
    of, keys = observation.of, {office_key(title) for _, title in known.titles}
    if _key(observation.title, of) not in keys:
        if known.of is None or not _names_its_place(observation.title, keys, names_of(known.of)):
            return False
        if of is not None and country_of(of) not in {None, country_of(known.of)}:
            return False
    elif of is not None and not _same_body(of, known.of, country_of, bare_title=" " not in observation.title):
        return False
    day = observation.day
    if day is None:
        return True
    if observation.former:
        lasts = known.open and known.until is None
        return not lasts and (known.end or known.until or known.begin or "") <= day
    return (known.begin or "") <= day <= (known.end or LATEST)


def _names_its_place(title: str, keys: set[str], names: Iterable[str]) -> bool:
    """Whether a title is one of these offices with the name of its place behind it («محافظ حلب», «والي كلس الجديد»)."""
    words, place = title.split(), {word for name in names for word in bare(name).split()}
    for cut in range(1, len(words)):
        tail = [word for word in words[cut:] if bare(word) in place]
        described = all(word.startswith("ال") for word in words[cut + len(tail) :])
        if tail and tail == words[cut : cut + len(tail)] and described and office_key(" ".join(words[:cut])) in keys:
            return True
    return False


def _same_body(read: str, known: str | None, country_of: Callable[[str], str | None], *, bare_title: bool) -> bool:
    """Whether a body as read can be that of the gazetteer: itself, its country, or (with a full title) its part."""
    if read == known:
        return True
    if known is None:
        return False
    # «رئيس» alone of a party is not the president of the party's country.
    return read == country_of(known) or (not bare_title and country_of(read) == known)


def _segments(observations: Sequence[Observation]) -> list[_Period]:
    """Cut reports into periods: a report that calls the office past ends one, a later holding begins another."""
    dated = sorted((o for o in observations if o.day), key=lambda o: (o.day, o.former, member_order(o.iri)))
    periods: list[_Period] = []
    for observation in dated:
        if observation.former:
            if not periods:
                periods.append(_Period())
            periods[-1].past.append(observation)
        else:
            if not periods or periods[-1].past:
                periods.append(_Period())
            periods[-1].held.append(observation)
    for observation in (o for o in observations if not o.day):
        if not periods:
            periods.append(_Period())
        (periods[-1].past if observation.former else periods[-1].held).append(observation)
    return periods


def _membership(person: str, of: str | None, period: _Period) -> Membership:
    reports = sorted((o.iri for o in (*period.held, *period.past)), key=member_order)
    days = sorted(o.day for o in period.held if o.day)
    known = period.known
    titles = _titles(period)
    begin, end = (known.begin, known.end) if known else (None, None)
    still = bool(known and known.open and not period.past)
    until = max([known.until, *days[-1:]]) if known and known.until else None
    return Membership(
        iri=reports[0] if reports else f"{ID}office/{_digest(person, of or '', titles[0][1], begin or '')}",
        person=person,
        post=post_iri(_first_title(period), of),
        titles=titles,
        of=of,
        begin=begin,
        end=end,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        former=bool(end) or bool(period.past),
        open=still,
        until=until,
        reports=tuple(reports),
        stated=tuple(sorted({(o.article, o.day) for o in period.held}, key=lambda s: (s[0], s[1] or ""))),
    )


def _first_title(period: _Period) -> str:
    """The title that names the post: Arabic where there is one."""
    titles = dict(reversed(_titles(period)))
    return titles.get("ar") or next(iter(titles.values()))


def _titles(period: _Period) -> tuple[tuple[str, str], ...]:
    seen = commonest((o.title for o in (*period.held, *period.past)), str)
    titles = dict(period.known.titles) if period.known else {}
    if seen:
        titles.setdefault("ar", seen)
    return tuple(sorted(titles.items()))


def capacities(event: Event, offices: Sequence[Membership]) -> tuple[str, ...]:
    """The posts that a participant with these offices held at an event; nothing where it is not known.

    A period that covers the event decides; where several do, those that a reporting article states. Else
    an article's own statement counts when it follows the event by a year at most and nothing known
    speaks against it.
    """
    reporting = set(event.articles)
    if event.date:
        covering = [m for m in offices if m.covers(event.earliest, event.latest)]
        stated = [m for m in covering if any(a in reporting for a, _ in m.stated)]
        if covering:
            return _posts(stated or covering)
    near = [m for m in offices if not m.excludes(event.earliest, event.latest) or not event.date]
    return _posts(m for m in near if any(a in reporting and _soon(event, d) for a, d in m.stated))


def _soon(event: Event, day: str | None) -> bool:
    if event.date is None or day is None:
        return True
    return (date.fromisoformat(day) - date.fromisoformat(event.latest)).days <= LONGEST_LAG


def _posts(offices: Iterable[Membership]) -> tuple[str, ...]:
    return tuple(sorted({m.post for m in offices}))


@dataclass(frozen=True, slots=True)
class Post:
    """A post, shared by all who held it: one title a language."""

    iri: str
    titles: tuple[tuple[str, str], ...]
    of: str | None


def post_node(iri: str, holders: Iterable[Membership]) -> Post | None:
    """The post that these memberships share; None where nobody holds it any more."""
    found = list(holders)
    if not found:
        return None
    titles: dict[str, list[str]] = defaultdict(list)
    for membership in found:
        for language, title in membership.titles:
            titles[language].append(title)
    best = ((language, commonest(names, str) or "") for language, names in sorted(titles.items()))
    return Post(iri, tuple(best), found[0].of)


def country_by_office(observations: Iterable[Observation]) -> str | None:
    """The country that most of a person's present offices belong to."""
    found = list(observations)
    present = [o.country for o in found if o.country and not o.former]
    return commonest(present or [o.country for o in found if o.country], member_order)


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:16]
