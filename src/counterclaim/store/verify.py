"""What `verify` looks for in an SQLite case: its pages, its schema, and everything in `checks.py`.

Reading goes on past damage: text that is no UTF-8 any more is read with replacement characters
(its entry's hash then tells on it), and a table that breaks off is named as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, create_engine, select
from sqlalchemy.exc import DBAPIError

from counterclaim.ledger import Entry, Snapshot
from counterclaim.model import Report, Statement
from counterclaim.problems import IntegrityError
from counterclaim.store import checks
from counterclaim.store.connect import driver
from counterclaim.store.protocol import Damage
from counterclaim.store.rows import entry_of, passages_of, unpacked
from counterclaim.store.tables import BLOB, ENTRY, FACT, PASSAGE, build, schema

Item = TypeVar("Item")

_PASSAGES = select(PASSAGE.c.rowid, PASSAGE.c.kind, PASSAGE.c.id, PASSAGE.c.report, PASSAGE.c.text)


def damages(connection: Connection, module: ModuleType) -> list[Damage]:
    """Return all damage, sorted and each once; the caller holds a transaction, so that all is of one moment.

    Args:
        connection: to the case.
        module: the DBAPI module, with which a pattern of the schema is made.
    """
    with _forgiving_text(connection):
        found = [*_database(connection), *_schema(connection, module)]
        names, broken = _read(connection, "blob", _blob_names)
        found += [*broken, *checks.damaged_blobs(names, partial(_blob, connection))]
        found += _facts(connection, frozenset(names))
    return sorted(set(found))


@contextmanager
def _forgiving_text(connection: Connection) -> Iterator[None]:
    """Read bytes that are no UTF-8 with replacement characters, for as long as we look for damage."""
    under = driver(connection)
    strict, under.text_factory = under.text_factory, lambda raw: raw.decode("utf-8", "replace")
    try:
        yield
    finally:
        under.text_factory = strict


def _read(
    connection: Connection, table: str, read: Callable[[Connection], Iterator[Item]]
) -> tuple[list[Item], list[Damage]]:
    """Return what `read` gives until the table breaks off, and the damage where it does."""
    items: list[Item] = []
    try:
        items.extend(read(connection))
    except (DBAPIError, UnicodeDecodeError) as error:  # the latter: a complaint the driver cannot read
        cause = error.orig if isinstance(error, DBAPIError) else error
        return items, [Damage(f"table {table}", f"breaks off after {len(items)} rows: {cause}")]
    return items, []


# -- The file --------------------------------------------------------------------------------


def _database(connection: Connection) -> Iterator[Damage]:
    """Yield what SQLite itself finds wrong with its pages, indexes and foreign keys."""
    pages, broken = _read(
        connection, "pages", lambda case: iter(case.exec_driver_sql("PRAGMA integrity_check").all())
    )
    yield from broken
    yield from (Damage("database pages", row[0]) for row in pages if row[0] != "ok")
    keys, broken = _read(
        connection, "fact", lambda case: iter(case.exec_driver_sql("PRAGMA foreign_key_check").all())
    )
    yield from broken
    yield from (Damage(f"fact {row[1]}", "stands without the entry that put it") for row in keys)


def _schema(connection: Connection, module: ModuleType) -> Iterator[Damage]:
    """Yield the tables, triggers and views that are missing, or are not as we make them.

    Tables and views that somebody added are theirs; an added trigger could change what we store.
    """
    pattern_engine = create_engine("sqlite://", module=module)
    with pattern_engine.connect() as pattern:
        build(pattern, module)
        wanted = schema(pattern)
    pattern_engine.dispose()
    found, broken = _read(connection, "sqlite_master", lambda case: iter(schema(case).items()))
    yield from broken
    stored = dict(found)
    for name in sorted(wanted):
        if name not in stored:
            yield Damage(name, "is missing")
        elif stored[name] != wanted[name]:
            yield Damage(name, "is not as Counterclaim makes it")
    for name in sorted(stored.keys() - wanted.keys()):
        if name.startswith("trigger "):
            yield Damage(name, "is not of Counterclaim, and could change what is stored")


# -- What is stored --------------------------------------------------------------------------


def _blob_names(connection: Connection) -> Iterator[str]:
    yield from connection.execute(select(BLOB.c.sha256).order_by(BLOB.c.sha256)).scalars()


def _blob(connection: Connection, name: str) -> bytes:
    """Return the raw bytes `name`, each blob read on its own so that one that is lost hides no other."""
    try:
        return unpacked(
            name, connection.execute(select(BLOB.c.compressed).where(BLOB.c.sha256 == name)).scalar()
        )
    except DBAPIError as error:
        raise IntegrityError(f"cannot be read: {error.orig}") from error


def _facts(connection: Connection, blob_names: frozenset[str]) -> Iterator[Damage]:
    """Yield damage of the log, of the current state, and of the index of words."""
    log, log_breaks = _read(
        connection, "entry", lambda case: iter(case.execute(select(ENTRY).order_by(ENTRY.c.sequence)))
    )
    rows, state_breaks = _read(connection, "fact", lambda case: iter(case.execute(select(FACT))))
    entries, unreadable = _entries(log)
    yield from (*log_breaks, *state_breaks, *unreadable)
    yield from checks.damaged_chain(entries)
    bodies = {(row.kind, row.id): row.body for row in rows}
    if not (log_breaks or state_breaks or unreadable):
        yield from checks.damaged_state(entries, bodies)
    facts, undecodable = checks.readable(bodies)
    yield from undecodable
    snapshot = Snapshot.of(facts)
    yield from checks.damaged_facts(snapshot, blob_names)
    yield from _index(connection, snapshot, {(row.kind, row.id): row.sequence for row in rows})


def _entries(rows: list[Row[Any]]) -> tuple[list[Entry], list[Damage]]:
    """Return the entries that can be read, and the damage of those that cannot."""
    entries: list[Entry] = []
    found: list[Damage] = []
    for row in rows:
        try:
            entries.append(entry_of(row))
        except IntegrityError as error:
            found.append(Damage(f"entry {row.sequence}", str(error)))
    return entries, found


def _index(
    connection: Connection, snapshot: Snapshot, sequences: Mapping[tuple[str, str], int]
) -> Iterator[Damage]:
    """Yield the passages that are missing from the index of words, or that should not be in it."""
    facts: dict[int, Report | Statement] = {}
    facts |= {sequences["report", name]: report for name, report in snapshot.reports.items()}
    facts |= {sequences["statement", name]: said for name, said in snapshot.statements.items()}
    wanted = {tuple(row.values()) for row in passages_of(facts, snapshot.reports)}
    rows, broken = _read(connection, "passage", lambda case: iter(case.execute(_PASSAGES)))
    yield from broken
    for _, kind, fact_id, *_ in sorted(wanted ^ {tuple(row) for row in rows}):
        yield Damage(f"{kind} {fact_id}", "the index of words is not what its text says: rebuild it")
