"""Files and folders to readings: which reader for which file, and what is not read at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from counterclaim.problems import Problem, ProblemKind
from counterclaim.read.jsonl import read_jsonl
from counterclaim.read.metadata import Loaded, details_beside, is_metadata
from counterclaim.read.reading import NOTHING_TOLD, Details, Reader, Reading, flag_future
from counterclaim.read.text import read_text
from counterclaim.read.webpage import read_webpage

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": read_text,
        ".md": read_text,
        ".html": read_webpage,
        ".htm": read_webpage,
        ".jsonl": read_jsonl,
    }
)
"""Every format that can be read, by the end of a file's name."""

LIMIT = 20_000_000
"""The largest file, in bytes, that is read unless the caller allows more."""


def read(
    path: Path, details: Details = NOTHING_TOLD, *, today: date | None = None, limit: int = LIMIT
) -> Iterator[Reading | Problem]:
    """Yield a reading or a problem for every report of a file, or of a folder in the order of its paths.

    Hidden files and metadata files are left out of a folder; whatever else cannot be read is a problem.

    Args:
        path: a file, or a folder, which is walked with its subfolders.
        details: what is told about all of them; it outweighs metadata files, and these the files themselves.
        today: the day after which a date of publication is flagged; None to flag none.
        limit: the largest file to read, in bytes.
    """
    folder = _is_folder(path)
    walk = _Walk(path if folder else path.parent, details, limit)
    for found in _files(path) if folder else (path,):
        for item in (found,) if isinstance(found, Problem) else _read_file(found, walk):
            yield item if today is None or isinstance(item, Problem) else flag_future(item, today)


@dataclass(frozen=True, slots=True)
class _Walk:
    """What holds for every file of one walk; a folder's metadata file is read once and kept in `loaded`."""

    root: Path
    told: Details
    limit: int
    loaded: Loaded = field(default_factory=dict)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a path too long or not allowed is reported when it is opened
        return False


def _shown(name: str) -> str:
    """Return a path as text; bytes in it that are not UTF-8 are written out as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _files(root: Path) -> Iterator[Path | Problem]:
    """Yield the files of a folder and its subfolders, without hidden and metadata files, sorted by path.

    A link to a folder is not followed: what it leads to is read in its own place, or lies outside.
    """
    found: list[Path] = []
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            inside, files = _entries(folder)
        except OSError as error:
            name = _shown(folder.relative_to(root).as_posix())
            yield _unreadable(name, f"the folder cannot be opened: {error.strerror}")
            continue
        folders += inside
        found += files
    real = root.resolve()
    for file in sorted(found, key=lambda file: file.relative_to(root).parts):
        name = _shown(file.relative_to(root).as_posix())
        if file.is_symlink() and not _resolved(file).is_relative_to(real):
            yield _unreadable(
                name, "the link leads out of the folder", "give the file itself if it is wanted"
            )
        elif not file.is_dir():
            yield file


def _entries(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the subfolders, and whatever else is neither hidden nor metadata, links among it."""
    inside: list[Path] = []
    files: list[Path] = []
    suffixes = frozenset(READERS)
    for entry in folder.iterdir():
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            inside.append(entry)
        elif not is_metadata(entry.name, suffixes):
            files.append(entry)
    return inside, files


def _resolved(file: Path) -> Path:
    """Return where a link leads; a loop of links leads nowhere but to itself."""
    try:
        return file.resolve()
    except (OSError, RuntimeError):
        return file.absolute()


def _read_file(file: Path, walk: _Walk) -> Iterator[Reading | Problem]:
    """Yield what one file holds, completed from its metadata."""
    name = _shown(file.relative_to(walk.root).as_posix())
    raw = _bytes_of(file, name, walk.limit)
    if isinstance(raw, Problem):
        yield raw
        return
    beside, flags = details_beside(file, walk.root, name, walk.loaded)
    reader = READERS.get(file.suffix.lower(), _read_unknown)
    for item in reader(raw, name, walk.told.over(beside)):
        yield item if isinstance(item, Problem) else replace(item, flags=(*flags, *item.flags))


def _read_unknown(_raw: bytes, name: str, _details: Details) -> Iterator[Reading | Problem]:
    """Yield the problem that nothing here reads such a file."""
    reason = f"no reader for {Path(name).suffix or 'a file without a suffix'}"
    yield Problem(ProblemKind.UNKNOWN_FORMAT, name, reason, f"can be read: {', '.join(READERS)}")


def _bytes_of(file: Path, name: str, limit: int) -> bytes | Problem:
    """Return a file's bytes; pipes and devices, which may never end, are not opened."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return _unreadable(name, "not a regular file")
        with file.open("rb") as stream:
            raw = stream.read(limit + 1)
    except FileNotFoundError:
        return _unreadable(name, "there is no such file", "check the path")
    except OSError as error:
        return _unreadable(name, f"cannot be read: {error.strerror}")
    except ValueError as error:
        return _unreadable(name, f"not a path: {error}")
    if len(raw) > limit:
        reason = f"larger than {limit:,} bytes"
        return Problem(ProblemKind.TOO_LARGE, name, reason, "split it, or allow larger files")
    return raw


def _unreadable(name: str, reason: str, advice: str = "check the path and the permissions") -> Problem:
    return Problem(ProblemKind.MISSING, name, reason, advice)
