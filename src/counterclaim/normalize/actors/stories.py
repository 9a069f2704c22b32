"""Which reports are of one story: those that tell of the same named people and bodies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from counterclaim.cells import Rule
from counterclaim.model import ActorKind
from counterclaim.normalize.actors.groups_of_nodes import Known, groups_with
from counterclaim.normalize.actors.nodes import MANY, NAMED

FEWEST = 2
"""So many named people and bodies must be told of in both of two reports of one story."""

TOLD_IN = "told in"
"""The reports that tell of each named person or body."""

_TELLING = frozenset({ActorKind.PERSON, ActorKind.ORGANISATION})


class Stories:
    """Whom by name each report tells of; governments and outlets are in too many stories to tell one.

    So is anybody else of whom more than `MANY` reports tell.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self._cells = known.cells

    def stages(self) -> tuple[Rule, ...]:
        """Return what says of which story a report is."""
        return (Rule(TOLD_IN, groups_with(NAMED), self._told_in),)

    def _told_in(self, group: str) -> Iterable[str]:
        units = self._known.units(group)
        if not self._known.is_named(units) or self._known.kind(units) not in _TELLING:
            return ()
        return self._known.reports(units, MANY) or ()

    def near(self, report: str) -> tuple[str, ...]:
        """Return the other reports that are of one story with this one."""
        told = self._cells.having(TOLD_IN, report)
        counts = Counter(other for group in told for other in self._cells.of(TOLD_IN, group))
        return tuple(sorted(other for other, both in counts.items() if both >= FEWEST and other != report))

    def shared(self, left: str, right: str) -> tuple[str, ...]:
        """Return whom both reports name."""
        both = {*self._cells.having(TOLD_IN, left)} & {*self._cells.having(TOLD_IN, right)}
        return tuple(sorted(self._known.shown(self._known.units(one)) for one in both))

    def are_one(self, reports: Collection[str]) -> bool:
        """Say whether reports hang together, each of one story with some other of them."""
        missing = set(reports)
        waiting = sorted(missing)[:1]
        while waiting:
            one = waiting.pop()
            missing.discard(one)
            waiting += [other for other in self.near(one) if other in missing and other not in waiting]
        return not missing
