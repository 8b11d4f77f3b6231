"""The network of `current` as networkx: actors as nodes, events as edges, each with its reports.

The attributes of nodes and edges are a contract between this module, the page and the exports:

- node (canonical IRI): `type`, `labels` by language, `aliases`, `country` (IRI or None), `country_labels`,
  `lat`, `lon`, `wikidata`, `offices` (title, labels, of, of_labels, begin, end, former, until:
  the last day known where no end is), `degree`, `importance` 0..1;
- edge (event IRI): `relation`, `family`, `symmetric`, `date` as precise as known, `begin` and `end` (days, None
  where the event is undated), `status`, `place`, `place_labels`, `occasion`, `confidence`, `capacities` by
  participant, `reports` (article, title, source, published, url, synthetic, start, end, text, trigger,
  confidence, status).

A symmetric event is one edge. Nodes come in order of IRI, edges in order of time, then IRI.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from graph.store import Store, select
from graph.terms import ENTITY_TYPES, NS, PROVENANCE, WIKIDATA, language_tag
from ontology.relations import relation_types

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from graph.library import Library

_EVENTS = """
SELECT ?event ?relation ?subject ?object ?status ?occasion ?confidence ?stamp ?begin ?end ?place WHERE {
  #around
  ?event a rw:Event ; rw:eventType ?relation ; rw:subject ?subject ; rw:object ?object ; rw:status ?status ;
    sem:subEventOf ?occasion ; rw:highestConfidence ?confidence ;
    sem:hasEarliestBeginTimeStamp ?begin ; sem:hasLatestEndTimeStamp ?end .
  OPTIONAL { ?event sem:hasTimeStamp ?stamp }
  OPTIONAL { ?event sem:hasPlace ?place }
}"""
_REPORTS = """
SELECT ?event ?report WHERE {
  #around
  ?event a rw:Event ; rw:report ?report
}"""
_EVIDENCE = """
SELECT ?report ?article ?status ?confidence ?start ?end ?text ?first ?last WHERE {
  #around
  GRAPH ?article {
    ?note oa:hasBody ?report ; oa:hasTarget ?passage ; rw:confidence ?confidence .
    ?report rw:status ?status .
    ?passage oa:hasSelector ?position , ?quote .
    ?position oa:start ?start ; oa:end ?end .
    ?quote oa:exact ?text .
    OPTIONAL { ?note rw:triggerStart ?first ; rw:triggerEnd ?last }
  }
}"""
_ARTICLES = f"""
SELECT ?article ?title ?source ?published ?url ?synthetic WHERE {{
  #articles
  GRAPH {PROVENANCE} {{
    ?article prov:wasDerivedFrom ?text .
    OPTIONAL {{ ?text schema:headline ?title }}
    OPTIONAL {{ ?text schema:publisher ?source }}
    OPTIONAL {{ ?text schema:datePublished ?published }}
    OPTIONAL {{ ?text schema:url ?url }}
    OPTIONAL {{ ?text rw:synthetic ?synthetic }}
  }}
}}"""
_ENTITIES = """
SELECT ?entity ?class ?country ?lat ?lon ?wikidata WHERE {
  #entities
  ?entity a ?class .
  FILTER(?class IN (schema:Person, org:FormalOrganization, schema:Country, schema:Place, rw:Group))
  OPTIONAL { ?entity rw:country ?country }
  OPTIONAL { ?entity schema:latitude ?lat ; schema:longitude ?lon }
  OPTIONAL { ?entity skos:exactMatch ?wikidata }
}"""
_NAMES = """
SELECT ?entity ?main ?name WHERE {
  #entities
  { ?entity skos:prefLabel ?name BIND(true AS ?main) } UNION { ?entity skos:altLabel ?name BIND(false AS ?main) }
  ?entity a ?class .
  FILTER(?class IN (schema:Person, org:FormalOrganization, schema:Country, schema:Place, rw:Group))
}"""
_OFFICES = """
SELECT ?office ?person ?title ?of ?begin ?end ?former ?until WHERE {
  #offices
  ?office a org:Membership ; org:member ?person ; rw:officeTitle ?title .
  OPTIONAL { ?office org:organization ?of }
  OPTIONAL { ?office org:memberDuring/time:hasBeginning/time:inXSDDate ?begin }
  OPTIONAL { ?office org:memberDuring/time:hasEnd/time:inXSDDate ?end }
  OPTIONAL { ?office rw:former ?former }
  OPTIONAL { ?office rw:knownUntil ?until }
}"""
_CAPACITIES = """
SELECT ?event ?actor ?title WHERE {
  #around
  ?event a rw:Event ; sem:hasActor ?role .
  ?role rdf:value ?actor ; rw:inCapacityOf ?post .
  ?post skos:prefLabel ?title .
}"""
_EVENTS_OF = "{{ SELECT DISTINCT ?event WHERE {{ {{ ?event rw:subject {0} }} UNION {{ ?event rw:object {0} }} }} }}"
_REPORTS_OF = "{{ SELECT DISTINCT ?report WHERE {{ {{ ?e rw:subject {0} }} UNION {{ ?e rw:object {0} }} ?e rw:report ?report }} }}"
_ACTORS_OF = """{{ SELECT DISTINCT ?actor WHERE {{
    {{ ?e rw:subject {0} }} UNION {{ ?e rw:object {0} }} {{ ?e rw:subject ?actor }} UNION {{ ?e rw:object ?actor }}
  }} }}"""
_ENTITIES_OF = """{{ SELECT DISTINCT ?entity WHERE {{
    {{ BIND({0} AS ?entity) }} UNION {{ {0} rw:country ?entity }}
    UNION {{ ?m org:member {0} ; org:organization ?entity }}
    UNION {{
      {{ ?e rw:subject {0} }} UNION {{ ?e rw:object {0} }}
      {{ ?e rw:subject ?entity }} UNION {{ ?e rw:object ?entity }} UNION {{ ?e sem:hasPlace ?entity }}
      UNION {{ ?e rw:subject/rw:country ?entity }} UNION {{ ?e rw:object/rw:country ?entity }}
    }}
  }} }}"""
PREFERRED = ("ar", "en", "tr")


def project(library: Library | Store, *, around: str | None = None) -> MultiDiGraph:
    """The network of a library, or of a store that holds one; `around` an actor (canonical IRI) only its own events.

    In a partial network `degree` and `importance` are those within it.
    """
    import networkx as nx

    store: Store = library.store if hasattr(library, "store") else library
    network = nx.MultiDiGraph(title="Rawabit")
    only = None if around is None else str(NamedNode(around))
    entities = _entities(store, only)
    events = _events(store, {iri: data["labels"] for iri, data in entities.items()}, only)
    actors = sorted({actor for _, subject, value, _ in events for actor in (subject, value)})
    for actor in actors:
        network.add_node(actor, **entities.get(actor) or _unknown())
    for event, subject, value, data in events:
        network.add_edge(subject, value, key=event, **data)
    network.graph["synthetic"] = any(r["synthetic"] for *_, data in events for r in data["reports"])
    _weigh(network)
    return network


def actor_without_ties(library: Library | Store, iri: str) -> dict[str, Any] | None:
    """The attributes of an actor that no event may tie to anyone; None where there is no such actor."""
    store: Store = library.store if hasattr(library, "store") else library
    found = _entities(store, str(NamedNode(iri))).get(iri)
    return None if found is None else found | {"degree": 0, "importance": 0.0}


def _narrowed(query: str, only: str | None) -> str:
    """The query for one actor's surroundings; as it is where `only` is None."""
    if only is None:
        return query
    around = _REPORTS_OF if "?note" in query else _EVENTS_OF
    query = query.replace("#around", around.format(only)).replace("#entities", _ENTITIES_OF.format(only))
    return query.replace("#offices", _ACTORS_OF.replace("?actor", "?person").format(only))


def _rows(store: Store, query: str, only: str | None = None) -> list[tuple[Any, ...]]:
    """Rows of plain texts, in an order that does not depend on the store's."""
    query = _narrowed(query, only)
    rows = [tuple(None if term is None else term.value for term in row) for row in select(store, query)]
    return sorted(rows, key=lambda row: tuple(value or "" for value in row))


def _entities(store: Store, only: str | None) -> dict[str, dict[str, Any]]:
    kinds = {iri.value: name for iri, name in ENTITY_TYPES.items()}
    labels, aliases = _names(store, only)
    offices = _offices(store, labels, only)
    found: dict[str, dict[str, Any]] = {}
    for iri, kind, country, lat, lon, wikidata in _rows(store, _ENTITIES, only):
        if iri in found:
            continue
        country = iri if kinds[kind] == "Country" else country  # noqa: PLW2901
        found[iri] = {
            "type": kinds[kind],
            "labels": labels.get(iri, {}),
            "aliases": aliases.get(iri, []),
            "country": country,
            "country_labels": labels.get(country, {}) if country else {},
            "lat": float(lat) if lat else None,
            "lon": float(lon) if lon else None,
            "wikidata": wikidata.removeprefix(WIKIDATA) if wikidata else None,
            "offices": offices.get(iri, []),
        }
    return found


def _unknown() -> dict[str, Any]:
    """Attributes of a participant that the store says nothing of (a store cut short)."""
    return {
        "type": "Group",
        "labels": {},
        "aliases": [],
        "country": None,
        "country_labels": {},
        "lat": None,
        "lon": None,
        "wikidata": None,
        "offices": [],
    }


def _names(store: Store, only: str | None) -> tuple[dict[str, dict[str, str]], dict[str, list[str]]]:
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    aliases: dict[str, list[str]] = defaultdict(list)
    rows = [(row[0].value, row[1].value in {"true", "1"}, row[2]) for row in select(store, _narrowed(_NAMES, only))]
    for iri, main, name in sorted(rows, key=lambda row: (row[0], row[2].language or "", row[2].value)):
        if main:
            labels[iri].setdefault(language_tag(name.language or "und"), name.value)
        else:
            aliases[iri].append(name.value)
    ordered = {iri: _in_order(names) for iri, names in labels.items()}
    return ordered, {iri: list(dict.fromkeys(names)) for iri, names in aliases.items()}


def _in_order(names: dict[str, str]) -> dict[str, str]:
    languages = sorted(names, key=lambda tag: (PREFERRED.index(tag) if tag in PREFERRED else len(PREFERRED), tag))
    return {tag: names[tag] for tag in languages}


def _offices(store: Store, labels: dict[str, dict[str, str]], only: str | None) -> dict[str, list[dict[str, Any]]]:
    periods: dict[str, dict[str, Any]] = {}
    rows = sorted(
        select(store, _narrowed(_OFFICES, only)),
        key=lambda r: (r[0].value, r[2].language != "ar", r[2].language or "", r[2].value),
    )
    for office, person, title, of, begin, end, former, until in rows:
        known = periods.setdefault(
            office.value,
            {
                "person": person.value,
                "title": title.value,
                "labels": {},
                "of": of.value if of else None,
                "of_labels": labels.get(of.value, {}) if of else {},
                "begin": begin.value if begin else None,
                "end": end.value if end else None,
                "former": former is not None and former.value == "true",
                "until": until.value if until else None,
            },
        )
        known["labels"].setdefault(language_tag(title.language or "und"), title.value)
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for period in sorted(
        periods.values(), key=lambda p: (p["begin"] or "", p["end"] or "9999", p["title"], p["of"] or "")
    ):
        found[period.pop("person")].append(period)
    return found


def _events(
    store: Store, labels: dict[str, dict[str, str]], only: str | None
) -> list[tuple[str, str, str, dict[str, Any]]]:
    reports, capacities, known = _reports(store, only), _capacities(store, only), relation_types()
    found: dict[str, tuple[str, str, str, dict[str, Any]]] = {}
    rows = _rows(store, _EVENTS, only)
    for event, relation, subject, value, status, occasion, confidence, stamp, begin, end, place in rows:
        name = relation.removeprefix(NS)
        kind = known.get(name)
        data = {
            "relation": name,
            "family": kind.family if kind else "state",
            "symmetric": bool(kind and kind.symmetric),
            "date": stamp,
            "begin": begin if stamp else None,
            "end": end if stamp else None,
            "status": status.removeprefix(NS),
            "place": place,
            "place_labels": labels.get(place, {}) if place else {},
            "occasion": occasion,
            "confidence": float(confidence),
            "capacities": capacities.get(event, {}),
            "reports": reports.get(event, []),
        }
        found.setdefault(event, (event, subject, value, data))
    return sorted(found.values(), key=lambda e: (e[3]["begin"] or "9999", e[0]))


def _capacities(store: Store, only: str | None) -> dict[str, dict[str, str]]:
    titles: dict[tuple[str, str], list[str]] = defaultdict(list)
    rows = [(row[0].value, row[1].value, row[2]) for row in select(store, _narrowed(_CAPACITIES, only))]
    for event, actor, title in sorted(rows, key=lambda row: (row[0], row[1], row[2].value)):
        if title.language in ("ar", None, ""):
            titles[event, actor].append(title.value)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for (event, actor), held in titles.items():
        found[event][actor] = "، ".join(dict.fromkeys(held))
    return found


def _reports(store: Store, only: str | None) -> dict[str, list[dict[str, Any]]]:
    evidence = {row[0]: row[1:] for row in _rows(store, _EVIDENCE, only)}
    articles = _articles(store, None if only is None else sorted({row[0] for row in evidence.values()}))
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for event, report in _rows(store, _REPORTS, only):
        if report in evidence:
            found[event].append(_report(evidence[report], articles))
    for told in found.values():
        told.sort(key=lambda r: (r["published"] or "9999", r["article"], r["start"], r["end"]))
    return found


def _report(row: tuple[Any, ...], articles: dict[str, dict[str, Any]]) -> dict[str, Any]:
    article, status, confidence, start, end, text, first, last = row
    return {
        "article": article,
        **articles.get(article, {"title": None, "source": None, "published": None, "url": None, "synthetic": False}),
        "start": int(start),
        "end": int(end),
        "text": text,
        "trigger": [int(first), int(last)] if first and last else None,
        "confidence": float(confidence),
        "status": status.removeprefix(NS),
    }


def _articles(store: Store, wanted: list[str] | None) -> dict[str, dict[str, Any]]:
    """Title, source and day of articles; of all where `wanted` is None."""
    named = "" if wanted is None else f"VALUES ?article {{ {' '.join(str(NamedNode(iri)) for iri in wanted)} }}"
    query = _ARTICLES.replace("#articles", named)
    return {
        article: {
            "title": title,
            "source": source,
            "published": published,
            "url": url,
            "synthetic": synthetic == "true",
        }
        for article, title, source, published, url, synthetic in _rows(store, query)
    }


def _weigh(network: MultiDiGraph) -> None:
    """Set `degree` (events) and `importance`: PageRank over ties that are not denied, the highest being 1."""
    import rustworkx

    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for subject, value, data in network.edges(data=True):
        if data["status"] != "denied" and subject != value:
            pairs[min(subject, value), max(subject, value)].add(data["occasion"])
    graph: Any = rustworkx.PyDiGraph(multigraph=False)
    index = dict(zip(network, graph.add_nodes_from(list(network)), strict=True))
    for (one, other), occasions in sorted(pairs.items()):
        weight = float(len(occasions))
        graph.add_edges_from([(index[one], index[other], weight), (index[other], index[one], weight)])
    ranks = rustworkx.pagerank(graph, weight_fn=float) if index else {}
    highest = max(ranks.values(), default=1.0)
    for node, number in index.items():
        network.nodes[node]["degree"] = network.degree(node)
        network.nodes[node]["importance"] = round(ranks[number] / highest, 6)
