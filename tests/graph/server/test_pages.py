import re

import pytest

from graph.library import Library
from graph.server import application
from graph.terms import ID, article_graph
from tests.graph.made_up import NAJM, SALEM, Told, world


def actor_path(client, name: str) -> str:
    rows = client.get("/sparql", params={"query": f'SELECT ?a {{ ?a skos:prefLabel "{name}"@ar }}'}).json()
    return "/id/" + rows["results"]["bindings"][0]["a"]["value"].removeprefix(ID)


def test_the_network_page_is_served_under_its_own_policy(client):
    page = client.get("/")
    assert page.status_code == 200
    assert SALEM in page.text
    assert "script-src &#39;sha256-" in page.text
    assert page.headers["content-security-policy"] == "frame-ancestors 'none'"


@pytest.mark.parametrize("path", ["/actors", "/articles", "/query", "/downloads", "/id/a/a1"])
def test_pages_are_strict_and_load_nothing_from_elsewhere(client, path):
    page = client.get(path)
    assert page.status_code == 200
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page.text)
    assert "<script>" not in page.text
    assert "style=" not in page.text


def test_an_actor_with_offices_ties_and_sentences(client):
    page = client.get(actor_path(client, NAJM)).text
    assert "وزير الجبال" in page
    assert "<mark>وشكر</mark>" in page
    assert "/id/a/a2#s" in page
    assert "متنازع عليه" in page


def test_a_long_list_of_ties_is_cut_and_continued_by_a_query(client, monkeypatch):
    monkeypatch.setattr("graph.server.views._MOST_EVENTS", 2)
    path = actor_path(client, NAJM)
    page = client.get(path).text
    assert page.count('<article class="event') == 2
    assert re.search(
        r'href="/query#ready=contacts-of&amp;person=https%3A//w3id.org/rawabit/id/a/a1/e2">[^<]+\(5\)', page
    )


def test_a_member_leads_to_the_canonical_actor(client):
    answer = client.get("/id/a/a2/e2?lang=en")
    assert answer.status_code == 303
    assert answer.headers["location"] == actor_path(client, NAJM) + "?lang=en"


def test_an_event_is_shown_with_all_its_reports(client):
    page = client.get("/id/a/a4/r1").text
    assert "متنازع عليه" in page
    for article in ("a4", "a5"):
        assert re.search(rf'href="/id/a/{article}#s\d+-\d+"', page)
    assert "في المناسبة نفسها" in client.get("/id/a/a1/r1").text


def test_a_report_leads_to_its_event(client):
    answer = client.get("/id/a/a5/r1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/id/a/a4/r1")


def test_a_passage_leads_to_its_place_in_the_text(client):
    start = re.search(r"/id/a/a2#(s\d+-\d+)", client.get("/id/a/a2/r2").text)[1]
    for name in (start, "r2-evidence"):
        answer = client.get(f"/id/a/a2/{name}")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/id/a/a2#{start}")
    assert f'id="{start}"' in client.get("/id/a/a2").text


def test_an_article_is_shown_whole_with_its_mentions_and_triggers(client):
    page = client.get("/id/a/a1").text
    story = re.search(r'<div class="story" lang="ar" dir="rtl">(.*)</div></section>', page, re.DOTALL)[1]
    assert re.sub(r"<[^>]+>", "", story) == world()[0][0].text
    assert "<mark>استقبل</mark>" in story
    assert re.search(rf'<a class="mention" href="/id/a/a1/e1">{SALEM}</a>', story)


def test_english_pages_show_english_names_and_keep_the_language(client):
    page = client.get("/actors?lang=en").text
    assert "Salem Bahri" in page
    assert '<html lang="en" dir="ltr">' in page
    assert "/query?lang=en" in page
    assert '<div class="story" lang="ar" dir="rtl">' in client.get("/id/a/a1?lang=en").text


def test_search_forgives_spelling(client):
    assert "نجم الجبلي" in client.get("/actors", params={"q": "نَجْم جبلى"}).text
    assert "Najm" in client.get("/actors", params={"q": "najm", "lang": "en"}).text
    assert "نجم الجبلي" not in client.get("/actors", params={"q": "لا أحد"}).text


def test_what_the_network_page_fetches(client):
    hits = client.get("/search", params={"q": "الجبلى نجم"}).json()
    assert [hit["labels"]["en"] for hit in hits] == ["Najm Jabali"]
    data = client.get("/expand", params={"id": hits[0]["id"]}).json()
    assert len(data["events"]["s"]) == 7
    assert client.get("/expand", params={"id": ID + "a/a2/e2"}).json() == data  # a member's name will do
    assert client.get("/expand", params={"id": "http://x/"}).status_code == 400
    assert client.get("/expand", params={"id": ID + "none"}).status_code == 404
    for path in ("/actor", "/article"):
        answer = client.get(path, params={"id": ID + "a/a1", "lang": "en"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/id/a/a1?lang=en")
        assert client.get(path, params={"id": "https://evil.example/"}).status_code == 404


@pytest.mark.parametrize(
    "path", ["/id/a/none", "/id/a/a1/e99", "/id/nothing", "/id/a/%3Cscript%3E", "/id/..%2f..%2fetc/passwd"]
)
def test_what_is_not_there_is_said_to_be_missing(client, path):
    page = client.get(path)
    assert page.status_code == 404
    assert "<script>" not in page.text.replace('<script src="', "")


def test_any_other_node_shows_its_statements(client):
    rows = client.get("/sparql", params={"query": "SELECT ?p { ?p a org:Post } ORDER BY ?p LIMIT 1"}).json()
    path = "/id/" + rows["results"]["bindings"][0]["p"]["value"].removeprefix(ID)
    assert "prefLabel" in client.get(path).text


@pytest.mark.parametrize("name", ["gexf", "graphml", "csv", "ttl", "nt", "trig", "nq", "jsonld"])
def test_downloads(client, name):
    answer = client.get(f"/downloads/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f"attachment; filename=rawabit.{name}"
    assert len(answer.content) > 500
    assert client.get("/downloads/exe").status_code == 404


def test_the_table_of_actors_has_a_name_of_its_own(client):
    answer = client.get("/downloads/actors")
    assert answer.headers["content-disposition"] == "attachment; filename=rawabit-actors.csv"


def test_programs_get_rdf_of_what_an_iri_names(client):
    import rdflib

    path = actor_path(client, NAJM)
    for accept, syntax in (("text/turtle", "turtle"), ("application/ld+json", "json-ld")):
        answer = client.get(path, headers={"accept": accept})
        graph = rdflib.Graph().parse(data=answer.content, format=syntax)
        assert (rdflib.URIRef(ID + path[4:]), rdflib.RDF.type, rdflib.URIRef("https://schema.org/Person")) in graph
    assert client.get(path, headers={"accept": "image/png"}).status_code == 406
    assert "<h1>" in client.get(path, headers={"accept": "text/html,application/xhtml+xml"}).text


def test_static_files_are_a_closed_list(client):
    assert client.get("/static/pages.css").status_code == 200
    assert client.get("/static/..%2f..%2f__init__.py").status_code == 404


def test_hostile_articles_are_text(tmp_path):
    from starlette.testclient import TestClient

    bad = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    told = Told("bad/../<b>", "2031-01-01", source=bad, title=bad)
    told.say(f"التقى {bad} سالم البحري.").tie("metWith", bad, SALEM, "2031-01-01").office(bad, bad, SALEM)
    article, extraction = told.done()
    with Library.open(tmp_path / "graph", create=True) as library:
        assert [o.kind for o in library.add_all([(article, extraction)])] == ["new"]
    app = application(tmp_path / "graph")
    with TestClient(app, base_url="http://localhost", follow_redirects=True) as client:
        own = "/id/" + article_graph(article.id).value.removeprefix(ID)
        for path in (own, own + "/e1", "/actors", "/articles", "/"):
            page = client.get(path)
            assert page.status_code == 200, path
            assert "<img" not in page.text
            assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)" in client.get(own).text


def test_the_newest_state_is_served(tmp_path, monkeypatch):
    from starlette.testclient import TestClient

    monkeypatch.setattr("graph.server.desk.FRESH_SECONDS", 0.0)
    monkeypatch.chdir(tmp_path)
    path = "graph"
    with Library.open(path, create=True) as library:
        list(library.add_all(world()[:1]))
    with TestClient(application(path), base_url="http://localhost") as client:
        assert client.get("/id/a/a4").status_code == 404
        with Library.open(path) as library:
            list(library.add_all(world()))
        assert client.get("/id/a/a4").status_code == 200
        count = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?e a rw:Event }"}).json()
        assert count["results"]["bindings"][0]["n"]["value"] == "10"
