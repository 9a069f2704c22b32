from __future__ import annotations

from pathlib import Path

import pytest

from command_line import OURS, Ended, Run, a_case
from counterclaim.cli.process import run
from stories import dam_breach


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to an empty folder, with nothing in the environment that would change a command."""
    monkeypatch.chdir(tmp_path)
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def command(here: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a function that runs a command in the empty folder and says how it ended."""
    del here

    def finished_here(*arguments: str) -> Ended:
        capsys.readouterr()
        code = run(arguments)
        told = capsys.readouterr()
        return Ended(code, told.out, told.err)

    return finished_here


@pytest.fixture
def dam(here: Path) -> Path:
    """Make `case.db` of the story of a dam."""
    return a_case(here / "case.db", dam_breach())
