"""Noun phrases as units: a coordinated list of actors, or a delegation with its sender, leader and members."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.relations.arguments import Argument, Layout
from ingest.relations.cues import cues

_SENDER_GAP = 4
_PLAIN_GOVERNORS = frozenset({"", "people", "side", "delegation"})


@dataclass(slots=True)
class Unit:
    """Actors that fill a slot together. `carried` are entity ids of a delegation named in a sentence before."""

    pos: int
    end: int
    mark: str = ""
    governor: str = ""
    outer: str = ""
    arguments: list[Argument] = field(default_factory=list)
    delegation: bool = False
    members: list[Argument] = field(default_factory=list)
    senders: list[Argument] = field(default_factory=list)
    carried: list[str] = field(default_factory=list)
    leaders: list[Argument] = field(default_factory=list)
    attached: bool = False  # «على رأس وفد», «ضمن وفد»: its members go with the actor before
    conjoined: bool = False

    def ids(self) -> list[str]:
        """Who takes part: those named, else who is carried over, else the sender."""
        named = [a.entity for a in (*self.arguments, *self.members)]
        return list(dict.fromkeys(named or self.carried or [a.entity for a in self.senders]))

    @property
    def plain(self) -> bool:
        """Neither marked by a preposition nor part of another noun's complement."""
        return not self.mark and self.governor in _PLAIN_GOVERNORS

    @property
    def nisba(self) -> bool:
        """Only a nationality adjective."""
        return bool(self.arguments) and all(a.span is not None and a.span.nisba for a in self.arguments)


_LEADING = ("رياس", "تراس", "يراس", "راسه", "قياد", "يقود", "تقود", "قاده", "تقدم")
_TAKING_IN = frozenset(
    {"ضم", "يضم", "ضمت", "تضم", "شمل", "ضما", "بينهم", "ابرزهم", "رياسه", "رئاسة", "قيادة", "بقيادة"}
)
_OWN_COUNTRY = frozenset({"بلاده", "بلادها", "بلادهم", "بلدها", "بلده", "حكومته", "حكومتها", "دولته"})


def units_of(layout: Layout, carried: list[str], topic: list[str], nation: str | None) -> list[Unit]:
    """The units of a sentence in order.

    `carried` are the members of the delegation last named, `topic` whom an honorific alone («سيادته») means,
    `nation` whom «بلاده» means.
    """
    found: list[Unit] = []
    by_chain: dict[int, tuple[Unit, str]] = {}
    nouns = _delegation_nouns(layout) + [
        i
        for i, w in enumerate(layout.words)
        if (w.lstrip("ول") in cues().honorifics or _own_country(w)) and not layout.titled[i]
    ]
    events: list[tuple[int, Argument | None]] = [(a.first, a) for a in layout.arguments] + [(i, None) for i in nouns]
    for at, argument in sorted(events, key=lambda e: (e[0], e[1] is not None)):
        if argument is None and _own_country(layout.words[at]):
            if nation is not None:
                before = layout.words[at - 1] if at else ""
                word = layout.words[at]
                mark = cues().prepositions.get(before, word[0] if word[0] in "لب" and word[1:] in _OWN_COUNTRY else "")
                found.append(Unit(at, at + 1, mark, carried=[nation]))
            continue
        if argument is None and layout.words[at].lstrip("ول") in cues().honorifics:
            mark = "ل" if layout.words[at][:1] == "ل" else ""
            found.append(Unit(at, at + 1, mark, carried=list(topic)))
            continue
        if argument is None:
            found.append(_delegation(layout, at, carried))
            continue
        placed = by_chain.get(argument.chain) if argument.link else None
        if placed is not None and not _new_delegation(found, placed[0]):
            _append(placed[0], argument, placed[1])
        else:
            placed = _place(layout, found, argument)
        by_chain[argument.chain] = placed
    return found


def _own_country(word: str) -> bool:
    return word in _OWN_COUNTRY or (
        word[:1] in {"و", "ل", "ب"} and word[1:] in _OWN_COUNTRY and word not in {"بلاده", "بلادها"}
    )


def _new_delegation(found: list[Unit], unit: Unit) -> bool:
    return bool(found) and found[-1].delegation and found[-1] is not unit


def _delegation_nouns(layout: Layout) -> list[int]:
    known = cues()
    return [i for i, w in enumerate(layout.words) if not layout.titled[i] and known.governor(w) == "delegation"]


def _delegation(layout: Layout, at: int, carried: list[str]) -> Unit:
    word = layout.words[at]
    before = layout.words[at - 1] if at else ""
    unit = Unit(at, at + 1, delegation=True)
    rest = word
    if rest.startswith(("وال", "فال", "وب", "ول", "ووفد")) and len(rest) > 4:
        unit.conjoined, rest = True, rest[1:]
    if rest.startswith(("لل", "ل", "بال", "ب")):
        unit.mark = rest[0]
    elif before in cues().prepositions:
        unit.mark = cues().prepositions[before]
    unit.attached = before in {"راس", "ضمن"}
    if word.startswith(("ال", "وال", "لل", "بال", "ولل", "فال")):
        unit.carried = list(carried)
    return unit


def _append(unit: Unit, argument: Argument, role: str) -> None:
    getattr(unit, role).append(argument)
    unit.end = max(unit.end, argument.last)


def _place(layout: Layout, found: list[Unit], argument: Argument) -> tuple[Unit, str]:
    near = list(reversed(found[-3:]))
    last = near[0] if near else None
    if last is not None and last.delegation:
        role = _role_in_delegation(layout, last, argument)
        if role:
            _append(last, argument, role)
            if role == "members" and _heads(layout, last, argument):
                last.leaders.append(argument)
            return last, role
    if argument.type == "Person" and not argument.mark and _leads(layout, max(0, argument.first - 4), argument.first):
        party = next((u for u in near if u.delegation), None) or next(
            (u for u in near if _accompanies(layout, u, argument)), None
        )
        if party is not None:
            _append(party, argument, "members")
            if party.delegation and _heads(layout, party, argument):
                party.leaders.append(argument)
            return party, "members"
    unit = Unit(
        argument.first,
        argument.last,
        argument.mark,
        argument.governor,
        argument.outer,
        [argument],
        conjoined=argument.conjoined,
    )
    found.append(unit)
    return unit, "arguments"


def _heads(layout: Layout, unit: Unit, argument: Argument) -> bool:
    """Whether the words before a member say that he leads («برئاسة», «يترأسه», «تتقدمه»)."""
    words = layout.words[max(unit.pos, argument.first - 4) : argument.first]
    return any(stem in w for w in words for stem in _LEADING)


def _accompanies(layout: Layout, unit: Unit, argument: Argument) -> bool:
    """«X يرافقه Y», «X برفقة Y»; what «ضم» takes in are no companions of a name."""
    if not any(a.type == "Person" for a in unit.arguments):
        return False
    words = layout.words[max(unit.end, argument.first - 4) : argument.first]
    return not any(w.lstrip("و") in _TAKING_IN for w in words)


def _role_in_delegation(layout: Layout, unit: Unit, argument: Argument) -> str:
    gap = argument.first - unit.end
    nisba = argument.span is not None and argument.span.nisba
    if argument.type == "Person" and not argument.mark and gap <= _SENDER_GAP and _opens(layout, unit):
        return "members"
    if _leads(layout, unit.end, argument.first) and gap <= 12:
        return "members"
    if unit.senders and not argument.conjoined:
        return ""
    if nisba and gap <= _SENDER_GAP:
        return "senders"
    if argument.mark in {"من", ""} and argument.type != "Person" and gap <= _SENDER_GAP - 1 and not unit.members:
        return "senders"
    return ""


def _leads(layout: Layout, first: int, last: int) -> bool:
    """Whether a word of leading or taking in stands there; «القيادة» and «الرئاسة» with article are bodies."""
    known = cues()
    words = layout.words[max(0, first) : last]
    return last - first <= 12 and any(known.governor(w) == "leadership" and "ال" not in w[:3] for w in words)


def _opens(layout: Layout, unit: Unit) -> bool:
    """«وضم الوفد التركي …»: the verb before the delegation opens the list of its members."""
    before = layout.words[max(0, unit.pos - 1) : unit.pos]
    return any(cues().governor(w) == "leadership" and "ال" not in w[:3] for w in before)
