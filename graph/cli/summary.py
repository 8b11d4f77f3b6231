"""The answer of `rawabit info` as lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.information import Information


def summary(info: Information) -> Iterator[str]:
    """What a graph holds, a line for each kind of thing."""
    yield f"articles    {info.articles}" + (
        f" ({info.synthetic} sample texts, not quotations)" if info.synthetic else ""
    )
    yield f"published   {_range(*info.published)}"
    yield f"sources     {_counted(info.sources, unnamed='no source given')}"
    yield f"ties        {info.ties} in {info.occasions} occasions, between {info.actors} actors"
    yield f"relations   {_counted(info.relations)}"
    yield f"status      {_counted(info.statuses)}"
    yield f"events      {_range(info.first, info.last)}"
    yield f"offices     {info.offices}"
    yield f"statements  {info.quads}"
    yield f"read by     {_counted(info.extractors)}"
    yield f"versions    {', '.join(f'{name} {version}' for name, version in info.versions.items())}"


def _range(first: str | None, last: str | None) -> str:
    return f"{first} to {last}" if first else "no dates known"


def _counted(counts: Mapping[str, int], unnamed: str = "") -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name or unnamed} {n}" for name, n in ranked) or "none"
