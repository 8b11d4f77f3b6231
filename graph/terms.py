"""The RDF names: namespaces, terms, and the IRIs of articles, their entities and what is derived from them."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

NS = "https://w3id.org/rawabit/ns#"
ID = "https://w3id.org/rawabit/id/"

PREFIXES: dict[str, str] = {
    "rw": NS,
    "id": ID,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "time": "http://www.w3.org/2006/time#",
    "qb": "http://purl.org/linked-data/cube#",
}
SPARQL_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


class Vocabulary(dict[str, NamedNode]):
    """A namespace whose attributes are its terms: `RW.metWith`, `SKOS["prefLabel"]`."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base

    def __missing__(self, name: str) -> NamedNode:
        term = self[name] = NamedNode(self.base + name)
        return term

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]


RW, SEM, SCHEMA, ORG, OA = (Vocabulary(PREFIXES[p]) for p in ("rw", "sem", "schema", "org", "oa"))
PROV, SKOS, TIME, OWL, RDF = (Vocabulary(PREFIXES[p]) for p in ("prov", "skos", "time", "owl", "rdf"))
RDFS, XSD, DCTERMS, QB = (Vocabulary(PREFIXES[p]) for p in ("rdfs", "xsd", "dcterms", "qb"))
TYPE = RDF["type"]

CURRENT = NamedNode(ID + "graph/current")
PROVENANCE = NamedNode(ID + "graph/provenance")
VOCABULARY = NamedNode(ID + "graph/vocabulary")
JUDGEMENTS = NamedNode(ID + "graph/judgements")
HOUSEKEEPING = NamedNode(ID + "graph/library")
"""Where articles came from on this machine, and versions: kept beside the graph, never exported."""
DEFAULT_GRAPHS = [CURRENT, VOCABULARY]
"""The default graph of every query: what is derived, and the vocabulary."""

ENTITY_CLASSES: dict[str, NamedNode] = {
    "Person": SCHEMA["Person"],
    "Organization": ORG["FormalOrganization"],
    "Country": SCHEMA["Country"],
    "Place": SCHEMA["Place"],
    "Group": RW["Group"],
}
ENTITY_TYPES: dict[NamedNode, str] = {iri: name for name, iri in ENTITY_CLASSES.items()}
STATUSES = ("happened", "planned", "denied", "contested")

WIKIDATA = "http://www.wikidata.org/entity/"
EARLIEST, LATEST = "0001-01-01", "9999-12-31"
"""The bounds of an event of which nothing is known: it may lie anywhere."""

_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=65536)
def encoded(name: str) -> str:
    """The name percent-encoded for one segment of an IRI."""
    return quote(name.encode("utf-8", "surrogatepass"), safe="")


@lru_cache(maxsize=4096)
def article_graph(article: str) -> NamedNode:
    """The graph of one article: what it says."""
    return NamedNode(f"{ID}a/{encoded(article)}")


def article_node(article: str) -> NamedNode:
    """The article itself (`schema:NewsArticle`)."""
    return NamedNode(f"{ID}a/{encoded(article)}/text")


def local(article: str, name: str) -> NamedNode:
    """A node of one article: an entity `e3`, a report of an event `r7`, of an office `p1`."""
    return NamedNode(f"{ID}a/{encoded(article)}/{encoded(name)}")


def local_parts(iri: str) -> tuple[str, str] | None:
    """The article id and the rest of an IRI made by `local`; None for any other IRI."""
    if not iri.startswith(ID + "a/"):
        return None
    article, _, name = iri.removeprefix(ID + "a/").partition("/")
    return unquote(article), unquote(name)


@lru_cache(maxsize=1 << 16)
def member_order(iri: str) -> tuple[str, int, str]:
    """Sort key by which the smallest member is found: article, then number, so that e9 comes before e10."""
    head, _, name = iri.rpartition("/")
    digits = name.lstrip("abcdefghijklmnopqrstuvwxyz")
    return head, int(digits) if digits.isdecimal() else 0, name


def text(value: str, language: str | None = None) -> Literal:
    """A literal of untrusted text. RDF has no lone surrogates: each becomes U+FFFD, so offsets stay true.

    The language is written in lower case, as every store gives it back.
    """
    value = _SURROGATE.sub("\ufffd", value)
    return Literal(value, language=language.lower()) if language else Literal(value)


def language_tag(tag: str) -> str:
    """A language tag in its usual case: stores keep `ar-latn`, people write `ar-Latn`."""
    first, *rest = tag.split("-")
    parts = [p.title() if len(p) == 4 else p.upper() if len(p) == 2 else p for p in rest]
    return "-".join([first.lower(), *parts])


def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=XSD["integer"])


def decimal(value: float) -> Literal:
    """An xsd:decimal of at most four places in canonical form: 0.93, 1 (Oxigraph gives back no other)."""
    digits = f"{value:.4f}".rstrip("0").rstrip(".")
    return Literal(digits if digits not in {"-0", ""} else "0", datatype=XSD["decimal"])


def boolean(value: bool) -> Literal:  # noqa: FBT001 - the one argument of a literal
    """An xsd:boolean."""
    return Literal("true" if value else "false", datatype=XSD["boolean"])


def moment(value: str) -> Literal:
    """An xsd:dateTime of an ISO time in canonical form: UTC is written Z."""
    return Literal(value.removesuffix("+00:00") + "Z" if value.endswith("+00:00") else value, datatype=XSD["dateTime"])


def day(value: str) -> Literal:
    """An xsd:date of an ISO day."""
    return Literal(value, datatype=XSD["date"])


_PRECISIONS = {4: "gYear", 7: "gYearMonth", 10: "date"}


def stamp(value: str) -> Literal:
    """A time as precise as it is known: `2025-10-12`, `2025-10`, `2025`; raises KeyError for other shapes."""
    return Literal(value, datatype=XSD[_PRECISIONS[len(value)]])
