"""Canonical entities: the labels, type and country of an actor from all articles that name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.article_graph import label_language
from graph.current_identity import Known
from graph.events import commonest
from ingest.extraction import Entity
from ontology.titles import is_generic, is_title


@dataclass(frozen=True, slots=True)
class EntityNode:
    """An actor or place of `current`. Labels and aliases are (language, name)."""

    iri: str
    type: str
    labels: tuple[tuple[str, str], ...]
    aliases: tuple[tuple[str, str], ...]
    members: tuple[str, ...]
    wikidata: str | None = None
    country: str | None = None
    within: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    government: bool = False

    @property
    def references(self) -> set[str]:
        """Other entities that it points to and that must be there for it."""
        return {iri for iri in (self.country, self.within) if iri and iri != self.iri}


def entity_node(iri: str, members: Mapping[str, Entity], known: Known | None, country: str | None) -> EntityNode | None:
    """The node of a canonical entity; None where neither an article nor the gazetteer gives it a name.

    `members` are in order of IRI; `country` is what its offices say.
    """
    entities = list(members.values())
    labels = _labels(entities, known)
    if not labels:
        return None
    kind = known.type if known else commonest((e.type for e in entities), str)
    names = {("ar", a) if label_language(a) == "ar" else ("und-Latn", a) for a in _names(entities, known)}
    names |= {(language, label) for e in entities for language, label in e.labels.items()}
    chosen = {label for _, label in labels}
    names = {(language, name) for language, name in names if is_name(name, kind)}
    wikidata = (known.wikidata if known else None) or commonest((e.wikidata for e in entities if e.wikidata), str)
    return EntityNode(
        iri=iri,
        type=kind or "Group",
        labels=labels,
        aliases=tuple(sorted((lang, name) for lang, name in names if name not in chosen)),
        members=tuple(m for m in members if m != iri),
        wikidata=wikidata,
        country=iri if kind == "Country" else (known.country if known else None) or country,
        within=known.within if known else None,
        latitude=known.latitude if known else None,
        longitude=known.longitude if known else None,
        government=known.government if known else False,
    )


def is_name(name: str, kind: str | None) -> bool:
    """Whether a mention's text names, out of its article too: «الوزير التركي» and «الوزارة» do not."""
    return not (kind == "Person" and is_title(name)) and not (" " not in name and is_generic(name))


def _labels(entities: Sequence[Entity], known: Known | None) -> tuple[tuple[str, str], ...]:
    """One name a language: the gazetteer's, else the commonest, the longest among equals."""
    labels: dict[str, list[str]] = {}
    proper = [e for e in entities if is_name(e.name, e.type)] or entities
    for entity in proper:
        named = entity.labels or {label_language(entity.name): entity.name}
        for language, label in named.items():
            labels.setdefault(language, []).append(label)
    best = {language: commonest(names, lambda n: (-len(n), n)) or "" for language, names in labels.items()}
    best |= dict(known.labels) if known else {}
    if "en" in best or "tr" in best:
        best.pop("ar-Latn", None)  # a transliteration serves only where no real name is known
    return tuple(sorted(best.items()))


def _names(entities: Sequence[Entity], known: Known | None) -> list[str]:
    names = [name for e in entities for name in (e.name, *e.aliases)]
    return names + list(known.aliases if known else ())
