"""The index of keys that lasts as long as its case: the table `blocking`, in a transaction of the caller."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from counterclaim.store.asking import answers, carry_out

_KEYS = "SELECT member, key FROM blocking WHERE space = {value} AND member {among} ORDER BY member, key"
_KEYS_OF_ONE = "SELECT key FROM blocking WHERE space = {value} AND member = {value} ORDER BY key"
_MEMBERS_OF_EACH = (
    "SELECT wanted.value, (SELECT {list} FROM (SELECT member FROM blocking WHERE space = {value} "
    "AND key = wanted.value ORDER BY member LIMIT {value}) AS first) FROM {each}"
)
_MEMBERS = "SELECT member FROM blocking WHERE space = {value} AND key = {value} ORDER BY member LIMIT {value}"
_BEFORE = (
    "SELECT member FROM blocking WHERE space = {value} AND key = {value} AND member < {value} "
    "ORDER BY member DESC LIMIT {value}"
)
_AFTER = (
    "SELECT member FROM blocking WHERE space = {value} AND key = {value} AND member > {value} "
    "ORDER BY member LIMIT {value}"
)
_ADD = "INSERT INTO blocking (space, key, member) VALUES ({value}, {value}, {value})"
_DROP = "DELETE FROM blocking WHERE space = {value} AND key = {value} AND member = {value}"
_CLEAR = "DELETE FROM blocking"

Do = Callable[[Callable[[Connection], Any]], Any]
"""Runs something on the connection, and says in words what the database refuses."""

_MANY = 1 << 62
"""More members than there can be."""


class DatabaseKeys:
    """An index of keys in a database; see `Keys`.

    Thousands of small questions are asked of it for each report, most of them again and again: they go to the
    driver as they are, and what it answers is remembered until it is put otherwise.
    """

    def __init__(self, do: Do) -> None:
        self._do = do
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}
        self._members: dict[tuple[str, str], dict[int, tuple[str, ...]]] = {}

    def put(self, space: str, keys: Mapping[str, Iterable[str]]) -> None:
        """Give each member exactly these keys; see `Keys.put`."""
        self.fetch(space, keys)
        gone: list[tuple[str, str, str]] = []
        new: list[tuple[str, str, str]] = []
        for member, wanted in keys.items():
            old, now = frozenset(self._known[space, member]), frozenset(wanted)
            gone += [(space, key, member) for key in old - now]
            new += [(space, key, member) for key in now - old]
            self._known[space, member] = tuple(sorted(now))
            for key in old ^ now:
                self._members.pop((space, key), None)
        for text, rows in ((_DROP, gone), (_ADD, new)):
            if rows:
                self._do(lambda connection: carry_out(connection, text, sorted(rows)))  # noqa: B023

    def keys(self, space: str, member: str) -> tuple[str, ...]:
        """Return the keys of a member; see `Keys.keys`."""
        if (space, member) not in self._known:
            self._known[space, member] = self._ask(_KEYS_OF_ONE, space, member)
        return self._known[space, member]

    def members(self, space: str, key: str, limit: int | None = None) -> tuple[str, ...]:
        """Return the members that have a key; see `Keys.members`."""
        most = _MANY if limit is None else limit
        answered = self._members.setdefault((space, key), {})
        if most not in answered:
            answered[most] = self._ask(_MEMBERS, space, key, most)
        return answered[most]

    def beside(self, space: str, key: str, member: str, width: int) -> tuple[str, ...]:
        """Return the members next to one; see `Keys.beside`."""
        before = self._ask(_BEFORE, space, key, member, width)
        return (*reversed(before), *self._ask(_AFTER, space, key, member, width))

    def fetch(self, space: str, members: Iterable[str]) -> None:
        """Read the keys of members at once; see `Keys.fetch`."""
        unknown = sorted({one for one in members if (space, one) not in self._known})
        if not unknown:
            return
        found: defaultdict[str, list[str]] = defaultdict(list)
        for member, key in self._do(lambda connection: answers(connection, _KEYS, space, unknown)):
            found[member].append(key)
        self._known |= {(space, member): tuple(found[member]) for member in unknown}

    def fetch_members(self, space: str, keys: Iterable[str], limit: int | None = None) -> None:
        """Read the members of keys at once; see `Keys.fetch_members`."""
        most = _MANY if limit is None else limit
        unknown = sorted({key for key in keys if most not in self._members.get((space, key), {})})
        if not unknown:
            return
        for key, members in self._do(
            lambda connection: answers(connection, _MEMBERS_OF_EACH, space, most, unknown)
        ):
            self._members.setdefault((space, key), {})[most] = tuple(json.loads(members or "[]"))

    def clear(self) -> None:
        """Forget everything; see `Keys.clear`."""
        self._known.clear()
        self._members.clear()
        self._do(lambda connection: carry_out(connection, _CLEAR, [()]))

    def _ask(self, text: str, *values: str | int) -> tuple[str, ...]:
        """Return the first column of what a question answers."""
        return tuple([row[0] for row in self._do(lambda connection: answers(connection, text, *values))])
