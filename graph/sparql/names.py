"""Actors by the names that people type: any spelling, Arabic or Latin, or an IRI once given out."""

from __future__ import annotations

from typing import Any

from graph.sparql.guard import QueryRefused
from graph.store import Store, select
from graph.terms import ID, SCHEMA
from ontology.folding import bare

_NAMES = """
SELECT ?actor ?name ?main ?class WHERE {
  { ?actor skos:prefLabel ?name BIND(1 AS ?main) } UNION { ?actor skos:altLabel ?name BIND(0 AS ?main) }
  ?actor a ?class
  FILTER(?class IN (schema:Person, org:FormalOrganization, schema:Country, schema:Place, rw:Group))
}"""
_SHOWN = 5


def find_actor(store: Store, wanted: str) -> str:
    """The canonical IRI for a name or IRI (`id:…` for short); raises `QueryRefused` where no actor fits, or several."""
    if wanted.startswith("id:"):
        return canonical(store, ID + wanted.removeprefix("id:"))
    if wanted.lower().startswith(("http://", "https://")):
        return canonical(store, wanted)
    rows = select(store, _NAMES)
    names = [(row[0].value, row[1].value, int(row[2].value)) for row in rows]
    countries = {row[0].value for row in rows if row[3] == SCHEMA["Country"]}
    folded = bare(wanted)
    for fits in (_exactly, _by_words):
        found = fits(folded, names)
        if fits is _exactly and len(found.keys() & countries) == 1:
            return (found.keys() & countries).pop()  # what is called exactly as a country is
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise QueryRefused(f"«{wanted}» may be {len(found)} actors: {_shown(found)}. Give a fuller name or the id")
    raise QueryRefused(f"no actor is called «{wanted}»")


def _shown(found: dict[str, str]) -> str:
    """The first candidates, each with the id that names it for certain."""
    first = sorted((name, actor) for actor, name in found.items())[:_SHOWN]
    more = "؛ …" if len(found) > _SHOWN else ""
    return "؛ ".join(f"{name} ({actor.replace(ID, 'id:', 1)})" for name, actor in first) + more


def canonical(store: Store, iri: str) -> str:
    """The canonical IRI of which this is a member; itself where it is none."""
    if any(c in iri for c in '<>"{}|\\^` \n\t'):
        raise QueryRefused("an IRI holds a character that no IRI has")
    rows: list[tuple[Any, ...]] = select(store, f"SELECT ?c WHERE {{ ?c owl:sameAs <{iri}> }} LIMIT 1")
    return str(rows[0][0].value) if rows else iri


def _exactly(folded: str, names: list[tuple[str, str, int]]) -> dict[str, str]:
    same = [row for row in names if bare(row[1]) == folded]
    main = [row for row in same if row[2]]
    return {actor: name for actor, name, _ in (main or same)}


def _by_words(folded: str, names: list[tuple[str, str, int]]) -> dict[str, str]:
    words = set(folded.split())
    fitting = (row for row in names if words and words <= set(bare(row[1]).split()))
    found: dict[str, str] = {}
    for actor, name, _ in sorted(fitting, key=lambda row: (row[0], -row[2], row[1])):
        found.setdefault(actor, name)
    return found
