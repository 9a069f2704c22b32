"""Which claim of one snapshot is which claim of a later one.

A claim's id is made of its statements, so a claim that gained one has another id. Claims whose ids
differ are therefore matched by the statements they share; only claims that share one are compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cached_property

from counterclaim.ledger import Snapshot
from counterclaim.model import SUPPORTING, Claim, Stance


class Matching:
    """The claims of two snapshots of one case, each old one with what it is now."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self.before = before
        self.after = after

    def earlier(self, new: str) -> tuple[str, ...]:
        """Return the old claims that a claim of now was, the nearest first; none where it is new."""
        if new in self.before.claims:
            return (new,)
        nearest = (self._nearest_old[new],) if new in self._nearest_old else ()
        return tuple(dict.fromkeys((*nearest, *self.merged(new))))

    def merged(self, new: str) -> tuple[str, ...]:
        """Return the old claims, no longer there, that a claim of now is more than any other."""
        return self._gathered.get(new, ())

    def later(self, old: str) -> tuple[str, ...]:
        """Return the claims of now that an old one was, the nearest first; none where it is gone."""
        if old in self.after.claims:
            return (old,)
        nearest = (self._nearest_new[old],) if old in self._nearest_new else ()
        return tuple(dict.fromkeys((*nearest, *self._scattered.get(old, ()))))

    @cached_property
    def vanished(self) -> tuple[str, ...]:
        """The ids under which no claim stands any more."""
        return tuple(sorted(set(self.before.claims) - set(self.after.claims)))

    @cached_property
    def appeared(self) -> tuple[str, ...]:
        """The ids under which no claim stood before."""
        return tuple(sorted(set(self.after.claims) - set(self.before.claims)))

    @cached_property
    def _gathered(self) -> Mapping[str, tuple[str, ...]]:
        return _turned(self._nearest_new)

    @cached_property
    def _scattered(self) -> Mapping[str, tuple[str, ...]]:
        return _turned(self._nearest_old)

    @cached_property
    def _nearest_new(self) -> Mapping[str, str]:
        """The claim of now that has most in common with each vanished one."""
        best: dict[str, tuple[int, int, bool, bool, str]] = {}
        for old, new in self._shared:
            rank = (*self._nearness(old, new), new)
            best[old] = min(rank, best.get(old, rank))
        return {old: rank[-1] for old, rank in best.items()}

    @cached_property
    def _nearest_old(self) -> Mapping[str, str]:
        """The old claim that has most in common with each appeared one."""
        best: dict[str, tuple[int, int, bool, bool, str]] = {}
        for old, new in self._shared:
            rank = (*self._nearness(old, new), old)
            best[new] = min(rank, best.get(new, rank))
        return {new: rank[-1] for new, rank in best.items()}

    def _nearness(self, old: str, new: str) -> tuple[int, int, bool, bool]:
        """Return what puts the nearest pair first: statements in common, few others, the same words."""
        was, now = self.before.claims[old], self.after.claims[new]
        apart = len(members(was) ^ members(now))
        return -self._shared[old, new], apart, was.gist != now.gist, was.frame != now.frame

    @cached_property
    def _shared(self) -> Mapping[tuple[str, str], int]:
        """How many statements a vanished and an appeared claim have in common, where they have any."""
        holding: defaultdict[str, list[str]] = defaultdict(list)
        for old in self.vanished:
            for statement in members(self.before.claims[old]):
                holding[statement].append(old)
        shared: Counter[tuple[str, str]] = Counter()
        for new in self.appeared:
            for statement in members(self.after.claims[new]):
                shared.update((old, new) for old in holding.get(statement, ()))
        return shared


def members(claim: Claim) -> frozenset[str]:
    """Return the statements that tell or deny a claim: doubt and silence may be about many at once."""
    telling = SUPPORTING | {Stance.DENIES}
    told = frozenset(bearing.statement for bearing in claim.bearings if bearing.stance in telling)
    return told or frozenset(bearing.statement for bearing in claim.bearings)


def _turned(nearest: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, other in sorted(nearest.items()):
        found[other].append(key)
    return {other: tuple(keys) for other, keys in found.items()}
