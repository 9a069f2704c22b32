"""`export`: a case as bytes, to stdout or, in one piece, to a file."""

from __future__ import annotations

import os
from pathlib import Path

from counterclaim.board import summary
from counterclaim.cli.exits import Code
from counterclaim.cli.flags import Flags
from counterclaim.cli.screen import Screen
from counterclaim.export import EXPORTERS, exporter
from counterclaim.problems import UsageError
from counterclaim.store import open_store

_STDOUT = Path("-")


def export(flags: Flags, name: str | None, output: Path | None) -> Code:
    """Write a case in a format; without one, list the formats there are."""
    screen = Screen(flags)
    if name is None:
        return _list_formats(screen)
    chosen = exporter(name)
    target = None if output in {None, _STDOUT} else output
    if target is not None:
        refuse_to_overwrite_case(target, flags.case)
    with open_store(flags.case) as store:
        snapshot = store.snapshot()
    content = chosen.write(snapshot)
    if target is None:
        screen.write(content)
    elif flags.dry_run:
        screen.note(f"would write {target} ({len(content):,} bytes); nothing was written")
    else:
        write_atomically(target, content)
        screen.note(f"wrote {target} ({len(content):,} bytes): {summary(snapshot)}")
    return Code.OK


def _list_formats(screen: Screen) -> Code:
    header = ("format", "suffix", "media_type", "what")
    rows = [(known.name, known.suffix, known.media_type, known.help) for known in EXPORTERS]
    screen.listing([dict(zip(header, row, strict=True)) for row in rows], header, rows)
    return Code.OK


def refuse_to_overwrite_case(target: Path, case: Path) -> None:
    """Raise UsageError where an export would be written over the case it is made from."""
    if target.exists() and case.exists() and target.samefile(case):
        raise UsageError(f"{target} is the case itself; choose another file for the export")


def write_atomically(target: Path, content: bytes) -> None:
    """Write a file so that others see the old one or the whole new one, and a link stays a link.

    What is no regular file (a device, a pipe) cannot be replaced and is written to as it is.
    """
    real = target.resolve()
    if real.exists() and not real.is_file():
        real.write_bytes(content)  # a folder says so itself
        return
    unfinished = real.with_name(f".{real.name}.{os.getpid()}.part")
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(real)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error  # the name that was asked for
    finally:
        unfinished.unlink(missing_ok=True)
