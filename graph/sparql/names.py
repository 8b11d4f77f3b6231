"""Actors by the names that people type: any spelling, Arabic or Latin, or an IRI once given out."""

from __future__ import annotations

from typing import Any

from graph.sparql.guard import QueryRefused
from graph.store import Store, select
from ontology.folding import bare

_NAMES = """
SELECT ?actor ?name ?main WHERE {
  { ?actor skos:prefLabel ?name BIND(1 AS ?main) } UNION { ?actor skos:altLabel ?name BIND(0 AS ?main) }
  ?actor a ?class
  FILTER(?class IN (schema:Person, org:FormalOrganization, schema:Country, schema:Place, rw:Group))
}"""
_SHOWN = 5


def find_actor(store: Store, wanted: str) -> str:
    """The canonical IRI for a name or IRI; raises `QueryRefused` where no actor fits, or several."""
    if wanted.lower().startswith(("http://", "https://")):
        return canonical(store, wanted)
    names = [(row[0].value, row[1].value, int(row[2].value)) for row in select(store, _NAMES)]
    folded = bare(wanted)
    for fits in (_exactly, _by_words):
        found = fits(folded, names)
        if len(found) == 1:
            return next(iter(found))
        if found:
            several = "؛ ".join(sorted(found.values())[:_SHOWN])
            raise QueryRefused(f"«{wanted}» may be {len(found)} actors: {several}. Give a fuller name or the IRI")
    raise QueryRefused(f"no actor is called «{wanted}»")


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
