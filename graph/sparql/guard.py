r"""Which queries are let through: read-only ones that name graphs of this store and reach nowhere else.

A query is decided on by its parse tree, because words can be hidden: `SERV\u0049CE` is SERVICE, and a
comment that one reader ends at a carriage return goes on for another. So the text is first brought to
the one form that every reader understands alike (`plain`), and that form is both judged and run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

LONGEST_QUERY = 100_000
DEEPEST = 60
"""Brackets within brackets: more is no question of an analyst, and overflows recursive readers."""

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")
# A second look that shares no code with the parser: the keyword where a pattern can begin.
_SERVICE = re.compile(r"(?<![A-Za-z_:?$/#-])service\s*(?:#|<|\?|\$|silent\b|[\w.-]*:)", re.IGNORECASE)
_GRAPH_VARIABLE = re.compile(
    r"""(\"\"\"[\s\S]*?\"\"\"|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|\#[^\n]*)"""
    r"|(?<![\w:?$/.-])GRAPH\s*([?$]\w+)",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"\s*(?:(?:#[^\n]*\n|prefix\s+\S*\s*<[^>]*>|base\s*<[^>]*>)\s*)*"
    r"(insert|delete|load|clear|create|drop|copy|move|add|with)\b",
    re.IGNORECASE,
)
_SCHEMES = ("http://", "https://")
_FORMS = {"SelectQuery": "select", "AskQuery": "ask", "ConstructQuery": "construct", "DescribeQuery": "describe"}


class QueryRefused(ValueError):  # noqa: N818 - said of the query, not of the program
    """The query is not run; the message tells its writer why, in one line."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may run: its text in plain form, its form, and the graphs that FROM and FROM NAMED name.

    `defaults` and `named` are None where the query has no such clause of either kind. `graphs` are those that GRAPH
    names, None where one is written in a way that readers may understand differently; `graph_variables` counts the
    GRAPH patterns with a variable.
    """

    text: str
    form: str
    defaults: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    graphs: tuple[str, ...] | None = ()
    graph_variables: int = 0

    def without(self, graph: str) -> str | None:
        """The text, changed so that no GRAPH pattern finds this graph; None where that cannot be done for certain."""
        if self.graphs is None or graph in self.graphs:
            return None
        changed = 0

        def kept_from(match: re.Match[str]) -> str:
            nonlocal changed
            if match[1] is not None:  # a string, an IRI or a comment
                return match[0]
            changed += 1
            return f"FILTER({match[2]} != <{graph}>) {match[0]}"

        text = _GRAPH_VARIABLE.sub(kept_from, self.text)
        return text if changed == self.graph_variables else None


def check(query: str) -> Checked:
    """Let a query through or raise `QueryRefused`."""
    text = plain(query)
    _deep_enough(text)
    if _SERVICE.search(text):
        raise QueryRefused("SERVICE is not offered: queries stay within this graph")
    if match := _UPDATE.match(text):
        raise QueryRefused(f"{match[1].upper()} is an update: this place answers questions only")
    prologue, tree = _parsed(text)
    form = _FORMS.get(getattr(tree, "name", ""))
    if form is None:
        raise QueryRefused("only SELECT, ASK, CONSTRUCT and DESCRIBE are answered")
    for node in _walk(tree):
        _judge(node)
    return _with_dataset(text, form, prologue, tree)


def plain(query: str) -> str:
    r"""The query with `\uXXXX` replaced by what it stands for (SPARQL 1.1, 19.2) and line ends as `\n`.

    Raises `QueryRefused` for texts that are too long, hold control characters, or escape an escape.
    """
    if len(query) > LONGEST_QUERY:
        raise QueryRefused(f"the query is longer than {LONGEST_QUERY:,} characters")
    text = _ESCAPE.sub(_character, query).replace("\r\n", "\n").replace("\r", "\n")
    if _ESCAPE.search(text):
        raise QueryRefused("the query escapes an escape sequence")
    strange = next((c for c in text if (c < " " and c not in "\t\n") or c in "\x7f\u2028\u2029\x85"), None)
    if strange is not None:
        raise QueryRefused(f"the query holds a control character (U+{ord(strange):04X})")
    return text


def graph_iri(iri: str) -> str:
    """The IRI of a graph to read from; raises `QueryRefused` unless it is an absolute http(s) IRI."""
    if not iri.lower().startswith(_SCHEMES):
        raise QueryRefused(f"<{iri[:200]}> is no graph of this store: graphs have http or https names")
    if re.search(r'[\s<>"{}|\\^`]', iri):
        raise QueryRefused("a graph name holds a character that no IRI has")
    return iri


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise QueryRefused(f"{match[0]} is no character")
    return chr(code)


def _deep_enough(text: str) -> None:
    depth = deepest = 0
    for character in text:
        if character in "{([":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "})]":
            depth -= 1
    if deepest > DEEPEST:
        raise QueryRefused(f"the query nests brackets deeper than {DEEPEST}")


def _parsed(text: str) -> tuple[Any, Any]:
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        prologue, tree = parseQuery(text)[:2]
    except ParseBaseException as error:
        raise QueryRefused(
            f"syntax error at line {error.lineno}, column {error.column}: {_near(error.line, error.column)}"
        ) from None
    except RecursionError:
        raise QueryRefused("the query is nested too deeply") from None
    except ValueError as error:
        raise QueryRefused(f"syntax error: {error}") from None
    return prologue, tree


def _near(line: str, column: int) -> str:
    rest = line[column - 1 :].strip()
    return f"«{rest[:60]}»" if rest else "the query ends too early"


def _walk(node: Any) -> Iterator[Any]:
    """Every node of a parse tree, without recursion."""
    stack = [node]
    while stack:
        found = stack.pop()
        yield found
        if isinstance(found, Mapping):
            stack.extend(found.values())
        elif not isinstance(found, str) and hasattr(found, "__iter__"):
            stack.extend(found)


def _part(node: Any, name: str) -> Any:
    """A part of a node or None; the parser's own `get` answers with the name where there is none."""
    return dict.get(node, name)


def _judge(node: Any) -> None:
    name = getattr(node, "name", None)
    if name == "ServiceGraphPattern":
        raise QueryRefused("SERVICE is not offered: queries stay within this graph")
    if name == "GraphGraphPattern":
        term = _part(node, "term")
        if isinstance(term, str) and re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", term):
            graph_iri(term)


def _with_dataset(text: str, form: str, prologue: Any, tree: Any) -> Checked:
    from rdflib.term import Variable

    clauses = _part(tree, "datasetClause")
    if not clauses:
        terms = [_part(n, "term") for n in _walk(tree) if getattr(n, "name", None) == "GraphGraphPattern"]
        declared = {str(_part(d, "prefix") or "") for d in prologue if d.name != "Base"}
        written = [_plainly(t, declared) for t in terms if not isinstance(t, Variable)]
        graphs = None if None in written else tuple(iri for iri in written if iri)
        return Checked(text, form, graphs=graphs, graph_variables=len(terms) - len(written))
    prefixes, base = _prologue(prologue)
    defaults = tuple(graph_iri(_absolute(c["default"], prefixes, base)) for c in clauses if "default" in c)
    named = tuple(graph_iri(_absolute(c["named"], prefixes, base)) for c in clauses if "named" in c)
    return Checked(text, form, defaults, named)


def _plainly(term: Any, declared: set[str]) -> str | None:
    """The IRI of a graph that is written out, or by a prefix of this model; None for any other way of writing it."""
    from graph.terms import PREFIXES

    if getattr(term, "name", None) == "pname":
        prefix, name = str(_part(term, "prefix") or ""), str(_part(term, "localname") or "")
        return PREFIXES[prefix] + name if prefix in PREFIXES.keys() - declared and "\\" not in name else None
    return str(term) if term.lower().startswith(_SCHEMES) and "/." not in term else None


def _prologue(prologue: Any) -> tuple[dict[str, str], str]:
    from graph.terms import PREFIXES

    prefixes, base = dict(PREFIXES), ""
    for declaration in prologue:
        if declaration.name == "Base":
            base = urljoin(base, str(declaration["iri"]))
        else:
            prefixes[str(_part(declaration, "prefix") or "")] = urljoin(base, str(declaration["iri"]))
    return prefixes, base


def _absolute(term: Any, prefixes: dict[str, str], base: str) -> str:
    if getattr(term, "name", None) == "pname":
        prefix = str(_part(term, "prefix") or "")
        if prefix not in prefixes:
            raise QueryRefused(f"the prefix «{prefix}:» is not declared")
        return prefixes[prefix] + str(_part(term, "localname") or "")
    return urljoin(base, str(term)) if base else str(term)
