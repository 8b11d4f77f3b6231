"""What every exporter shares: its material, its face to the user, and the notice that sample texts carry."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from graph.library import Library

NOTICE = "نصوص نموذجية لا اقتباسات / sample texts, not quotations"
# What XML 1.0 cannot hold, not even escaped; lone surrogates cannot be written as UTF-8 either.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Material:
    """What there is to export: a library of articles, its network, or the network alone.

    The network is projected from the library when an exporter first asks for it.
    """

    def __init__(self, library: Library | None = None, network: MultiDiGraph | None = None) -> None:
        self.library = library
        self._network = network

    @cached_property
    def network(self) -> MultiDiGraph:
        """The projection (see `graph.projection`); raises ValueError where there is neither network nor library."""
        if self._network is not None:
            return self._network
        if self.library is None:
            raise ValueError("there is nothing to export: neither a graph folder nor a network")
        from graph.projection import project

        return project(self.library)


class Exporter(ABC):
    """One format. `name` is what `--format` takes, `suffix` the usual file ending, `title` one line of help.

    `drawn` tells that it is made of the network, not of the statements; `stem` is the file's usual name.
    """

    name: ClassVar[str]
    suffix: ClassVar[str]
    media_type: ClassVar[str]
    title: ClassVar[str]
    drawn: ClassVar[bool] = True
    stem: ClassVar[str] = "rawabit"

    @abstractmethod
    def write(self, material: Material, out: BinaryIO) -> None:
        """Write the material to `out` as bytes; raises ValueError where the format needs what is not there."""


def notice(network: MultiDiGraph) -> str | None:
    """The line that exports carry where any report comes from a synthetic (sample) text, else None."""
    edges = (report for _, _, data in network.edges(data=True) for report in data["reports"])
    return NOTICE if any(report.get("synthetic") for report in edges) else None


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 forbids."""
    return _NOT_XML.sub("", text)


def office_line(office: dict[str, Any]) -> str:
    """An office on one line: «وزير الدفاع، سوريا»."""
    of = office.get("of_labels", {}).get("ar")
    return f"{office['title']}، {of}" if of else str(office["title"])


def label_of(data: dict[str, Any], key: str, language: str = "ar") -> str:
    """A node's name in a language, else in Arabic, English or any other, else the last part of its IRI."""
    labels: dict[str, str] = data.get("labels") or {}
    for wanted in (language, "ar", "en", "tr"):
        if labels.get(wanted):
            return labels[wanted]
    return next((labels[tag] for tag in sorted(labels)), key.rstrip("/").rsplit("/", 1)[-1])


def spans(edges: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    """The days on which events took place as sorted (first, last) intervals that do not overlap; undated ones none."""
    merged: list[tuple[str, str]] = []
    # Readers refuse intervals of one element that overlap.
    for begin, end in sorted(_dated(edges)):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _dated(edges: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for data in edges:
        begin, end = data.get("begin"), data.get("end")
        if begin and end:
            yield begin, end
