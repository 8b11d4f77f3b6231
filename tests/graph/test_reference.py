import re
from html.parser import HTMLParser

import pytest
import rdflib
from rdflib.namespace import OWL, RDF

from graph.reference import FORMATS, NS, reference
from ontology.relations import relation_types


def own_terms() -> list[str]:
    graph = rdflib.Graph().parse(data=reference("ttl"), format="turtle")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return sorted(
        {str(s)[len(NS) :] for kind in kinds for s in graph.subjects(RDF.type, kind) if str(s).startswith(NS)}
    )


def test_every_term_is_in_it_in_both_languages():
    text = reference("md")
    terms = own_terms()
    assert len(terms) > 60
    assert [t for t in terms if f"`rw:{t}`" not in text] == []
    for kind in relation_types().values():
        row = next(line for line in text.splitlines() if line.startswith(f"| `rw:{kind.name}`"))
        assert kind.label["ar"] in row
        assert kind.label["en"] in row


def test_tables_are_whole():
    for table in re.findall(r"(?:^\|.*\n)+", reference("md"), re.MULTILINE):
        widths = {line.replace("\\|", "").count("|") for line in table.splitlines()}
        assert len(widths) == 1


def test_html_is_balanced_offline_and_every_term_can_be_linked_to():
    text = reference("html")
    opened: list[str] = []

    class Checker(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag not in ("meta", "br"):
                opened.append(tag)

        def handle_endtag(self, tag):
            assert opened.pop() == tag

    Checker().feed(text)
    assert opened == []
    assert "<script" not in text
    assert not re.search(r'src="', text)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(own_terms()) <= set(ids)


def test_unknown_formats():
    assert FORMATS == ("html", "md", "ttl")
    with pytest.raises(ValueError, match="pdf"):
        reference("pdf")
