import csv
import io

import pytest

from graph.export import Material, exporters
from graph.export.base import NOTICE
from graph.export.table import cell
from tests.graph.networks import ID, made_up


def rows(*, synthetic: bool = False) -> list[dict[str, str]]:
    out = io.BytesIO()
    exporters()["csv"].write(Material(network=made_up(synthetic=synthetic)), out)
    text = out.getvalue().decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_one_row_per_report():
    first = [r for r in rows() if r["event"] == ID + "event/1"]
    assert [r["sentence"] for r in first] == ["التقى سالم نجماً.", "اجتمع سالم ونجم."]
    assert {r["reports"] for r in first} == {"2"}
    assert [r["trigger"] for r in first] == ["التقى", "اجتمع"]
    assert first[0]["subject_office"] == "وزير البحر"
    thanked = next(r for r in rows() if r["relation"] == "thanked")
    assert thanked["object_office"] == ""  # nobody says in which office he was thanked


def test_names_in_both_scripts_and_iris():
    visit = next(r for r in rows() if r["relation"] == "visited")
    assert (visit["subject"], visit["object_en"], visit["object_iri"]) == ("نجم الجبلي", "Coastland", ID + "c")
    assert (visit["status"], visit["place_en"], visit["date"]) == ("planned", "Coastland", "")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_no_cell_runs_as_a_formula(start: str):
    assert cell(start).startswith("'")


def test_numbers_and_harmless_texts_stay_as_they_are():
    assert [cell(v) for v in (-0.5, 3, None, True, "شكر = امتنان")] == ["-0.5", "3", "", "true", "شكر = امتنان"]


def test_hostile_cells_are_neutralised_in_the_file():
    thanks = next(r for r in rows() if r["relation"] == "thanked")
    assert thanks["subject"].startswith("'=HYPERLINK")
    assert thanks["sentence"].startswith("'-2+3")


def test_sample_rows_are_called_that():
    assert [r["note"] for r in rows(synthetic=True) if r["event"] == ID + "event/1"] == [NOTICE, ""]
    assert {r["note"] for r in rows()} == {""}


def test_actors_as_a_table():
    out = io.BytesIO()
    exporters()["actors"].write(Material(network=made_up()), out)
    found = list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))
    assert found[0]["name"] == "نجم الجبلي"  # the most important first
    salem = next(r for r in found if r["name_en"] == "Salem Bahri")
    assert (salem["offices"], salem["ties"], salem["occasions"]) == ("وزير البحر، ساحلستان", "4", "2")
    assert (salem["first"], salem["last"]) == ("2031-05-01", "2031-07-09")
    assert any(r["name"].startswith("'=HYPERLINK") for r in found)
