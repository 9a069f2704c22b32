"""Run the tests of trust, print one table of what they measured, and write it to `docs/trust.md`.

    python bench/trust.py [--soak] [--again] [MARK ...]

With --soak the long version is run (ten times as many kills, power cuts and so on). With --again the
marks that are not reached are tried once more, one test after the other, and that is told: on a busy
machine seconds are missed. With marks (F1, E4) only their tests are run, and nothing is written. Ends
with 1 where a mark is not reached.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS, PAGE, MARKS = ROOT / "tests" / "trust", ROOT / "docs" / "trust.md", ROOT / "bench" / "trust.toml"

ON_ALL_CORES = ("--numprocesses", "auto", "--maxprocesses", "4", "--dist", "worksteal")
"""How the tests are run: beside one another; marks in seconds must hold on a busy machine, too."""

PASS, FAIL, IN_PART, NOT_TESTED, LATER = "pass", "FAIL", "in part", "not tested here", "not yet tested"
"""How a mark may stand; "in part": a test of it was skipped, or is known to fail, and why is told."""

HEADER = """# Trust

What must hold so that a case can be relied on for months and shown to a court, and the numbers that show
it. Every test works on real files with the real program: it is killed, its writes fail or are lost, several
processes write at once, bits are turned. Written by `make {word}` ({size}, {minutes} min); do not edit by
hand. [How the tests work](#how-the-tests-work) stands below.

| | test | must hold | measured | |
|---|---|---|---|---|
"""

HOW = """
## How the tests work

- **Kills (F1).** `counterclaim add` is killed with signal 9: half of the times from outside at a random
  moment, half of the times at a random write to the case's files, that is, within a commit. A report counts
  as acknowledged when the program has said that it goes on to the next one. After each kill all pages,
  hashes, references and texts are checked, each report that is there is compared fact by fact with the one of
  an unbroken run, and the same command is run again, half of the times to be killed again.
- **Disks (F2, F4).** A small C library, `tests/trust/faults.c`, is put between the program and the C library;
  it lets the n-th write, truncation, sync or removal fail, or the disk be full. A failure after the last
  commit, while only the journal is tidied, loses nothing and is no failure of the command. The full disk of
  F4 is a real one too, a tmpfs, where the system lets anybody mount one.
- **Power cuts (F3).** The same library writes down every operation with its data. At a random point each
  write since its file's last sync is kept, lost, or torn into sectors of 512 bytes of which some are kept; a
  file that was made may be gone, and one that was removed may be back, until its folder was synced.
- **Both journals.** F1 to F5 are run with the write-ahead log and with the rollback journal, which a case has
  where the [SQLite at hand](decisions/0002-sqlite-version-guard.md) may not be trusted with the former.
- **Rot (F7).** Flips that hit nothing stored (free pages, the unused ends of pages) are counted apart, and
  each is proved harmless: same log, same facts, same raw bytes, same search, same hash. A file whose first
  pages are gone is refused and named; no program can rebuild from it, so keep copies.
- **Stops (F12).** Moments count from when the program listens: in the hundredth of a second before, in which
  Python itself starts, nothing has begun that could be lost, but Ctrl-C is answered with a traceback.
- **What is not shown.** A write-ahead log that rots before it was taken over looks like one that was cut
  off, so the last commits would be missing without a word: write down the head that `verify` prints.

`make trust` takes some minutes and is no part of `make test`; `make soak` is the long version.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    mark: str
    test: str
    must: str
    measured: tuple[str, ...]
    result: str


def main(words: Sequence[str] | None = None) -> int:
    """Run the tests, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--soak", action="store_true", help="run the long version")
    parser.add_argument("--again", action="store_true", help="try marks that are not reached once more")
    parser.add_argument("marks", nargs="*", help="run only the tests of these marks")
    given = parser.parse_args(words)
    only = [mark.upper() for mark in given.marks]
    begun = time.monotonic()
    marks = tomllib.loads(MARKS.read_text(encoding="utf-8"))
    code, noted = run(only, soak=given.soak, beside=ON_ALL_CORES)
    missed = [row.mark for row in rows(marks, noted, only) if row.result == FAIL]
    if given.again and missed and "?" not in missed:
        print(f"not reached, tried once more: {', '.join(missed)}")
        code, anew = run(missed, soak=given.soak)
        noted = tried_again(missed, noted, anew)
    table = rows(marks, noted, only)
    show(table)
    if not only:
        PAGE.write_text(page(table, (time.monotonic() - begun) / 60, soak=given.soak), encoding="utf-8")
    return int(code not in {0, 5} or any(row.result == FAIL for row in table))


def run(
    only: Sequence[str], *, soak: bool, beside: Sequence[str] = ()
) -> tuple[int, list[Mapping[str, str]]]:
    """Run the tests; return pytest's exit code, and what the tests noted."""
    chosen = ["-k", " or ".join(f"test_{mark.lower()}_" for mark in only)] if only else []
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", *beside, str(TESTS), *chosen]
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder, "figures.jsonl")
        notes.touch()
        environment = os.environ | {"COUNTERCLAIM_TRUST_FIGURES": str(notes)}
        environment |= {"COUNTERCLAIM_SOAK": "1"} if soak else {}
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        lines = notes.read_text(encoding="utf-8").splitlines()
    return code, [json.loads(line) for line in lines]


def tried_again(
    missed: Sequence[str], noted: Iterable[Mapping[str, str]], anew: Iterable[Mapping[str, str]]
) -> list[Mapping[str, str]]:
    """Return what was noted, of the marks that were missed at first what was noted the second time."""
    told = [
        {"mark": mark, "test": "tries", "what": "tries", "measured": "2, the first missed"} for mark in missed
    ]
    return [*(one for one in noted if one["mark"] not in missed), *anew, *told]


def rows(
    marks: Mapping[str, Mapping[str, str]], noted: Sequence[Mapping[str, str]], only: Sequence[str]
) -> list[Row]:
    """Return a line for each mark, in the order of `marks`, and for what was measured beside them."""
    beside = sorted({str(one["mark"]) for one in noted if one["mark"]} - marks.keys())
    nameless = [one["test"] for one in noted if not one["mark"] and one.get("outcome") == "failed"]
    table = [_row(mark, marks.get(mark, {}), noted) for mark in [*marks, *beside] if not only or mark in only]
    return [*table, *(Row("?", test, "", (), FAIL) for test in nameless)]


def _row(mark: str, told: Mapping[str, str], noted: Sequence[Mapping[str, str]]) -> Row:
    figures = (one for one in noted if one["mark"] == mark and "what" in one)
    measured = tuple(dict.fromkeys(f"{one['what']}: {one['measured']}" for one in figures))
    tests = {one["test"] for one in noted if one["mark"] == mark}
    ended = [one for one in noted if one["test"] in tests and "outcome" in one]
    known = (f"known to fail: {one['why']}" for one in ended if one["outcome"] == "known")
    skipped = (one["why"] for one in ended if one["outcome"] == "skipped")
    but = tuple(sorted({*known, *skipped}))
    later = (told["later"],) if "later" in told else ()
    result = LATER if later else _result(ended, measured)
    return Row(mark, told.get("test", ""), told.get("must", ""), (*measured, *but, *later), result)


def _result(ended: Iterable[Mapping[str, str]], measured: Sequence[str]) -> str:
    """Return how the tests of a mark ended together; a mark of which nothing was measured is not reached."""
    outcomes = {one["outcome"] for one in ended}
    if "failed" in outcomes or not outcomes:
        return FAIL
    if "passed" not in outcomes:
        return NOT_TESTED
    if not measured:
        return FAIL
    return PASS if outcomes == {"passed"} else IN_PART


def show(table: Sequence[Row]) -> None:
    """Print the table."""
    for row in table:
        print(f"{row.mark:<4} {row.result:<8} {row.test}")
        print(f"{'':<14}must: {row.must}")
        for line in row.measured or ("nothing measured",):
            print(f"{'':<14}{line}")


def page(table: Sequence[Row], minutes: float, *, soak: bool) -> str:
    """Return the page of the documentation."""
    word, size = ("soak", "the long version") if soak else ("trust", "the everyday size")
    cells = ((row.mark, row.test, row.must, "; ".join(row.measured), row.result) for row in table)
    lines = [f"| {' | '.join(map(_cell, row))} |" for row in cells]
    return HEADER.format(word=word, size=size, minutes=round(minutes)) + "\n".join(lines) + "\n" + HOW


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    sys.exit(main())
