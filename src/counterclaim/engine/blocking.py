"""Which items to compare (blocking, Fellegi and Sunter 1969), and what the agreeing pairs add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from counterclaim.problems import UsageError


@dataclass(frozen=True, slots=True, order=True)
class SkippedKey:
    """A blocking key that more items share than the cap allows, and how many do."""

    key: str
    items: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs that share a key, each once with the smaller id first, sorted; and the keys left out."""

    pairs: tuple[tuple[str, str], ...]
    skipped: tuple[SkippedKey, ...]


def pairs(keys: Mapping[str, Iterable[str]], cap: int) -> Pairs:
    """Return the pairs of items that share a key that at most `cap` items have; see `Engine.pairs`."""
    if cap < 2:
        raise UsageError(f"a cap of {cap} items a key leaves no pair; use 2 or more")
    buckets = _buckets(keys)
    kept = (bucket for bucket in buckets.values() if len(bucket) <= cap)
    found = {pair for bucket in kept for pair in combinations(bucket, 2)}
    skipped = (SkippedKey(key, len(bucket)) for key, bucket in buckets.items() if len(bucket) > cap)
    return Pairs(tuple(sorted(found)), tuple(sorted(skipped)))


def _buckets(keys: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return the sorted items of every key; an item that names a key twice is in it once."""
    buckets: dict[str, list[str]] = {}
    for item in sorted(keys):
        for key in set(keys[item]):
            buckets.setdefault(key, []).append(item)
    return buckets


def components(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return the connected components of a graph; see `Engine.components`.

    Union-find with path halving (Tarjan and van Leeuwen 1984). The root of a tree is always its
    smallest node, so that the order of the edges leaves no trace.
    """
    parents = {node: node for node in nodes}
    for left, right in edges:
        if left not in parents or right not in parents:
            raise UsageError(f"the edge {left} - {right} ends at a node that is not in the graph")
        low, high = sorted((_root(parents, left), _root(parents, right)))
        parents[high] = low
    members: dict[str, list[str]] = {}
    for node in sorted(parents):
        members.setdefault(_root(parents, node), []).append(node)
    return [tuple(members[root]) for root in sorted(members)]


def _root(parents: dict[str, str], node: str) -> str:
    """Return the root of the tree that `node` is in, and make its way there half as long."""
    while parents[node] != node:
        parents[node] = parents[parents[node]]
        node = parents[node]
    return node
