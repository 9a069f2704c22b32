"""A case in one SQLite file, which `sqlite3 case.db` and `datasette case.db` can read too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self

from sqlalchemy import Engine, Row, bindparam, select

from counterclaim.ledger import Change, Entry, Snapshot, replay, seal
from counterclaim.model import Report, Statement
from counterclaim.problems import NotFoundError
from counterclaim.store.batch import recording_time, refuse_bad_batch, utc
from counterclaim.store.connect import connect, errors_in_words, reading, sqlite_module, writing
from counterclaim.store.protocol import Damage, SearchHit
from counterclaim.store.rows import (
    STANDING,
    entry_of,
    fact_of,
    last_entry,
    rebuild_passages,
    reports_of,
    unaltered,
    unpacked,
    write_blobs,
    write_entries,
)
from counterclaim.store.tables import BLOB, ENTRY, FACT, PASSAGE
from counterclaim.store.verify import damages
from counterclaim.store.words import hit, wanted

WAIT_SECONDS = 30.0
"""How long a writer waits for another one before it gives up."""

_PAGE = 1000
"""How many entries are read at once, so that no reader holds a lock while its caller thinks."""


def open_sqlite(
    path: Path, *, create: bool, wait_seconds: float = WAIT_SECONDS, module: ModuleType | None = None
) -> SqliteStore:
    """Open the case at `path`, or make it.

    Args:
        path: the file.
        create: make the case where there is none; an existing one is opened as it is.
        wait_seconds: how long to wait for another process that writes.
        module: the DBAPI module; None: pysqlite3 where it is installed, else Python's own.

    Raises:
        NotFoundError: there is no such file, and none is to be created.
        StoreError: the file is no case, is of a newer version, or cannot be opened.
    """
    chosen = sqlite_module() if module is None else module
    engine = connect(path, create=create, wait_seconds=wait_seconds, module=chosen)
    return SqliteStore(path, engine, wait_seconds, chosen)


class SqliteStore:
    """A case in an SQLite file; made by `open_sqlite`."""

    def __init__(self, path: Path, engine: Engine, wait_seconds: float, module: ModuleType) -> None:
        self.path = path
        self.engine = engine
        self._wait_seconds = wait_seconds
        self._module = module

    def append(
        self, changes: Sequence[Change], blobs: Mapping[str, bytes], *, recorded: datetime, tool: str
    ) -> tuple[Entry, ...]:
        """Write changes and blobs in one transaction; see `Store.append`."""
        refuse_bad_batch(changes, blobs)
        utc(recorded)
        if not changes:
            return ()
        with self._errors(), writing(self.engine) as connection:
            write_blobs(connection, blobs)
            sequence, digest, last = last_entry(connection)
            sealed = seal(changes, recording_time(recorded, last), tool, (sequence, digest))
            write_entries(connection, sealed)
        return tuple(sealed)

    def snapshot(self, as_of: datetime | None = None) -> Snapshot:
        """Return what the ledger holds or held; see `Store.snapshot`."""
        if as_of is not None:
            moment = utc(as_of)
            return replay(takewhile(lambda entry: entry.recorded <= moment, unaltered(self.entries())))
        return Snapshot.of(fact_of(row) for row in self._rows(STANDING))

    def entries(self) -> Iterator[Entry]:
        """Yield the whole log in order, read page by page."""
        page = (
            select(ENTRY).where(ENTRY.c.sequence > bindparam("after")).order_by(ENTRY.c.sequence).limit(_PAGE)
        )
        after = 0
        while rows := self._rows(page, {"after": after}):
            yield from (entry_of(row) for row in rows)
            after = rows[-1].sequence

    def head(self) -> tuple[int, str]:
        """Return sequence number and hash of the last entry."""
        with self._errors(), reading(self.engine) as connection:
            sequence, digest, _ = last_entry(connection)
        return sequence, digest

    def blob(self, sha256: str) -> bytes:
        """Return the raw bytes of that name; see `Store.blob`."""
        rows = self._rows(select(BLOB.c.compressed).where(BLOB.c.sha256 == sha256))
        if not rows:
            raise NotFoundError(f"there is no blob {sha256} in {self.path}")
        return unpacked(sha256, rows[0].compressed)

    def blob_names(self) -> Iterator[str]:
        """Yield the names of all blobs, sorted."""
        yield from (row.sha256 for row in self._rows(select(BLOB.c.sha256).order_by(BLOB.c.sha256)))

    def search(self, query: str, limit: int) -> tuple[SearchHit, ...]:
        """Return what holds every word of `query`, ranked by BM25; see `Store.search`."""
        sought = wanted(query)
        if not sought:
            return ()
        matching = (
            STANDING.add_columns(PASSAGE.c.report)
            .join(PASSAGE, PASSAGE.c.rowid == FACT.c.sequence)
            .where(PASSAGE.c.text.match(" ".join(f'"{word}"' for word in sought)))
            .order_by(PASSAGE.c.rank, FACT.c.kind, FACT.c.id)
            .limit(limit)
        )
        with self._errors(), reading(self.engine) as connection:
            rows = connection.execute(matching).all()
            reports = reports_of(connection, (row.report for row in rows))
        found = ((fact_of(row), reports[row.report]) for row in rows if row.report in reports)
        return tuple(
            hit(fact, report, sought) for fact, report in found if isinstance(fact, Report | Statement)
        )

    def damages(self) -> Iterator[Damage]:
        """Yield everything that is not as it should be."""
        with self._errors(), reading(self.engine) as connection:
            found = damages(connection, self._module)
        yield from found

    def rebuild_search(self) -> None:
        """Make the index of words anew from the current state."""
        with self._errors(), writing(self.engine) as connection:
            rebuild_passages(connection)

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def _errors(self) -> AbstractContextManager[None]:
        return errors_in_words(self.path, self._wait_seconds)

    def _rows(self, query: Any, values: Mapping[str, Any] | None = None) -> Sequence[Row[Any]]:
        with self._errors(), reading(self.engine) as connection:
            return connection.execute(query, values).all()
