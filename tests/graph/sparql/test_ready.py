import pytest

from graph.sparql.guard import QueryRefused, check
from graph.sparql.ready import read, ready_queries

HEAD = """# name: made-up
# title: Made up
# title@ar: مختلق
# description: One.
# description: Two.
# description@ar: واحد
"""


def find(name: str) -> str:
    return f"https://example.org/{name}"


def test_twenty_and_more_ship_each_described_in_two_languages():
    ready = ready_queries()
    assert len(ready) >= 20
    for query in ready.values():
        assert all(query.title[tag] and query.description[tag] for tag in ("ar", "en"))
        assert check(query.text).form == "select"
        for parameter in query.parameters:
            assert parameter.what["ar"]
            assert parameter.what["en"]


def test_values_go_in_as_terms():
    query = ready_queries()["who-met-whom"]
    text = query.bound({"person": "a b".replace(" ", "_"), "from": "2025-08", "to": "2025-08"}, find)
    assert '(<https://example.org/a_b> "2025-08-01"^^<http://www.w3.org/2001/XMLSchema#date> "2025-08-31"' in text
    assert check(text).form == "select"


def test_without_values_the_file_runs_as_it_stands():
    query = ready_queries()["who-met-whom"]
    assert query.bound({}, find) == query.text
    assert query.bound({"person": ""}, find) == query.text


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"nobody": "x"}, "no parameter nobody"),
        ({"from": "2025-13"}, "no day"),
        ({"from": "2025-02-30"}, "no day"),
        ({"from": "yesterday"}, "no date"),
        ({"from": '2025"^^xsd:date) } DROP ALL #'}, "no date"),
    ],
)
def test_values_that_do_not_fit(values: dict[str, str], says: str):
    with pytest.raises(QueryRefused, match=says):
        ready_queries()["who-met-whom"].bound(values, find)


def test_no_value_can_break_out_of_its_place():
    query = read(
        HEAD
        + "# parameter: word text — a word — كلمة\nSELECT * { VALUES (?word) { (UNDEF) } # parameters\n ?s ?p ?word }"
    )
    hostile = 'x") } SERVICE <http://e/> { ?a ?b "\n\\'
    text = query.bound({"word": hostile}, find)
    assert text.count("SERVICE") == 1
    import pyoxigraph as ox

    store = ox.Store()
    place = ox.NamedNode("http://x/a")
    store.add(ox.Quad(place, place, ox.Literal(hostile)))
    assert len(list(store.query(text))) == 1


def test_an_actor_that_is_no_iri_is_refused():
    with pytest.raises(QueryRefused, match="no IRI"):
        ready_queries()["who-met-whom"].bound({"person": "x"}, lambda _: "not an iri > {")


def test_relations_are_those_of_the_catalogue():
    query = ready_queries()["evidence-of-a-tie"]
    assert "<https://w3id.org/rawabit/ns#metWith>" in query.bound({"relation": "metWith"}, find)
    with pytest.raises(QueryRefused, match="no relation"):
        query.bound({"relation": "hugged"}, find)


def test_headers_and_values_line_must_agree():
    with pytest.raises(ValueError, match="lacks title"):
        read("# name: x\nASK {}")
    with pytest.raises(ValueError, match="different parameters"):
        read(HEAD + "SELECT * { VALUES (?word) { (UNDEF) } # parameters\n ?s ?p ?word }")
    assert read(HEAD + "ASK {}").description["en"] == "One. Two."


def test_parameters_print_as_the_command_line_lists_them():
    assert str(ready_queries()["changed-after"].parameters[0]) == "date=2025-08-31"
