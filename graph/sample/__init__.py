"""The bundled sample: 40 dispatches with gold annotations, written for the project: sample texts, not quotations."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def sample_corpus() -> Path:
    """The folder of the sample articles (`NAME.txt`, `NAME.json` with metadata and annotation)."""
    return Path(str(files("graph.sample"))) / "corpus"
