import csv
import io

import pytest

from graph.sparql import FORMATS, Limits, QueryRefused, QueryStopped, find_actor, run, write_results
from graph.terms import ID
from tests.graph.made_up import HUDA, NAJM, SALEM, Told, world
from tests.graph.stores import store_of


class Library:
    def __init__(self, pairs, path=None):
        self.store = store_of(pairs, path)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library(world(), tmp_path_factory.mktemp("run") / "store")


def written(results, form: str) -> str:
    out = io.BytesIO()
    write_results(results, form, out)
    return out.getvalue().decode("utf-8")


def test_a_ready_query_by_name_with_a_name_for_a_value(library):
    results = run(library, "who-met-whom", parameters={"person": "هدى الوادى"})
    assert [(r["who"], r["whom"], r["occasions"]) for r in results.records()] in (
        [(SALEM, HUDA, "1")],
        [(HUDA, SALEM, "1")],
    )


def test_a_query_of_ones_own_over_what_is_derived(library):
    results = run(library, "SELECT ?a { ?a a schema:Person } ORDER BY ?a")
    assert len(results) == 3
    assert run(library, "ASK { ?a rw:condemned ?b }").boolean is True
    assert len(run(library, "CONSTRUCT { ?a rw:x ?b } { ?a rw:metWith ?b }").triples) == 4


def test_a_library_in_memory_is_read_too():
    assert len(run(Library(world()), "SELECT ?e { ?e a rw:Event }")) == 10


@pytest.mark.parametrize(
    ("text", "says"),
    [("who-met-who", "no ready query"), ("DROP ALL", "update"), ("SELECT * { SERVICE <http://x/> {} }", "SERVICE")],
)
def test_refusals(library, text, says):
    with pytest.raises(QueryRefused, match=says):
        run(library, text)


def test_parameters_need_a_ready_query(library):
    with pytest.raises(QueryRefused, match="ready query"):
        run(library, "ASK {}", parameters={"person": "x"})


def test_what_takes_too_long_is_ended(library):
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?j) }"
    with pytest.raises(QueryStopped, match="1 seconds"):
        run(library, query, limits=Limits(seconds=1))


def test_rows_are_limited_and_told(library):
    results = run(library, "SELECT * { ?s ?p ?o }", limits=Limits(rows=7))
    assert (len(results), results.cut) == (7, True)
    assert "cut at the limit" in written(results, "table")


def test_table_for_a_terminal(library):
    text = written(run(library, "who-met-whom"), "table")
    assert SALEM in text
    assert text.rstrip().endswith("rows")
    assert "event" not in text


def test_a_terminal_obeys_no_article():
    told = Told("x", "2031-01-01").say("التقى \x1b[2Jشرير سالم.")
    told.tie("metWith", "\x1b[2J\x1b]0;شرير", SALEM, "2031-01-01")
    assert "\x1b" not in written(run(Library([told.done()]), "SELECT ?n { ?a skos:prefLabel ?n }"), "table")


def test_csv_runs_nowhere_as_a_formula(library):
    results = run(library, 'SELECT ?x ?n { VALUES (?x ?n) { ("=1+1" -3) ("@a" 2) } } ORDER BY ?n')
    assert list(csv.reader(io.StringIO(written(results, "csv")))) == [["x", "n"], ["'=1+1", "-3"], ["'@a", "2"]]


def test_every_format_suits_its_kind(library):
    table, graph, truth = (
        run(library, q) for q in ("SELECT ?a { ?a a rw:Group }", "CONSTRUCT WHERE { ?a rw:thanked ?b }", "ASK {}")
    )
    for form in FORMATS:
        if form in ("ttl", "nt", "jsonld"):
            assert "thanked" in written(graph, form)
            for other in (table, truth):
                with pytest.raises(QueryRefused):
                    written(other, form)
        else:
            assert written(table, form)
            assert "true" in written(truth, form) or "yes" in written(truth, form)
    with pytest.raises(QueryRefused, match="CONSTRUCT"):
        written(graph, "csv")
    with pytest.raises(QueryRefused, match="no format"):
        written(table, "xlsx")


def test_actors_by_any_name(library):
    store = library.store
    najm = find_actor(store, NAJM)
    assert najm.startswith(ID)
    assert find_actor(store, "Najm Jabali") == najm
    assert find_actor(store, "الجبلى") == najm  # one word is enough where only one has it
    assert find_actor(store, ID + "a/a2/e2") == najm  # a member's IRI
    with pytest.raises(QueryRefused, match="no actor"):
        find_actor(store, "زيد")
    with pytest.raises(QueryRefused, match="character"):
        find_actor(store, "http://x/> } DROP")


def test_ambiguous_names_are_asked_back():
    told = Told("y", "2031-01-01").say("التقى سالم البحري سالم الرملي.")
    told.tie("metWith", SALEM, "سالم الرملي", "2031-01-01")
    with pytest.raises(QueryRefused, match="2 actors: سالم البحري؛ سالم الرملي"):
        find_actor(Library([told.done()]).store, "سالم")
