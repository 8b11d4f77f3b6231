"""What an analyst comes for, done as a new user would do it: by what can be seen on the page."""

from __future__ import annotations

import pytest

from tests.graph.page.conftest import Open, until

pytestmark = pytest.mark.browser


def test_the_meetings_of_one_person_in_one_city_in_one_year(open_page: Open) -> None:
    page = open_page()
    page.page.fill("#query", "yasar")
    page.page.keyboard.press("Enter")
    page.page.click("#detail .kinds button:has-text('لقاء')")
    page.page.click(".axis button:has-text('2025')")
    page.page.click("#panel .row:has-text('دمشق') .value")
    assert [chip.strip() for chip in page.page.locator("#chips .chip").all_inner_texts()] == ["لقاء", "دمشق", "2025"]
    assert page.page.locator("#detail .event time").all_inner_texts() == ["1 آذار 2025"]
    assert "أحمد الخطيب" in page.page.inner_text("#detail .event")


def test_who_thanked_whom(open_page: Open) -> None:
    page = open_page()
    page.page.click("#panel .row:has-text('شكر') .value")
    page.page.click("#chips .total")
    lines = page.page.locator("#detail .tie").all_inner_texts()
    assert len(lines) == 2
    assert lines[0].index("ليلى قصرة") < lines[0].index("أحمد الخطيب"), "newest first, the one who thanks first"
    assert lines[1].index("أحمد الخطيب") < lines[1].index("تركيا")


def test_all_ties_that_rest_on_a_single_report(open_page: Open) -> None:
    page = open_page()
    page.page.click("#panel label:has-text('تقرير واحد')")
    page.page.click("#chips .total")
    assert page.ties() == 13
    assert page.page.locator("#detail .tie:has-text('استقبال')").count() == 0, "the reception has two"


def test_what_changed_after_august(open_page: Open) -> None:
    page = open_page(fragment="#from=2025-09-01")
    note = page.page.locator("#chips .note").first
    assert "4 صلات جديدة" in note.inner_text()
    note.click()
    assert page.ties() == 4
    page.page.click("#tool-undo")
    assert page.page.locator("#chips .note").nth(1).inner_text() == "رابطة واحدة بلا تاريخ لا تظهر"


def test_the_ties_between_two_countries(open_page: Open) -> None:
    page = open_page()
    page.page.locator("#panel .between select").nth(0).select_option(label="سوريا")
    page.page.locator("#panel .between select").nth(1).select_option(label="تركيا")
    assert page.ties() == 7
    assert "بين سوريا وتركيا" in page.page.inner_text("#chips").replace("\u2068", "").replace("\u2069", "")


def test_a_colleague_gets_the_picture_and_the_link(open_page: Open) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.page.click("#panel .row:has-text('شكر') .value")
    with page.page.expect_download() as download:
        page.page.click("#tool-save")
        page.page.click("text=صورة PNG للطباعة")
    assert download.value.suggested_filename.endswith(".png")
    page.page.click("#tool-save")
    page.page.click("text=نسخ رابط هذا العرض")
    until(page.page, "(document.getElementById('toast')?.textContent || '').includes('الرابط')")
    link = page.run("navigator.clipboard.readText()")
    assert "relation=thanked" in link
    other = open_page(fragment="#" + link.split("#", 1)[1])
    assert other.ties() == 2
