"""What is kept of the derivation between sessions: right, used, safe, and gone when something is removed."""

from __future__ import annotations

import os
import pickle
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from pyoxigraph import Triple

from graph import holdings
from graph.current import Current, Facts
from graph.holdings import Holdings
from graph.identity import Resolver
from graph.identity.register import Register
from graph.library import Library
from graph.provenance import record_of
from graph.review import JudgementLog
from graph.reviewing import judge
from graph.snapshot import _MAGIC, Snapshot
from tests.graph.made import Draft, made

KEY = "0" * 64


@pytest.fixture
def derived(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Each time that a derivation is made from all articles, how many those are; graphs of any size are kept."""
    monkeypatch.setattr(holdings, "MANY", 0)
    seen: list[int] = []
    whole = Holdings._derived

    def counted(self: Holdings) -> Current:
        seen.append(len(self.records))
        return whole(self)

    monkeypatch.setattr(Holdings, "_derived", counted)
    return seen


def facts_of(number: int, seed: int = 0) -> Facts:
    article, extraction = made(number, seed=seed)
    return Facts(record_of(article, extraction, ""), extraction)


def known_actors() -> Facts:
    draft = Draft("known")
    draft.tell("metWith", "هاكان فيدان", "أسعد الشيباني", date="2025-08-13")
    draft.office("هاكان فيدان", "وزير الخارجية", "تركيا")
    article, extraction = draft.done()
    return Facts(record_of(article, extraction, ""), extraction)


@pytest.mark.parametrize("seed", range(3))
def test_kept_and_read_again_at_any_moment_it_ends_where_a_derivation_anew_would(seed: int, tmp_path: Path) -> None:
    random, snapshot = Random(seed), Snapshot(tmp_path / "derived")
    register = Register()
    current, held = Current(Resolver()), {"known": known_actors()}
    stored: set[Triple] = set(current.update((), held)[1])
    for _ in range(12):
        name = random.randint(0, 8)
        removed = [f"made-{name:05d}"] if random.random() < 0.4 else []
        added = {f.record.info.id: f for f in (facts_of(random.randint(0, 8), random.randint(0, 2)),)}
        for article in removed:
            held.pop(article, None)
        held |= added
        deleted, inserted = current.update(removed, added)
        stored = (stored - set(deleted)) | set(inserted)
        if random.random() < 0.7:
            snapshot.save(current, KEY)
            again = snapshot.load(KEY, register)
            assert again is not None
            assert set(again.triples()) == stored
            current = again
    anew = Current(Resolver())
    anew.load(held)
    assert stored == set(anew.triples())


def test_a_new_session_goes_on_where_the_last_one_ended(tmp_path: Path, derived: list[int]) -> None:
    for number in range(6):
        with Library.open(tmp_path / "graph", create=True) as library:
            assert library.add(*made(number)).kind == "new"
    with Library.open(tmp_path / "graph") as library:
        judge(library, "made-00001", "r1", "reject", author="Mona")
    with Library.open(tmp_path / "graph") as library:
        assert library.add(*made(2, seed=5), replace=True).kind == "replaced"
    assert derived == [0]
    with Library.open(tmp_path / "graph") as library:
        assert library.rebuild() == 0
    assert derived == [0, 6]


def test_what_is_removed_is_not_kept(tmp_path: Path, derived: list[int]) -> None:
    draft = Draft("secret")
    draft.tell("metWith", "زكريا المستتر", "منير البهرجي")
    with Library.open(tmp_path / "graph", create=True) as library:
        list(library.add_all([made(1), made(2), draft.done()]))
    kept = tmp_path / "graph" / "derived"
    assert "المستتر".encode() in kept.read_bytes()
    with Library.open(tmp_path / "graph") as library:
        library.remove("secret")
        assert not kept.exists()
    assert not kept.exists()
    with Library.open(tmp_path / "graph") as library:
        library.add(*made(3))
    assert "المستتر".encode() not in kept.read_bytes()
    assert derived == [0, 2]


def test_it_is_gone_before_anything_changes(
    tmp_path: Path, derived: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path / "graph", create=True) as library:
        library.add(*made(1))
    kept = tmp_path / "graph" / "derived"
    with Library.open(tmp_path / "graph") as library:
        apply = library._engine.apply
        monkeypatch.setattr(library._engine, "apply", lambda change: (_assert_gone(kept), apply(change)))
        library.add(*made(2))
    assert derived == [0]


def _assert_gone(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize("what", ["gazetteer.csv", "judgements.jsonl", "record"])
def test_of_other_ingredients_it_is_not_used(what: str, tmp_path: Path, derived: list[int]) -> None:
    folder = tmp_path / "graph"
    with Library.open(folder, create=True) as library:
        list(library.add_all(made(n) for n in range(3)))
    if what == "gazetteer.csv":
        (folder / what).write_text("id,type,ar\nmine,Person,سالم الزرنوقي\n", encoding="utf-8")
    elif what == "judgements.jsonl":
        with Library.open(folder, read_only=True) as library:
            record = library.extraction("made-00001")
        log = JudgementLog(folder / what)
        from graph.review import Judgement, key_of

        log.append(Judgement(**key_of(record, "r1"), verdict="reject", author="Mona", time="2026-01-01T00:00:00Z"))
    else:
        with Library.open(folder) as library:  # what an older copy of the store would hold
            library.store.oxigraph.update(
                'DELETE { GRAPH ?g { ?s ?p ?d } } INSERT { GRAPH ?g { ?s ?p "other" } } '
                "WHERE { GRAPH ?g { ?s ?p ?d } FILTER (?p = <https://w3id.org/rawabit/ns#digest>) }"
            )
    with Library.open(folder) as library:
        library.add(*made(7))
    assert derived == [0, 3]


class Bomb:
    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


@pytest.mark.parametrize("kind", ["bomb", "reduced", "cut", "flipped", "empty", "other"])
def test_a_file_from_elsewhere_runs_nothing_and_is_passed_over(kind: str, tmp_path: Path) -> None:
    snapshot, mark = Snapshot(tmp_path / "derived"), tmp_path / "mark"
    current = Current(Resolver())
    current.load({"known": known_actors()})
    snapshot.save(current, KEY)
    good = snapshot.path.read_bytes()
    assert snapshot.load(KEY, Register()) is not None
    head = _MAGIC + KEY.encode()
    bodies = {"bomb": pickle.dumps(Bomb(mark)), "reduced": pickle.dumps(print), "other": pickle.dumps([1])}
    if kind in bodies:
        content = bytes(8) + bodies[kind]
        snapshot.path.write_bytes(head + sha256(content).digest() + content)
    else:
        flipped = good[:-20] + bytes([good[-20] ^ 1]) + good[-19:]
        snapshot.path.write_bytes({"cut": good[:-10], "flipped": flipped, "empty": b""}[kind])
    assert snapshot.load(KEY, Register()) is None
    assert not mark.exists()
    assert snapshot.load("1" * 64, Register()) is None


def test_a_place_that_cannot_be_written_hinders_nothing(tmp_path: Path) -> None:
    snapshot = Snapshot(tmp_path / "nowhere" / "derived")
    snapshot.save(Current(Resolver()), KEY)
    snapshot.drop()
    assert snapshot.load(KEY, Register()) is None
