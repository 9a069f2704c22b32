"""F5 and F6: several processes on one case wait for each other, say so, and lose nothing."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from faulty import HERE, Commands, emptied, environment, names_of, new_case, often, state, whole
from figures import Figure
from invented import folder_of

from command_line import started
from counterclaim.board import board
from counterclaim.ledger import broken_links
from counterclaim.store import open_store

LOCKED_SECONDS = 30
A_PAGE = 1.0
"""Within how many seconds a reader must have its answer."""

WRITERS, READERS = 4, 2
REPORTS, SHARE = often(40, 120), often(24, 70)
"""How many reports there are, and how many of them each writer adds."""

DECISIONS = 250


@contextmanager
def program(name: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run one of the programs beside this file, and wait for its end."""
    command = [sys.executable, str(HERE / f"{name}.py"), *map(str, arguments)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment({})
    ) as process:
        yield process


def answer(process: subprocess.Popen[str]) -> str:
    """Let a program end, see that it ended well, and return what it said."""
    out, err = process.communicate(timeout=300)
    assert (process.returncode, err) == (0, "")
    return out


# -- F5: locked by another -------------------------------------------------------------------


def test_f5_a_locked_case_is_waited_for_and_can_be_read(
    commands: Commands, tmp_path: Path, figure: Figure
) -> None:
    first, second = (folder_of(tmp_path / f"reports-{n}", range(n, n + 4)) for n in (0, 4))
    cases = [new_case(emptied(tmp_path / journal), journal) for journal in ("wal", "delete")]
    for case in cases:
        assert commands.run(case.parent, "add", first).code == 0
    longest = 0.0
    with ExitStack() as all_at_once:
        lockers = [all_at_once.enter_context(program("locking", case, LOCKED_SECONDS)) for case in cases]
        assert [locker.stdout and locker.stdout.readline() for locker in lockers] == ["locked\n"] * 2
        writers = [all_at_once.enter_context(started("add", str(second), cwd=case.parent)) for case in cases]
        begun = time.monotonic()
        while any(locker.poll() is None for locker in lockers):
            longest = max(longest, *map(seconds_to_read, cases))
            assert all(writer.poll() is None for writer in writers)
            time.sleep(0.2)
        waited = time.monotonic() - begun
        said = [writer.communicate(timeout=60)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], said
    assert all("another process is writing to case.db; waiting" in words for words in said), said
    assert longest < A_PAGE
    for case in cases:
        assert {report.path for report in whole(case).reports.values()} == names_of(first) | names_of(second)
    figure(
        "F5", f"locked for {LOCKED_SECONDS} s, both journals", f"writers waited {waited:.0f} s and said so"
    )
    figure("F5", "longest wait of a reader meanwhile", f"{longest:.2f} s")


def seconds_to_read(case: Path) -> float:
    """Return how long it takes to open a case and look at its board."""
    begun = time.perf_counter()
    with open_store(case) as store:
        assert board(store.snapshot()).rows
    return time.perf_counter() - begun


# -- F6: many at once ------------------------------------------------------------------------


def test_f6_four_writers_make_the_ledger_of_one(commands: Commands, tmp_path: Path, figure: Figure) -> None:
    everything = folder_of(tmp_path / "all", range(REPORTS))
    assert commands.run(emptied(tmp_path / "one"), "add", everything).code == 0
    case = new_case(emptied(tmp_path / "many"), "wal")
    with ExitStack() as all_at_once:
        readers = [all_at_once.enter_context(program("watching", case)) for _ in range(READERS)]
        writers = [
            all_at_once.enter_context(started("add", str(folder), cwd=case.parent))
            for folder in overlapping(tmp_path)
        ]
        said = [writer.communicate(timeout=300)[1] for writer in writers]
        looks = [answer(reader).split() for reader in readers]
    assert all(writer.returncode in {0, 4} for writer in writers), said  # 4: another one had added it
    assert not any("locked" in words or "Traceback" in words for words in said)
    whole(case)
    assert state(case) == state(tmp_path / "one/case.db")
    seen, longest = sum(int(number) for number, _ in looks), max(float(seconds) for _, seconds in looks)
    figure(
        "F6",
        f"{WRITERS} writers of {SHARE} of {REPORTS} reports each, {READERS} readers",
        f'the ledger hash of one writer; 0 "database is locked"; {seen} looks, the longest {longest:.2f} s',
    )


def overlapping(folder: Path) -> Sequence[Path]:
    """Return folders of reports, one for each writer, which overlap and together are all."""
    chance = random.Random(6)
    shares = [set(chance.sample(range(REPORTS), SHARE)) for _ in range(WRITERS - 1)]
    last = set(range(REPORTS)).difference(*shares)
    last |= set(chance.sample(range(REPORTS), SHARE - len(last)))
    return [folder_of(folder / f"share-{number}", share) for number, share in enumerate([*shares, last])]


def test_f6_no_decision_of_four_people_is_lost(commands: Commands, tmp_path: Path, figure: Figure) -> None:
    case = tmp_path / "case.db"
    assert commands.run(tmp_path, "add", folder_of(tmp_path / "reports", range(2))).code == 0
    with ExitStack() as all_at_once:
        people = [
            all_at_once.enter_context(program("deciding", case, f"person-{number}", DECISIONS))
            for number in range(WRITERS)
        ]
        assert [answer(person) for person in people] == [""] * WRITERS
    kept = len(whole(case).decisions)
    with open_store(case) as store:
        assert list(broken_links(store.entries())) == []
    assert kept == WRITERS * DECISIONS
    figure("F6", f"{WRITERS} x {DECISIONS} decisions", f"{kept:,} kept")
