"""A SPARQL server as the store: the same graph as in a folder, whatever the wire does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from graph import remote, remote_http
from graph.backup import backup, restore
from graph.library import Library, LibraryError
from graph.remote import PENDING, RemoteStore, operations, update_address, with_prefixes
from graph.reviewing import judge
from graph.store import Change, data, select
from graph.terms import CURRENT, HOUSEKEEPING, ID, PROVENANCE, RW, article_graph, integer, text
from graph.validation import validate_library
from tests.graph.made import Draft, made
from tests.graph.servers import OXIGRAPH, VIRTUOSO, Wire, oxigraph, virtuoso

ENGINES = {"oxigraph": (oxigraph, OXIGRAPH), "virtuoso": (virtuoso, VIRTUOSO)}


@pytest.fixture(scope="module", params=ENGINES)
def engine(request, tmp_path_factory) -> Iterator[tuple[str, dict[str, str]]]:
    start, program = ENGINES[request.param]
    if not program:
        pytest.skip(f"{request.param} is not installed")
    with start(tmp_path_factory.mktemp(request.param) / "data") as found:
        yield found


@pytest.fixture
def server(engine, monkeypatch) -> str:
    """An emptied server; what it needs stands in the environment."""
    url, environment = engine
    for name in ("UPDATE", "USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"RAWABIT_SPARQL_{name}", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(remote_http, "FIRST_PAUSE", 0.01)
    store = RemoteStore(url)
    for graph in store.graphs():
        store.update(f"CLEAR GRAPH {graph}")
    return url


def quads(library: Library) -> set[str]:
    found = set()
    for graph in library.store.graphs():
        found |= {f"{t} {graph}" for t in library.store.triples(graph) if t.predicate != RW["added"]}
    return found


def rich() -> tuple:
    draft = Draft("غني/١ %")
    draft.tell("thanked", 'س" ; DROP ALL \\ \u0001 <b>', "منير البهرجي", date="2025")
    draft.tell("metWith", "سالم الزرنوقي", "منير البهرجي", date="2025-08", confidence=1.0)
    draft.office("سالم الزرنوقي", "وزير الري", "بلاد الشمال", former=True)
    article, extraction = draft.done(title="<script>\"'\n")
    from dataclasses import replace

    first = replace(
        extraction.entities[0], labels={"ar": "س", "ar-Latn": "S", "en": "Ess"}, aliases=("Salim",), wikidata="Q1"
    )
    return article, replace(extraction, entities=(first, *extraction.entities[1:]))


def test_a_server_holds_what_a_folder_holds(server, tmp_path):
    pairs = [made(n) for n in range(12)] + [rich()]
    with Library.open(tmp_path / "folder", create=True) as local:
        list(local.add_all(pairs))
        local.remove("made-00003")
        judge(local, "made-00001", "r1", "reject", author="Mona", time="2026-01-01T00:00:00+00:00")
        expected, info = quads(local), local.info()
    with Library.open(server, home=tmp_path / "home", create=True) as library:
        assert {o.kind for o in library.add_all(pairs)} == {"new"}
        assert library.remove("made-00003")
        judge(library, "made-00001", "r1", "reject", author="Mona", time="2026-01-01T00:00:00+00:00")
        assert quads(library) == expected
        assert (library.info().ties, library.info().quads) == (info.ties, info.quads)
        assert [v for v in validate_library(library) if not v.warning] == []
        assert library.rebuild() == 0
    with Library.open(server, home=tmp_path / "home") as library:
        assert {o.kind for o in library.add_all(p for p in pairs if p[0].id != "made-00003")} == {"unchanged"}
        assert library.extraction(rich()[0].id).relations == rich()[1].relations


def test_replacing_works_on_a_server(server, tmp_path):
    draft = Draft("made-00001")
    draft.tell("praised", "منير القنطاري", "فريد الشمروخي")
    with Library.open(server, home=tmp_path, create=True) as library:
        list(library.add_all(made(n) for n in range(3)))
        assert library.add(*draft.done(), replace=True).kind == "replaced"
        assert library.extraction("made-00001").relations[0].type == "praised"
        assert library.rebuild() == 0
        assert len(list((tmp_path / "articles").iterdir())) == 3


def test_a_reader_needs_no_home_and_changes_nothing(server, tmp_path):
    with Library.open(server, home=tmp_path, create=True) as library:
        library.add(*made(1))
    with Library.open(server, read_only=True) as library:
        assert library.info().articles == 1
        with pytest.raises(LibraryError, match="read only"):
            library.remove("made-00001")
        dataset = library.dataset()
        counted = [int(r[0]) for r in dataset.query("SELECT (COUNT(?e) AS ?n) WHERE { ?e a rw:Event }")]
        assert counted == [library.info().ties]
        assert len(list(dataset.graph(CURRENT.value))) == len(list(library.store.triples(CURRENT)))


def test_questions_are_answered_in_all_forms(server, tmp_path):
    with Library.open(server, home=tmp_path, create=True) as library:
        library.add(*rich())
        ask = library.store.query
        assert bool(ask("ASK { ?e a rw:Event }"))
        assert not bool(ask("ASK { ?e a rw:Nothing }"))
        triples = list(ask("CONSTRUCT { ?e rw:status ?s } WHERE { ?e a rw:Event ; rw:status ?s }"))
        assert len(triples) == 2
        assert {type(t) for t in triples} == {Triple}
        rows = select(
            library.store,
            "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?l ?no WHERE { ?p skos:prefLabel ?l }",
        )
        assert {(r[0].value, r[0].language) for r in rows} >= {("Ess", "en"), ("سالم الزرنوقي", "ar")}
        assert {r[1] for r in rows} == {None}
        with pytest.raises(SyntaxError):
            ask("SELECT WHERE {")
        says = "SELECT ?a WHERE { ?e a rw:Event ; rw:report ?r . GRAPH ?a { ?r rw:eventType ?t ; rw:subject ?s } }"
        assert {r[0].value for r in select(library.store, says)} >= {article_graph(rich()[0].id).value}
        named = f"SELECT ?day WHERE {{ ?e a rw:Event . GRAPH {PROVENANCE} {{ ?x schema:datePublished ?day }} }}"
        assert {r[0].value for r in select(library.store, named)} == {"2025-10-17"}


def test_more_than_a_page_is_read_whole(server, tmp_path, monkeypatch):
    monkeypatch.setattr(remote, "PAGE", 7)
    with Library.open(server, home=tmp_path, create=True) as library:
        list(library.add_all(made(n) for n in range(4)))
        for graph in library.store.graphs():
            found = list(library.store.triples(graph))
            count = select(
                library.store, f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}", default_graph=[]
            )
            assert len(found) == len(set(found)) == int(count[0][0].value)
        whole = list(library.store.article_triples())
        assert (
            len(whole)
            == len(set(whole))
            == sum(len(list(library.store.triples(article_graph(f"made-0000{n}")))) for n in range(4))
        )


def test_a_wire_that_is_cut_again_and_again_changes_nothing_in_the_end(server, tmp_path, monkeypatch):
    from urllib.parse import urlsplit

    monkeypatch.setattr(remote, "BATCH", 60)
    monkeypatch.setattr(RemoteStore, "is_transactional", lambda _: False)
    wire = Wire(urlsplit(server).port, nth=3)
    cut = server.replace(f":{urlsplit(server).port}/", f":{wire.port}/")
    monkeypatch.setenv("RAWABIT_SPARQL_UPDATE", update_address(cut) if "query" in cut else f"{cut}-auth")
    with Library.open(cut, home=tmp_path / "home", create=True) as library:
        list(library.add_all(made(n) for n in range(6)))
        library.remove("made-00002")
    wire.close()
    assert wire.cuts > 3
    with Library.open(tmp_path / "folder", create=True) as local:
        list(local.add_all(made(n) for n in range(6) if n != 2))
        expected = quads(local)
    with Library.open(server, read_only=True) as library:
        assert quads(library) == expected


def test_a_change_that_a_server_got_in_part_is_mended_at_the_next_opening(server, tmp_path, monkeypatch):
    monkeypatch.setattr(remote, "BATCH", 25)
    store = RemoteStore(server)
    with Library.open(server, home=tmp_path / "home", create=True) as library:
        list(library.add_all(made(n) for n in range(3)))
        expected = quads(library)
        monkeypatch.setattr(RemoteStore, "is_transactional", lambda _: False)  # in parts, whatever it is
        sent, real = [], RemoteStore.update

        def cut_off(self, operation):
            if len(sent) > 12:
                raise ConnectionError
            sent.append(operation)
            real(self, operation)

        monkeypatch.setattr(RemoteStore, "update", cut_off)
        with pytest.raises(LibraryError, match="cannot be written"):
            list(library.add_all([*[made(n) for n in range(3, 9)]]))
        monkeypatch.setattr(RemoteStore, "update", real)
    assert store.pending()
    with Library.open(server, home=tmp_path / "home") as library:
        records = [r.info.id for r in library.articles()]
        assert records == [f"made-0000{n}" for n in range(3)]
        library.rebuild()
        assert quads(library) == expected
        assert not store.pending()
        assert {o.kind for o in library.add_all(made(n) for n in range(9))} == {"unchanged", "new"}
        assert library.rebuild() == 0


def test_where_there_is_no_graph_or_no_home_it_says_so(server, tmp_path):
    with pytest.raises(LibraryError, match="rawabit build"):
        Library.open(server, home=tmp_path)
    with pytest.raises(LibraryError, match="--home"):
        Library.open(server, create=True)


def test_a_home_belongs_to_one_graph(server, tmp_path):
    with Library.open(server, home=tmp_path / "home", create=True) as library:
        library.add(*made(1))
    (tmp_path / "home" / "server").write_text("https://other.example/sparql\n")
    with pytest.raises(LibraryError, match=r"other\.example"):
        Library.open(server, home=tmp_path / "home")
    with Library.open(tmp_path / "folder", create=True):
        pass
    with pytest.raises(LibraryError, match="graph folder of its own"):
        Library.open(server, home=tmp_path / "folder")


def test_a_second_writer_with_the_same_home_gets_a_clear_message(server, tmp_path):
    with Library.open(server, home=tmp_path, create=True) as library:
        library.add(*made(1))
        with pytest.raises(LibraryError, match="another process"):
            Library.open(server, home=tmp_path)


@pytest.mark.skipif(not VIRTUOSO, reason="virtuoso is not installed")
def test_wrong_credentials_are_named_and_not_tried_again(tmp_path, monkeypatch):
    monkeypatch.setattr(remote_http, "FIRST_PAUSE", 60.0)
    with virtuoso(tmp_path / "data") as (url, environment):
        for name, value in (environment | {"RAWABIT_SPARQL_PASSWORD": "wrong"}).items():
            monkeypatch.setenv(name, value)
        with (
            Library.open(url, home=tmp_path / "home", create=True) as library,
            pytest.raises(LibraryError, match="RAWABIT_SPARQL_USER"),
        ):
            library.add(*made(1))


# -- without a server ----------------------------------------------------------------------------------------------


def test_a_server_that_is_not_there_is_given_up_in_the_end(monkeypatch):
    monkeypatch.setattr(remote_http, "FIRST_PAUSE", 0.001)
    with pytest.raises(LibraryError, match="no answer after 6 attempts"):
        Library.open("http://127.0.0.1:9/sparql", read_only=True)


def test_pauses_double_and_follow_what_the_server_asks():
    import email.message
    import urllib.error

    assert [remote_http._pause(n, None) for n in (1, 2, 3)] == [0.5, 1.0, 2.0]
    headers = email.message.Message()
    headers["Retry-After"] = "7"
    assert remote_http._pause(1, urllib.error.HTTPError("u", 503, "busy", headers, None)) == 7.0


def test_an_articles_record_goes_first_and_comes_last():
    change = Change()
    triple = Triple(NamedNode(f"{ID}a/x"), RW["x"], integer(1))
    change.insert(PROVENANCE, [triple])
    change.drop(article_graph("x"))
    change.insert(article_graph("x"), [triple])
    change.delete(PROVENANCE, [triple])
    change.insert(HOUSEKEEPING, [triple])
    graphs = [next(g for g in ("provenance", "library", "a/x>") if g in o.split("{\n")[0]) for o in operations(change)]
    assert graphs == ["provenance", "a/x>", "a/x>", "provenance", "library"]


def test_requests_are_cut_to_size():
    change = Change()
    change.insert(CURRENT, [Triple(RW[f"s{n}"], RW["p"], text("x" * 900)) for n in range(4000)])
    sizes = [(o.count("\n") - 1, len(o)) for o in operations(change)]
    assert sum(n for n, _ in sizes) == 4000
    assert all(n <= remote.BATCH and length < 1_200_000 for n, length in sizes)


def test_a_graph_in_a_string_or_a_comment_is_left_alone():
    query = "SELECT * { GRAPH <a:b> { ?s ?p 'GRAPH <c:d>' } } # GRAPH <e:f>"
    expected = (
        "SELECT * { VALUES ?rawabit_graph_0 { <a:b> } GRAPH ?rawabit_graph_0 { ?s ?p 'GRAPH <c:d>' } } # GRAPH <e:f>"
    )
    assert remote.graphs_by_variable(query) == expected


def test_addresses_and_prefixes():
    assert update_address("http://h/query") == "http://h/update"
    assert update_address("http://h/sparql") == "http://h/sparql"
    assert "PREFIX rw:" in with_prefixes("SELECT * {}")
    assert with_prefixes("prefix rw: <a:b> SELECT * {}").count("rw:") == 1
    assert data("INSERT", HOUSEKEEPING, [PENDING]).startswith("INSERT DATA")


def test_only_http_addresses_are_asked(tmp_path: Path):
    with pytest.raises(LibraryError, match="not an http address"):
        RemoteStore(f"file://{tmp_path}/x").query("ASK {}")


@pytest.fixture
def archive(tmp_path) -> Path:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "gazetteer.csv").write_text("", encoding="utf-8")
    with Library.open(tmp_path / "folder", create=True) as local:
        list(local.add_all([*(made(n) for n in range(8)), rich()]))
        judge(local, "made-00001", "r1", "reject", author="Mona", time="2026-01-01T00:00:00+00:00")
    with Library.open(tmp_path / "folder", read_only=True) as local:
        backup(local, tmp_path / "b.tar.gz")
    return tmp_path / "b.tar.gz"


def test_a_backup_of_a_folder_moves_to_a_server_and_back(server, archive, tmp_path):
    with Library.open(tmp_path / "folder", read_only=True) as local:
        expected = quads(local)
    assert restore(archive, server, tmp_path / "home") > len(expected)
    with Library.open(server, home=tmp_path / "home") as library:
        assert quads(library) == expected
        assert [v for v in validate_library(library) if not v.warning] == []
        assert [j.author for j in library.judgements.entries] == ["Mona"]
        assert library.add(*made(3)).kind == "unchanged"
        assert library.rebuild() == 0
        backup(library, tmp_path / "c.tar.gz")
    restore(tmp_path / "c.tar.gz", tmp_path / "back")
    with Library.open(tmp_path / "back") as library:
        assert quads(library) == expected
        assert library.add(*made(20)).kind == "new"
        assert library.rebuild() == 0
    with pytest.raises(LibraryError, match="holds a graph already"):
        restore(archive, server, tmp_path / "other")
    with pytest.raises(LibraryError, match="--home"):
        restore(archive, server)


def test_a_restoring_that_was_cut_off_is_no_graph_and_can_be_run_again(server, archive, tmp_path, monkeypatch):
    monkeypatch.setattr(remote, "BATCH", 100)
    send, sent = RemoteStore.update, []

    def cut(self: RemoteStore, operation: str) -> None:
        if len(sent) > 5:
            raise LibraryError("cut off")
        sent.append(operation)
        send(self, operation)

    monkeypatch.setattr(RemoteStore, "update", cut)
    with pytest.raises(LibraryError, match="cut off"):
        restore(archive, server, tmp_path / "home")
    monkeypatch.setattr(RemoteStore, "update", send)
    for options in ({"read_only": True}, {"create": True}):
        with pytest.raises(LibraryError, match="again"):
            Library.open(server, home=tmp_path / "home", **options)
    restore(archive, server, tmp_path / "home")
    with Library.open(server, home=tmp_path / "home") as library:
        assert len(library.articles()) == 9
        assert library.rebuild() == 0


def test_what_needs_the_home_says_so(server, tmp_path):
    with Library.open(server, home=tmp_path / "home", create=True) as library:
        library.add(*made(1))
    with Library.open(server, read_only=True) as library:
        for asked in (lambda: backup(library, tmp_path / "b"), lambda: validate_library(library)):
            with pytest.raises(LibraryError, match="--home DIR"):
                asked()
        with pytest.raises(LibraryError, match="--home DIR"):
            library.text("made-00001")
    assert not list(tmp_path.glob("b*"))
