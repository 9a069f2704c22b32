"""F1: a command that is killed at any moment loses nothing that it said it had kept."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from faulty import (
    COMPARING,
    JOURNALS,
    Command,
    Commands,
    by_report,
    emptied,
    new_case,
    often,
    state,
    whole,
)
from figures import Figure
from invented import folder_of
from recorded_disk import count

REPORTS = 8
KILLS = often(200, 2_000)
SHARES = {"at a random time": 1 / 2, "within a write": 1 / 2}
"""How often the kill comes from outside, and how often at a random operation on the case's files."""


@dataclass(frozen=True)
class Unbroken:
    """A run that nobody kills: how long it takes, how often it writes, and what it gives."""

    seconds: float
    operations: int
    state: str
    facts: dict[str, list[str]]


@dataclass
class Killed:
    """Chance, and the kills so far, by where they came from and how far the command was."""

    chance: random.Random
    kills: Counter[str]
    stages: Counter[str]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "reports", range(REPORTS))


def test_f1_a_kill_loses_nothing_that_was_acknowledged(
    commands: Commands, reports: Path, tmp_path: Path, figure: Figure
) -> None:
    wanted = {journal: unbroken(commands, tmp_path, reports, journal) for journal in JOURNALS}
    killed = Killed(random.Random(1), Counter(), Counter())
    while killed.kills.total() < KILLS:
        journal = killed.chance.choice(JOURNALS)
        case = new_case(emptied(tmp_path / "killed"), journal)
        kill_until_it_ends(commands, case, reports, wanted[journal], killed)
    shares = ", ".join(f"{number} {how}" for how, number in sorted(killed.kills.items()))
    moments = ", ".join(f"{number} {stage}" for stage, number in sorted(killed.stages.items()))
    figure(
        "F1",
        f"kill -9 ({shares}; {moments})",
        f"{killed.kills.total()} kills: 0 acknowledged reports lost, 0 half reports, 0 damages, "
        "every re-run ends with the ledger hash of an unbroken run",
    )


def unbroken(commands: Commands, folder: Path, reports: Path, journal: str) -> Unbroken:
    """Run the command to its end, once for its time and once for its operations."""
    case = new_case(emptied(folder / "unbroken"), journal)
    begun = time.monotonic()
    command = commands.run(case.parent, "add", reports)
    seconds = time.monotonic() - begun
    assert command.code == 0, command.said()
    ended = state(case)
    facts = by_report(whole(case))
    assert len(facts) == REPORTS
    case = new_case(emptied(case.parent), journal)
    commands.run(case.parent, "add", reports, FAULT_PATH=case, FAULT_LOG=folder / f"{journal}.log")
    return Unbroken(seconds, count(folder / f"{journal}.log"), ended, facts)


def kill_until_it_ends(
    commands: Commands, case: Path, reports: Path, wanted: Unbroken, killed: Killed
) -> None:
    """Kill the command at a random moment, look at what is left, and go on, perhaps to be killed again."""
    acknowledged: set[str] = set()
    while True:
        command, how = start_to_be_killed(commands, case, reports, wanted, killed.chance)
        code = command.wait()
        acknowledged |= command.acknowledged()
        kept = by_report(whole(case))
        assert acknowledged <= kept.keys(), command.said()
        assert all(facts == wanted.facts[path] for path, facts in kept.items())
        if code != -9:
            assert code in {0, 4}, command.said()  # 4: some reports were there already
            break
        killed.kills[how] += 1
        killed.stages[stage_of(command)] += 1
        if killed.chance.random() < 1 / 2:
            commands.run(case.parent, "add", reports)
            break
    assert state(case) == wanted.state


def start_to_be_killed(
    commands: Commands, case: Path, reports: Path, wanted: Unbroken, chance: random.Random
) -> tuple[Command, str]:
    """Start the command with its end before it, and return it with how it is killed."""
    how = chance.choices(list(SHARES), list(SHARES.values()))[0]
    if how == "within a write":
        at = chance.randint(1, wanted.operations)
        return commands.start(
            case.parent, "add", reports, FAULT_PATH=case, FAULT_KIND="kill", FAULT_AT=at
        ), how
    command = commands.start(case.parent, "add", reports)
    time.sleep(chance.uniform(0, wanted.seconds))
    command.kill()
    return command, how


def stage_of(command: Command) -> str:
    """Say how far a command was."""
    said = command.said()
    if f"  {COMPARING}\n" in said:
        return "while comparing"
    return "while reading reports" if "\n  " in f"\n{said}" else "before the first report"
