"""A store that keeps nothing once it is closed: for tests and for trying out what would be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import takewhile
from types import TracebackType
from typing import Self

from counterclaim.ledger import GENESIS, Change, Entry, Snapshot, replay, seal
from counterclaim.model import Report, Statement
from counterclaim.problems import NotFoundError
from counterclaim.store import checks
from counterclaim.store.batch import recording_time, refuse_bad_batch, refuse_wrong_content, utc
from counterclaim.store.protocol import Damage, SearchHit
from counterclaim.store.words import hit, searched_text, wanted, words


class MemoryStore:
    """A case in memory, of one process."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._blobs: dict[str, bytes] = {}

    def append(
        self, changes: Sequence[Change], blobs: Mapping[str, bytes], *, recorded: datetime, tool: str
    ) -> tuple[Entry, ...]:
        """Write changes and blobs; see `Store.append`."""
        refuse_bad_batch(changes, blobs)
        last = self._entries[-1].recorded if self._entries else None
        sealed = seal(changes, recording_time(recorded, last), tool, self.head())
        if sealed:
            self._blobs |= blobs
            self._entries += sealed
        return tuple(sealed)

    def snapshot(self, as_of: datetime | None = None) -> Snapshot:
        """Return what the ledger holds or held; see `Store.snapshot`."""
        if as_of is None:
            return replay(self._entries)
        moment = utc(as_of)
        return replay(takewhile(lambda entry: entry.recorded <= moment, self._entries))

    def entries(self) -> Iterator[Entry]:
        """Yield the whole log in order."""
        yield from self._entries

    def head(self) -> tuple[int, str]:
        """Return sequence number and hash of the last entry."""
        return (self._entries[-1].sequence, self._entries[-1].hash) if self._entries else (0, GENESIS)

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
        yield from checks.damaged_chain(self._entries)
        facts, unreadable = checks.readable(checks.current_bodies(self._entries))
        yield from unreadable
        yield from checks.damaged_facts(Snapshot.of(facts), self._blobs.keys())

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
