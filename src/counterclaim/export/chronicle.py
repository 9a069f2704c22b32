"""What has changed in a case, step by step, as its log tells: what feeds are made of.

A step is what one command wrote. Reports are written one after the other and what they tell
together at the end, so entries of facts of single reports belong to the step that follows them.
Its items keep their ids for ever: these depend on the log up to the step and on what changed, and
the log is only ever added to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise, takewhile
from operator import attrgetter

from counterclaim.board import Difference, News, differences
from counterclaim.board.accounts import quote_of
from counterclaim.board.index import outlet_name
from counterclaim.export.citing import characters
from counterclaim.ledger import DERIVED, GENESIS, Entry, Snapshot
from counterclaim.model import Claim, Report, Span, content_id
from counterclaim.store import Store

NEWEST = 50
"""So many steps, the newest, are told; how many there are before them is told too."""

_TOGETHER = DERIVED | {"decision"}
"""The kinds of fact with which a step ends: what all reports tell together, and what people decide."""


@dataclass(frozen=True, slots=True)
class Item:
    """What changed of one claim, report or ruling in one step, with the places in the reports that show it.

    `told` has what weighs most first; the id holds for ever.
    """

    id: str
    told: tuple[Difference, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What one command did to a case: when it was recorded, up to which entry, and what it changed."""

    recorded: datetime
    sequence: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The newest steps of a case, newest first; `case` names it by its first entry, `older` are not told."""

    case: str
    steps: tuple[Step, ...]
    older: int = 0

    @property
    def updated(self) -> datetime | None:
        """When the last step was recorded."""
        return self.steps[0].recorded if self.steps else None


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a step ends: its last entry and when that was recorded; and the hash of its first entry."""

    recorded: datetime
    sequence: int
    head: str
    first: str


def chronicle(store: Store, until: int | None = None, newest: int = NEWEST) -> Chronicle:
    """Return what changed in a case, up to the entry of a number if one is given."""
    log = takewhile(lambda entry: until is None or entry.sequence <= until, store.entries())
    first, marks = GENESIS, list[_Mark]()
    for mark in _marks(log):
        first = first if marks else mark.first
        marks.append(mark)
    told = marks[-newest:]
    before = marks[-newest - 1] if len(marks) > newest else None
    steps = tuple(_steps(store, [before, *told]))
    return Chronicle(first, steps[::-1], len(marks) - len(told))


def _marks(log: Iterable[Entry]) -> Iterator[_Mark]:
    """Yield where each step ends: at a moment at which not only facts of single reports were written."""
    whole: _Mark | None = None
    for _, entries in groupby(log, key=attrgetter("recorded")):
        kinds, mark = set[str](), whole
        for entry in entries:
            kinds.add(entry.change.kind)
            mark = _Mark(entry.recorded, entry.sequence, entry.hash, mark.first if mark else entry.hash)
        whole = mark
        if mark and not kinds.isdisjoint(_TOGETHER):
            yield mark
            whole = None
    if whole:
        yield whole


def _steps(store: Store, marks: Iterable[_Mark | None]) -> Iterator[Step]:
    """Yield the steps between marks; before the first mark of all there was nothing."""
    past = Snapshot()
    for number, (before, mark) in enumerate(pairwise(marks)):
        assert mark is not None
        if number == 0 and before is not None:
            past = store.snapshot(before.recorded)
        now = store.snapshot(mark.recorded)
        base = before.head if before else GENESIS
        of_fact: dict[str, list[Difference]] = {}
        for one in differences(past, now):
            of_fact.setdefault(one.fact, []).append(one)
        items = tuple(_item(base, now, fact, tuple(some)) for fact, some in of_fact.items())
        yield Step(mark.recorded, mark.sequence, items)
        past = now


def _item(base: str, now: Snapshot, fact: str, told: tuple[Difference, ...]) -> Item:
    claim = now.claims.get(fact)
    first = sorted(told, key=lambda one: one.news is not News.CLAIM)
    return Item(content_id("n", base, fact), tuple(first), tuple(_evidence(now, claim)) if claim else ())


def _evidence(now: Snapshot, claim: Claim) -> Iterator[str]:
    """Yield the words that bear on a claim, with their places, in the order of the texts."""
    told = {bearing.statement: now.statements[bearing.statement] for bearing in claim.bearings}
    for one in sorted(told.values(), key=lambda one: (one.report, one.content[0], one.id)):
        yield cited(now.reports[one.report], one.content)


def cited(report: Report, content: Iterable[Span]) -> str:
    """Return words with their place: "Harbour Post, characters 12-40: “the bridge was closed”"."""
    quotes = [quote_of(report, span) for span in content]
    words = " ... ".join(f"“{quote.text}”" for quote in quotes)
    return f"{outlet_name(report)}, characters {characters(quotes)}: {words}"
