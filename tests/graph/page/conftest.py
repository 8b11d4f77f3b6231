"""A headless Chromium for the page's tests; without one they are skipped, and say so."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph.page import write_page
from tests.graph.page.networks import small


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(small(), tmp_path_factory.mktemp("page") / "ties.html", title="روابط الاختبار")


def until(page: Any, expression: str, seconds: float = 15) -> None:
    """Wait until a JavaScript expression holds (playwright's own waiting evaluates text, which the policy forbids)."""
    last = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < last, f"never came true: {expression}"
        page.wait_for_timeout(50)


class Opened:
    """A page opened from a file, and what it tried: requests, errors, console messages."""

    def __init__(self, browser: Any, file: Path, fragment: str, size: tuple[int, int], **more: Any) -> None:
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, accept_downloads=True, **more
        )
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        self.page.goto(file.as_uri() + fragment)
        self.page.wait_for_selector("#canvas[data-ready][data-drawn]", timeout=20000)
        self.page.wait_for_timeout(120)

    def run(self, script: str, value: Any = None) -> Any:
        return self.page.evaluate(script, value)

    def ties(self) -> int:
        """How many ties pass the filters, as the page counts them."""
        return int(self.run("rawabit.R.total"))

    def settle(self) -> None:
        """Wait until the view has come to rest and the address is written."""
        self.page.wait_for_timeout(480)

    def point(self, name: str) -> tuple[float, float]:
        """Where on the screen the actor of this Arabic or English name stands."""
        x, y = self.run(
            "n => { const k = rawabit.D.nodes.labels.findIndex(l => Object.values(l).includes(n)); return rawabit.screenOf(k) }",
            name,
        )
        box = self.page.locator("#canvas").bounding_box()
        return box["x"] + x, box["y"] + y

    def colour(self, x: float, y: float) -> tuple[int, int, int]:
        """The colour of the canvas at a point of the screen."""
        r, g, b = self.run(
            """([x, y]) => { const c = document.getElementById('canvas'), b = c.getBoundingClientRect(), k = c.width / b.width;
            return Array.from(c.getContext('2d').getImageData(Math.round((x - b.left) * k), Math.round((y - b.top) * k), 1, 1).data).slice(0, 3) }""",
            [x, y],
        )
        return r, g, b


Open = Callable[..., Opened]


@pytest.fixture
def open_page(browser: Any, small_file: Path, tmp_path: Path) -> Iterator[Open]:
    opened: list[Opened] = []

    def opener(
        network: nx.MultiDiGraph | None = None, fragment: str = "", size: tuple[int, int] = (1440, 900), **more: Any
    ) -> Opened:
        file = small_file if network is None else write_page(network, tmp_path / "other.html", title="روابط")
        opened.append(Opened(browser, file, fragment, size, **more))
        return opened[-1]

    yield opener
    for page in opened:
        page.context.close()
