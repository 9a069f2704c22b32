"""Questions put to the driver itself: SQLAlchemy's own way costs many times what SQLite needs to answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError

_WORDS = {
    "qmark": {
        "value": "?",
        "among": "IN (SELECT value FROM json_each(?))",
        "each": "json_each(?) AS wanted",
        "list": "json_group_array(member)",
        "body": "body",
    },
    "pyformat": {
        "value": "%s",
        "among": "= ANY(%s)",
        "each": "unnest(%s::text[]) AS wanted(value)",
        "list": "json_agg(member)::text",
        "body": "body::json",
    },
}
"""How SQLite, and how PostgreSQL, say things: a value, one of a list of values, each of a list, members as
a list, and a body as JSON."""


def answers(connection: Connection, text: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return the rows that answer `text`, in which a value goes where there is a word in braces.

    Raises:
        DBAPIError: the database refuses, just as SQLAlchemy has it.
    """
    cursor = _cursor(connection)
    style = connection.dialect.paramstyle
    try:
        cursor.execute(_worded(text, style), _packed(values, style))
        return list(cursor.fetchall())
    except _refusal(connection) as error:
        raise _as_sqlalchemy_has_it(connection, text, error) from error
    finally:
        cursor.close()


def carry_out(connection: Connection, text: str, rows: Iterable[Sequence[Any]]) -> None:
    """Run `text`, which answers nothing, for each of `rows`.

    Raises:
        DBAPIError: the database refuses, just as SQLAlchemy has it.
    """
    cursor = _cursor(connection)
    try:
        cursor.executemany(_worded(text, connection.dialect.paramstyle), list(rows))
    except _refusal(connection) as error:
        raise _as_sqlalchemy_has_it(connection, text, error) from error
    finally:
        cursor.close()


def _cursor(connection: Connection) -> DBAPICursor:
    """Return the driver's cursor, in a transaction that SQLAlchemy knows of, so that it ends it too."""
    if not connection.in_transaction():
        connection.begin()
    return connection.connection.cursor()


@cache
def _worded(text: str, style: str) -> str:
    return text.format(**_WORDS[style])


def _packed(values: tuple[Any, ...], style: str) -> tuple[Any, ...]:
    """Return the values as the driver takes them: to SQLite a list is JSON."""
    if style != "qmark" or list not in map(type, values):
        return values
    return tuple(json.dumps(value) if isinstance(value, list) else value for value in values)


def _refusal(connection: Connection) -> type[Exception]:
    refusal: type[Exception] = connection.dialect.loaded_dbapi.Error
    return refusal


def _as_sqlalchemy_has_it(connection: Connection, text: str, error: Exception) -> BaseException:
    """Return the error as SQLAlchemy raises it; a connection that broke is not used again."""
    dialect = connection.dialect
    if dialect.is_disconnect(error, connection.connection, None):  # type: ignore[arg-type]
        connection.invalidate(error)
    return DBAPIError.instance(text, None, error, _refusal(connection), dialect=dialect)
