"""What `current` is made with, besides the articles: code, packaged data, the analyst's gazetteer and verdicts.

A graph keeps the fingerprint of what it was derived with. So a graph derived by another version, or before the
gazetteer or the verdicts changed, is known as such: a writer derives it anew, a reader is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from graph.folder import Folder
from graph.review import JudgementLog

_CODE = ("article_graph.py", "events.py", "provenance.py", "review.py", "terms.py", "identity")
"""What decides the derivation in `graph`, besides `current*.py`."""
_ON_IDENTITY = b'"identity": "'
"""In a line of the log that is about identity, and (quotes being escaped in JSON) in no other."""


@cache
def code_digest() -> str:
    """Sixteen hexadecimal digits over the code and the packaged data that decide what is derived."""
    digest = sha256()
    graph = files("graph")
    parts = [p for p in graph.iterdir() if p.name in _CODE or p.name.startswith("current")]
    for part in (files("ontology"), *sorted(parts, key=lambda p: p.name)):
        for path, file in sorted(_sources(part, part.name), key=lambda found: found[0]):
            digest.update(path.encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _sources(part: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    if part.is_file():
        yield path, part
    elif part.name != "__pycache__":
        for entry in part.iterdir():
            yield from _sources(entry, f"{path}/{entry.name}")


def added_digest(folder: Folder) -> str:
    """Digest of what the analyst added to the derivation: the own gazetteer, and what is decided on identity."""
    gazetteer = folder.gazetteer.read_bytes() if folder.gazetteer.exists() else b""
    log = folder.judgements.read_bytes().split(b"\n") if folder.judgements.exists() else []
    return sha256(b"\n".join((gazetteer, *(line for line in log if _ON_IDENTITY in line)))).hexdigest()


def fingerprint(added: str, log: JudgementLog) -> str:
    """The fingerprint of a derivation: the code's digest, a hyphen, that of what was added and of the verdicts."""
    return f"{code_digest()}-{sha256(f'{added} {log.digest()}'.encode()).hexdigest()[:32]}"


def difference(stored: str, now: str, *, added_known: bool = True) -> str | None:
    """What sets a stored fingerprint apart from the present one, in words for the user; None where nothing does.

    Without `added_known` (a server read without its home) only the code can be compared.
    """
    if stored.partition("-")[0] != now.partition("-")[0]:
        return "its actors, events and offices were derived by another version of Rawabit"
    if added_known and stored != now:
        return "its gazetteer or its verdicts have changed since its actors, events and offices were derived"
    return None
