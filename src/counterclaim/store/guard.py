"""Which journal a version of SQLite may be trusted with.

From 3.7.0 to 3.51.2 SQLite could lose commits in write-ahead-log mode when two connections
checkpointed at once (the "WAL-reset bug": sqlite.org/wal.html and the release notes of 3.51.3). It
is mended in 3.51.3 and in the maintenance releases 3.50.7 and 3.44.6. Everywhere else a case uses
the rollback journal, which is slower and was never affected.
"""

from __future__ import annotations

Version = tuple[int, int, int]

OLDEST: Version = (3, 38, 0)
"""The oldest SQLite that can read a case: STRICT tables and the `->>` of the views."""

_MENDED = (
    ((3, 44, 6), (3, 45, 0)),
    ((3, 50, 7), (3, 51, 0)),
    ((3, 51, 3), (1000, 0, 0)),
)


def wal_is_safe(version: Version) -> bool:
    """Say whether that SQLite keeps every commit in write-ahead-log mode.

    >>> wal_is_safe((3, 53, 4)), wal_is_safe((3, 51, 2))
    (True, False)
    """
    return any(first <= version < beyond for first, beyond in _MENDED)


def journal_mode(version: Version) -> str:
    """Return the journal mode that a new case gets from that SQLite."""
    return "WAL" if wal_is_safe(version) else "DELETE"
