"""A store that keeps nothing once it is closed: for tests and for trying out what would be written."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from threading import Lock
from types import TracebackType
from typing import Any, Self

from counterclaim.blocking import MemoryKeys
from counterclaim.ledger import GENESIS, Change, Entry, Snapshot, canonical, seal
from counterclaim.model import Report, Statement
from counterclaim.problems import BusyError, NotFoundError, StoreError
from counterclaim.store import checks
from counterclaim.store.batch import (
    recording_time,
    refuse_bad_batch,
    refuse_bad_log,
    refuse_wrong_content,
    utc,
)
from counterclaim.store.lines import line_of
from counterclaim.store.protocol import Damage, SearchHit
from counterclaim.store.shelf import LISTED, Found, snapshot_at
from counterclaim.store.waiting import WAIT_SECONDS, Wait
from counterclaim.store.words import hit, searched_text, wanted, words


class MemoryStore:
    """A case in memory, of one process."""

    def __init__(self) -> None:
        self._kept: list[Entry] = []
        self._blobs: dict[str, bytes] = {}
        self._keys = MemoryKeys()
        self._lock = Lock()

    def append(
        self, changes: Sequence[Change], blobs: Mapping[str, bytes], *, recorded: datetime, tool: str
    ) -> tuple[Entry, ...]:
        """Write changes and blobs; see `Store.append`."""
        with self.transaction() as transaction:
            return transaction.append(changes, blobs, recorded=recorded, tool=tool)

    @contextmanager
    def transaction(self) -> Iterator[MemoryTransaction]:
        """Hold the writer's lock; see `Store.transaction`."""
        if not self._lock.acquire(timeout=WAIT_SECONDS):
            raise BusyError(Wait("the case in memory", WAIT_SECONDS).in_vain)
        begun = MemoryTransaction(self._kept, self._blobs, self._keys)
        try:
            yield begun
        except BaseException:
            begun.state = _UNDONE
            raise
        else:
            begun.state = "is over: begin another"
            self._kept, self._blobs, self._keys = begun.kept, begun.blobs, begun.index
        finally:
            self._lock.release()

    def restore(self, entries: Iterable[Entry], blobs: Mapping[str, bytes]) -> None:
        """Write the log of an archive into an empty case; see `Store.restore`."""
        log = list(entries)
        refuse_bad_log(log)
        refuse_bad_batch((entry.change for entry in log), blobs)
        with self.transaction() as transaction:
            if transaction.kept or transaction.blobs:
                raise StoreError("the case in memory is not empty; restore into a new case")
            transaction.kept, transaction.blobs = log, dict(blobs)

    def snapshot(self, as_of: datetime | None = None) -> Snapshot:
        """Return what the ledger holds or held; see `Store.snapshot`."""
        return snapshot_at(_Log(self._kept), self.head(as_of)[0], LISTED)

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Yield the log in order; see `Store.entries`."""
        yield from islice(self._kept, after, None)

    def head(self, as_of: datetime | None = None) -> tuple[int, str]:
        """Return sequence number and hash of the last entry; see `Store.head`."""
        if as_of is None:
            return _head(self._kept)
        count = bisect_right(self._kept, utc(as_of), key=lambda entry: entry.recorded)
        return _head(self._kept[:count])

    def blob(self, sha256: str) -> bytes:
        """Return the raw bytes of that name; see `Store.blob`."""
        if sha256 not in self._blobs:
            raise NotFoundError(f"there is no blob {sha256}")
        refuse_wrong_content(sha256, self._blobs[sha256])
        return self._blobs[sha256]

    def blob_names(self) -> Iterator[str]:
        """Yield the names of all blobs, sorted."""
        yield from sorted(self._blobs)

    def search(self, query: str, limit: int) -> tuple[SearchHit, ...]:
        """Return what holds every word of `query`, those that hold them most often first."""
        sought = wanted(query)
        snapshot = self.snapshot()
        ranked: list[tuple[int, str, str, SearchHit]] = []
        for fact in snapshot.facts(("report", "statement")):
            assert isinstance(fact, Report | Statement)
            counted = Counter(word for word, _, _ in words(searched_text(fact, snapshot.reports)))
            if sought and all(counted[word] for word in sought):
                report = fact if isinstance(fact, Report) else snapshot.reports[fact.report]
                found = hit(fact, report, sought)
                ranked.append((-sum(counted[word] for word in sought), found.kind, found.fact_id, found))
        return tuple(found for *_, found in sorted(ranked, key=lambda rank: rank[:3])[:limit])

    def damages(self) -> Iterator[Damage]:
        """Yield everything that is not as it should be."""
        yield from checks.damaged_blobs(self.blob_names(), self.blob)
        yield from checks.damaged_chain(self._kept)
        standing = {number for number, (*_, ended) in checks.history_of(self._kept).items() if ended is None}
        facts, unreadable = checks.readable(entry for entry in self._kept if entry.sequence in standing)
        yield from unreadable
        yield from checks.damaged_facts(Snapshot.of(facts.values()), self._blobs.keys())

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()


class MemoryTransaction:
    """A transaction of a `MemoryStore`: it works on a copy, which takes the place of the store's own."""

    def __init__(self, kept: list[Entry], blobs: dict[str, bytes], keys: MemoryKeys) -> None:
        self.kept = list(kept)
        self.blobs = dict(blobs)
        self.index = keys.copied()
        self.state = ""

    @property
    def keys(self) -> MemoryKeys:
        """The index of keys; see `Transaction.keys`."""
        self._refuse_end()
        return self.index

    def snapshot(self) -> Snapshot:
        """Return what the ledger holds now; see `Transaction.snapshot`."""
        self._refuse_end()
        return snapshot_at(self, len(self.kept), LISTED)

    def append(
        self, changes: Sequence[Change], blobs: Mapping[str, bytes], *, recorded: datetime, tool: str
    ) -> tuple[Entry, ...]:
        """Write changes and blobs; see `Store.append`."""
        self._refuse_end()
        refuse_bad_batch(changes, blobs)
        last = self.kept[-1].recorded if self.kept else None
        sealed = seal(changes, recording_time(recorded, last), tool, _head(self.kept))
        if sealed:
            self.blobs |= blobs
            self.kept += sealed
        return tuple(sealed)

    def standing(self, kind: str, sequence: int) -> dict[str, int]:
        """Return what stood of a kind; see `shelf.Source`."""
        self._refuse_undone()
        return _Log(self.kept).standing(kind, sequence)

    def parts_standing(self, kind: str, sequence: int, names: tuple[str, ...]) -> Iterable[tuple[Any, ...]]:
        """Return parts of what stood of a kind; see `shelf.Source`."""
        self._refuse_undone()
        return _Log(self.kept).parts_standing(kind, sequence, names)

    def standing_among(self, kind: str, sequence: int, keys: list[str]) -> Iterable[Found]:
        """Return those of some keys that stood; see `shelf.Source`."""
        self._refuse_undone()
        return _Log(self.kept).standing_among(kind, sequence, keys)

    def put_by(self, sequences: list[int]) -> Iterable[Found]:
        """Return what some entries put; see `shelf.Source`."""
        self._refuse_undone()
        return _Log(self.kept).put_by(sequences)

    def _refuse_end(self) -> None:
        if self.state:
            raise StoreError(f"this transaction {self.state}")

    def _refuse_undone(self) -> None:
        if self.state == _UNDONE:
            raise StoreError(f"this transaction {self.state}")


_UNDONE = "was undone: take a new snapshot of the store"


@dataclass(frozen=True, slots=True)
class _Log:
    """Where the snapshots of a log that only grows read from."""

    kept: list[Entry]

    def standing(self, kind: str, sequence: int) -> dict[str, int]:
        """Return what stood of a kind; see `shelf.Source`."""
        found: dict[str, int] = {}
        for entry in self.kept[:sequence]:
            if entry.change.kind == kind and entry.change.body is not None:
                found[entry.change.fact_id] = entry.sequence
            elif entry.change.kind == kind:
                found.pop(entry.change.fact_id, None)
        return found

    def parts_standing(self, kind: str, sequence: int, names: tuple[str, ...]) -> Iterable[tuple[Any, ...]]:
        """Return parts of what stood of a kind; see `shelf.Source`."""
        for key, number in self.standing(kind, sequence).items():
            told = json.loads(self.kept[number - 1].change.body or "{}")
            yield key, *(_as_text(told.get(name)) for name in names)

    def standing_among(self, kind: str, sequence: int, keys: list[str]) -> Iterable[Found]:
        """Return those of some keys that stood; see `shelf.Source`."""
        stood = self.standing(kind, sequence)
        return self.put_by([stood[key] for key in keys if key in stood])

    def put_by(self, sequences: list[int]) -> Iterable[Found]:
        """Return what some entries put; see `shelf.Source`."""
        entries = (self.kept[sequence - 1] for sequence in sequences)
        return [(entry.change.fact_id, entry.sequence, *line_of(entry)) for entry in entries]


def _as_text(part: Any) -> str | None:
    return part if part is None or isinstance(part, str) else canonical(part)


def _head(kept: Sequence[Entry]) -> tuple[int, str]:
    return (kept[-1].sequence, kept[-1].hash) if kept else (0, GENESIS)
