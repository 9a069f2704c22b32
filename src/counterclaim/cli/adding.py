"""`init` and `add`: make a case, read reports into it, and say what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from counterclaim.board import Summary, summary
from counterclaim.cli import clock
from counterclaim.cli.exits import Code
from counterclaim.cli.flags import Flags, named
from counterclaim.cli.interruption import heeding
from counterclaim.cli.progress import progress
from counterclaim.cli.screen import Screen, counted
from counterclaim.cli.settings import tell_unmet, write_template
from counterclaim.engine import LocalEngine
from counterclaim.gazetteer import gazetteer_path, open_gazetteer
from counterclaim.lang import LANGUAGES
from counterclaim.ledger import Snapshot
from counterclaim.model import Report
from counterclaim.pipeline import TOOL, Outcome, Settings
from counterclaim.pipeline import add as add_to_ledger
from counterclaim.problems import Problem, ProblemKind, UsageError
from counterclaim.read import Details, Reading, read
from counterclaim.read.reading import when_of
from counterclaim.rulebook import Rulings, rulings_of_case
from counterclaim.store import Store, is_there, open_store
from counterclaim.weigh import standing_rules

_BATCH = 32
"""Reports that each of several workers reads before they are written: its start is paid for once a batch."""


def init(flags: Flags, path: Path | None) -> Code:
    """Make an empty case where there is none yet."""
    case = path or flags.case
    screen = Screen(flags)
    if is_there(case):
        raise UsageError(
            f"{named(case)} is there already and was left as it is; add reports to it, or name another"
        )
    if flags.dry_run:
        screen.note(f"would make an empty case: {named(case)}")
        return Code.OK
    open_store(case, create=True).close()
    screen.note(f"made an empty case: {named(case)}")
    write_template(screen, case)
    screen.note(f"next: {_on(flags, case).command('add', 'PATH...')}")
    return Code.OK


def add(
    flags: Flags, paths: Sequence[Path], details: Details, workers: int = 1, chosen: Path | None = None
) -> Code:
    """Read files and folders into the case, and say what was kept, what was not, and why."""
    _refuse_bad_details(details)
    rulings = rulings_of_case(flags.case, chosen)
    if flags.dry_run:
        return _rehearse(flags, paths, details)
    screen = Screen(flags)
    is_new = not is_there(flags.case)
    with open_store(flags.case, create=True, waiting=screen.warn) as store:
        if is_new:
            screen.note(f"there was no case: made {flags.named}")
        added = add_reports(screen, store, paths, details, Terms(workers, rulings))
        if isinstance(added, Code):
            return added
        if flags.json:
            screen.document(added.document())
        _tell(screen, added)
        tell_unmet(screen, rulings, added.snapshot)
    return added.code


# -- What came of it -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding reports: the outcome, the case as it now is, and how long one had to wait."""

    outcome: Outcome
    snapshot: Snapshot
    seconds: float

    @property
    def counts(self) -> Summary:
        """Return how much the whole case holds."""
        return summary(self.snapshot)

    @property
    def code(self) -> Code:
        """Return "partly done" where something was not read, or was there already."""
        failed = any(problem.fatal or is_duplicate(problem) for problem in self.outcome.problems)
        return Code.PARTLY_DONE if failed else Code.OK

    def document(self) -> Mapping[str, object]:
        """Return what JSON says of it."""
        reports = [
            {"id": report.id, "path": report.path, "outlet": report.outlet, "title": report.title}
            for report in self.outcome.added
        ]
        return {
            "added": reports,
            "problems": [asdict(problem) for problem in self.outcome.problems],
            "case": asdict(self.counts),
        }


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms reports are read: by how many processes, and with which rulings on names and sides."""

    workers: int = 1
    rulings: Rulings = None


def add_reports(
    screen: Screen, store: Store, paths: Sequence[Path], details: Details, terms: Terms | None = None
) -> Added | Code:
    """Send reports down the pipeline; an interruption keeps those that were written, and says so.

    One worker writes each report as soon as it is read; several read a batch before it is written.
    """
    before, _ = store.head()
    try:
        _announce_gazetteer(screen)
        screen.detail(TOOL)
        terms = terms or Terms()
        batch = 1 if terms.workers == 1 else terms.workers * _BATCH
        engine = LocalEngine(terms.workers)
        settings = Settings(open_gazetteer(), standing_rules(), engine, batch, terms.rulings)
        with progress(screen, paths) as name, heeding(name) as tell:
            outcome = add_to_ledger(store, readings(paths, details), settings, clock.now, tell)
    except KeyboardInterrupt:
        kept = sum(entry.change.kind == "report" for entry in store.entries() if entry.sequence > before)
        screen.warn(
            f"stopped: {counted(kept, 'report')} kept by this run, not compared with the others yet; "
            "the same command goes on from there"
        )
        return Code.INTERRUPTED
    return Added(outcome, store.snapshot(), clock.seconds() - screen.flags.started)


def readings(paths: Sequence[Path], details: Details) -> Iterator[Reading | Problem]:
    """Yield the readings and problems of all paths, in their order."""
    return chain.from_iterable(_read(path, details) for path in paths)


def _read(path: Path, details: Details) -> Iterator[Reading | Problem]:
    if str(path).startswith(("http:/", "https:/")):
        reason, advice = "web addresses are not fetched", "save the page as HTML and add the file"
        return iter([Problem(ProblemKind.MISSING, str(path), reason, advice)])
    return read(path, details, today=clock.today())


def is_duplicate(problem: Problem) -> bool:
    """Say whether a report was not added because the case holds it already."""
    return problem.kind is ProblemKind.DUPLICATE


def _announce_gazetteer(screen: Screen) -> None:
    """Say why the very first run takes some seconds longer."""
    if not gazetteer_path().exists():
        screen.note("compiling the gazetteer (once, a few seconds)")


def _refuse_bad_details(details: Details) -> None:
    """Raise for a date or language that would be wrong for every single report."""
    if details.published is not None and when_of(details.published) is None:
        raise UsageError(f"--published {details.published!r} is no date; write it as 2023-05-11")
    if details.language is not None and details.language not in LANGUAGES:
        raise UsageError(f"--language {details.language!r} is not known; there are: {', '.join(LANGUAGES)}")


def _on(flags: Flags, case: Path) -> Flags:
    return Flags(case=case) if case != flags.case else flags


# -- Saying it -------------------------------------------------------------------------------


def _tell(screen: Screen, added: Added) -> None:
    screen.note(f"{added.counts} ({added.seconds:.1f} s)")
    tell_problems(screen, added.outcome.problems)
    for sentence in near_copies(added.snapshot, added.outcome.added):
        screen.note(sentence)
    screen.note(f"next: {_next_command(screen.flags, added.counts)}")


def _next_command(flags: Flags, counts: Summary) -> str:
    if not counts.reports:
        return flags.command("add", "PATH...")
    return flags.command("claims", "--contested") if counts.contested else flags.command("claims")


def tell_problems(screen: Screen, problems: Sequence[Problem]) -> None:
    """Say what was not read, what was there already, and what was kept but is doubtful."""
    groups = (
        ("set aside, and why:", [one for one in problems if one.fatal]),
        ("in the case already:", [one for one in problems if is_duplicate(one) and not one.fatal]),
        ("kept, but look at it:", [one for one in problems if not (one.fatal or is_duplicate(one))]),
    )
    for heading, found in groups:
        if found:
            screen.warn("\n".join((heading, *(f"- {problem}" for problem in found))))


def near_copies(snapshot: Snapshot, added: Sequence[Report]) -> Iterator[str]:
    """Yield a sentence for each family of copies that one of the added reports belongs to."""
    new = {report.id for report in added}
    for family in snapshot.families.values():
        if len(family.reports) > 1 and new.intersection(family.reports):
            paths = sorted(snapshot.reports[report].path for report in family.reports)
            yield f"copies of one text, counted once: {', '.join(paths)} ({family.because})"


# -- Rehearsal -------------------------------------------------------------------------------


def _rehearse(flags: Flags, paths: Sequence[Path], details: Details) -> Code:
    """Read everything, write nothing, and say what would be added."""
    screen = Screen(flags)
    seen = _known(flags.case)
    problems: list[Problem] = []
    new: list[Report] = []
    for reading in readings(paths, details):
        if isinstance(reading, Problem):
            problems.append(reading)
        elif reading.report.id in seen:
            problems.append(_known_already(reading.report))
        else:
            seen.add(reading.report.id)
            new.append(reading.report)
            problems += reading.flags
    added = Added(Outcome(tuple(new), tuple(problems)), Snapshot(), 0.0)
    if flags.json:
        screen.document({key: value for key, value in added.document().items() if key != "case"})
    for report in new:
        screen.note(f"  {report.path}: {report.outlet or 'outlet not known'}, {_day(report)}")
    tell_problems(screen, problems)
    screen.note(f"would add {counted(len(new), 'report')} to {flags.named}; nothing was written")
    return added.code


def _known(case: Path) -> set[str]:
    if not is_there(case):
        return set()
    with open_store(case) as store:
        return set(store.snapshot().reports)


def _known_already(report: Report) -> Problem:
    reason, advice = "is in the case already", "nothing to do: it is counted once"
    return Problem(ProblemKind.DUPLICATE, report.path, reason, advice, fatal=False)


def _day(report: Report) -> str:
    return f"published {report.published.timex}" if report.published else "date not known"
