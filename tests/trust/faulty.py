"""Running real commands on a bad disk, killing them, and looking at what they leave behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pytest

from command_line import OURS
from counterclaim.ledger import Fact, Snapshot, encode, ledger_hash
from counterclaim.model import Mentions, Proposition, Referent, Report, Statement
from counterclaim.read import Details, Reading, read
from counterclaim.store import open_store
from counterclaim.store.connect import sqlite_module

HERE = Path(__file__).parent
SOAKING = bool(os.environ.get("COUNTERCLAIM_SOAK"))
TOLD_ALONE = ("report", "referent", "mentions", "statement", "proposition")
"""The kinds of fact that depend on one report's bytes alone."""

COMPARING = "comparing"
"""The progress line that follows the one of the last report."""

SQLITE: Any = sqlite_module()


def often(everyday: int, long: int) -> int:
    """Return how often something is done: in `make trust`, or in `make soak`."""
    return long if SOAKING else everyday


def library(folder: Path) -> Path:
    """Compile the bad disk; without a compiler, or not on Linux, what needs it is skipped and says so."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("NOT TESTED: needs Linux and a C compiler (Debian: the package gcc)")
    made = folder / "faults.so"
    if not made.exists():
        source = HERE / "faults.c"
        options = ["-O2", "-Wall", "-Werror", "-shared", "-fPIC"]
        subprocess.run([compiler, *options, "-o", str(made), str(source), "-ldl"], check=True)
    return made


def environment(faults: Mapping[str, object]) -> dict[str, str]:
    """Return the environment of a clean command with `faults`."""
    clean = {name: value for name, value in os.environ.items() if name not in OURS}
    search = os.pathsep.join((str(HERE.parent), os.environ.get("PYTHONPATH", "")))
    return clean | {"PYTHONPATH": search} | {name: str(value) for name, value in faults.items()}


# -- Commands --------------------------------------------------------------------------------


@dataclass
class Command:
    """One command that runs, or ran, in a process forked for it."""

    commands: Commands
    process: int
    out: Path
    err: Path
    code: int | None = None
    begun: float = field(default_factory=time.monotonic)

    def kill(self) -> None:
        """Kill it with signal 9, whatever it is doing, unless it has ended."""
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)

    def wait(self) -> int:
        """Wait for its end, and return its exit code, or the signal that killed it as a negative number."""
        if self.code is None:
            self.code = int(self.commands.answer())
        return self.code

    def said(self) -> str:
        """Return what it wrote to standard error."""
        return self.err.read_text(encoding="utf-8", errors="replace") if self.err.exists() else ""

    def acknowledged(self) -> set[str]:
        """Return the paths of the reports it said were written."""
        return acknowledged(self.said())


def acknowledged(said: str) -> set[str]:
    """Return the paths of the reports that are written, by what a command said: each but the last begun."""
    begun = [line[2:] for line in said.split("\n")[:-1] if line.startswith("  ")]
    return set(begun[:-1])


class Commands:
    """Runs commands one after the other in forks of a process that has everything loaded."""

    def __init__(self, folder: Path, bad_disk: Path) -> None:
        self._folder = folder
        self._count = 0
        self._server = subprocess.Popen(
            [sys.executable, str(HERE / "forking.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment({"LD_PRELOAD": bad_disk}),
        )
        assert self.answer() == "ready"

    def start(self, folder: Path, *arguments: object, **faults: object) -> Command:
        """Start a command in `folder`, on a disk with `faults`."""
        self._count += 1
        out, err = (self._folder / f"{self._count}.{stream}" for stream in ("out", "err"))
        request = {
            "arguments": [str(argument) for argument in arguments],
            "folder": str(folder),
            "environment": {name: str(value) for name, value in faults.items()},
            "out": str(out),
            "err": str(err),
        }
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()
        return Command(self, int(self.answer()), out, err)

    def run(self, folder: Path, *arguments: object, **faults: object) -> Command:
        """Run a command to its end."""
        command = self.start(folder, *arguments, **faults)
        command.wait()
        return command

    def answer(self) -> str:
        """Return the next line that the server says."""
        assert self._server.stdout is not None
        return self._server.stdout.readline().strip()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._server as server:
            assert server.stdin is not None
            server.stdin.close()


# -- What is left behind ---------------------------------------------------------------------


def no_case(path: Path) -> bool:
    """Say whether there is no case yet: no file, or one in which nothing was ever committed."""
    if not path.exists():
        return True
    with closing(SQLITE.connect(path)) as connection:
        return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def state(path: Path) -> str:
    """Return the ledger hash of a case; "" where there is none yet."""
    if no_case(path):
        return ""
    with open_store(path) as store:
        return ledger_hash(store.snapshot())


def states_of(case: Path) -> list[str]:
    """Return the ledger hash after each commit of a case, in order."""
    with open_store(case) as store:
        moments = sorted({entry.recorded for entry in store.entries()})
        return [ledger_hash(store.snapshot(moment)) for moment in moments]


def whole(path: Path) -> Snapshot:
    """Return what a case holds, having seen that nothing in it is damaged."""
    if no_case(path):
        return Snapshot()
    with closing(SQLITE.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with open_store(path) as store:
        assert list(store.damages()) == []
        return store.snapshot()


def by_report(snapshot: Snapshot) -> dict[str, list[str]]:
    """Return all that is told of each report alone, by the report's path."""
    found: dict[str, list[str]] = {report.path: [] for report in snapshot.reports.values()}
    for fact in snapshot.facts(TOLD_ALONE):
        found[snapshot.reports[_report_of(fact, snapshot)].path].append(encode(fact))
    return found


def _report_of(fact: Fact, snapshot: Snapshot) -> str:
    match fact:
        case Report():
            return fact.id
        case Proposition():
            return snapshot.statements[fact.statement].report
        case Referent() | Mentions() | Statement():
            return fact.report
    raise AssertionError(fact)


def names_of(folder: Path) -> set[str]:
    """Return the paths that the reports of `folder` have in the ledger."""
    return {one.report.path for one in read(folder, Details()) if isinstance(one, Reading)}


# -- Journals --------------------------------------------------------------------------------

JOURNALS = ("", "wal", "delete")
"""How a case begins: not at all, or empty with the one or the other journal that SQLite may keep."""


def emptied(folder: Path) -> Path:
    """Return `folder` with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def new_case(folder: Path, journal: str) -> Path:
    """Return where a case is, or is to be, in `folder`: it is made unless no journal is named."""
    case = folder / "case.db"
    if journal:
        open_store(case, create=True).close()
        with closing(SQLITE.connect(case)) as connection:
            assert connection.execute(f"PRAGMA journal_mode = {journal}").fetchone() == (journal,)
    return case


def copied(case: Path, folder: Path) -> Path:
    """Copy a case, with its journal where it has one, into an emptied folder."""
    for file in [case.parent / name for name in files_of(case)]:
        shutil.copy2(file, folder)
    return folder / case.name


def files_of(case: Path) -> list[str]:
    """Return the names of a case's files."""
    return sorted(file.name for file in case.parent.glob(f"{case.name}*"))
