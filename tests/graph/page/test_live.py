"""The page over a server: search, expansion and links, answered here by a stand-in on the loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import networkx as nx
import pytest

from graph.page import render_page
from graph.page.data import page_data
from tests.graph.page.conftest import until
from tests.graph.page.networks import ID, node, report, small, tie

pytestmark = pytest.mark.browser


def _around() -> nx.MultiDiGraph:
    """What the server knows around Leyla: an actor and ties that the page does not hold."""
    g = small()
    g.add_node(f"{ID}nadia", **node("Person", "نادية الحموي", "Nadia al-Hamwi", "syria"))
    tie(
        g,
        "nadia",
        "congratulated",
        "leyla",
        date="2026-03-03",
        reports=[report("new", "هنأت نادية الحموي ليلى بالمنصب.", "هنأت")],
    )
    g.remove_nodes_from([n for n in list(g) if n not in (f"{ID}nadia", f"{ID}leyla", f"{ID}ahmad")])
    return g


@pytest.fixture
def server() -> Iterator[str]:
    answers: dict[str, Any] = {
        "/search": [{"id": f"{ID}nadia", "labels": {"ar": "نادية الحموي"}, "type": "Person", "degree": 1}],
        "/expand": page_data(_around(), title="x"),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path)
            if path.path == "/expand" and "nobody" in parse_qs(path.query)["id"][0]:
                self.send_error(404)
                return
            body = (
                json.dumps(answers[path.path]) if path.path in answers else render_page(small(), title="حي", live="/")
            )
            self.send_response(200)
            self.send_header("Content-Type", "application/json" if path.path in answers else "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_port}/"
    served.shutdown()


@pytest.fixture
def page(browser: Any, server: str) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1440, "height": 900})
    opened.goto(server)
    opened.wait_for_selector("#canvas[data-ready][data-drawn]")
    yield opened
    opened.close()


def test_search_reaches_actors_that_the_page_does_not_hold(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("نادية")
    page.wait_for_selector("#hits li:has-text('نادية الحموي')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#detail h2:has-text('نادية الحموي')")
    assert page.evaluate("rawabit.R.total") == 15
    assert "هنأت" in page.inner_text("#detail mark")


def test_expansion_adds_ties_once_and_keeps_the_filters(page: Any) -> None:
    page.click("#panel [data-name=thanked]")
    page.evaluate("rawabit.openActor(rawabit.search('ليلى')[0])")
    page.click("#fetch")
    until(page, "rawabit.D.m === 15")
    assert page.evaluate("rawabit.R.total") == 2, "the filter holds"
    page.click("#chips .chip .off")
    assert page.evaluate("rawabit.R.total") == 15
    page.click("#fetch")
    page.wait_for_timeout(400)
    assert page.evaluate("[rawabit.D.m, rawabit.D.n]") == [15, 11]
    assert page.evaluate("rawabit.D.nodes.x.every(Number.isFinite)")


def test_cards_lead_to_the_pages_of_actors_and_articles(page: Any) -> None:
    page.evaluate("rawabit.openActor(rawabit.search('أحمد')[0])")
    assert page.get_attribute("#detail .actions a", "href") == "/actor?id=https%3A%2F%2Fw3id.org%2Frawabit%2Fid%2Fahmad"
    hrefs = page.locator("#detail figcaption a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    text = "استقبل الوزير أحمد الخطيب\nفي دمشق نظيره يشار دمير."
    assert f"/article?id=https%3A%2F%2Fw3id.org%2Frawabit%2Fid%2Fa%2Ffirst#s40-{40 + len(text)}" in hrefs
    assert page.locator("#site a").evaluate_all("links => links.map(a => a.getAttribute('href'))") == [
        "/actors",
        "/articles",
        "/query",
        "/downloads",
    ]


def test_only_the_own_origin_may_be_asked(page: Any, server: str) -> None:
    policy = page.get_attribute("meta[http-equiv]", "content")
    assert "connect-src 'self'" in policy
    refused = page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'sent', e => String(e))")
    assert "TypeError" in refused
