"""From what the user names to the files to read: folders are walked in order, loops are noticed."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.readers.problem import Problem

READABLE = (".txt", ".text", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".html", ".htm", ".xhtml", ".docx")
_NOT_ARTICLES = frozenset({"thumbs.db", "desktop.ini"})
_GIVE = "give .txt, .json, .jsonl, .csv, .html or .docx files"
_CONVERT = {
    ".pdf": "copy its text into a .txt file, or export it as .docx",
    ".doc": "save it as .docx",
    ".rtf": "save it as .docx or as plain text",
    ".odt": "save it as .docx or as plain text",
    ".xlsx": "save the sheet as CSV (UTF-8)",
    ".xls": "save the sheet as CSV (UTF-8)",
    ".zip": "unpack it and give the folder",
    ".gz": "unpack it",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its path, the name to show for it, and the metadata file beside it, if any."""

    path: Path
    metadata: Path | None = None

    @property
    def shown(self) -> str:
        """The path as the user would write it."""
        return str(self.path)


def sources(name: str | Path) -> Iterator[Source | Problem]:
    """The files that a named file or folder stands for, sorted, or why there are none."""
    path = Path(name)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield _unreachable(path, error)
        return
    except ValueError:
        yield Problem(str(path), None, "is no file name", "check the name")
        return
    if stat.S_ISDIR(mode):
        yield from _walk(path, {os.path.realpath(path): str(path)})
    else:
        yield from _named_file(path)


def _named_file(path: Path) -> Iterator[Source | Problem]:
    if path.suffix.lower() not in READABLE:
        yield _unknown(path)
    else:
        yield Source(path, _metadata_of(path))


def _walk(folder: Path, seen: dict[str, str]) -> Iterator[Source | Problem]:
    """The files below a folder; `seen` holds the real paths of the folders entered so far."""
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        yield _unreachable(folder, error)
        return
    entries = [e for e in entries if not e.name.startswith(".") and e.name.lower() not in _NOT_ARTICLES]
    names = {e.name for e in entries}
    strangers: list[Path] = []
    for entry in entries:
        for found in _entry(entry, folder / entry.name, names, seen):
            if isinstance(found, Path):
                strangers.append(found)
            else:
                yield found
    if strangers:
        yield _strangers(folder, strangers)
    if not entries:
        yield Problem(str(folder), None, "is an empty folder", "nothing to read", fatal=len(seen) == 1)


def _entry(
    entry: os.DirEntry[str], path: Path, names: set[str], seen: dict[str, str]
) -> Iterator[Source | Problem | Path]:
    """What one entry of a folder gives; a file of an unknown kind comes as its path."""
    try:
        is_folder, is_file = entry.is_dir(), entry.is_file()
        path.stat()
    except OSError as error:
        yield _unreachable(path, error)
        return
    if is_folder:
        yield from _enter(path, seen)
    elif not is_file:
        yield Problem(str(path), None, "is no regular file", "give files and folders only")
    elif path.suffix.lower() not in READABLE:
        yield path
    elif not _is_metadata(path, names):
        yield Source(path, _metadata_of(path))


def _enter(path: Path, seen: dict[str, str]) -> Iterator[Source | Problem]:
    real = os.path.realpath(path)
    if Path(os.path.realpath(path.parent)).is_relative_to(real):
        yield Problem(str(path), None, "is a link back to a folder it lies in (a loop)", "remove the link")
        return
    if real in seen:
        yield Problem(str(path), None, f"is the same folder as {seen[real]}", "it is read once", fatal=False)
        return
    seen[real] = str(path)
    yield from _walk(path, seen)


def _metadata_of(path: Path) -> Path | None:
    """`NAME.json` beside `NAME.txt`."""
    beside = path.with_suffix(".json")
    return beside if path.suffix.lower() in (".txt", ".text") and beside.is_file() else None


def _is_metadata(path: Path, names: set[str]) -> bool:
    return path.suffix.lower() == ".json" and bool({path.stem + ".txt", path.stem + ".text"} & names)


def text_beside(path: Path) -> Path | None:
    """The text file whose metadata a JSON file is, if there is one."""
    if path.suffix.lower() != ".json":
        return None
    return next((p for p in (path.with_suffix(".txt"), path.with_suffix(".text")) if p.is_file()), None)


def _unknown(path: Path) -> Problem:
    """A file of a kind that is not read, named by the user."""
    suffix = path.suffix.lower()
    what = f"{suffix} files are not read" if suffix else "has no known file ending"
    return Problem(str(path), None, what, _CONVERT.get(suffix, _GIVE))


def _strangers(folder: Path, paths: Sequence[Path]) -> Problem:
    """The files of a folder that are of kinds that are not read: a notice, for they may be no articles."""
    counts = Counter(p.suffix.lower() or "without ending" for p in paths)
    kinds = ", ".join(f"{n} {suffix}" if n > 1 else suffix for suffix, n in counts.items())
    remedies = dict.fromkeys(_CONVERT[suffix] for suffix in counts if suffix in _CONVERT)
    what = f"passed over {len(paths)} file{'s' if len(paths) > 1 else ''} of other kinds ({kinds})"
    return Problem(str(folder), None, what, "; ".join(remedies), fatal=False)


def _unreachable(path: Path, error: OSError) -> Problem:
    return unreadable(str(path), error, link=path.is_symlink())


def unreadable(shown: str, error: OSError, *, link: bool = False) -> Problem:
    """The problem of a file that the system would not open or read."""
    if isinstance(error, FileNotFoundError):
        what, remedy = ("is a link to nothing", "remove or mend it") if link else ("does not exist", "check the path")
    elif isinstance(error, PermissionError):
        what, remedy = "may not be read by this user", "change its permissions"
    elif error.errno == 40:  # ELOOP: links that lead to each other
        what, remedy = "is a link that leads back to itself", "remove the link"
    else:
        what, remedy = f"cannot be read ({error.strerror or error})", "check the disk and the name"
    return Problem(shown, None, what, remedy)
