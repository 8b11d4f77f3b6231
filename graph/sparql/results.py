"""The answer to a query as Python values, and written for a terminal, a spreadsheet or another program."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import pyoxigraph as ox

from graph.sparql import formats
from graph.sparql.formats import Row
from graph.sparql.guard import QueryRefused
from graph.sparql.pool import Reply
from graph.terms import PREFIXES

_DAYS = ("date", "published", "first", "last", "earliest", "latest", "begin", "end")
FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld")


@dataclass(frozen=True, slots=True)
class Results:
    """What a query gave: a table, a truth or a graph. `cut` tells that the row limit cut it short.

    `named` tells that the rows name things in words: on a terminal columns of IRIs are then left out.
    """

    kind: str
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None
    triples: tuple[ox.Triple, ...] = ()
    cut: bool = False
    named: bool = False

    @classmethod
    def of(cls, reply: Reply) -> Results:
        """Read a reply in JSON or N-Triples."""
        if reply.kind == "graph":
            quads = ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES)
            return cls("graph", triples=tuple(quad.triple for quad in quads), cut=reply.cut)
        parsed: Any = ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.JSON)
        if isinstance(parsed, ox.QueryBoolean):
            return cls("boolean", boolean=bool(parsed))
        names = tuple(variable.value for variable in parsed.variables)
        return cls("table", names, tuple(tuple(solution) for solution in parsed), cut=reply.cut)

    def __len__(self) -> int:
        return len(self.rows) or len(self.triples)

    def records(self) -> list[dict[str, str | None]]:
        """The rows of a table as dictionaries of plain texts, None where nothing is bound."""
        cells = ([None if term is None else formats.plain_value(term) for term in row] for row in self.rows)
        return [dict(zip(self.variables, row, strict=True)) for row in cells]


def write_results(results: Results, form: str, out: BinaryIO) -> None:
    """Write results in one of `FORMATS`; raises `QueryRefused` where the form does not suit the kind of answer."""
    if form not in FORMATS:
        raise QueryRefused(f"there is no format «{form}»: {', '.join(FORMATS)}")
    if results.kind == "graph":
        out.write(_graph(results, form))
    elif form in formats.GRAPHS:
        raise QueryRefused(f"{form} holds graphs: SELECT and ASK answer in table, csv, tsv, json or xml")
    elif results.kind == "boolean":
        word = "yes · نعم" if results.boolean else "no · لا"
        out.write(f"{word}\n".encode() if form == "table" else formats.boolean(bool(results.boolean), form))
    elif form == "table":
        out.write(_drawn(results).encode("utf-8"))
    elif form == "csv":
        out.write(spreadsheet(results.variables, results.rows))
    else:
        out.write(formats.table(results.variables, results.rows, form))


def spreadsheet(variables: Sequence[str], rows: Sequence[Row]) -> bytes:
    """CSV whose cells no spreadsheet runs as a formula."""
    from graph.export.table import cell

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(variables)
    writer.writerows([_cell(term, cell) for term in row] for row in rows)
    return text.getvalue().encode("utf-8")


def short(iri: str) -> str:
    """The IRI with its prefix where one fits: `rw:metWith`."""
    from urllib.parse import unquote

    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{unquote(iri[len(base) :])}"
    return iri


def _graph(results: Results, form: str) -> bytes:
    if form == "table":
        form = "ttl"
    if form not in formats.GRAPHS:
        raise QueryRefused(f"CONSTRUCT and DESCRIBE answer in {', '.join(f for f in FORMATS if f in formats.GRAPHS)}")
    return formats.triples(results.triples, form)


def _cell(term: formats.Term | None, cell: Any) -> str:
    value = formats.plain_value(term)
    numeric = isinstance(term, ox.Literal) and term.datatype.value.rpartition("#")[2] in (
        "integer",
        "decimal",
        "double",
    )
    return value if numeric else str(cell(value))


def _drawn(results: Results) -> str:
    from rich.console import Console
    from rich.table import Table

    # A sentence gets three times the room of a name.
    drawn = Table(show_lines=results.named, header_style="bold", expand="sentence" in results.variables)
    shown = _columns(results)
    for columns in shown:
        name = results.variables[columns[0]]
        share = 3 if name == "sentence" else 1
        drawn.add_column(name, overflow="fold", ratio=None if name in _DAYS else share, no_wrap=name in _DAYS)
    for row in results.rows:
        drawn.add_row(*(_cell_text(row, columns) for columns in shown))
    out = io.StringIO()
    console = Console(file=out, force_terminal=False, highlight=False, width=_width())
    console.print(drawn)
    count = len(results.rows)
    console.print(f"{count} row{'' if count == 1 else 's'}{' (cut at the limit)' if results.cut else ''}")
    return out.getvalue()


def _columns(results: Results) -> list[list[int]]:
    """What stands in each column of a table for people: of a ready query no IRIs, and both names in one."""
    names = list(results.variables)
    if not results.named:
        return [[c] for c in range(len(names))]
    words = [c for c in range(len(names)) if any(_is_word(row[c]) for row in results.rows)]
    first = [c for c in words if names[c].removesuffix("_en") not in names or not names[c].endswith("_en")]
    return [[c, *(w for w in words if names[w] == f"{names[c]}_en")] for c in first] or [[c] for c in range(len(names))]


def _is_word(term: formats.Term | None) -> bool:
    return term is not None and not isinstance(term, ox.NamedNode)


def _cell_text(row: Row, columns: list[int]) -> Any:
    from rich.text import Text

    return Text("\n").join(_text(row[c]) for c in columns if row[c] is not None)


def _text(term: formats.Term | None) -> Any:
    from rich.text import Text

    value = short(term.value) if isinstance(term, ox.NamedNode) else formats.plain_value(term)
    # Articles are untrusted: a terminal obeys control characters.
    line = value.replace("\r", "").replace("\n", " ")
    return Text("".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line))


def _width() -> int:
    import shutil

    return max(60, shutil.get_terminal_size((160, 24)).columns)
