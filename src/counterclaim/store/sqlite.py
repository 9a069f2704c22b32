"""A case in one SQLite file, which `sqlite3 case.db` and `datasette case.db` can read too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, insert

from counterclaim.problems import NotFoundError
from counterclaim.store.connect import connect, errors_in_words, reading, sqlite_module, writing
from counterclaim.store.database import DatabaseStore
from counterclaim.store.protocol import Damage
from counterclaim.store.rows import STANDING_ENTRIES
from counterclaim.store.tables import FACT, PASSAGE
from counterclaim.store.verify_sqlite import damages
from counterclaim.store.waiting import WAIT_SECONDS, Wait


def open_sqlite(
    path: Path,
    *,
    create: bool,
    wait_seconds: float = WAIT_SECONDS,
    waiting: Callable[[str], None] | None = None,
    module: ModuleType | None = None,
) -> SqliteStore:
    """Open the case at `path`, or make it; one of an older layout is migrated, with a copy kept beside.

    Args:
        path: the file.
        create: make the case where there is none; an existing one is opened as it is.
        wait_seconds: how long to wait for another process that writes.
        waiting: is told, in a sentence, that we wait for one, or that the case was migrated.
        module: the DBAPI module; None: pysqlite3 where it is installed, else Python's own.

    Raises:
        NotFoundError: there is no such file, and none is to be created.
        StoreError: the file is no case, is of a newer version, or cannot be opened.
    """
    chosen = sqlite_module() if module is None else module
    wait = Wait(path.name, wait_seconds, waiting)
    return SqliteStore(path, connect(path, create=create, wait=wait, module=chosen), wait, chosen)


class SqliteStore(DatabaseStore):
    """A case in an SQLite file; made by `open_sqlite`."""

    def __init__(self, path: Path, engine: Engine, wait: Wait, module: ModuleType) -> None:
        self.path = path
        self.engine = engine
        self.name = str(path)
        self._wait = wait
        self._module = module
        self._closed = False

    def errors(self) -> AbstractContextManager[None]:
        """Turn what SQLite raises into errors that name the file and the next step."""
        return errors_in_words(self.path, self._wait.seconds)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to which the whole case stands still.

        A snapshot outlives its store: then the file is opened for this one look, and never made anew.
        """
        if self._closed and not self.path.exists():
            raise NotFoundError(f"{self.path} is gone, and not all that is asked of it was read")
        with reading(self.engine) as connection:
            yield connection
        if self._closed:
            self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection with the writer's lock; at the end all is committed, or wholly undone."""
        with writing(self.engine, self._wait, self.errors) as connection:
            yield connection

    def write_passages(self, connection: Connection, passages: list[dict[str, Any]]) -> None:
        """Add rows to the index of words."""
        if passages:
            connection.execute(insert(PASSAGE), passages)

    def matching(self, connection: Connection, sought: tuple[str, ...], limit: int) -> Sequence[Row[Any]]:
        """Return what holds every word, ranked by BM25."""
        values = {"match": " ".join(f'"{word}"' for word in sought), "limit": limit}
        return connection.execute(_MATCHING, values).all()

    def damages(self) -> Iterator[Damage]:
        """Yield everything that is not as it should be."""
        yield from self.read(lambda connection: damages(connection, self._module))

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()
        self._closed = True


_MATCHING = (
    STANDING_ENTRIES.add_columns(PASSAGE.c.report)
    .join(PASSAGE, PASSAGE.c.rowid == FACT.c.sequence)
    .where(PASSAGE.c.text.match(bindparam("match")))
    .order_by(PASSAGE.c.rank, FACT.c.kind, FACT.c.id)
    .limit(bindparam("limit"))
)
