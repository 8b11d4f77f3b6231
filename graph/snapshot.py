"""The derivation as it stands in memory, kept in a file: so one more article does not read all others back.

It is a cache and no record: it is used only where it was made from exactly the articles, verdicts and code at
hand, and may be deleted at any time. The file is Python's pickle, read by a reader that can make nothing but
the records of the derivation, so that a graph folder from somebody else can run no code.
"""

from __future__ import annotations

import gc
import io
import pickle
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from graph.current import Current
from graph.current_occasions import Occasions
from graph.folder import replacing
from graph.identity.groups import Cluster, Group, Link
from graph.identity.register import Register
from graph.identity.resolver import Resolver
from ingest.extraction import Entity, Evidence, Position, Relation

_MAGIC = b"rawabit derivation 1\n"
_FLAT: tuple[type, ...] = (Group, Cluster, Link)
"""Classes whose objects point to one another in long chains: each is written by itself, and named by its number."""
_PLAIN: dict[tuple[str, str], Any] = {
    ("builtins", "set"): set,
    ("builtins", "frozenset"): frozenset,
    ("builtins", "dict"): dict,
    ("collections", "Counter"): Counter,
    ("collections", "defaultdict"): defaultdict,
}
_SAID = (Entity, Relation, Position)
_DROPPED: dict[str, Any] = {"mentions": (), "evidence": Evidence(0, 0, "")}
"""What articles say is kept without passages: nothing is derived from those, and they are most of it."""
_WHOLE = (Current, Occasions, Resolver)
_ROOMS = ("graph.current", "graph.events", "graph.identity.", "graph.provenance", "ingest.extraction")


class Snapshot:
    """The file of one graph folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def drop(self) -> None:
        """Delete it: the graph is about to change."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def save(self, current: Current, key: str) -> None:
        """Keep a derivation under the key of what it was made from; nothing where it cannot be written."""
        try:
            with _quiet():
                content = _written(current)
        except (pickle.PicklingError, TypeError, AttributeError, RecursionError):
            return  # a derivation with something of its own in it is derived anew next time
        with suppress(OSError), replacing(self.path) as part, part.open("wb") as file:
            file.writelines((_MAGIC, key.encode(), sha256(content).digest(), content))

    def load(self, key: str, register: Register) -> Current | None:
        """The derivation kept under this key, over a register of the known actors; None where there is none."""
        try:
            content = self.path.read_bytes()
        except OSError:
            return None
        head = len(_MAGIC) + len(key)
        if (
            content[:head] != _MAGIC + key.encode()
            or content[head : head + 32] != sha256(content[head + 32 :]).digest()
        ):
            return None
        try:
            with _quiet():
                return _read(content[head + 32 :], register)
        except Exception:  # noqa: BLE001 - whatever is wrong with a cache, it is as good as absent
            return None


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the collector, which would walk over all objects again and again while they are made."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _flat(number: int) -> Any:  # stands for an object in the file; the reader puts its own in its place
    raise pickle.UnpicklingError(f"object {number} read without its table")


def _register() -> Any:  # likewise, for the register of known actors
    raise pickle.UnpicklingError("register read without one")


@cache
def _parts(kind: Any) -> Callable[[Any], tuple[Any, ...]] | None:
    """How to take a record apart into what its class is called with; None for what is no plain record."""
    if kind in _WHOLE or not is_dataclass(kind):
        return None
    names = [f.name for f in fields(kind)]
    dropped = {name: _DROPPED[name] for name in names if kind in _SAID and name in _DROPPED}
    return lambda value: tuple(dropped[n] if n in dropped else getattr(value, n) for n in names)


class _Writer(pickle.Pickler):
    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, protocol=5)
        self.numbers: dict[int, int] = {}
        self.objects: list[Any] = []

    def reducer_override(self, value: Any) -> Any:
        kind: Any = type(value)
        if kind is Register:
            return _register, ()
        if kind not in _FLAT:
            parts = _parts(kind)
            return (kind, parts(value)) if parts else NotImplemented
        number = self.numbers.get(id(value))
        if number is None:
            number = self.numbers[id(value)] = len(self.objects)
            self.objects.append(value)
        return _flat, (number,)


def _written(current: Current) -> bytes:
    body = io.BytesIO()
    writer = _Writer(body)
    writer.dump(current)
    at = 0
    while at < len(writer.objects):  # writing one may bring in others
        value = writer.objects[at]
        writer.dump([getattr(value, field.name) for field in fields(value)])
        at += 1
    kinds = bytes(_FLAT.index(type(value)) for value in writer.objects)
    return len(kinds).to_bytes(8, sys.byteorder) + kinds + body.getvalue()


def _is_record(kind: type) -> bool:
    return is_dataclass(kind) or issubclass(kind, tuple) or kind in _WHOLE


class _Reader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, objects: list[Any], register: Register) -> None:
        super().__init__(file)
        self._stand_ins = {"_flat": objects.__getitem__, "_register": lambda: register}

    def find_class(self, module: str, name: str) -> Any:
        """Only the records of the derivation, and plain collections: nothing that could do anything."""
        if module == __name__ and name in self._stand_ins:
            return self._stand_ins[name]
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        if module.startswith(_ROOMS) and module in sys.modules:
            found = getattr(sys.modules[module], name, None)
            if isinstance(found, type) and found.__module__ == module and _is_record(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record of a derivation")


def _read(content: bytes, register: Register) -> Current:
    size = int.from_bytes(content[:8], sys.byteorder)
    objects: list[Any] = [object.__new__(_FLAT[kind]) for kind in content[8 : 8 + size]]
    reader = _Reader(io.BytesIO(content[8 + size :]), objects, register)
    current = reader.load()
    if not isinstance(current, Current):
        raise pickle.UnpicklingError("no derivation")
    for value in objects:
        for field, content_of_field in zip(fields(value), reader.load(), strict=True):
            object.__setattr__(value, field.name, content_of_field)
    return current
