"""What the page is told: the network as columns of JSON, every sentence, article and name once."""

from __future__ import annotations

import calendar
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import networkx as nx

from graph.page.layout import Points, positions
from ontology.relations import RelationType, relation_types

TYPES = ("Person", "Organization", "Country", "Place", "Group")
STATUSES = ("happened", "planned", "denied", "contested")
BASE = "https://w3id.org/rawabit/id/"
_EPOCH = date(1970, 1, 1).toordinal()
_SMALLEST, _LARGEST = 7.0, 26.0


@cache
def palette() -> dict[str, Any]:
    """Colours and names of families, colours of countries, from `palette.json`."""
    loaded: dict[str, Any] = json.loads((files("graph.page") / "palette.json").read_text(encoding="utf-8"))
    return loaded


@dataclass
class _Table:
    """Values in order of first use, each once."""

    values: list[Any] = field(default_factory=list)
    _at: dict[Any, int] = field(default_factory=dict)

    def add(self, key: Any, value: Any = None) -> int:
        if key not in self._at:
            self._at[key] = len(self.values)
            self.values.append(key if value is None else value)
        return self._at[key]


def radius(importance: float) -> float:
    """The radius of an actor's mark, in world units, by its importance between 0 and 1."""
    share: float = max(0.0, min(1.0, importance)) ** 0.6
    return _SMALLEST + (_LARGEST - _SMALLEST) * share


def page_data(network: nx.MultiDiGraph, *, title: str, notice: dict[str, str] | None = None) -> dict[str, Any]:
    """The page's data: nodes and events as columns, tables that they point into, positions computed here."""
    order = {node: k for k, node in enumerate(network)}
    importance = _importance(network)
    sizes = [radius(i) for i in importance]
    places = positions(_pairs(network, order), sizes)
    countries, country_of = _countries(network)
    events = _Events(order)
    for subject, target, key, tie in network.edges(keys=True, data=True):
        events.add(subject, target, str(key), tie)
    return {
        "title": title,
        "notice": notice,
        "base": BASE,
        "types": list(TYPES),
        "statuses": list(STATUSES),
        "relations": _relations(events.relations.values),
        "families": _families(events.relations.values),
        "countries": countries,
        "other": palette()["other"],
        "nodes": _nodes(network, places, importance, sizes, country_of),
        "events": events.columns,
        "reports": events.reports,
        "occasions": len(events.occasions.values),
        "articles": events.articles.values,
        "sources": events.sources.values,
        "places": events.places.values,
        "sentences": events.sentences.values,
    }


def _importance(network: nx.MultiDiGraph) -> list[float]:
    degree = dict(network.degree())
    top = max(degree.values(), default=0) or 1
    return [round(float(d.get("importance") or degree[n] / top), 4) for n, d in network.nodes(data=True)]


def _pairs(network: nx.MultiDiGraph, order: dict[str, int]) -> dict[tuple[int, int], float]:
    occasions: dict[tuple[int, int], set[str]] = {}
    for subject, target, key, tie in network.edges(keys=True, data=True):
        i, j = order[subject], order[target]
        if i != j:
            occasions.setdefault((min(i, j), max(i, j)), set()).add(str(tie.get("occasion") or key))
    return {pair: float(len(acts)) for pair, acts in occasions.items()}


def _countries(network: nx.MultiDiGraph) -> tuple[list[dict[str, Any]], list[int]]:
    """The countries by the ties of their actors, the first ones with a colour of their own; each actor's or -1."""
    labels: dict[str, dict[str, str]] = {}
    count: Counter[str] = Counter()
    for node, d in network.nodes(data=True):
        country = d.get("country") or (node if d.get("type") == "Country" else None)
        if country:
            count[country] += 1 + network.degree(node)
            own = network.nodes[country].get("labels") if country in network else None
            labels.setdefault(country, d.get("country_labels") or own or {})
    ranked = sorted(count, key=lambda c: (-count[c], c))
    colours = palette()["countries"]
    table = [
        {
            "id": c,
            "labels": labels[c],
            "colour": colours[k] if k < len(colours) else None,
            "turkish": _is_turkey(labels[c]),
        }
        for k, c in enumerate(ranked)
    ]
    at = {c: k for k, c in enumerate(ranked)}
    of = [
        at.get(d.get("country") or (node if d.get("type") == "Country" else ""), -1)
        for node, d in network.nodes(data=True)
    ]
    return table, of


def _is_turkey(labels: dict[str, str]) -> bool:
    return labels.get("tr") == "Türkiye" or labels.get("en") in ("Turkey", "Türkiye")


def _nodes(
    network: nx.MultiDiGraph, places: Points, importance: list[float], sizes: list[float], country: list[int]
) -> dict[str, list[Any]]:
    rows = list(network.nodes(data=True))
    return {
        "id": [_short(str(node)) for node, _ in rows],
        "type": [TYPES.index(d["type"]) if d.get("type") in TYPES else len(TYPES) - 1 for _, d in rows],
        "labels": [_labels(d.get("labels"), node) for node, d in rows],
        "aliases": [[str(a) for a in d.get("aliases") or ()] for _, d in rows],
        "country": country,
        "wikidata": [d.get("wikidata") for _, d in rows],
        "offices": [[_office(o) for o in d.get("offices") or ()] for _, d in rows],
        "importance": importance,
        "r": [round(s, 1) for s in sizes],
        "x": [round(float(x), 1) for x in places[:, 0]],
        "y": [round(float(y), 1) for y in places[:, 1]],
    }


def _labels(labels: dict[str, str] | None, node: Any) -> dict[str, str]:
    kept = {str(k): str(v) for k, v in (labels or {}).items() if v}
    return kept or {"ar": str(node).rsplit("/", 1)[-1]}


def _office(office: dict[str, Any]) -> dict[str, Any]:
    record = {
        "title": office.get("title"),
        "titles": office.get("titles") or office.get("labels"),
        "of": office.get("of_labels"),
        "begin": _text(office.get("begin")),
        "end": _text(office.get("end")),
        "former": bool(office.get("former")) or None,
        "until": _text(office.get("until")),
    }
    return {k: v for k, v in record.items() if v}


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _short(iri: str) -> str:
    return iri.removeprefix(BASE)


def _relations(names: Iterable[str]) -> list[dict[str, Any]]:
    known = relation_types()
    return [_relation(name, known.get(name)) for name in names]


def _relation(name: str, kind: RelationType | None) -> dict[str, Any]:
    if kind is None:
        return {"name": name, "family": "state", "symmetric": False, "label": {"en": name}, "noun": {"en": name}}
    return {
        "name": name,
        "family": kind.family,
        "symmetric": kind.symmetric,
        "label": kind.label,
        "noun": kind.noun,
        "order": list(relation_types()).index(name),
    }


def _families(names: Iterable[str]) -> list[dict[str, Any]]:
    """The families of these relations in the palette's order; one that the palette lacks takes a spare colour."""
    known = relation_types()
    used = {known[n].family if n in known else "state" for n in names}
    colours, spare = palette()["families"], palette()["spare"]
    extra = sorted(used - set(colours))
    table = [
        {"name": f, "label": {k: c[k] for k in ("ar", "en")}, "colour": c} for f, c in colours.items() if f in used
    ]
    table += [{"name": f, "label": {"en": f}, "colour": spare[k % len(spare)]} for k, f in enumerate(extra)]
    return [t | {"colour": {k: t["colour"][k] for k in ("light", "dark")}} for t in table]


class _Events:
    """Events and reports as columns, filled one tie at a time."""

    def __init__(self, order: dict[str, int]) -> None:
        self.order = order
        self.relations, self.occasions, self.articles = _Table(), _Table(), _Table()
        self.sources, self.places, self.sentences = _Table(), _Table(), _Table()
        names = ("id", "s", "o", "rel", "date", "begin", "end", "status", "place", "occasion", "conf", "caps", "first")
        self.columns: dict[str, list[Any]] = {n: [] for n in names}
        self.reports: dict[str, list[Any]] = {
            n: [] for n in ("article", "sentence", "start", "t0", "t1", "conf", "status")
        }

    def add(self, subject: str, target: str, key: str, tie: dict[str, Any]) -> None:
        begin, end = _interval(tie)
        place = tie.get("place")
        row = {
            "id": _short(key),
            "s": self.order[subject],
            "o": self.order[target],
            "rel": self.relations.add(str(tie["relation"])),
            "date": _text(tie.get("date")),
            "begin": begin,
            "end": end,
            "status": STATUSES.index(tie["status"]) if tie.get("status") in STATUSES else 0,
            "place": -1 if not place else self.places.add(place, self._place(place, tie)),
            "occasion": self.occasions.add(str(tie.get("occasion") or key)),
            "conf": round(100 * float(tie.get("confidence") or 0)),
            "caps": self._capacities(tie),
            "first": len(self.reports["article"]),
        }
        for name, value in row.items():
            self.columns[name].append(value)
        for report in tie.get("reports") or ():
            self._report(report)

    def _place(self, place: str, tie: dict[str, Any]) -> dict[str, Any]:
        return {"id": _short(str(place)), "labels": _labels(tie.get("place_labels"), place)}

    def _capacities(self, tie: dict[str, Any]) -> dict[str, Any] | int:
        held = {
            str(self.order[p]): o for p, o in sorted((tie.get("capacities") or {}).items()) if p in self.order and o
        }
        return held or 0

    def _report(self, report: dict[str, Any]) -> None:
        text = str(report.get("text") or "")
        start, trigger = int(report.get("start") or 0), report.get("trigger")
        first, last = (_utf16(text, int(t) - start) for t in trigger) if trigger else (0, 0)
        row = {
            "article": self._article(report),
            "sentence": self.sentences.add(text),
            "start": start,
            "t0": first,
            "t1": last,
            "conf": round(100 * float(report.get("confidence") or 0)),
            "status": STATUSES.index(report["status"]) if report.get("status") in STATUSES else 0,
        }
        for name, value in row.items():
            self.reports[name].append(value)

    def _article(self, report: dict[str, Any]) -> int:
        source = report.get("source")
        record = {
            "id": _short(str(report.get("article"))),
            "title": report.get("title"),
            "source": -1 if not source else self.sources.add(str(source)),
            "published": _text(report.get("published")),
            "url": _web(report.get("url")),
            "synthetic": bool(report.get("synthetic")),
        }
        return self.articles.add(report.get("article"), record)


def _web(url: Any) -> str | None:
    """The address where it is one of the web; anything else never becomes a link."""
    text = str(url or "").strip()
    return text if text.lower().startswith(("http://", "https://")) else None


def _utf16(text: str, at: int) -> int:
    """The index in UTF-16 units, as JavaScript counts, of a code point index."""
    head = text[: max(0, at)]
    return len(head) + sum(1 for c in head if ord(c) > 0xFFFF)


def _interval(tie: dict[str, Any]) -> tuple[int | None, int | None]:
    """First and last day, in days since 1970, on which the event can have been; None where nothing is known."""
    begin, end = tie.get("begin"), tie.get("end")
    known = tie.get("date")
    first = _day(str(begin or known), last=False) if begin or known else None
    final = _day(str(end or known or begin), last=True) if end or known or begin else None
    return first, final


def _day(text: str, *, last: bool) -> int | None:
    try:
        parts = [int(p) for p in text[:10].split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
        day = parts[2] if len(parts) > 2 else (calendar.monthrange(year, month)[1] if last else 1)
        return date(year, month, day).toordinal() - _EPOCH
    except (ValueError, IndexError):
        return None
