"""A partition of the sightings of one report, and quick ways to find those at a place in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from counterclaim.model import Span
from counterclaim.normalize.actors.sighting import Sighting


class Groups:
    """Which sightings are of one actor (union-find), with the reason of every join.

    Pronouns belong to no group. A group's number is that of its first sighting; its country is that
    of the first sighting which tells one.
    """

    def __init__(self, found: Sequence[Sighting]) -> None:
        """Start with every sighting in a group of its own; `found` is in text order."""
        self.all = tuple(found)
        self.named = tuple(one for one in found if not one.pronoun)
        self._number = {one.head: number for number, one in enumerate(self.named)}
        self._parent = list(range(len(self.named)))
        self._has_name = [bool(one.name) for one in self.named]
        self._country = [(number, one.country) for number, one in enumerate(self.named)]
        self._because: dict[int, list[str]] = {}
        self._all_starts = [one.start for one in self.all]
        self._named_starts = [one.start for one in self.named]

    def group_of(self, one: Sighting) -> int:
        """Return the number of the group that `one` is in."""
        number = self._number[one.head]
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, left: Sighting, right: Sighting, because: str) -> None:
        """Make one group of two."""
        keep, drop = sorted((self.group_of(left), self.group_of(right)))
        if keep == drop:
            return
        self._parent[drop] = keep
        self._has_name[keep] = self._has_name[keep] or self._has_name[drop]
        self._country[keep] = min(
            self._country[keep], self._country[drop], key=lambda told: (not told[1], told)
        )
        self._because.setdefault(keep, []).extend([because, *self._because.pop(drop, [])])

    def members(self) -> dict[int, list[Sighting]]:
        """Return the sightings of every group, in text order."""
        found: dict[int, list[Sighting]] = {}
        for one in self.named:
            found.setdefault(self.group_of(one), []).append(one)
        return dict(sorted(found.items()))

    def is_named(self, one: Sighting) -> bool:
        """Say whether some sighting of its group has a proper name."""
        return self._has_name[self.group_of(one)]

    def country_of(self, one: Sighting) -> str:
        """Return the country that its group tells first, if any."""
        return self._country[self.group_of(one)][1]

    def because(self, group: int) -> str:
        """Return why the group's sightings are one actor: the reason of its first join, or nothing."""
        return next(iter(self._because.get(group, ())), "")

    def inside(self, span: Span) -> Iterator[Sighting]:
        """Yield the sightings within `span`, pronouns included, in text order."""
        for at in range(bisect_left(self._all_starts, span.start), len(self.all)):
            if self.all[at].start >= span.end:
                return
            if self.all[at].end <= span.end:
                yield self.all[at]

    def before(self, position: int) -> Iterator[Sighting]:
        """Yield the sightings that end at or before a character, the nearest first; no pronouns."""
        for at in range(bisect_left(self._named_starts, position) - 1, -1, -1):
            if self.named[at].end <= position:
                yield self.named[at]
