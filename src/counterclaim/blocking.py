"""Keys that are kept from run to run: who shares one with whom, so that what is new costs its own candidates.

An inverted index in spaces. Members and keys are short texts; a space says what they are. Nothing in it is
evidence: all of it can be worked out anew from the facts.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar


class Keys(Protocol):
    """An index of keys; one that lasts is part of a store."""

    def put(self, space: str, keys: Mapping[str, Iterable[str]]) -> None:
        """Give each member exactly these keys; without any it is forgotten."""

    def keys(self, space: str, member: str) -> tuple[str, ...]:
        """Return the keys of a member, sorted."""

    def members(self, space: str, key: str, limit: int | None = None) -> tuple[str, ...]:
        """Return the members that have a key, sorted, and no more than `limit` of them."""

    def beside(self, space: str, key: str, member: str, width: int) -> tuple[str, ...]:
        """Return of the members with a key those just before and after `member`, `width` on either side."""

    def fetch(self, space: str, members: Iterable[str]) -> None:
        """Read the keys of `members` at once, for they will be asked for."""

    def fetch_members(self, space: str, keys: Iterable[str], limit: int | None = None) -> None:
        """Read at once which members have each of `keys`, no more than `limit`: they will be asked for."""

    def clear(self) -> None:
        """Forget everything."""


class Room:
    """A part of an index, with spaces of its own."""

    def __init__(self, index: Keys, name: str) -> None:
        self._index = index
        self._name = name

    def put(self, space: str, keys: Mapping[str, Iterable[str]]) -> None:
        """Give each member exactly these keys; see `Keys.put`."""
        self._index.put(self._own(space), keys)

    def keys(self, space: str, member: str) -> tuple[str, ...]:
        """Return the keys of a member; see `Keys.keys`."""
        return self._index.keys(self._own(space), member)

    def members(self, space: str, key: str, limit: int | None = None) -> tuple[str, ...]:
        """Return the members that have a key; see `Keys.members`."""
        return self._index.members(self._own(space), key, limit)

    def fetch(self, space: str, members: Iterable[str]) -> None:
        """Read the keys of `members` at once; see `Keys.fetch`."""
        self._index.fetch(self._own(space), members)

    def _own(self, space: str) -> str:
        return f"{self._name}: {space}"


Value = TypeVar("Value")


class Looked(Mapping[str, Value]):
    """A mapping whose values are looked up when they are first asked for; it cannot be listed.

    `prepare` is given the keys that will be asked for, where they are known before.
    """

    def __init__(
        self, look_up: Callable[[str], Value | None], prepare: Callable[[Collection[str]], None] | None = None
    ) -> None:
        self._look_up = look_up
        self._prepare = prepare
        self._known: dict[str, Value | None] = {}

    def __getitem__(self, key: str) -> Value:
        """Return the value of a key, which is looked up once."""
        if key not in self._known:
            self._known[key] = self._look_up(key)
        found = self._known[key]
        if found is None:
            raise KeyError(key)
        return found

    def fetch(self, keys: Iterable[str]) -> None:
        """Prepare for the keys that will be asked for."""
        unknown = [key for key in keys if key not in self._known]
        if self._prepare is not None and unknown:
            self._prepare(unknown)

    def __iter__(self) -> Iterator[str]:
        """Refuse: nobody knows all keys."""
        raise NotImplementedError

    def __len__(self) -> int:
        """Refuse: nobody knows all keys."""
        raise NotImplementedError


def together(starts: Iterable[str], beside: Callable[[str], Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Yield what hangs together with each of some members, sorted, each component once.

    Args:
        starts: where to begin; each is in the component that is yielded for it.
        beside: the members that hang together with one.
    """
    seen: set[str] = set()
    for first in starts:
        waiting, found = [first], []
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                found.append(one)
                waiting.extend(beside(one))
        if found:
            yield tuple(sorted(found))


class MemoryKeys:
    """An index that lasts as long as its process."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, str], tuple[str, ...]] = {}
        self._members: dict[tuple[str, str], list[str]] = {}

    def put(self, space: str, keys: Mapping[str, Iterable[str]]) -> None:
        """Give each member exactly these keys; see `Keys.put`."""
        for member, wanted in keys.items():
            new = tuple(sorted(set(wanted)))
            old = self._keys.pop((space, member), ())
            if new:
                self._keys[space, member] = new
            for key in set(old) - set(new):
                bucket = self._members[space, key]
                del bucket[bisect_left(bucket, member)]
            for key in set(new) - set(old):
                insort(self._members.setdefault((space, key), []), member)

    def keys(self, space: str, member: str) -> tuple[str, ...]:
        """Return the keys of a member; see `Keys.keys`."""
        return self._keys.get((space, member), ())

    def members(self, space: str, key: str, limit: int | None = None) -> tuple[str, ...]:
        """Return the members that have a key; see `Keys.members`."""
        return tuple(self._members.get((space, key), ())[:limit])

    def fetch(self, space: str, members: Iterable[str]) -> None:
        """Do nothing: all is at hand."""

    def fetch_members(self, space: str, keys: Iterable[str], limit: int | None = None) -> None:
        """Do nothing: all is at hand."""

    def clear(self) -> None:
        """Forget everything."""
        self._keys.clear()
        self._members.clear()

    def copied(self) -> MemoryKeys:
        """Return an index of its own with the same in it."""
        other = MemoryKeys()
        other._keys = dict(self._keys)
        other._members = {key: list(members) for key, members in self._members.items()}
        return other

    def beside(self, space: str, key: str, member: str, width: int) -> tuple[str, ...]:
        """Return the members next to one; see `Keys.beside`."""
        bucket = self._members.get((space, key), [])
        at = bisect_left(bucket, member)
        behind = at + (at < len(bucket) and bucket[at] == member)
        return tuple(bucket[max(0, at - width) : at] + bucket[behind : behind + width])
