"""Clusters as the entities of the extraction."""

from __future__ import annotations

from bisect import bisect_right

from ingest.coreference.clusters import Cluster
from ingest.coreference.romanise import romanise
from ingest.document import Document, MentionKind, Office, Span
from ingest.extraction import Entity, Mention
from ingest.mentions.known import known_named, nation_labels
from ingest.mentions.words import after_prefix, read_word, surface
from ontology.folding import fold

_LONGEST_OFFICE = 40  # tokens


def build_entities(doc: Document, clusters: list[Cluster]) -> list[Entity]:
    """Entities e1, e2 … in order of first mention; each mention learns its entity."""
    entities = []
    for number, cluster in enumerate(clusters, 1):
        identifier = f"e{number}"
        for span in cluster.spans:
            span.entity = identifier
        entities.append(_entity(doc, identifier, cluster))
    return entities + _owners(doc, clusters, len(entities))


def _owners(doc: Document, clusters: list[Cluster], count: int) -> list[Entity]:
    """Countries that only the office of a named person shows («قائد القوات البرية التركية»)."""
    shown = {c.nation for c in clusters if c.type == "Country"}
    found: dict[str, list[Mention]] = {}
    for span in doc.mentions:
        for office in span.offices if span.entity and span.kind is MentionKind.NAME else ():
            if office.nation and office.nation not in shown:
                found.setdefault(office.nation, []).extend(_adjectives(doc, office))
    entities = []
    for number, (nation, mentions) in enumerate(found.items(), count + 1):
        english, wikidata = nation_labels().get(nation, (None, None))
        labels = {"ar": nation} | ({"en": english} if english else {})
        unique = tuple(dict.fromkeys(mentions))
        entities.append(Entity(f"e{number}", "Country", nation, labels, (), wikidata, unique))
    return entities


def _adjectives(doc: Document, office: Office) -> list[Mention]:
    """Where the office names its nation by an adjective."""
    found = []
    first = bisect_right(doc.tokens, office.start, key=lambda t: t.start) - 1
    for token in doc.tokens[max(first, 0) : first + _LONGEST_OFFICE]:
        reading = read_word(token.norm)
        inside = office.start <= token.end <= office.end
        if inside and reading.nisba and reading.nisba.country.labels["ar"] == office.nation:
            start = after_prefix(token, reading.prefix)
            found.append(Mention(start, token.end, doc.text[start : token.end]))
    return found


def _entity(doc: Document, identifier: str, cluster: Cluster) -> Entity:
    name = _name(cluster)
    surfaces = [s.text for s in cluster.spans if not s.nisba]
    surfaces += [s.body for s in cluster.spans if s.body and s.type in {"Organization", "Place"} and s.kind == "name"]
    surfaces += [form for s in cluster.spans for form in _styled(doc, s)]
    aliases = tuple(dict.fromkeys(" ".join(text.split()) for text in surfaces if " ".join(text.split()) != name))
    english, wikidata = _known(cluster, name)
    labels = {"ar": name} | ({"en": english} if english else {"ar-Latn": romanise(name)})
    spans = sorted(cluster.spans, key=lambda s: s.start)
    mentions = tuple(Mention(s.start, s.end, doc.text[s.start : s.end]) for s in spans)
    return Entity(identifier, cluster.type, name, labels, aliases, wikidata, mentions)


def _styled(doc: Document, span: Span) -> list[str]:
    """«الملك سلمان», «الشيخ تميم»: a name of one word with what the text calls its bearer right before it."""
    if span.type != "Person" or span.kind is not MentionKind.NAME or span.prefix or " " in span.text or not span.first:
        return []
    before = doc.tokens[span.first - 1]
    style = read_word(before.norm)
    styled = style.definite and any(n.room == "roles" and n.number == "singular" for n in style.nouns)
    return [f"{surface(before, style.prefix)} {span.text}"] if styled and before.end < span.start else []


def _name(cluster: Cluster) -> str:
    """The fullest form: most words, then most letters, then first; a country only an adjective shows by its usual name."""
    if cluster.type == "Country":
        return _country_name(cluster)
    named = [s for s in cluster.spans if s.kind is MentionKind.NAME] or cluster.spans
    best = max(named, key=lambda s: (len(s.text.split()), len(s.text), -s.first))
    return " ".join(best.text.split())


def _country_name(cluster: Cluster) -> str:
    """The country's name as the text has it; «الحكومة السورية» or a capital only where nothing else stands."""
    usual = cluster.nation or cluster.spans[0].text
    plain = [s for s in cluster.spans if not s.nisba]
    proper = [s for s in plain if _names(s, usual)]
    return " ".join((proper or plain)[0].text.split()) if proper else usual


def _names(span: Span, usual: str) -> bool:
    known = known_named(span.text)
    return any(k.type == "Country" and k.name == usual for k in known)


def _known(cluster: Cluster, name: str) -> tuple[str | None, str | None]:
    """The English name and Wikidata id that the gazetteer gives, where it knows exactly one such actor."""
    if cluster.type == "Country":
        return nation_labels().get(cluster.nation or "", (None, None))
    texts = dict.fromkeys([name, *(s.text for s in cluster.spans if s.kind is MentionKind.NAME)])
    for text in texts:
        found = [k for k in known_named(text) if k.type == cluster.type]
        if found and len({fold(k.english or "") for k in found}) == 1:
            return found[0].english, found[0].wikidata
    return None, None
