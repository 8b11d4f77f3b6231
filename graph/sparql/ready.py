"""The ready queries: `graph/queries/*.rq`, each with a header that names it and describes its parameters.

A parameter is a variable of the query's one line `VALUES (?a ?b) { (UNDEF 5) } # parameters`: the file
runs as it stands, with its defaults, and values given are written into that line as RDF terms by the
RDF library, never as text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from graph.sparql.guard import QueryRefused
from graph.terms import NS, XSD

_HEADER = re.compile(r"#\s*(name|title|title@ar|description|description@ar|parameter):\s*(.+)")
_HEADER_LINE = re.compile(r"^#\s*(?:name|title|title@ar|description|description@ar|parameter):.*\n", re.MULTILINE)
_PARAMETER = re.compile(r"(\w+)\s+(actor|date|relation|text|number)\s*[—-]+\s*(.+?)\s*[—-]+\s*(.+)")
_VALUES = re.compile(r"VALUES\s*\(([^)]*)\)\s*\{\s*\((.*)\)\s*\}\s*# parameters")
_VALUE = re.compile(r'"[^"]*"\S*|\S+')
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")

Finder = Callable[[str], str]
"""From a name or IRI to the canonical IRI of an actor; raises `QueryRefused` where none or several fit."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a ready query takes. `kind` is actor, date, relation, text or number."""

    name: str
    kind: str
    default: str
    what: dict[str, str]

    def __str__(self) -> str:
        """`name=default`, as it is given on the command line."""
        return f"{self.name}={self.default}"


@dataclass(frozen=True, slots=True)
class ReadyQuery:
    """A query that ships: titles and descriptions by language, and its text as it stands in the file."""

    name: str
    title: dict[str, str]
    description: dict[str, str]
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def body(self) -> str:
        """The query without its header, for an editor."""
        return header_cut(self.text)

    def bound(self, values: Mapping[str, str], find: Finder) -> str:
        """The text with values in place of defaults; raises `QueryRefused` for values or names that do not fit."""
        known = {parameter.name: parameter for parameter in self.parameters}
        if strangers := sorted(set(values) - set(known)):
            offered = ", ".join(known) or "none"
            raise QueryRefused(f"{self.name} has no parameter {strangers[0]} (it has: {offered})")
        given = {name: _term(known[name], value, find) for name, value in values.items() if value != ""}
        return _VALUES.sub(lambda match: _values_line(match, given), self.text) if given else self.text


@cache
def ready_queries() -> dict[str, ReadyQuery]:
    """All ready queries by name, in order of name."""
    folder = files("graph") / "queries"
    found = [read(f.read_text(encoding="utf-8")) for f in folder.iterdir() if f.name.endswith(".rq")]
    return {ready.name: ready for ready in sorted(found, key=lambda ready: ready.name)}


def header_cut(text: str) -> str:
    """A ready query's text without its header."""
    return _HEADER_LINE.sub("", text)


def read(text: str) -> ReadyQuery:
    """Read a file of one query with its header; raises ValueError where header and query do not fit together."""
    fields: dict[str, list[str]] = {}
    for match in _HEADER.finditer(text):
        fields.setdefault(match[1], []).append(match[2].strip())
    missing = [name for name in ("name", "title", "title@ar", "description", "description@ar") if name not in fields]
    if missing:
        raise ValueError(f"a ready query lacks {missing[0]} in its header")
    defaults = _defaults(text)
    parameters = tuple(_parameter(line, defaults) for line in fields.get("parameter", ()))
    if {p.name for p in parameters} != set(defaults):
        raise ValueError(f"{fields['name'][0]}: header and VALUES line name different parameters")
    title, described = _languages(fields, "title"), _languages(fields, "description")
    return ReadyQuery(fields["name"][0], title, described, parameters, text)


def _languages(fields: dict[str, list[str]], name: str) -> dict[str, str]:
    return {"en": " ".join(fields[name]), "ar": " ".join(fields[f"{name}@ar"])}


def _defaults(text: str) -> dict[str, str]:
    match = _VALUES.search(text)
    if match is None:
        return {}
    return {n: "" if v == "UNDEF" else _shown(v) for n, v in zip(*_columns(match), strict=True)}


def _columns(match: re.Match[str]) -> tuple[list[str], list[str]]:
    return match[1].replace("?", "").split(), _VALUE.findall(match[2])


def _shown(term: str) -> str:
    return term.split('"')[1] if term.startswith('"') else term.removeprefix("rw:")


def _parameter(line: str, defaults: dict[str, str]) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None or match[1] not in defaults:
        raise ValueError(f"the parameter line «{line}» is not «name kind — English — Arabic» of a VALUES variable")
    return Parameter(match[1], match[2], defaults[match[1]], {"en": match[3], "ar": match[4]})


def _values_line(match: re.Match[str], given: Mapping[str, NamedNode | Literal]) -> str:
    names, defaults = _columns(match)
    row = " ".join(str(given[n]) if n in given else default for n, default in zip(names, defaults, strict=True))
    return f"VALUES ({' '.join('?' + name for name in names)}) {{ ({row}) }} # parameters"


def _term(parameter: Parameter, value: str, find: Finder) -> NamedNode | Literal:
    value = value.strip()
    if parameter.kind == "actor":
        return _node(find(value))
    if parameter.kind == "relation":
        return _relation(value)
    if parameter.kind == "date":
        return Literal(_day(value, last=parameter.name in ("to", "until")), datatype=XSD["date"])
    if parameter.kind == "number":
        if not re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", value):
            raise QueryRefused(f"{parameter.name} takes a number, not «{value}»")
        return Literal(value, datatype=XSD["decimal" if "." in value else "integer"])
    return Literal(value)


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise QueryRefused(f"«{iri}» is no IRI") from None


def _relation(value: str) -> NamedNode:
    from ontology.relations import relation_types

    name = value.removeprefix("rw:").removeprefix(NS)
    if name not in relation_types():
        raise QueryRefused(f"there is no relation «{value}»: {', '.join(relation_types())}")
    return NamedNode(NS + name)


def _day(value: str, *, last: bool) -> str:
    """A day for `2025`, `2025-08` or `2025-08-31`: the first of the period, or its last for an upper bound."""
    match = _DATE.fullmatch(value)
    if match is None:
        raise QueryRefused(f"«{value}» is no date: 2025, 2025-08 or 2025-08-31")
    year, month, day = int(match[1]), int(match[2] or (12 if last else 1)), match[3]
    try:
        if day:
            return dt.date(year, month, int(day)).isoformat()
        first = dt.date(year, month, 1)
        return (_month_end(first) if last else first).isoformat()
    except ValueError:
        raise QueryRefused(f"«{value}» is no day of the calendar") from None


def _month_end(first: dt.date) -> dt.date:
    from calendar import monthrange

    return first.replace(day=monthrange(first.year, first.month)[1])
