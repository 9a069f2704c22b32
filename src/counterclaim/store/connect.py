"""Opening an SQLite file as a case, and saying in words what the database refuses."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module, util
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from counterclaim.problems import BusyError, IntegrityError, NotFoundError, StoreError
from counterclaim.store.build import build
from counterclaim.store.guard import OLDEST, Version, journal_mode, wal_is_safe
from counterclaim.store.migrations import back_up, migrate
from counterclaim.store.tables import APPLICATION_ID, SCHEMA_VERSION
from counterclaim.store.waiting import SOON_IN_SECONDS, Wait

_NEXT_STEP = {
    sqlite3.SQLITE_READONLY: "it may not be written to: check its permissions",
    sqlite3.SQLITE_IOERR: "the disk failed: copy the file to another one and run `counterclaim verify` on it",
    sqlite3.SQLITE_CORRUPT: "it is damaged: run `counterclaim verify`, then go back to a copy",
    sqlite3.SQLITE_FULL: "the disk is full: make room and run the command again; nothing was half written",
    sqlite3.SQLITE_CANTOPEN: "check that its folder is there and may be written to",
    sqlite3.SQLITE_NOTADB: "it is no Counterclaim case: make one elsewhere with: counterclaim init",
}

_CACHE_KIBIBYTES = 64 * 1024
"""How much of a case one connection keeps at hand: the keys of a large one lie far apart."""

_TRIES, _PAUSE_IN_SECONDS = 40, 0.05
"""How often, and after what pause, a new case's journal is tried for: two seconds in all."""


def sqlite_module() -> ModuleType:
    """Return pysqlite3 where it is installed, which brings a mended SQLite, else Python's own."""
    return import_module("pysqlite3.dbapi2") if util.find_spec("pysqlite3") else sqlite3


def version_of(module: ModuleType) -> Version:
    """Return the version of the SQLite that `module` was built with."""
    version: Version = module.sqlite_version_info
    return version


def in_words(version: Version) -> str:
    """Return a version as people write it.

    >>> in_words((3, 51, 3))
    '3.51.3'
    """
    return ".".join(str(part) for part in version)


def connect(path: Path, *, create: bool, wait: Wait, module: ModuleType) -> Engine:
    """Return an engine on the case at `path`, with the case made or migrated first.

    Raises:
        NotFoundError: there is no file, and none is to be created.
        BusyError: another process kept it locked for too long.
        StoreError: the file is no case, is of a newer version, or cannot be opened.
    """
    if not create and not path.exists():
        raise NotFoundError(f"no case at {path}; make one with: counterclaim init {path}")
    if version_of(module) < OLDEST:
        raise StoreError(
            f"{path} needs SQLite 3.38 or newer, this is {in_words(version_of(module))}; install pysqlite3"
        )
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=module,
        isolation_level="AUTOCOMMIT",  # `writing` and `reading` say BEGIN themselves
        connect_args={"timeout": wait.seconds},
    )
    event.listen(engine, "connect", _set_up)
    try:
        with errors_in_words(path, wait.seconds), engine.connect() as connection:
            _prepare(connection, path, wait, create=create, module=module)
            _bring_up_to_date(connection, path, wait, module)
    except (StoreError, IntegrityError):
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(
    engine: Engine, wait: Wait, errors: Callable[[], AbstractContextManager[None]] = nullcontext
) -> Iterator[Connection]:
    """Give a connection that holds the writer's lock; at the end all is committed, or wholly undone.

    `errors` says in words what goes wrong at the beginning and at the end; what is done between, the
    caller does.
    """
    with engine.connect() as connection:
        with errors():
            _patiently(connection, "BEGIN IMMEDIATE", wait)
        try:
            yield connection
            with errors():
                _patiently(connection, "COMMIT", wait)
        except BaseException:
            _undo(connection)
            raise


def _undo(connection: Connection) -> None:
    """Undo what was begun; where even that fails, the next who opens the file does it from the journal."""
    try:
        if (
            not connection.invalidated and driver(connection).in_transaction
        ):  # SQLite has undone it itself after a full disk
            connection.exec_driver_sql("ROLLBACK")
    except DBAPIError:
        connection.invalidate()


def _patiently(connection: Connection, statement: str, wait: Wait) -> None:
    """Run what needs a lock; where it is not had within a second, say so and go on waiting."""
    soon = min(SOON_IN_SECONDS, wait.seconds)
    try:
        _set_patience(connection, soon)
        connection.exec_driver_sql(statement)
    except OperationalError as error:
        if _primary_code(error) != sqlite3.SQLITE_BUSY or soon == wait.seconds:
            raise
        wait.say()
        _set_patience(connection, wait.seconds - soon)
        connection.exec_driver_sql(statement)
    finally:
        _set_patience(connection, wait.seconds)


def _set_patience(connection: Connection, seconds: float) -> None:
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


def _primary_code(error: DBAPIError) -> int:
    """Return SQLite's own number for what went wrong, without its finer distinctions."""
    return int(getattr(error.orig, "sqlite_errorcode", 0)) & 0xFF


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection to which the whole case stands still.

    It ends with a rollback, for a commit can fail on a damaged index of words.
    """
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        try:
            yield connection
        finally:
            _undo(connection)


@contextmanager
def errors_in_words(path: Path, wait_seconds: float) -> Iterator[None]:
    """Turn what the database raises into an error that names the file and the next step.

    A file that SQLite itself finds damaged is an `IntegrityError`, whatever was asked of it.
    """
    try:
        yield
    except DBAPIError as error:
        code = _primary_code(error)
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise BusyError(
                f"another process is writing to {path.name}; waited {wait_seconds:g} s; "
                f"run the command again when it has finished ({path})"
            ) from error
        advice = _NEXT_STEP.get(code, "run `counterclaim verify` to see whether it is whole")
        sort = IntegrityError if code == sqlite3.SQLITE_CORRUPT else StoreError
        raise sort(f"{path}: {error.orig}; {advice}") from error
    except UnicodeDecodeError as error:  # the driver cannot read the database's own complaint
        raise IntegrityError(f"{path}: {error}; {_NEXT_STEP[sqlite3.SQLITE_CORRUPT]}") from error


def driver(connection: Connection) -> Any:
    """Return the DBAPI connection under `connection`."""
    return connection.connection.driver_connection


def _set_up(connection: Any, _record: object) -> None:
    """Set what holds for one connection only: a commit is on the disk when it returns."""
    connection.execute("PRAGMA synchronous = EXTRA")  # FULL, and the folder once the journal is gone
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_spill = OFF")  # a long transaction keeps no reader out before its end
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")


def _prepare(connection: Connection, path: Path, wait: Wait, *, create: bool, module: ModuleType) -> None:
    """Make the case where it is new, refuse what is no case, and settle on a journal."""
    if create and _is_blank(connection):
        _set_journal(connection, journal_mode(version_of(module)))
        _build_once(connection, wait, module)
    _refuse_foreign(connection, path)
    if not wal_is_safe(version_of(module)):
        _leave_wal(connection, path, version_of(module))


def _set_journal(connection: Connection, mode: str) -> None:
    """Set the journal of a new case; SQLite does not wait here for another process that sets it too."""
    for _ in range(_TRIES):
        try:
            connection.exec_driver_sql(f"PRAGMA journal_mode = {mode}")
        except OperationalError as error:
            if _primary_code(error) != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(_PAUSE_IN_SECONDS)
        else:
            return
    connection.exec_driver_sql(f"PRAGMA journal_mode = {mode}")


def _is_blank(connection: Connection) -> bool:
    """Say whether the file was never written to: an interrupted creation leaves such a one."""
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    return not tables and not _pragma(connection, "application_id")


def _build_once(connection: Connection, wait: Wait, module: ModuleType) -> None:
    """Make the tables, unless another process made them between our look and our lock."""
    with writing(connection.engine, wait) as locked:
        if _is_blank(locked):
            build(locked, module)


def _refuse_foreign(connection: Connection, path: Path) -> None:
    """Raise StoreError for a file that is no case, or a case that only a newer version understands."""
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise StoreError(
            f"{path} is not a Counterclaim case; nothing was written to it; "
            "make a case elsewhere with: counterclaim init"
        )
    version = _pragma(connection, "user_version")
    if version < 1:
        raise IntegrityError(f"{path} is damaged: no case has layout {version}; go back to a copy")
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} was written by a newer Counterclaim (layout {version}; this one knows "
            f"{SCHEMA_VERSION}); nothing was written to it; install the newest version"
        )


def _bring_up_to_date(connection: Connection, path: Path, wait: Wait, module: ModuleType) -> None:
    """Migrate a case of an older layout, with a copy of it kept beside."""
    version = _pragma(connection, "user_version")
    if version == SCHEMA_VERSION:
        return
    with writing(connection.engine, wait) as locked:
        if _pragma(locked, "user_version") == SCHEMA_VERSION:
            return  # another process did it while we waited
        kept = back_up(path, version, module)
        try:
            migrate(locked, module)
        except DBAPIError as error:
            raise StoreError(
                f"{path} could not be brought from layout {version} to {SCHEMA_VERSION}: {error.orig}; it is"
                f" as it was, with a copy in {kept}; run `counterclaim verify` of the version that wrote it"
            ) from error
    if wait.tell is not None:
        wait.tell(f"{path.name} was brought to layout {SCHEMA_VERSION}; as it was before it stands in {kept}")


def _leave_wal(connection: Connection, path: Path, version: Version) -> None:
    """Take a case out of write-ahead-log mode, with which this SQLite is not to be trusted."""
    if _pragma(connection, "journal_mode") != "wal":
        return
    try:
        connection.exec_driver_sql("PRAGMA journal_mode = DELETE").scalar_one()
    except OperationalError as error:
        raise StoreError(
            f"{path} is open elsewhere in write-ahead-log mode, in which SQLite "
            f"{in_words(version)} can lose commits; close it there, or install pysqlite3"
        ) from error


def _pragma(connection: Connection, name: str) -> Any:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
