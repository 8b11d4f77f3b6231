import io

import pytest
import rdflib

from graph.export import Material, exporters, format_of
from graph.export.base import NOTICE
from graph.terms import CURRENT, NS
from tests.graph.made_up import world
from tests.graph.networks import made_up
from tests.graph.stores import store_of


class Library:
    def __init__(self, pairs):
        self.store = store_of(pairs)


def written(name: str, pairs=None) -> bytes:
    out = io.BytesIO()
    exporters()[name].write(Material(Library(pairs or world())), out)
    return out.getvalue()


@pytest.mark.parametrize(("name", "syntax"), [("ttl", "turtle"), ("nt", "nt")])
def test_derived_graph_has_each_tie_once_and_no_blank_nodes(name: str, syntax: str):
    graph = rdflib.Graph().parse(data=written(name), format=syntax)
    met = list(graph.subject_objects(rdflib.URIRef(NS + "metWith")))
    assert len(met) == len(set(met)) == 4  # two pairs, both ways
    assert not [t for triple in graph for t in triple if isinstance(t, rdflib.BNode)]
    assert (None, rdflib.URIRef("http://www.w3.org/ns/oa#exact"), None) not in graph


@pytest.mark.parametrize(("name", "syntax"), [("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld")])
def test_everything_is_there_but_not_where_files_lie(name: str, syntax: str):
    document = written(name)
    assert b"/home/u" not in document
    dataset = rdflib.Dataset()
    dataset.parse(data=document, format=syntax)
    graphs = {str(g.identifier) for g in dataset.graphs() if len(g)}
    assert {CURRENT.value, "https://w3id.org/rawabit/id/a/a1", "https://w3id.org/rawabit/id/graph/provenance"} <= graphs
    quotes = list(dataset.quads((None, rdflib.URIRef("http://www.w3.org/ns/oa#exact"), None, None)))
    assert len(quotes) == 9  # one a sentence


@pytest.mark.parametrize("name", ["ttl", "nt", "trig", "nq"])
def test_sample_texts_are_called_that(name: str):
    assert written(name, world(synthetic=True)).startswith(b"# ")
    assert NOTICE.encode() in written(name, world(synthetic=True))
    assert NOTICE.encode() not in written(name)


def test_same_articles_same_bytes_in_any_order():
    assert written("trig") == written("trig", list(reversed(world())))


def test_a_network_alone_is_no_rdf():
    with pytest.raises(ValueError, match="graph folder"):
        exporters()["ttl"].write(Material(network=made_up()), io.BytesIO())


def test_formats_by_file_ending():
    assert [format_of(n) for n in ("a.gexf", "b.CSV", "c.trig", "d.nq", "e.txt", "f")] == [
        "gexf",
        "csv",
        "trig",
        "nq",
        None,
        None,
    ]
