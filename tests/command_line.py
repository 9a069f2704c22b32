"""Running commands as a user does: in this process where that is enough, else in one of their own."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from counterclaim.ledger import Snapshot, changes
from counterclaim.store import open_store

NOON = datetime(2024, 3, 2, 12, tzinfo=UTC)
"""When the facts of a made case were recorded."""

OURS = ("COUNTERCLAIM_CASE", "NO_COLOR", "FORCE_COLOR", "COLUMNS")
"""What of the environment changes what a command does; a test sets it itself or does without."""


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


def started(*arguments: str, cwd: Path, **environment: str) -> subprocess.Popen[str]:
    """Start a command as a process of its own."""
    clean = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.Popen(
        [sys.executable, "-m", "counterclaim", *arguments],
        cwd=cwd,
        env=clean | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def finished(*arguments: str, cwd: Path, **environment: str) -> Ended:
    """Run a command as a process of its own to its end."""
    with started(*arguments, cwd=cwd, **environment) as process:
        out, err = process.communicate(timeout=60)
    return Ended(process.returncode, out, err)


def a_case(path: Path, snapshot: Snapshot) -> Path:
    """Make the case that holds the facts of `snapshot`; the raw bytes of a report are its text."""
    raw = {report.sha256: report.text.encode() for report in snapshot.reports.values()}
    with open_store(path, create=True) as store:
        store.append(changes(Snapshot(), snapshot.facts()), raw, recorded=NOON, tool="test 1")
    return path


def alter(case: Path, *statements: str) -> None:
    """Change a case behind the program's back, and cover one's tracks: the triggers are there again after."""
    with closing(sqlite3.connect(case)) as connection, connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, trigger in triggers:
            connection.execute(trigger)
