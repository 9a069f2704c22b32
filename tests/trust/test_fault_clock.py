"""F8: a clock that is wrong changes neither the order of the log nor what was known at a moment."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

from faulty import Commands, emptied, often, state, whole
from figures import Figure
from invented import folder_of

from counterclaim.ledger import ledger_hash
from counterclaim.store import Store, open_store

DAY = 24 * 60 * 60
SHIFTS = (0, -DAY, 10 * 365 * DAY, 0, -3 * DAY)
"""How many seconds the clock is off, command after command: right, a day back, ten years ahead, ..."""

ZONES = ("UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu", "Europe/Berlin")
"""Where the machine says it is, command after command."""

MOMENTS = often(20, 100)


def test_f8_a_clock_that_is_wrong_takes_nothing_back(
    commands: Commands, tmp_path: Path, figure: Figure
) -> None:
    folder, case = emptied(tmp_path / "clock"), tmp_path / "clock/case.db"
    chance = random.Random(8)
    known: dict[datetime, str] = {}
    for number, (shift, zone) in enumerate(zip(SHIFTS, ZONES, strict=True)):
        reports = folder_of(tmp_path / f"reports-{number}", [number])
        command = commands.run(folder, "add", reports, CLOCK_SHIFT=shift, TZ=zone)
        assert command.code == 0, command.said()
        with open_store(case) as store:
            assert {moment: as_known(store, moment) for moment in known} == known
            times = in_order(store)
            known |= {moment: as_known(store, moment) for moment in before(times, chance)}
    whole(case)
    others = folder_of(tmp_path / "all", range(len(SHIFTS)))
    assert commands.run(emptied(tmp_path / "right"), "add", others).code == 0
    assert state(case) == state(tmp_path / "right/case.db")
    figure(
        "F8",
        "clock right, a day back, ten years ahead, right, three days back, each in another time zone",
        f"times never decrease along the sequence; {len(known)} past moments answer as before; "
        "the ledger hash of a right clock",
    )


def in_order(store: Store) -> list[datetime]:
    """See that the log is in order by number and by time; return the times of its commits."""
    entries = list(store.entries())
    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
    times = [entry.recorded for entry in entries]
    assert times == sorted(times)
    return sorted(set(times))


def before(times: list[datetime], chance: random.Random) -> list[datetime]:
    """Return moments before the last commit, to which nothing may be added any more."""
    span = times[-1] - times[0] + timedelta(days=2)
    some = [times[-1] - span * chance.random() - timedelta(microseconds=1) for _ in range(MOMENTS)]
    return [*times[:-1], *some]


def as_known(store: Store, moment: datetime) -> str:
    """Return the ledger hash of what was known at a moment."""
    return ledger_hash(store.snapshot(moment))
