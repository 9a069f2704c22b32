from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from command_line import started
from counterclaim.cli.exits import Code
from counterclaim.cli.interruption import heed, heeding, interruptible

STOPPING = (signal.SIGINT, signal.SIGTERM)

DROPPING = """
import os, signal
class Dropping:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000):
            pass
Dropping()
"""
"""A module in whose loading an interruption falls into a destructor: Python drops it."""


@pytest.fixture(autouse=True)
def put_back() -> Iterator[None]:
    """Let the tests go on being interrupted as before: `interruptible` leaves that to the system."""
    before = [signal.getsignal(number) for number in STOPPING]
    yield
    for number, handler in zip(STOPPING, before, strict=True):
        signal.signal(number, handler)


def test_an_interruption_that_was_swallowed_is_heeded_at_the_next_step() -> None:
    told: list[str] = []
    with interruptible(), heeding(told.append) as tell:
        heed()
        tell("first")
        with suppress(KeyboardInterrupt):  # as a destructor, or a callback of compiled code, does
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            tell("second")
        with pytest.raises(KeyboardInterrupt):
            heed()
    heed()  # what was asked of work that has ended is forgotten
    assert told == ["first"]


@pytest.mark.parametrize("number", STOPPING)
def test_an_interruption_is_heeded_at_once(number: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt), interruptible():
        signal.raise_signal(number)


def test_an_interruption_that_was_turned_into_an_error_is_one_again() -> None:
    def turn() -> None:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        raise RuntimeError

    with pytest.raises(KeyboardInterrupt), interruptible():
        turn()
    with interruptible(), pytest.raises(KeyboardInterrupt), heeding(print):
        turn()
    with pytest.raises(RuntimeError), interruptible(), heeding(print):
        raise RuntimeError


def test_once_the_work_is_done_the_system_ends_the_process() -> None:
    before = sys.unraisablehook
    with interruptible():
        assert signal.SIG_DFL not in [signal.getsignal(number) for number in STOPPING]
    assert [signal.getsignal(number) for number in STOPPING] == [signal.SIG_DFL, signal.SIG_DFL]
    assert sys.unraisablehook == before


def test_who_ignores_interruptions_goes_on_ignoring_them() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with interruptible():
        signal.raise_signal(signal.SIGINT)
        heed()
    assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN


@pytest.mark.parametrize("module", ["typer", "rich"])
def test_an_interruption_that_is_dropped_while_the_program_loads_is_heeded(
    tmp_path: Path, module: str
) -> None:
    """`typer` is loaded with the program, `rich` with the verb; here a stand-in loads either."""
    real = "import sys; sys.path.remove({here!r}); del sys.modules[{name!r}]; import {name}"
    (tmp_path / "shadow").mkdir()
    here = str(tmp_path / "shadow")
    stand_in = DROPPING + real.format(here=here, name=module)
    (tmp_path / "shadow" / f"{module}.py").write_text(stand_in, encoding="utf-8")
    (tmp_path / "report.txt").write_text("The mayor said the bridge was open.\n", encoding="utf-8")
    with started("add", "report.txt", cwd=tmp_path, PYTHONPATH=here) as process:
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (Code.INTERRUPTED, "")
    assert not (tmp_path / "case.db").exists()
