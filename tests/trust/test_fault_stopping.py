"""F12: whoever asks the program to stop is heeded within five seconds, and the same command goes on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from faulty import Commands, emptied, often, state, whole
from figures import Figure
from invented import folder_of, text

from command_line import started

PATIENCE = 5.0
"""Seconds within which the program has to end."""

TIMES = often(5, 50)
"""How often each signal is sent, at a random moment of the whole run."""

STOPPED = {130, -signal.SIGINT, -signal.SIGTERM}
"""How it may end: in good order, or at once where it had not yet begun."""

LONG = 20
"""How many texts, one after the other, make a report that takes seconds to read."""


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let processes started here be interrupted, even where the tests run in the background of a shell."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("workers", [1, 2])
def test_f12_who_asks_the_program_to_stop_is_heeded(
    commands: Commands, tmp_path: Path, figure: Figure, workers: int
) -> None:
    reports = folder_of(tmp_path / "reports", range(8))
    for number in range(4):
        long = "\n".join(text(100 * number + each) for each in range(LONG))
        (reports / f"long-{number}.txt").write_text(long, encoding="utf-8")
    begun = time.monotonic()
    with started("add", "--workers", str(workers), str(reports), cwd=emptied(tmp_path / "whole")) as process:
        process.communicate()
    assert process.returncode == 0
    seconds, wanted = time.monotonic() - begun, state(tmp_path / "whole/case.db")
    chance, longest, ends = random.Random(12), 0.0, Counter[str]()
    for number in (signal.SIGINT, signal.SIGTERM) * TIMES:
        folder = emptied(tmp_path / "stopped")
        moment = chance.uniform(0, seconds)
        code, took, said = stopped(folder, reports, workers, number, moment)
        assert "Traceback" not in said, said
        if code not in STOPPED:
            assert code == 0, (code, number.name, moment, said)
            ends["had ended"] += 1
            continue
        ends[number.name] += 1
        longest = max(longest, took)
        assert took < PATIENCE, (number.name, moment, took)
        whole(folder / "case.db")
        again = commands.run(folder, "add", reports)
        assert again.code in {0, 4}, again.said()
        assert state(folder / "case.db") == wanted
    told = ", ".join(f"{times} {name}" for name, times in sorted(ends.items()))
    figure(
        "F12",
        f"{told}, {workers} worker(s)",
        f"the longest end {longest:.2f} s, all went on to the same ledger hash",
    )


def stopped(
    folder: Path, reports: Path, workers: int, number: signal.Signals, moment: float
) -> tuple[int, float, str]:
    """Start the command, ask it to stop, and return its exit code, how long it took, and what it said.

    The moment counts from when the program listens: Python itself, before it has loaded a line of ours,
    answers Ctrl-C with a traceback.
    """
    with started("add", "--workers", str(workers), str(reports), cwd=folder) as process:
        while process.poll() is None and not listens(process):
            time.sleep(0.001)
        time.sleep(moment)
        asked = time.monotonic()
        ask(process, number)
        try:
            _, said = process.communicate(timeout=4 * PATIENCE)
        finally:
            process.kill()  # in case it does not end at all
        took = time.monotonic() - asked
    return process.returncode, took, said


def ask(process: subprocess.Popen[str], number: signal.Signals) -> None:
    """Send a signal: Ctrl-C on a keyboard goes to the program and its workers, any other to the program."""
    process.send_signal(number)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if number == signal.SIGINT and children.exists():
        for child in children.read_text(encoding="ascii").split():
            with suppress(ProcessLookupError):
                os.kill(int(child), number)


def listens(process: subprocess.Popen[str]) -> bool:
    """Say whether a process does something of its own when the system asks it to end."""
    told = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    caught = next(line.split()[1] for line in told.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught, 16) >> (signal.SIGTERM - 1) & 1)
