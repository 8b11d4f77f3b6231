"""Pictures, tables and the link: what leaves the page."""

from __future__ import annotations

import csv
import io
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest

from tests.graph.page.conftest import Open
from tests.graph.page.networks import hostile

pytestmark = pytest.mark.browser


def _saved(page: object, entry: str) -> bytes:
    with page.page.expect_download() as download:  # type: ignore[attr-defined]
        page.page.click("#tool-save")  # type: ignore[attr-defined]
        page.page.click(f"#save-{entry}")  # type: ignore[attr-defined]
    return Path(download.value.path()).read_bytes()


def test_the_picture_has_print_size_and_is_not_blank(open_page: Open) -> None:
    page = open_page()
    data = _saved(page, "png")
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (3508, 2480)
    colours = page.run(
        """() => { const c = rawabit.pictureCanvas(), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data, seen = new Set();
        for (let i = 0; i < d.length; i += 4 * 37) seen.add(d[i] * 65536 + d[i + 1] * 256 + d[i + 2]); return seen.size }"""
    )
    assert colours > 30


def test_the_svg_holds_title_legend_and_names(open_page: Open) -> None:
    page = open_page(fragment="#relation=metWith")
    root = ET.fromstring(_saved(page, "svg"))
    texts = [t.text for t in root.iter("{http://www.w3.org/2000/svg}text")]
    joined = " ".join(t for t in texts if t)
    for expected in ("روابط الاختبار", "أحمد الخطيب", "لقاء", "خلاف وصراع", "شخص", "حُفظت في"):
        assert expected in joined


def test_csv_holds_exactly_what_is_filtered(open_page: Open) -> None:
    page = open_page(fragment="#relation=hosted&relation=thanked")
    data = _saved(page, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert sorted(r["relation"] for r in rows) == ["hosted", "hosted", "thanked", "thanked"]
    first = next(r for r in rows if r["relation"] == "hosted")
    assert first["subject_ar"] == "أحمد الخطيب"
    assert first["sentence"] == "استقبل الوزير أحمد الخطيب\nفي دمشق نظيره يشار دمير."
    assert (first["date"], first["url"]) == ("2025-03-01", "https://example.org/first")


def test_gexf_holds_exactly_what_is_filtered(open_page: Open, tmp_path: Path) -> None:
    page = open_page(fragment="#relation=hosted&relation=thanked&relation=metWith")
    file = tmp_path / "ties.gexf"
    file.write_bytes(_saved(page, "gexf"))
    root = ET.parse(file).getroot()
    space = {"g": "http://gexf.net/1.3"}
    assert root.tag == "{http://gexf.net/1.3}gexf"
    edges = root.findall(".//g:edge", space)
    assert sorted(str(e.get("kind")) for e in edges) == ["hosted", "metWith", "metWith", "thanked", "thanked"]
    spell = next(e for e in edges if e.get("kind") == "hosted").find("g:spells/g:spell", space)
    assert spell is not None
    assert spell.get("start") == "2025-03-01"


def test_gexf_of_directed_ties_is_read_by_networkx(open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "ties.gexf"
    file.write_bytes(_saved(open_page(fragment="#relation=hosted&relation=thanked"), "gexf"))
    again = nx.read_gexf(file, version="1.3")
    assert sorted(d["label"] for _, d in again.nodes(data=True)) == ["أحمد الخطيب", "تركيا", "ليلى قصرة", "يشار دمير"]
    assert again.number_of_edges() == 3


def test_cells_never_become_formulas_and_xml_stays_whole(open_page: Open) -> None:
    page = open_page(hostile())
    assert page.run("rawabit.cell('=HYPERLINK(1)')") == "'=HYPERLINK(1)"
    ET.fromstring(page.run("rawabit.gexfText()"))
    ET.fromstring(page.run("rawabit.svgText()"))
    assert page.run("rawabit.xml('a\\u0000\\ud800<b')").startswith("a")


def test_the_link_restores_the_whole_state(open_page: Open) -> None:
    page = open_page()
    page.page.click("#tool-language")
    page.page.click("#tool-theme")
    page.page.click("#panel [data-name=thanked]")
    page.page.click("#panel [data-name=metWith]")
    page.page.focus("#start")
    for _ in range(3):
        page.page.keyboard.press("ArrowRight")
    page.page.mouse.click(*page.point("أحمد الخطيب"))
    page.settle()
    page.page.locator("#zoomer button").first.click()
    page.settle()
    want = page.run(
        "[JSON.stringify(rawabit.S.filter), rawabit.S.selected, document.documentElement.lang, document.documentElement.dataset.theme, [rawabit.camera.x, rawabit.camera.y, rawabit.camera.k].map(v => v.toFixed(1))]"
    )
    other = open_page(fragment=page.run("location.hash"))
    got = other.run(
        "[JSON.stringify(rawabit.S.filter), rawabit.S.selected, document.documentElement.lang, document.documentElement.dataset.theme, [rawabit.camera.x, rawabit.camera.y, rawabit.camera.k].map(v => v.toFixed(1))]"
    )
    assert want[:4] == got[:4]
    assert [float(a) for a in want[4]] == pytest.approx([float(b) for b in got[4]], abs=1)


def test_copying_the_link_says_so(open_page: Open) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.page.click("#tool-save")
    page.page.click("#save-link")
    page.page.wait_for_selector("#toast")
    assert page.page.inner_text("#toast")


def test_a_broken_link_opens_the_whole(open_page: Open) -> None:
    page = open_page(fragment="#relation=nothing&from=yesterday&ego=nobody&at=a_b_c&conf=x&path=1&pair=2&lang=xx")
    assert page.ties() == 14
    assert page.errors == []


def test_print_shows_the_network_without_the_tools(open_page: Open) -> None:
    page = open_page()
    page.page.emulate_media(media="print")
    assert page.page.locator("#tools").is_hidden()
    assert page.page.locator("#panel").is_hidden()
    assert page.page.locator("#canvas").is_visible()


def test_paper_is_light_even_when_the_screen_is_dark(open_page: Open) -> None:
    page = open_page(fragment="#theme=dark")
    box = page.page.locator("#canvas").bounding_box()
    corner = (box["x"] + 5, box["y"] + box["height"] - 5)
    assert max(page.colour(*corner)) < 60
    page.run("window.dispatchEvent(new Event('beforeprint'))")
    assert min(page.colour(*corner)) > 200
    page.run("window.dispatchEvent(new Event('afterprint'))")
    assert max(page.colour(*corner)) < 60
