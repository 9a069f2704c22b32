"""What may be appended: rules every store keeps, before it writes anything."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from counterclaim.ledger import KINDS, Change, Entry, broken_links
from counterclaim.problems import IntegrityError, StoreError, UsageError


def refuse_bad_batch(changes: Iterable[Change], blobs: Mapping[str, bytes]) -> None:
    """Raise for the first change or blob that must not be stored."""
    for change in changes:
        _refuse_bad_change(change)
    for name, content in blobs.items():
        refuse_wrong_content(name, content)


def refuse_bad_log(entries: Sequence[Entry]) -> None:
    """Raise IntegrityError for the first entry of a whole log that does not follow the one before."""
    for entry in entries:
        if entry.recorded.utcoffset() != timedelta(0):
            raise IntegrityError(f"the time of entry {entry.sequence} is not in UTC; nothing was written")
    for sentence in broken_links(entries):
        raise IntegrityError(f"{sentence}; nothing was written; go back to another copy of the archive")
    for entry, following in pairwise(entries):
        if following.recorded < entry.recorded:
            raise IntegrityError(
                f"entry {following.sequence} was recorded before the entry it follows; nothing was written"
            )


def refuse_wrong_content(name: str, content: bytes) -> None:
    """Raise IntegrityError where `content` does not have the SHA-256 `name`."""
    actual = hashlib.sha256(content).hexdigest()
    if actual != name:
        raise IntegrityError(f"blob {name} is not what its name says: its SHA-256 is {actual}")


def _refuse_bad_change(change: Change) -> None:
    if change.kind not in KINDS:
        raise UsageError(f"there is no kind of fact named {change.kind!r}; the kinds are {', '.join(KINDS)}")
    try:
        (change.fact_id + (change.body or "")).encode()
    except UnicodeEncodeError as error:
        raise StoreError(
            f"{change.kind} {change.fact_id!a} holds half a character (a lone surrogate), which no file in"
            " UTF-8 can keep; read the report again from its raw bytes"
        ) from error


def utc(moment: datetime) -> datetime:
    """Return `moment` in UTC.

    Raises:
        UsageError: it has no zone, so that it could mean any of 26 hours.
    """
    if moment.tzinfo is None:
        raise UsageError(
            f"{moment.isoformat()} has no time zone; give one, for example {moment.isoformat()}Z"
        )
    return moment.astimezone(UTC)


def recording_time(recorded: datetime, last: datetime | None) -> datetime:
    """Return when an entry counts as recorded: never before the `last` one, whatever the clock says.

    Else a clock that was set back would add to what the ledger answers for a past moment.
    """
    return utc(recorded) if last is None else max(utc(recorded), last)
