"""The analyst's own gazetteer and judgements: read over the packaged ones, replayed, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.identity import Resolver
from graph.identity.explaining import compared, find, merging, splittings, suggested, why
from graph.identity.judgements import FILE, Merging, append_merging, in_force, read_mergings
from graph.identity.own import append_own, read_own
from graph.identity.register import Register
from graph.terms import ID, local
from tests.graph.identity.test_resolver import article, nodes

HAND = {"author": "ليلى", "time": "2026-01-01T00:00:00+00:00"}


def test_own_names_and_offices_stand_beside_the_packaged_ones(tmp_path: Path) -> None:
    append_own(tmp_path / "gazetteer.csv", {"id": "hakan-fidan", "ar_aliases": "أبو كنان"})
    append_own(
        tmp_path / "gazetteer.csv",
        {"id": "samir-tahhan", "type": "Person", "ar": "سمير الطحان", "country": "سوريا", "role": "governor", "of": "aleppo-governorate", "begin": "2026-01"},
    )  # fmt: skip
    register = Register(tmp_path)
    assert "أبو كنان" in register.actors["hakan-fidan"].names
    assert register.actors["hakan-fidan"].country == "turkey"
    known = register.known(f"{ID}g/samir-tahhan")
    assert known is not None
    assert [(o.of, o.begin) for o in known.offices] == [(f"{ID}g/aleppo-governorate", "2026-01-01")]
    found = nodes(article("a", "2026-02-01", ("سمير الطحّان", "", None)), resolver=Resolver(tmp_path))
    assert found["a:سمير الطحّان"] == f"{ID}g/samir-tahhan"
    assert Resolver(tmp_path).fingerprint != Resolver().fingerprint


def test_an_open_office_is_known_as_far_as_its_source_reaches(tmp_path: Path) -> None:
    office = {"role": "health-minister", "of": "monaco", "begin": "2020-02-01", "checked": "2024-03-10"}
    append_own(tmp_path / "gazetteer.csv", {"id": "samir-tahhan", "type": "Person", "ar": "سمير الطحان"} | office)
    resolver, known = Resolver(tmp_path), f"{ID}g/samir-tahhan"
    days = {"a": "2023-05-01", "b": "2024-04-01", "c": "2024-09-01"}
    for name, day in days.items():
        resolver.add(name, article(name, day, ("وزير الصحة", "وزير الصحة", "موناكو")))
    found = {name: resolver.canonical(local(name, "e1").value) == known for name in days}
    assert found == {"a": True, "b": True, "c": False}
    lines = "\n".join(why(resolver, known))
    assert "held this office on 2023-05-01" in lines
    assert "when last known, shortly before (2024-03-10)" in lines
    assert [d.score for one, _, d in resolver.doubtful() if local("c", "e1").value in one.members] == [0.6]
    resolver.add("d", article("d", "2026-01-01", ("سمير الطحان", "وزير الصحة", "موناكو")))
    assert resolver.canonical(local("d", "e1").value) == known
    assert "was Health Minister of Monaco when last known (2024-03-10)" in "\n".join(why(resolver, known))
    register = Register(tmp_path)
    assert register.others_on("x", "health-minister", "monaco", "2024-03-10")
    assert not register.others_on("x", "health-minister", "monaco", "2024-03-11")


@pytest.mark.parametrize(
    "row",
    [
        {"type": "Person", "ar": "سمير"},
        {"id": "samir", "type": "Robot", "ar": "سمير"},
        {"id": "samir", "type": "Person"},
        {"id": "Samir X", "type": "Person", "ar": "سمير"},
        {"id": "samir", "type": "Person", "ar": "سمير", "country": "أطلانطس"},
        {"id": "samir", "type": "Person", "ar": "سمير", "role": "governor"},
        {"id": "damascus", "type": "Place", "ar": "دمشق"},
    ],
)
def test_a_row_that_does_not_do_is_refused_with_its_line(tmp_path: Path, row: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        append_own(tmp_path / "gazetteer.csv", row)
    path = tmp_path / "gazetteer.csv"
    path.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        read_own(path)


def test_judgements_hold_in_any_order_and_can_be_taken_back(tmp_path: Path) -> None:
    library = [
        article("a", "2025-03-01", ("سمير الطحان", "", None)),
        article("b", "2025-03-02", ("مأمون زيتونة", "", None)),
        article("c", "2025-03-03", ("سمير الطحان", "", None)),
    ]
    resolver = Resolver()
    before = nodes(*library, resolver=resolver)
    one, other = before["a:سمير الطحان"], before["b:مأمون زيتونة"]
    judgement = merging(resolver, one, other, why="اسمه الحركي", **HAND)
    append_merging(tmp_path / FILE, judgement)
    merged = nodes(*library, resolver=Resolver(tmp_path))
    assert merged == nodes(*reversed(library), resolver=Resolver(tmp_path))
    assert len(set(merged.values())) == 1
    told = Resolver(tmp_path)
    nodes(*library, resolver=told)
    assert any("اسمه الحركي" in line for line in why(told, one, "ar"))
    later = splittings(told, one, [], **HAND)
    assert [j.identity for j in later] == ["withdraw"]
    append_merging(tmp_path / FILE, later[0])
    assert nodes(*library, resolver=Resolver(tmp_path)) == before


def test_a_split_keeps_members_apart_though_their_names_agree(tmp_path: Path) -> None:
    library = [article(name, "2025-03-01", ("سمير الطحان", "", None)) for name in ("a", "b", "c")]
    resolver = Resolver()
    node = nodes(*library, resolver=resolver)["a:سمير الطحان"]
    (judgement,) = splittings(resolver, node, [local("b", "e1").value], **HAND)
    append_merging(tmp_path / FILE, judgement)
    found = nodes(*library, resolver=Resolver(tmp_path))
    assert found["a:سمير الطحان"] == found["c:سمير الطحان"] != found["b:سمير الطحان"]


def test_a_merge_outlives_the_removal_of_one_member(tmp_path: Path) -> None:
    library = [article("a", "2025-03-01", ("سمير الطحان", "", None)), article("b", "2025-03-01", ("سمير الطحان", "", None)), article("c", "2025-03-02", ("مأمون زيتونة", "", None))]  # fmt: skip
    resolver = Resolver()
    found = nodes(*library, resolver=resolver)
    append_merging(tmp_path / FILE, merging(resolver, found["a:سمير الطحان"], found["c:مأمون زيتونة"], **HAND))
    again = Resolver(tmp_path)
    nodes(*library, resolver=again)
    again.remove("a")
    assert again.canonical(local("b", "e1").value) == again.canonical(local("c", "e1").value)


def test_the_log_passes_over_other_lines_and_a_cut_off_one(tmp_path: Path) -> None:
    entry = Merging("merge", ("x",), ("y",), "ليلى", "t")
    (tmp_path / FILE).write_text('{"verdict": "accept"}\n' + entry.line() + '\n{"identity": "mer', encoding="utf-8")
    assert list(read_mergings(tmp_path / FILE)) == [entry]
    append_merging(tmp_path / FILE, Merging("split", ("x",), ("z",), "ليلى", "t2"))
    assert [m.identity for m in read_mergings(tmp_path / FILE)] == ["merge", "split"]


def test_the_later_judgement_on_a_pair_holds() -> None:
    merge = Merging("merge", ("x",), ("y",), "ليلى", "1")
    split = Merging("split", ("y",), ("x",), "ليلى", "2")
    assert in_force([merge, split]) == [split]
    assert in_force([merge, split, Merging("withdraw", (split.id,), (), "ليلى", "3")]) == []


def test_a_node_is_found_by_name_iri_entity_and_gazetteer_id() -> None:
    resolver = Resolver()
    nodes(article("a", "2025-03-01", ("سمير الطحان", "", None), ("هاكان فيدان", "", None)), resolver=resolver)
    node = f"{ID}a/a/e1"
    assert find(resolver, "طحان") == []
    assert suggested(resolver, "طحان") == ["سمير الطحان (a/a/e1)"]
    for text in ("سمير الطحان", "سمير الطحّان", "سمير طحان", "a/e1", node, "id:a/a/e1"):
        assert find(resolver, text) == [node]
    for text in ("hakan-fidan", "هاكان فيدان", "Hakan Fidan", "a/e2"):
        assert find(resolver, text) == [f"{ID}g/hakan-fidan"]
    assert find(resolver, "لا أحد") == []


def test_two_nodes_are_compared_in_words() -> None:
    resolver = Resolver()
    found = nodes(
        article("a", "2025-03-01", ("محمد الأحمد", "", None)),
        article("b", "2025-03-01", ("محمد الأحمد", "وزير النقل", "سوريا")),
        resolver=resolver,
    )
    said = list(compared(resolver, found["a:محمد الأحمد"], found["b:محمد الأحمد"], "ar"))
    assert "كثيرون جداً" in said[0]
    assert "0.75" in said[-1]
