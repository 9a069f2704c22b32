"""What a store must do: keep the ledger and the raw bytes, answer for any moment, find damage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from counterclaim.blocking import Keys
from counterclaim.ledger import Change, Entry, Snapshot
from counterclaim.model import Span


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A report or statement that holds the words sought; `quote` is exactly what `span` points at."""

    kind: str
    fact_id: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True, order=True)
class Damage:
    """Something stored is not what it should be: which item ("entry 7", "blob 3f0c..."), and how so."""

    item: str
    reason: str


class Transaction(Protocol):
    """What may be done while the writer's lock is held; all of it is kept together, or nothing of it."""

    def snapshot(self) -> Snapshot:
        """Return what the ledger holds now, with what this transaction appended so far."""

    def append(
        self, changes: Sequence[Change], blobs: Mapping[str, bytes], *, recorded: datetime, tool: str
    ) -> tuple[Entry, ...]:
        """Write changes and blobs; see `Store.append`."""

    @property
    def keys(self) -> Keys:
        """The index of keys of the case: a help that is made again at will, no part of the log."""


class Store(Protocol):
    """Keeps one case. Every implementation passes the one contract test class."""

    def append(
        self, changes: Sequence[Change], blobs: Mapping[str, bytes], *, recorded: datetime, tool: str
    ) -> tuple[Entry, ...]:
        """Write `changes` as sealed entries, and the `blobs` they rest on, together or not at all.

        Args:
            changes: what to put and take back, in order; none: nothing is written, no blob either.
            blobs: raw bytes by their SHA-256 in hexadecimal; those already kept are kept once.
            recorded: the time, with its zone; a clock that was set back does not take the ledger's
                time back: no entry is recorded earlier than the one before it.
            tool: name and version of what writes.

        Returns:
            The entries written.

        Raises:
            UsageError: a kind is unknown, or `recorded` has no zone.
            IntegrityError: a blob is not what its name says.
            BusyError: another process kept the writer's lock for too long.
            StoreError: the case cannot be written.
        """

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Hold the writer's lock: what is read and appended in it belongs together.

        At its end all is committed at once; after an exception nothing was written.

        Raises:
            BusyError: another process kept the writer's lock for too long.
        """

    def restore(self, entries: Iterable[Entry], blobs: Mapping[str, bytes]) -> None:
        """Write the log of an archive, word for word, into an empty case.

        Raises:
            StoreError: the case is not empty.
            IntegrityError: an entry does not follow the one before, or a blob is not what its name says.
        """

    def snapshot(self, as_of: datetime | None = None) -> Snapshot:
        """Return what the ledger holds, now or as of a moment (with its zone).

        The answer for a moment before the last entry's time is the same for ever. A fact is read, and
        checked against the hash of its entry, when it is asked for: then an `IntegrityError` may be
        raised. A snapshot stays as it is while others write, and may be read after the store was closed.
        """

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Yield the log in order: all of it, or what follows the entry with number `after`."""

    def head(self, as_of: datetime | None = None) -> tuple[int, str]:
        """Return sequence number and hash of the last entry, now or as of a moment, or 0 and `GENESIS`."""

    def blob(self, sha256: str) -> bytes:
        """Return the raw bytes of that name.

        Raises:
            NotFoundError: there are none.
            IntegrityError: they are not what their name says.
        """

    def blob_names(self) -> Iterator[str]:
        """Yield the names of all blobs, sorted."""

    def search(self, query: str, limit: int) -> tuple[SearchHit, ...]:
        """Return at most `limit` reports and statements that hold every word of `query`, best first.

        Case, accents and punctuation make no difference, and no character has a special meaning.
        """

    def damages(self) -> Iterator[Damage]:
        """Yield everything that is not as it should be; never raises for what it finds."""

    def close(self) -> None:
        """Let go of the case; closing twice does no harm."""

    def __enter__(self) -> Self:
        """Return the store itself."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
