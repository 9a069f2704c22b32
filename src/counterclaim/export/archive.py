"""A whole case as one text file of JSON Lines, from which the same case can be made again.

    {"counts": ..., "format": "counterclaim-archive", "head": ..., "ledger_hash": ..., ...}
    {"base64": ..., "blob": SHA-256}       each raw file, sorted by its name
    {"body": ..., "hash": ..., ...}        each entry of the log, word for word and in order
    {"counts": ..., "end": "counterclaim-archive", "sha256": of all lines before}

Each line is canonical JSON, so that the same case gives the same bytes. Reading believes nothing: names
are compared with contents, the hash chain is followed, and a file that was cut short or edited is refused
with the line at fault. What hashes cannot tell is who made a file: whoever can rewrite all of it can
rewrite its hashes too. Against that stands a chain head that was printed earlier (`verify --head`).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import chain, takewhile
from typing import Any

from counterclaim import __version__
from counterclaim.ledger import (
    GENESIS,
    KINDS,
    Change,
    Entry,
    Fact,
    Snapshot,
    canonical,
    decode,
    ledger_hash,
    seal,
)
from counterclaim.problems import BusyError, IntegrityError, UsageError
from counterclaim.store import Store

FORMAT, VERSION = "counterclaim-archive", 1
"""What the first line of every archive says it is; a higher version is refused."""

TOOL = f"counterclaim {__version__}"
"""What the first line says the archive was written by."""

_MARK = re.compile(rb'"format":\s*"%b"' % FORMAT.encode())

_TRIES = 10
"""How often a case that others write to is looked at for a moment at which it stands still."""

Json = dict[str, Any]


# -- Writing ---------------------------------------------------------------------------------


def archive(store: Store) -> Iterator[bytes]:
    """Yield the lines of the archive of a case, as it stands when the first is asked for.

    Raises:
        IntegrityError: a blob or an entry is damaged; a damaged case makes no archive.
        BusyError: others write to the case without a pause.
    """
    first, names = _first_line(store)
    last_entry = first["head"]["sequence"]
    log = takewhile(lambda entry: entry.sequence <= last_entry, _unbroken(store.entries()))
    digest = hashlib.sha256()
    for line in chain([first], (_blob_line(name, store.blob(name)) for name in names), map(_entry_line, log)):
        written = _written(line)
        digest.update(written)
        yield written
    yield _written({"counts": first["counts"], "end": FORMAT, "sha256": digest.hexdigest()})


def _first_line(store: Store) -> tuple[Json, tuple[str, ...]]:
    """Return the first line, and the names of the blobs, all of one moment."""
    for _ in range(_TRIES):
        head, names, digest = store.head(), tuple(store.blob_names()), ledger_hash(store.snapshot())
        if store.head() == head:
            return {
                "counts": {"blobs": len(names), "entries": head[0]},
                "format": FORMAT,
                "head": {"hash": head[1], "sequence": head[0]},
                "ledger_hash": digest,
                "tool": TOOL,
                "version": VERSION,
            }, names
    raise BusyError("others are writing to the case all the time; export it again when they have finished")


def _written(line: Json) -> bytes:
    return canonical(line).encode() + b"\n"


def _blob_line(name: str, content: bytes) -> Json:
    return {"base64": base64.b64encode(content).decode("ascii"), "blob": name}


def _entry_line(entry: Entry) -> Json:
    return {
        "body": entry.change.body,
        "hash": entry.hash,
        "id": entry.change.fact_id,
        "kind": entry.change.kind,
        "previous": entry.previous,
        "recorded": entry.recorded.isoformat(),
        "sequence": entry.sequence,
        "tool": entry.tool,
    }


def _unbroken(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries as long as each is what sealing its change behind the one before gives.

    Raises:
        IntegrityError: one is not.
    """
    last = (0, GENESIS)
    for entry in entries:
        if seal([entry.change], entry.recorded, entry.tool, last) != [entry]:
            raise IntegrityError(f"entry {entry.sequence} was altered, or does not follow entry {last[0]}")
        last = entry.sequence, entry.hash
        yield entry


# -- Reading ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds, all of it checked; `ledger_hash` is what the archive says.

    It is all in memory, as it stands in the file; the facts of `snapshot` are made as they are asked for.
    """

    entries: tuple[Entry, ...]
    blobs: Mapping[str, bytes]
    head: tuple[int, str]
    ledger_hash: str
    tool: str
    snapshot: Snapshot


def is_archive(first_line: bytes) -> bool:
    """Say whether a file that begins with `first_line` is an archive, of whatever version, or was one."""
    return _MARK.search(first_line) is not None


def read_archive(lines: Iterable[bytes], name: str) -> Archive:
    """Return what an archive holds.

    Args:
        lines: its lines, each with its line end.
        name: its path, for messages.

    Raises:
        UsageError: it is no archive, or one of a newer version.
        IntegrityError: it was cut short or edited; the message names the line.
    """
    reading = _Reading(name)
    for line in lines:
        reading.take(line)
    return reading.finished()


@dataclass(slots=True)
class _Reading:
    """An archive of which some lines were read."""

    name: str
    first: Json = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    digest: Any = field(default_factory=hashlib.sha256)
    number: int = 0
    ended: bool = False

    def take(self, line: bytes) -> None:
        """Take the next line."""
        self.number += 1
        if self.ended:
            raise self._damaged("follows the last line of the archive")
        if self.number == 1 and not is_archive(line):
            raise UsageError(
                f"{self.name} is no archive of a case; make one with: counterclaim export archive"
            )
        try:
            self._take(self._value(line))
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise self._damaged(f"is not what `export archive` writes ({type(error).__name__})") from error
        self.digest.update(line)

    def finished(self) -> Archive:
        """Return the whole archive, once its last line was taken."""
        if not self.number:
            raise UsageError(f"{self.name} is empty; make an archive with: counterclaim export archive")
        if not self.ended:
            raise IntegrityError(f"{self.name} was cut short: it breaks off after line {self.number}")
        snapshot = _standing(self.entries)
        for _ in snapshot.facts():
            """Each is one: who imports an archive need not ask for all."""
        self._refuse_missing_blobs(snapshot)
        told = str(self.first["ledger_hash"])
        if self.first["tool"] == TOOL and ledger_hash(snapshot) != told:
            raise IntegrityError(f"{self.name}:1: the ledger hash is not that of what the archive holds")
        head = (self.entries[-1].sequence, self.entries[-1].hash) if self.entries else (0, GENESIS)
        return Archive(tuple(self.entries), self.blobs, head, told, str(self.first["tool"]), snapshot)

    def _value(self, line: bytes) -> Json:
        """Return the object on a line that is written in the one canonical form."""
        try:
            value = json.loads(line)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error
        if not isinstance(value, dict) or _written(value) != line:
            raise ValueError("not canonical")
        return value

    def _take(self, value: Json) -> None:
        if self.number == 1:
            self._take_first(value)
        elif "blob" in value:
            self._take_blob(value["blob"], base64.b64decode(value["base64"], validate=True))
        elif "end" in value:
            self._take_last(value)
        else:
            self._take_entry(_entry(value))

    def _take_first(self, value: Json) -> None:
        if value["version"] != VERSION:
            raise UsageError(
                f"{self.name} is an archive of version {value['version']}, this program knows {VERSION}; "
                "install the newest version"
            )
        self.first = value

    def _take_blob(self, name: str, content: bytes) -> None:
        if hashlib.sha256(content).hexdigest() != name:
            raise self._damaged(f"blob {name} is not what its name says")
        if self.entries or (self.blobs and name <= next(reversed(self.blobs))):
            raise self._damaged(f"blob {name} is not at its place")
        self.blobs[name] = content

    def _take_entry(self, entry: Entry) -> None:
        last = (self.entries[-1].sequence, self.entries[-1].hash) if self.entries else (0, GENESIS)
        if seal([entry.change], entry.recorded, entry.tool, last) != [entry]:
            raise self._damaged(f"entry {entry.sequence} was altered, or does not follow entry {last[0]}")
        self.entries.append(entry)

    def _take_last(self, value: Json) -> None:
        found = {"blobs": len(self.blobs), "entries": len(self.entries)}
        for told in (self.first["counts"], value["counts"]):
            if told != found:
                raise self._damaged(
                    f"the archive says that it holds {_counted(told)}, but has {_counted(found)}"
                )
        head = {"hash": self.entries[-1].hash if self.entries else GENESIS, "sequence": len(self.entries)}
        if self.first["head"] != head:
            raise self._damaged("the chain head of line 1 is not that of the last entry")
        if value["end"] != FORMAT or value["sha256"] != self.digest.hexdigest():
            raise self._damaged("the lines before are not those that were written: the file was edited")
        self.ended = True

    def _refuse_missing_blobs(self, snapshot: Snapshot) -> None:
        for report in snapshot.reports.values():
            if report.sha256 not in self.blobs:
                raise IntegrityError(f"{self.name}: the raw bytes of report {report.id} are missing")

    def _damaged(self, reason: str) -> IntegrityError:
        return IntegrityError(f"{self.name}:{self.number}: {reason}; nothing was imported")


@dataclass(frozen=True, slots=True)
class _Unkept(Mapping[str, Any]):
    """Facts of one kind, each made anew whenever it is asked for: all at once need more room than the log."""

    kind: str
    bodies: Mapping[str, str]

    def __getitem__(self, key: str) -> Fact:
        """Return one fact."""
        return decode(self.kind, self.bodies[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.bodies)

    def __len__(self) -> int:
        return len(self.bodies)


def _standing(entries: Iterable[Entry]) -> Snapshot:
    """Return what `ledger.replay` does, without making the facts.

    Raises:
        IntegrityError: an entry is of a kind that there is not.
    """
    bodies: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for entry in entries:
        if entry.change.kind not in bodies:
            raise IntegrityError(
                f"entry {entry.sequence} is of a kind that there is not: {entry.change.kind}"
            )
        of_kind = bodies[entry.change.kind]
        if entry.change.body is None:
            of_kind.pop(entry.change.fact_id, None)
        else:
            of_kind[entry.change.fact_id] = entry.change.body
    names = (shelf.name for shelf in fields(Snapshot))  # in the order of KINDS
    shelves: dict[str, Any] = {
        name: _Unkept(kind, bodies[kind]) for name, kind in zip(names, KINDS, strict=True)
    }
    return Snapshot(**shelves)


def _entry(value: Json) -> Entry:
    change = Change(value["kind"], value["id"], value["body"])
    recorded = datetime.fromisoformat(value["recorded"])
    return Entry(value["sequence"], recorded, value["tool"], change, value["previous"], value["hash"])


def _counted(counts: Json) -> str:
    return f"{counts['blobs']} blobs and {counts['entries']} entries"
