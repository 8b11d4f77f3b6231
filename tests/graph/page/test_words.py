"""Words and colours: both languages complete, folding as in Python, colours told apart by everyone."""

from __future__ import annotations

import itertools
import json
import re
from importlib.resources import files

import numpy as np
import pytest

import ontology.relations
from graph.page import assets, render_page
from graph.page.data import TYPES, page_data, palette
from ontology.folding import bare, fold
from ontology.relations import RelationType, relation_types
from tests.graph.page.conftest import Open
from tests.graph.page.networks import ID, node, report, small, tie

SPELLINGS = (
    "أبو قصرة", "أبو قصره", "إبراهيم كالن", "آسيا", "ٱلشرع", "مُحَمَّد", "مـحـمـد", "هيئة الرقابة", "مصطفى", "مؤتمر", "رئيس", "شيء",
    "القاهرة", "ال", "الآن", "«قسد»", "تي.آر.تي", "Hakan Fidan", "Yaşar Güler", "İbrahim Kalın", "AHMAD  al-Sharaa", "Straße", "naïve-café",
    "گلستان", "پوتين", "چای", "کابل", "یزد", "ﷲ", "ﻻ", "لا\u200cلا", "عبد الله", "١٢٣ ٤٥٦", "snake_case", "A.B.C", "  فراغ  ", "", "؟!،", "هـ",
)  # fmt: skip


def test_both_languages_say_the_same_things() -> None:
    words = assets.words()
    assert set(words["ar"]) == set(words["en"])
    for key, text in words["ar"].items():
        if isinstance(text, str):
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", words["en"][key])), key


def test_every_word_that_the_scripts_ask_for_exists() -> None:
    asked = set(re.findall(r"\b(?:say|count)\('(\w+)'[,)]", assets.script()))
    assert len(asked) > 60
    assert asked <= set(assets.words()["ar"])


def test_no_word_is_left_over() -> None:
    script = assets.script()
    by_name = {*TYPES, "tab_ties", "tab_actors", "keys", "help_text"}
    assert [w for w in assets.words()["ar"] if w not in by_name and f"'{w}'" not in script] == []


def test_scripts_and_styles_are_all_joined() -> None:
    folder = files("graph.page")
    assert {f.name for f in (folder / "js").iterdir()} == {f"{n}.js" for n in assets.SCRIPTS}
    assert {f.name for f in (folder / "css").iterdir()} == {f"{n}.css" for n in assets.STYLES}
    for part in (folder / "js").iterdir():
        assert len(part.read_text(encoding="utf-8").splitlines()) < 400, part.name
    names = re.findall(r"^(?:async )?function (\w+)", assets.script(), re.MULTILINE)
    assert len(names) == len(set(names)), "one scope: no name twice"


@pytest.mark.browser
def test_folding_agrees_with_python(open_page: Open) -> None:
    page = open_page()
    got = page.run("texts => texts.map(t => [rawabit.fold(t), rawabit.bare(t)])", list(SPELLINGS))
    for text, (folded, stripped) in zip(SPELLINGS, got, strict=True):
        assert folded == fold(text), text
        assert stripped == bare(text), text


@pytest.mark.browser
@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Hakan Fidan", "هاكان فيدان"),
        ("Yaşar Güler", "يشار غولر"),
        ("İbrahim Kalın", "إبراهيم كالن"),
        ("Ibrahim Kalin", "إبراهيم قالن"),
        ("Ahmed al-Sharaa", "أحمد الشرع"),
        ("Ahmad ash-Shara", "احمد الشرع"),
        ("Recep Erdogan", "رجب إردوغان"),
        ("Mustafa", "مصطفى"),
        ("Shaibani", "الشيباني"),
        ("Khaled", "خالد"),
    ],
)
def test_names_sound_alike_across_scripts(open_page: Open, latin: str, arabic: str) -> None:
    page = open_page()
    first, second = page.run("pair => pair.map(rawabit.skeleton)", [latin, arabic])
    assert first == second


# How people without red, green or blue cones see linear RGB (Machado, Oliveira & Fernandes 2009, severity 1).
SIGHT = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "full": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
}


def _seen(colour: str, sight: str) -> np.ndarray:
    """The colour in CIE L*a*b* as it is seen."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(SIGHT[sight]) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    f = np.cbrt(xyz / np.array([0.9505, 1.0, 1.089]))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", list(SIGHT))
def test_families_are_told_apart_by_every_eye(theme: str, sight: str) -> None:
    colours = {name: _seen(c[theme], sight) for name, c in palette()["families"].items()}
    for (a, first), (b, second) in itertools.combinations(colours.items(), 2):
        assert np.linalg.norm(first - second) > 15, (a, b, theme, sight)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", list(SIGHT))
def test_countries_are_told_apart_by_every_eye(theme: str, sight: str) -> None:
    colours = [_seen(c[theme], sight) for c in [*palette()["countries"], palette()["other"]]]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(colours, 2)) > 12


def test_a_relation_added_by_data_alone_is_in_legend_and_page(monkeypatch: pytest.MonkeyPatch, open_page: Open) -> None:
    made_up = RelationType(
        "danced", symmetric=True, family="festivity", subject=frozenset({"Person"}), object=frozenset({"Person"}),
        implies=None, plover=None, cameo=(), label={"ar": "رقص مع", "en": "danced with"}, noun={"ar": "رقصة", "en": "Dance"},
    )  # fmt: skip
    kinds = relation_types() | {"danced": made_up}
    for module in ("graph.page.data", "tests.graph.page.networks"):
        monkeypatch.setattr(f"{module}.relation_types", lambda: kinds)
    assert ontology.relations.relation_types() is not kinds
    network = small()
    tie(network, "leyla", "danced", "samir", date="2025-12-31")
    data = page_data(network, title="x")
    family = next(f for f in data["families"] if f["name"] == "festivity")
    assert family["colour"]["light"] not in [c["light"] for c in palette()["families"].values()]
    page = open_page(network)
    assert "رقصة" in page.page.inner_text("#panel")
    page.page.click("#panel [data-name=danced]")
    assert page.ties() == 1
    page.page.click("#chips .total")
    assert "رقصة" in page.page.inner_text("#detail .event")


def test_a_relation_that_the_catalogue_no_longer_has_is_still_shown() -> None:
    network = small()
    for _, _, d in network.edges(data=True):
        if d["relation"] == "hosted":
            d["relation"] = "vanished"
    data = page_data(network, title="x")
    gone = next(r for r in data["relations"] if r["name"] == "vanished")
    assert gone["noun"]["en"] == "vanished"


def test_triggers_are_counted_as_the_browser_counts() -> None:
    network = small()
    text = "😀😀 شكر الوزير ضيفه."
    tie(network, "leyla", "thanked", "samir", reports=[report("emoji", text, "شكر")])
    data = page_data(network, title="x")
    at = data["sentences"].index(text)
    row = data["reports"]["sentence"].index(at)
    utf16 = text.encode("utf-16-le")
    part = utf16[2 * data["reports"]["t0"][row] : 2 * data["reports"]["t1"][row]].decode("utf-16-le")
    assert part == "شكر"


def test_each_sentence_is_kept_once() -> None:
    network = small()
    same = [report("one", "جملة واحدة تقول ذلك.", "تقول"), report("two", "جملة واحدة تقول ذلك.", "تقول")]
    tie(network, "leyla", "thanked", "samir", reports=same)
    html = render_page(network, title="x")
    assert html.count("جملة واحدة تقول ذلك.") == 1


def test_large_data_is_deflated_and_read(open_page: Open) -> None:
    network = small()
    for k in range(900):
        network.add_node(f"{ID}extra/{k}", **node("Person", f"شخص إضافي رقم {k} ذو اسم طويل"))
        tie(
            network,
            "ahmad",
            "metWith",
            f"extra/{k}",
            date="2025-03-01",
            reports=[report(f"x{k}", f"قيل في الخبر {k} إنهما التقيا طويلاً.", "التقيا")],
        )
    html = render_page(network, title="x")
    assert 'type="text/plain" id="data"' in html
    assert len(html) < len(json.dumps(page_data(network, title="x"), ensure_ascii=False)) + 200_000
    page = open_page(network)
    assert page.ties() == 914
    assert page.run("rawabit.scene.shown.length") == 300
    page.page.click("#scope button >> nth=1")
    assert page.run("rawabit.scene.shown.length") == 909
    page.page.click("#scope button >> nth=0")
    page.page.keyboard.press("/")
    page.page.keyboard.type("إضافي رقم 899")
    page.page.keyboard.press("Enter")
    assert page.run("rawabit.scene.shown.length") == 301
    assert "899" in page.page.inner_text("#detail h2")


@pytest.mark.browser
def test_every_control_has_a_name_for_screen_readers(open_page: Open) -> None:
    page = open_page(fragment="#list=ties&relation=metWith")
    nameless = page.run(
        """() => [...document.querySelectorAll('button, input, select, a, canvas, [role=slider], aside, footer')].filter(e =>
        !(e.getAttribute('aria-label') || e.textContent.trim() || e.closest('label')?.textContent.trim() || e.tagName === 'FOOTER' && e.hidden)).map(e => e.outerHTML.slice(0, 90))"""
    )
    assert nameless == []
    assert "Enter" in page.page.get_attribute("#canvas", "aria-label")
    page.page.click("#tool-undo", force=True)
    page.page.keyboard.press("Tab")
    assert page.page.get_attribute("#live", "aria-live") == "polite"
