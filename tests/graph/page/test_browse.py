"""Seeing and finding: what a reader does first, by real clicks and keys."""

from __future__ import annotations

import re

import networkx as nx
import pytest

from tests.graph.page.conftest import Open, Opened
from tests.graph.page.networks import ID, small

pytestmark = pytest.mark.browser


def test_opens_from_a_file_without_requests_or_errors(open_page: Open) -> None:
    page = open_page()
    assert len(page.requests) == 1
    assert page.requests[0].startswith("file://")
    assert page.errors == []
    assert "null" not in page.page.inner_text("body")
    assert "undefined" not in page.page.inner_text("body")


def test_arabic_first_and_english_by_one_click(open_page: Open) -> None:
    page = open_page()
    root = page.page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("ar", "rtl")
    page.page.click("#tool-language")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("en", "ltr")
    assert "Legend and filters" in page.page.inner_text("#panel")
    assert "14 ties" in page.page.inner_text("#chips")


def test_turkish_persons_keep_their_letters_in_english(open_page: Open) -> None:
    network = small()
    network.nodes[ID + "yasar"]["labels"] = {"ar": "يشار دمير", "en": "Yasar Demir", "tr": "Yaşar Demir"}
    network.nodes[ID + "damascus"]["labels"]["tr"] = "Şam"
    page = open_page(network, "#lang=en")
    page.page.click("#chips .total")
    page.page.click("#detail [role=tab] >> nth=1")
    listed = page.page.inner_text("#detail .actors")
    assert "Yaşar Demir" in listed
    assert "Damascus" in listed


def test_names_put_into_latin_by_machine_are_marked(open_page: Open) -> None:
    network = small()
    network.nodes[ID + "samir"]["labels"]["ar-Latn"] = "Smyr al-Ali"
    page = open_page(network, "#lang=en&relation=spokeWith")
    page.page.click("#chips .total")
    page.page.click("#detail [role=tab] >> nth=1")
    assert page.page.locator("#detail .machine").all_inner_texts() == ["Smyr al-Ali"]
    assert 'font-style="italic"' in page.run("rawabit.svgText()")


def test_a_click_on_a_year_shows_that_year(open_page: Open) -> None:
    page = open_page()
    page.page.click(".axis .year:has-text('2019')")
    assert page.ties() == 1
    assert page.page.inner_text("#chips .chip").strip() == "2019"
    page.page.click(".axis .year:has-text('2019')")
    assert page.ties() == 14


def test_the_canvas_shows_every_actor_in_its_colour(open_page: Open) -> None:
    page = open_page()
    paper = page.colour(*[v + 4 for v in page.page.locator("#canvas").bounding_box().values()][:2])
    for name in ("سوريا", "تركيا", "أحمد الخطيب", "يشار دمير", "دمشق"):
        assert page.colour(*page.point(name)) != paper, name
    assert page.colour(*page.point("أحمد الخطيب")) == page.colour(*page.point("سوريا"))
    assert page.colour(*page.point("أحمد الخطيب")) != page.colour(*page.point("تركيا"))


def test_the_canvas_shows_a_tie_in_the_colour_of_its_family(open_page: Open) -> None:
    page = open_page(fragment="#relation=signedAgreementWith")
    (x0, y0), (x1, y1) = page.point("سوريا"), page.point("تركيا")
    found = set()
    for side in range(-60, 61):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        found.add(page.colour((x0 + x1) / 2 - (y1 - y0) / length * side, (y0 + y1) / 2 + (x1 - x0) / length * side))
    assert any(g > r + 20 and g > b + 15 for r, g, b in found), found


def test_a_click_on_an_actor_opens_its_card(open_page: Open) -> None:
    page = open_page()
    page.page.mouse.click(*page.point("أحمد الخطيب"))
    card = page.page.inner_text("#detail")
    for expected in (
        "أحمد الخطيب",
        "Ahmad al-Khatib",
        "أبو سامر",
        "وزير التجارة، سوريا",
        "صحيفة ثانية",
        "دمشق",
        "1 آذار 2025",
    ):
        assert expected in card
    assert page.page.locator("#detail mark").first.inner_text() == "تقول"
    dates = page.page.locator("#detail .event time").evaluate_all(
        "times => times.map(t => t.getAttribute('datetime') || '')"
    )
    assert dates == sorted(dates, reverse=True)


def test_a_click_on_a_tie_opens_the_pair_with_each_sentence_and_its_trigger(open_page: Open) -> None:
    page = open_page(fragment="#relation=hosted")
    (x0, y0), (x1, y1) = page.point("أحمد الخطيب"), page.point("يشار دمير")
    page.page.mouse.click((x0 + x1) / 2 + (y1 - y0) * -0.05, (y0 + y1) / 2 + (x1 - x0) * 0.05)
    quotes = page.page.locator("#detail blockquote")
    assert quotes.count() == 2
    assert quotes.first.inner_text() == "استقبل الوزير أحمد الخطيب في دمشق نظيره يشار دمير."
    assert page.page.locator("#detail mark").all_inner_texts() == ["استقبل", "استقبل"]
    link = page.page.locator("#detail figcaption a").first
    assert link.get_attribute("href") == "https://example.org/first"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert "90٪" in page.page.inner_text("#detail")


@pytest.mark.parametrize("query", ["احمد", "Ahmad", "أحمد", "ahmed", "AHMAD KHATEEB", "خطيب", "ابو سامر"])
def test_search_forgives_spelling_and_script(open_page: Open, query: str) -> None:
    page = open_page()
    page.page.keyboard.press("/")
    page.page.keyboard.type(query)
    assert "أحمد الخطيب" in page.page.locator("#hits li").first.inner_text()
    page.page.keyboard.press("Enter")
    assert "أحمد الخطيب" in page.page.inner_text("#detail h2")


def test_search_finds_arabic_names_without_a_latin_label_and_turkish_letters(open_page: Open) -> None:
    page = open_page()
    assert page.run("rawabit.search('Leyla Kasra').map(rawabit.nameOf)[0]") == "ليلى قصرة"
    assert page.run("rawabit.search('قصره').map(rawabit.nameOf)[0]") == "ليلى قصرة"
    assert page.run("rawabit.search('yasar').map(rawabit.nameOf)[0]") == "يشار دمير"
    assert page.run("rawabit.search('Samir al Ali').map(rawabit.nameOf)[0]") == "سمير العلي"
    assert page.run("rawabit.search('zzzz')") == []


def test_the_legend_is_the_filter(open_page: Open) -> None:
    page = open_page()
    page.page.click("#panel [data-name=thanked]")
    assert page.ties() == 2
    assert "شكر" in page.page.inner_text("#chips .chip")
    page.page.click("#panel [data-name=metWith]")
    assert page.ties() == 4
    page.page.click("#tool-undo")
    assert page.ties() == 2
    page.page.click("#tool-undo")
    assert page.ties() == 14
    page.page.click("#tool-redo")
    assert page.ties() == 2
    page.page.click("#chips .chip .off")
    assert page.ties() == 14


def test_a_kind_can_be_hidden(open_page: Open) -> None:
    page = open_page()
    row = page.page.locator("#panel .row", has=page.page.locator("[data-name=hosted]"))
    row.hover()
    row.locator(".eye").click()
    assert page.ties() == 13
    assert "دون" in page.page.inner_text("#chips .chip")
    page.page.locator("#panel .row", has=page.page.locator("[data-name=hosted]")).locator(".eye").click()
    assert page.ties() == 14


def test_filters_combine_and_count(open_page: Open) -> None:
    page = open_page()
    page.page.click("#panel [data-key='fcontact']")
    assert page.ties() == 6
    page.page.click("#panel [data-name=planned]")
    assert page.ties() == 1
    row = page.page.locator("#panel [data-name=happened]").inner_text()
    assert re.search(r"\d+", row).group() == "5"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("#between=syria&between=turkey", 7),
        ("#conf=50", 13),
        ("#from=2025-03-01&to=2025-03-31", 4),
        ("#from=2025-04-10&to=2025-04-12", 1),
        ("#from=2025-09-01", 4),
        ("#from=2025-09-01&undated=1", 5),
        ("#single=1", 13),
        ("#place=damascus", 2),
        ("#type=Person", 5),
        ("#country=iraq", 3),
        ("#country=!iraq", 11),
        ("#status=denied&status=contested", 2),
        ("#source=صحيفة ثانية", 1),
        ("#from=2025-08-01&fresh=1", 4),
        ("#ego=samir&steps=1", 4),
    ],
)
def test_filters_from_the_address(open_page: Open, fragment: str, expected: int) -> None:
    assert open_page(fragment=fragment).ties() == expected


def test_the_shortest_path(open_page: Open) -> None:
    page = open_page()
    page.page.mouse.click(*page.point("سمير العلي"))
    page.page.click("text=أقصر طريق إلى…")
    page.page.keyboard.type("ليلى")
    page.page.keyboard.press("Enter")
    assert [page.run("k => rawabit.nameOf(k)", k) for k in page.run("rawabit.R.way.nodes")] == [
        "سمير العلي",
        "أحمد الخطيب",
        "ليلى قصرة",
    ]
    assert "خطوتان" in page.page.inner_text("#detail")
    page.page.click("#tool-undo")
    assert page.ties() == 14


def _track(page: Opened) -> dict[str, float]:
    box: dict[str, float] = page.page.locator("#track").bounding_box()
    return box


def test_the_timeline_is_dragged_to_a_range(open_page: Open) -> None:
    page = open_page(fragment="#lang=en")
    box = _track(page)
    page.page.mouse.move(box["x"] + box["width"] * 0.62, box["y"] + 20)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + box["width"] * 0.98, box["y"] + 20, steps=6)
    page.page.mouse.up()
    kept = page.ties()
    assert 0 < kept < 14
    assert page.run("rawabit.S.filter.from") is not None
    page.page.click("#tool-undo")
    assert page.ties() == 14, "a drag is one step"


def test_the_timeline_obeys_keys_and_plays(open_page: Open) -> None:
    page = open_page(fragment="#lang=en")
    page.page.focus("#start")
    page.page.keyboard.press("End")
    assert page.ties() == 1
    page.page.keyboard.press("Home")
    page.page.click("#play")
    first = page.run("rawabit.S.filter.to")
    page.page.wait_for_timeout(1100)
    assert page.run("rawabit.S.filter.to") > first
    page.page.click("#play")


def test_the_confidence_slider_is_drawn_without_a_break(open_page: Open) -> None:
    page = open_page()
    slider = page.page.locator("#panel input[type=range]")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.page.mouse.move(box["x"] + box["width"] - 8, box["y"] + box["height"] / 2)
    page.page.mouse.down()
    for part in (0.8, 0.6, 0.4, 0.2):
        page.page.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] / 2)
    assert page.run("rawabit.S.filter.conf") >= 65
    assert page.ties() == 13
    page.page.mouse.up()
    page.page.click("#tool-undo")
    assert page.run("rawabit.S.filter.conf") == 0, "one step back"


def test_keys_move_between_actors(open_page: Open) -> None:
    page = open_page()
    page.page.focus("#canvas")
    page.page.keyboard.press("ArrowLeft")
    assert "أحمد الخطيب" in page.page.inner_text("#detail h2")
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.page.keyboard.press(key)
    assert page.page.locator("#live").inner_text() != ""
    page.page.keyboard.press("Escape")
    assert page.page.locator("#detail").is_hidden()


def test_dark_and_light_change_the_canvas(open_page: Open) -> None:
    page = open_page()
    box = page.page.locator("#canvas").bounding_box()
    corner = (box["x"] + 5, box["y"] + box["height"] - 5)
    assert min(page.colour(*corner)) > 200
    page.page.click("#tool-theme")
    page.settle()
    assert max(page.colour(*corner)) < 60


def test_labels_never_overprint(open_page: Open) -> None:
    page = open_page()
    boxes = page.run("rawabit.labelsNow().map(l => [l.box.x0, l.box.y0, l.box.x1, l.box.y1])")
    assert len(boxes) >= 8
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]


def test_an_empty_network_says_so(open_page: Open) -> None:
    page = open_page(nx.MultiDiGraph())
    assert page.errors == []
    assert "لا روابط في هذه الشبكة بعد" in page.page.inner_text("#empty")
    assert "null" not in page.page.inner_text("body")


def test_the_list_tells_the_same_without_the_drawing(open_page: Open) -> None:
    page = open_page(fragment="#relation=thanked")
    page.page.click("#chips .total")
    assert page.page.locator("#detail .event").count() == 2
    page.page.click("#detail [role=tab] >> nth=1")
    assert "ليلى قصرة" in page.page.inner_text("#detail .actors")


def test_a_phone_shows_the_network_and_its_card(open_page: Open) -> None:
    page = open_page(size=(390, 844), has_touch=True)
    assert page.page.locator("#panel").is_hidden()
    assert page.run("document.documentElement.scrollWidth") <= 390
    page.page.touchscreen.tap(*page.point("تركيا"))
    page.settle()
    assert page.page.locator("#detail h2").inner_text() == "تركيا"
    card = page.page.locator("#detail").bounding_box()
    assert page.point("تركيا")[1] < card["y"], "the actor stays in sight above its card"
