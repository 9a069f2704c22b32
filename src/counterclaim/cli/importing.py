"""`import`: an archive becomes the case it was made from, once all of it was checked; or decisions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from counterclaim.board import summary
from counterclaim.cli.exits import Code
from counterclaim.cli.flags import Flags
from counterclaim.cli.screen import Screen, counted
from counterclaim.export.archive import Archive, is_archive, read_archive
from counterclaim.problems import NotFoundError, UsageError
from counterclaim.store import open_store

ARCHIVE, DECISIONS = "archive", "decisions"
"""What can be imported; which of the two a file is, its first line tells."""


def import_file(flags: Flags, words: Sequence[str]) -> Code:
    """Read an archive into a new case, or decisions into one that is there."""
    sort, path = _asked_for(words)
    if not path.is_file():
        raise NotFoundError(f"there is no file {path}; check the path")
    with path.open("rb") as lines:
        found = ARCHIVE if is_archive(next(lines, b"")) else DECISIONS
    if sort not in {None, found}:
        raise UsageError(f"{path} holds {_IN_WORDS[found]}, not {_IN_WORDS[sort]}; leave {sort!r} out")
    if found == ARCHIVE:
        return _import_archive(flags, path)
    from counterclaim.cli.importing_decisions import import_decisions  # noqa: PLC0415 - it brings the parser

    return import_decisions(flags, path)


_IN_WORDS = {ARCHIVE: "the archive of a case", DECISIONS: "no archive of a case"}


def _asked_for(words: Sequence[str]) -> tuple[str | None, Path]:
    """Return what is to be imported, if that was said, and the file."""
    *sorts, path = words
    if not sorts:
        return None, Path(path)
    if len(sorts) > 1 or sorts[0] not in {ARCHIVE, DECISIONS}:
        raise UsageError("name one file: counterclaim import FILE")
    return sorts[0], Path(path)


def _import_archive(flags: Flags, path: Path) -> Code:
    """Check an archive from the first to the last line, and only then write it into an empty case."""
    screen = Screen(flags)
    with path.open("rb") as lines:
        archive = read_archive(lines, str(path))
    if flags.dry_run:
        screen.note(
            f"{path} is whole: would import {_counted(archive)}; nothing was written to {flags.named}"
        )
        return Code.OK
    with open_store(flags.case, create=True, waiting=screen.warn) as store:
        if store.head()[0]:
            raise UsageError(
                f"{flags.named} is not empty, and an archive becomes a case of its own; nothing was written; "
                "name a new one with -c"
            )
        store.restore(archive.entries, archive.blobs)
        held = store.snapshot()
    sequence, head = archive.head
    document = {"entries": sequence, "chain_head": head, "ledger_hash": archive.ledger_hash}
    screen.listing(document, ("what", "value"), list(document.items()))
    screen.note(f"imported {_counted(archive)} into {flags.named}: {summary(held)}")
    screen.note(f"next: {flags.command('claims')}")
    return Code.OK


def _counted(archive: Archive) -> str:
    entries = counted(len(archive.entries), "entry", "entries")
    return f"{entries} and {counted(len(archive.blobs), 'raw file')}"
