"""Make the pictures of README and docs from the sample corpus: `python docs/screenshots.py [PAGE.html]`.

Without a page it builds the bundled sample articles first. Needs playwright and a Chromium.
"""  # noqa: INP001 - a script beside the pages that it serves

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

IMAGES = Path(__file__).parent / "images"

# name: size, fragment of the address, name to search for (its card opens)
SHOTS: dict[str, tuple[tuple[int, int], str, str | None]] = {
    "network": ((1440, 900), "", None),
    "card": ((1440, 900), "", "هاكان فيدان"),
    "thanks": ((1440, 900), "#relation=thanked&list=ties&lang=en", None),
    "dark": ((1920, 1080), "#lang=en&theme=dark", None),
    "phone": ((390, 844), "", "أحمد الشرع"),
}


def sample_page(folder: Path) -> Path:
    """The page of the bundled sample articles."""
    from graph.cli.articles import build_into
    from graph.cli.opening import open_library
    from graph.cli.output import write_view
    from graph.sample import sample_corpus

    build_into([str(sample_corpus())], str(folder / "graph"), ner="auto", jobs=1)
    with open_library(str(folder / "graph"), read_only=True) as library:
        return write_view(library, folder / "ties.html")


def shoot(browser: Any, page_file: Path, name: str) -> Path:
    """One picture of the page."""
    (width, height), fragment, wanted = SHOTS[name]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
    page.goto(page_file.resolve().as_uri() + fragment)
    page.wait_for_selector("#canvas[data-ready][data-drawn]")
    if wanted:
        page.fill("#query", wanted)
        page.keyboard.press("Enter")
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(1200)
    file = IMAGES / f"{name}.png"
    page.screenshot(path=file)
    page.close()
    return file


def main() -> None:
    """Shoot all pictures."""
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(exist_ok=True)
    chromium = os.environ.get("RAWABIT_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        page_file = Path(sys.argv[1]) if len(sys.argv) > 1 else sample_page(Path(folder))
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in SHOTS:
            print(shoot(browser, page_file, name))
        browser.close()


if __name__ == "__main__":
    main()
