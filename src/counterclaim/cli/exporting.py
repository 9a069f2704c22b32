"""`export`: a case as bytes, to stdout, to a file or to a folder, each file in one piece."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from counterclaim.board import summary
from counterclaim.cli import clock
from counterclaim.cli.exits import Code
from counterclaim.cli.flags import Flags
from counterclaim.cli.moments import as_asked, stood_as_typed
from counterclaim.cli.screen import Screen, counted
from counterclaim.export import (
    FORMATS,
    SCHEMAS,
    Archiver,
    Chronicler,
    Earlier,
    Exporter,
    chronicle,
    format_called,
)
from counterclaim.moments import Stood, entry_of, moment, name_of
from counterclaim.problems import UsageError
from counterclaim.store import Store, open_store

_STDOUT = Path("-")

Known = Exporter | Chronicler | Archiver


def export(
    flags: Flags, name: str | None, output: Path | None, since: str | None = None, *, schema: bool = False
) -> Code:
    """Write a case in a format; without one, list the formats there are."""
    screen = Screen(flags)
    if name is None:
        return _list_formats(screen)
    known = format_called(name)  # an unknown name is refused before anything is opened
    if schema:
        return _give_schema(screen, known)
    _refuse_what_is_not_heeded(known, flags, since)
    target = None if output in {None, _STDOUT} else output
    if target is not None:
        refuse_to_overwrite_case(target, flags.case)
    with open_store(flags.case, waiting=screen.warn) as store:
        stood = as_asked(store, screen)
        if isinstance(known, Exporter) and known.files and target and target.suffix != known.suffix:
            return _give_folder(screen, known, target, stood)
        _give(screen, known, target, stood, _pieces(screen, known, store, stood, since))
    return Code.OK


def _refuse_what_is_not_heeded(known: Known, flags: Flags, since: str | None) -> None:
    if isinstance(known, Archiver) and flags.as_of is not None:
        raise UsageError("an archive holds the whole log with all its times: leave --as-of out")
    if since is not None and not (isinstance(known, Exporter) and known.since):
        told = ", ".join(one.name for one in FORMATS if isinstance(one, Exporter) and one.since)
        raise UsageError(f"--since has no part in {known.name}: it is for {told}")


# -- What is written ---------------------------------------------------------------------------


def _pieces(screen: Screen, known: Known, store: Store, stood: Stood, since: str | None) -> Iterable[bytes]:
    """Return what is to be written, in one piece or, where it may be long, in many."""
    if isinstance(known, Archiver):
        return known.write(store)
    if isinstance(known, Chronicler):
        return [known.write(chronicle(store, stood.sequence))]
    earlier = _earlier(screen, store, stood, since) if known.since else None
    if known.since and earlier:
        return [known.since(stood.snapshot, earlier)]
    return [known.write(stood.snapshot)]


def _earlier(screen: Screen, store: Store, stood: Stood, since: str | None) -> Earlier | None:
    """Return the case as it stood at the moment or entry of --since, or else the day before.

    None where it held nothing then, which is said.
    """
    now = clock.now()
    last = entry_of(store, stood.sequence) if screen.flags.as_of is not None else None
    until = stood.moment or (last.recorded if last else now)
    typed = since if since is not None else moment("yesterday", until).date().isoformat()
    before = stood_as_typed(store, typed, now)
    if before.sequence > stood.sequence or (before.moment or until) > until:
        raise UsageError(f"--since {since!r} is later than what is exported: give an earlier moment")
    if before.sequence == 0:
        screen.note(f"the case held nothing at {name_of(before)}: what is new since is not told; see --since")
        return None
    return Earlier(before.snapshot, name_of(before), typed)


@dataclass(slots=True)
class _Passing:
    """Pieces, and how much of them has passed: an archive may be larger than the memory."""

    pieces: Iterable[bytes]
    lines: int = 0
    size: int = 0

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces, and count them."""
        for piece in self.pieces:
            self.lines += piece.count(b"\n")
            self.size += len(piece)
            yield piece


def _give(screen: Screen, known: Known, target: Path | None, stood: Stood, pieces: Iterable[bytes]) -> None:
    """Write to stdout or to a file, and say how much of what."""
    passing = _Passing(pieces)
    if target is None:
        for piece in passing:
            screen.write(piece)
    elif screen.flags.dry_run:
        deque(passing, maxlen=0)
    else:
        write_pieces(target, passing)
    rows = counted(passing.lines, "line") if isinstance(known, Archiver) else known.rows(b"".join(pieces))
    size = f"{rows}; {passing.size:,} bytes"
    if target is None:
        screen.note(f"{rows}: {summary(stood.snapshot)}")
    elif screen.flags.dry_run:
        screen.note(f"would write {target} ({size}); nothing was written")
    else:
        screen.note(f"wrote {target} ({size}): {summary(stood.snapshot)}")


def _give_folder(screen: Screen, known: Exporter, folder: Path, stood: Stood) -> Code:
    """Write a format of several files into a folder, which is made; other files in it are left alone."""
    assert known.files is not None
    files = known.files(stood.snapshot)
    rows = known.rows(known.write(stood.snapshot))
    if screen.flags.dry_run:
        screen.note(f"would write {counted(len(files), 'file')} into {folder} ({rows}); nothing was written")
        return Code.OK
    write_folder(folder, files)
    named = f"{counted(len(files), 'file')} into {folder}"
    screen.note(f"wrote {named} ({rows}): {summary(stood.snapshot)}")
    return Code.OK


def _list_formats(screen: Screen) -> Code:
    header = ("format", "suffix", "media_type", "what", "opens")
    rows = [(known.name, known.suffix, known.media_type, known.help, known.opens) for known in FORMATS]
    screen.listing([dict(zip(header, row, strict=True)) for row in rows], header, rows)
    screen.note(f"{counted(len(rows), 'format')}; one of them: {screen.flags.command('export', 'csv')}")
    return Code.OK


def _give_schema(screen: Screen, known: Known) -> Code:
    """Write the JSON Schema of a format."""
    schema = SCHEMAS.get(known.name)
    if schema is None:
        raise UsageError(f"{known.name} has no schema of ours; there are schemas of: {', '.join(SCHEMAS)}")
    screen.write(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n")
    return Code.OK


# -- Files -------------------------------------------------------------------------------------


def refuse_to_overwrite_case(target: Path, case: Path) -> None:
    """Raise UsageError where an export would be written over the case it is made from."""
    if target.exists() and case.exists() and target.samefile(case):
        raise UsageError(f"{target} is the case itself; choose another file for the export")


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, which is made if it is not there, each in one piece."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_pieces(folder / name, [content])


def write_atomically(target: Path, content: bytes) -> None:
    """Write a file so that others see the old one or the whole new one, and a link stays a link."""
    write_pieces(target, [content])


def write_pieces(target: Path, pieces: Iterable[bytes]) -> int:
    """Write a file piece by piece, with others seeing the old one or the whole new one; return its size.

    What is no regular file (a device, a pipe) cannot be replaced and is written to as it is.
    """
    real = target.resolve()
    if real.exists() and not real.is_file():
        return real.write_bytes(b"".join(pieces))  # a folder says so itself
    unfinished = real.with_name(f".{real.name}.{os.getpid()}.part")
    try:
        with unfinished.open("xb") as file:
            size = sum(file.write(piece) for piece in pieces)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(real)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error  # the name that was asked for
    else:
        return size
    finally:
        unfinished.unlink(missing_ok=True)
