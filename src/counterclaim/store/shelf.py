"""The facts of one kind at one point of the log, read from the store only when they are asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView
from dataclasses import fields
from functools import cached_property
from typing import Any, Protocol

from counterclaim.collecting import nothing_collected
from counterclaim.ledger import KINDS, Fact, Snapshot, decode, encode
from counterclaim.problems import IntegrityError
from counterclaim.store.lines import Line, unaltered

PAGE = 1000
"""How many entries are read at once, so that no reader holds a lock while its caller thinks."""

_PATIENCE = 8
"""After so many facts asked for one by one, one more of those beside each is read with it."""

PRESENT, PAST, LISTED = 1 << 62, 8, 0
"""How many facts are looked up by their keys before a shelf lists all that it holds.

Of the present each is found by an index, whatever the ledger holds; of the past, what ended since is gone
through each time.
"""

Found = tuple[Any, ...]
"""A fact that stands: its id, the number of its entry, then that `Line`, all None where it is lost."""


class Source(Protocol):
    """Where a shelf reads from: what it answers for a sequence number that is written is so for ever."""

    def standing(self, kind: str, sequence: int) -> dict[str, int]:
        """Return what facts of `kind` stood when entry `sequence` was the last: their entries by id."""

    def parts_standing(self, kind: str, sequence: int, names: tuple[str, ...]) -> Iterable[tuple[Any, ...]]:
        """Return the id of each fact of `kind` that stood then, and the parts `names` of it, as texts."""

    def standing_among(self, kind: str, sequence: int, keys: list[str]) -> Iterable[Found]:
        """Return those of `keys` that stood then, in any order."""

    def put_by(self, sequences: list[int]) -> Iterable[Found]:
        """Return the facts that the entries with these numbers put, in any order."""


def snapshot_at(source: Source, sequence: int, patience: int) -> Snapshot:
    """Return what stood when entry `sequence` was the last, without reading any of it yet.

    Args:
        source: where it is read from.
        sequence: the number of that entry.
        patience: PRESENT, PAST or LISTED.
    """
    names = (shelf.name for shelf in fields(Snapshot))  # in the order of KINDS
    shelves: dict[str, Any] = {
        name: Shelf(source, kind, sequence, patience) for name, kind in zip(names, KINDS, strict=True)
    }
    return Snapshot(**shelves)


def fact_of(kind: str, fact_id: str, line: Line) -> Fact:
    """Return the fact that the entry of `line` put under `fact_id`; raises as `body_of` does."""
    return decode(kind, body_of(kind, fact_id, line))


def body_of(kind: str, fact_id: str, line: Line) -> str:
    """Return the canonical JSON that the entry of `line` put under `fact_id`.

    Raises:
        IntegrityError: the entry was altered, or is about something else.
    """
    number, _, _, of_kind, of_id, body, *_ = unaltered(line)
    if (of_kind, of_id) != (kind, fact_id) or body is None:
        raise IntegrityError(f"{kind} {fact_id} is not what entry {number} says; run `counterclaim verify`")
    return str(body)


class Shelf(Mapping[str, Any]):
    """Facts of one kind by id, sorted; others may write meanwhile, and it stays as it was.

    A fact is read when it is asked for, by its key; the ids of all are read when somebody goes through
    them, and then the facts page by page.
    """

    def __init__(self, source: Source, kind: str, sequence: int, patience: int) -> None:
        self._source = source
        self._kind = kind
        self._sequence = sequence
        self._patience = patience
        self._facts: dict[str, Fact] = {}
        self._found: dict[str, Found] = {}
        self._absent: set[str] = set()
        self._misses = self._width = self._next = 0

    def __getitem__(self, key: str) -> Any:
        """Return one fact, checked against the hash of its entry."""
        if key not in self._facts:
            if not self._has(key):
                raise KeyError(key)
            if key not in self._found:
                self._read(self._beside(key))
            self._keep(key)
        return self._facts[key]

    def get(self, key: str, default: Any = None) -> Any:
        """Return one fact as `[]` does, or `default`."""
        return self[key] if key in self._facts or self._has(key) else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._has(key)

    def __repr__(self) -> str:
        return f"<{len(self)} of {self._kind} at entry {self._sequence}>"

    def values(self) -> ValuesView[Any]:
        """Return all facts, which are read page by page as one goes through them."""
        return _Values(self)

    def items(self) -> ItemsView[str, Any]:
        """Return all facts with their ids, read page by page as one goes through them."""
        return _Items(self)

    def in_pages(self) -> Iterator[tuple[str, Any]]:
        """Yield every id with its fact."""
        for start in range(0, len(self), PAGE):
            page = self._order[start : start + PAGE]
            with nothing_collected():
                self._read(page)
                for key in page:
                    self._keep(key)
            yield from ((key, self._facts[key]) for key in page)

    def holding(self, words: str) -> Iterator[Any]:
        """Yield the facts in whose canonical JSON `words` stand; of the others only the hash is checked."""
        in_log = sorted(self._order, key=self._numbers.__getitem__)  # which is read faster than by id
        holding: list[str] = []
        for start in range(0, len(in_log), PAGE):
            page = in_log[start : start + PAGE]
            with nothing_collected():
                self._read(page)
                holding += [key for key in page if words in self._body(key)]
        yield from (self[key] for key in sorted(holding))

    def fetch(self, keys: Iterable[str]) -> None:
        """Read at once what stands of `keys`, for it will be asked for."""
        known = (self._facts, self._found, self._absent)
        wanted = sorted({key for key in keys if not any(key in some for some in known)})
        for start in range(0, len(wanted), PAGE):
            self._look_up(wanted[start : start + PAGE])

    def parts(self, *names: str) -> Iterable[tuple[Any, ...]]:
        """Return every id with these parts of its fact: texts, lists as JSON, in any order.

        These come as they are kept, without a check: they may choose and sort what is then read and
        checked, and are not to be shown.
        """
        return self._source.parts_standing(self._kind, self._sequence, names)

    # -- What stands ---------------------------------------------------------------------------

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return dict(sorted(self._source.standing(self._kind, self._sequence).items()))

    @cached_property
    def _order(self) -> list[str]:
        return list(self._numbers)

    def _has(self, key: str) -> bool:
        """Say whether a fact stands; where the ids were not read yet, it is then read itself."""
        if key in self._facts or key in self._found:
            return True
        if "_numbers" not in self.__dict__ and key not in self._absent:
            self._patience -= 1
            if self._patience >= 0:
                self._look_up([key])
                return key in self._found
        return key not in self._absent and key in self._numbers

    # -- Reading -------------------------------------------------------------------------------

    def _look_up(self, keys: list[str]) -> None:
        """Read what stands of `keys`: by their numbers where these are known."""
        if "_numbers" in self.__dict__ or self._patience <= LISTED:
            self._read(key for key in keys if key in self._numbers)
            return
        found = self._source.standing_among(self._kind, self._sequence, keys)
        self._found |= {one[0]: one for one in found}
        self._absent.update(key for key in keys if key not in self._found)

    def _beside(self, key: str) -> list[str]:
        """Return `key` and some of those after it, which are to be read with it.

        Who asks in order soon reads in pages; who asks here and there, slowly more at once.
        """
        place = bisect_left(self._order, key)
        self._misses += 1
        in_order = place == self._next and place > 0
        self._width = min(PAGE, 2 * self._width if in_order else 1 + self._misses // _PATIENCE)
        self._next = place + self._width
        return self._order[place : self._next]

    def _read(self, keys: Iterable[str]) -> None:
        """Read the entries of `keys`, which stand, by their numbers."""
        unread = (key for key in keys if key not in self._facts and key not in self._found)
        wanted = {self._numbers[key]: key for key in unread}
        if wanted:
            found = self._source.put_by(list(wanted))
            self._found |= {wanted[one[1]]: one for one in found}

    def _keep(self, key: str) -> None:
        """Make a fact of what was read of `key`."""
        if key not in self._facts:
            self._facts[key] = decode(self._kind, self._body(key))
            del self._found[key]

    def _body(self, key: str) -> str:
        """Return what was read of `key`, checked; what is a fact already is written anew."""
        if key in self._facts:
            return encode(self._facts[key])
        _, number, *line = self._found[key]
        if line[0] is None:
            named = f"{self._kind} {key}"
            raise IntegrityError(f"{named} is lost, with entry {number}; run `counterclaim verify`")
        return body_of(self._kind, key, line)


class _Values(ValuesView[Any]):
    _mapping: Shelf

    def __iter__(self) -> Iterator[Any]:
        return (fact for _, fact in self._mapping.in_pages())


class _Items(ItemsView[str, Any]):
    _mapping: Shelf

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return self._mapping.in_pages()
