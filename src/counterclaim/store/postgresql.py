"""A case in a PostgreSQL database, for people on several machines who write to one case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlalchemy import Column, Connection, Engine, Row, bindparam, cast, func, insert
from sqlalchemy.dialects.postgresql import TSQUERY

from counterclaim.store.connect_postgresql import connect, errors_in_words, reading, shown, writing
from counterclaim.store.database import DatabaseStore
from counterclaim.store.lexemes import lexemes, query_of, storable
from counterclaim.store.protocol import Damage
from counterclaim.store.rows import STANDING_ENTRIES
from counterclaim.store.tables import FACT, INDEXED
from counterclaim.store.verify_postgresql import damages
from counterclaim.store.waiting import WAIT_SECONDS, Wait


def open_postgresql(
    address: str,
    *,
    create: bool,
    wait_seconds: float = WAIT_SECONDS,
    waiting: Callable[[str], None] | None = None,
) -> PostgresqlStore:
    """Open the case in a database, or make it there.

    Args:
        address: "postgresql://user@server/database"; `?options=-csearch_path%3Dname` chooses a schema in it.
        create: make the case where there is none; an existing one is opened as it is.
        wait_seconds: how long to wait for another process that writes.
        waiting: is told, in a sentence, that we wait for one.

    Raises:
        UsageError: the address cannot be understood.
        NotFoundError: there is no case, and none is to be created.
        StoreError: the server cannot be reached, or what is there is no case.
    """
    wait = Wait(shown(address), wait_seconds, waiting)
    return PostgresqlStore(connect(address, create=create, wait=wait), wait)


class PostgresqlStore(DatabaseStore):
    """A case in a PostgreSQL database; made by `open_postgresql`."""

    def __init__(self, engine: Engine, wait: Wait) -> None:
        self.engine = engine
        self.name = wait.name
        self._wait = wait
        self._closed = False

    def errors(self) -> AbstractContextManager[None]:
        """Turn what the server raises into errors that name the case and the next step."""
        return errors_in_words(self._wait)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to which the whole case stands still; after closing, for this one look."""
        with reading(self.engine) as connection:
            yield connection
        if self._closed:
            self.engine.dispose()

    def writing(self) -> AbstractContextManager[Connection]:
        """Give a connection with the writer's lock; at the end all is committed, or wholly undone."""
        return writing(self.engine, self._wait, self.errors)

    def write_passages(self, connection: Connection, passages: list[dict[str, Any]]) -> None:
        """Add rows to the index of words, with the words as we fold them."""
        rows = [row | {"text": storable(row["text"]), "words": lexemes(row["text"])} for row in passages]
        if rows:
            connection.execute(insert(INDEXED), rows)

    def matching(self, connection: Connection, sought: tuple[str, ...], limit: int) -> Sequence[Row[Any]]:
        """Return what holds every word, ranked by how often and how near."""
        return connection.execute(_MATCHING, {"match": query_of(sought), "limit": limit}).all()

    def damages(self) -> Iterator[Damage]:
        """Yield everything that is not as it should be."""
        yield from self.read(damages)

    def close(self) -> None:
        """Let go of the server."""
        self.engine.dispose()
        self._closed = True


_WORDS: Column[Any] = INDEXED.c.words
_SOUGHT = cast(bindparam("match"), TSQUERY)
_MATCHING = (
    STANDING_ENTRIES.add_columns(INDEXED.c.report)
    .join(INDEXED, INDEXED.c.rowid == FACT.c.sequence)
    .where(_WORDS.op("@@")(_SOUGHT))
    .order_by(func.ts_rank(_WORDS, _SOUGHT).desc(), FACT.c.kind, FACT.c.id)
    .limit(bindparam("limit"))
)
