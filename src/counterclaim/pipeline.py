"""The whole road on one screen: reports in, facts to the ledger.

1 read       bytes -> Report                        one report, any machine, any order
2 parse      text -> Document                       one report
3 attribute  Document -> Statements                 one report
4 normalize  Statements -> actors, times, ...       one report
5 reuse      Reports -> Families                    all reports
6 relate     Statements -> Claims, Relations        all reports
7 weigh      Claims -> Origins, Standings           all reports
8 store      facts -> entries                       here, and nowhere else
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from counterclaim import __version__
from counterclaim.attribute import attribute
from counterclaim.gazetteer import Gazetteer
from counterclaim.ledger import DERIVED, Fact, Snapshot, changes
from counterclaim.model import Mentions, Report
from counterclaim.normalize.actors import cast, link
from counterclaim.normalize.clocks import set_clocks
from counterclaim.normalize.places import find_places
from counterclaim.normalize.quantities import find_quantities
from counterclaim.normalize.times import find_times, infer_published, mention
from counterclaim.parse.parser import PARSER_VERSION, parse
from counterclaim.problems import Problem, ProblemKind
from counterclaim.read import Reading
from counterclaim.relate import propositions, relate
from counterclaim.reuse import families
from counterclaim.store import Store
from counterclaim.weigh import StandingRule, weigh

TOOL = f"counterclaim {__version__} ({PARSER_VERSION})"
"""What every entry says it was written by."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the stages need besides reports: the gazetteer and the table of standing rules."""

    gazetteer: Gazetteer
    rules: tuple[StandingRule, ...]


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

    Whatever was read before an interruption stays; the next run goes on from there.
    """
    known = set(store.snapshot().reports)
    added: list[Report] = []
    problems: list[Problem] = []
    for reading in readings:
        if isinstance(reading, Reading) and reading.report.id not in known:
            progress(reading.report.path)
            facts = [*facts_of(reading.report, settings.gazetteer), *reading.flags]
            store.append(
                changes(Snapshot(), facts), {reading.report.sha256: reading.raw}, recorded=now(), tool=TOOL
            )
            known.add(reading.report.id)
            added.append(reading.report)
            problems += reading.flags
        else:
            problems.append(reading if isinstance(reading, Problem) else _duplicate(reading.report))
    progress("comparing")
    before = store.snapshot()
    facts = [*derived(before, settings), *problems]
    store.append(changes(before, facts, taking_back=DERIVED), {}, recorded=now(), tool=TOOL)
    return Outcome(tuple(added), tuple(problems))


def facts_of(report: Report, gazetteer: Gazetteer) -> Iterator[Fact]:
    """Yield all that one report tells on its own: it depends on nothing else and never changes."""
    report = _dated(report)
    document = parse(report.text)
    times = [mention(time) for time in find_times(report.id, report.text, report.published)]
    taken = [time.span for time in times]
    figures = find_quantities(report.id, report.text, blocked=taken)
    places = find_places(report.id, report.text, gazetteer, blocked=taken)
    people = cast(report, document, attribute(report, document), gazetteer, [*times, *places])
    statements = set_clocks(report, document, people.statements, times)
    everything = sorted(
        (*times, *figures, *places, *people.mentions), key=lambda one: (one.span, one.because)
    )
    yield report
    yield from people.referents
    yield Mentions(report.id, tuple(everything))
    yield from statements
    yield from propositions(document, statements, everything, report.language)


def _dated(report: Report) -> Report:
    """Give a report without a date the interval that its text allows; never the day of the run."""
    inferred = infer_published(report.text, report.language) if report.published is None else None
    if inferred is None:
        return report
    return replace(report, published=inferred, published_because="inferred from the dates in the text")


def derived(snapshot: Snapshot, settings: Settings) -> Iterator[Fact]:
    """Yield all that the reports tell together; the same for the same reports in any order."""
    copies = families(list(snapshot.reports.values()))
    actors = link(snapshot.referents.values())
    actor_of = {referent: actor for actor in actors for referent in actor.referents}
    claims, relations = relate(snapshot, actor_of)
    for facts in (copies, actors, claims, relations):
        yield from facts
    yield from weigh(claims, snapshot.statements, actor_of, copies, settings.rules)


def _duplicate(report: Report) -> Problem:
    reason = f"the same bytes from {report.outlet or 'the same unnamed outlet'} are in the case already"
    return Problem(
        ProblemKind.DUPLICATE, report.path, reason, "nothing to do: it is counted once", fatal=False
    )
