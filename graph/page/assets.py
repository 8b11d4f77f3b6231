"""The page's own files, joined in their order: small scripts by job, style sheets, interface words."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

SCRIPTS = (
    "words",
    "data",
    "fold",
    "search",
    "state",
    "filters",
    "paths",
    "scene",
    "surface",
    "marks",
    "labels",
    "crowd",
    "draw",
    "camera",
    "pointer",
    "dom",
    "panel",
    "chips",
    "timeline",
    "cards",
    "lists",
    "finder",
    "live",
    "picture",
    "tables",
    "menus",
    "keyboard",
    "main",
)
STYLES = ("base", "panels", "cards", "timeline", "print")


@cache
def script() -> str:
    """All scripts in one strict scope."""
    parts = [(files("graph.page") / "js" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    return "(function () {\n'use strict';\n" + "\n".join(parts) + "\n})();\n"


@cache
def style() -> str:
    """All style sheets."""
    return "\n".join((files("graph.page") / "css" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)


@cache
def words() -> dict[str, Any]:
    """The interface in Arabic and English, from `words.json`."""
    loaded: dict[str, Any] = json.loads((files("graph.page") / "words.json").read_text(encoding="utf-8"))
    return loaded
