"""Which reports are of one story: those that tell of the same named people and bodies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from counterclaim.model import ActorKind
from counterclaim.normalize.actors.actor import Group

FEWEST = 2
"""So many named people and bodies must be told of in both of two reports of one story."""

_TELLING = frozenset({ActorKind.PERSON, ActorKind.ORGANISATION})


@dataclass(frozen=True)
class Stories:
    """Whom by name each report tells of; governments and outlets are in too many stories to tell one."""

    told: dict[str, set[int]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, groups: Sequence[Group]) -> Stories:
        """Return the stories that groups of referents, each one actor, are told in."""
        stories = cls()
        for number, group in enumerate(groups):
            if group.members[0].kind in _TELLING and all(one.proper for one in group.members[:1]):
                stories.names[number] = group.members[0].name
                for one in group.members:
                    stories.told.setdefault(one.report, set()).add(number)
        return stories

    @cached_property
    def reports_of(self) -> dict[int, tuple[str, ...]]:
        """The reports that tell of each of them."""
        found: dict[int, list[str]] = {}
        for report, numbers in sorted(self.told.items()):
            for number in numbers:
                found.setdefault(number, []).append(report)
        return {number: tuple(reports) for number, reports in found.items()}

    def near(self, report: str) -> tuple[str, ...]:
        """Return the other reports that are of one story with this one."""
        told = self.told.get(report, set())
        counts = Counter(other for number in told for other in self.reports_of[number])
        return tuple(sorted(other for other, both in counts.items() if both >= FEWEST and other != report))

    def shared(self, left: str, right: str) -> tuple[str, ...]:
        """Return whom both reports name, if that is enough to make them one story."""
        both = self.told.get(left, set()) & self.told.get(right, set())
        return tuple(sorted(self.names[one] for one in both)) if len(both) >= FEWEST else ()

    def are_one(self, reports: Sequence[str]) -> bool:
        """Say whether reports hang together, each of one story with some other of them."""
        missing = set(reports)
        waiting = sorted(missing)[:1]
        while waiting:
            one = waiting.pop()
            missing.discard(one)
            waiting += [other for other in self.near(one) if other in missing and other not in waiting]
        return not missing
