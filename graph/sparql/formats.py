"""Results in the forms that SPARQL 1.1 lays down: JSON, XML, CSV, TSV for tables; Turtle and kin for graphs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from graph.terms import PREFIXES

Term = NamedNode | BlankNode | Literal | Triple
Row = Sequence[Term | None]

TABLES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
GRAPHS = {
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples; charset=utf-8",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml; charset=utf-8",
}
_SYNTAXES = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
# Control characters that no XML 1.0 document holds; a text with one in it loses it in the XML form only.
_NOT_XML = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}
_XMLNS = 'xmlns="http://www.w3.org/2005/sparql-results#"'


def table(variables: Sequence[str], rows: Iterable[Row], form: str) -> bytes:
    """A table in one of the forms of `TABLES`; raises KeyError for another."""
    writers = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}
    return writers[form](variables, rows).encode("utf-8")


def boolean(value: bool, form: str) -> bytes:  # noqa: FBT001 - the answer itself
    """The answer of ASK; CSV and TSV have no form for it, so they hold the bare word."""
    word = "true" if value else "false"
    if form == "json":
        return json.dumps({"head": {}, "boolean": value}).encode()
    if form == "xml":
        return f'<?xml version="1.0"?>\n<sparql {_XMLNS}><head/><boolean>{word}</boolean></sparql>\n'.encode()
    return (word + "\r\n").encode()


def triples(found: Iterable[Triple], form: str) -> bytes:
    """Triples in one of the forms of `GRAPHS`; raises KeyError for another."""
    syntax = _SYNTAXES[form]
    prefixes = PREFIXES if form in ("ttl", "rdfxml") else None
    return serialize(found, format=syntax, prefixes=prefixes) or b""


def _json(variables: Sequence[str], rows: Iterable[Row]) -> str:
    bindings = [
        {name: _json_term(term) for name, term in zip(variables, row, strict=True) if term is not None} for row in rows
    ]
    answer = {"head": {"vars": list(variables)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, Literal):
        return {"type": "literal", "value": term.value} | _tags(term)
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}


def _tags(literal: Literal) -> dict[str, str]:
    if literal.language:
        return {"xml:lang": literal.language}
    datatype = literal.datatype.value
    return {} if datatype in (_STRING, _LANGUAGE) else {"datatype": datatype}


def _xml(variables: Sequence[str], rows: Iterable[Row]) -> str:
    out = io.StringIO()
    heads = "".join(f"<variable name={quoteattr(name)}/>" for name in variables)
    out.write(f'<?xml version="1.0"?>\n<sparql {_XMLNS}><head>{heads}</head><results>\n')
    for row in rows:
        cells = (
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(variables, row, strict=True)
            if term is not None
        )
        out.write(f"<result>{''.join(cells)}</result>\n")
    out.write("</results></sparql>\n")
    return out.getvalue()


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, Literal):
        tags = "".join(f" {name}={quoteattr(value)}" for name, value in _tags(term).items())
        return f"<literal{tags}>{_xml_text(term.value)}</literal>"
    parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
    return f"<triple>{''.join(f'<{name}>{_xml_term(part)}</{name}>' for name, part in parts)}</triple>"


def _xml_text(value: str) -> str:
    # A carriage return would come back as a line feed.
    return escape(value.translate(_NOT_XML), {"\r": "&#13;"})


def _csv(variables: Sequence[str], rows: Iterable[Row]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(variables)
    writer.writerows([plain_value(term) for term in row] for row in rows)
    return out.getvalue()


def plain_value(term: Term | None) -> str:
    """A term as its bare text, as the CSV form has it: IRIs without brackets, literals without tags."""
    if term is None:
        return ""
    if isinstance(term, NamedNode | Literal):
        return str(term.value)
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(term)


def _tsv(variables: Sequence[str], rows: Iterable[Row]) -> str:
    lines = ["\t".join(f"?{name}" for name in variables)]
    lines += ["\t".join("" if term is None else _tsv_term(term) for term in row) for row in rows]
    return "\n".join(lines) + "\n"


def _tsv_term(term: Term) -> str:
    # N-Triples escapes line feeds; a tab would end the cell.
    return str(term).replace("\t", "\\t")
