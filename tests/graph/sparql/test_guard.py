import pytest

from graph.sparql.guard import QueryRefused, check, graph_iri, plain


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?s ?p ?o }", "select"),
        ("PREFIX x: <http://x/> ASK { x:a ?p ?o }", "ask"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "construct"),
        ("DESCRIBE <http://x/a>", "describe"),
        (
            "SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?s { ?s ?p ?o } } } GROUP BY ?s HAVING (?n > 1) ORDER BY ?n LIMIT 3",
            "select",
        ),
        ("SELECT * { ?s rw:a/rw:b*|^rw:c ?o . FILTER NOT EXISTS { ?s ?p 'x' } } VALUES ?s { <http://x/a> }", "select"),
    ],
)
def test_questions_pass(query: str, form: str):
    assert check(query).form == form


def test_words_that_only_look_dangerous_pass():
    check('SELECT * { ?s rdfs:label "the service was loaded, dropped and inserted" }')
    check("PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT * { ?s sd:service ?o ; ?service ?x }")
    check("SELECT ?load { ?load ?insert <http://x/service> } # SERVICE is not called here")


def test_escapes_are_resolved_once_and_mean_what_they_stand_for():
    assert plain("'\\u0645\\U00000631'") == "'مر'"
    with pytest.raises(QueryRefused, match="escapes an escape"):
        plain("\\u005Cu0041")
    with pytest.raises(QueryRefused, match="no character"):
        plain("\\UFFFFFFFF")


def test_line_ends_are_one_kind():
    assert plain("a\r\nb\rc") == "a\nb\nc"
    with pytest.raises(QueryRefused, match="control character"):
        plain("a\x0cb")


def test_graphs_are_resolved_with_prefix_and_base():
    checked = check(
        "BASE <http://x/y/> PREFIX p: <http://p/> SELECT * FROM p:a FROM <b> FROM NAMED <http://c> { ?s ?p ?o }"
    )
    assert checked.defaults == ("http://p/a", "http://x/y/b")
    assert checked.named == ("http://c",)
    assert check("SELECT * FROM rw:a { ?s ?p ?o }").defaults == ("https://w3id.org/rawabit/ns#a",)
    assert check("ASK {}").defaults is None


def test_an_unknown_prefix_in_from_is_told():
    with pytest.raises(QueryRefused, match="«zz:»"):
        check("SELECT * FROM zz:a { ?s ?p ?o }")


@pytest.mark.parametrize("iri", ["file:///x", "FILE:///x", "urn:a", "x", "", "javascript:1", "http//x"])
def test_other_schemes_name_no_graph(iri: str):
    with pytest.raises(QueryRefused):
        graph_iri(iri)


def test_syntax_errors_say_where():
    with pytest.raises(QueryRefused, match=r"line 2, column \d+"):
        check("SELECT *\n{ ?s ?p }")


def test_deep_nesting_is_refused_before_any_parser_sees_it():
    with pytest.raises(QueryRefused, match="deeper"):
        check("SELECT * {" + "{" * 500 + "}" * 500 + "}")
