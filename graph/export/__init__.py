"""Exports: one module a format behind one small base (`graph.export.base`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graph.export.base import Exporter, Material

__all__ = ["Exporter", "Material", "exporters", "format_of"]


@cache
def exporters() -> dict[str, Exporter]:
    """All exporters by the name that `--format` takes."""
    from graph.export.gexf import Gexf
    from graph.export.graphml import GraphMl
    from graph.export.rdf import JsonLd, NQuads, NTriples, TriG, Turtle
    from graph.export.table import ActorsCsv, Csv

    known: list[Exporter] = [Gexf(), GraphMl(), Csv(), ActorsCsv(), Turtle(), NTriples(), TriG(), NQuads(), JsonLd()]
    return {exporter.name: exporter for exporter in known}


def format_of(path: str | Path) -> str | None:
    """The format that a file's ending stands for, or None where no exporter uses it."""
    ending = Path(path).suffix.casefold()
    return next((name for name, exporter in exporters().items() if exporter.suffix == ending), None)
