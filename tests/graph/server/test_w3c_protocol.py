"""The W3C's tests of the SPARQL 1.1 Protocol, as far as they concern queries and the refusal of updates."""

from collections.abc import Iterator
from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from starlette.testclient import TestClient

from graph.library import Library
from graph.server import application
from graph.store import Change
from tests.gold import SHARED

SUITE = SHARED / "standards" / "sparql-protocol"
pytestmark = pytest.mark.skipif(not SUITE.exists(), reason="the W3C's suite is not beside the checkout")
BASE = "http://kasei.us/2009/09/sparql/data/"
KINDS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml"),
}


def _manifest() -> list[tuple[str, list[dict[str, Any]]]]:
    import rdflib
    from rdflib.collection import Collection

    if not SUITE.exists():
        return []
    graph = rdflib.Graph().parse(SUITE / "manifest.ttl")
    mf = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
    ht, cnt = rdflib.Namespace("http://www.w3.org/2011/http#"), rdflib.Namespace("http://www.w3.org/2011/content#")
    entries = Collection(graph, next(graph.objects(None, mf.entries)))

    def request(node: rdflib.term.Node) -> dict[str, Any]:
        body, answer = graph.value(node, ht.body), graph.value(node, ht.resp)
        heads = Collection(graph, graph.value(node, ht.headers)) if graph.value(node, ht.headers) else []
        return {
            "method": str(graph.value(node, ht.methodName)),
            "path": str(graph.value(node, ht.absolutePath)),
            "headers": {str(graph.value(h, ht.fieldName)): str(graph.value(h, ht.fieldValue)) for h in heads},
            "body": str(graph.value(body, cnt.chars)) if body else None,
            "encoding": str(graph.value(body, cnt.characterEncoding)) if body else "UTF-8",
            "status": {str(s)[-3] for s in graph.objects(answer, mf.expectedStatus)},
            "kind": str(graph.value(answer, mf.expectedFormat) or ""),
            "truth": graph.value(answer, mf.expectedBoolean),
        }

    found = []
    for entry in entries:
        requests = Collection(graph, graph.value(graph.value(entry, mf.action), ht.requests))
        found.append((str(entry).rpartition("#")[2], [request(r) for r in requests]))
    return found


# An endpoint that takes no updates has nothing to show in the tests where updates succeed.
TESTS = [(name, requests) for name, requests in _manifest() if not name.startswith("update_")]


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("w3c") / "graph"
    with Library.open(path, create=True) as library:
        for i in (1, 2, 3):
            quads = parse(path=str(SUITE / f"data{i}.nt"), format=RdfFormat.N_TRIPLES)
            change = Change()
            change.insert(NamedNode(f"{BASE}data{i}.rdf"), [quad.triple for quad in quads])
            library._engine.apply(change)
            library._engine.checkpoint()
    with TestClient(application(path), base_url="http://localhost") as client:
        yield client


def test_the_suite_is_read_whole():
    assert len(TESTS) == 27
    assert sum(len(requests) for _, requests in TESTS) == 27


@pytest.mark.parametrize(("name", "requests"), TESTS, ids=[name for name, _ in TESTS])
def test_protocol(endpoint: TestClient, name: str, requests: list[dict[str, Any]]):
    for wanted in requests:
        body = wanted["body"].encode(wanted["encoding"]) if wanted["body"] is not None else None
        path = wanted["path"].replace("/sparql/", "/sparql", 1)
        answer = endpoint.request(wanted["method"], path, content=body, headers=wanted["headers"])
        assert str(answer.status_code)[0] in wanted["status"], answer.text
        if wanted["kind"]:
            assert answer.headers["content-type"].partition(";")[0] in KINDS[wanted["kind"]]
        if wanted["truth"] is not None:
            assert answer.json()["boolean"] is bool(wanted["truth"].toPython())
