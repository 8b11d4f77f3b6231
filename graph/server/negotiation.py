"""Which form of an answer a client prefers (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

TABLES: Mapping[str, Sequence[str]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
GRAPHS: Mapping[str, Sequence[str]] = {
    "ttl": ("text/turtle", "application/turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdfxml": ("application/rdf+xml", "application/xml", "text/xml"),
}


def preferred(accept: str | None, offered: Mapping[str, Sequence[str]]) -> str | None:
    """The offered form with the highest quality, the first of equals; None where nothing offered is accepted."""
    if not accept or not accept.strip():
        return next(iter(offered))
    ranges = _ranges(accept)
    ranked = [(max(_quality(kind, ranges) for kind in kinds), -place) for place, kinds in enumerate(offered.values())]
    best, place = max(ranked)
    return list(offered)[-place] if best > 0 else None


def wants_html(accept: str | None) -> bool:
    """Whether a person's browser asks rather than a program."""
    return bool(accept) and "text/html" in (accept or "").lower()


def _ranges(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept.split(",")[:50]:
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            found[kind] = min(max(float(quality), 0.0), 1.0)
        except ValueError:
            found[kind] = 0.0
    return found


def _quality(kind: str, ranges: Mapping[str, float]) -> float:
    family = kind.partition("/")[0] + "/*"
    return next((ranges[r] for r in (kind, family, "*/*") if r in ranges), 0.0)
