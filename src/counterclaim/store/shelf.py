"""The facts of one kind at one point of the log, read from the store only when they are asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from dataclasses import fields
from functools import cached_property
from typing import Any, Protocol

from counterclaim.ledger import KINDS, Entry, Fact, Snapshot, decode, entry_hash
from counterclaim.problems import IntegrityError

PAGE = 1000
"""How many entries are read at once, so that no reader holds a lock while its caller thinks."""

_PATIENCE = 8
"""After so many facts asked for one by one, one more of those beside each is read with it."""


class Source(Protocol):
    """Where a shelf reads from: what it answers for a sequence number that is written is so for ever."""

    def standing(self, kind: str, sequence: int) -> dict[str, int]:
        """Return what facts of `kind` stood when entry `sequence` was the last: their entries by id."""

    def entries_of(self, sequences: Sequence[int]) -> Sequence[Entry]:
        """Return the entries with these numbers, in any order; what is lost is left out."""


def snapshot_at(source: Source, sequence: int) -> Snapshot:
    """Return what stood when entry `sequence` was the last, without reading any of it yet."""
    names = (shelf.name for shelf in fields(Snapshot))  # in the order of KINDS
    shelves: dict[str, Any] = {
        name: Shelf(source, kind, sequence) for name, kind in zip(names, KINDS, strict=True)
    }
    return Snapshot(**shelves)


def unaltered(entry: Entry) -> Entry:
    """Return `entry`.

    Raises:
        IntegrityError: it is not what its hash says; a damaged text is never shown.
    """
    if entry.hash != entry_hash(entry.sequence, entry.recorded, entry.tool, entry.change, entry.previous):
        raise IntegrityError(f"entry {entry.sequence} was altered; run `counterclaim verify`")
    return entry


def fact_of(kind: str, fact_id: str, entry: Entry) -> Fact:
    """Return the fact that `entry` put under `fact_id`.

    Raises:
        IntegrityError: the entry was altered, or is about something else.
    """
    change = unaltered(entry).change
    if (change.kind, change.fact_id) != (kind, fact_id) or change.body is None:
        raise IntegrityError(
            f"{kind} {fact_id} is not what entry {entry.sequence} says; run `counterclaim verify`"
        )
    return decode(kind, change.body)


class Shelf(Mapping[str, Any]):
    """Facts of one kind by id, sorted; others may write meanwhile, and it stays as it was.

    The ids are read at first use, a fact when it is asked for; who goes through all reads page by page.
    """

    def __init__(self, source: Source, kind: str, sequence: int) -> None:
        self._source = source
        self._kind = kind
        self._sequence = sequence
        self._facts: dict[str, Fact] = {}
        self._entries: dict[str, Entry] = {}
        self._misses = self._width = self._next = 0

    def __getitem__(self, key: str) -> Any:
        """Return one fact, checked against the hash of its entry."""
        fact = self._facts.get(key)
        if fact is None:
            entry = self._entries.get(key) or self._entry(key)
            fact = self._facts[key] = fact_of(self._kind, key, entry)
            self._entries.pop(key, None)
        return fact

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def __repr__(self) -> str:
        return f"<{len(self)} of {self._kind} at entry {self._sequence}>"

    def values(self) -> ValuesView[Any]:
        """Return all facts, which are read page by page as one goes through them."""
        return _Values(self)

    def items(self) -> ItemsView[str, Any]:
        """Return all facts with their ids, read page by page as one goes through them."""
        return _Items(self)

    def in_pages(self) -> Iterator[str]:
        """Yield every id; what it stands for is read by then."""
        for start in range(0, len(self), PAGE):
            page = self._order[start : start + PAGE]
            self._read(page)
            yield from page

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return dict(sorted(self._source.standing(self._kind, self._sequence).items()))

    @cached_property
    def _order(self) -> list[str]:
        return list(self._numbers)

    def _entry(self, key: str) -> Entry:
        """Return the entry of `key`, read with some of those after it.

        Who asks in order soon reads in pages; who asks here and there, slowly more at once.
        """
        if key not in self._numbers:
            raise KeyError(key)
        place = bisect_left(self._order, key)
        self._misses += 1
        in_order = place == self._next and place > 0
        self._width = min(PAGE, 2 * self._width if in_order else 1 + self._misses // _PATIENCE)
        self._next = place + self._width
        self._read(self._order[place : self._next])
        if key not in self._entries:
            raise IntegrityError(
                f"{self._kind} {key} is lost, with entry {self._numbers[key]}; run `counterclaim verify`"
            )
        return self._entries[key]

    def _read(self, keys: Iterable[str]) -> None:
        wanted = {self._numbers[key]: key for key in keys if key not in self._facts}
        if wanted:
            read = self._source.entries_of(list(wanted))
            self._entries |= {wanted[entry.sequence]: entry for entry in read}


class _Values(ValuesView[Any]):
    _mapping: Shelf

    def __iter__(self) -> Iterator[Any]:
        return (self._mapping[key] for key in self._mapping.in_pages())


class _Items(ItemsView[str, Any]):
    _mapping: Shelf

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return ((key, self._mapping[key]) for key in self._mapping.in_pages())
