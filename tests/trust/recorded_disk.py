"""What a program did to its files, as the bad disk wrote it down, and what a power cut leaves of it."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
"""How many bytes a disk writes at once, or not at all."""

_HEAD = struct.Struct("<4sIqQ")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: W write, T truncate, S sync, U unlink, D sync of the folder, A words to stderr."""

    what: str
    path: str
    offset: int
    data: bytes


def operations(log: Path) -> Iterator[Operation]:
    """Yield the operations of a log in order."""
    content, place = log.read_bytes(), 0
    while place < len(content):
        what, path_bytes, offset, data_bytes = _HEAD.unpack_from(content, place)
        place += _HEAD.size
        path = content[place : place + path_bytes].decode()
        place += path_bytes
        yield Operation(chr(what[0]), path, offset, content[place : place + data_bytes])
        place += data_bytes


def count(log: Path) -> int:
    """Return how many operations of a log can fail: all but words and syncs of the folder."""
    return sum(one.what in "WTSU" for one in operations(log))


@dataclass
class File:
    """A file: what is on the disk for certain, and what the disk has been told since its last sync."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[Operation] = field(default_factory=list)

    def take(self, one: Operation) -> None:
        """Take a write, a truncation, or a sync, which brings everything to the disk."""
        if one.what != "S":
            self.pending.append(one)
            return
        for each in self.pending:
            apply(self.durable, each)
        self.pending.clear()

    def after_a_cut(self, chance: random.Random) -> bytes:
        """Return what may be on the disk: of what was not synced some is there, some is not, some is torn."""
        content = bytearray(self.durable)
        for one in self.pending:
            fate = chance.choice(("kept", "lost", "torn"))
            if fate == "kept":
                apply(content, one)
            elif fate == "torn":
                for piece in sectors(one):
                    if chance.random() < 1 / 2:
                        apply(content, piece)
        return bytes(content)


def apply(content: bytearray, one: Operation) -> None:
    """Do to `content` what a write or a truncation does to a file."""
    if one.what == "T":
        length = one.offset
        content[length:] = b""
        content.extend(bytes(length - len(content)))
    else:
        content.extend(bytes(max(0, one.offset - len(content))))
        content[one.offset : one.offset + len(one.data)] = one.data


def sectors(one: Operation) -> Iterator[Operation]:
    """Yield the parts of a write that lie in one sector each; a truncation is done or is not."""
    if one.what != "W":
        yield one
        return
    place = one.offset
    end = one.offset + len(one.data)
    while place < end:
        until = min(end, (place // SECTOR + 1) * SECTOR)
        yield Operation("W", one.path, place, one.data[place - one.offset : until - one.offset])
        place = until


class Disk:
    """The files of a folder while a log is replayed.

    What becomes of names is taken at its worst: until the folder was synced a file that was made may
    be gone, and one that was removed may be back as it was.
    """

    def __init__(self, before: Mapping[str, Path]) -> None:
        self.files = {name: File(bytearray(path.read_bytes())) for name, path in before.items()}
        self._made: set[str] = set()
        self._removed: dict[str, File] = {}

    def do(self, one: Operation) -> None:
        """Take one operation."""
        match one.what:
            case "W" | "T" | "S":
                if one.path not in self.files:
                    self.files[one.path] = File()
                    self._made.add(one.path)
                self.files[one.path].take(one)
            case "U" if one.path in self.files:
                self._removed[one.path] = self.files.pop(one.path)
            case "D":
                self._made.clear()
                self._removed.clear()

    def cut(self, folder: Path, chance: random.Random) -> None:
        """Write into an empty `folder` what is left after the power has gone."""
        back = {path: file for path, file in self._removed.items() if path not in self.files}
        uncertain = self._made | back.keys()
        for path, file in sorted((self.files | back).items()):
            if path.endswith("-shm"):  # shared memory: nothing of it is on a disk that lost its power
                continue
            if path not in uncertain or chance.random() < 1 / 2:
                (folder / Path(path).name).write_bytes(file.after_a_cut(chance))
