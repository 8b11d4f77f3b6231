"""Names found in running text: a trie over folded tokens, the longest match from each place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ontology.folding import fold

T = TypeVar("T")

# Words that newspapers write joined to the next or apart from it: «عبد الله» and «عبدالله».
_JOINING = frozenset({"عبد", "ابو", "ابي", "ابا", "ابن", "بن", "نور", "سيف", "علاء"})
_CLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """Tokens `first`..`last` (exclusive) name `values`; `clitic` was cut off the first token («وب», «ل»)."""

    first: int
    last: int
    clitic: str
    values: tuple[T, ...]


@dataclass(slots=True)
class _Node(Generic[T]):
    values: list[T] = field(default_factory=list)
    next: dict[str, _Node[T]] = field(default_factory=dict)


class Matcher(Generic[T]):
    """Finds known names in sequences of folded tokens, in one pass."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        for name, value in entries:
            for tokens in _writings(fold(name).split()):
                self._insert(tokens, value)

    def _insert(self, tokens: Sequence[str], value: T) -> None:
        node = self._root
        for token in tokens:
            node = node.next.setdefault(token, _Node())
        if tokens and value not in node.values:
            node.values.append(value)

    def find(self, tokens: Sequence[str], *, clitics: bool = True) -> list[Match[T]]:
        """All longest matches from left to right, none overlapping; `tokens` are folded."""
        found: list[Match[T]] = []
        at = 0
        while at < len(tokens):
            match = self.at(tokens, at, clitics=clitics)
            if match:
                found.append(match)
            at = match.last if match else at + 1
        return found

    def at(self, tokens: Sequence[str], first: int, *, clitics: bool = True) -> Match[T] | None:
        """The longest match that begins at `first`, or None; a token as it stands goes before one cut."""
        for clitic, start in _cuts(tokens[first]) if clitics else (("", tokens[first]),):
            match = self._walk(tokens, first, clitic, start)
            if match:
                return match
        return None

    def _walk(self, tokens: Sequence[str], first: int, clitic: str, start: str) -> Match[T] | None:
        node = self._root.next.get(start)
        best: Match[T] | None = None
        last = first + 1
        while node is not None:
            if node.values:
                best = Match(first, last, clitic, tuple(node.values))
            node = node.next.get(tokens[last]) if last < len(tokens) else None
            last += 1
        return best

    def exact(self, name: str) -> tuple[T, ...]:
        """What the whole of `name` stands for; empty where it is unknown."""
        tokens = fold(name).split()
        match = self._walk(tokens, 0, "", tokens[0]) if tokens else None
        return match.values if match and match.last == len(tokens) else ()


def _writings(tokens: list[str]) -> Iterator[list[str]]:
    """The tokens, and with «عبد»، «أبو»… joined to what follows."""
    yield tokens
    joined: list[str] = []
    for token in tokens:
        if joined and joined[-1] in _JOINING:
            joined[-1] += token
        else:
            joined.append(token)
    if len(joined) < len(tokens):
        yield joined


def _cuts(token: str) -> Iterator[tuple[str, str]]:
    """A token whole, then with attached particles cut off: «وبالرياض» gives «الرياض», «للعراق» «العراق»."""
    yield "", token
    for clitic in _CLITICS:
        rest = token[len(clitic) :]
        if token.startswith(clitic) and len(rest) > 2:
            yield clitic, rest
            if clitic.endswith("ل") and rest.startswith("ل"):
                yield clitic, "ا" + rest
                yield clitic, "ال" + rest
