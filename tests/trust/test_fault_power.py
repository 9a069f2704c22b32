"""F3: when the power goes, no report that was acknowledged goes with it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from faulty import (
    JOURNALS,
    Commands,
    acknowledged,
    by_report,
    copied,
    emptied,
    files_of,
    new_case,
    often,
    state,
    states_of,
    whole,
)
from figures import Figure
from invented import folder_of
from recorded_disk import Disk, Operation, operations

from counterclaim.ledger import Snapshot, ledger_hash

REPORTS = 8
CUTS = often(500, 5_000)
NOTHING = ledger_hash(Snapshot())
SORTS = {"": "a case being made", "wal": "write-ahead log", "delete": "rollback journal"}


@pytest.mark.parametrize("journal", JOURNALS)
def test_f3_a_power_cut_loses_nothing_that_was_acknowledged(
    commands: Commands, tmp_path: Path, figure: Figure, journal: str
) -> None:
    reports = folder_of(tmp_path / "reports", range(REPORTS))
    before = new_case(emptied(tmp_path / "before"), journal)
    case = copied(before, emptied(tmp_path / "powered"))
    log = tmp_path / "operations.log"
    assert commands.run(case.parent, "add", reports, FAULT_PATH=case, FAULT_LOG=log).code == 0
    done = list(operations(log))
    states = {"", NOTHING, state(before), *states_of(case)}
    facts = by_report(whole(case))
    chance = random.Random(3)
    lost = 0
    for cut in sorted(chance.choices(range(len(done) + 1), k=CUTS)):
        left = emptied(tmp_path / "left")
        said = what_is_left(before, case, done[:cut], left, chance)
        kept = by_report(whole(left / "case.db"))
        lost += len(acknowledged(said) - kept.keys())
        assert all(told == facts[path] for path, told in kept.items())
        assert state(left / "case.db") in states
    figure(
        "F3", f"{SORTS[journal]}, {len(done)} operations", f"{CUTS} cuts, {lost} acknowledged reports lost"
    )
    assert lost == 0


def what_is_left(before: Path, case: Path, done: list[Operation], left: Path, chance: random.Random) -> str:
    """Replay what was done, cut the power, and return what the command had said until then."""
    disk = Disk({str(case.parent / name): before.parent / name for name in files_of(before)})
    said = ""
    for one in done:
        disk.do(one)
        said += one.data.decode() if one.what == "A" else ""
    disk.cut(left, chance)
    return said
