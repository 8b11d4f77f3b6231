"""The same pages and the same endpoint over a graph that a SPARQL server holds."""

import pytest
from starlette.testclient import TestClient

from graph.library import Library
from graph.server import application
from graph.sparql import QueryFailed, QueryRefused, run
from graph.terms import ID
from tests.graph.made_up import NAJM, SALEM, world
from tests.graph.servers import OXIGRAPH, oxigraph

pytestmark = pytest.mark.skipif(not OXIGRAPH, reason="the oxigraph server is not installed")


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "data") as (url, _):
        with Library.open(url, home, create=True) as library:
            list(library.add_all(world()))
        yield url, home


@pytest.fixture(scope="module")
def client(held):
    url, home = held
    with TestClient(application(url, home=home), base_url="http://localhost", follow_redirects=False) as opened:
        yield opened


def test_pages(client):
    assert SALEM in client.get("/").text
    assert NAJM in client.get("/actors").text
    assert "<mark>استقبل</mark>" in client.get("/id/a/a1").text
    assert client.get("/id/a/a2/e2").headers["location"] == "/id/a/a1/e2"


def test_endpoint(client):
    asked = {"query": "SELECT (COUNT(*) AS ?n) { ?a rw:metWith ?b }"}
    assert client.get("/sparql", params=asked).json()["results"]["bindings"][0]["n"]["value"] == "4"
    one = asked | {"query": "SELECT (COUNT(*) AS ?n) { ?e a rw:Event }", "default-graph-uri": ID + "a/a1"}
    assert client.get("/sparql", params=one).json()["results"]["bindings"][0]["n"]["value"] == "4"
    from_clause = {"query": f"SELECT (COUNT(*) AS ?n) FROM <{ID}a/a1> {{ ?e a rw:Event }}"}
    assert client.get("/sparql", params=from_clause).json()["results"]["bindings"][0]["n"]["value"] == "4"


@pytest.mark.parametrize(
    "query",
    ["SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "DROP ALL", "SELECT * FROM <file:///etc/passwd> {}", f"ASK FROM <{ID}graph/library> {{}}"],
)  # fmt: skip
def test_refusals(client, query):
    assert client.get("/sparql", params={"query": query}).status_code == 400


def test_the_command_line_asks_it_too(held):
    with Library.open(*held, read_only=True) as library:
        assert len(run(library, "who-met-whom", parameters={"person": "هدى الوادي"})) == 1
        assert run(library, "ASK { ?a rw:thanked ?b }").boolean is True
        with pytest.raises(QueryRefused):
            run(library, "SELECT * { ?s ?p }")
        with pytest.raises(QueryFailed, match="server"):
            run(library, "SELECT (STRDT('x', <http://x/a>)/0 AS ?y) { ?s ?p ?o . FILTER(<http://x/f>(?s)) }")
