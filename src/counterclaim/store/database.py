"""A case in a database: all that is the same whichever database it is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Row, bindparam, delete, select

from counterclaim.ledger import Change, Entry, Snapshot, seal
from counterclaim.model import Report, Statement
from counterclaim.problems import NotFoundError, StoreError
from counterclaim.store import rows
from counterclaim.store.batch import recording_time, refuse_bad_batch, refuse_bad_log, utc
from counterclaim.store.keys import DatabaseKeys
from counterclaim.store.protocol import Damage, SearchHit
from counterclaim.store.shelf import PAGE, PAST, PRESENT, Found, fact_of, snapshot_at
from counterclaim.store.tables import BLOB, PASSAGE
from counterclaim.store.words import hit, wanted

Answer = TypeVar("Answer")

AT_ONCE = 20_000
"""How many entries are written at once, so that a long archive need not stand in memory twice."""

_BLOB_NAMES = (
    select(BLOB.c.sha256).where(BLOB.c.sha256 > bindparam("after")).order_by(BLOB.c.sha256).limit(PAGE)
)


class DatabaseStore(ABC):
    """A case in some database, whose own words the subclasses know."""

    name: str
    """How messages call the case."""

    @abstractmethod
    def errors(self) -> AbstractContextManager[None]:
        """Turn what the database raises into errors that name the case and the next step."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[Connection]:
        """Give a connection to which the whole case stands still."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[Connection]:
        """Give a connection with the writer's lock; at the end all is committed, or wholly undone."""

    @abstractmethod
    def write_passages(self, connection: Connection, passages: list[dict[str, Any]]) -> None:
        """Add rows to the index of words."""

    @abstractmethod
    def matching(self, connection: Connection, sought: tuple[str, ...], limit: int) -> Sequence[Row[Any]]:
        """Return rows of `rows.STANDING_ENTRIES`, best first, that hold every word sought, with `report`."""

    @abstractmethod
    def damages(self) -> Iterator[Damage]:
        """Yield everything that is not as it should be."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the database."""

    # -- Writing -----------------------------------------------------------------------------

    def append(
        self, changes: Sequence[Change], blobs: Mapping[str, bytes], *, recorded: datetime, tool: str
    ) -> tuple[Entry, ...]:
        """Write changes and blobs in one transaction; see `Store.append`."""
        refuse_bad_batch(changes, blobs)
        utc(recorded)
        if not changes:
            return ()
        with self.transaction() as transaction:
            return transaction.append(changes, blobs, recorded=recorded, tool=tool)

    @contextmanager
    def transaction(self) -> Iterator[DatabaseTransaction]:
        """Hold the writer's lock; see `Store.transaction`."""
        begun: DatabaseTransaction | None = None
        try:
            with self.writing() as connection:
                begun = DatabaseTransaction(self, connection)
                yield begun
        except BaseException:
            if begun is not None:
                begun.undone = True
            raise
        finally:
            if begun is not None:
                begun.connection = None

    def restore(self, entries: Iterable[Entry], blobs: Mapping[str, bytes]) -> None:
        """Write the log of an archive into an empty case; see `Store.restore`."""
        log = tuple(entries)
        refuse_bad_log(log)
        refuse_bad_batch((entry.change for entry in log), blobs)
        with self.writing() as connection, self.errors():
            empty = connection.execute(_BLOB_NAMES, {"after": ""}).first() is None
            if not empty or rows.last_entry(connection)[0]:
                raise StoreError(f"{self.name} is not empty; restore into a new case")
            rows.write_blobs(connection, blobs)
            self.write(connection, log)

    def write(self, connection: Connection, entries: Sequence[Entry]) -> None:
        """Add `entries` to the log, page by page, with the history and the index of words."""
        for start in range(0, len(entries), AT_ONCE):
            page = entries[start : start + AT_ONCE]
            rows.write_entries(connection, page)
            self.write_passages(connection, rows.new_passages(connection, page))

    # -- Reading -----------------------------------------------------------------------------

    def snapshot(self, as_of: datetime | None = None) -> Snapshot:
        """Return what the ledger holds or held; see `Store.snapshot`."""
        return snapshot_at(self, self.head(as_of)[0], PRESENT if as_of is None else PAST)

    def standing(self, kind: str, sequence: int) -> dict[str, int]:
        """Return what stood of a kind; see `shelf.Source`."""
        return self.read(lambda connection: rows.standing(connection, kind, sequence))

    def parts_standing(self, kind: str, sequence: int, names: tuple[str, ...]) -> Sequence[tuple[Any, ...]]:
        """Return parts of what stood of a kind; see `shelf.Source`."""
        return self.read(lambda connection: rows.parts_standing(connection, kind, sequence, names))

    def standing_among(self, kind: str, sequence: int, keys: list[str]) -> Sequence[Found]:
        """Return those of some keys that stood; see `shelf.Source`."""
        return self.read(lambda connection: rows.standing_among(connection, kind, sequence, keys))

    def put_by(self, sequences: list[int]) -> Sequence[Found]:
        """Return what some entries put; see `shelf.Source`."""
        return self.read(lambda connection: rows.put_by(connection, sequences))

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Yield the log in order, read page by page; see `Store.entries`."""
        while page := self.read(lambda connection: rows.entries_after(connection, after, PAGE)):  # noqa: B023
            yield from page
            after = page[-1].sequence

    def head(self, as_of: datetime | None = None) -> tuple[int, str]:
        """Return sequence number and hash of the last entry; see `Store.head`."""
        if as_of is None:
            return self.read(rows.last_entry)[:2]
        moment = utc(as_of)
        return self.read(lambda connection: rows.last_by(connection, moment))

    def blob(self, sha256: str) -> bytes:
        """Return the raw bytes of that name; see `Store.blob`."""
        found = self._rows(select(BLOB.c.compressed).where(BLOB.c.sha256 == sha256))
        if not found:
            raise NotFoundError(f"there is no blob {sha256} in {self.name}")
        return rows.unpacked(sha256, found[0].compressed)

    def blob_names(self) -> Iterator[str]:
        """Yield the names of all blobs, sorted, read page by page."""
        after = ""
        while page := self._rows(_BLOB_NAMES, {"after": after}):
            yield from (row.sha256 for row in page)
            after = page[-1].sha256

    def search(self, query: str, limit: int) -> tuple[SearchHit, ...]:
        """Return what holds every word of `query`, best first; see `Store.search`."""
        sought = wanted(query)
        if not sought:
            return ()
        with self.errors(), self.reading() as connection:
            found = self.matching(connection, sought, limit)
            reports = rows.reports_of(connection, (row.report for row in found))
        facts = (
            (fact_of(row.of_kind, row.name, rows.line_in(row)), reports[row.report])
            for row in found
            if row.report in reports
        )
        return tuple(
            hit(fact, report, sought) for fact, report in facts if isinstance(fact, Report | Statement)
        )

    def rebuild_search(self) -> None:
        """Make the index of words anew from the current state."""
        with self.writing() as connection, self.errors():
            connection.execute(delete(PASSAGE))
            self.write_passages(connection, rows.all_passages(connection))

    def read(self, ask: Callable[[Connection], Answer]) -> Answer:
        """Return what `ask` answers about a case that stands still meanwhile."""
        with self.errors(), self.reading() as connection:
            return ask(connection)

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def _rows(self, query: Any, values: Mapping[str, Any] | None = None) -> Sequence[Row[Any]]:
        return self.read(lambda connection: connection.execute(query, values).all())


class DatabaseTransaction:
    """A transaction of a `DatabaseStore`; when it is over, what it showed is read from the store."""

    def __init__(self, store: DatabaseStore, connection: Connection) -> None:
        self._store = store
        self.connection: Connection | None = connection
        self.undone = False
        self._index = DatabaseKeys(self._do)

    @property
    def keys(self) -> DatabaseKeys:
        """The index of keys; see `Transaction.keys`."""
        return self._index

    def snapshot(self) -> Snapshot:
        """Return what the ledger holds now; see `Transaction.snapshot`."""
        return snapshot_at(self, self._do(rows.last_entry)[0], PRESENT)

    def append(
        self, changes: Sequence[Change], blobs: Mapping[str, bytes], *, recorded: datetime, tool: str
    ) -> tuple[Entry, ...]:
        """Write changes and blobs; see `Store.append`."""
        refuse_bad_batch(changes, blobs)
        utc(recorded)
        if not changes:
            return ()

        def write(connection: Connection) -> tuple[Entry, ...]:
            rows.write_blobs(connection, blobs)
            sequence, digest, last = rows.last_entry(connection)
            sealed = seal(changes, recording_time(recorded, last), tool, (sequence, digest))
            self._store.write(connection, sealed)
            return tuple(sealed)

        return self._do(write)

    def standing(self, kind: str, sequence: int) -> dict[str, int]:
        """Return what stood of a kind; see `shelf.Source`."""
        if self.connection is None and not self.undone:
            return self._store.standing(kind, sequence)
        return self._do(lambda connection: rows.standing(connection, kind, sequence))

    def parts_standing(self, kind: str, sequence: int, names: tuple[str, ...]) -> Sequence[tuple[Any, ...]]:
        """Return parts of what stood of a kind; see `shelf.Source`."""
        if self.connection is None and not self.undone:
            return self._store.parts_standing(kind, sequence, names)
        return self._do(lambda connection: rows.parts_standing(connection, kind, sequence, names))

    def standing_among(self, kind: str, sequence: int, keys: list[str]) -> Sequence[Found]:
        """Return those of some keys that stood; see `shelf.Source`."""
        if self.connection is None and not self.undone:
            return self._store.standing_among(kind, sequence, keys)
        return self._do(lambda connection: rows.standing_among(connection, kind, sequence, keys))

    def put_by(self, sequences: list[int]) -> Sequence[Found]:
        """Return what some entries put; see `shelf.Source`."""
        if self.connection is None and not self.undone:
            return self._store.put_by(sequences)
        return self._do(lambda connection: rows.put_by(connection, sequences))

    def _do(self, ask: Callable[[Connection], Answer]) -> Answer:
        if self.connection is None:
            end = "was undone: take a new snapshot of the store" if self.undone else "is over: begin another"
            raise StoreError(f"this transaction of {self._store.name} {end}")
        try:
            return ask(self.connection)
        except Exception:
            with self._store.errors():  # in which what the database refuses is said in words
                raise
