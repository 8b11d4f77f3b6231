"""The books of a library: which articles it holds, what they say, what is derived; and how these change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from graph.article_graph import extraction_of
from graph.current import Current, Facts
from graph.current_identity import Identity
from graph.derivation import added_digest, difference, fingerprint
from graph.engine import Engine
from graph.provenance import (
    ArticleRecord,
    extractor_node,
    extractor_triples,
    housekeeping_triples,
    provenance_triples,
    records_of,
)
from graph.review import Attachment, Judgement, JudgementLog, attach, judgement_triples, merging_triples
from graph.store import Change
from graph.terms import CURRENT, HOUSEKEEPING, ID, JUDGEMENTS, OA, PROVENANCE, RW, VOCABULARY, article_graph
from ingest.extraction import Extraction

if TYPE_CHECKING:
    from graph.snapshot import Snapshot

MANY = 200
"""Articles from which on the derivation is kept between sessions: fewer are read back in no time."""

Entry = tuple[ArticleRecord, Change, Extraction]
"""An article to take in: its record, the change to its own graph, what it says."""


class Holdings:
    """Records are read at once; what articles say and what is derived only when something is to change."""

    def __init__(self, engine: Engine, log: JudgementLog) -> None:
        self._engine = engine
        self._log = log
        self._attached: dict[str, Attachment] = {}
        self._sorted: tuple[int, dict[str, list[Judgement]]] | None = None
        self._added = ""
        self._removed = False
        self._unsaved = False

    @cached_property
    def records(self) -> dict[str, ArticleRecord]:
        """All articles by id, in order of id."""
        store = self._engine.store
        return records_of(store.triples(PROVENANCE), store.triples(HOUSEKEEPING))

    def extraction(self, article: str, text: str | None = None) -> Extraction:
        """What one article says, read back from its graph."""
        record = self.records[article]
        found = extraction_of(record.info, self._engine.store.triples(article_graph(article)), text)
        return replace(found, extractor=record.extractor, notes=record.notes)

    def loose(self) -> list[tuple[Judgement, str]]:
        """Verdicts that fit no statement now, with the reason."""
        found: list[tuple[Judgement, str]] = []
        for article in sorted({j.article for j in self._log.entries}):
            if article not in self.records:
                found += [(j, "its article is not in the graph") for j in self._log.of(article)]
            else:
                text = self._engine.folder.read_text(self.records[article].info.sha256)
                found += attach(self._log.of(article), article, self.extraction(article, text)).loose
        return found

    # -- changing --------------------------------------------------------------------------------------------------

    def apply(self, removed: Sequence[str], entries: Sequence[Entry]) -> None:
        """Remove articles and take others in, with all that is derived, in one update."""
        try:
            self._apply(removed, entries)
        except BaseException:
            self._forget()  # what is on disk decides; read it again
            raise
        self._engine.folder.sweep_texts(r.info.sha256 for r in self.records.values())

    def _apply(self, removed: Sequence[str], entries: Sequence[Entry]) -> None:
        current = self._current
        self._removed = self._removed or bool(removed)
        facts = {r.info.id: self._facts(r, x) for r, _, x in entries}
        change = Change()
        for _, graph, _ in entries:
            change.dropped += graph.dropped
            for name, triples in graph.inserted.items():
                change.insert(name, triples)
        for article in removed:
            change.drop(article_graph(article))
        old = {a: self.records[a] for a in (*removed, *facts) if a in self.records}
        after = {a: r for a, r in self.records.items() if a not in old} | {r.info.id: r for r, _, _ in entries}
        self._change_records(change, old.values(), [r for r, _, _ in entries], after.values())
        self._change_judgements(change, (*removed, *facts), facts)
        self._change_mergings(change, current.identity, after)
        deleted, inserted = current.update(removed, facts)
        change.delete(CURRENT, deleted)
        change.insert(CURRENT, inserted)
        self._change(change)
        self.__dict__["records"] = dict(sorted(after.items()))

    def _change_records(
        self,
        change: Change,
        old: Iterable[ArticleRecord],
        new: Iterable[ArticleRecord],
        after: Iterable[ArticleRecord],
    ) -> None:
        old, new = list(old), list(new)
        before, later = Counter(r.extractor for r in self.records.values()), Counter(r.extractor for r in after)
        gone = [t for r in old for t in provenance_triples(r)]
        came = [t for r in new for t in provenance_triples(r)]
        gone += [t for e in sorted(before.keys() - later.keys()) for t in extractor_triples(e)]
        came += [t for e in sorted(later.keys() - before.keys()) for t in extractor_triples(e)]
        change.delete(PROVENANCE, gone)
        change.insert(PROVENANCE, came)
        change.delete(HOUSEKEEPING, [t for r in old for t in housekeeping_triples(r)])
        change.insert(HOUSEKEEPING, [t for r in new for t in housekeeping_triples(r)])

    def _change_judgements(self, change: Change, articles: Iterable[str], facts: dict[str, Facts]) -> None:
        for article in articles:
            change.delete(JUDGEMENTS, self._stored_judgements.pop(article, []))
            attached = self._attached.get(article) if article in facts else None
            if attached and attached.verdicts:
                self._stored_judgements[article] = judgement_triples(article, attached)
                change.insert(JUDGEMENTS, self._stored_judgements[article])

    def _change_mergings(self, change: Change, identity: Identity, held: Iterable[str]) -> None:
        """Keep what analysts decided on identity in the graph, as far as it is about articles that are held."""
        old, articles = self._stored_judgements.pop("", []), set(held)
        new = [t for m in getattr(identity, "judgements", ()) for t in merging_triples(m, articles)]
        self._stored_judgements[""] = new
        if set(old) != set(new):
            change.delete(JUDGEMENTS, old)
            change.insert(JUDGEMENTS, new)

    @cached_property
    def _stored_judgements(self) -> dict[str, list[Triple]]:
        nodes: dict[str, list[Triple]] = defaultdict(list)
        article_of: dict[str, str] = {}
        for triple in self._engine.store.triples(JUDGEMENTS):
            if isinstance(triple.subject, NamedNode):
                nodes[triple.subject.value].append(triple)
                if triple.predicate == OA["hasTarget"] and isinstance(triple.object, NamedNode):
                    article_of[triple.subject.value] = triple.object.value
        by_article: dict[str, list[Triple]] = defaultdict(list)
        names = {article_graph(a).value: a for a in self.records}
        for node, triples in nodes.items():
            by_article[names.get(article_of.get(node, "").rpartition("/")[0], "")] += triples
        return by_article

    def judge(self, judgement: Judgement) -> None:
        """Enter a verdict in the log and let it take effect."""
        current = self._current  # brought up to date before the log grows
        self._log.append(judgement)
        article, record = judgement.article, self.records.get(judgement.article)
        facts = {article: self._facts(record, self._said(article))} if record else {}
        change = Change()
        self._change_judgements(change, facts, facts)
        deleted, inserted = current.update((), facts)
        change.delete(CURRENT, deleted)
        change.insert(CURRENT, inserted)
        self._stamp(change)
        self._change(change)

    def rebuild(self) -> int:
        """Derive everything anew; returns how many triples of `current` were missing or too many."""
        self._forget()
        self._added = added_digest(self._engine.folder)
        current = self._derived()
        return self._settle(current, self._sweep() if self._engine.cut_off else None)

    def _settle(self, current: Current, change: Change | None = None) -> int:
        """Make what is stored equal what is derived; returns how many triples differed."""
        store, change = self._engine.store, change or Change()
        should, stored = dict.fromkeys(current.triples()), dict.fromkeys(store.triples(CURRENT))
        change.delete(CURRENT, [t for t in stored if t not in should])
        change.insert(CURRENT, [t for t in should if t not in stored])
        differing = len(change.deleted[CURRENT]) + len(change.inserted[CURRENT])
        vocabulary, present = self._engine.vocabulary(), list(store.triples(VOCABULARY))
        if set(vocabulary) != set(present):
            change.delete(VOCABULARY, present)
            change.insert(VOCABULARY, vocabulary)
        self._change_judgements(change, list(self.records), current.facts)
        self._change_mergings(change, current.identity, self.records)
        self._stamp(change)
        self._change(change)
        self.__dict__["_current"] = current
        return differing

    @cached_property
    def _current(self) -> Current:
        """The derivation, loaded; brought up to date first where it was made from other ingredients."""
        self._added = added_digest(self._engine.folder)
        fresh = self._engine.stamp() == self._fingerprint()
        kept = self._kept() if fresh and not self._engine.cut_off else None
        current = kept or self._derived()
        if self._engine.cut_off:
            self._settle(current, self._sweep())
        elif not fresh:
            self._settle(current)
        self._unsaved = kept is None
        return current

    def _derived(self) -> Current:
        """The derivation made anew from all that articles say."""
        current = Current(self._engine.identity())
        current.load(self._all_facts())
        return current

    # -- what is kept between sessions -------------------------------------------------------------------------------

    @cached_property
    def _snapshot(self) -> Snapshot:
        from graph.snapshot import Snapshot

        return Snapshot(self._engine.folder.path / "derived")

    def identity(self) -> Identity:
        """Who is meant in all articles; nothing is changed, so a reader may ask."""
        self._added = added_digest(self._engine.folder)
        current: Current | None = self.__dict__.get("_current")
        if current is None and self._engine.stamp() == self._fingerprint():
            current = self._kept()
        if current is not None:
            return current.identity
        identity = self._engine.identity()
        for record in self.records.values():
            identity.add(record.info.id, self._said(record.info.id))
        return identity

    def _kept(self) -> Current | None:
        """The derivation as the last writer left it, where it is of these very articles."""
        if len(self.records) < MANY:
            return None
        return self._snapshot.load(self._key(), self._engine.register())

    def save(self) -> None:
        """Keep the derivation for the next writer, unless something was removed, of which no trace may stay."""
        current = self.__dict__.get("_current")
        if current is not None and self._unsaved and not self._removed and len(self.records) >= MANY:
            self._snapshot.save(current, self._key())

    def _key(self) -> str:
        """What a derivation is made from: the ingredients and all articles with what they say."""
        parts = (self._fingerprint(), *map(repr, self.records.values()))
        return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def _change(self, change: Change) -> None:
        """Make a change; what was kept for the next session is no longer right, and may hold what is removed now."""
        self._snapshot.drop()
        self._unsaved = True
        self._engine.apply(change)

    def _sweep(self) -> Change:
        """What a change that a server received in part has left of articles that have no record."""
        store, change = self._engine.store, Change()
        kept = {article_graph(a).value for a in self.records}
        known = {extractor_node(r.extractor).value for r in self.records.values()}
        for graph in store.graphs():
            if graph.value.startswith(f"{ID}a/") and graph.value not in kept:
                change.drop(graph)
        for book in (PROVENANCE, HOUSEKEEPING):
            change.delete(book, [t for t in store.triples(book) if _is_stray(t, kept, known)])
        change.delete(JUDGEMENTS, self._stored_judgements.pop("", []))
        return change

    def _all_facts(self) -> dict[str, Facts]:
        graphs: dict[str, list[Triple]] = defaultdict(list)
        for graph, triple in self._engine.article_triples():
            graphs[graph].append(triple)
        return {
            a: self._facts(r, self._read(r, graphs.pop(article_graph(a).value, []))) for a, r in self.records.items()
        }

    def _read(self, record: ArticleRecord, triples: Iterable[Triple]) -> Extraction:
        """What an article says; the texts of its mentions are needed only to find what verdicts are about."""
        text = self._engine.folder.read_text(record.info.sha256) if record.info.id in self._judged else None
        return replace(extraction_of(record.info, triples, text), extractor=record.extractor, notes=record.notes)

    def _said(self, article: str) -> Extraction:
        return self._read(self.records[article], self._engine.store.triples(article_graph(article)))

    def _facts(self, record: ArticleRecord, extraction: Extraction) -> Facts:
        judgements = self._judged.get(record.info.id)
        if not judgements:
            self._attached.pop(record.info.id, None)
            return Facts(record, extraction)
        attached = attach(judgements, record.info.id, extraction)
        self._attached[record.info.id] = attached
        accepted = attached.named("accept") | attached.named("correct")
        return Facts(record, attached.extraction, attached.named("reject"), accepted)

    @property
    def _judged(self) -> dict[str, list[Judgement]]:
        """The log by article; sorted again only when it has grown."""
        if self._sorted is None or self._sorted[0] != len(self._log.entries):
            by_article: dict[str, list[Judgement]] = defaultdict(list)
            for judgement in self._log.entries:
                by_article[judgement.article].append(judgement)
            self._sorted = (len(self._log.entries), by_article)
        return self._sorted[1]

    # -- what `current` was made from --------------------------------------------------------------------------------

    def outdated(self) -> str | None:
        """What sets this graph apart from one derived now, in words; None where it is as it should be."""
        stored = self._engine.stamp()
        if not stored and not self.records:
            return None
        self._added = added_digest(self._engine.folder)
        return difference(stored, self._fingerprint(), added_known=self._engine.has_home)

    def _fingerprint(self) -> str:
        return fingerprint(self._added, self._log)

    def _stamp(self, change: Change) -> None:
        held = self._engine.stamp()
        change.delete(HOUSEKEEPING, [Triple(CURRENT, RW["fingerprint"], Literal(held))] if held else [])
        change.insert(HOUSEKEEPING, [Triple(CURRENT, RW["fingerprint"], Literal(self._fingerprint()))])

    def _forget(self) -> None:
        for name in ("records", "_current", "_stored_judgements"):
            self.__dict__.pop(name, None)
        self._attached.clear()


def _is_stray(triple: Triple, kept: set[str], known: set[str]) -> bool:
    """Whether a line of the books is of an article, or an extractor, that is not held."""
    subject = triple.subject
    if not isinstance(subject, NamedNode):
        return False
    if subject.value.startswith(f"{ID}extractor/"):
        return subject.value not in known
    head = "/".join(subject.value.removeprefix(ID).split("/")[:2])
    return subject.value.startswith(f"{ID}a/") and ID + head not in kept
