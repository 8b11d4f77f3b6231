"""Noun phrases as units: a coordinated list of actors, or a delegation with its sender, leader and members."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.relations.arguments import Argument, Layout
from ingest.relations.cues import cues
from ingest.relations.parties import Place, opening, places_in_parties
from ingest.relations.referents import Referents, nouns_in, stands_for

_SENDER_GAP = 4
_SHORT = 4  # letters of a word too short to carry a clitic and an article
_MEMBERS = frozenset({"اعضاء", "اعضاءه"})
_ATTACHING = {"راس": "heads", "ضمن": "within"}
_ARTICLES = ("ال", "وال", "لل", "بال", "ولل", "فال")
_STANDING_FOR = frozenset({"people", "side"})
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
    attached: str = (
        ""  # «على رأس وفد» heads, «ضمن وفد» within, «والوفد المرافق» beside: its members go with the actor before
    )
    conjoined: bool = False
    companions: list[Unit] = field(default_factory=list)
    accompanies: bool = False  # its travellers go with a unit before, as that one's companions
    same: Unit | None = None  # «الوفد» of the sentence named before in it

    def ids(self) -> list[str]:
        """Who takes part: those named with who travels with them, else who is carried over, else the sender."""
        named = [a.entity for a in (*self.arguments, *self.members)]
        named += [i for u in self.companions for i in u.travellers()]
        if not named and self.same is not None:
            return self.same.ids()
        return list(dict.fromkeys(named or self.carried or [a.entity for a in self.senders]))

    def travellers(self) -> list[str]:
        """The persons of a delegation: those listed, else those known from before."""
        return [a.entity for a in self.members if a.type == "Person"] or list(self.carried)

    @property
    def plain(self) -> bool:
        """Neither marked by a preposition nor part of another noun's complement."""
        return not self.mark and self.governor in _PLAIN_GOVERNORS

    @property
    def nisba(self) -> bool:
        """Only a nationality adjective, of a noun that does not stand for its country («الجانب التركي» does)."""
        adjectival = bool(self.arguments) and all(a.nisba for a in self.arguments)
        return adjectival and self.governor not in _STANDING_FOR


def units_of(layout: Layout, referents: Referents) -> list[Unit]:
    """The units of a sentence in order; `referents` tells whom nouns like «بلاده» and «الوفد» stand for."""
    found: list[Unit] = []
    by_chain: dict[int, tuple[Unit, str]] = {}
    delegations = _delegation_nouns(layout)
    placed_in = places_in_parties(layout, delegations)
    standing = [i for i in nouns_in(layout) if i not in delegations]
    events: list[tuple[int, Argument | None]] = [(a.first, a) for a in layout.arguments]
    events += [(i, None) for i in (*delegations, *standing)]
    for at, argument in sorted(events, key=lambda e: (e[0], e[1] is not None)):
        if argument is None and at in standing:
            unit = _standing(layout, found, referents, at)
            if unit.carried:
                found.append(unit)
            continue
        if argument is None:
            found.append(_delegation(layout, found, at, referents.delegation))
            continue
        if _in_party(found, argument, placed_in.get(argument.rank)):
            continue
        placed = by_chain.get(argument.chain) if argument.link else None
        if placed is not None and not _new_delegation(found, placed[0]):
            _append(placed[0], argument, placed[1])
        else:
            placed = _place(found, argument)
        by_chain[argument.chain] = placed
    return found


def _standing(layout: Layout, found: list[Unit], referents: Referents, at: int) -> Unit:
    """The unit of a noun that stands for actors named before; two, where two stand in the sentence itself."""
    noun, clitics = stands_for(layout.words[at])
    people = [u.ids()[:1] for u in found if any(a.type == "Person" for a in (*u.arguments, *u.members))]
    if noun in cues().sides and len(people) > 1:
        return Unit(at, at + 1, conjoined=clitics[:1] == "و", carried=[i for ids in people[-2:] for i in ids])
    before = layout.words[at - 1] if at else ""
    mark = clitics[-1:] if clitics[-1:] in {"ل", "ب", "ك"} else cues().prepositions.get(before, "")
    return Unit(at, at + 1, mark, conjoined=clitics[:1] == "و", carried=referents.meant(noun))


def _new_delegation(found: list[Unit], unit: Unit) -> bool:
    return bool(found) and found[-1].delegation and found[-1] is not unit


def _delegation_nouns(layout: Layout) -> list[int]:
    known = cues()
    return [i for i, w in enumerate(layout.words) if not layout.titled[i] and known.governor(w) == "delegation"]


def _delegation(layout: Layout, found: list[Unit], at: int, carried: list[str]) -> Unit:
    word = layout.words[at]
    before = layout.words[at - 1] if at else ""
    unit = Unit(at, at + 1, delegation=True)
    rest = word
    if rest.startswith(("وال", "فال", "وب", "ول", "ووفد")) and len(rest) > _SHORT:
        unit.conjoined, rest = True, rest[1:]
    if rest.startswith(("لل", "ل", "بال", "ب")):
        unit.mark = rest[0]
    elif before in cues().prepositions:
        unit.mark = cues().prepositions[before]
    accompanying = at + 1 < len(layout.words) and opening(layout.words[at + 1].removeprefix("ال"))[0] == "accompany"
    person = next((u for u in reversed(found) if any(a.type == "Person" for a in u.arguments)), None)
    members_of = before.lstrip("و") in _MEMBERS
    unit.conjoined = unit.conjoined or (members_of and before[:1] == "و")
    beside = person is not None and at - person.end <= 1 + members_of and unit.conjoined
    if before in _ATTACHING:
        unit.attached = _ATTACHING[before]
    elif (beside and (accompanying or word.startswith(_ARTICLES))) or _accompanied_by(layout, at):
        unit.attached = "beside"
    if unit.attached and person is not None:
        person.companions.append(unit)
        unit.accompanies = True
    if word.startswith(_ARTICLES):
        unit.carried = list(carried)
        if not accompanying:
            unit.same = next((u for u in reversed(found) if u.delegation and u.same is None), None)
    return unit


def _accompanied_by(layout: Layout, at: int) -> bool:
    """«X يرافقه وفد»: the delegation travels with the person before."""
    return any(opening(w)[0] == "accompany" for w in layout.words[max(0, at - 2) : at])


def _in_party(found: list[Unit], argument: Argument, place: Place | None) -> bool:
    """Put an argument into the delegation it is listed in, or beside whom it accompanies; whether there is one."""
    if place is None:
        return False
    if place.beside is not None:
        unit = next((u for u in reversed(found) if place.beside in (*u.arguments, *u.members)), None)
    else:
        unit = next((u for u in found if u.delegation and u.pos == place.party), None)
    if unit is None:
        return False
    _append(unit, argument, "members")
    if place.leads:
        unit.leaders.append(argument)
    return True


def _append(unit: Unit, argument: Argument, role: str) -> None:
    getattr(unit, role).append(argument)
    unit.end = max(unit.end, argument.last)


def _place(found: list[Unit], argument: Argument) -> tuple[Unit, str]:
    last = found[-1] if found else None
    if last is not None and last.delegation and _sends(last, argument):
        _append(last, argument, "senders")
        return last, "senders"
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


def _sends(unit: Unit, argument: Argument) -> bool:
    """Whether an argument right behind a delegation says who sent it («وفد تركي», «وفد من وزارة الدفاع»)."""
    gap = argument.first - unit.end
    if (unit.senders and not argument.conjoined) or (unit.attached == "beside" and gap > 0):
        return False
    if argument.nisba:
        return gap <= _SENDER_GAP
    return argument.mark in {"من", ""} and argument.type != "Person" and gap <= _SENDER_GAP - 1 and not unit.members
