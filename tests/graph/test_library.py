"""The graph folder: what becomes of articles, what is left of them, and who may write."""

from __future__ import annotations

import errno
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graph.derivation import difference
from graph.engine import FolderEngine
from graph.folder import Lock
from graph.library import Library, LibraryError
from graph.reviewing import judge
from graph.store import LocalStore, select
from graph.terms import DEFAULT_GRAPHS, ID, PROVENANCE, article_graph
from ingest.extraction import Position
from tests.graph.made import Draft, made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "graph"


def built(folder: Path, *pairs) -> None:
    with Library.open(folder, create=True) as library:
        outcomes = list(library.add_all(pairs))
        assert {o.kind for o in outcomes} == {"new"}, outcomes


def content(folder: Path) -> set[str]:
    """All quads but the times at which articles came in."""
    with Library.open(folder, read_only=True) as library:
        quads = (str(q) for q in library.store.oxigraph.quads_for_pattern(None, None, None, None))
        return {q for q in quads if "ns#added" not in q}


def told(article: str, person: str = "سالم الزرنوقي", *, place: str | None = None, sentence: str = "منير البهرجي"):
    draft = Draft(article)
    draft.tell("thanked", person, sentence, date="2025-08-13")
    return draft.done(origin=place or f"news/{article}.txt")


# -- taking in ---------------------------------------------------------------------------------------------------------


def test_the_same_article_again_changes_nothing(folder):
    pairs = [made(n) for n in range(10)]
    built(folder, *pairs)
    before = content(folder)
    with Library.open(folder) as library:
        assert {o.kind for o in library.add_all(pairs)} == {"unchanged"}
        assert all(library.holds(a, "made 1") for a, _ in pairs)
        assert not library.holds(pairs[0][0], "made 2")
    assert content(folder) == before


def test_a_changed_text_from_the_same_place_replaces_what_the_old_one_said(folder):
    built(folder, told("a"), told("b", "فريد الشمروخي"))
    with Library.open(folder) as library:
        assert library.add(*told("a", "منير القنطاري")).kind == "replaced"
        assert library.text("a") == told("a", "منير القنطاري")[0].text
        names = {
            row[0].value for row in select(library.store, "SELECT ?n WHERE { ?p a schema:Person ; skos:prefLabel ?n }")
        }
    assert names == {"منير القنطاري", "منير البهرجي", "فريد الشمروخي"}
    assert len(list((folder / "articles").iterdir())) == 2


def test_building_in_another_order_and_by_detours_gives_the_same_graph(tmp_path):
    pairs = [made(n) for n in range(12)]
    built(tmp_path / "one", *pairs)
    with Library.open(tmp_path / "two", create=True) as library:
        for article, extraction in reversed([*pairs, made(30)]):
            assert library.add(article, extraction).kind == "new"
        library.remove("made-00030")
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_an_id_held_from_another_place_is_refused_unless_told_to_replace(folder):
    built(folder, told("a"))
    other = told("a", "منير القنطاري", place="elsewhere/a.txt")
    with Library.open(folder) as library:
        outcome = library.add(*other)
        assert outcome.kind == "refused"
        assert "news/a.txt" in outcome.reason
        assert "--replace" in outcome.reason
        assert library.text("a") == told("a")[0].text
        assert library.add(*other, replace=True).kind == "replaced"
        assert library.text("a") == other[0].text


def test_an_article_at_the_same_url_is_the_same_place(folder):
    first, second = Draft("a"), Draft("a")
    first.tell("thanked", "سالم الزرنوقي", "منير البهرجي")
    second.tell("thanked", "فريد الشمروخي", "منير البهرجي")
    built(folder, first.done(url="https://example.org/1", origin="x.html"))
    with Library.open(folder) as library:
        assert library.add(*second.done(url="https://example.org/1", origin="y.html")).kind == "replaced"


def test_two_texts_of_one_id_in_a_run_the_second_is_refused_naming_both(folder):
    with Library.open(folder, create=True) as library:
        outcomes = list(library.add_all([told("a"), told("a", "منير القنطاري", place="other.txt"), told("a")]))
        assert [o.kind for o in outcomes if o.kind != "new"] == ["refused", "unchanged"]
        [refusal] = [o for o in outcomes if o.reason]
        assert "news/a.txt" in refusal.reason
        assert "other.txt" in refusal.reason
        assert library.text("a") == told("a")[0].text


def test_a_newer_extraction_of_the_same_text_replaces_the_older(folder):
    article, extraction = told("a")
    built(folder, (article, extraction))
    with Library.open(folder) as library:
        newer = replace(extraction, relations=(replace(extraction.relations[0], type="praised"),), extractor="made 2")
        assert library.add(article, newer).kind == "replaced"
        assert library.extraction("a").relations[0].type == "praised"
        assert list(library.info().extractors) == ["made 2"]
    assert not any("made%201" in q for q in content(folder))


def test_what_does_not_fit_its_text_is_refused(folder):
    article, extraction = told("a")
    [relation] = extraction.relations
    wrong = [
        replace(relation, confidence=1.4),
        replace(relation, evidence=replace(relation.evidence, end=9999)),
        replace(relation, evidence=replace(relation.evidence, text="شيء آخر")),
        replace(relation, type="befriended"),
        replace(relation, subject="e9"),
        replace(relation, date="2025-13"),
    ]
    with Library.open(folder, create=True) as library:
        for statement in wrong:
            outcome = library.add(article, replace(extraction, relations=(statement,)))
            assert outcome.kind == "refused"
            assert outcome.reason.startswith("a: ")
        assert library.articles() == []


def test_what_rdf_could_not_say_is_refused(folder):
    article, extraction = told("a")
    first, *rest = extraction.entities
    wrong = [
        (replace(article, published="2025-10"), extraction),
        (article, replace(extraction, entities=(replace(first, wikidata="Q1> <x"), *rest))),
        (article, replace(extraction, entities=(replace(first, labels={"a b": "x"}), *rest))),
        (
            article,
            replace(
                extraction,
                positions=(Position(first.id, "وزير", None, "lately", False, 0.5, extraction.relations[0].evidence),),
            ),
        ),
    ]
    with Library.open(folder, create=True) as library:
        assert [library.add(*pair).kind for pair in wrong] == ["refused"] * 4


def test_a_lost_text_comes_back_when_its_article_does(folder):
    built(folder, told("a"))
    [path] = (folder / "articles").iterdir()
    path.unlink()
    with Library.open(folder) as library:
        with pytest.raises(LibraryError, match="missing"):
            library.text("a")
        assert library.add(*told("a")).kind == "unchanged"
        assert library.text("a") == told("a")[0].text


def test_interrupted_it_keeps_what_it_has_read_whole(folder):
    def reading():
        yield told("a")
        yield told("b")
        raise KeyboardInterrupt

    with Library.open(folder, create=True) as library, pytest.raises(KeyboardInterrupt):
        list(library.add_all(reading()))
    with Library.open(folder, read_only=True) as library:
        assert [r.info.id for r in library.articles()] == ["a", "b"]
        assert library.info().ties == 1  # two reports of one event


def test_what_an_article_says_is_read_back_from_the_graph(folder):
    pairs = [made(n) for n in range(5)]
    built(folder, *pairs)
    with Library.open(folder, read_only=True) as library:
        for article, extraction in pairs:
            assert library.text(article.id) == article.text
            back = library.extraction(article.id)
            assert back.relations == extraction.relations
            assert back.positions == extraction.positions
            assert back.article == extraction.article


def test_a_full_disk_is_one_line_and_leaves_what_was_there(folder, monkeypatch):
    built(folder, told("a"))
    with Library.open(folder) as library:

        def full(_texts):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(library._engine.folder, "write_texts", full)
        with pytest.raises(LibraryError, match="No space left"):
            library.add(*told("b", "منير القنطاري"))
    with Library.open(folder) as library:
        assert [r.info.id for r in library.articles()] == ["a"]
        assert library.rebuild() == 0


# -- removing ----------------------------------------------------------------------------------------------------------


def traces(folder: Path, needles: list[str]) -> list[tuple[str, str]]:
    """Files of the folder in which one of the texts stands, also where the log holds it unpacked."""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        found += [(str(path.relative_to(folder)), n) for n in needles if n.encode() in data]
    return found


def test_after_remove_nothing_is_left_of_what_only_that_article_gave(folder):
    secret = Draft("secret-source")
    secret.tell("condemned", "غسان المجهول", "سالم الزرنوقي", date="2025-08-13")
    secret.office("غسان المجهول", "خازن الأسرار", "بلاد الشمال")
    kept = [made(n) for n in range(6)]
    built(folder.parent / "without", *kept)
    built(folder, *kept, secret.done())
    needles = ["غسان المجهول", "خازن الأسرار", "secret-source"]
    assert {n for _, n in traces(folder, needles)} >= {"غسان المجهول"}
    with Library.open(folder) as library:
        assert library.remove("secret-source")
        assert not library.remove("secret-source")
    assert traces(folder, needles) == []
    assert content(folder) == content(folder.parent / "without")
    with Library.open(folder) as library:
        assert library.rebuild() == 0
    assert len(list((folder / "articles").iterdir())) == 6


def test_a_text_that_two_articles_share_stays_until_both_are_gone(folder):
    one, two = told("a"), told("b")
    assert one[0].sha256 == two[0].sha256
    built(folder, one, two)
    with Library.open(folder) as library:
        library.remove("a")
        assert library.text("b") == two[0].text
        library.remove("b")
    assert list((folder / "articles").iterdir()) == []
    with Library.open(folder, read_only=True) as library:
        assert library.info().ties == 0


def test_an_actor_of_two_articles_stays_when_one_goes_and_its_name_follows_the_smallest(folder):
    built(folder, told("a"), told("b"))
    with Library.open(folder) as library:
        library.remove("a")
        rows = select(library.store, "SELECT ?p WHERE { ?p a schema:Person ; skos:prefLabel 'سالم الزرنوقي'@ar }")
    assert [r[0].value for r in rows] == [f"{ID}a/b/e1"]


# -- opening -----------------------------------------------------------------------------------------------------------


def test_what_is_not_there_says_how_to_make_it(folder):
    with pytest.raises(LibraryError, match="rawabit build"):
        Library.open(folder)
    assert not folder.exists()


def test_a_folder_of_other_things_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(LibraryError, match="other files"):
        Library.open(tmp_path, create=True)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_a_newer_format_is_not_touched(folder):
    built(folder, told("a"))
    (folder / "version").write_text("99\n")
    with pytest.raises(LibraryError, match="newer"):
        Library.open(folder)


def test_a_second_writer_gets_a_clear_message_and_a_reader_reads(folder):
    built(folder, told("a"))
    code = (
        "import sys; from graph.library import Library, LibraryError\n"
        "try: Library.open(sys.argv[1])\n"
        "except LibraryError as error: print(error)\n"
        "with Library.open(sys.argv[1], read_only=True) as library: print(library.info().articles)\n"
    )
    with Library.open(folder) as library:
        library.add(*told("b"))
        done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    message, articles = done.stdout.splitlines()
    assert "another process" in message
    assert str(folder) in message
    assert articles == "1"  # what stood when the writer began
    with Library.open(folder, read_only=True) as library:
        assert library.info().articles == 2


def test_a_reader_refuses_to_write(folder):
    built(folder, told("a"))
    with Library.open(folder, read_only=True) as library:
        with pytest.raises(LibraryError, match="read only"):
            library.remove("a")
        with pytest.raises(LibraryError, match="read only"):
            library.add(*told("b"))


def test_a_graph_derived_from_other_ingredients_is_derived_anew(folder):
    built(folder, *[made(n) for n in range(5)])
    before = content(folder)
    with Library.open(folder) as library:
        library.store.oxigraph.update(
            f"DELETE WHERE {{ GRAPH <{ID}graph/current> {{ ?s ?p ?o }} }} ; "
            f"DELETE WHERE {{ GRAPH <{ID}graph/library> {{ ?s <https://w3id.org/rawabit/ns#fingerprint> ?o }} }}"
        )
        library.add(*told("z"))
        library.remove("z")
    assert content(folder) == before


def test_a_reader_is_told_what_wants_deriving_anew(folder):
    built(folder, *[made(n) for n in range(3)])
    with Library.open(folder, read_only=True) as library:
        assert library.outdated() is None
    (folder / "gazetteer.csv").write_text("id,type,ar\nmine,Person,سالم الزرنوقي\n", encoding="utf-8")
    with Library.open(folder, read_only=True) as library:
        assert "gazetteer or its verdicts have changed" in library.outdated()
    with Library.open(folder) as library:
        assert library.rebuild() > 0
        assert library.outdated() is None
        library.store.oxigraph.update(
            "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH ?g { ?s ?p '0123456789abcdef-0' } } "
            "WHERE { GRAPH ?g { ?s ?p ?o } FILTER (?p = <https://w3id.org/rawabit/ns#fingerprint>) }"
        )
        assert "another version" in library.outdated()
    with Library.open(folder) as library:
        library.add(*made(5))  # a writer brings it up to date by itself
        assert library.outdated() is None
        judge(library, "made-00001", "r1", "reject", author="Mona")
        assert library.outdated() is None


def test_an_empty_graph_wants_nothing(folder):
    Library.open(folder, create=True).close()
    with Library.open(folder, read_only=True) as library:
        assert library.outdated() is None


def test_without_its_home_only_the_version_of_a_server_graph_is_compared():
    assert difference("a-1", "a-2", added_known=False) is None
    assert difference("a-1", "a-2")
    assert "another version" in difference("a-1", "b-1", added_known=False)
    assert difference("a-1", "a-1") is None


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("gazetteer.csv", b"id,type,ar\n,Person,x\n", "line 2: no id; mend or remove that line"),
        ("gazetteer.csv", "id,type,ar\nسالم,Person,س\n".encode("utf-16"), "UTF-8"),
        ("judgements.jsonl", b"garbage\n{}\n", "line 1: is no JSON; mend"),
        ("judgements.jsonl", b'{"identity": "merge", "left": ["a"]}\n', "line 1: a decision on identity without"),
    ],
)
def test_a_line_of_the_analyst_that_cannot_be_is_said_and_nothing_is_lost(folder, name, content, says):
    built(folder, made(1))
    (folder / name).write_bytes(content)
    with pytest.raises(LibraryError, match=says) as error, Library.open(folder) as library:
        library.add(*made(2))
    assert "\n" not in str(error.value)
    (folder / name).unlink()
    with Library.open(folder) as library:
        assert [r.info.id for r in library.articles()] == ["made-00001"]
        assert library.rebuild() == 0


def test_a_graph_whose_store_is_gone_is_not_taken_for_a_new_one(folder):
    built(folder, made(1))
    (folder / "store").rename(folder / "elsewhere")
    for options in ({}, {"create": True}, {"read_only": True}):
        (folder / "checkpoints" / "clean").unlink(missing_ok=True)
        with pytest.raises(LibraryError, match="missing, though texts are here"):
            Library.open(folder, **options)
    assert len(list((folder / "articles").iterdir())) == 1
    (folder / "elsewhere").rename(folder / "store")
    with Library.open(folder) as library:
        assert library.rebuild() == 0


@pytest.mark.parametrize("graph", ["http:/host/query", "https:host", "ftp://host/query", "file:///tmp/x"])
def test_a_mistyped_address_is_no_folder(graph, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LibraryError, match="not the address of a server"):
        Library.open(graph, create=True)
    assert not list(tmp_path.iterdir())


def test_the_home_of_a_server_is_no_graph_folder(folder):
    Library.open(folder, create=True).close()
    (folder / "server").write_text("https://host/query\n")
    with pytest.raises(LibraryError, match="--graph https://host/query --home"):
        Library.open(folder, read_only=True)


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_said_in_a_line_and_what_was_written_stays(folder, monkeypatch):
    built(folder, told("a"))
    with monkeypatch.context() as patched:
        patched.setattr(LocalStore, "apply", full)
        with pytest.raises(LibraryError, match=r"No space left on device.*is kept"), Library.open(folder) as library:
            library.add(*told("b"))
    with monkeypatch.context() as patched:  # the disk fills up while the last checkpoint is made
        library = Library.open(folder)
        library.add(*told("c"))
        patched.setattr(LocalStore, "backup", full)
        with pytest.raises(LibraryError, match=r"No space left on device.*is kept"):
            library.close()
    with monkeypatch.context() as patched:
        patched.setattr(LocalStore, "backup", full)
        with pytest.raises(LibraryError, match="No space"):
            Library.open(folder)
    with Library.open(folder) as library:
        assert [r.info.id for r in library.articles()] == ["a", "c"]
        assert library.rebuild() == 0


def test_a_folder_that_may_not_be_written_is_said_in_a_line(folder, monkeypatch):
    built(folder, told("a"))
    monkeypatch.setattr(Lock, "acquire", lambda *_, **__: (_ for _ in ()).throw(OSError(errno.EROFS, "Read-only")))
    with pytest.raises(LibraryError, match="cannot be written"):
        Library.open(folder)


def test_a_removal_that_was_cut_off_is_finished_by_the_next_writer(folder, monkeypatch):
    built(folder, told("a"), told("secret", "زكريا المستتر"))
    with monkeypatch.context() as patched:
        patched.setattr(FolderEngine, "rewrite", full)
        library = Library.open(folder)
        assert library.remove("secret")
        with pytest.raises(LibraryError):
            library.close()
    assert holding(folder, "المستتر")
    Library.open(folder).close()
    assert not holding(folder, "المستتر")
    with Library.open(folder) as library:
        assert [r.info.id for r in library.articles()] == ["a"]
        assert library.rebuild() == 0


def holding(folder: Path, text: str) -> list[Path]:
    """The files in which a text is left."""
    return [p for p in folder.rglob("*") if p.is_file() and text.encode() in p.read_bytes()]


# -- asking ------------------------------------------------------------------------------------------------------------


def test_simple_sparql_counts_each_thing_once_through_both_interfaces(folder):
    built(folder, told("a"), told("b"), told("c"))
    with Library.open(folder, read_only=True) as library:
        query = "SELECT (COUNT(*) AS ?n) WHERE { ?a rw:thanked ?b }"
        assert select(library.store, query)[0][0].value == "1"
        dataset = library.dataset()
        assert [int(row[0]) for row in dataset.query(query)] == [1]
        assert [int(r[0]) for r in dataset.query("SELECT (COUNT(?e) AS ?n) WHERE { ?e a rw:Event }")] == [1]
        graphs = {
            str(r[0])
            for r in dataset.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?e a rw:Event ; rw:confidence ?c } }")
        }
        assert graphs == set()
        says = {
            str(r[0]) for r in dataset.query("SELECT ?article WHERE { GRAPH ?article { ?e rw:eventType rw:thanked } }")
        }
        assert says == {article_graph(a).value for a in "abc"} | {f"{ID}graph/current"}


def test_current_and_vocabulary_share_no_triple(folder):
    built(folder, *[made(n) for n in range(5)])
    with Library.open(folder, read_only=True) as library:
        first, second = (set(library.store.triples(g)) for g in DEFAULT_GRAPHS)
        assert not first & second


def test_there_are_no_blank_nodes_anywhere(folder):
    built(folder, *[made(n) for n in range(5)])
    assert not any("_:" in q.split('"')[0] for q in content(folder))


def test_provenance_leads_from_the_graph_to_article_run_and_extractor(folder):
    built(folder, told("a"))
    query = """SELECT ?title ?sha ?who WHERE { GRAPH ?p { ?g prov:wasDerivedFrom ?article ; prov:wasGeneratedBy ?run .
        ?article a schema:NewsArticle ; schema:headline ?title ; rw:sha256 ?sha .
        ?run prov:wasAssociatedWith/rdfs:label ?who } }"""
    with Library.open(folder, read_only=True) as library:
        [row] = select(library.store, query, named_graphs=[PROVENANCE])
    assert [v.value for v in row] == ["خبر a", told("a")[0].sha256, "made 1"]


def test_info_tells_what_is_there(folder):
    built(folder, *[made(n) for n in range(10)])
    with Library.open(folder, read_only=True) as library:
        info = library.info()
    assert info.articles == 10
    assert info.sources == {"صحيفة مختلقة": 10}
    assert sum(info.relations.values()) == sum(info.statuses.values()) == info.ties > 10
    assert info.actors > 5
    assert "2025-01-01" <= info.first <= info.last <= "2025-12-31"
    assert info.quads > 500
