"""What the endpoint can do, as RDF (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from graph.sparql import formats
from graph.terms import CURRENT, TYPE, VOCABULARY, Vocabulary

SD = Vocabulary("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def description(url: str, form: str) -> bytes:
    """The description of the endpoint at a URL, in one of the forms of `formats.GRAPHS`."""
    return formats.triples(_triples(NamedNode(url)), form)


def _triples(service: NamedNode) -> Iterator[Triple]:
    dataset, default = NamedNode(f"{service.value}#dataset"), NamedNode(f"{service.value}#default")
    yield Triple(service, TYPE, SD["Service"])
    yield Triple(service, SD["endpoint"], service)
    yield Triple(service, SD["supportedLanguage"], SD["SPARQL11Query"])
    for name in _FORMATS:
        yield Triple(service, SD["resultFormat"], NamedNode(f"http://www.w3.org/ns/formats/{name}"))
    yield Triple(service, SD["defaultDataset"], dataset)
    yield Triple(dataset, TYPE, SD["Dataset"])
    yield Triple(dataset, SD["defaultGraph"], default)
    yield Triple(default, TYPE, SD["Graph"])
    for graph in (CURRENT, VOCABULARY):
        named = NamedNode(f"{service.value}#{graph.value.rpartition('/')[2]}")
        yield Triple(dataset, SD["namedGraph"], named)
        yield Triple(named, TYPE, SD["NamedGraph"])
        yield Triple(named, SD["name"], graph)
