"""What articles say is text and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.page import render_page, write_page
from tests.graph.page.conftest import Open
from tests.graph.page.networks import HOSTILE, hostile, small


def test_no_text_of_an_article_reaches_the_markup() -> None:
    html = render_page(hostile(), title=HOSTILE)
    assert "<script>window.hacked" not in html
    assert "<img" not in html
    assert html.count("<script") == 3
    assert html.count("</script>") == 3
    assert "<!--<script>" not in html


def test_the_policy_forbids_everything_from_elsewhere() -> None:
    html = render_page(small(), title="x")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    text = policy.group(1).replace("&#39;", "'")
    assert "default-src 'none'" in text
    assert "connect-src 'none'" in text
    assert "unsafe" not in text
    assert not re.search(r"https?://(?!w3id|example|www\.w3\.org|gexf\.net|www\.wikidata)", html.split('id="data"')[0])


def test_only_web_addresses_become_links() -> None:
    html = render_page(hostile(), title="x")
    assert "javascript:" not in html
    assert "data:text/html" not in html


@pytest.mark.browser
def test_hostile_names_titles_and_sentences_are_inert(open_page: Open) -> None:
    page = open_page(hostile())
    page.run("rawabit.select({ pair: 0 })")
    page.settle()
    assert page.run("window.hacked") is None
    card = page.page.inner_text("#detail")
    assert HOSTILE in card, "shown as text"
    assert page.page.locator("#detail script, #detail img").count() == 0
    assert page.page.locator("#detail figcaption a").count() == 1
    assert "\u202e" not in card, "no override turns the line"
    assert page.page.locator("#detail mark").all_inner_texts() == ["التقى", "التقى", "التقى"]
    page.run("rawabit.select({ node: 0 })")
    page.page.click("#tool-language")
    page.page.fill("#query", "evil")
    page.settle()
    assert page.run("window.hacked") is None
    assert page.errors == []
    assert len(page.requests) == 1


@pytest.mark.browser
def test_no_script_of_ours_may_evaluate_text(open_page: Open) -> None:
    page = open_page()
    blocked = page.run(
        """() => new Promise(done => { document.addEventListener('securitypolicyviolation', e => done(e.violatedDirective), { once: true });
        const s = document.createElement('script'); s.textContent = 'window.hacked = 7'; document.body.append(s); setTimeout(() => done('ran'), 500) })"""
    )
    assert blocked.startswith("script-src")
    assert page.run("window.hacked") is None


@pytest.mark.browser
def test_the_sample_notice_is_shown_in_both_languages(open_page: Open) -> None:
    network = small()
    for _, _, tie in network.edges(data=True):
        for report in tie["reports"]:
            report["synthetic"] = True
    page = open_page(network)
    assert page.page.inner_text("#notice") == "نصوص نموذجية لا اقتباسات"
    for taken in ("csvText", "gexfText"):
        assert "Sample texts, not quotations" in page.run(f"rawabit.{taken}()")
    assert "نصوص نموذجية لا اقتباسات" in page.run("rawabit.svgText()")
    page.page.click("#tool-language")
    assert page.page.inner_text("#notice") == "Sample texts, not quotations"
    assert open_page().page.locator("#notice").is_hidden()


def test_the_same_network_gives_the_same_page(tmp_path: Path) -> None:
    first = write_page(small(), tmp_path / "a.html", title="x").read_bytes()
    assert write_page(small(), tmp_path / "b.html", title="x").read_bytes() == first
