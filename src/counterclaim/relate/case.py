"""The contents of a case, each made ready to be compared when it is first asked for.

What was found out about them is kept in an index from run to run, so that what is new costs its own
candidates. A space of the index says what its members and keys are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from counterclaim.blocking import Keys, Looked
from counterclaim.ledger import Snapshot, fetch
from counterclaim.model import Actor, Proposition
from counterclaim.relate.alignment import names
from counterclaim.relate.candidates import Candidates, Pair, statement_of
from counterclaim.relate.comparisons import Comparisons
from counterclaim.relate.denials import denies, is_universal
from counterclaim.relate.frames import frames
from counterclaim.relate.items import Hostilities, Item, Telling, camp, hostile_pairs, items_of
from counterclaim.relate.vectors import load_vectors

STATEMENTS, PARTS = "statements", "parts"
"""Statements by report, propositions by statement."""

NAMED = "named"
"""What the contents of a report name, by report."""

CAMP, HOSTILE, AGAINST = "camp", "hostile", "against"
"""Reports by the camps that speak in them, propositions by pairs of hostile camps, and those by camp."""

TOLD_IN = "told in"
"""Contents by report, those that are compared."""

SORT, TELLS, DENIES, NEGATIVE, UNIVERSAL = "sort", "tells", "denies", "negative", "universal"
"""Whether each content tells something or denies it, or all of it, and whether it says what is not so."""

PAIR, AGREES = "pair", "agrees"
"""The candidates of each content, and those of them that say the same."""

_SEPARATOR = "\x1f"


class Case:
    """All contents of a snapshot, with the index of what is known about them."""

    def __init__(
        self, snapshot: Snapshot, actor_of: Mapping[str, Actor], index: Keys, language: str = "en"
    ) -> None:
        self.snapshot = snapshot
        self.actor_of = actor_of
        self.index = index
        self.lexicon = frames(language)
        self.vectors = load_vectors(language)
        self.hostile = Hostilities(Looked(self._against))
        self.candidates = Candidates(index, self.item, self.lexicon)
        self._items: dict[str, dict[str, Item]] = {}

    def item(self, content: str) -> Item:
        """Return one content."""
        return self.items_by_id[content]

    @cached_property
    def items_by_id(self) -> Mapping[str, Item]:
        """All contents."""
        return Looked(lambda content: self._of_statement(statement_of(content)).get(content))

    def items_of(self, report: str) -> tuple[Item, ...]:
        """Return the contents of one report, sorted by id."""
        of_statements = (self._of_statement(one) for one in self.index.members(STATEMENTS, report))
        return tuple(item for one in of_statements for _, item in sorted(one.items()))

    def is_(self, content: str, sort: str) -> bool:
        """Say whether a content is of a sort; one that is gone is of none."""
        return sort in self.index.keys(SORT, content)

    def near(self, content: str) -> tuple[str, ...]:
        """Return the candidates of a content."""
        return self.index.keys(PAIR, content)

    def of_same_report(self, content: str) -> tuple[str, ...]:
        """Return the contents of the report that one is told in."""
        reports = self.index.keys(TOLD_IN, content)
        return tuple(one for report in reports for one in self.index.members(TOLD_IN, report))

    @cached_property
    def compared(self) -> Comparisons:
        """All comparisons, each made once."""
        named = Looked(lambda report: frozenset(self.index.keys(NAMED, report)))
        return Comparisons(self.items_by_id, self.lexicon, named.__getitem__)

    def _of_statement(self, statement: str) -> Mapping[str, Item]:
        if statement not in self._items:
            told = self._telling(statement)
            made = items_of(told, self.actor_of, self.hostile, self.vectors, self.lexicon) if told else ()
            self._items[statement] = {item.id: item for item in made}
        return self._items[statement]

    def _telling(self, statement: str) -> Telling | None:
        said = self.snapshot.statements.get(statement)
        if said is None:
            return None
        known = (self.snapshot.propositions.get(part) for part in self.index.members(PARTS, statement))
        parts = [one for one in known if one is not None]
        return Telling.of(self.snapshot.reports[said.report], [said], parts, self.lexicon)

    def _prepare(self, contents: Iterable[str]) -> None:
        """Read at once what contents are made of, for they will be compared."""
        statements = {one for one in map(statement_of, contents) if one not in self._items}
        fetch(self.snapshot.statements, statements)
        said = [self.snapshot.statements[one] for one in statements if one in self.snapshot.statements]
        reports = {one.report for one in said}
        fetch(self.snapshot.reports, reports)
        self.index.fetch(NAMED, reports)
        self.index.fetch_members(PARTS, statements)
        parts = {part for one in statements for part in self.index.members(PARTS, one)}
        fetch(self.snapshot.propositions, parts)
        told = [self.snapshot.propositions[one] for one in parts if one in self.snapshot.propositions]
        people = {who for one in told for who in (*one.agents, *one.patients, *one.gainers, *one.losers)}
        fetch(self.actor_of, people.union(one.speaker for one in said if one.speaker))

    def _against(self, own: str) -> frozenset[str] | None:
        pairs = self.index.members(AGAINST, own)
        return frozenset(one for pair in pairs for one in pair.split(_SEPARATOR)) - {own} or None

    # -- Taking in what is new -----------------------------------------------------------------------

    def read(self, reports: Iterable[str]) -> frozenset[str]:
        """Take note of what reports tell, and return those told otherwise now: these, and some beside.

        Where a camp gets another enemy, all that it says is read anew: who "the enemy" is may change.
        """
        new = frozenset(reports)
        quarrels: set[str] = set()
        for report in sorted(new):
            statements = self.index.members(STATEMENTS, report)
            tellings = [self._telling(one) for one in statements]
            told = {one.id: one for telling in tellings if telling for one in telling.propositions}
            parts = [part for one in statements for part in self.index.members(PARTS, one)]
            quarrels |= self._read_hostilities({part: told.get(part) for part in parts})
            said = (one for telling in tellings if telling for one in telling.statements.values())
            speaking = (self.actor_of.get(one.speaker or "") for one in said)
            self.index.put(CAMP, {report: [camp(one) for one in speaking if one and camp(one)]})
        return new.union(*(self.index.members(CAMP, one) for one in sorted(quarrels)))

    def _read_hostilities(self, told: Mapping[str, Proposition | None]) -> frozenset[str]:
        """Take note of who is hostile to whom, and return the camps that got or lost an enemy.

        Args:
            told: propositions by id; None for one that is not told any more.
        """
        pairs_of = {
            key: {
                _SEPARATOR.join(sorted(pair))
                for pair in hostile_pairs([one] if one else [], self.actor_of, self.lexicon)
            }
            for key, one in told.items()
        }
        concerned = {pair for one, now in pairs_of.items() for pair in now ^ {*self.index.keys(HOSTILE, one)}}
        before = {pair for pair in concerned if self.index.members(HOSTILE, pair, 1)}
        self.index.put(HOSTILE, pairs_of)
        changed = {
            pair for pair in concerned if bool(self.index.members(HOSTILE, pair, 1)) != (pair in before)
        }
        self.index.put(AGAINST, {one: [] if one in before else one.split(_SEPARATOR) for one in changed})
        return frozenset(one for pair in changed for one in pair.split(_SEPARATOR))

    def put(self, reports: Iterable[str]) -> Changed:
        """Bring candidates and agreements of reports up to date, and return what is otherwise now."""
        items = [item for report in sorted(reports) for item in self.items_of(report)]
        gone = {old for report in reports for old in self.index.members(TOLD_IN, report)} - {
            one.id for one in items
        }
        self.index.put(TOLD_IN, {**{one.id: [one.report.id] for one in items}, **dict.fromkeys(gone, ())})
        self.index.put(SORT, {**dict.fromkeys(gone, ()), **{one.id: _sorts(one) for one in items}})
        self.index.put(NAMED, {one: _named(self.items_of(one)) for one in reports})
        unsettled = self.candidates.put(items, gone)
        changed = frozenset(one.id for one in items) | gone
        pairs = self._settle_pairs(unsettled, changed, gone)
        return Changed(changed, pairs, self._settle_agreements(pairs))

    def _settle_pairs(
        self, unsettled: Iterable[str], changed: frozenset[str], gone: Collection[str]
    ) -> frozenset[Pair]:
        """Find candidates anew; return the pairs that are new, gone, or of something changed."""
        found = {one: self.candidates.of(one) for one in unsettled} | {one: frozenset() for one in gone}
        self.index.fetch(PAIR, found)
        sides: dict[str, set[str]] = {}
        pairs: set[Pair] = set()
        for one, others in found.items():
            before = frozenset(self.near(one))
            pairs.update(_pair(one, other) for other in before ^ others)
            pairs.update(_pair(one, other) for other in others if not changed.isdisjoint({one, other}))
            sides[one] = set(others)
        turned = {one: (others ^ frozenset(self.near(one))) - found.keys() for one, others in found.items()}
        self.index.fetch(PAIR, frozenset().union(*turned.values()))
        for one, others in found.items():
            for other in turned[one]:
                theirs = sides.setdefault(other, set(self.near(other)))
                (theirs.add if other in others else theirs.discard)(one)
        self.index.put(PAIR, sides)
        return frozenset(pairs)

    def _settle_agreements(self, pairs: Collection[Pair]) -> frozenset[str]:
        """Compare pairs anew; return the contents that agree with others than before."""
        sides: dict[str, set[str]] = {}
        touched: set[str] = set()
        contents = {content for pair in pairs for content in pair}
        self._prepare(contents)
        self.index.fetch(AGREES, contents)
        for one, other in sorted(pairs):
            agree = other in self.near(one) and self.compared.of(one, other).agreement is not None
            if agree != (other in sides.get(one, self.index.keys(AGREES, one))):
                touched |= {one, other}
                for left, right in ((one, other), (other, one)):
                    theirs = sides.setdefault(left, set(self.index.keys(AGREES, left)))
                    (theirs.add if agree else theirs.discard)(right)
        self.index.put(AGREES, sides)
        return frozenset(touched)


def _sorts(item: Item) -> Iterator[str]:
    yield DENIES if denies(item) else TELLS
    if is_universal(item):
        yield UNIVERSAL
    if not item.proposition.positive:
        yield NEGATIVE


def _named(items: Iterable[Item]) -> frozenset[str]:
    """Return the names and places that contents tell of."""
    return frozenset(name for one in items for name in (*names(one), *one.proposition.places))


def _pair(one: str, other: str) -> Pair:
    return min(one, other), max(one, other)


class Changed(NamedTuple):
    """What is otherwise than before: contents, pairs of candidates, and contents that agree with others."""

    contents: frozenset[str]
    pairs: frozenset[Pair]
    agreeing: frozenset[str]
