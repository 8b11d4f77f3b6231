"""The reference of the vocabulary, made from `ontology/rawabit.ttl`: every class, property and relation, in Arabic and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from graph.terms import NS, PREFIXES
from ontology.relations import relation_types
from ontology.vocabulary import vocabulary_turtle

FORMATS = ("html", "md", "ttl")
RW = rdflib.Namespace(NS)
SCHEMA = rdflib.Namespace(PREFIXES["schema"])
EXAMPLE = """SELECT ?who ?when ?sentence WHERE {
  ?event rw:eventType rw:visited ; rw:status rw:happened ; rw:subject ?actor ; sem:hasTimeStamp ?when ; rw:report ?report .
  ?actor skos:prefLabel ?who FILTER(LANG(?who) = "ar")
  GRAPH ?article { ?note oa:hasBody ?report ; oa:hasTarget/oa:hasSelector/oa:exact ?sentence }
}"""
_STYLE = """
body { font: 16px/1.65 system-ui, "Segoe UI", "Noto Sans Arabic", Tahoma, sans-serif; max-width: 1100px; margin: 2em auto; padding: 0 1.2em; color: #22252b; background: #fbfaf7; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; background: #fff; } th, td { border: 1px solid #e4e1d9; padding: 6px 10px; text-align: start; vertical-align: top; }
th { background: #f2f0ea; } [lang="ar"] { font-size: 1.05em; } code, pre { font-family: ui-monospace, Consolas, monospace; font-size: 14px; } pre { background: #fff; border: 1px solid #e4e1d9; padding: 12px; overflow-x: auto; }
:target { background: #fbe6a2; } .soft { color: #62656d; } nav a { margin-inline-end: 1em; } @media (prefers-color-scheme: dark) { body { background: #14171c; color: #e9e7e2; } table, pre { background: #1b1f26; } th { background: #242931; } th, td, pre { border-color: #2e343d; } a { color: #9dc4f5; } :target { background: #5c4a12; } }
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: `text`, its language, whether it is code, where it leads, and the name by which it is led to."""

    text: str
    language: str = ""
    code: bool = False
    anchor: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the reference: heading in both languages, a sentence, a table."""

    name: str
    title: str
    title_ar: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


def reference(form: str) -> str:
    """The reference in one of `FORMATS`; raises ValueError for another."""
    if form not in FORMATS:
        raise ValueError(f"{form} is no format of the reference: {', '.join(FORMATS)}")
    source = vocabulary_turtle()
    if form == "ttl":
        return source
    vocabulary = Vocabulary(source)
    return _html(vocabulary) if form == "html" else _markdown(vocabulary)


class Vocabulary:
    """The vocabulary read for its reference."""

    def __init__(self, source: str) -> None:
        self.graph = rdflib.Graph().parse(data=source, format="turtle")

    @cached_property
    def head(self) -> rdflib.term.Node:
        """The ontology itself."""
        return next(self.graph.subjects(RDF.type, OWL.Ontology))

    def said(self, node: rdflib.term.Node, predicate: rdflib.URIRef, language: str) -> str:
        """A literal in a language, empty where there is none."""
        found = (
            o for o in self.graph.objects(node, predicate) if isinstance(o, rdflib.Literal) and o.language == language
        )
        return " ".join(sorted(map(str, found)))

    def of_type(self, *types: rdflib.URIRef) -> list[rdflib.URIRef]:
        """The own terms of these types that are no relations, by name."""
        relations = {RW[name] for name in relation_types()}
        found = {s for kind in types for s in self.graph.subjects(RDF.type, kind) if isinstance(s, rdflib.URIRef)}
        return sorted((s for s in found - relations if s.startswith(NS)), key=str)

    def short(self, iri: Any) -> str:
        """The name with its prefix."""
        for prefix, base in PREFIXES.items():
            if str(iri).startswith(base):
                return f"{prefix}:{str(iri)[len(base) :]}"
        return str(iri)

    def sections(self) -> list[Section]:
        """All parts in their order."""
        return [
            self._relations(),
            self._relation_kinds(),
            self._classes(),
            self._properties(),
            *self._individuals(),
            self._borrowed(),
            self._prefixes(),
        ]

    def _term(self, iri: rdflib.URIRef) -> Cell:
        return Cell(self.short(iri), code=True, anchor=str(iri).removeprefix(NS))

    def _names(self, iri: rdflib.URIRef, predicate: rdflib.URIRef = RDFS.label) -> tuple[Cell, Cell]:
        return Cell(self.said(iri, predicate, "en"), "en"), Cell(self.said(iri, predicate, "ar"), "ar")

    def _list(self, iri: rdflib.term.Node, *predicates: rdflib.URIRef) -> Cell:
        found = sorted({self.short(o) for p in predicates for o in self.graph.objects(iri, p)})
        return Cell(", ".join(found), code=bool(found))

    def _relations(self) -> Section:
        rows = []
        for name, kind in relation_types().items():
            said = ((kind.label, "en"), (kind.label, "ar"), (kind.meaning, "en"), (kind.meaning, "ar"))
            rows.append((self._term(RW[name]), *(Cell(words.get(tag, ""), tag) for words, tag in said)))
        note = "Each relation is the property of the direct tie and the type of the event (a SKOS concept)."
        columns = ("relation", "English", "العربية", "what it says", "ما تقوله")
        return Section("relations", "Relations", "العلاقات", columns, tuple(rows), note)

    def _relation_kinds(self) -> Section:
        rows = []
        for name, kind in relation_types().items():
            ends = " → ".join(", ".join(sorted(types)) for types in (kind.subject, kind.object))
            codes = " ".join(filter(None, (kind.plover, ", ".join(kind.cameo))))
            direction = "↔" if kind.symmetric else "→"
            parts = (direction, kind.family, ends, codes, kind.implies or "")
            rows.append((Cell(self.short(RW[name]), code=True), *map(Cell, parts)))
        note = "↔ holds either way round. The codes are those of PLOVER and CAMEO (`skos:broadMatch`, `skos:notation`)."
        columns = ("relation", "", "family", "between", "PLOVER, CAMEO", "implies")
        return Section(
            "relation-kinds", "Relations: kinds and codes", "أنواع العلاقات ورموزها", columns, tuple(rows), note
        )

    def _classes(self) -> Section:
        rows = [
            (self._term(c), *self._names(c), *self._names(c, RDFS.comment), self._list(c, RDFS.subClassOf))
            for c in self.of_type(OWL.Class)
        ]
        columns = ("class", "English", "العربية", "what it is", "ما هو", "subclass of")
        return Section("classes", "Classes", "الأصناف", columns, tuple(rows))

    def _properties(self) -> Section:
        rows = []
        for p in self.of_type(OWL.ObjectProperty, OWL.DatatypeProperty):
            ends = (self._list(p, RDFS.domain, SCHEMA.domainIncludes), self._list(p, RDFS.range, SCHEMA.rangeIncludes))
            rows.append(
                (
                    self._term(p),
                    *self._names(p),
                    *self._names(p, RDFS.comment),
                    *ends,
                    self._list(p, RDFS.subPropertyOf),
                )
            )
        columns = ("property", "English", "العربية", "what it says", "ما يقوله", "of", "value", "subproperty of")
        return Section("properties", "Properties", "الخصائص", columns, tuple(rows))

    def _individuals(self) -> Iterator[Section]:
        relations = {RW[name] for name in relation_types()}
        for scheme in sorted(self.graph.subjects(RDF.type, SKOS.ConceptScheme), key=str):
            members = {
                s for s in self.graph.subjects(SKOS.inScheme, scheme) if isinstance(s, rdflib.URIRef)
            } - relations
            rows = [(self._term(m), *self._names(m, SKOS.prefLabel)) for m in sorted(members, key=str)]
            label = self.said(scheme, RDFS.label, "en") or self.said(scheme, SKOS.prefLabel, "en") or self.short(scheme)
            label_ar = self.said(scheme, RDFS.label, "ar") or self.said(scheme, SKOS.prefLabel, "ar")
            if rows:
                yield Section(_slug(scheme), label, label_ar, ("concept", "English", "العربية"), tuple(rows))
        for kind in (RW.Status, RW.Verdict):
            rows_ = [
                (self._term(m), *self._names(m), *self._names(m, RDFS.comment))
                for m in sorted(set(self.graph.subjects(RDF.type, kind)), key=str)
                if isinstance(m, rdflib.URIRef)
            ]
            title, title_ar = self.said(kind, RDFS.label, "en"), self.said(kind, RDFS.label, "ar")
            yield Section(
                _slug(kind) + "-values",
                title,
                title_ar,
                ("value", "English", "العربية", "what it means", "معناه"),
                tuple(rows_),
            )

    def _borrowed(self) -> Section:
        nodes = sorted({s for s in self.graph.subjects(SKOS.scopeNote) if isinstance(s, rdflib.URIRef)}, key=self.short)
        rows = [(Cell(self.short(n), code=True, link=str(n)), *self._names(n, SKOS.scopeNote)) for n in nodes]
        note = "Terms of SEM, PROV-O, ORG, schema.org, SKOS, Web Annotation and OWL-Time, and what they stand for here."
        return Section(
            "borrowed",
            "Terms of other vocabularies",
            "مصطلحات من مفردات أخرى",
            ("term", "here", "هنا"),
            tuple(rows),
            note,
        )

    def _prefixes(self) -> Section:
        rows = tuple(
            (Cell(f"{prefix}:", code=True), Cell(iri, code=True, link=iri)) for prefix, iri in PREFIXES.items()
        )
        note = "Queries need not declare these."
        return Section("prefixes", "Prefixes", "البادئات", ("prefix", "namespace"), rows, note)


def _slug(iri: Any) -> str:
    return str(iri).rpartition("#")[2]


def _markdown(vocabulary: Vocabulary) -> str:
    titles = [vocabulary.said(vocabulary.head, DCTERMS.title, tag) for tag in ("en", "ar")]
    said = [vocabulary.said(vocabulary.head, DCTERMS.description, tag) for tag in ("en", "ar")]
    parts = [f"# {titles[0]}", titles[1], *said, f"Namespace: `{NS}` (`rw:`)", f"```sparql\n{EXAMPLE}\n```"]
    for section in vocabulary.sections():
        parts.append(f"## {section.title} · {section.title_ar}" if section.title_ar else f"## {section.title}")
        parts += [section.note] if section.note else []
        parts.append(_markdown_table(section.columns, section.rows))
    return "\n\n".join(parts) + "\n"


def _markdown_table(columns: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(_markdown_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _markdown_cell(cell: Cell) -> str:
    text = cell.text.replace("|", "\\|").replace("\n", " ")
    if cell.code and text:
        return ", ".join(f"`{part}`" for part in text.split(", "))
    return text.replace("<", "&lt;")


def _html(vocabulary: Vocabulary) -> str:
    title, title_ar = (vocabulary.said(vocabulary.head, DCTERMS.title, tag) for tag in ("en", "ar"))
    said, said_ar = (vocabulary.said(vocabulary.head, DCTERMS.description, tag) for tag in ("en", "ar"))
    sections = vocabulary.sections()
    menu = "".join(f'<a href="#{escape(s.name)}">{escape(s.title)}</a>' for s in sections)
    body = "\n".join(_html_section(section) for section in sections)
    return (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n<h1>{escape(title)}</h1>"
        f'<p lang="ar" dir="rtl"><strong>{escape(title_ar)}</strong></p><p>{escape(said)}</p><p lang="ar" dir="rtl">{escape(said_ar)}</p>'
        f"<p>Namespace <code>{escape(NS)}</code></p><nav>{menu}</nav><pre>{escape(EXAMPLE)}</pre>\n{body}\n</body>\n</html>\n"
    )


def _html_section(section: Section) -> str:
    heads = "".join(f'<th scope="col"{_direction(name)}>{escape(name)}</th>' for name in section.columns)
    rows = "\n".join("<tr>" + "".join(map(_html_cell, row)) + "</tr>" for row in section.rows)
    note = f"<p>{escape(section.note)}</p>" if section.note else ""
    arabic = f' <span lang="ar" dir="rtl">{escape(section.title_ar)}</span>' if section.title_ar else ""
    return (
        f'<section id="{escape(section.name)}"><h2>{escape(section.title)}{arabic}</h2>{note}'
        f"<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></section>"
    )


def _direction(text: str) -> str:
    return ' lang="ar" dir="rtl"' if any("\u0600" <= c <= "\u06ff" for c in text) else ""


def _html_cell(cell: Cell) -> str:
    text = escape(cell.text)
    if cell.code and text:
        text = ", ".join(f"<code>{part}</code>" for part in text.split(", "))
    if cell.link:
        text = f'<a href="{escape(cell.link)}" rel="noreferrer">{text}</a>'
    named = f' id="{escape(cell.anchor)}"' if cell.anchor else ""
    return f"<td{named}{_direction(cell.text) if cell.language == 'ar' else ''}>{text}</td>"
