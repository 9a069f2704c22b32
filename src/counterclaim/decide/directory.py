"""Whom and where a person means by a name: the referents and places that the reports themselves name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from counterclaim.ledger import Snapshot
from counterclaim.model import Decision, DecisionKind, Place, Referent, Statement

Plain = Callable[[str], str]
"""What of a name is compared: `normalize.names.plain_name`."""


class Directory:
    """Looks names up in the reports of a snapshot; depends on nothing that is worked out from all of them."""

    def __init__(self, snapshot: Snapshot, plain: Plain) -> None:
        self._snapshot = snapshot
        self._plain = plain

    @cached_property
    def _bearers(self) -> Mapping[str, list[Referent]]:
        """The referents of each name or description."""
        found: dict[str, list[Referent]] = {}
        for _, one in sorted(self._snapshot.referents.items()):
            for name in {self._plain(name) for name in (one.name, *one.names)}:
                found.setdefault(name, []).append(one)
        return found

    @cached_property
    def _places(self) -> Mapping[str, Mapping[str, set[str]]]:
        """The keys of the places of each name, and under each key that key, by report."""
        found: dict[str, dict[str, set[str]]] = {}
        for report, mentions in self._snapshot.mentions.items():
            for mention in mentions.items:
                if isinstance(mention.value, Place):
                    for name in (self._plain(mention.value.name), mention.value.key):
                        found.setdefault(name, {}).setdefault(report, set()).add(mention.value.key)
        return found

    def is_called(self, name: str) -> bool:
        """Say whether a report calls anybody so, or says that somebody speaks for a party of that name."""
        plain = self._plain(name)
        return plain in self._bearers or any(
            self._plain(one.party) == plain for one in self._snapshot.referents.values() if one.party
        )

    def referent(self, name: str, statement: Statement, aliases: Iterable[Decision]) -> str | None:
        """Return a referent of that name or of another name of the same, of the statement's report first."""
        plain = self._plain(name)
        others = (
            self._plain(other)
            for one in aliases
            if one.kind is DecisionKind.ALIAS and self._plain(one.to) == plain
            for other in one.about
        )
        bearers = [one for wanted in (plain, *others) for one in self._bearers.get(wanted, ())]
        ranked = sorted((one.report != statement.report, not one.proper, one.id) for one in bearers)
        return ranked[0][-1] if ranked else None

    def place(self, name: str, statement: Statement) -> str:
        """Return the key of the place of that name: in the statement's report, else the only one there is.

        Where no report names it, or several mean other places by it, the name stands for itself.
        """
        by_report = self._places.get(self._plain(name)) or self._places.get(name, {})
        near = by_report.get(statement.report) or set[str]().union(*by_report.values())
        return next(iter(near)) if len(near) == 1 else name
