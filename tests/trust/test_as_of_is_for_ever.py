"""E4: what a case held at a moment is answered alike for ever, whatever is added later."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from figures import Figure
from mixed import mixed

from counterclaim.board import board, differences
from counterclaim.ledger import Snapshot, changes, encode
from counterclaim.model import Decision, DecisionKind
from counterclaim.pipeline import TOOL, add
from counterclaim.read import Reading
from counterclaim.store import Store, open_store
from road import settings

BEGIN = datetime(2024, 5, 6, 12, tzinfo=UTC)
REPORTS, TOGETHER, MOMENTS, IN_A_PROCESS = 30, 3, 100, 3
CLOCK_SET_BACK = 8
"""The step at which the clock shows the day before."""


def test_e4_as_of_100_moments_is_unchanged_after_more_reports(tmp_path: Path, figure: Figure) -> None:
    chance = Random(4)
    readings = mixed(REPORTS)
    steps = [readings[start : start + TOGETHER] for start in range(0, REPORTS, TOGETHER)]
    half = len(steps) // 2
    times = [BEGIN + timedelta(days=step, seconds=chance.randrange(80_000)) for step in range(len(steps))]
    times[CLOCK_SET_BACK] -= timedelta(days=CLOCK_SET_BACK)
    path = tmp_path / "case.db"
    grow(path, steps[:half], times[:half])
    moments = list(before(times[:half], chance))
    known = answers(path, moments)
    assert len(set(known.values())) > half  # the moments fall before, between and after the steps
    exported = {moment: export(path, moment) for moment in chance.sample(moments, IN_A_PROCESS)}
    grow(path, steps[half:], times[half:])
    rule(path, times[-1] + timedelta(hours=1))
    assert answers(path, moments) == known
    assert {moment: export(path, moment) for moment in exported} == exported
    with open_store(path) as store:
        assert differences(store.snapshot(times[half - 1]), store.snapshot())  # and yet much is new
    figure(
        "E4",
        f"as of {MOMENTS} random moments, after {REPORTS // 2} more reports, a clock set back and a ruling",
        f"{len(known)} of {len(moments)} answers unchanged, {len(exported)} exports equal to the byte",
    )


def grow(path: Path, steps: Sequence[Sequence[Reading]], times: Sequence[datetime]) -> None:
    """Add reports step by step, each at its time; a report takes a second."""
    for readings, begin in zip(steps, times, strict=True):
        ticks = (begin + timedelta(seconds=number) for number in range(10_000))
        with open_store(path, create=True) as store:
            add(store, readings, settings(), ticks.__next__)


def rule(path: Path, when: datetime) -> None:
    """Write a note on a claim of the case."""
    with open_store(path) as store:
        claim = min(store.snapshot().claims)
        note = Decision("e-note", DecisionKind.NOTE, (claim,), "a desk", "to be asked again")
        store.append(changes(Snapshot(), [note]), {}, recorded=when, tool=TOOL)


def before(times: Sequence[datetime], chance: Random) -> Iterator[datetime]:
    """Yield random moments before the last step: one before all, others between steps or within one."""
    yield BEGIN - timedelta(days=1)
    for number in range(MOMENTS - 1):
        begin = chance.choice(times[:-1]) if number % 2 else times[0]
        span = timedelta(seconds=TOGETHER + 1) if number % 2 else times[-1] - begin
        yield begin + span * chance.random()


def answers(path: Path, moments: Sequence[datetime]) -> dict[datetime, str]:
    """Return a digest of everything that the case held at each moment, and of its board."""
    with open_store(path) as store:
        return {moment: answer(store, moment) for moment in moments}


def answer(store: Store, moment: datetime) -> str:
    snapshot = store.snapshot(moment)
    digest = hashlib.sha256(repr(board(snapshot)).encode())
    for fact in snapshot.facts():
        digest.update(encode(fact).encode())
    return digest.hexdigest()


def export(path: Path, moment: datetime) -> bytes:
    """Return what a process of its own exports as of a moment."""
    words = ("-c", str(path), "export", "json", "-q", "--as-of", moment.isoformat())
    command = [sys.executable, "-m", "counterclaim", *words]
    return subprocess.run(command, check=True, capture_output=True).stdout
