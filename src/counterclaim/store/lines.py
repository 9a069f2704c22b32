"""Entries as a case keeps them: lines of plain texts, checked before anything is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from counterclaim.ledger import Change, Entry, line_hash
from counterclaim.problems import IntegrityError

Line = Sequence[Any]
"""Sequence number, time, tool, kind, id, body, hash of the entry before, hash: the columns of `entry`."""


def line_of(entry: Entry) -> Line:
    """Return an entry as it is written."""
    change, recorded = entry.change, entry.recorded.isoformat(timespec="microseconds")
    return (
        entry.sequence,
        recorded,
        entry.tool,
        change.kind,
        change.fact_id,
        change.body,
        entry.previous,
        entry.hash,
    )


def entry_of(line: Line) -> Entry:
    """Return the entry that a line of the log holds.

    Raises:
        IntegrityError: its time cannot be read.
    """
    number, recorded, tool, kind, fact_id, body, previous, digest = line
    return Entry(number, moment_of(number, recorded), tool, Change(kind, fact_id, body), previous, digest)


def unaltered(line: Line) -> Line:
    """Return `line`.

    Raises:
        IntegrityError: it is not what its hash says; a damaged text is never shown.
    """
    number, recorded, tool, kind, fact_id, body, previous, digest = line
    try:
        whole = digest == line_hash(number, _as_hashed(recorded), tool, kind, fact_id, body, previous)
    except (TypeError, ValueError, OverflowError):
        whole = False
    if not whole:
        raise IntegrityError(f"entry {number} was altered; run `counterclaim verify`")
    return line


def moment_of(number: int, written: str) -> datetime:
    """Return the time of entry `number` as it is written.

    Raises:
        IntegrityError: it is no time.
    """
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise IntegrityError(f"entry {number} was altered: {written!r} is not a time") from error


@lru_cache(maxsize=1024)
def _as_hashed(written: str) -> str:
    """Return a time as it goes into the hash: what was written together has one time."""
    return datetime.fromisoformat(written).astimezone(UTC).isoformat()
