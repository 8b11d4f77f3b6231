"""The relation part of `rawabit.ttl`, made from the relation catalogue: properties, event types, PLOVER, CAMEO.

`vocabulary_turtle()` makes it anew, so a relation added to the catalogue is in every graph. `python -m ontology.vocabulary`
writes it into the file too, between its two marks, for those who read the file; a test holds it up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from ontology.relations import RelationType, relation_types

BEGIN = "# --- made from catalogue/relations.toml by `python -m ontology.vocabulary`: do not edit below ---"
END = "# --- end of what is made from the catalogue ---"

_CLASSES = {
    "Person": "schema:Person",
    "Organization": "org:FormalOrganization",
    "Country": "schema:Country",
    "Place": "schema:Place",
    "Group": "rw:Group",
}
FAMILIES = {
    "contact": ("Contact", "تواصل"),
    "courtesy": ("Courtesy", "مجاملة"),
    "agreement": ("Agreement", "اتفاق"),
    "support": ("Support", "دعم"),
    "conflict": ("Conflict", "نزاع"),
    "sanction": ("Sanctions", "عقوبات"),
    "state": ("Offices and delegations", "مناصب ووفود"),
}
PLOVER = {
    "CONSULT": ("Consult: talks, visits, calls", "تشاور: مباحثات وزيارات واتصالات"),
    "SUPPORT": ("Support: diplomatic or verbal", "دعم دبلوماسي أو كلامي"),
    "CONCEDE": ("Concede: ease pressure", "تنازل: تخفيف الضغط"),
    "AID": ("Aid: material help", "معونة: مساعدة مادية"),
    "ACCUSE": ("Accuse: disapprove, allege", "اتهام: استنكار وادعاء"),
    "THREATEN": ("Threaten", "تهديد"),
    "SANCTION": ("Sanction: reduce relations", "عقوبات: تقليص العلاقات"),
    "ASSAULT": ("Assault: violence", "اعتداء: عنف"),
}


def literal(text: str, language: str) -> str:
    """A Turtle literal with its language."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"@{language}'


def labels(names: dict[str, str]) -> str:
    """Labels in every language of the catalogue, Arabic first."""
    return " , ".join(literal(names[tag], tag) for tag in sorted(names))


def relation_part(types: Iterable[RelationType] | None = None) -> str:
    """The Turtle of all relations; of the packaged catalogue where none are given."""
    relations = list(relation_types().values() if types is None else types)
    blocks = [
        *(_family(name) for name in dict.fromkeys(r.family for r in relations)),
        *(_plover(name) for name in sorted({n for r in relations if r.plover for n in _plover_chain(r.plover)})),
        *(_relation(r) for r in relations),
    ]
    return "\n".join([BEGIN, "", *blocks, END, ""])


def _plover_chain(code: str) -> Iterator[str]:
    yield code.split("-", maxsplit=1)[0]
    if "-" in code:
        yield code


def _family(name: str) -> str:
    english, arabic = FAMILIES.get(name, (name.capitalize(), name))
    return (
        f"rw:family-{name} a skos:Concept ; skos:inScheme rw:eventTypes ; skos:topConceptOf rw:eventTypes ;\n"
        f"    skos:prefLabel {literal(arabic, 'ar')} , {literal(english, 'en')} .\n"
    )


def _plover(code: str) -> str:
    root, _, mode = code.partition("-")
    english, arabic = PLOVER.get(root, (root.capitalize(), root))
    name = [
        literal(f"{arabic} ({mode})" if mode else arabic, "ar"),
        literal(f"{root} ({mode})" if mode else english, "en"),
    ]
    broader = f" ;\n    skos:broader rw:plover-{root}" if mode else " ;\n    skos:topConceptOf rw:plover"
    return (
        f"rw:plover-{code} a skos:Concept ; skos:inScheme rw:plover ;\n"
        f'    skos:notation "{code}"^^rw:PLOVER ;\n    skos:prefLabel {" , ".join(name)}{broader} .\n'
    )


def _relation(r: RelationType) -> str:
    kinds = ["owl:ObjectProperty", "skos:Concept", *(["owl:SymmetricProperty"] if r.symmetric else [])]
    lines = [
        f"rw:{r.name} a {' , '.join(kinds)}",
        f"rdfs:label {labels(r.label)}",
        f"skos:prefLabel {labels(r.noun)}",
        "rdfs:isDefinedBy <https://w3id.org/rawabit/ns>",
        f"rdfs:subPropertyOf {'rw:' + r.implies if r.implies else 'rw:tie'}",
        f"skos:inScheme rw:eventTypes ; skos:broader rw:family-{r.family}",
        f"schema:domainIncludes {_classes(r.subject)}",
        f"schema:rangeIncludes {_classes(r.object)}",
    ]
    if r.meaning:
        lines.insert(3, f"rdfs:comment {labels(r.meaning)}")
    if r.plover:
        lines.append(f"skos:broadMatch rw:plover-{r.plover}")
    if r.cameo:
        lines.append("skos:notation " + " , ".join(f'"{code}"^^rw:CAMEO' for code in r.cameo))
    return " ;\n    ".join(lines) + " .\n"


def _classes(types: Iterable[str]) -> str:
    return " , ".join(_CLASSES[t] for t in _CLASSES if t in types)


def with_relations(turtle: str, part: str | None = None) -> str:
    """The text of `rawabit.ttl` with its relation part made anew; raises ValueError where the marks are missing."""
    head, begin, rest = turtle.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError("rawabit.ttl has lost the marks of its relation part")
    return head + (part or relation_part()).rstrip("\n") + tail


def vocabulary_turtle() -> str:
    """The whole vocabulary as Turtle: the packaged file with the relations of the catalogue as it is now."""
    return with_relations((files("ontology") / "rawabit.ttl").read_text(encoding="utf-8"))


def main() -> int:
    """Write the relation part into `rawabit.ttl`; 0 when done."""
    path = Path(str(files("ontology") / "rawabit.ttl"))
    path.write_text(with_relations(path.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
