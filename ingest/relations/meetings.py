"""A meeting told over several sentences: its sides, and who joins them («حضر اللقاء من الجانب التركي …»)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ingest.relations.arguments import Layout
from ingest.relations.clauses import Frame, mutual
from ingest.relations.cues import cues
from ingest.relations.units import Unit

_REACH = 8  # sentences after which a meeting is no longer meant
_SIDE_GAP = 2  # words between «الجانب» and its adjective
_NEAR = 5  # words after «حضر» among which the occasion is named


@dataclass
class Meeting:
    """Two sides of actors; `relation` is what ties them, `hosted` whether the left side received the right."""

    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    relation: str = "metWith"
    hosted: bool = False
    sentence: int = -9

    def holds(self, ids: Iterable[str]) -> bool:
        """Whether all of these take part already."""
        return set(ids) <= {*self.left, *self.right}


class Gathering:
    """The meeting that an article is telling of, with what is known of its actors."""

    def __init__(self, types: Mapping[str, str], nations: Mapping[str, str]) -> None:
        self.types = types
        self.nations = nations
        self.meeting = Meeting()

    def begin(self, relation: str, left: Iterable[str], right: Iterable[str], sentence: int) -> None:
        """Remember a meeting between two sides; one told again keeps those who joined."""
        left, right = self._actors(left), self._actors(right)
        if not left or not right:
            return
        if sentence - self.meeting.sentence <= _REACH and self.meeting.holds([*left, *right]):
            self.meeting.sentence = sentence
            return
        tie = "spokeWith" if relation == "spokeWith" else "metWith"
        self.meeting = Meeting(left, right, tie, relation == "hosted", sentence)

    def join(self, people: Iterable[str], nation: str | None) -> None:
        """Let members of a delegation join the side of their nation."""
        for person in people:
            side = self._side(nation or self.nations.get(person))
            if side is not None and not self.meeting.holds([person]):
                side.append(person)

    def attend(self, layout: Layout, units: list[Unit], at: int, end: int) -> Frame | None:
        """Who attended from word `at` on, tied to the other side; None where it is no meeting or nobody is named."""
        if _ceremony(layout, at):
            return None
        people = _attendees(layout, units, at, end, self.types)
        if not people:
            return None
        if layout.sentence.index - self.meeting.sentence > _REACH:
            self.meeting = Meeting(sentence=layout.sentence.index)
        self.meeting.sentence = layout.sentence.index
        if not self.meeting.left and not self.meeting.right:
            among = mutual(
                list(people), "metWith", {p: n or self.nations.get(p, p) for p, n in people.items()}, "attendance"
            )
            if among.ties:
                return Frame(among.subjects, among.objects, "attendance", "attendance", among.ties)
        third: list[str] = []
        for person, nation in people.items():
            self._seat(person, nation or self.nations.get(person), third)
        return self._frame(people, third)

    def _seat(self, person: str, nation: str | None, third: list[str]) -> None:
        """Put an attendee on the side of his nation; who is of neither is a party of his own."""
        if self.meeting.holds([person]):
            return
        side = self._side(nation)
        if side is not None:
            side.append(person)
        elif not self.meeting.left or nation is None or self._nation(self.meeting.left) is None:
            self.meeting.left.append(person)
        elif not self.meeting.right or self._nation(self.meeting.right) is None:
            self.meeting.right.append(person)
        else:
            third.append(person)

    def _frame(self, people: Mapping[str, str | None], third: list[str]) -> Frame:
        """The ties of the attendees: each with all of the other side, parties of their own with everybody."""
        meeting = self.meeting
        everybody = [*meeting.left, *meeting.right, *third]
        ties = set()
        for person in people:
            if person in third:
                nation = people[person] or self.nations.get(person)
                across = [o for o in everybody if o != person and (people.get(o) or self.nations.get(o)) != nation]
            else:
                across = [*(meeting.right if person in meeting.left else meeting.left), *third]
            ties |= {(meeting.relation, person, other) for other in self._seen(across)}
        others = [o for o in dict.fromkeys(o for _, _, o in sorted(ties)) if o not in people]
        return Frame(list(people), others, "attendance", "attendance", ties)

    def _side(self, nation: str | None) -> list[str] | None:
        """The side of a nation, where one is known to be and the other is not the same."""
        if nation is None:
            return None
        left, right = self._nation(self.meeting.left), self._nation(self.meeting.right)
        if left == right:
            return None
        return self.meeting.left if nation == left else self.meeting.right if nation == right else None

    def _nation(self, side: list[str]) -> str | None:
        return next((n for e in side if (n := self.nations.get(e)) is not None), None)

    def _actors(self, ids: Iterable[str]) -> list[str]:
        return [i for i in dict.fromkeys(ids) if self.types.get(i) != "Place"]

    def _seen(self, ids: list[str]) -> list[str]:
        """The persons of a side; its body or country only where nobody of it is named."""
        people = [i for i in ids if self.types.get(i) == "Person"]
        return people or ids


def _ceremony(layout: Layout, at: int) -> bool:
    """«حضر مراسم التوقيع»: those who attend a ceremony have not met."""
    known = cues()
    return any(known.is_a(w, "ceremony") for w in layout.words[at : at + _NEAR])


def _attendees(layout: Layout, units: list[Unit], at: int, end: int, types: Mapping[str, str]) -> dict[str, str | None]:
    """Persons named from word `at` to `end`, each with the country of the side that he is said to be on."""
    sides = _sides(layout, at, end)
    found: dict[str, str | None] = {}
    for unit in units:
        if not at <= unit.pos < end or unit.nisba or (unit.mark and unit.mark not in {"من", "عن"}):
            continue
        before = [nation for where, nation in sides if where < unit.pos]
        for person in (i for i in unit.ids() if types.get(i) == "Person"):
            found.setdefault(person, before[-1] if before else None)
    if len(sides) == 1 and found and not any(found.values()):
        found = dict.fromkeys(found, sides[0][1])  # «حضره A وB عن الجانب السوري»
    return found


def _sides(layout: Layout, at: int, end: int) -> list[tuple[int, str]]:
    """Where «الجانب السوري» and the like stand, with the country of each."""
    known = cues()
    nisbas = [a for a in layout.arguments if a.nisba]
    return [
        (i, next_to.entity)
        for i in range(at, min(end, len(layout.words)))
        if known.governor(layout.words[i]) == "side"
        for next_to in [next((a for a in nisbas if 0 < a.first - i <= _SIDE_GAP), None)]
        if next_to is not None
    ]
