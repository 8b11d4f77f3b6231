"""What an endpoint open to any local program must not let happen."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?j) }"
U = "\\u"


class Trap:
    """A server on this machine that notes whoever calls."""

    def __init__(self):
        self.calls: list[str] = []
        trap = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                trap.calls.append(self.path)
                self.send_response(200)
                self.end_headers()

            do_POST = do_GET  # noqa: N815

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/x"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def trap():
    trap = Trap()
    yield trap
    trap.server.shutdown()


def ask(client, query: str, **more):
    return client.post("/sparql", content=query.encode(), headers={"content-type": "application/sparql-query"}, **more)


REACHING = {
    "service": "SELECT * { SERVICE <TRAP> { ?s ?p ?o } }",
    "silent service": "SELECT * { SERVICE SILENT <TRAP> { ?s ?p ?o } }",
    "service variable": "SELECT * { VALUES ?g { <TRAP> } SERVICE ?g { ?s ?p ?o } }",
    "service prefix": "PREFIX x: <TRAP> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "service in lower case": "select * { service <TRAP> { ?s ?p ?o } }",
    "service escaped": f"SELECT * {{ SERV{U}0049CE <TRAP> {{ ?s ?p ?o }} }}",
    "service escaped long": "SELECT * { \\U00000053ERVICE <TRAP> { ?s ?p ?o } }",
    "service in a subquery": "SELECT * { { SELECT * { SERVICE <TRAP> { ?s ?p ?o } } } }",
    "service in EXISTS": "ASK { ?s ?p ?o FILTER EXISTS { SERVICE <TRAP> { ?s ?p ?o } } }",
    "service in OPTIONAL in GRAPH": "SELECT * { GRAPH ?g { OPTIONAL { SERVICE <TRAP> { ?s ?p ?o } } } }",
    "service behind a comment": "SELECT * { SERVICE#\n<TRAP> { ?s ?p ?o } }",
    "service behind a carriage return": "SELECT * { ?s ?p ?o # x\r SERVICE <TRAP> { ?a ?b ?c }\n}",
    "service between escaped quotes": f'SELECT * {{ ?s ?p "{U}0022" . SERVICE <TRAP> {{ ?a ?b "{U}0022" }} }}',
    "service behind an escaped line feed": f"SELECT * {{ ?s ?p ?o #{U}000A SERVICE <TRAP> {{ ?a ?b ?c }}\n}}",
    "service in CONSTRUCT": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <TRAP> { ?s ?p ?o } }",
    "service in DESCRIBE": "DESCRIBE ?s { SERVICE <TRAP> { ?s ?p ?o } }",
    "service after a number": "SELECT * { ?s ?p 1SERVICE <TRAP> { ?s ?p ?o } }",
    "load": "LOAD <TRAP>",
    "load into a graph": "LOAD SILENT <TRAP> INTO GRAPH <http://x/g>",
    "load escaped": f"L{U}004FAD <TRAP>",
    "load after a query": "ASK {} ; LOAD <TRAP>",
}
REFUSED = {
    "from file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "from named file": "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "from file in capitals": "SELECT * FROM <FILE:///etc/passwd> { ?s ?p ?o }",
    "from file escaped": f"SELECT * FROM <{U}0066ile:///etc/passwd> {{ ?s ?p ?o }}",
    "from file by base": "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
    "from file by prefix": "PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }",
    "from a path": "SELECT * FROM </etc/passwd> { ?s ?p ?o }",
    "from data": "SELECT * FROM <data:text/turtle,<a:a>> { ?s ?p ?o }",
    "from ftp": "SELECT * FROM <ftp://127.0.0.1/x> { ?s ?p ?o }",
    "from jar": "SELECT * FROM <jar:file:/x!/y> { ?s ?p ?o }",
    "graph file": "SELECT * { GRAPH <file:///etc/passwd> { ?s ?p ?o } }",
    "insert": "INSERT DATA { <http://x/a> <http://x/b> <http://x/c> }",
    "delete": "DELETE WHERE { ?s ?p ?o }",
    "drop": "PREFIX x: <http://x/>\n# harmless\nDROP ALL",
    "clear": "CLEAR DEFAULT",
    "create": "CREATE GRAPH <http://x/g>",
    "move": "MOVE <http://x/a> TO <http://x/b>",
    "double escape": f"SELECT * {{ SERV{U}005Cu0049CE <http://x/> {{ ?s ?p ?o }} }}",
    "surrogate escape": f"SELECT * {{ ?s ?p '{U}D800' }}",
    "null": "SELECT * { ?s ?p 'a\x00b' }",
    "too many brackets": "SELECT * {" + "{" * 5000 + "}" * 5000 + "}",
    "too long": "SELECT * { ?s ?p ?o } #" + "x" * 200_000,
    "nonsense": "SELEC * { ?s ?p ?o }",
    "nothing": "",
}


@pytest.mark.parametrize("name", REACHING)
def test_nothing_is_fetched(client, trap, name):
    before = len(trap.calls)
    answer = ask(client, REACHING[name].replace("TRAP", trap.url))
    assert answer.status_code in (200, 400)
    assert len(trap.calls) == before
    if name != "service behind an escaped line feed" and answer.status_code == 200:
        pytest.fail("it was run")


def test_from_an_unknown_graph_of_the_web_is_empty_and_not_fetched(client, trap):
    for clause in (f"FROM <{trap.url}>", f"FROM NAMED <{trap.url}>"):
        answer = ask(client, f"SELECT * {clause} {{ ?s ?p ?o }}")
        assert answer.json()["results"]["bindings"] == []
    answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": trap.url})
    assert answer.json()["results"]["bindings"] == []
    assert trap.calls == []


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_line_that_says_why(client, name):
    answer = ask(client, REFUSED[name])
    assert 400 <= answer.status_code < 500
    assert len(answer.text.strip().splitlines()) == 1
    assert "Traceback" not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize(
    "graph", ["file:///etc/passwd", "/etc/passwd", "ftp://x/y", "urn:x", "", "http://x/> } SERVICE <y"]
)
def test_graph_parameters_name_graphs_only(client, parameter, graph):
    answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", parameter: graph})
    assert answer.status_code == 400


def test_the_store_cannot_be_changed_by_any_form(client):
    count = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"}
    before = client.get("/sparql", params=count).text
    update = "INSERT DATA { GRAPH <http://x/g> { <http://x/a> <http://x/b> <http://x/c> } }"
    assert client.get("/sparql", params={"update": update}).status_code == 400
    assert client.post("/sparql", data={"update": update}).status_code == 400
    assert (
        client.post("/sparql", content=update, headers={"content-type": "application/sparql-update"}).status_code == 415
    )
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert client.request(method, "/sparql").status_code == 405
    assert client.get("/sparql", params=count).text == before


def test_where_files_lie_on_this_machine_is_not_told(client):
    for query in (
        "SELECT * { GRAPH ?g { ?s ?p ?o FILTER(CONTAINS(STR(?o), '/home/u')) } }",
        "SELECT * FROM <https://w3id.org/rawabit/id/graph/library> { ?s ?p ?o }",
        "SELECT * FROM NAMED <https://w3id.org/rawabit/id/graph/library> { GRAPH ?g { ?s ?p ?o } }",
    ):
        assert ask(client, query).json()["results"]["bindings"] == []
    graph = "https://w3id.org/rawabit/id/graph/library"
    for parameter in ("default-graph-uri", "named-graph-uri"):
        query = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        assert client.get("/sparql", params={"query": query, parameter: graph}).json()["results"]["bindings"] == []


def test_bodies_that_are_too_long_are_refused_unread(client):
    assert ask(client, "x" * 1_000_001).status_code == 413
    answer = client.post(
        "/sparql", content=iter([b"x" * 400_000] * 5), headers={"content-type": "application/sparql-query"}
    )
    assert answer.status_code == 413
    short = ask(client, "ASK {}", params={"pad": "y" * 10})
    assert short.status_code == 200


def test_entity_bombs_and_other_kinds_of_body_are_not_parsed(client):
    bomb = '<!DOCTYPE a [<!ENTITY b "cccccccccc">]><sparql>&b;</sparql>'
    for kind in ("application/xml", "application/rdf+xml", "text/turtle", "application/json", "text/plain", ""):
        assert client.post("/sparql", content=bomb, headers={"content-type": kind}).status_code == 415
    assert ask(client, bomb).status_code == 400
    gzip = {"content-type": "application/sparql-query", "content-encoding": "gzip"}
    assert client.post("/sparql", content=b"\x1f\x8b", headers=gzip).status_code == 415


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "", "[::2]", "127.0.0.2"]
)
def test_a_rebound_host_name_is_not_answered(client, host):
    for path in ("/", "/sparql?query=ASK{}", "/query", "/static/pages.css"):
        assert client.get(path, headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:9", "[::1]:8000"])
def test_this_machine_is_answered(client, host):
    assert client.get("/health", headers={"host": host}).status_code == 200


def test_on_a_local_network_addresses_are_answered_but_names_are_not(folder):
    from starlette.testclient import TestClient

    from graph.server import application

    with TestClient(application(folder, hosts=["desk.example"], addresses=True), base_url="http://127.0.0.1") as open_:
        for host, status in (
            ("192.168.1.5:8000", 200),
            ("[fe80::1]:8000", 200),
            ("desk.example", 200),
            ("evil.example", 421),
        ):
            assert open_.get("/health", headers={"host": host}).status_code == status


def test_other_sites_may_neither_ask_nor_read(client):
    ours = {"host": "127.0.0.1:8000"}
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"},
    ):
        assert client.get("/sparql?query=ASK{}", headers=ours | headers).status_code == 403
    preflight = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    answers = [client.options("/sparql", headers=preflight), client.get("/sparql?query=ASK{}")]
    assert not [name for a in answers for name in a.headers if name.startswith("access-control")]
    own = ours | {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"}
    assert client.get("/sparql?query=ASK{}", headers=own).status_code == 200


def test_a_regular_expression_that_never_ends_does_not_block(client):
    begin = time.monotonic()
    answer = ask(client, f"ASK {{ FILTER(REGEX('{'a' * 5000}!', '^(a+)+$')) }}")
    assert answer.status_code in (200, 400, 504)
    assert time.monotonic() - begin < 10


def test_memory_is_limited(client):
    answer = ask(client, "SELECT ?a ?d ?g ?j { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l ?i ?f ?c")
    assert answer.status_code == 504
    assert ask(client, "ASK {}").status_code == 200


def test_rows_are_limited_and_the_cut_is_told(client):
    answer = ask(client, "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f }")
    assert len(answer.json()["results"]["bindings"]) == 1000
    assert answer.headers["x-rawabit-truncated"] == "true"
    whole = ask(client, "SELECT ?a { ?a a rw:Event }")
    assert "x-rawabit-truncated" not in whole.headers


def test_a_cartesian_product_ends_while_others_are_answered_at_once(client):
    ask(client, "ASK {}")
    for worker in list(client.app.state.desk.pool._idle):
        worker.warm_up()  # tests before this one had workers ended
    with ThreadPoolExecutor(2) as threads:
        begin = time.monotonic()
        endless = [threads.submit(ask, client, CROSS) for _ in range(2)]
        time.sleep(0.5)
        waits = []
        while time.monotonic() - begin < 2.5:
            started = time.monotonic()
            assert ask(client, "SELECT ?e { ?e a rw:Event }").status_code == 200
            waits.append(time.monotonic() - started)
            time.sleep(0.05)
        answers = [e.result() for e in endless]
        took = time.monotonic() - begin
    assert [a.status_code for a in answers] == [504, 504]
    assert "3 seconds" in answers[0].text
    assert took < 10  # three seconds and what a busy machine adds
    print(
        f"\n{len(waits)} queries beside two endless ones: median {sorted(waits)[len(waits) // 2] * 1000:.0f} ms, longest {max(waits) * 1000:.0f} ms"
    )
    assert sorted(waits)[len(waits) // 2] < 0.2


def test_more_endless_queries_than_workers_get_a_clear_answer(folder):
    from starlette.testclient import TestClient

    from graph.server import application
    from graph.sparql.pool import Limits

    with TestClient(application(folder, limits=Limits(seconds=8), workers=1), base_url="http://127.0.0.1") as one:
        with ThreadPoolExecutor(1) as threads:
            endless = threads.submit(ask, one, CROSS)
            time.sleep(1)
            answer = ask(one, "ASK {}")
            assert answer.status_code == 503
            assert answer.headers["retry-after"]
            assert endless.result().status_code == 504
        assert ask(one, "ASK {}").status_code == 200
