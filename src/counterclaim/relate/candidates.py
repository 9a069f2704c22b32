"""Which contents are compared at all: those near in their words, and those that share a blocking key.

Every content gets the same few candidates, whatever the size of the ledger; what no key and no word
brings together is never looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from counterclaim.relate.frames import FrameLexicon
from counterclaim.relate.items import Item
from counterclaim.relate.measures import measures
from counterclaim.relate.vectors import neighbours, similarity

NEAREST = 8
"""How many others are candidates because their words are nearest."""

MOST = 12
"""The most others that one content is compared with because of itself; others may ask for it too."""

LARGEST_BUCKET = 40
"""A key that more contents share tells too little, and is skipped."""

_FLOOR = 0.3

Pair = tuple[str, str]


def candidates(everyone: Sequence[Item], lexicon: FrameLexicon) -> frozenset[Pair]:
    """Return the pairs of contents to compare, each with the smaller id first.

    Blocking after Fellegi and Sunter (1969): of those that share keys, each content keeps the ones
    that share most, the nearest in words first; never two parts of one statement.
    """
    near = neighbours({item.id: item.vector for item in everyone}, _FLOOR, NEAREST)
    found = {
        (min(one, other.id), max(one, other.id)) for one, others in near.items() for other in others
    } | _of_shared_keys(everyone, lexicon)
    return frozenset((one, other) for one, other in found if one.partition(".")[0] != other.partition(".")[0])


def partners(pairs: frozenset[Pair]) -> Mapping[str, tuple[str, ...]]:
    """Return the candidates of each content, sorted."""
    found: dict[str, list[str]] = {}
    for left, right in sorted(pairs):
        found.setdefault(left, []).append(right)
        found.setdefault(right, []).append(left)
    return {one: tuple(sorted(others)) for one, others in found.items()}


def _of_shared_keys(everyone: Sequence[Item], lexicon: FrameLexicon) -> set[Pair]:
    buckets: dict[str, list[Item]] = {}
    for item in everyone:
        for key in set(keys(item, lexicon)):
            buckets.setdefault(key, []).append(item)
    shared: Counter[Pair] = Counter(
        (min(one.id, other.id), max(one.id, other.id))
        for bucket in buckets.values()
        if len(bucket) <= LARGEST_BUCKET
        for one, other in combinations(bucket, 2)
    )
    return _best(shared, {item.id: item for item in everyone})


def _best(shared: Mapping[Pair, int], by_id: Mapping[str, Item]) -> set[Pair]:
    """Return of all pairs those that are among the best `MOST` of either of the two."""
    ranked: dict[str, list[tuple[int, float, Pair]]] = {}
    for pair, count in shared.items():
        nearness = similarity(by_id[pair[0]].vector, by_id[pair[1]].vector)
        for one in pair:
            ranked.setdefault(one, []).append((-count, -nearness, pair))
    return {pair for found in ranked.values() for _, _, pair in sorted(found)[:MOST]}


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


def _related(frame: str, lexicon: FrameLexicon) -> Iterator[str]:
    """Yield a frame and the first name of each pair that it makes with a kin, opposite or converse one."""
    if not frame:
        return
    yield frame
    for other in lexicon.related(frame):
        yield min(frame, other) + "/" + max(frame, other)
