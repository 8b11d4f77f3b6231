"""A headless Chromium for the tests of page and server; without one they are skipped, and say so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("RAWABIT_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None
)
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: the page was not tried")
    with api.sync_playwright() as play:
        bundled = Path(play.chromium.executable_path)
        if CHROMIUM is None and not bundled.exists():
            pytest.skip("no Chromium here: the page was not tried (install chromium, or set RAWABIT_CHROMIUM)")
        started = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()
