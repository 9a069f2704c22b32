"""Sequences of whatever may happen to a case, in any order, each step checked against plain dicts."""

from __future__ import annotations

import os
import signal
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import ClassVar, NoReturn

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from counterclaim import derive, pipeline
from counterclaim.decide import Person
from counterclaim.derive import take_in
from counterclaim.export.archive import archive, read_archive
from counterclaim.gazetteer import Gazetteer
from counterclaim.ledger import (
    PER_REPORT,
    Entry,
    Fact,
    Snapshot,
    broken_links,
    changes,
    in_force,
    ledger_hash,
)
from counterclaim.model import Decision, Report
from counterclaim.parse.parser import parse
from counterclaim.pipeline import TOOL, add, decide
from counterclaim.store import open_store
from road import settings as usual
from road import told_by
from sequence_model import (
    BEGIN,
    HOWS,
    PEOPLE,
    Clock,
    Model,
    Stopped,
    differences,
    pick,
    ruling,
    settings_files,
)
from sequence_reports import pool

Doing = Callable[[Callable[[], object]], bool]
"""Does something, and says whether it came to its end."""

NUMBERS = st.integers(0, 40)
ONE = st.integers(0, len(pool()) - 1)
SOME = st.lists(ONE, min_size=1, max_size=4)
KILLED = st.booleans() if hasattr(os, "fork") else st.just(value=False)
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
DAY = 24 * 60 * 60
LATER = st.sampled_from((0, 5, DAY, -5, -DAY, 3650 * DAY))
"""So many seconds later it is by the clock, which may be set back."""
LONG_AGO = BEGIN - timedelta(days=3650)

_at_once: dict[tuple[frozenset[str], frozenset[str]], str] = {}
"""The ledger hashes of cases worked out at once, by their reports and the decisions in force."""


def _wholly(do: Callable[[], object]) -> bool:
    do()
    return True


def _raise() -> NoReturn:
    raise Stopped


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a report tells alone depends on nothing else: it is worked out once for all sequences."""

    def remembered(report: Report, gazetteer: Gazetteer) -> tuple[Fact, ...]:
        del gazetteer
        return told_by(report)

    monkeypatch.setattr(pipeline, "facts_of", remembered)
    monkeypatch.setattr(derive, "parse", cache(parse))


class Months(RuleBasedStateMachine):
    """A case in a file, to which people and accidents happen; and what it should hold by then."""

    counts: ClassVar[Counter[str]] = Counter()
    """How often what was done."""

    def __init__(self) -> None:
        super().__init__()
        self.kept = ExitStack()
        self.folder = Path(self.kept.enter_context(tempfile.TemporaryDirectory(dir=MEMORY)))
        self.paths = (self.folder / f"case-{number}.db" for number in count())
        self.path = next(self.paths)
        self.store = open_store(self.path, create=True)
        self.clock = Clock()
        self.model = Model(known={LONG_AGO: ledger_hash(Snapshot())})
        self.entries: list[Entry] = []
        self.counts["sequences"] += 1

    def teardown(self) -> None:
        self.store.close()
        self.kept.close()

    # -- What is done ----------------------------------------------------------------------------

    @initialize(numbers=SOME)
    def begins(self, numbers: list[int]) -> None:
        self._add(numbers)

    @rule(numbers=SOME, later=LATER)
    def adds(self, numbers: list[int], later: int) -> None:
        self.clock.pass_by(later)
        self._add(numbers)

    @rule(file=st.integers(-1, len(settings_files()) - 1))
    def runs_again(self, file: int) -> None:
        """Work out anew what follows: as it was, or with another settings file."""
        if file < 0:
            self._add([])
            return
        decisions = settings_files()[file]
        add(self.store, [], replace(usual(), rulings=decisions), self.clock.now)
        self.model.replace_settings(decisions)
        self.model.followed = True

    @rule(how=st.sampled_from(HOWS), which=NUMBERS, other=NUMBERS, later=LATER)
    def decides(self, how: str, which: int, other: int, later: int) -> None:
        self.clock.pass_by(later)
        self._rule("Ann", how, which, other)

    @rule(hows=st.lists(st.sampled_from(HOWS), min_size=2, max_size=3), which=NUMBERS, other=NUMBERS)
    def several_decide(self, hows: list[str], which: int, other: int) -> None:
        """Let two people rule by turns on much the same, if it is still there."""
        for number, how in enumerate(hows):
            self._rule(pick(PEOPLE, number), how, which, other + number)

    @rule(how=st.sampled_from(HOWS), which=NUMBERS, backs=st.lists(st.integers(0, 3), min_size=1, max_size=3))
    def undoes(self, how: str, which: int, backs: list[int]) -> None:
        """Rule something and take rulings back, by turns: this one, earlier ones, and undoings too."""
        self._rule("Ann", how, which, which)
        for number, back in enumerate(backs):
            if undoable := self.model.undoable():
                who = Person(pick(PEOPLE, number), self.clock.now())
                self._decide(who.undo(pick(undoable, back).id))
                self.counts["undone"] += 1
            self.all_is_as_it_should_be()

    # -- What goes wrong -------------------------------------------------------------------------

    @rule(numbers=SOME, after=st.integers(0, 12), killed=KILLED)
    def is_stopped_while_it_adds(self, numbers: list[int], after: int, killed: bool) -> None:  # noqa: FBT001
        self._add(numbers, lambda do: self._stopping(do, after, killed=killed))

    @rule(how=st.sampled_from(HOWS), which=NUMBERS, other=NUMBERS, after=st.integers(0, 1), killed=KILLED)
    def is_stopped_while_it_decides(self, how: str, which: int, other: int, after: int, killed: bool) -> None:  # noqa: FBT001
        made = ruling(self.store.snapshot(), Person("Ann", self.clock.now()), how, which, other)
        if made is not None:
            self._decide(made, lambda do: self._stopping(do, after, killed=killed))

    @rule(number=ONE)
    def writes_and_breaks_off(self, number: int) -> None:
        reading, before = pool()[number], self.store.head()
        facts = told_by(reading.report)
        with suppress(Stopped), self.store.transaction() as writing:
            blobs = {reading.report.sha256: reading.raw}
            writing.append(changes(Snapshot(), facts), blobs, recorded=self.clock.now(), tool=TOOL)
            take_in(writing.keys, facts)
            raise Stopped
        assert self.store.head() == before

    # -- What changes nothing --------------------------------------------------------------------

    @rule(which=NUMBERS, later=st.sampled_from((0.0, 0.5)))
    def looks_back(self, which: int, later: float) -> None:
        """Close the case, open it, and ask what was known at a moment."""
        self.store.close()
        self.store = open_store(self.path)
        moment = pick(sorted(self.model.known), which)
        then = self.store.snapshot(moment + timedelta(seconds=later))
        assert ledger_hash(then) == self.model.known[moment]

    @rule(stays=st.booleans())
    def travels(self, stays: bool) -> None:  # noqa: FBT001
        """Verify the case, export it, import it elsewhere, and go on with the one or the other."""
        assert not list(self.store.damages())
        lines = list(archive(self.store))
        found = read_archive(lines, "case.archive")
        path = next(self.paths)
        other = open_store(path, create=True)
        other.restore(found.entries, found.blobs)
        assert other.head() == self.store.head() == found.head
        assert ledger_hash(other.snapshot()) == ledger_hash(self.store.snapshot()) == found.ledger_hash
        assert list(archive(other)) == lines
        self.counts["imports"] += 1
        if stays:
            other.close()
        else:
            self.store.close()
            self.store, self.path = other, path

    # -- How it is done --------------------------------------------------------------------------

    def _add(self, numbers: list[int], doing: Doing = _wholly) -> None:
        readings = [pool()[number] for number in numbers]
        new = {one.report.id: one for one in readings if one.report.id not in self.model.reports}
        told, tell = os.pipe()

        def say(_: str) -> None:
            os.write(tell, b".")

        ended = doing(lambda: add(self.store, readings, usual(), self.clock.now, say))
        os.close(tell)
        with os.fdopen(told, "rb") as progress:
            acknowledged = max(0, len(progress.read()) - 1)
        kept = len(self.store.snapshot().reports) - len(self.model.reports)
        assert len(new) >= kept >= (len(new) if ended else acknowledged)
        self.model.reports |= dict(list(new.items())[:kept])
        self.model.followed = ended or (self.model.followed and not kept)

    def _rule(self, by: str, how: str, which: int, other: int) -> None:
        made = ruling(self.store.snapshot(), Person(by, self.clock.now()), how, which, other)
        if made is not None:
            self._decide(made)
            self.counts["decisions"] += 1

    def _decide(self, decision: Decision, doing: Doing = _wholly) -> None:
        before = self.store.head()
        if doing(lambda: decide(self.store, [decision], usual(), self.clock.now)):
            self.model.decide(decision)
            self.model.followed = True
        else:
            assert self.store.head() == before

    def _stopping(self, do: Callable[[], object], after: int, *, killed: bool) -> bool:
        """Pull the plug when the clock was looked at so often; say whether it came to its end before."""
        self.clock.left, self.clock.stop = after, _kill if killed else _raise
        try:
            ended = self._in_another_process(do) if killed else _wholly(do)
        except Stopped:
            ended = False
        self.clock.left = None
        self.counts[("not stopped", "killed" if killed else "interrupted")[not ended]] += 1
        return ended

    def _in_another_process(self, do: Callable[[], object]) -> bool:
        self.store.close()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # threads that only calculate are no danger
            child = os.fork()
        if not child:
            try:
                self.store = open_store(self.path)
                do()
                self.store.close()
                os._exit(0)
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        self.store = open_store(self.path)
        assert os.waitstatus_to_exitcode(status) in {0, -signal.SIGKILL}
        return not status

    # -- What must hold --------------------------------------------------------------------------

    @invariant()
    def all_is_as_it_should_be(self) -> None:
        held = Snapshot.of(self.store.snapshot().facts())
        assert list(held.facts(PER_REPORT - {"intake"})) == self._alone()
        assert held.intakes.keys() == held.reports.keys()
        assert all(self.store.blob(one.report.sha256) == one.raw for one in self.model.reports.values())
        assert held.decisions == {key: one.decision for key, one in sorted(self.model.rulings.items())}
        assert in_force(held.decisions.values()) == self.model.in_force()
        digest = ledger_hash(held)
        self._look_at_the_log(digest)
        if self.model.followed and digest != self._at_once():
            pytest.fail("\n".join(differences(held, self.model.worked_out_at_once())))
        self.counts["steps"] += 1

    def _alone(self) -> list[Fact]:
        """Return what the reports tell, each alone, kind after kind."""
        return list(Snapshot.of(self.model.facts()).facts(PER_REPORT - {"intake"}))

    def _at_once(self) -> str:
        key = frozenset(self.model.reports), frozenset(self.model.in_force())
        if key not in _at_once:
            _at_once[key] = ledger_hash(self.model.worked_out_at_once())
        return _at_once[key]

    def _look_at_the_log(self, digest: str) -> None:
        """See that the log only grew, unbroken and in time; remember what is known at its last moment."""
        entries = list(self.store.entries())
        assert entries[: len(self.entries)] == self.entries
        assert not list(broken_links(entries))
        times = [entry.recorded for entry in entries]
        assert times == sorted(times)
        for time in times[len(self.entries) :]:
            self.model.known.pop(time, None)
        if times:
            self.model.known[times[-1]] = digest
        self.entries = entries


def run(sequences: int, steps: int, *, derandomize: bool) -> Counter[str]:
    """Run so many sequences of so many steps; return how often what was done."""
    chosen = settings(
        max_examples=sequences,
        stateful_step_count=steps,
        derandomize=derandomize,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    Months.counts.clear()
    run_state_machine_as_test(Months, settings=chosen)
    return Months.counts
