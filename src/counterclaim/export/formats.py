"""What a format is: its name, what it is for, and the plain function that writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from counterclaim.export.chronicle import Chronicle
from counterclaim.ledger import Snapshot
from counterclaim.store import Store


@dataclass(frozen=True, slots=True)
class Earlier:
    """A case as it stood at an earlier moment; that moment as people read it, and as they type it."""

    snapshot: Snapshot
    moment: str
    typed: str


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the name to ask for, its media type and file suffix, what it is for and what opens it.

    `rows` counts what was written, in the bytes themselves: "57 rows".
    """

    name: str
    media_type: str
    suffix: str
    help: str
    opens: str
    rows: Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Exporter(Format):
    """A format made of a snapshot alone: the same snapshot gives the same bytes.

    One of several `files`, by name, is written as a folder, or as the archive of them that `write` gives.
    One that can tell what is new has `since`, which is given the case as it stood earlier too.
    """

    write: Callable[[Snapshot], bytes]
    files: Callable[[Snapshot], Mapping[str, bytes]] | None = None
    since: Callable[[Snapshot, Earlier], bytes] | None = None


@dataclass(frozen=True, slots=True)
class Chronicler(Format):
    """A format that tells what has changed, step by step: made of the log."""

    write: Callable[[Chronicle], bytes]


@dataclass(frozen=True, slots=True)
class Archiver(Format):
    """A format that holds all there is of a case, and so is written from the store, piece by piece."""

    write: Callable[[Store], Iterator[bytes]]
