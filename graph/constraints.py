"""What a graph must satisfy: the shapes of `ontology/shapes.ttl`, and the same turned into SPARQL.

pySHACL takes minutes for a million triples and knows no named graphs; the queries made here take seconds
and name the graph. Only the parts of SHACL that the shapes use are known; another one raises ValueError.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graph.terms import CURRENT, ENTITY_CLASSES, ID, NS, PROVENANCE, SPARQL_PREFIXES
from ontology.relations import relation_types

if TYPE_CHECKING:
    import rdflib

_SH = "http://www.w3.org/ns/shacl#"
_ABOUT = {"path", "message", "name", "description", "minCount", "maxCount"}


@dataclass(frozen=True, slots=True)
class Constraint:
    """A query that selects `?graph ?this ?value` where something breaks, and the words for it.

    A `warning` is of something unlikely, not of something broken.
    """

    message: str
    query: str
    warning: bool = False


@cache
def shapes() -> rdflib.Graph:
    """The shapes for one article's graph: those written by hand and those of each relation."""
    import rdflib

    graph = rdflib.Graph()
    graph.parse(data=(files("ontology") / "shapes.ttl").read_text(encoding="utf-8"), format="turtle")
    graph.parse(data="\n".join(_relation_shapes()), format="turtle")
    return graph


def _relation_shapes() -> Iterator[str]:
    """Per relation: no direct triple in what an article says; and, to warn of, who may stand where."""
    yield f"@prefix rw: <{NS}> . @prefix sh: <{_SH}> ."
    for name in relation_types():
        yield (
            f"rw:shape-direct-{name} a sh:NodeShape ; sh:targetSubjectsOf rw:{name} ; sh:property [ sh:path rw:{name} ; "
            f'sh:maxCount 0 ; sh:message "a direct triple outside current" ] .'
        )
    for part in ("subject", "object"):
        yield (
            f"rw:shape-{part} a sh:NodeShape ; sh:targetNode rw:Graph ; sh:severity sh:Warning ; sh:sparql [ "
            f'sh:message "a {part} of a type that its relation does not have" ; sh:select "{_participants(part)}" ] .'
        )


def _participants(part: str) -> str:
    """A query for participants of a type that the catalogue does not allow them (SHACL knows no VALUES)."""
    pairs = [
        f"'{NS}{name} {iri.value}'"
        for name, kind in relation_types().items()
        for entity_type, iri in ENTITY_CLASSES.items()
        if entity_type not in (kind.subject if part == "subject" else kind.object)
    ]
    return (
        f"SELECT $this ?value WHERE {{ ?value <{NS}eventType> ?type ; <{NS}{part}> ?actor . ?actor a ?class . "
        f"FILTER (CONCAT(STR(?type), ' ', STR(?class)) IN ({', '.join(pairs)})) }}"
    )


# -- the shapes as SPARQL ------------------------------------------------------------------------------------------


@cache
def constraints() -> tuple[Constraint, ...]:
    """Everything a whole store is checked for."""
    return (*_compiled(), *_across_graphs())


def _compiled() -> Iterator[Constraint]:
    import rdflib

    graph, sh = shapes(), rdflib.Namespace(_SH)
    for shape in sorted(graph.subjects(rdflib.RDF.type, sh.NodeShape), key=str):
        for target in _targets(graph, shape, sh):
            yield from _of_shape(graph, shape, target, sh)


def _targets(graph: rdflib.Graph, shape: Any, sh: Any) -> Iterator[str]:
    for target in graph.objects(shape, sh.targetClass):
        yield f"?this a <{target}> ."
    for target in graph.objects(shape, sh.targetSubjectsOf):
        yield f"?this <{target}> ?targeted ."
    for _ in graph.objects(shape, sh.targetNode):
        yield ""


def _of_shape(graph: rdflib.Graph, shape: Any, target: str, sh: Any) -> Iterator[Constraint]:
    warning = graph.value(shape, sh.severity) == sh.Warning
    for part in graph.objects(shape, sh.property):
        if not str(shape).startswith(f"{NS}shape-direct-"):  # `current` holds these; see `_across_graphs`
            yield from _of_property(graph, part, target, sh)
    for part in graph.objects(shape, sh.node):
        yield from _of_shape(graph, part, target, sh)
    for part in graph.objects(shape, sh.sparql):
        query = _within_graphs(str(graph.value(part, sh.select)), articles=warning)
        yield Constraint(str(graph.value(part, sh.message)), query, warning)


def _within_graphs(select: str, *, articles: bool) -> str:
    """A query on a whole graph asked of each named graph, or of each article's only, by itself."""
    body = select[select.index("{") + 1 : select.rindex("}")]
    condition = f'FILTER (STRSTARTS(STR(?graph), "{ID}a/"))' if articles else ""
    return _query(body, head="?graph (?value AS ?this) ?none", condition=condition)


def _query(body: str, *, head: str = "?graph ?this ?value", condition: str = "") -> str:
    return f"{SPARQL_PREFIXES}SELECT DISTINCT {head} WHERE {{ GRAPH ?graph {{ {body} }} {condition} }}"


def _of_property(graph: rdflib.Graph, part: Any, target: str, sh: Any) -> Iterator[Constraint]:
    path, message = graph.value(part, sh.path), str(graph.value(part, sh.message))
    value = f"{target} ?this <{path}> ?value ."
    for predicate, parameter in sorted(graph.predicate_objects(part), key=lambda p: str(p[0])):
        name = str(predicate).removeprefix(_SH)
        if name == "minCount" and str(parameter) == "1":
            yield Constraint(message, _query(f"{target} FILTER NOT EXISTS {{ ?this <{path}> ?any }}"))
        elif name == "maxCount" and str(parameter) == "1":
            yield Constraint(message, _query(f"{value} ?this <{path}> ?other . FILTER (!sameTerm(?value, ?other))"))
        elif name in {"minCount", "maxCount"}:
            sign = "<" if name == "minCount" else ">"
            yield Constraint(message, _counted(target, path, f"{sign} {parameter}"))
        elif name not in _ABOUT:
            yield Constraint(message, _query(f"{value} {_filter(graph, name, parameter, path)}"))


def _counted(target: str, path: Any, condition: str) -> str:
    body = f"SELECT ?this (COUNT(?any) AS ?value) WHERE {{ {target} OPTIONAL {{ ?this <{path}> ?any }} }}"
    return _query(f"{{ {body} GROUP BY ?this HAVING (COUNT(?any) {condition}) }}")


def _filter(graph: rdflib.Graph, name: str, parameter: Any, path: Any) -> str:
    from rdflib.collection import Collection

    simple = {
        "datatype": f"!isLiteral(?value) || DATATYPE(?value) != <{parameter}>",
        "minInclusive": f"?value < {parameter}",
        "maxInclusive": f"?value > {parameter}",
        "minLength": f"STRLEN(STR(?value)) < {parameter}",
        "maxLength": f"STRLEN(STR(?value)) > {parameter}",
        "pattern": f"!REGEX(STR(?value), {_quoted(parameter)})",
        "nodeKind": "!isIRI(?value)" if str(parameter).endswith("IRI") else "!isLiteral(?value)",
    }
    if name in simple:
        return f"FILTER ({simple[name]})"
    if name == "in":
        return f"FILTER (?value NOT IN ({', '.join(f'<{v}>' for v in Collection(graph, parameter))}))"
    if name == "uniqueLang":
        return f"?this <{path}> ?other . FILTER (!sameTerm(?value, ?other) && LANG(?value) = LANG(?other))"
    raise ValueError(f"shapes.ttl uses sh:{name}, which graph.constraints does not know")


def _quoted(value: Any) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", str(value)) + '"'


# -- what only a whole store can break --------------------------------------------------------------------------------


def _across_graphs() -> Iterator[Constraint]:
    relations = " ".join(f"<{NS}{name}>" for name in relation_types())
    symmetric = ", ".join(f"<{NS}{name}>" for name, kind in relation_types().items() if kind.symmetric)
    ours, theirs = f"GRAPH {CURRENT}", f'STRSTARTS(STR(?graph), "{ID}a/")'
    event = "?event rw:eventType ?relation ; rw:status rw:happened"
    yield Constraint(
        "a direct triple that no event of current supports",
        f"""{SPARQL_PREFIXES}SELECT ?graph ?this ?value WHERE {{ BIND ({CURRENT} AS ?graph)
            {{ VALUES ?relation {{ {relations} }} {ours} {{ ?this ?relation ?value }} }}
            MINUS {{ {ours} {{ {event} ; rw:subject ?this ; rw:object ?value }} }}
            MINUS {{ {ours} {{ {event} ; rw:subject ?value ; rw:object ?this }}
                FILTER (?relation IN ({symmetric})) }} }}""",
    )
    yield Constraint(
        "a direct triple outside current",
        f"""{SPARQL_PREFIXES}SELECT ?graph ?this ?value WHERE {{ VALUES ?relation {{ {relations} }}
            GRAPH ?graph {{ ?this ?relation ?value }} FILTER (?graph != {CURRENT}) }}""",
    )
    yield Constraint(
        "an event that happened, without its direct triple",
        f"""{SPARQL_PREFIXES}SELECT ?graph ?this ?value WHERE {{
            {ours} {{ ?this rw:status rw:happened ; rw:eventType ?relation ; rw:subject ?subject ; rw:object ?value }}
            BIND ({CURRENT} AS ?graph) FILTER NOT EXISTS {{ {ours} {{ ?subject ?relation ?value }} }} }}""",
    )
    yield Constraint(
        "a passage that ends outside the text",
        f"""{SPARQL_PREFIXES}SELECT ?graph ?this ?value WHERE {{
            GRAPH ?graph {{ ?this oa:hasSource ?article ; oa:hasSelector/oa:end ?value }} FILTER ({theirs})
            GRAPH {PROVENANCE} {{ ?article rw:textLength ?length }} FILTER (?value > ?length) }}""",
    )
    yield Constraint(
        "a passage of an article that is not there",
        f"""{SPARQL_PREFIXES}SELECT ?graph ?this ?value WHERE {{
            GRAPH ?graph {{ ?this oa:hasSource ?value }}
            FILTER NOT EXISTS {{ GRAPH {PROVENANCE} {{ ?graph prov:wasDerivedFrom ?value }} }} }}""",
    )
    yield Constraint(
        "a report that no article makes",
        f"""{SPARQL_PREFIXES}SELECT ?graph ?this ?value WHERE {{ {ours} {{ ?this rw:report ?value }}
            BIND ({CURRENT} AS ?graph)
            FILTER NOT EXISTS {{ GRAPH ?article {{ ?annotation oa:hasBody ?value }} }} }}""",
    )
    yield Constraint(
        "support that is not the number of reporting articles",
        f"""{SPARQL_PREFIXES}SELECT ?graph ?this ?value WHERE {{ BIND ({CURRENT} AS ?graph)
            {{ SELECT ?this ?value (COUNT(DISTINCT ?article) AS ?n) WHERE {{
                {ours} {{ ?this rw:support ?value ; rw:report ?report }}
                GRAPH ?article {{ ?annotation oa:hasBody ?report }} }} GROUP BY ?this ?value }}
            FILTER (?n != ?value) }}""",
    )
