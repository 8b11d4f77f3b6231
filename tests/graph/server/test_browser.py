"""The served pages in headless Chromium: the query page works, everything stays on this machine."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from graph.server import application
from graph.sparql.pool import Limits

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(folder) -> Iterator[str]:
    import uvicorn

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(application(folder, limits=Limits(seconds=5)), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def tab(browser, address):
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.troubles, page.outside = [], []
    page.on("console", lambda message: page.troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else page.outside.append(r.url))
    yield page
    assert page.outside == []
    assert page.troubles == []
    context.close()


def test_a_ready_question_with_a_name(tab):
    tab.goto("/query")
    tab.wait_for_selector("#question[data-ready]")
    tab.select_option("#ready", "who-met-whom")
    tab.wait_for_selector("#answer tbody tr:nth-child(2)")
    tab.fill("[data-name=person]", "هدى الوادى")
    tab.press("[data-name=person]", "Enter")
    sync_api.expect(tab.locator("#answer tbody tr")).to_have_count(1)
    assert "هدى الوادي" in tab.inner_text("#answer tbody")
    assert "ready=who-met-whom" in tab.url
    tab.reload()
    tab.wait_for_selector("#answer tbody tr")
    assert tab.locator("#answer tbody tr").count() == 1


def test_names_are_offered_while_typing(tab):
    tab.goto("/query")
    tab.wait_for_selector("#question[data-ready]")
    tab.select_option("#ready", "contacts-of")
    tab.type("[data-name=person]", "الجبلى")
    tab.wait_for_selector("datalist option[value='نجم الجبلي']", state="attached")


def test_links_lead_to_the_actor_and_on_to_the_sentence(tab):
    tab.goto("/query#ready=who-thanked-whom")
    tab.locator("#answer a[href^='/id/']").first.click()
    tab.wait_for_selector("article.event")
    tab.locator("blockquote a").first.click()
    tab.wait_for_selector(".evidence.lit")
    assert tab.locator("mark").count() >= 1


def test_a_query_of_ones_own_and_its_spreadsheet(tab):
    tab.goto("/query?lang=en")
    tab.wait_for_selector("#question[data-ready]")
    tab.fill("#text", 'SELECT ?x { VALUES ?x { "<img src=x onerror=alert(1)>" "=1+1" } }')
    tab.press("#text", "Control+Enter")
    tab.wait_for_selector("#answer tbody tr")
    assert "<img src=x" in tab.inner_text("#answer")
    assert tab.locator("#answer img").count() == 0
    with tab.expect_download() as download:
        tab.click("#csv")
    text = download.value.path().read_bytes().decode("utf-8-sig")
    assert "'=1+1" in text


def test_errors_are_shown_as_they_are(tab):
    tab.goto("/query")
    tab.wait_for_selector("#question[data-ready]")
    assert tab.is_visible("#text")
    tab.fill("#text", "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }")
    tab.click("#run")
    tab.wait_for_selector("#state.error")
    assert "SERVICE" in tab.inner_text("#state")
    tab.troubles.clear()  # the browser logs the refusal


def test_the_network_is_drawn_and_the_language_can_be_changed(tab):
    tab.goto("/")
    tab.wait_for_selector("canvas")
    tab.goto("/actors")
    tab.click("a.language")
    assert tab.locator("html[lang=en]").count() == 1
    assert "Salem Bahri" in tab.inner_text("table")
