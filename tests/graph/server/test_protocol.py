import csv
import io
from urllib.parse import urlencode
from xml.etree.ElementTree import fromstring

import pyoxigraph as ox
import pytest
import rdflib

from graph.server.negotiation import GRAPHS, TABLES, preferred
from graph.terms import CURRENT, ID

NAMES = "SELECT ?name { ?a a schema:Person ; skos:prefLabel ?name FILTER(LANG(?name) = 'ar') } ORDER BY ?name"
MADE = "CONSTRUCT { ?a rw:met ?b } WHERE { ?a rw:metWith ?b }"


def test_three_ways_to_ask_give_one_answer(client):
    by_get = client.get("/sparql", params={"query": NAMES})
    by_form = client.post("/sparql", data={"query": NAMES})
    direct = client.post("/sparql", content=NAMES, headers={"content-type": "application/sparql-query; charset=utf-8"})
    assert [r.status_code for r in (by_get, by_form, direct)] == [200, 200, 200]
    assert by_get.json() == by_form.json() == direct.json()
    names = [row["name"]["value"] for row in by_get.json()["results"]["bindings"]]
    assert names == ["سالم البحري", "نجم الجبلي", "هدى الوادي"]


@pytest.mark.parametrize(
    ("accept", "kind", "form"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", ox.QueryResultsFormat.JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml", ox.QueryResultsFormat.XML),
        ("text/csv", "text/csv; charset=utf-8", ox.QueryResultsFormat.CSV),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", ox.QueryResultsFormat.TSV),
        (
            "text/csv;q=0.2, application/sparql-results+xml;q=0.9",
            "application/sparql-results+xml",
            ox.QueryResultsFormat.XML,
        ),
        ("*/*", "application/sparql-results+json", ox.QueryResultsFormat.JSON),
    ],
)
def test_tables_as_asked_for(client, accept, kind, form):
    answer = client.get("/sparql", params={"query": NAMES}, headers={"accept": accept})
    assert answer.headers["content-type"] == kind
    if form != ox.QueryResultsFormat.CSV:
        values = [row["name"].value for row in ox.parse_query_results(answer.content, format=form)]
    else:
        values = [row["name"] for row in csv.DictReader(io.StringIO(answer.text))]
    assert values == ["سالم البحري", "نجم الجبلي", "هدى الوادي"]


@pytest.mark.parametrize(
    ("accept", "syntax"),
    [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/ld+json", "json-ld"), ("application/rdf+xml", "xml"), ("*/*", "turtle")],
)  # fmt: skip
def test_graphs_as_asked_for(client, accept, syntax):
    answer = client.get("/sparql", params={"query": MADE}, headers={"accept": accept})
    graph = rdflib.Graph().parse(data=answer.content, format=syntax)
    assert len(graph) == 4


def test_what_cannot_be_had_is_said(client):
    answer = client.get("/sparql", params={"query": NAMES}, headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert "application/sparql-results+json" in answer.text
    assert client.get("/sparql", params={"query": MADE}, headers={"accept": "text/csv"}).status_code == 406


def test_truth_in_json_and_xml(client):
    asked = {"query": "ASK { ?a rw:metWith ?b }"}
    assert client.get("/sparql", params=asked).json()["boolean"] is True
    xml = client.get("/sparql", params=asked, headers={"accept": "application/sparql-results+xml"}).content
    assert fromstring(xml).find("{http://www.w3.org/2005/sparql-results#}boolean").text == "true"


def test_the_default_graph_counts_each_tie_once(client):
    answer = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?a rw:metWith ?b }"})
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == "4"  # two pairs, both ways


def test_graph_parameters_choose_the_dataset(client):
    events = "SELECT (COUNT(*) AS ?n) { ?e a rw:Event }"

    def count(query: str, *graphs: tuple[str, str]) -> int:
        answer = client.get("/sparql?" + urlencode([("query", query), *graphs]))
        return int(answer.json()["results"]["bindings"][0]["n"]["value"])

    one, two, current = ID + "a/a1", ID + "a/a2", CURRENT.value
    assert count(events) == 10
    assert count(events, ("default-graph-uri", one)) == 4
    assert count(events, ("default-graph-uri", one), ("default-graph-uri", two)) == 6
    assert count(events, ("named-graph-uri", one)) == 0
    assert count("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?e a rw:Event } }", ("named-graph-uri", two)) == 2
    assert count(f"SELECT (COUNT(*) AS ?n) FROM <{one}> {{ ?e a rw:Event }}") == 4
    assert count(f"SELECT (COUNT(*) AS ?n) FROM <{one}> {{ ?e a rw:Event }}", ("default-graph-uri", current)) == 10


def test_the_service_describes_itself(client):
    answer = client.get("/sparql")
    graph = rdflib.Graph().parse(data=answer.content, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert (None, sd.supportedLanguage, sd.SPARQL11Query) in graph
    assert (
        str(graph.value(predicate=sd.endpoint, object=None, subject=next(graph.subjects(rdflib.RDF.type, sd.Service))))
        == "http://127.0.0.1:8000/sparql"
    )


def test_people_are_led_to_the_query_page(client):
    answer = client.get("/sparql", headers={"accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/query")


def test_errors_name_line_and_column(client):
    answer = client.get("/sparql", params={"query": "SELECT ?a\nWHERE { ?a rw:metWith }"})
    assert answer.status_code == 400
    assert "line 2" in answer.text


def test_ready_queries_are_offered_and_bound(client):
    offered = client.get("/ready").json()["queries"]
    assert len(offered) >= 20
    text = client.get("/ready/who-met-whom", params={"person": "هدى الوادي"}).text
    rows = client.get("/sparql", params={"query": text}).json()["results"]["bindings"]
    assert len(rows) == 1
    assert client.get("/ready/who-met-whom", params={"person": "لا أحد"}).status_code == 400
    assert client.get("/ready/nothing").status_code == 404


def test_answers_as_a_spreadsheet(client):
    answer = client.post("/query.csv", data={"query": 'SELECT ("=1+1" AS ?x) (-5 AS ?y) {}'})
    assert answer.content.decode("utf-8-sig").splitlines() == ["x,y", "'=1+1,-5"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert client.post("/query.csv", data={"query": MADE}).status_code == 400
    assert client.post("/query.csv", data={"query": "DROP ALL"}).status_code == 400


@pytest.mark.parametrize(
    ("accept", "form"),
    [(None, "json"), ("", "json"), ("text/*", "xml"), ("application/json", "json"), ("text/csv;q=x, */*;q=0.1", "json"), ("audio/*", None), ("*/*;q=0", None)],
)  # fmt: skip
def test_preference(accept, form):
    assert preferred(accept, TABLES) == form


def test_preference_for_graphs():
    assert preferred("application/json", GRAPHS) == "jsonld"
    assert preferred("text/plain", GRAPHS) == "nt"
