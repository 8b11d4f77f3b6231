"""Verdicts: their effect, their log, and how they find their statements again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graph.library import Library, LibraryError
from graph.review import JudgementLog
from graph.reviewing import apply_file, judge, statements
from graph.store import select
from graph.terms import JUDGEMENTS, local
from tests.graph.made import Draft

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?e a rw:Event }"


def draft() -> Draft:
    written = Draft("a")
    written.tell("thanked", "سالم الزرنوقي", "منير البهرجي", date="2025-08-13")
    written.tell("condemned", "منير البهرجي", "فريد الشمروخي", date="2025-08-13")
    written.office("سالم الزرنوقي", "وزير الري", "بلاد الشمال")
    return written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "graph", create=True) as library:
        library.add(*draft().done())
    return tmp_path / "graph"


def ties(library: Library) -> set[str]:
    return {
        row[0].value.rpartition("#")[2]
        for row in select(library.store, "SELECT ?t WHERE { ?e a rw:Event ; rw:eventType ?t }")
    }


def test_a_rejected_tie_leaves_current_and_not_the_record(folder):
    with Library.open(folder) as library:
        judge(library, "a", "r2", "reject", author="Mona", time="2026-01-02T10:00:00+00:00", note="«أدان» شخص آخر")
        assert ties(library) == {"thanked"}
        assert not library.store.query("ASK { ?a rw:condemned ?b }")
        assert library.extraction("a").relations[1].type == "condemned"
        [row] = select(
            library.store,
            "SELECT ?who ?when ?what WHERE { ?j a rw:Judgement, oa:Annotation ; dcterms:creator ?who ; dcterms:created ?when ; "
            "rw:verdict rw:reject ; oa:hasTarget ?what }",
            default_graph=[JUDGEMENTS],
        )
    assert [v.value for v in row[:2]] == ["Mona", "2026-01-02T10:00:00Z"]
    assert row[2].value.endswith("/a/r2")


def test_a_verdict_taken_back_has_no_effect_and_stays_in_the_log(folder):
    with Library.open(folder) as library:
        judge(library, "a", "r2", "reject", author="Mona")
        judge(library, "a", "r2", "withdraw", author="Mona")
        assert ties(library) == {"thanked", "condemned"}
        assert not list(library.store.triples(JUDGEMENTS))
    assert len((folder / "judgements.jsonl").read_text().splitlines()) == 2


def test_a_correction_changes_what_is_derived_and_not_the_record(folder):
    with Library.open(folder) as library:
        change = {"type": "praised", "object": "فريد الشمروخيّ", "date": "2025-09", "status": "planned"}
        judge(library, "a", "r1", "correct", author="Mona", correction=change)
        [row] = select(
            library.store,
            "SELECT ?n ?t ?s ?v WHERE { ?e rw:eventType rw:praised ; rw:object/skos:prefLabel ?n ; sem:hasTimeStamp ?t ; "
            "rw:status ?s ; rw:verdict ?v }",
        )
        assert [v.value.rpartition("#")[2] for v in row] == ["فريد الشمروخي", "2025-09", "planned", "accept"]
        assert library.extraction("a").relations[0].type == "thanked"


def test_a_rejected_office_is_nobodys(folder):
    with Library.open(folder) as library:
        assert library.store.query("ASK { ?m a org:Membership ; rw:officeTitle 'وزير الري'@ar }")
        judge(library, "a", "p1", "reject", author="Mona")
        assert not library.store.query("ASK { ?m a org:Membership }")
        assert not library.store.query("ASK { ?m a org:Post }")


def test_verdicts_find_their_statements_after_reextraction_by_quote(folder):
    with Library.open(folder) as library:
        judge(library, "a", "r2", "reject", author="Mona")
        judge(library, "a", "r1", "accept", author="Mona")
        article, extraction = draft().done()
        first, second = extraction.relations
        # A newer version finds them in another order, with longer evidence for one and a new tie between.
        longer = replace(
            second.evidence, start=first.evidence.start, text=article.text[first.evidence.start : second.evidence.end]
        )
        newer = replace(
            extraction,
            extractor="made 2",
            relations=(replace(second, evidence=longer), replace(first, type="praised"), first),
        )
        assert library.add(article, newer).kind == "replaced"
        assert ties(library) == {"thanked", "praised"}
        verdicts = {s.name: s.verdict.verdict for s in statements(library, "a") if s.verdict}
        assert verdicts == {"r1": "reject", "r3": "accept"}
        assert library.loose_judgements() == []
        assert library.rebuild() == 0


def test_a_verdict_that_no_longer_fits_is_listed_and_fits_again_when_its_tie_comes_back(folder):
    with Library.open(folder) as library:
        judge(library, "a", "r2", "reject", author="Mona")
        article, extraction = draft().done()
        library.add(article, replace(extraction, relations=extraction.relations[:1]))
        [(loose, reason)] = library.loose_judgements()
        assert (loose.relation, loose.author) == ("condemned", "Mona")
        assert "no such statement" in reason
        library.add(article, extraction)
        assert library.loose_judgements() == []
        assert ties(library) == {"thanked"}


def test_after_remove_verdicts_stay_in_the_log_inactive_and_wake_with_the_article(folder):
    with Library.open(folder) as library:
        judge(library, "a", "r2", "reject", author="Mona")
        library.remove("a")
        assert [reason for _, reason in library.loose_judgements()] == ["its article is not in the graph"]
        assert not list(library.store.triples(JUDGEMENTS))
    with Library.open(folder) as library:
        library.add(*draft().done())
        assert ties(library) == {"thanked"}


def test_an_event_of_two_articles_loses_only_the_rejected_report(folder):
    other = Draft("b")
    other.tell("condemned", "منير البهرجي", "فريد الشمروخي", date="2025-08-13")
    with Library.open(folder) as library:
        library.add(*other.done())
        judge(library, "a", "r2", "reject", author="Mona")
        [row] = select(
            library.store, "SELECT ?r ?n WHERE { ?e rw:eventType rw:condemned ; rw:report ?r ; rw:support ?n }"
        )
        assert row[0].value.endswith("/b/r1")
        assert row[1].value == "1"


def test_a_log_edited_by_hand_takes_effect_when_the_graph_is_written_next(folder):
    with Library.open(folder) as library:
        judge(library, "a", "r2", "reject", author="Mona")
    (folder / "judgements.jsonl").write_text("")
    with Library.open(folder) as library:
        library.rebuild()
        assert ties(library) == {"thanked", "condemned"}


def test_a_last_line_cut_off_by_a_crash_is_mended_and_a_broken_one_named(folder):
    log = folder / "judgements.jsonl"
    with Library.open(folder) as library:
        judge(library, "a", "r2", "reject", author="Mona")
    whole = log.read_bytes()
    merging = (
        b'{"identity": "merge", "left": ["x"], "right": ["y"], "author": "Mona", "time": "2026-01-01T00:00:00Z"}\n'
    )
    log.write_bytes(merging + whole + b'{"article": "a", "rel')
    with Library.open(folder) as library:
        judge(library, "a", "r1", "reject", author="Omar")
        assert ties(library) == set()
    assert [j.author for j in JudgementLog(log).entries] == ["Mona", "Omar"]
    log.write_bytes(b"{}\n" + whole)
    with Library.open(folder) as library, pytest.raises(LibraryError, match="line 1"):
        library.rebuild()


def test_a_file_of_verdicts_is_applied_once_and_its_problems_are_named(folder, tmp_path):
    lines = [
        {"article": "a", "statement": "r2", "verdict": "reject"},
        {"article": "a", "statement": "r9", "verdict": "reject"},
        {"article": "zz", "statement": "r1", "verdict": "reject"},
        {"article": "a", "statement": "r1", "verdict": "maybe"},
        {"article": "a", "statement": "r1", "verdict": "correct", "correction": {"object": "شخص غريب"}},
        {
            "article": "gone",
            "relation": "thanked",
            "subject": "س",
            "object": "ص",
            "quote": "…",
            "verdict": "reject",
            "time": "2026-01-01T00:00:00Z",
        },
    ]
    file = tmp_path / "verdicts.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\nnot json\n")
    with Library.open(folder) as library:
        applied = apply_file(library, file, author="Mona")
        assert applied.new == 2
        assert len(applied.problems) == 6
        assert ties(library) == {"thanked"}
        again = apply_file(library, folder / "judgements.jsonl")
        assert (again.new, again.known) == (0, 2)


@pytest.mark.parametrize(
    ("statement", "verdict", "correction", "message"),
    [
        ("r1", "correct", {}, "what to change"),
        ("r1", "reject", {"date": "2025"}, "what to change"),
        ("r1", "correct", {"confidence": "1"}, "not one of"),
        ("r1", "correct", {"date": "last week"}, "not a date"),
        ("r1", "correct", {"type": "befriended"}, "no such relation"),
        ("p1", "correct", {"object": "سالم الزرنوقي"}, "not corrected"),
    ],
)
def test_what_cannot_be_a_verdict_is_refused(folder, statement, verdict, correction, message):
    with Library.open(folder) as library:
        with pytest.raises(ValueError, match=message):
            judge(library, "a", statement, verdict, author="Mona", correction=correction)
        assert library.judgements.entries == []


def test_decisions_on_identity_stand_in_the_graph_while_their_articles_do(folder):
    other = Draft("b")
    other.tell("thanked", "سالم الزرنوقي الكبير", "منير البهرجي", date="2025-08-13")
    line = {
        "identity": "merge",
        "left": [local("a", "e1").value],
        "right": [local("b", "e1").value],
        "author": "Mona",
        "time": "2026-01-01T00:00:00+00:00",
        "why": "one man",
    }
    asked = "SELECT ?who ?a ?b WHERE { ?j rw:verdict rw:merge ; dcterms:creator ?who ; rw:left ?a ; rw:right ?b }"
    (folder / "judgements.jsonl").write_text(json.dumps(line) + "\n")
    with Library.open(folder) as library:
        library.rebuild()
        assert select(library.store, asked, default_graph=[JUDGEMENTS]) == []
        library.add(*other.done())
        [row] = select(library.store, asked, default_graph=[JUDGEMENTS])
        assert [v.value for v in row] == ["Mona", *line["left"], *line["right"]]
        people = "SELECT DISTINCT ?p WHERE { ?e rw:eventType rw:thanked ; rw:subject ?p }"
        assert len(select(library.store, people)) == 1
        judge(library, "a", "r2", "reject", author="Mona")
        assert len(select(library.store, asked, default_graph=[JUDGEMENTS])) == 1
        library.remove("b")
        assert select(library.store, asked, default_graph=[JUDGEMENTS]) == []
        assert library.rebuild() == 0


def test_of_two_ties_in_one_sentence_the_one_that_was_judged_is_meant(tmp_path):
    article, extraction = draft().done()
    first = extraction.relations[0]
    second = replace(first, date="2025-08-20", status="planned")
    with Library.open(tmp_path / "graph", create=True) as library:
        library.add(article, replace(extraction, relations=(first, second)))
        judge(library, "a", "r2", "reject", author="Mona")
        days = select(library.store, "SELECT ?d WHERE { ?e a rw:Event ; sem:hasTimeStamp ?d }")
        assert [d.value for (d,) in days] == ["2025-08-13"]
    newer = replace(extraction, relations=(second, first), extractor="made 2")
    with Library.open(tmp_path / "graph") as library:  # read again, in another order
        library.add(article, newer)
        days = select(library.store, "SELECT ?d WHERE { ?e a rw:Event ; sem:hasTimeStamp ?d }")
        assert [d.value for (d,) in days] == ["2025-08-13"]
        alone = replace(extraction, relations=(replace(second, date="2025-08-21"),), extractor="made 3")
        library.add(article, alone)  # with another date it is still the tie that was judged
        assert ties(library) == set()
        assert library.loose_judgements() == []
