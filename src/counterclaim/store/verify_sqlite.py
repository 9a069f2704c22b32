"""What `verify` looks for in an SQLite case: its pages, its schema, and all that `verify.py` looks for.

Reading goes on past damage: text that is no UTF-8 any more is read with replacement characters
(its entry's hash then tells on it), and a table that breaks off is named as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType

from sqlalchemy import Connection, create_engine

from counterclaim.store.build import build, schema
from counterclaim.store.connect import driver
from counterclaim.store.protocol import Damage
from counterclaim.store.verify import differing_schema, read_on, stored_damages


def damages(connection: Connection, module: ModuleType) -> list[Damage]:
    """Return all damage, sorted and each once; the caller holds a transaction, so that all is of one moment.

    Args:
        connection: to the case.
        module: the DBAPI module, with which a pattern of the schema is made.
    """
    with _forgiving_text(connection):
        found = [*_database(connection), *_schema(connection, module), *stored_damages(connection)]
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


def _database(connection: Connection) -> Iterator[Damage]:
    """Yield what SQLite itself finds wrong with its pages, indexes and foreign keys."""
    pages, broken = read_on(
        connection, "pages", lambda case: iter(case.exec_driver_sql("PRAGMA integrity_check").all())
    )
    yield from broken
    yield from (Damage("database pages", row[0]) for row in pages if row[0] != "ok")
    keys, broken = read_on(
        connection, "fact", lambda case: iter(case.exec_driver_sql("PRAGMA foreign_key_check").all())
    )
    yield from broken
    yield from (Damage(f"fact {row[1]}", "stands without the entry that put it") for row in keys)


def _schema(connection: Connection, module: ModuleType) -> Iterator[Damage]:
    """Yield what of the schema is not as we make it."""
    found, broken = read_on(connection, "sqlite_master", lambda case: iter(schema(case).items()))
    yield from broken
    yield from differing_schema(dict(found), _pattern(module))


@cache
def _pattern(module: ModuleType) -> dict[str, str]:
    """Return what a new case is made of."""
    engine = create_engine("sqlite://", module=module)
    with engine.connect() as connection:
        build(connection, module)
        made = schema(connection)
    engine.dispose()
    return made
