"""What makes a new SQLite case, and what a case is made of."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from sqlalchemy import Connection

from counterclaim.store.tables import APPLICATION_ID, METADATA, SCHEMA_VERSION, script

_PASSAGE = """CREATE VIRTUAL TABLE passage USING fts5(
  kind UNINDEXED, id UNINDEXED, report UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2'
)"""


def build(connection: Connection, module: ModuleType) -> None:
    """Make every table, trigger and view, and mark the file as a case; the caller holds a transaction."""
    METADATA.create_all(connection)
    connection.exec_driver_sql(_PASSAGE)
    build_views(connection, module)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def build_views(connection: Connection, module: ModuleType) -> None:
    """Make the triggers and the views, which hold nothing themselves."""
    for statement in statements(script("schema.sql"), module):
        connection.exec_driver_sql(statement)


def schema(connection: Connection) -> dict[str, str]:
    """Return what the database is made of: the SQL of each table, index, trigger and view by its name.

    How it is broken into lines makes no difference.
    """
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {f"{kind} {name}": " ".join(sql.split()) for kind, name, sql in rows}


def statements(sql: str, module: ModuleType) -> Iterator[str]:
    """Yield the statements of a script one by one."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if module.complete_statement(pending):
            yield pending
            pending = ""
