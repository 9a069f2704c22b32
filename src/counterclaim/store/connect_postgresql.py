"""Opening a PostgreSQL database as a case, and saying in words what the server refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import util
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Table,
    create_engine,
    func,
    insert,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.schema import CreateTable

from counterclaim.problems import BusyError, IntegrityError, NotFoundError, StoreError, UsageError
from counterclaim.store.tables import APPLICATION_ID, METADATA, SCHEMA_VERSION, script
from counterclaim.store.waiting import SOON_IN_SECONDS, Wait

LAYOUT = Table("counterclaim", MetaData(), Column("layout", Integer, nullable=False))
"""What says that a schema is a case, and of which layout."""

_LOCK_NOT_AVAILABLE = "55P03"
_NEXT_STEP = {
    "08": "the connection broke off: see whether the server runs, and run the command again",
    "25": "it may only be read: write to the server that it is copied from",
    "28": "the server does not let this user in: check name and password",
    "3D": "make the database first, for example with: createdb",
    "42": "the user may lack a right there, or tables were changed: run `counterclaim verify`",
    "53": "the server is out of room: make some and run the command again; nothing was half written",
    "57": "the server is shutting down: run the command again when it is back",
    "XX": "it is damaged: run `counterclaim verify`, then go back to a copy",
}
"""What to do next, by the class of the server's error code (PostgreSQL manual, appendix A)."""


def connect(address: str, *, create: bool, wait: Wait) -> Engine:
    """Return an engine on the case at `address`, with the case made first if it is to be created.

    Raises:
        UsageError: the address cannot be understood.
        NotFoundError: there is no case, and none is to be created.
        BusyError: another process kept it locked for too long.
        StoreError: there is no driver, the server cannot be reached, or what is there is no case.
    """
    if util.find_spec("psycopg") is None:
        raise StoreError(
            f'{wait.name} needs a driver; install it with: pip install "counterclaim[postgresql]"'
        )
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise UsageError(f"{address!r} is no address such as postgresql://user@server/database") from error
    engine = create_engine(url, pool_pre_ping=True)  # a server may have been restarted since
    try:
        with errors_in_words(wait):
            _prepare(engine, wait, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def shown(address: str) -> str:
    """Return an address without its password."""
    try:
        return make_url(address).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return "the address"


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection to which the whole case stands still."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        yield connection
        connection.rollback()


@contextmanager
def writing(
    engine: Engine, wait: Wait, errors: Callable[[], AbstractContextManager[None]]
) -> Iterator[Connection]:
    """Give a connection that holds the writer's lock; at the end all is committed, or wholly undone."""
    with engine.connect() as connection:  # what is not committed at its end is undone
        with errors():
            _lock(connection, wait)
        yield connection
        with errors():
            connection.commit()


@contextmanager
def errors_in_words(wait: Wait) -> Iterator[None]:
    """Turn what the server raises into an error that names the case and the next step."""
    try:
        yield
    except DBAPIError as error:
        code = sqlstate(error)
        if code == _LOCK_NOT_AVAILABLE:
            raise BusyError(wait.in_vain) from error
        advice = _NEXT_STEP.get(code[:2], "see whether the server runs, and whether the address is right")
        reason = " ".join(str(error.orig).split())
        sort = IntegrityError if code.startswith("XX") else StoreError
        raise sort(f"{wait.name}: {reason}; {advice}") from error


def sqlstate(error: DBAPIError) -> str:
    """Return the server's code for an error, "" where it gave none."""
    return getattr(error.orig, "sqlstate", None) or ""


def build(connection: Connection) -> None:
    """Make every table, trigger and view in the current schema; the caller holds a transaction."""
    METADATA.create_all(connection, checkfirst=False)
    run_script(connection, script("postgresql.sql"))
    connection.execute(CreateTable(LAYOUT))
    connection.execute(insert(LAYOUT).values(layout=SCHEMA_VERSION))


def run_script(connection: Connection, sql: str) -> None:
    """Run statements that take no values."""
    raw: Any = connection.connection.driver_connection
    raw.execute(sql)


def _lock(connection: Connection, wait: Wait) -> None:
    """Take the writer's lock; where it is not had within a second, say so and go on waiting."""
    soon = min(SOON_IN_SECONDS, wait.seconds)
    try:
        _take_lock(connection, soon)
    except OperationalError as error:
        if sqlstate(error) != _LOCK_NOT_AVAILABLE or soon == wait.seconds:
            raise
        connection.rollback()
        wait.say()
        _take_lock(connection, wait.seconds - soon)


def _take_lock(connection: Connection, seconds: float) -> None:
    """Take the lock that every writer of this schema takes, until the transaction ends.

    A server told not to wait for its disk is told otherwise for this transaction.
    """
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, round(seconds * 1000))}")
    connection.exec_driver_sql(
        "SELECT set_config('synchronous_commit', 'on', true)"
        " WHERE current_setting('synchronous_commit') = 'off'"
    )
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID}, hashtext(current_schema()))")


def _prepare(engine: Engine, wait: Wait, *, create: bool) -> None:
    """Make the case where there is none, and refuse what is no case."""
    with engine.connect() as connection:
        if _has(connection, "counterclaim"):
            _refuse_other_layout(connection, wait)
            return
        if not create:
            raise NotFoundError(f"no case at {wait.name}; make one with: counterclaim init")
    with writing(engine, wait, lambda: errors_in_words(wait)) as connection:
        if _has(connection, "counterclaim"):
            return  # another process made it while we waited
        for table in (*METADATA.tables, "passage"):
            if _has(connection, table):
                raise StoreError(
                    f"{wait.name} holds a table {table!r} that is not of Counterclaim; nothing was written to"
                    " it; make a case in another database or schema"
                )
        build(connection)


def _has(connection: Connection, table: str) -> bool:
    """Say whether the schema has a table, as it is now: `to_regclass` may remember how it was."""
    query = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = %s"
    return bool(connection.exec_driver_sql(query, (table,)).scalar_one())


def _refuse_other_layout(connection: Connection, wait: Wait) -> None:
    layout = connection.execute(select(func.max(LAYOUT.c.layout))).scalar_one()
    if layout != SCHEMA_VERSION:
        raise StoreError(
            f"{wait.name} was written by a newer Counterclaim (layout {layout}; this one knows "
            f"{SCHEMA_VERSION}); nothing was written to it; install the newest version"
        )
