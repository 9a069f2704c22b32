"""Bodies without a name in several reports: when "the pilots' union" of two reports is one union.

Never by a bare word: "the company" of two stories is two companies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from counterclaim.cells import MEMBERS, VALUES, Joined, Joining, Rule
from counterclaim.model import ActorKind
from counterclaim.normalize.actors.groups_of_nodes import Edge, Known, groups_with, joined
from counterclaim.normalize.actors.nodes import (
    COUNTRY,
    DESCRIBED_AS,
    DESCRIBED_IN,
    DESCRIBING,
    LABELLED,
    MANY,
    NAMED,
    SIDED,
    SORTS,
    within,
    words_of,
)
from counterclaim.normalize.actors.stories import Stories

BEARS_WORDS, LIKENESS, DESCRIBED_ALIKE = "bears words", "likeness", "described alike"
"""The descriptions of each group, the groups that are described as it is, and what is one by that."""

MEANT, SPEAKS_FOR, ONE_VOICE = "meant", "speaks for", "one voice"
"""Whom a speaker's report means by his side, the bodies each person speaks for, and what is one by that."""

_BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.UNIT, ActorKind.GOVERNMENT})


class Nameless:
    """The rules by which bodies without a name are joined."""

    def __init__(self, known: Known, stories: Stories) -> None:
        self._known = known
        self._cells = known.cells
        self._stories = stories

    def stages(self) -> tuple[Rule | Joining, ...]:
        """Return what joins bodies without a name."""
        described = groups_with(DESCRIBED_AS)
        return (
            Rule(BEARS_WORDS, described, lambda group: self._descriptions(self._known.units(group))),
            Rule(LIKENESS, described, self._alike),
            Joining(
                DESCRIBED_ALIKE, ((LIKENESS, MEMBERS), (LIKENESS, VALUES)), self._beside, self._described
            ),
            Rule(MEANT, ((SIDED, MEMBERS),), lambda one: self.meant(one, self._body_of)),
            Rule(SPEAKS_FOR, groups_with(NAMED), self._speaks_for),
            Joining(ONE_VOICE, ((SPEAKS_FOR, VALUES),), self._of_one_voice, self._same_voice),
        )

    def body(self, unit: str) -> str:
        """Return the group of a node, with all that is described as it is."""
        place = self._known.place(unit)
        return self._cells.the(DESCRIBED_ALIKE, place) or place

    def _body_of(self, referent: str) -> str:
        return self.body(self._known.unit_of(referent))

    def units(self, body: str) -> Sequence[str]:
        """Return the nodes of a group, with all that is described as it is."""
        groups = self._cells.having(DESCRIBED_ALIKE, body) or (body,)
        return sorted(unit for group in groups for unit in self._known.units(group))

    def whole(self, unit: str) -> str:
        """Return the group of a node, with all that one person speaks for."""
        body = self.body(unit)
        return self._cells.the(ONE_VOICE, body) or body

    def whole_units(self, group: str) -> Sequence[str]:
        """Return the nodes of a group, with all that one person speaks for."""
        bodies = self._cells.having(ONE_VOICE, group) or (group,)
        return sorted(unit for body in bodies for unit in self.units(body))

    # -- Described alike -------------------------------------------------------------------------------

    def _descriptions(self, units: Iterable[str]) -> list[str]:
        """Return how a group is described."""
        return self._known.all_of(DESCRIBED_AS, units)

    def _alike(self, group: str) -> Iterator[str]:
        """Yield the groups of one sort that are described alike in another report of one story.

        Alike is in the same words, or in some of them if only one body of the case has them all. No report
        tells of both.
        """
        units = self._known.units(group)
        told = self._descriptions(units)
        reports = self._known.reports(units, MANY) if told else None
        if not reports:
            return
        fuller = (
            set()
            if self._known.is_named(units)
            else {one for this in told for one in self._fuller(group, this)}
        )
        for report in reports:
            for near in self._stories.near(report):
                same = {
                    self._place(one)
                    for this in told
                    for one in self._cells.having(DESCRIBED_IN, within(near, this))
                }
                yield from (one for one in same if one != group and self._never_both(reports, one))
                yield from (
                    one for one in fuller if self._tells(near, one) and self._never_both(reports, one)
                )

    def _place(self, referent: str) -> str:
        return self._known.place(self._known.unit_of(referent))

    def _never_both(self, reports: Sequence[str], group: str) -> bool:
        others = self._known.reports(self._known.units(group), MANY)
        return others is not None and set(reports).isdisjoint(others)

    def _tells(self, report: str, group: str) -> bool:
        return report in (self._known.reports(self._known.units(group), MANY) or ())

    def _fuller(self, group: str, told: str) -> Iterable[str]:
        """Return the only other group with all words of a description, where nobody else has these words."""
        if self._cells.having(BEARS_WORDS, told) != (group,):
            return ()
        sort, words = words_of(told)
        rows = [self._cells.having(DESCRIBING, f"{sort} {word}") for word in sorted(words)]
        longer = [one for one in min(rows, key=len) if words < words_of(one)[1]]
        bearers = {bearer for one in longer for bearer in self._cells.having(BEARS_WORDS, one)} - {group}
        is_common = min(map(len, rows)) > MANY
        return bearers if len(bearers) == 1 and not is_common else ()

    def _beside(self, group: str) -> Iterator[str]:
        yield from self._cells.of(LIKENESS, group)
        yield from self._cells.having(LIKENESS, group)

    def _described(self, groups: Sequence[str]) -> Iterator[Joined]:
        units = {group: self._known.units(group) for group in groups}
        edges = (
            Edge(0, one, other, self._because_alike(one, other))
            for one in groups
            for other in self._cells.of(LIKENESS, one)
        )
        return joined(groups, edges, self._countries(units))

    def _because_alike(self, one: str, other: str) -> Callable[[], str]:
        def because() -> str:
            left, right = (self._known.units(group) for group in (one, other))
            ours, theirs = (self._known.reports(units, MANY) or [] for units in (left, right))
            both = next((a, b) for a in ours for b in self._stories.near(a) if b in theirs)
            names = " and ".join(self._stories.shared(*both)[:2])
            alike = f"“{self._known.shown(left)}” and “{self._known.shown(right)}”"
            return f"{alike} are described alike in reports that both tell of {names}"

        return because

    def _countries(self, units: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
        return {group: frozenset(self._known.all_of(COUNTRY, own)) for group, own in units.items()}

    # -- One voice -------------------------------------------------------------------------------------

    def meant(self, referent: str, group_of: Callable[[str], str]) -> Iterable[str]:
        """Return whom a report means by somebody's side; a label that two bear leads nowhere."""
        (side,) = self._cells.index.keys(SIDED, referent)
        labelled = self._cells.index.members(LABELLED, side)  # told by one report, once
        found = {group_of(one) for one in labelled}
        return found if len(found) == 1 else ()

    def _speaks_for(self, group: str) -> Iterable[str]:
        """Return the bodies that one person speaks for, of which at most one has a name: they are one."""
        units = self._known.units(group)
        if not self._known.is_named(units) or self._known.kind(units) != ActorKind.PERSON:
            return ()
        asked = self._known.asked(units)
        bodies = {body for one in asked if one.party for body in self._cells.of(MEANT, one.id)}
        fit = sorted(body for body in bodies if self._known.kind(self.units(body)) in _BODIES)
        named = [body for body in fit if self._known.is_named(self.units(body))]
        host = (named or fit)[:1]
        others = [
            one for one in fit if one not in named and one not in host and self._sorts_agree(host[0], one)
        ]
        return [*host, *others] if len(named) <= 1 and others else ()

    def _sorts_agree(self, one: str, other: str) -> bool:
        """Say whether two bodies may be of one sort: a company is no union."""
        ours, theirs = ({*self._known.all_of(SORTS, self.units(body))} for body in (one, other))
        return not ours or not theirs or bool(ours & theirs)

    def _of_one_voice(self, body: str) -> Iterator[str]:
        for voice in self._cells.having(SPEAKS_FOR, body):
            yield from self._cells.of(SPEAKS_FOR, voice)

    def _same_voice(self, bodies: Sequence[str]) -> Iterator[Joined]:
        units = {body: self.units(body) for body in bodies}
        voices = sorted({voice for body in bodies for voice in self._cells.having(SPEAKS_FOR, body)})
        return joined(
            bodies, [edge for voice in voices for edge in self._voiced(voice)], self._countries(units)
        )

    def _voiced(self, voice: str) -> Iterator[Edge]:
        """Yield a body without a name with the one that the same person speaks for in another report."""
        bodies = self._cells.of(SPEAKS_FOR, voice)
        host = next((body for body in bodies if self._known.is_named(self.units(body))), bodies[0])
        for one in bodies:
            if one != host:
                yield Edge(0, host, one, self._because_voiced(voice, host, one))

    def _because_voiced(self, voice: str, host: str, one: str) -> Callable[[], str]:
        def because() -> str:
            who = self._known.shown(self._known.units(voice))
            host_name, name = (self._known.shown(self.units(body)) for body in (host, one))
            return f"{who} speaks for “{name}” and for “{host_name}”"

        return because
