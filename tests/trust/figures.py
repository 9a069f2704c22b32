"""What every test of trust shares: where its figure goes, and a disk that can be made to fail.

A test is named for the mark it is about: `test_f1_...` for F1. `bench/trust.py` runs them all and
makes one table of the figures; `pytest` without arguments does not run them.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faulty import Commands, library

FIGURES = "COUNTERCLAIM_TRUST_FIGURES"
"""The environment variable that names the file of figures and outcomes: a JSON object a line."""

_ID = re.compile(r"test_([a-z]\d+)_")

Figure = Callable[[str, str, object], None]


def note(**said: object) -> None:
    """Add a line to the file of figures, where there is one."""
    if path := os.environ.get(FIGURES):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(said) + "\n")


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Give a function that records a figure: the mark it belongs to, what was measured, and how much."""

    def record(mark: str, what: str, measured: object) -> None:
        print(f"{mark} {what}: {measured}")  # noqa: T201 - `pytest -s` shows it
        note(mark=mark, test=request.node.nodeid, what=what, measured=str(measured))

    return record


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Record how a test ended: with the mark in its name, for a test that failed gave no figure."""
    if report.when == "call" or report.outcome != "passed":
        found = _ID.search(report.nodeid.rpartition("::")[2])
        expected = getattr(report, "wasxfail", None)  # a failure that is known, with its reason
        why = report.longrepr[2] if report.skipped and isinstance(report.longrepr, tuple) else expected or ""
        note(
            mark=found[1].upper() if found else None,
            test=report.nodeid,
            outcome="known" if report.skipped and expected is not None else report.outcome,
            why=str(why),
        )


@pytest.fixture(scope="session")
def bad_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the compiled library that makes a disk fail."""
    return library(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def commands(tmp_path_factory: pytest.TempPathFactory, bad_disk: Path) -> Iterator[Commands]:
    """Give what runs commands quickly, on that disk."""
    with Commands(tmp_path_factory.mktemp("streams"), bad_disk) as running:
        yield running
