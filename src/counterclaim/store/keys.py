"""The index of keys that lasts as long as its case: the table `blocking`, in a transaction of the caller."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

_KEYS = "SELECT key FROM blocking WHERE space = {0} AND member = {0} ORDER BY key"
_MEMBERS = "SELECT member FROM blocking WHERE space = {0} AND key = {0} ORDER BY member LIMIT {0}"
_BEFORE = (
    "SELECT member FROM blocking WHERE space = {0} AND key = {0} AND member < {0} "
    "ORDER BY member DESC LIMIT {0}"
)
_AFTER = (
    "SELECT member FROM blocking WHERE space = {0} AND key = {0} AND member > {0} ORDER BY member LIMIT {0}"
)
_ADD = "INSERT INTO blocking (space, key, member) VALUES ({0}, {0}, {0})"
_DROP = "DELETE FROM blocking WHERE space = {0} AND key = {0} AND member = {0}"
_CLEAR = "DELETE FROM blocking"
_SIGNS = {"qmark": "?", "pyformat": "%s", "format": "%s"}
Ask = Callable[[Callable[[Connection], tuple[str, ...]]], tuple[str, ...]]
"""Runs something on the connection, and says in words what the database refuses."""

_MANY = 1 << 62
"""More members than there can be."""


class DatabaseKeys:
    """An index of keys in a database; see `Keys`.

    Thousands of small questions are asked of it for each report, so they go to the driver as they are; what
    was answered is remembered until something of its space is put.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def put(self, space: str, keys: Mapping[str, Iterable[str]]) -> None:
        """Give each member exactly these keys; see `Keys.put`."""
        gone: list[tuple[str, str, str]] = []
        new: list[tuple[str, str, str]] = []
        for member, wanted in keys.items():
            old, now = frozenset(self.keys(space, member)), frozenset(wanted)
            gone += [(space, key, member) for key in old - now]
            new += [(space, key, member) for key in now - old]
            self._known[space, member] = tuple(sorted(now))
        self._run_all(_DROP, gone)
        self._run_all(_ADD, new)

    def keys(self, space: str, member: str) -> tuple[str, ...]:
        """Return the keys of a member; see `Keys.keys`."""
        if (space, member) not in self._known:
            self._known[space, member] = self._run(_KEYS, (space, member))
        return self._known[space, member]

    def members(self, space: str, key: str, limit: int | None = None) -> tuple[str, ...]:
        """Return the members that have a key; see `Keys.members`."""
        return self._run(_MEMBERS, (space, key, _MANY if limit is None else limit))

    def beside(self, space: str, key: str, member: str, width: int) -> tuple[str, ...]:
        """Return the members next to one; see `Keys.beside`."""
        before = self._run(_BEFORE, (space, key, member, width))
        return (*reversed(before), *self._run(_AFTER, (space, key, member, width)))

    def clear(self) -> None:
        """Forget everything; see `Keys.clear`."""
        self._known.clear()
        self._ask(lambda connection: _answers(connection, _CLEAR, ()))

    def _run(self, text: str, values: tuple[str | int, ...]) -> tuple[str, ...]:
        return self._ask(lambda connection: _answers(connection, text, values))

    def _run_all(self, text: str, rows: Sequence[tuple[str, str, str]]) -> None:
        if rows:
            self._ask(lambda connection: _answers(connection, text, list(rows)))


def _answers(connection: Connection, text: str, values: Any) -> tuple[str, ...]:
    """Return the first column of what a statement answers."""
    found = connection.exec_driver_sql(text.format(_SIGNS[connection.dialect.paramstyle]), values)
    return tuple(row[0] for row in found) if found.returns_rows else ()
