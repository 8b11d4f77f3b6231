"""What the sentences so far leave to refer to: who acted last, whom it was done to, the delegation, the meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_REMEMBERED = 6  # doers kept


@dataclass(frozen=True, slots=True)
class Doer:
    """Entity ids that acted together; `past` whether in a verb of the past, which carries a report on.

    A `party` acted as one («وفد برئاسة X وصل … استقبله»): a masculine singular means all of it.
    """

    ids: tuple[str, ...]
    past: bool
    party: bool = False


@dataclass
class Memory:
    """Entity ids by the part they played last; `recent` are shared acts: sentence, relation, subjects, objects."""

    nations: Mapping[str, str]
    genders: Mapping[str, str]
    doers: list[Doer] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    delegation: list[str] = field(default_factory=list)
    meeting: tuple[list[str], list[str]] = (([]), ([]))
    visitors: list[str] = field(default_factory=list)
    recent: list[tuple[int, str, list[str], list[str]]] = field(default_factory=list)

    @property
    def topic(self) -> list[str]:
        """Who acted last."""
        return list(self.doers[-1].ids) if self.doers else []

    def act(self, ids: Iterable[str], *, past: bool, party: bool = False) -> None:
        """Remember who acts."""
        new = tuple(ids)
        if not new:
            return
        if self.doers and self.doers[-1].ids != new:
            self.other = self.topic
        self.doers = [*self.doers[-_REMEMBERED:], Doer(new, past, party)]

    def doer(self, gender: str = "", *, past: bool = False) -> list[str]:
        """Who is meant by a verb without subject: the last doer that agrees.

        A verb of the past goes on with the last past one («قال X إن Y ستدعم، وندد …»: X condemned).
        """
        fitting = [d for d in reversed(self.doers) if self._fits(d, gender)]
        carried = next((d for d in fitting if d.past), None) if past else None
        chosen = carried or next(iter(fitting), None)
        return list(chosen.ids) if chosen is not None else self.topic

    def meant(self, gender: str, exclude: Iterable[str], *, first_other: bool) -> list[str]:
        """Whom a pronoun means: the last doer or the last object, whichever comes first in question and agrees.

        A singular means the first of several, a delegation apart.
        """
        out = set(exclude)
        last = [self.doers[-1]] if self.doers else []
        other = [Doer(tuple(self.other), past=False)]
        for doer in [*(other + last if first_other else last + other), *reversed(self.doers[:-1])]:
            left = [i for i in doer.ids if i not in out]
            if left and self._fits(doer, gender):
                return left if doer.party or not gender else left[:1]
        return []

    def agrees(self, ids: Iterable[str], gender: str) -> bool:
        """Whether the first of some actors can be of this gender."""
        first = next(iter(ids), None)
        return not gender or first is None or self.genders.get(first, gender) == gender

    def _fits(self, doer: Doer, gender: str) -> bool:
        return gender in {"", "m"} if doer.party else self.agrees(doer.ids, gender)
