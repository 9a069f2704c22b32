"""Which referents are one actor in the end: as names and stories join them, and as people rule.

A group that is shown under a ruled name, or of which a report uses the name ruled to be the right one, goes
over whole; of another only the referents that bear a ruled name in their own report do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from counterclaim.cells import MEMBERS, VALUES, Rule, Step
from counterclaim.model import Decision, Referent, content_id
from counterclaim.normalize.actors.actor import Group, named
from counterclaim.normalize.actors.groups_of_nodes import GROUP, Known
from counterclaim.normalize.actors.nameless import DESCRIBED_ALIKE, ONE_VOICE, Nameless
from counterclaim.normalize.actors.nodes import (
    ASKED,
    BORN,
    CALLED,
    CALLS,
    CLASS,
    IN_COPIES,
    NODE,
    TELLS,
    is_alone,
    own_names,
    within,
)
from counterclaim.normalize.actors.rulings import Rulings
from counterclaim.normalize.names import plain_name

RULING, RULED, PARTED = "ruling", "ruled", "parted"
"""The ruling on each name, that which each referent falls to by its own names, and nodes of which some do."""

HELD, FATE, ACTOR = "held", "fate", "actor"
"""The group of each referent with a ruled name, the ruling that a whole group falls to, and who nodes are."""

_RULING = "!"
_EVERY = "every"
_ALIAS = "alias"
_MOST_REASONS = 64


class Gathering:
    """The rules by which groups become actors."""

    def __init__(self, known: Known, nameless: Nameless, rulings: Rulings) -> None:
        self._known = known
        self.cells = self._cells = known.cells
        self._nameless = nameless
        self._names = rulings.names
        self._by_id = {one.id: one for one in rulings.names.values()}

    def put_rulings(self, rulings: Rulings) -> None:
        """Tell which names are ruled on; what is ruled otherwise than before is worked out anew."""
        shelves = {_ALIAS: rulings.names, "party": rulings.parties, "camp": rulings.camps}
        told = {
            within(sort, name): [_EVERY, content_id("ruling", one.id, one.to, one.by)]
            for sort, shelf in shelves.items()
            for name, one in shelf.items()
        }
        old = self._cells.index.members(RULING, _EVERY)
        self._cells.put(RULING, {**dict.fromkeys(old, ()), **told})

    def stages(self) -> tuple[Rule | Step, ...]:
        """Return what becomes of groups."""
        return (
            Step(RULED, ((RULING, MEMBERS),), self._rule_anew),
            Rule(HELD, ((RULED, MEMBERS),), self._held),
            Rule(FATE, ((HELD, VALUES),), self._fate),
            Rule(ACTOR, ((BORN, MEMBERS), (RULED, VALUES)), self._actor),
        )

    def take_in(self, new: Iterable[Referent]) -> None:
        """Put new referents under the rulings on their own names."""
        every = [*new]
        self._put_ruled([one.id for one in every if self._ruling(one) is not None])
        nodes = (self._cells.index.keys(NODE, one.id)[0] for one in every)
        self._part(node for node in nodes if self._cells.index.keys(PARTED, node))

    def actor_of(self, referent: str) -> str:
        """Return the actor of a referent, as rules call it."""
        ruled = self._cells.the(RULED, referent)
        return self._cells.the(ACTOR, ruled) if ruled else self.unruled_actor_of(referent)

    def unruled_actor_of(self, referent: str) -> str:
        """Return the actor of a referent on whose own names nobody ruled."""
        return self._cells.the(ACTOR, self._known.unit_of(referent))

    # -- Single referents --------------------------------------------------------------------------------

    def _rule_anew(self, names: Sequence[str]) -> None:
        plain = [
            told.removeprefix(within(_ALIAS, "")) for told in names if told.startswith(within(_ALIAS, ""))
        ]
        self._put_ruled({one for name in plain for one in self._cells.index.members(CALLED, name)})

    def _put_ruled(self, referents: Iterable[str]) -> None:
        index = self._cells.index
        ruled = {one: self._ruling(self._known.referents[one]) for one in sorted(referents)}
        self._cells.put(RULED, {one: [f"{_RULING}{own.id}"] if own else [] for one, own in ruled.items()})
        self._cells.disturb(HELD, ruled)
        self._cells.disturb(FATE, (group for one in ruled for group in index.keys(HELD, one)))
        self._part({index.keys(NODE, one)[0] for one in ruled})

    def _part(self, nodes: Iterable[str]) -> None:
        """Take note of the nodes of which some referents are ruled to be others, and which these are."""
        index = self._cells.index
        for node in nodes:
            every = index.members(NODE, node)
            parted = [one for one in every if index.keys(RULED, one)]
            self._cells.put(PARTED, {node: [content_id("parted", len(every), *parted)] if parted else []})

    def _ruling(self, one: Referent) -> Decision | None:
        """Return the ruling on what its own report calls a referent."""
        plain = map(plain_name, own_names(one))
        return next((self._names[name] for name in plain if name in self._names), None)

    # -- Whole groups ------------------------------------------------------------------------------------

    def _held(self, referent: str) -> Iterable[str]:
        one = self._known.referents[referent]
        if not any(self._cells.of(RULING, within(_ALIAS, plain_name(name))) for name in own_names(one)):
            return ()
        return [self._nameless.whole(self._known.unit_of(referent))]

    def _fate(self, group: str) -> Iterable[str]:
        """Return the ruling that a group falls to: by the name that is shown, else by the right name."""
        if not self._cells.having(HELD, group):
            return ()
        units = self._nameless.whole_units(group)
        asked = self._known.asked(units)
        shown = plain_name(named(asked, [*map(self._known.printed_first, asked)]))
        for name in (shown, *self._names):
            self._cells.of(RULING, within(_ALIAS, name))
        if shown in self._names:
            return [self._names[shown].id]
        right = {
            one.id
            for name, one in self._names.items()
            if plain_name(one.to) == name and any(self._is_called(unit, name) for unit in units)
        }
        return right if len(right) == 1 else ()

    def _is_called(self, unit: str, name: str) -> bool:
        if is_alone(unit):
            return name in map(plain_name, own_names(self._known.referents[unit]))
        return bool(self._cells.of(CALLS, within(unit, name)))

    def _actor(self, unit: str) -> Iterable[str]:
        """Return whom the referents of a node are, by a name among rules."""
        if unit.startswith(_RULING):
            ruling = self._by_id.get(unit.removeprefix(_RULING))
            return [f"{_RULING}{ruling.to}"] if ruling and self._cells.having(RULED, unit) else []
        if not self._known.place(unit):
            return ()
        if (is_alone(unit) or self._cells.of(PARTED, unit)) and not self.referents_of(unit):
            return ()
        group = self._nameless.whole(unit)
        fate = self._cells.the(FATE, group)
        return [f"{_RULING}{self._by_id[fate].to}"] if fate in self._by_id else [group]

    # -- What an actor is made of ------------------------------------------------------------------------

    def referents_of(self, unit: str) -> Sequence[str]:
        """Return the referents of a node that are not ruled to be others, as many as are asked."""
        if unit.startswith(_RULING):
            return self._cells.having(RULED, unit)
        if is_alone(unit):
            return () if self._cells.of(RULED, unit) else (unit,)
        if not self._cells.of(PARTED, unit):
            return self._known.referents_of(unit)
        every = self._cells.index.members(NODE, unit)
        return [one for one in every if not self._cells.index.keys(RULED, one)][:ASKED]

    def group(self, actor: str) -> Group:
        """Return the referents of an actor that say what it is, and why they are one."""
        units = self._cells.having(ACTOR, actor)
        asked = sorted(one for unit in units for one in self.referents_of(unit))[:ASKED]
        members = [self._known.referents[one] for one in asked]
        reasons = [*self._equal(members), *(self._joins(units) if len(units) > 1 else ())]
        reasons += self._ruled_so(units, members) if self.called(actor) else ()
        prints = [*map(self._known.printed_first, members)]
        return Group(members, prints, [*dict.fromkeys(reasons)][:_MOST_REASONS], self.called(actor))

    def called(self, actor: str) -> str:
        """Return the name that people ruled an actor to have, or nothing."""
        return actor.removeprefix(_RULING) if actor.startswith(_RULING) else ""

    def printed_first(self, one: Referent) -> str:
        """Return the first of all reports that print the text in which a referent stands."""
        return self._known.printed_first(one)

    def meant(self, referent: str) -> Iterable[str]:
        """Return the actor whom a report means by the side that somebody speaks for."""
        return self._nameless.meant(referent, self.actor_of)

    def reports(self, actor: str) -> Iterator[str]:
        """Yield reports that tell of an actor, as many as are asked, and one more."""
        for unit in self._cells.having(ACTOR, actor):
            if unit.startswith(_RULING) or is_alone(unit):
                yield from (self._known.referents[one].report for one in self.referents_of(unit))
            else:
                yield from self._cells.having(TELLS, unit)

    def is_called(self, actor: str, name: str) -> bool:
        """Say whether some report calls an actor so."""
        units = self._cells.having(ACTOR, actor)
        return any(self._is_called(unit, name) for unit in units if not unit.startswith(_RULING))

    def every_referent(self, actor: str) -> Iterator[str]:
        """Yield all referents of an actor."""
        index = self._cells.index
        for unit in index.members(ACTOR, actor):
            if unit.startswith(_RULING):
                yield from index.members(RULED, unit)
            else:
                yield from (one for one in index.members(NODE, unit) or (unit,) if not index.keys(RULED, one))

    def _equal(self, members: Iterable[Referent]) -> Iterator[str]:
        """Yield why referents of one node are one."""
        first: dict[str, Referent] = {}
        for one in members:
            (node,) = self._cells.index.keys(NODE, one.id)
            (name,) = self._cells.index.keys(CLASS, node) or (node,)
            known = first.setdefault(name, one)
            if known is not one and one.proper:
                yield f"“{one.names[0]}” and “{known.names[0]}” are one name"
            elif known is not one:
                yield f"“{known.name}” and “{one.name}” name the same body"

    def _joins(self, units: Sequence[str]) -> Iterator[str]:
        """Yield why the nodes of an actor are one."""
        nodes = [unit for unit in units if not unit.startswith(_RULING)]
        gone = self._names_gone(nodes)
        places = {node: self._known.place(node) for node in nodes}
        for group in sorted({self._known.group_of(node) for node in nodes}):
            yield from self._why(GROUP, group, gone)
            place = places.get(group, group)
            if place.startswith(IN_COPIES):
                yield f"copies of one text speak of “{self._known.shown([group])}”"
            elif place not in {group, ""}:
                bearer = self._known.shown(self._known.units(place))
                yield f"“{self._known.shown([group])}” fits only “{bearer}”"
        with self._cells.unseen():  # whoever is parted or joined otherwise has other reasons
            bodies = sorted({self._nameless.body(node) for node in nodes})
            wholes = sorted({self._nameless.whole(node) for node in nodes})
        for body in bodies:
            yield from self._why(DESCRIBED_ALIKE, body, gone)
        for whole in wholes:
            yield from self._why(ONE_VOICE, whole, gone)

    def _why(self, kind: str, group: str, gone: Iterable[str]) -> Iterator[str]:
        reasons = (one[4:] for one in self._cells.of(f"{kind}: why", group))
        yield from (because for because in reasons if not any(f"“{name}”" in because for name in gone))

    def _names_gone(self, nodes: Iterable[str]) -> set[str]:
        """Return the names of referents that were ruled to be others."""
        index = self._cells.index
        parted = [node for node in nodes if self._cells.of(PARTED, node)]
        ruled = (one for node in parted for one in index.members(NODE, node) if index.keys(RULED, one))
        return {self._known.referents[one].name for one in ruled}

    def _ruled_so(self, units: Sequence[str], members: Iterable[Referent]) -> Iterator[str]:
        """Yield for each name that is not the ruled one who said whose it is."""
        fates = {
            self._cells.the(FATE, self._nameless.whole(unit))
            for unit in units
            if not unit.startswith(_RULING)
        }
        own = {unit.removeprefix(_RULING) for unit in units if unit.startswith(_RULING)}
        for key in sorted((own | fates) & self._by_id.keys()):
            ruling: Decision = self._by_id[key]
            others = {one.name for one in members if self._is_by(ruling, one)}
            yield from (f"{ruling.by} says that “{name}” is {ruling.to}" for name in sorted(others))

    def _is_by(self, ruling: Decision, one: Referent) -> bool:
        own = self._ruling(one)
        return plain_name(one.name) != plain_name(ruling.to) and (own is None or own.id == ruling.id)
