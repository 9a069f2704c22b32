"""Which contents are compared at all: those whose wordings share a blocking key.

A key that many wordings share tells little and is skipped, so that every content has some few candidates
whatever the size of the ledger; so there are coarse keys, which bring together what little there is in a
small case, and fine ones, which still hold in a large one. What hundreds print alike is one wording.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from counterclaim.blocking import Keys, MemoryKeys
from counterclaim.model import content_id
from counterclaim.relate.frames import FrameLexicon
from counterclaim.relate.items import Item
from counterclaim.relate.measures import measures
from counterclaim.relate.vectors import Vector

LARGEST_BUCKET = 32
"""A key that more wordings share tells too little, and is skipped."""

FIRST = 3
"""So many contents of one wording are compared with those of others; the rest stand or fall with them."""

DIRECTIONS = (3, 5, 7, 10, 14)
"""Bits of the keys made of a vector, coarse and fine; each wording has `TABLES` of each."""

TABLES = 6
FARTHEST, FARTHEST_ALIKE = 0.4, 0.44
"""Not more than this share of planes lies between two vectors; the latter where a key of words is shared."""

_VECTOR = "~"
_SEPARATOR = "\x1f"

WORDING, CONTENT, MARKS = "wording", "content", "marks"
"""The wording of each content, the blocking keys of each wording, and what is asked of those in one text."""

Pair = tuple[str, str]


def candidates(everyone: Sequence[Item], lexicon: FrameLexicon) -> frozenset[Pair]:
    """Return the pairs of contents to compare, each with the smaller id first.

    Blocking after Fellegi and Sunter (1969).
    """
    by_id = {item.id: item for item in everyone}
    found = Candidates(MemoryKeys(), by_id.__getitem__, lexicon)
    found.put(everyone)
    return frozenset((min(a, b), max(a, b)) for a in by_id for b in found.of(a))


@dataclass
class Candidates:
    """The contents worth comparing with each, by an index of blocking keys that lasts as long as it does."""

    index: Keys
    item: Callable[[str], Item]
    lexicon: FrameLexicon
    _near: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _marks: dict[str, _Marks] = field(default_factory=dict)

    def put(self, changed: Collection[Item], gone: Iterable[str] = ()) -> frozenset[str]:
        """Bring the index up to date, and return the contents whose candidates may be others now."""
        new = {one.id: wording(one) for one in changed}
        old = {one: self.wording(one) for one in (*new, *gone)}
        both = {(one, word) for one, word in (*new.items(), *old.items()) if word}
        unsettled = self._unsettled(both)
        self.index.put(WORDING, {one: [new[one]] if one in new else [] for one in old})
        told = {new[one.id]: tuple(keys(one, self.lexicon)) for one in changed}
        in_use = {word: bool(self.index.members(WORDING, word, 1)) for _, word in both}
        crossed = self._put_keys(
            {
                word: told.get(word, ()) if used else ()
                for word, used in in_use.items()
                if not used or word in told
            }
        )
        self._near.clear()
        self._marks.clear()
        every = {(one, word) for word in crossed for one in self.index.members(WORDING, word, FIRST)}
        return frozenset((unsettled | self._unsettled(both | every)) - (old.keys() - new.keys()))

    def _unsettled(self, told: Iterable[tuple[str, str]]) -> set[str]:
        """Return the contents whose candidates hang on a content's being of a wording."""
        found: set[str] = set()
        for one, word in told:
            alike = self.index.members(WORDING, word, LARGEST_BUCKET + 1)
            found.update(alike, self.index.beside(WORDING, word, one, 1))
        return found

    def _put_keys(self, wanted: Mapping[str, Iterable[str]]) -> set[str]:
        """Give wordings their keys; return those under a key that became common by it, or rare again."""
        new = {one: frozenset(told) for one, told in wanted.items()}
        changed = {
            key for one, told in new.items() for key in told ^ frozenset(self.index.keys(CONTENT, one))
        }
        self.index.fetch_members(CONTENT, changed, LARGEST_BUCKET + 1)
        before = {key: self._bucket(key) for key in changed}
        self.index.put(CONTENT, new)
        self.index.put(MARKS, {one: [_Marks.of(told).packed] if told else [] for one, told in new.items()})
        self.index.fetch_members(CONTENT, changed, LARGEST_BUCKET + 1)
        crossed: set[str] = set()
        for key, bucket in before.items():
            after = self._bucket(key)
            if (len(bucket) > LARGEST_BUCKET) != (len(after) > LARGEST_BUCKET):
                crossed.update(bucket, after)
        return crossed

    def _bucket(self, key: str) -> tuple[str, ...]:
        return self.index.members(CONTENT, key, LARGEST_BUCKET + 1)

    def wording(self, content: str) -> str:
        """Return the wording of a content, "" for one that is not in the index."""
        return next(iter(self.index.keys(WORDING, content)), "")

    def of(self, content: str) -> frozenset[str]:
        """Return the contents worth comparing with one; never two parts of one statement."""
        own = self.wording(content)
        alike = self.index.members(WORDING, own, LARGEST_BUCKET + 1)
        found = set(alike if len(alike) <= LARGEST_BUCKET else self.index.beside(WORDING, own, content, 1))
        if content in alike[:FIRST]:
            others = self.near(own)
            self.index.fetch_members(WORDING, others, FIRST)
            for other in others:
                found.update(self.index.members(WORDING, other, FIRST))
        statement = statement_of(content)
        return frozenset(one for one in found if statement_of(one) != statement)

    def alike(self, content: str) -> tuple[str, ...]:
        """Return all contents of the wording of one."""
        return self.index.members(WORDING, self.wording(content))

    def first_alike(self, content: str) -> tuple[str, ...]:
        """Return the contents of the wording of one that are compared with those of others."""
        return self.index.members(WORDING, self.wording(content), FIRST)

    def near(self, own: str) -> tuple[str, ...]:
        """Return the wordings that share a key with one, those apart that have nothing else in common."""
        if own not in self._near:
            keys_of = self.index.keys(CONTENT, own)
            self.index.fetch_members(CONTENT, keys_of, LARGEST_BUCKET + 1)
            buckets = (bucket for key in keys_of if len(bucket := self._bucket(key)) <= LARGEST_BUCKET)
            others = sorted({one for bucket in buckets for one in bucket} - {own})
            self.index.fetch(MARKS, others)
            mine = self._marks_of(own)
            self._near[own] = tuple(one for one in others if mine.are_near(self._marks_of(one)))
        return self._near[own]

    def _marks_of(self, own: str) -> _Marks:
        """Return the keys of a wording, made ready to be compared with those of many others."""
        if own not in self._marks:
            self._marks[own] = _Marks.unpacked(next(iter(self.index.keys(MARKS, own)), "0"))
        return self._marks[own]


class _Marks(NamedTuple):
    """The keys of a wording that are of words, and on which sides of all planes its vector lies."""

    telling: frozenset[str]
    sides: int

    @classmethod
    def of(cls, keys: Iterable[str]) -> _Marks:
        """Return the marks of a wording with some blocking keys."""
        both = sorted(keys)
        bits = "".join(key.partition(" ")[2] for key in both if key.startswith(_VECTOR))
        return cls(frozenset(key for key in both if not key.startswith(_VECTOR)), int("0" + bits, 2))

    @property
    def packed(self) -> str:
        """Return them as one text."""
        return _SEPARATOR.join((f"{self.sides:x}", *sorted(self.telling)))

    @classmethod
    def unpacked(cls, text: str) -> _Marks:
        """Return the marks that a text was packed of."""
        sides, *telling = text.split(_SEPARATOR)
        return cls(frozenset(telling), int(sides, 16))

    def are_near(self, other: _Marks) -> bool:
        """Say whether two share several keys of words, or have vectors of about one direction."""
        shared = len(self.telling & other.telling)
        between = (self.sides ^ other.sides).bit_count() / (TABLES * sum(DIRECTIONS))
        return shared > 1 or (bool(self.sides) and between <= (FARTHEST_ALIKE if shared else FARTHEST))


def statement_of(content: str) -> str:
    """Return the id of the statement that a content is told in, from the content's own."""
    return content.partition(".")[0]


def wording(item: Item) -> str:
    """Return the name of a wording: contents in the same words, told of the same people, have the same."""
    told = item.proposition
    said = (told.frame, told.also, told.positive, told.modality, told.words, told.places, told.quantities)
    people = (item.agents, item.patients, item.doers, item.done_to, item.bodies, item.units)
    named = [sorted(one) for one in people]
    return content_id("w", *said, told.subject, told.object, item.when, item.statement.denied, *named)


def keys(item: Item, lexicon: FrameLexicon) -> Iterator[str]:
    """Yield the blocking keys of a content: its frame, alone and with who, what or where, and its figures.

    Frames that may be told of one event, and opposite ones, share the keys of the first of them.
    """
    told = item.proposition
    if item.frame in lexicon.frames:
        yield item.frame
    for frame in _related(item.frame, lexicon):
        for one in item.who | item.what:
            yield f"{frame} x {one}"
        for place in told.places:
            yield f"{frame} @ {place}"
        for quantity in told.quantities:
            yield f"{frame} # {quantity.unit}"
    yield from (f"count of {measure}" for measure in measures(item))
    for quantity in told.quantities:
        if quantity.value is not None:
            yield f"{quantity.value:g} {quantity.unit}"
    yield from _of_direction(item.vector)


def _related(frame: str, lexicon: FrameLexicon) -> Iterator[str]:
    """Yield a frame and the first name of each pair that it makes with a kin, opposite or converse one."""
    if not frame:
        return
    yield frame
    for other in lexicon.related(frame):
        yield min(frame, other) + "/" + max(frame, other)


def _of_direction(vector: Vector) -> Iterator[str]:
    """Yield keys that contents with vectors of nearly one direction share: on which sides of planes it lies.

    Random hyperplanes (Charikar 2002), with several numbers of planes as in an LSH forest (Bawa and others
    2005). Vectors lie on a grid and planes are of ones, so that every sum is exact.
    """
    if not vector.any():
        return
    sides = "".join("1" if side > 0 else "0" for side in _planes(len(vector)) @ vector)
    start = 0
    for bits in DIRECTIONS:
        for table in range(TABLES):
            yield f"{_VECTOR}{bits}.{table} {sides[start : start + bits]}"
            start += bits


@cache
def _planes(dimensions: int) -> npt.NDArray[np.float32]:
    chosen = np.random.RandomState(5).randint(0, 2, (TABLES * sum(DIRECTIONS), dimensions))
    planes: npt.NDArray[np.float32] = (2 * chosen - 1).astype(np.float32)
    return planes
