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
from counterclaim.model import Mention, Mentions, Quantity, Report
from counterclaim.normalize.actors import cast, link
from counterclaim.normalize.clocks import set_clocks
from counterclaim.normalize.places import find_places
from counterclaim.normalize.quantities import find_quantities
from counterclaim.normalize.quantities.conversion import to_base
from counterclaim.normalize.times import find_times, infer_published, mention
from counterclaim.parse.parser import PARSER_VERSION, parse
from counterclaim.problems import Problem, ProblemKind
from counterclaim.read import Reading
from counterclaim.relate import enemies, propositions, relate
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
    known = dict(store.snapshot().reports)
    added: list[Report] = []
    problems: list[Problem] = []
    for reading in readings:
        if isinstance(reading, Reading) and reading.report.id not in known:
            progress(reading.report.path)
            facts = [*facts_of(reading.report, settings.gazetteer), *reading.flags]
            store.append(
                changes(Snapshot(), facts), {reading.report.sha256: reading.raw}, recorded=now(), tool=TOOL
            )
            known |= {fact.id: fact for fact in facts if isinstance(fact, Report)}
            added.append(reading.report)
            problems += reading.flags
        elif isinstance(reading, Reading):
            found = _at_least_path(known[reading.report.id], reading.report.path)
            known[found.id] = found
            problems.append(_duplicate(reading.report))
        else:
            problems.append(reading)
    progress("comparing")
    before = store.snapshot()
    facts = [*known.values(), *derived(before, settings), *problems]
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
    comparable = [_in_base_units(one) for one in everything]
    told = propositions(document, statements, comparable, report.language, people.referents)
    yield report
    yield from people.referents
    yield from enemies(report.id, told)
    yield Mentions(report.id, tuple(everything))
    yield from statements
    yield from told


def _dated(report: Report) -> Report:
    """Give a report without a date the interval that its text allows; never the day of the run."""
    inferred = infer_published(report.text, report.language) if report.published is None else None
    if inferred is None:
        return report
    return replace(report, published=inferred, published_because="inferred from the dates in the text")


def _in_base_units(mention: Mention) -> Mention:
    """Return a mention with its quantity so that miles and kilometers can be compared."""
    value = mention.value
    return replace(mention, value=to_base(value) or value) if isinstance(value, Quantity) else mention


def derived(snapshot: Snapshot, settings: Settings) -> Iterator[Fact]:
    """Yield all that the reports tell together; the same for the same reports in any order."""
    copies = families(list(snapshot.reports.values()))
    actors = link(snapshot.referents.values())
    actor_of = {referent: actor for actor in actors for referent in actor.referents}
    claims, relations = relate(snapshot, actor_of)
    for facts in (copies, actors, claims, relations):
        yield from facts
    yield from weigh(claims, snapshot.statements, snapshot.propositions, actor_of, copies, settings.rules)


def _at_least_path(report: Report, path: str) -> Report:
    """Return a report under the first of its paths by name: the order of reading must not name it."""
    return replace(report, path=min(report.path, path))


def _duplicate(report: Report) -> Problem:
    reason = f"the same bytes from {report.outlet or 'the same unnamed outlet'} are in the case already"
    return Problem(
        ProblemKind.DUPLICATE, report.path, reason, "nothing to do: it is counted once", fatal=False
    )
