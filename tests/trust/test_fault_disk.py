"""F2 and F4: a disk that fails, or is full, is told in words; the case is as it was before or after."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from faulty import (
    JOURNALS,
    Command,
    Commands,
    acknowledged,
    by_report,
    copied,
    emptied,
    environment,
    new_case,
    often,
    state,
    states_of,
    whole,
)
from figures import Figure
from invented import folder_of
from recorded_disk import count

from counterclaim.ledger import ledger_hash

EVERY_FAILURE: tuple[dict[str, object], ...] = (
    {"FAULT_KIND": "eio"},
    {"FAULT_KIND": "enospc"},
    {"FAULT_KIND": "eio", "FAULT_LASTING": 1},
    {"FAULT_KIND": "enospc", "FAULT_LASTING": 1},
)
FAILURES = EVERY_FAILURE[: often(1, 4)]
"""A disk that fails once, or from some moment on; in `make trust` only the first."""

GO_ON_AFTER = often(5, 1)
"""After every so many failures the command is run again, on a disk that is well."""

SORTS = {"": "a case being made", "wal": "write-ahead log", "delete": "rollback journal"}

FULL = 2 * 2**20
"""How many bytes the small disk holds."""

MANY = 60
"""How many reports are more than it holds."""

FEW, STEP = 8, often(64, 16) * 1024
"""How many reports are written to disks of all sizes, each so many bytes larger than the one before."""


# -- F2: every write may fail ----------------------------------------------------------------


@dataclass(frozen=True)
class Unbroken:
    """A run on a disk that is well: how often it writes, its states after each commit, what it gives."""

    operations: int
    states: tuple[str, ...]
    facts: dict[str, list[str]]


@dataclass(frozen=True)
class Trial:
    """What is run, where, and on which case."""

    commands: Commands
    folder: Path
    before: Path
    reports: Path

    def run(self, case: Path, **faults: object) -> Command:
        """Add the reports to `case`."""
        return self.commands.run(case.parent, "add", self.reports, FAULT_PATH=case, **faults)

    def unbroken(self) -> Unbroken:
        """Run the command on a disk that is well."""
        log = self.folder / "operations.log"
        case = copied(self.before, emptied(self.folder / "unbroken"))
        command = self.run(case, FAULT_LOG=log)
        assert command.code == 0, command.said()
        first = (state(self.before), ledger_hash(whole(self.folder / "none")))
        return Unbroken(count(log), (*first, *states_of(case)), by_report(whole(case)))


@pytest.mark.parametrize("journal", JOURNALS)
def test_f2_every_write_may_fail(commands: Commands, tmp_path: Path, figure: Figure, journal: str) -> None:
    reports = folder_of(tmp_path / "reports", [0])
    trial = Trial(commands, tmp_path, new_case(emptied(tmp_path / "before"), journal), reports)
    if journal:
        assert commands.run(trial.before.parent, "add", folder_of(tmp_path / "first", [1, 2])).code == 0
    wanted = trial.unbroken()
    outcomes: Counter[str] = Counter()
    for faults in FAILURES:
        for at in range(1, wanted.operations + 1):
            outcomes[outcome(trial, wanted, at, faults)] += 1
    told = ", ".join(f"{number} {ended}" for ended, number in sorted(outcomes.items()))
    figure("F2", f"{SORTS[journal]}, {wanted.operations} operations x {len(FAILURES)} failures", told)


def outcome(trial: Trial, wanted: Unbroken, at: int, faults: dict[str, object]) -> str:
    """Let the operation `at` fail, see that the case is in order, and return in words what came of it."""
    case = copied(trial.before, emptied(trial.folder / "failing"))
    command = trial.run(case, FAULT_AT=at, **faults)
    left, said = state(case), command.said()
    assert left in wanted.states, (at, faults, said)
    assert all(facts == wanted.facts[path] for path, facts in by_report(whole(case)).items())
    if at % GO_ON_AFTER == 0:
        again = trial.run(case)
        assert again.code in {0, 4}, again.said()
        assert state(case) == wanted.states[-1]
    if command.code == 0:  # all was committed; only the tidying of the journal at the end failed
        assert left == wanted.states[-1], (at, faults, said)
        return "after the last commit, nothing lost"
    assert command.code == 1, (at, faults, said)
    assert said.splitlines()[-1].startswith("counterclaim: case.db: "), said
    assert "Traceback" not in said
    return "refused with the path named, state before or after"


# -- F4: a full disk -------------------------------------------------------------------------


SMALL_DISK = """
mount -t tmpfs -o size={full} tmpfs {room} && cd {room} || exit 77
{program} add {reports} 2> {out}/full; echo $? > {out}/full.code
{program} claims --json > {out}/claims 2> {out}/claims.err; echo $? > {out}/claims.code
{program} verify > {out}/verify 2>&1; echo $? > {out}/verify.code
mount -o remount,size=64m {room} || exit 77
{program} add {reports} 2> {out}/again; echo $? > {out}/again.code
cp case.db* {out}
"""
"""What is done on a disk of its own, in a namespace of its own, so that no rights are needed."""


def test_f4_a_real_small_disk_fills_up_and_grows_again(
    commands: Commands, tmp_path: Path, figure: Figure
) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("NOT TESTED: needs the program unshare (Debian: the package util-linux)")
    reports = folder_of(tmp_path / "reports", range(MANY))
    room, out = emptied(tmp_path / "room"), emptied(tmp_path / "out")
    program = f"'{sys.executable}' -m counterclaim"
    script = SMALL_DISK.format(full=FULL, room=room, out=out, program=program, reports=reports)
    ended = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        env=environment({}),
        check=False,
    )
    if ended.returncode in {1, 77}:
        pytest.skip("NOT TESTED: this system lets nobody mount a tmpfs")
    codes = {name: int((out / f"{name}.code").read_text()) for name in ("full", "claims", "verify", "again")}
    said = (out / "full").read_text(encoding="utf-8")
    assert codes == {"full": 1, "claims": 0, "verify": 0, "again": 4}, (codes, said)
    assert "counterclaim: case.db: " in said
    assert "make room" in said
    kept = acknowledged(said)
    assert 0 < len(kept) < MANY
    again = (out / "again").read_text(encoding="utf-8")
    assert all(f"- {path}: the same bytes" in again for path in kept)
    assert commands.run(emptied(tmp_path / "whole"), "add", reports).code == 0
    whole(out / "case.db")
    assert state(out / "case.db") == state(tmp_path / "whole/case.db")
    figure(
        "F4",
        f"tmpfs of {FULL // 2**20} MiB, {MANY} reports",
        f"stopped in words after {len(kept)} reports, `claims` and `verify` answered on the full disk; "
        f"with room made 0 of {len(kept)} lost, same ledger hash",
    )


@pytest.mark.parametrize("journal", JOURNALS)
def test_f4_a_disk_of_any_size_fills_up(
    commands: Commands, tmp_path: Path, figure: Figure, journal: str
) -> None:
    reports = folder_of(tmp_path / "reports", range(FEW))
    trial = Trial(commands, tmp_path, new_case(emptied(tmp_path / "before"), journal), reports)
    wanted = trial.unbroken()
    refused = 0
    sizes = range(STEP, 4 * FULL, STEP)
    for size in sizes:
        case = copied(trial.before, emptied(tmp_path / "small"))
        command = trial.run(case, FAULT_QUOTA=size)
        kept = by_report(whole(case))
        assert command.acknowledged() <= kept.keys()
        assert state(case) in wanted.states
        if command.code == 0:
            break
        refused += 1
        assert "counterclaim: case.db: " in command.said()
        again = trial.run(case)
        assert again.code in {0, 4}
        assert state(case) == wanted.states[-1]
    else:
        pytest.fail(f"{FEW} reports do not fit on {sizes[-1]} bytes")
    figure("F4", f"{SORTS[journal]}, disks of {STEP} bytes and more", f"{refused} full disks, 0 reports lost")
