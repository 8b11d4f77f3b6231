"""What two personal names say about whether they are one: the same, a part left out, another spelling or script."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import product

from graph.identity.likeness import likeness
from graph.identity.names import PersonName, drops_last
from graph.identity.profile import Profile
from graph.identity.reasons import Reason, weight
from graph.identity.spelling import core, readings
from ontology.folding import fold
from ontology.tables import rows

SAME, NEAR = 0.9, 0.74
# First names that are often dropped («محمد نضال الشعار» is called نضال الشعار); before any other, what follows
# may as well be the father's name («عدي صدام حسين»).
_DROPPED = frozenset({"محمد", "mohammed", "muhammed", "mohammad", "muhammad", "mohamed", "mehmet"})


def name_evidence(one: Profile, other: Profile) -> Reason | None:
    """The strongest that the names of two profiles say; None where they have none to compare."""
    return _listed(one, other) or best(compare_names(a, b) for a, b in _comparable(one, other))


def best(found: Iterable[Reason]) -> Reason | None:
    """The reason of most weight."""
    return max(found, key=lambda r: (weight(r.code), r.values), default=None)


def _listed(one: Profile, other: Profile) -> Reason | None:
    """A name that the gazetteer lists word for word («الملك سلمان»), unless it is one word or shared."""
    known, said = (one, other) if one.known else (other, one)
    if not known.known:
        return None
    listed = {fold(n) for n in known.names if " " in fold(n) and f"?{fold(n)}" not in known.distinctive}
    found = sorted(n for n in said.names if fold(n) in listed)
    return Reason("same-name", (found[-1], found[-1])) if found else None


def _comparable(one: Profile, other: Profile) -> list[tuple[PersonName, PersonName]]:
    """The pairs of names that tell most: full names before bare ones, one script before two."""
    pairs = list(product(one.persons, other.persons))
    full = [(a, b) for a, b in pairs if a.full and b.full] or pairs
    return [(a, b) for a, b in full if a.latin == b.latin] or full


def compare_names(a: PersonName, b: PersonName) -> Reason:
    """The evidence of two names."""
    shown = (" ".join(a.units), " ".join(b.units))
    if not a.full or not b.full:
        return _bare_names(a, b, shown)
    family, given = likeness(a.family, b.family), likeness(a.given, b.given)
    if len(a.units) != len(b.units) and _glued(a, b):
        return Reason("other-script" if a.latin != b.latin else "spelling", shown)
    if family < NEAR:
        return _shifted(a, b, shown)
    if given < NEAR:
        return _tails(a, b, shown)
    middle = _middles(a, b)
    if middle is None:
        return Reason("given-differs", shown)
    if not middle:
        code = "weak-part" if _says_little(a, b) else "part-of-name"
        return Reason(code if min(family, given) >= SAME else "near-spelling", shown)
    return Reason(_closeness(a, b, min(family, given)), shown)


def _says_little(a: PersonName, b: PersonName) -> bool:
    """Whether the shorter name is a very common given name beside the family name («محمد الشعار»)."""
    return min(len(a.units), len(b.units)) == 2 and not {core(a.given), core(b.given)}.isdisjoint(common("most"))


def _glued(a: PersonName, b: PersonName) -> bool:
    """Whether two names differ only in where they are parted («غلام رضا جوادي», «غلامرضا جوادي»)."""
    one, other = "".join(map(core, a.units)), "".join(map(core, b.units))
    if a.latin == b.latin:
        return min(len(one), len(other)) > 5 and likeness(one, other) >= SAME
    if max(len(a.units), len(b.units)) > 5:
        return False
    spelled = ({"".join(parts) for parts in product(*(readings(u)[:3] for u in name.units))} for name in (a, b))
    return any(len(key) > 4 for key in set.intersection(*spelled))


def _closeness(a: PersonName, b: PersonName, least: float) -> str:
    if least == 1.0:
        return "same-name"
    if a.latin != b.latin:
        return "other-script" if least >= SAME else "near-script"
    return "spelling" if least >= 0.8 else "near-spelling"


def _middles(a: PersonName, b: PersonName) -> bool | None:
    """True where the middle names agree, False where one has more of them, None where they contradict."""
    short, long = sorted((a.units[1:-1], b.units[1:-1]), key=len)
    at = 0
    for unit in short:
        while at < len(long) and likeness(unit, long[at]) < NEAR:
            at += 1
        if at == len(long):
            return None
        at += 1
    return len(short) == len(long)


def _tails(a: PersonName, b: PersonName, shown: tuple[str, str]) -> Reason:
    """Given names differ: one may have dropped its first («نضال الشعار» of «محمد نضال الشعار»)."""
    short, long = sorted((a.units, b.units), key=len)
    if len(short) < len(long) and all(likeness(x, y) >= SAME for x, y in zip(short[::-1], long[::-1], strict=False)):
        code = "name-in-name" if core(long[0]) in _DROPPED else "fathers-name"
        return Reason(code, (" ".join(long), " ".join(short)))
    return Reason("given-differs", shown)


def _shifted(a: PersonName, b: PersonName, shown: tuple[str, str]) -> Reason:
    """Family names differ: one may have dropped its last («محمد بن سلمان» of «محمد بن سلمان آل سعود»)."""
    short, long = sorted((a.units, b.units), key=len)
    if len(short) < len(long) and all(likeness(x, y) >= SAME for x, y in zip(short, long, strict=False)):
        usual = drops_last(a if a.units == long else b) or fold(long[-1]).startswith("ابو ")
        return Reason("part-of-name" if usual else "dropped-last", (" ".join(short), " ".join(long)))
    return Reason("family-differs", shown)


def _bare_names(a: PersonName, b: PersonName, shown: tuple[str, str]) -> Reason:
    if not a.full and not b.full:
        same = likeness(a.family, b.family) >= SAME
        return Reason("bare-name", shown[:1]) if same else Reason("family-differs", shown)
    short, long = (a, b) if b.full else (b, a)
    if likeness(short.family, long.family) >= SAME:
        return Reason("family-name", (" ".join(short.units), " ".join(long.units)))
    return Reason("family-differs", shown)


# -- names that many bear ---------------------------------------------------------------------------------------------


@cache
def common(kind: str) -> frozenset[str]:
    """The cores of names that very many people bear: as `given` or `family` name; `most` of all."""
    return frozenset(core(row["word"]) for row in rows("common_names.csv") if row["kind"] == kind)


def is_common(name: PersonName) -> bool:
    """Whether a full name is borne by so many that it tells nobody («محمد الأحمد», Ahmet Kaya)."""
    cores = [core(unit) for unit in name.units]
    if len(cores) == 2:
        return cores[0] in common("given") and cores[1] in common("family")
    return len(cores) == 3 and all(c in common("most") for c in cores)


def has_common_name(profile: Profile) -> bool:
    """Whether a person, not of the gazetteer, is called by nothing but a full name that very many bear."""
    persons = [n for n in profile.persons if n.full] if profile.type == "Person" and not profile.known else []
    return bool(persons) and all(map(is_common, persons))
