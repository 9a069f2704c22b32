"""Which nodes are one actor, by their names, their signatures and the roles they bear."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from counterclaim.cells import MEMBERS, VALUES, Cells, Joined, Joining, Rule, Source
from counterclaim.model import ActorKind, Referent
from counterclaim.normalize.actors.lexicon import actor_words
from counterclaim.normalize.actors.nodes import (
    ASKED,
    BODY_COUNTRY,
    BORN,
    CLASS,
    FIRST,
    FIRST_PRINT,
    IN_COPIES,
    LOOSE,
    NAMED,
    NODE,
    NUMBERED,
    ROLE,
    SINGLE,
    TELLS,
    TIE,
    UNITS,
    UNNAMED,
    is_alone,
    short,
)
from counterclaim.normalize.actors.signatures import fuller_units, is_generic
from counterclaim.normalize.actors.spellings import (
    AS_FULL,
    FITS,
    FULLER,
    SPELT,
    Spelling,
    read_spelling,
    why_alike,
)

GROUP, FULLER_UNIT = "group", "fuller unit"
"""The group of each node that is not alone, and the only fuller signature of a unit that tells little."""

BORNE, BEARER = "borne", "bearer"
"""The roles that each named group bears, and the only named group with the roles of one without a name."""

COPY = "copy"
"""The group of each referent without a name that stands in several copies of one text."""

_LANGUAGE = "en"


class Edge(NamedTuple):
    """Two that may be one, and why; those of the least rank are joined first."""

    rank: int
    left: str
    right: str
    because: Callable[[], str]


class Known:
    """What is known of the referents of a case: cells, and what the reports say."""

    def __init__(self, cells: Cells, referents: Mapping[str, Referent]) -> None:
        self.cells = cells
        self.referents = referents

    # -- Nodes ---------------------------------------------------------------------------------------

    def is_named(self, nodes: Iterable[str]) -> bool:
        """Say whether a report gives any of some nodes a name."""
        return any(self.cells.of(NAMED, one) for one in nodes)

    def all_of(self, kind: str, nodes: Iterable[str]) -> list[str]:
        """Return all that some nodes have of a kind, sorted."""
        return sorted({text for one in nodes for text in self.cells.of(kind, one)})

    def kind(self, nodes: Sequence[str]) -> str:
        """Return what the first report says that some nodes are; a name comes before a description."""
        return self._first(nodes).removeprefix("kind ")

    def shown(self, nodes: Sequence[str]) -> str:
        """Return what the first report calls some nodes."""
        return self._first(nodes, -1).removeprefix("name ")

    def _first(self, nodes: Sequence[str], which: int = 0) -> str:
        first = next((one for one in nodes if self.cells.of(NAMED, one)), nodes[0])
        if not is_alone(first):
            return self.cells.of(FIRST, first)[which]
        one = self.referents[first]
        return (f"kind {one.kind}", f"name {one.name}")[which]

    # -- Groups --------------------------------------------------------------------------------------

    def group_of(self, node: str) -> str:
        """Return the group that names and signatures join a node to."""
        return self.cells.the(GROUP, node) or node

    def nodes_of(self, group: str) -> tuple[str, ...]:
        """Return the nodes that names and signatures join."""
        return self.cells.having(GROUP, group) or (group,)

    def place(self, unit: str) -> str:
        """Return the group of a node, or of somebody who is known by roles alone; nothing if it has none.

        People who are known by roles alone have none together, unless somebody bears them.
        """
        if unit.startswith(IN_COPIES):
            return unit if self.cells.having(COPY, unit) else ""
        (sort,) = self.cells.index.keys(BORN, unit)  # which never changes
        if sort == LOOSE:
            return self.cells.the(BEARER, unit)
        if sort != SINGLE and self.cells.of(BEARER, sort):
            return ""
        if is_alone(unit):
            return self.cells.the(COPY, unit) or unit
        group = self.group_of(unit)
        return self.cells.the(BEARER, group) or group

    def units(self, group: str) -> tuple[str, ...]:
        """Return the nodes of a group with those who bear its roles and no name; none of what is no group."""
        if self.place(group) != group:
            return ()
        if group.startswith(IN_COPIES):
            return self.cells.having(COPY, group)
        others = (node for one in self.cells.having(BEARER, group) for node in self.nodes_of(one))
        return (*self.nodes_of(group), *others)

    def unit_of(self, referent: str) -> str:
        """Return the node of a referent, or itself where only roles are known that nobody bears."""
        (node,) = self.cells.index.keys(NODE, referent)
        loose = not is_alone(node) and self.cells.index.keys(BORN, node) == (LOOSE,)
        return referent if loose and not self.cells.of(BEARER, node) else node

    def referents_of(self, unit: str) -> tuple[str, ...]:
        """Return the referents of a node, as many as are asked."""
        return (unit,) if is_alone(unit) else self.cells.having(NODE, unit)

    def asked(self, units: Iterable[str]) -> list[Referent]:
        """Return the referents of some nodes who say what they are."""
        every = sorted(one for unit in units for one in self.referents_of(unit))
        return [self.referents[one] for one in every[:ASKED]]

    def printed_first(self, one: Referent) -> str:
        """Return the first of all reports that print the text in which a referent stands."""
        return self.cells.the(FIRST_PRINT, one.report) or one.report

    def reports(self, units: Iterable[str], most: int) -> list[str] | None:
        """Return the reports that tell of some nodes; None where they are more than `most`."""
        found: set[str] = set()
        for unit in units:
            found.update([self.referents[unit].report] if is_alone(unit) else self.cells.having(TELLS, unit))
            if len(found) > most:
                return None
        return sorted(found)


def group_stages(known: Known) -> tuple[Rule | Joining, ...]:
    """Return what follows from names, signatures and roles."""
    nodes = _Nodes(known)
    roles = ((ROLE, MEMBERS), (GROUP, VALUES))
    return (
        Rule(FULLER_UNIT, ((NUMBERED, MEMBERS),), nodes.fuller_unit),
        Joining(GROUP, ((BORN, MEMBERS),), nodes.beside, nodes.joined),
        Rule(BORNE, roles, nodes.borne),
        Rule(BEARER, roles, nodes.bearer),
        Rule(COPY, ((UNNAMED, MEMBERS),), nodes.copy),
    )


def groups_with(kind: str) -> tuple[Source, ...]:
    """Return where a rule finds all groups of which some node has something of a kind."""
    return ((kind, MEMBERS), (GROUP, VALUES), (BEARER, VALUES), (COPY, VALUES))


class _Nodes:
    """The rules by which nodes are joined."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.cells = known.cells

    # -- Candidates ----------------------------------------------------------------------------------

    def fuller_unit(self, signature: str) -> Iterable[str]:
        """Return the only fuller signature of a unit that tells little."""
        numbers = self.cells.of(NUMBERED, signature)
        every = {one for number in numbers for one in self.cells.having(NUMBERED, number)}
        return [found] if (found := fuller_units(every).get(signature)) else []

    def beside(self, node: str) -> Iterator[str]:
        """Yield the nodes that may be one with a node."""
        for tie in self.cells.of(TIE, node):
            yield from self.cells.having(TIE, tie)
        for unit in self.cells.of(UNITS, node):
            for other in (*self.cells.of(FULLER_UNIT, unit), *self.cells.having(FULLER_UNIT, unit)):
                yield from self.cells.having(UNITS, other)
        for name in self.cells.of(CLASS, node):
            for other in (name, *self.alike(name)):
                yield from self.cells.having(CLASS, other)

    def alike(self, name: str) -> Iterator[str]:
        """Yield the names that are alike; none that every country's body may have, where countries differ."""
        for fit in self.cells.of(FITS, name):
            sort, other = fit.split(" ", 1)
            if sort == FULLER or f"{AS_FULL} {name}" in self.cells.of(FITS, other):
                yield from self._if_one_country(name, other)
        for other in self.cells.having(FITS, f"{FULLER} {name}"):
            yield from self._if_one_country(name, other)

    def _if_one_country(self, name: str, other: str) -> Iterator[str]:
        one, two = self._spelt(name), self._spelt(other)
        if one.country == two.country or not (_is_generic(one) or _is_generic(two)):
            yield other

    def _spelt(self, name: str) -> Spelling:
        return read_spelling(self.cells.the(SPELT, name))

    # -- Joins ---------------------------------------------------------------------------------------

    def joined(self, nodes: Sequence[str]) -> Iterator[Joined]:
        """Join nodes that hang together; bodies of two countries stay two."""
        countries = {node: frozenset(self.cells.of(BODY_COUNTRY, node)) for node in nodes}
        return joined(nodes, self._edges(nodes), countries)

    def _edges(self, nodes: Sequence[str]) -> Iterator[Edge]:
        classes = sorted({name for node in nodes for name in self.cells.of(CLASS, node)})
        first = {name: self.cells.having(CLASS, name)[0] for name in classes}
        for name in classes:
            for other in self.cells.having(CLASS, name)[1:]:
                yield Edge(0, first[name], other, self._one_name(first[name], other))
            for other in self.alike(name):
                if name < other:
                    yield self._edge(first[name], first[other], self._alike(name, other))
        for tie in sorted({tie for node in nodes for tie in self.cells.of(TIE, node)}):
            known, *others = self.cells.having(TIE, tie)
            for other in others:
                yield self._edge(known, other, self._one_body(known, other))
        for bare in sorted({unit for node in nodes for unit in self.cells.of(UNITS, node)}):
            for fuller in self.cells.of(FULLER_UNIT, bare):
                one, other = (self.cells.having(UNITS, unit)[0] for unit in (bare, fuller))
                yield self._edge(one, other, self._only_unit(one, other))

    def _edge(self, one: str, other: str, because: Callable[[], str]) -> Edge:
        """Of two whose countries are told the bodies are joined first: one without then finds its like."""
        are_told = self.cells.of(BODY_COUNTRY, one) and self.cells.of(BODY_COUNTRY, other)
        return Edge(1 if are_told else 2, one, other, because)

    def _one_name(self, known: str, other: str) -> Callable[[], str]:
        return lambda: f"“{self.known.shown([other])}” and “{self.known.shown([known])}” are one name"

    def _alike(self, name: str, other: str) -> Callable[[], str]:
        return lambda: why_alike(self._spelt(name), self._spelt(other))

    def _one_body(self, known: str, other: str) -> Callable[[], str]:
        return lambda: f"“{self.known.shown([known])}” and “{self.known.shown([other])}” name the same body"

    def _only_unit(self, bare: str, fuller: str) -> Callable[[], str]:
        return lambda: f"“{self.known.shown([bare])}” fits only “{self.known.shown([fuller])}”"

    # -- Roles ---------------------------------------------------------------------------------------

    def borne(self, group: str) -> Iterable[str]:
        """Return the roles of a group that has a name."""
        nodes = self._nodes_of(group)
        return self.known.all_of(ROLE, nodes) if self.known.is_named(nodes) else []

    def bearer(self, group: str) -> Iterable[str]:
        """A person only described is the only named one known by that role: "the head of the union".

        One whose roles lead to two people is neither.
        """
        nodes = self._nodes_of(group)
        borne = self.known.all_of(ROLE, nodes)
        if not borne or self.known.is_named(nodes) or self.known.kind(nodes) != ActorKind.PERSON:
            return []
        bearers = (self.cells.having(BORNE, role) for role in borne)
        only = {some[0] for some in bearers if len(some) == 1}
        return only if len(only) == 1 else []

    def copy(self, referent: str) -> Iterator[str]:
        """Yield the group of somebody without a name: copies of one text mean the same by the same words.

        Words by which one report means two say nothing.
        """
        (sort,) = self.cells.index.keys(BORN, referent)
        if sort != SINGLE and self.cells.of(BEARER, sort):
            return
        for told in self.cells.of(UNNAMED, referent):
            report, _, words = told.partition(" ")
            first = self.cells.the(FIRST_PRINT, report)
            if first and self.cells.having(UNNAMED, told) == (referent,):
                yield short(f"{IN_COPIES}{first} {words}")

    def _nodes_of(self, group: str) -> Sequence[str]:
        """Return the nodes of a group; none of what is no group, or is one of many known by their roles."""
        is_one = (
            self.cells.index.keys(BORN, group)[0] in {SINGLE, LOOSE} and self.known.group_of(group) == group
        )
        return self.known.nodes_of(group) if is_one else ()


def joined(
    nodes: Sequence[str], edges: Iterable[Edge], countries: Mapping[str, frozenset[str]]
) -> Iterator[Joined]:
    """Yield the groups that edges make, with why; one that would make a body of two countries' is refused."""
    group_of = {node: [node] for node in nodes}
    told = {node: countries[node] for node in nodes}
    why: dict[str, list[str]] = {node: [] for node in nodes}
    for _, left, right, because in sorted(edges, key=lambda edge: edge[:3]):
        keep, drop = sorted((group_of[left], group_of[right]), key=lambda group: group[0])
        one, other = keep[0], drop[0]
        if keep is not drop and len(told[one] | told[other]) <= 1:
            keep[:] = sorted([*keep, *drop])
            group_of |= dict.fromkeys(drop, keep)
            told[one] |= told[other]
            why[one] += [because(), *why[other]]
    yield from (Joined(group, why[node]) for node, group in group_of.items() if group[0] == node)


def _is_generic(one: Spelling) -> bool:
    """Say whether every country may have a body called so: "General Staff", "Defense Ministry"."""
    return one.body and is_generic(one.name, actor_words(_LANGUAGE))
