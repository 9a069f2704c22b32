"""The whole road on one screen: reports in, facts to the ledger.

1 read       bytes -> Report                        one report, any machine, any order
2 parse      text -> Document                       one report
3 attribute  Document -> Statements                 one report
4 normalize  Statements -> actors, times, ...       one report
5 reuse      Reports -> Families                    each new report with its own candidates
6 relate     Statements -> Claims, Relations        the same; these three steps stand in derive.py
7 weigh      Claims -> Origins, Standings           the claims concerned
8 store      facts -> entries                       here, and nowhere else
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import islice

from counterclaim import __version__
from counterclaim.attribute import attribute
from counterclaim.derive import derived, derived_anew, take_in
from counterclaim.engine import Engine, LocalEngine
from counterclaim.gazetteer import Gazetteer
from counterclaim.ledger import DERIVED, KINDS, Change, Fact, Snapshot, changes
from counterclaim.model import Decision, Mentions, Report
from counterclaim.normalize.actors import cast
from counterclaim.normalize.clocks import set_clocks
from counterclaim.normalize.places import find_places
from counterclaim.normalize.quantities import comparable, find_quantities
from counterclaim.normalize.settings import SETTINGS_FILE
from counterclaim.normalize.times import dated, find_times, mention
from counterclaim.parse.parser import PARSER_VERSION, parse
from counterclaim.problems import Problem
from counterclaim.read import Reading, duplicate
from counterclaim.relate import enemies, propositions
from counterclaim.store import Store, Transaction
from counterclaim.weigh import StandingRule

TOOL = f"counterclaim {__version__} ({PARSER_VERSION})"
"""What every entry says it was written by."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the stages need besides reports.

    The gazetteer, the table of standing rules, the engine that reads reports, and how many are read
    before they are written: 1 writes each as soon as it is read. `rulings` is what the settings file
    decides, in place of what it decided before; None, where there is no such file, changes nothing.
    """

    gazetteer: Gazetteer
    rules: tuple[StandingRule, ...]
    engine: Engine = field(default_factory=LocalEngine)
    batch: int = 1
    rulings: tuple[Decision, ...] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of adding reports: those added, and what was wrong with the input."""

    added: tuple[Report, ...]
    problems: tuple[Problem, ...]


def add(
    store: Store,
    readings: Iterable[Reading | Problem],
    settings: Settings,
    now: Callable[[], datetime],
    progress: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Read reports into the ledger, each in a transaction of its own, then work out what they say together.

    Whatever was read before an interruption stays; the next run goes on from there. What follows from the
    reports is worked out in one transaction, so that two who write at once come to the same.
    """
    problems: list[Problem] = []
    added: list[Report] = []
    fresh = _fresh(readings, set(store.snapshot().reports), problems)
    while batch := list(islice(fresh, settings.batch)):
        for reading in batch:
            progress(reading.report.path)
        stage = partial(facts_of, gazetteer=settings.gazetteer)
        for reading, facts in zip(
            batch, settings.engine.map(stage, [one.report for one in batch]), strict=True
        ):
            alone = [*facts, reading.intake(TOOL, now()), *reading.flags]
            with store.transaction() as writing:
                blobs = {reading.report.sha256: reading.raw}
                writing.append(changes(Snapshot(), alone), blobs, recorded=now(), tool=TOOL)
                take_in(writing.keys, facts)
            added.append(reading.report)
            problems += reading.flags
    progress("comparing")
    with store.transaction() as writing:
        before = writing.snapshot()
        ruled: list[Fact] = [*_decisions_now(before, settings.rulings).values(), *problems]
        changed = changes(before, ruled, taking_back={"decision"})
        writing.append(changed, {}, recorded=now(), tool=TOOL)
        follow(writing, settings, now)
    return Outcome(tuple(added), tuple(problems))


def _decisions_now(before: Snapshot, rulings: tuple[Decision, ...] | None) -> dict[str, Decision]:
    """Return the decisions in force: those of the case, the settings file's as it now stands."""
    if rulings is None:
        return dict(before.decisions)
    others = (one for one in before.decisions.values() if one.by != SETTINGS_FILE)
    return {one.id: one for one in sorted((*others, *rulings), key=lambda one: one.id)}


def _fresh(
    readings: Iterable[Reading | Problem], known: set[str], problems: list[Problem]
) -> Iterator[Reading]:
    """Yield the readings that are new to the case; all else becomes a problem."""
    for reading in readings:
        if isinstance(reading, Problem):
            problems.append(reading)
        elif reading.report.id in known:
            problems.append(duplicate(reading.report))
        else:
            known.add(reading.report.id)
            yield reading


def facts_of(report: Report, gazetteer: Gazetteer) -> tuple[Fact, ...]:
    """Return all that one report tells on its own: it depends on nothing else and never changes."""
    report = dated(report)
    document = parse(report.text)
    times = [mention(time) for time in find_times(report.id, report.text, report.published)]
    taken = [time.span for time in times]
    figures = find_quantities(report.id, report.text, times=taken)
    places = find_places(report.id, report.text, gazetteer, blocked=taken)
    people = cast(report, document, attribute(report, document), gazetteer, [*times, *places])
    statements = set_clocks(report, document, people.statements, times)
    everything = sorted(
        (*times, *figures, *places, *people.mentions), key=lambda one: (one.span, one.because)
    )
    measured = [comparable(one) for one in everything]
    spoken = [one for one in statements if one.is_told]
    told = propositions(document, spoken, measured, report.language, people.referents)
    enemy = enemies(report.id, told)
    return (report, *people.referents, *enemy, Mentions(report.id, tuple(everything)), *statements, *told)


def decide(
    store: Store, decisions: Sequence[Decision], settings: Settings, now: Callable[[], datetime]
) -> tuple[Snapshot, Snapshot]:
    """Record what a person decided with all that follows from it, in one transaction.

    Returns:
        The case before and after.
    """
    with store.transaction() as writing:
        before = writing.snapshot()
        writing.append(changes(before, decisions), {}, recorded=now(), tool=TOOL)
        follow(writing, settings, now)
        return before, writing.snapshot()


def decided(before: Snapshot, decisions: Sequence[Decision], settings: Settings) -> Snapshot:
    """Return the case as it would be once `decisions` are recorded; nothing is written."""
    ruled = {**before.decisions, **{one.id: one for one in decisions}}
    kept = replace(before, decisions=ruled).facts(kind for kind in KINDS if kind not in DERIVED)
    alone = Snapshot.of(kept)
    return Snapshot.of([*alone.facts(), *derived(alone, settings.rules)])


def follow(writing: Transaction, settings: Settings, now: Callable[[], datetime]) -> None:
    """Bring what the reports tell together up to date with the reports and decisions that are new."""
    before = writing.snapshot()
    found = derived_anew(before, writing.keys, settings.rules)
    gone = (Change(kind, one, None) for kind, one in found.gone if before.get(kind, one) is not None)
    writing.append([*changes(before, found.facts), *gone], {}, recorded=now(), tool=TOOL)
