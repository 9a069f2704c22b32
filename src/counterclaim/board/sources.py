"""Who feeds whom: speakers, those who pass words on, texts that several print, and outlets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from counterclaim.board.accounts import Testimony
from counterclaim.board.index import (
    Index,
    is_outlets_own,
    outlet_name,
    party_of,
    speaker_actor,
    speaker_name,
    text_order,
)
from counterclaim.board.labels import NO_PARTY
from counterclaim.model import Actor, Link, Report, Statement

SHOWN = 24
"""How many sources of a layer stand on their own, unless all are asked for; the others stand together."""

_PARTIES_SHOWN = 8
"""By how many parties the speakers who stand together are told apart."""


class Layer(IntEnum):
    """The steps of the way of words, from mouth to page."""

    SPEAKER = 0
    RELAY = 1
    FAMILY = 2
    OUTLET = 3


_NOUNS = {
    Layer.SPEAKER: ("speaker", "speakers"),
    Layer.RELAY: ("agency or relay", "agencies and relays"),
    Layer.FAMILY: ("copied text", "copied texts"),
    Layer.OUTLET: ("outlet", "outlets"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """One who speaks, passes on or prints: `statements` counts what goes through its hands.

    `stands_for` is how many speakers a folded one stands for, 0 for one alone. `because` says why
    reports are one family. `reports` are the ids of what an outlet or a family printed.
    """

    id: str
    layer: Layer
    name: str
    statements: int
    party: str = ""
    actor: str | None = None
    stands_for: int = 0
    reports: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """Words went from one to another: so many statements, or none where one is only credited."""

    giver: str
    taker: str
    statements: int

    @property
    def is_credit(self) -> bool:
        """Say whether a report only names the agency, and no statement tells what came from it."""
        return self.statements == 0


@dataclass(frozen=True, slots=True)
class SourceGraph:
    """Sources by layer, busiest first, and what they feed each other.

    Of `total` sources, `folded` do not stand on their own.
    """

    sources: tuple[Source, ...]
    feeds: tuple[Feed, ...]
    total: int
    folded: int = 0


def sources(index: Index, most: int | None = SHOWN) -> SourceGraph:
    """Return who feeds whom; of more than `most` in one layer, those with least to say stand together.

    Raises:
        IntegrityError: a statement refers to a report that is not there.
    """
    graph = _Gathering(index)
    for statement in sorted(index.snapshot.told(), key=text_order):
        graph.take(statement)
    for report in index.snapshot.reports.values():
        graph.take_credits(report)
    found = sorted(graph.found(), key=_busiest)
    renamed = {} if most is None else _renamed(found, most)
    return SourceGraph(
        sources=tuple(sorted(_folded(found, renamed), key=_busiest)),
        feeds=tuple(_rejoined(graph.passed, renamed)),
        total=len(found),
        folded=len(renamed),
    )


def mouth(told: Testimony) -> str:
    """Return the id of the source that speaks in a testimony: an outlet itself, or a speaker."""
    return _outlet_id(told.outlet) if told.outlets_own else _speaker_id(told.actor, told.party, told.speaker)


def _speaker_id(actor: str | None, party: str, name: str) -> str:
    """Return the id of a speaker: its actor's key, or else side and name."""
    return f"speaker:{actor or f'{party}|{name.casefold()}'}"


def _outlet_id(name: str) -> str:
    """Return the id of an outlet."""
    return f"outlet:{name}"


class _Gathering:
    """What is met on the way through all statements."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.passed: Counter[tuple[str, str]] = Counter()
        self._sources: dict[str, Source] = {}
        self._told: defaultdict[str, set[str]] = defaultdict(set)
        self._reports: defaultdict[str, set[str]] = defaultdict(set)
        self._families = {key: one for one in index.snapshot.families.values() for key in one.reports}

    def found(self) -> Iterator[Source]:
        """Yield everybody who was met, with what went through his hands."""
        for key, one in self._sources.items():
            yield replace(one, statements=len(self._told[key]), reports=tuple(sorted(self._reports[key])))

    def take(self, statement: Statement) -> None:
        """Follow one statement from its speaker to the outlet."""
        report = self.index.snapshot.reports[statement.report]
        hands = [*self._mouths(statement), *self._presses(report)]
        for one in hands:
            self._told[one].add(statement.id)
        self.passed.update((giver, taker) for giver, taker in pairwise(hands) if giver != taker)

    def take_credits(self, report: Report) -> None:
        """Note the agencies that a report names at its foot."""
        takes, *_ = self._presses(report)
        for name in report.credits:
            giver = self._met(Source(f"relay:{name.casefold()}", Layer.RELAY, name, 0))
            if giver != takes:
                self.passed.setdefault((giver, takes), 0)

    def _mouths(self, statement: Statement) -> Iterator[str]:
        """Yield who speaks, and through whom; what an outlet says itself comes from nobody else."""
        if is_outlets_own(statement):
            return
        actor, name = speaker_actor(self.index, statement), speaker_name(self.index, statement)
        party, key = party_of(self.index, statement), actor.key if actor else None
        yield self._met(Source(_speaker_id(key, party, name), Layer.SPEAKER, name, 0, party, key))
        for link in statement.chain[1:]:
            yield self._met(self._relay(link, statement))

    def _relay(self, link: Link, statement: Statement) -> Source:
        actor: Actor | None = self.index.actors.get(link.referent) if link.referent else None
        words = self.index.snapshot.reports[statement.report].quote(link.span)
        name = actor.name if actor else words
        return Source(f"relay:{name.casefold()}", Layer.RELAY, name, 0, actor=actor.key if actor else None)

    def _presses(self, report: Report) -> list[str]:
        """Return the family that a report is of, if it copies or is copied, and its outlet."""
        outlet = outlet_name(report)
        hands = [self._met(Source(_outlet_id(outlet), Layer.OUTLET, outlet, 0))]
        family = self._families.get(report.id)
        if family is not None and len(family.reports) > 1:
            name = f"one text in {len(family.reports)} reports"
            told = Source(f"family:{family.id}", Layer.FAMILY, name, 0, because=family.because)
            hands.insert(0, self._met(told))
        for one in hands:
            self._reports[one].add(report.id)
        return hands

    def _met(self, one: Source) -> str:
        known = self._sources.get(one.id)
        if known is None or (known.actor is None and one.actor is not None):
            self._sources[one.id] = one
        return one.id


# -- Folding -----------------------------------------------------------------------------------


def _busiest(one: Source) -> tuple[int, int, str, str]:
    return one.layer, -one.statements, one.name, one.id


def _renamed(found: Sequence[Source], most: int) -> dict[str, str]:
    """Return the name under which each source stands that does not stand on its own."""
    renamed: dict[str, str] = {}
    for layer in Layer:
        rest = [one for one in found if one.layer is layer][most:]
        weights = Counter({one.party: 0 for one in rest})
        weights.update({one.party: one.statements for one in rest})
        heard = sorted(weights, key=lambda party: (-weights[party], party))[:_PARTIES_SHOWN]
        if len(rest) > 1:
            renamed |= {
                one.id: f"rest:{layer.name}:{one.party if one.party in heard else ''}" for one in rest
            }
    return renamed


def _folded(found: Iterable[Source], renamed: Mapping[str, str]) -> Iterator[Source]:
    """Yield sources; those with another name stand together as the rest of their party."""
    together: defaultdict[str, list[Source]] = defaultdict(list)
    for one in found:
        if one.id in renamed:
            together[renamed[one.id]].append(one)
        else:
            yield one
    for key, some in together.items():
        yield _rest(key, some)


def _rest(key: str, some: Sequence[Source]) -> Source:
    layer, parties = some[0].layer, {one.party for one in some}
    party = some[0].party if len(parties) == 1 else ""
    side = "" if layer is not Layer.SPEAKER else f" of {party}" if party else " of other parties"
    side = " of no known party" if party == NO_PARTY else side
    noun = _NOUNS[layer][len(some) != 1]
    statements = sum(one.statements for one in some)
    return Source(key, layer, f"{len(some)} more {noun}{side}", statements, party, stands_for=len(some))


def _rejoined(passed: Mapping[tuple[str, str], int], renamed: Mapping[str, str]) -> Iterator[Feed]:
    counts: Counter[tuple[str, str]] = Counter()
    for (giver, taker), count in passed.items():
        counts[renamed.get(giver, giver), renamed.get(taker, taker)] += count
    yield from (Feed(giver, taker, count) for (giver, taker), count in sorted(counts.items()))
