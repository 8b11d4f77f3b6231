import csv
import io
import re
from dataclasses import replace

import pytest

from graph.sparql import FORMATS, Limits, QueryRefused, QueryStopped, find_actor, ready_queries, run, write_results
from graph.sparql.ask import question_text
from graph.sparql.formats import plain_value
from graph.sparql.guard import check
from graph.store import select
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


def test_a_library_opened_by_a_relative_path(tmp_path, monkeypatch):
    from graph.library import Library as RealLibrary

    monkeypatch.chdir(tmp_path)
    with RealLibrary.open("here", create=True) as writing:
        list(writing.add_all(world()))
        assert len(run(writing, "SELECT ?e { ?e a rw:Event }")) == 10
    with RealLibrary.open("here", read_only=True) as reading:
        assert len(run(reading, "SELECT ?e { ?e a rw:Event }")) == 10


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
    assert "id:" not in text  # names say it; the IRIs are there in the other forms
    own = written(run(library, "SELECT ?e { ?e a rw:Event } ORDER BY ?e LIMIT 1"), "table")
    assert "id:a/a1/r1" in own


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
    with pytest.raises(QueryRefused, match=r"2 actors: .*سالم البحري") as refused:
        find_actor(Library([told.done()]).store, "سالم")
    ids = re.findall(r"\((id:\S+)\)", str(refused.value))
    assert len(ids) == 2
    assert {find_actor(Library([told.done()]).store, i) for i in ids} == {i.replace("id:", ID) for i in ids}


def test_what_is_called_as_a_country_is_the_country():
    told = Told("t", "2031-09-01").say("زار سالم جبلستان.")
    told.tie("visited", SALEM, "جبلستان", "2031-01-01")
    other = Told("t2", "2031-09-02").say("زار سالم جبلستان.")
    other.tie("visited", SALEM, "جبلستان", "2031-02-01")
    article, said = other.done()
    entities = tuple(replace(e, type="Place") if e.name == "جبلستان" else e for e in said.entities)
    store = Library([told.done(), (article, replace(said, entities=entities))]).store
    named = select(store, 'SELECT ?x ?c { ?x skos:prefLabel "جبلستان"@ar ; a ?c }')
    assert {c.value.rpartition("/")[2] for _, c in named} == {"Country", "Place"}
    country = next(x.value for x, c in named if c.value.endswith("Country"))
    assert find_actor(store, "جبلستان") == country


def test_what_changed_keeps_the_direction_of_the_act():
    told = Told("t", "2031-09-01").say("شكر سالم نجماً. وشكرت هدى سالماً.")
    told.tie("thanked", SALEM, NAJM, "2031-08-01").tie("thanked", HUDA, SALEM, "2031-08-02")
    rows = rows_of(Library([told.done()]), "changed-after", date="2031-07-01")
    assert [(r["first"], r["who"], r["whom"]) for r in rows] == [
        ("2031-08-01", SALEM, NAJM),
        ("2031-08-02", HUDA, SALEM),
    ]


def test_days_of_dated_meetings_are_told_beside_undated_ones():
    told = Told("u", "2031-09-01").say("التقى سالم نجماً مراراً.").tie("metWith", SALEM, NAJM, None)
    more = Told("v", "2031-09-02").say("التقى سالم هدى.").tie("metWith", SALEM, HUDA, None)
    early = Told("w", "2030-01-01").say("التقى سالم نجماً.").tie("metWith", SALEM, NAJM, "2029-12")
    pairs = [*world()[:1], told.done(), more.done(), early.done()]
    rows = {(r["who"], r["whom"]): r for r in run(Library(pairs), "who-met-whom").records()}
    both = rows[SALEM, NAJM]
    assert (both["first"], both["last"]) == ("2029-12-01", "2031-05-02")
    assert rows[SALEM, HUDA]["first"] in (None, "")


def rows_of(library, name: str, **parameters: str) -> list[dict[str, str]]:
    """The answer of a ready query, asked in this process to save time."""
    answer = library.store.query(question_text(library.store, name, parameters))
    names = [variable.value for variable in answer.variables]
    return [dict(zip(names, (plain_value(term) for term in row), strict=True)) for row in answer]


def test_every_ready_query_answers(library):
    empty = {name for name in ready_queries() if not rows_of(library, name)}
    # Nobody was appointed, no post has two holders; the offices of this world lie in 2031.
    assert empty <= {"appointments", "offices-on-date", "disputed-offices"}
    assert rows_of(library, "offices-on-date", date="2031-06-01")[0]["person_name"] == SALEM
    sources = [(r["source"], r["articles"], r["reports"], r["first"], r["last"]) for r in rows_of(library, "sources")]
    assert sources == [
        ("وكالة الموج", "3", "8", "2031-05-03", "2031-07-10"),
        ("صحيفة النجم", "2", "4", "2031-05-04", "2031-07-12"),
    ]


def test_ready_queries_on_the_made_up_world(library):
    assert [r["title"] for r in rows_of(library, "single-report-ties", person=HUDA)] == ["خبر مختلق"]
    assert [(r["who"], r["whom"], r["date"]) for r in rows_of(library, "planned-events")] == [
        (NAJM, "ساحلستان", "2031-08-01")
    ]
    assert {r["report_says"] for r in rows_of(library, "contested-ties")} == {"happened", "denied"}
    assert [(r["date"], r["place_name"], r["who_office"]) for r in rows_of(library, "agreements-signed")] == [
        ("2031-07-09", "القمة", "")  # no report gives an office for that day
    ]
    assert [(r["month"], r["visits"]) for r in rows_of(library, "visits-by-month")] == [
        ("2031-05", "1"),
        ("2031-06", "1"),
    ]
    assert len(rows_of(library, "visits-by-month", place="Highland")) == 1
    assert [r["partner_name"] for r in rows_of(library, "common-partners", one=NAJM, two=HUDA)] == [SALEM]
    assert len(rows_of(library, "ties-between-countries", country="Coastland", other="Highland")) == 8
    assert {
        r["sentence"][:4] for r in rows_of(library, "evidence-of-a-tie", person=SALEM, other=NAJM, relation="thanked")
    } == {"وشكر"}
    changed = rows_of(library, "changed-after", date="2031-06-30")
    assert [(r["first"], {r["who"], r["whom"]}) for r in changed] == [("2031-07-11", {SALEM, HUDA})]
    assert rows_of(library, "largest-occasions")[0]["date"] == "2031-05-02"
    assert rows_of(library, "delegation-members")[0]["who"] == NAJM
    assert rows_of(library, "undated-ties")[0]["who"] == "حرس البحر"
    assert [(r["name"], r["partners"]) for r in rows_of(library, "most-central-actors")][:2] == [
        ("جبلستان", "3"),
        (SALEM, "3"),
    ]
    assert len(rows_of(library, "contacts-of", person="Sea Guard")) == 1


HOUSE = f"{ID}graph/library"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?g ?s { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * { graph$g{ ?s ?p ?o } }",
        "SELECT * { OPTIONAL { GRAPH # a comment {\n ?g { ?s ?p ?o } } }",
        'SELECT * { BIND("GRAPH ?x {" AS ?t) GRAPH ?g { ?s ?p ?o } }',
        "SELECT * { { GRAPH ?g { ?s ?p ?o } } UNION { GRAPH ?h { ?s ?p ?o } } }",
        f"SELECT * {{ VALUES ?g {{ <{HOUSE}> }} GRAPH ?g {{ ?s ?p ?o }} }}",
        f"SELECT * {{ GRAPH <{HOUSE}> {{ ?s ?p ?o }} }}",
        "SELECT * { GRAPH id:graph\\/library { ?s ?p ?o } }",
        f"PREFIX h: <{ID}graph/> SELECT * {{ GRAPH h:library {{ ?s ?p ?o }} }}",
        f"BASE <{ID}> SELECT * {{ GRAPH <graph/library> {{ ?s ?p ?o }} }}",
        f"BASE <{ID}x/y> SELECT * {{ GRAPH <../graph/./library> {{ ?s ?p ?o }} }}",
        "SELECT * { GRAPH <graph/library> { ?s ?p ?o } }",
        f"ASK {{ FILTER EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g = <{HOUSE}>) }} }}",
        f"SELECT * {{ GRAPH ?g {{ ?s ?p ?o }} MINUS {{ GRAPH ?g {{ ?s a ?c }} }} FILTER(?g = <{HOUSE}>) }}",
        "CONSTRUCT { ?g ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * { { SELECT ?g { GRAPH ?g { ?s ?p ?o } } } }",
        f"SELECT * {{ GRAPH <{ID}graph/x/../library> {{ ?s ?p ?o }} GRAPH ?g {{ ?a ?b ?c }} }}",
        "SELECT * { GRAPH ?g { ?a ?b ?c } GRAPH <graph/library> { ?s ?p ?o } }",
        f"PREFIX id: <{ID}graph/> SELECT * {{ GRAPH ?g {{ ?a ?b ?c }} GRAPH id:library {{ ?s ?p ?o }} }}",
        "SELECT * { GRAPH ?g { ?a ?b ?c } GRAPH id:graph\\/library { ?s ?p ?o } }",
        f"SELECT * FROM NAMED <{HOUSE}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"SELECT * FROM <{HOUSE}> {{ ?s ?p ?o }}",
    ],
)
def test_the_books_of_this_machine_are_in_no_answer(tmp_path, query: str):
    from graph.library import Library as RealLibrary

    with RealLibrary.open(tmp_path / "g", create=True) as library:
        list(library.add_all(world()[:2]))
    with RealLibrary.open(tmp_path / "g", read_only=True) as library:
        assert library.store.query(f"ASK {{ GRAPH <{HOUSE}> {{ ?s ?p ?o }} }}")
        try:
            results = run(library, query)
        except QueryRefused:
            return
        if results.boolean is not None:
            assert results.boolean is False
            return
        said = str([*results.triples, *results.records()])
        assert "/home/u/" not in said
        assert HOUSE not in said


def test_a_graph_that_nobody_may_see_is_kept_out_by_the_query_itself():
    plain = check("SELECT * { GRAPH ?g { ?s ?p ?o } }")
    assert plain.without("http://x/g") == "SELECT * { FILTER(?g != <http://x/g>) GRAPH ?g { ?s ?p ?o } }"
    assert check("SELECT * { ?s ?p 'GRAPH ?g' }").without("http://x/g") == "SELECT * { ?s ?p 'GRAPH ?g' }"
    assert check("SELECT * { GRAPH <http://x/g> { ?s ?p ?o } }").without("http://x/g") is None
    mixed = "SELECT * { GRAPH ?g { ?s ?p ?o } GRAPH id:graph\\/provenance { ?s ?q ?r } }"
    assert check(mixed).without("http://x/g") is None
    both = f"SELECT * {{ GRAPH ?g {{ ?s ?p ?o }} GRAPH <{ID}graph/provenance> {{ ?s ?q ?r }} }}"
    assert check(both).without("http://x/g") == both.replace("GRAPH ?g", "FILTER(?g != <http://x/g>) GRAPH ?g")
    assert check("SELECT * { GRAPH # why\n ?g { ?s ?p ?o } }").without("http://x/g") is None
