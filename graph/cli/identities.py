"""Commands on identity: why, merge, split, resolve, know."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.app import app
from graph.cli.console import Mistake, say
from graph.cli.options import Graph, Home

if TYPE_CHECKING:
    from graph.identity import Resolver
    from graph.identity.groups import Group
    from graph.identity.judgements import Merging
    from graph.identity.reasons import Decision
    from graph.library import Library

Author = Annotated[str | None, typer.Option("--author", "-a", metavar="NAME", help="Who decides; else the login name.")]
Reason = Annotated[str, typer.Option("--why", "-w", metavar="TEXT", help="Why, for the record.")]
Language = Annotated[str, typer.Option("--language", "-L", metavar="ar|en", help="Language of the reasons.")]
Node = Annotated[str, typer.Argument(metavar="NODE", help="A name, an IRI, ARTICLE/e3, or an id of the gazetteer.")]


@app.command()
def why(
    node: Node,
    graph: Graph,
    other: Annotated[
        str | None, typer.Argument(metavar="[OTHER]", help="A second node: why it is not the same.")
    ] = None,
    language: Language = "en",
    home: Home = None,
) -> None:
    """Tell in words why the mentions of a node are taken for one actor, or why two nodes are not.

    Examples:

    `rawabit why "أبو قصرة" --graph my-graph --language ar`

    `rawabit why "أحمد علي" a-2025/e4 --graph my-graph`
    """
    from graph.cli.opening import open_library
    from graph.identity.explaining import compared
    from graph.identity.explaining import why as explain

    if language not in {"ar", "en"}:
        raise Mistake("--language is ar or en")
    with open_library(graph, home, read_only=True) as library:
        resolver = _resolver(library)
        found = _one(resolver, node)
        second = _one(resolver, other) if other else found
        print(found if second == found else f"{found}\n{second}")
        lines = explain(resolver, found, language)
        for line in lines if second == found else compared(resolver, found, second, language):
            print(f"  {line}")


@app.command()
def merge(
    one: Annotated[str, typer.Argument(metavar="A", help="A node: a name, an IRI, ARTICLE/e3, a gazetteer id.")],
    other: Annotated[str, typer.Argument(metavar="B", help="The node that is the same actor.")],
    graph: Graph,
    reason: Reason = "",
    author: Author = None,
    home: Home = None,
) -> None:
    """Decide that two nodes are one actor. The decision is kept, replayed on every rebuild, and can be undone.

    Example: `rawabit merge "سمير الطحان" a-2025/e4 --why "same man, see his card" --graph my-graph`
    """
    from graph.cli.opening import open_library
    from graph.identity.explaining import merging

    with open_library(graph, home) as library:
        resolver = _resolver(library)
        try:
            judgement = merging(
                resolver, _one(resolver, one), _one(resolver, other), author=_author(author), time=_now(), why=reason
            )
        except ValueError as error:
            raise Mistake(f"{one}, {other}: {error}") from error
        _record(library, [judgement])
        print(f"merged: {_one(_resolver(library), one)}")


@app.command()
def split(
    node: Node,
    graph: Graph,
    parts: Annotated[
        list[str] | None, typer.Argument(metavar="[MENTION]...", help="Entities (ARTICLE/e3) that are someone else.")
    ] = None,
    reason: Reason = "",
    author: Author = None,
    home: Home = None,
) -> None:
    """Decide that a node holds more than one actor: take back a merge, or name the mentions that are someone else.

    Examples:

    `rawabit split "علي حسن" --graph my-graph`

    `rawabit split "علي حسن" --graph my-graph a-2025/e4 --why "the footballer"`
    """
    from graph.cli.opening import open_library
    from graph.identity.explaining import splittings

    with open_library(graph, home) as library:
        resolver = _resolver(library)
        found = _one(resolver, node)
        members = [_member(resolver, part) for part in parts or []]
        try:
            judgements = splittings(resolver, found, members, author=_author(author), time=_now(), why=reason)
        except ValueError as error:
            raise Mistake(f"{node}: {error}") from error
        _record(library, judgements)
        print(f"split: {found}")


@app.command()
def resolve(
    graph: Graph,
    most: Annotated[int, typer.Option("--most", "-n", min=1, metavar="N", help="How many pairs to show.")] = 20,
    listing: Annotated[bool, typer.Option("--list", "-l", help="Only list the doubtful pairs.")] = False,
    language: Language = "en",
    author: Author = None,
    home: Home = None,
) -> None:
    """Show the pairs that may be one actor, the likeliest first, and decide them: same, different or later.

    Example: `rawabit resolve --graph my-graph`
    """
    from graph.cli.opening import open_library

    with open_library(graph, home, read_only=listing) as library:
        resolver = _resolver(library)
        pairs = resolver.doubtful()[:most]
        if not pairs:
            print("no doubtful pairs")
            return
        judgements = _asked(library, resolver, pairs, language, listing=listing, author=_author(author))
        if judgements:
            _record(library, judgements)
            print(f"{len(judgements)} decided")


@app.command()
def know(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="An id: a new one, or one the gazetteer has.")],
    graph: Graph,
    kind: Annotated[str, typer.Option("--type", "-t", help="Person, Organization, Place or Group.")] = "",
    ar: Annotated[list[str] | None, typer.Option("--ar", help="An Arabic name; the first is the usual one.")] = None,
    en: Annotated[list[str] | None, typer.Option("--en", help="An English name.")] = None,
    tr: Annotated[list[str] | None, typer.Option("--tr", help="A Turkish name.")] = None,
    country: Annotated[str, typer.Option("--country", "-c", help="Its country, by name or id.")] = "",
    role: Annotated[str, typer.Option("--role", "-r", help="An office, such as foreign-minister.")] = "",
    of: Annotated[str, typer.Option("--of", help="What the office belongs to: a country's or body's id.")] = "",
    begin: Annotated[str, typer.Option("--begin", help="Since when: 2025-03-29, 2025-03 or 2025.")] = "",
    end: Annotated[str, typer.Option("--end", help="Until when.")] = "",
    checked: Annotated[
        str, typer.Option("--checked", help="Without an end: the last day for which you know it. Else it lasts.")
    ] = "",
    home: Home = None,
) -> None:
    """Add an actor, names or an office to the graph's own gazetteer, read over the packaged one.

    Examples:

    `rawabit know samir-tahhan --type Person --ar "سمير الطحان" --en "Samir Tahhan" --country syria -g my-graph`

    `rawabit know hakan-fidan --ar "حاقان فيدان" -g my-graph`
    """
    from graph.cli.opening import open_library
    from graph.identity.own import FILE, append_own

    record = {"id": identifier, "type": kind, "country": country, "role": role, "of": of}
    record |= {"begin": begin, "end": end, "checked": checked}
    for tag, names in (("ar", ar), ("en", en), ("tr", tr)):
        record |= _name_cells(tag, names or [], known=not kind)
    with open_library(graph, home) as library:
        try:
            actor = append_own(library.path / FILE, {k: v for k, v in record.items() if v})
        except ValueError as error:
            raise Mistake(str(error)) from error
        library.rebuild()
    print(f"{actor.id}: {', '.join(actor.names)}")


def _name_cells(tag: str, names: list[str], *, known: bool) -> dict[str, str]:
    """The first name is the label, the rest are aliases; of an actor that is known already all are aliases."""
    if known:
        return {f"{tag}_aliases": "|".join(names)}
    return {tag: names[0] if names else "", f"{tag}_aliases": "|".join(names[1:])}


def _resolver(library: Library) -> Resolver:
    from graph.identity import Resolver

    library.require_home()
    identity = library.identity()
    if not isinstance(identity, Resolver):
        raise TypeError(f"{type(identity)} gives no reasons")
    return identity


def _one(resolver: Resolver, text: str) -> str:
    from graph.identity.explaining import find, suggested

    found = find(resolver, text)
    near = [] if found else suggested(resolver, text)
    if near:
        raise Mistake(f"{text}: no node has this name; perhaps {'; '.join(near)}")
    if not found:
        raise Mistake(f"{text}: no such node; give a name as an article has it, an IRI, ARTICLE/e3 or a gazetteer id")
    if len(found) > 1:
        more = f" and {len(found) - 8} more" if len(found) > 8 else ""
        raise Mistake(f"{text}: several nodes are called that: {', '.join(found[:8])}{more}")
    return found[0]


def _member(resolver: Resolver, text: str) -> str:
    from graph.terms import local

    article, _, name = text.rpartition("/")
    for member in (text, local(article, name).value if article else ""):
        if resolver.knows(member):
            return member
    raise Mistake(f"{text}: no such mention; `rawabit why NODE` shows them as ARTICLE/e3")


def _record(library: Library, judgements: list[Merging]) -> None:
    from graph.identity.judgements import FILE, append_merging

    for judgement in judgements:
        append_merging(library.path / FILE, judgement)
    library.rebuild()


def _asked(
    library: Library,
    resolver: Resolver,
    pairs: list[tuple[Group, Group, Decision]],
    language: str,
    *,
    listing: bool,
    author: str,
) -> list[Merging]:
    """The judgements that the analyst gives on the pairs shown."""
    from graph.identity.explaining import apart, describe, merging

    found: list[Merging] = []
    for number, (one, other, decision) in enumerate(pairs, 1):
        for mark, group in ((f"{number}.", one), ("  ", other)):
            print(f"{mark} {describe(group, language)}")
            for line in _passages(library, group):
                print(f"      {line}")
        print(f"   {decision.score:.2f}: {decision.text(language)}")
        answer = (
            "l" if listing else typer.prompt("   [s]ame, [d]ifferent, [l]ater, [q]uit", default="l").strip().lower()[:1]
        )
        if answer == "q":
            break
        if answer == "s" and one.cluster is not other.cluster:
            nodes = [next(iter(sorted(g.members)), "") or f"{g.evidence.known}" for g in (one, other)]
            canonical = [_one(resolver, n) for n in nodes]
            found.append(merging(resolver, *canonical, author=author, time=_now()))
        if answer == "d":
            found.append(apart(one, other, author=author, time=_now()))
    return found


def _passages(library: Library, group: Group, most: int = 2) -> list[str]:
    """Where the articles name somebody: day, source and the words around the first mention."""
    from graph.terms import local_parts

    found = []
    for article, entity in sorted(filter(None, map(local_parts, group.members)))[:most]:
        record = library.record(article).info
        said = next((e for e in library.extraction(article).entities if e.id == entity), None)
        if said is None or not said.mentions:
            continue
        text, mention = library.text(article), said.mentions[0]
        around = " ".join(text[max(0, mention.start - 60) : mention.end + 60].split())
        found.append(f"{record.published or '?'} {record.source or ''}: …{around}…")
    return found


def _author(given: str | None) -> str:
    if given:
        return given
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        say("no login name: the decision is recorded as by “analyst”; --author NAME gives one")
        return "analyst"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
