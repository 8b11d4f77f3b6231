"""The network page: one self-contained HTML file in which every tie leads to its sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.folder import replacing

if TYPE_CHECKING:
    import networkx as nx

SAMPLE_NOTICE = {"ar": "نصوص نموذجية لا اقتباسات", "en": "Sample texts, not quotations"}


def render_page(
    network: nx.MultiDiGraph, *, title: str, notice: dict[str, str] | None = None, live: str | None = None
) -> str:
    """The page of a projected network (see `graph.projection`) as one HTML string.

    `notice` ({"ar": …, "en": …}) is shown at all times; without one, a network with reports from synthetic
    articles says that these are sample texts. The same network and title give the same string.

    `live` is the path prefix of a server that answers `actor?id=`, `article?id=` (pages), `search?q=` (a list
    of {id, labels, type, degree}) and `expand?id=` (the `page_data` of the actor's surroundings): only then may
    the page fetch, from its own origin only.
    """
    from graph.page.data import page_data
    from graph.page.network import TieNetwork

    data = page_data(network, title=title, notice=notice)
    if notice is None and any(a["synthetic"] for a in data["articles"]):
        data["notice"] = SAMPLE_NOTICE
    html: str = TieNetwork(data, live).generate_html()
    return html


def write_page(
    network: nx.MultiDiGraph, out: Path, *, title: str = "Rawabit", notice: dict[str, str] | None = None
) -> Path:
    """Write the page of `render_page` to `out`, whole or not at all, and return it; raises OSError where it cannot."""
    with replacing(out) as part:
        part.write_text(render_page(network, title=title, notice=notice), encoding="utf-8", newline="\n")
    return out
