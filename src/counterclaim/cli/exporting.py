"""`export`: a case as bytes, to stdout or, in one piece, to a file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from counterclaim.board import summary
from counterclaim.cli.exits import Code
from counterclaim.cli.flags import Flags
from counterclaim.cli.moments import as_asked
from counterclaim.cli.screen import Screen
from counterclaim.export import ARCHIVER, FORMATS, exporter
from counterclaim.ledger import Snapshot
from counterclaim.problems import UsageError
from counterclaim.store import Store, open_store

_STDOUT = Path("-")


def export(flags: Flags, name: str | None, output: Path | None) -> Code:
    """Write a case in a format; without one, list the formats there are."""
    screen = Screen(flags)
    if name is None:
        return _list_formats(screen)
    if name != ARCHIVER.name:
        exporter(name)  # an unknown name is refused before anything is opened
    elif flags.as_of is not None:
        raise UsageError("an archive holds the whole log with all its times: leave --as-of out")
    target = None if output in {None, _STDOUT} else output
    if target is not None:
        refuse_to_overwrite_case(target, flags.case)
    with open_store(flags.case, waiting=screen.warn) as store:
        snapshot = as_asked(store, screen).snapshot
        pieces = _pieces(store, name, snapshot)
        if target is None:
            for piece in pieces:
                screen.write(piece)
        elif flags.dry_run:
            size = sum(len(piece) for piece in pieces)
            screen.note(f"would write {target} ({size:,} bytes); nothing was written")
        else:
            size = write_pieces(target, pieces)
            screen.note(f"wrote {target} ({size:,} bytes): {summary(snapshot)}")
    return Code.OK


def _pieces(store: Store, name: str, snapshot: Snapshot) -> Iterable[bytes]:
    """Return what is to be written, in one piece or, where it may be long, in many."""
    return ARCHIVER.write(store) if name == ARCHIVER.name else [exporter(name).write(snapshot)]


def _list_formats(screen: Screen) -> Code:
    header = ("format", "suffix", "media_type", "what")
    rows = [(known.name, known.suffix, known.media_type, known.help) for known in FORMATS]
    screen.listing([dict(zip(header, row, strict=True)) for row in rows], header, rows)
    return Code.OK


def refuse_to_overwrite_case(target: Path, case: Path) -> None:
    """Raise UsageError where an export would be written over the case it is made from."""
    if target.exists() and case.exists() and target.samefile(case):
        raise UsageError(f"{target} is the case itself; choose another file for the export")


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
