from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from command_line import Run, a_case, finished
from counterclaim.cli.demonstration import bundled_reports
from counterclaim.cli.exits import Code
from stories import dam_breach


@pytest.mark.usefixtures("here")
def test_a_demonstration_shows_every_sort_of_claim_and_what_to_type_next(tmp_path: Path) -> None:
    told = finished("demo", cwd=tmp_path)
    assert told.code == Code.OK
    assert "Traceback" not in told.err
    listed = list(csv.DictReader(io.StringIO(told.out), delimiter="\t"))
    assert {"contested", "conceded", "one_side", "not_verifiable"} <= {row["status"] for row in listed}
    assert "\n5 reports, " in told.err
    dossier = tmp_path / "counterclaim-demo" / "dossier.html"
    assert dossier.stat().st_size > 10_000
    assert dossier.as_uri() in told.err
    *_, next_command = told.err.splitlines()
    assert next_command.startswith("next: ")
    words = next_command.partition(" -m counterclaim ")[2].split()
    assert finished(*words, cwd=tmp_path).code == Code.OK


def test_a_second_demonstration_starts_afresh(command: Run, here: Path) -> None:
    first = command("demo", "-q", "--folder", "trial")
    second = command("demo", "-q", "--folder", "trial")
    assert (first.code, second.code, first.out) == (Code.OK, Code.OK, second.out)
    assert sorted(path.name for path in (here / "trial").iterdir()) == ["case.db", "dossier.html"]


def test_a_demonstration_never_touches_a_case_that_is_not_its_own(command: Run, here: Path) -> None:
    case = a_case(here / "case.db", dam_breach())
    before = case.read_bytes()
    told = command("demo", "--folder", ".")
    assert told.code == Code.USAGE
    assert "--folder" in told.err
    assert case.read_bytes() == before


def test_a_demonstration_never_touches_a_page_that_is_not_its_own(command: Run, here: Path) -> None:
    (here / "dossier.html").write_text("mine")
    assert command("demo", "--folder", ".").code == Code.USAGE
    assert (here / "dossier.html").read_text() == "mine"


def test_a_dry_run_of_the_demonstration_makes_nothing(command: Run, here: Path) -> None:
    assert command("demo", "-n").code == Code.OK
    assert list(here.iterdir()) == []


def test_only_the_reports_of_the_bundled_case_are_read() -> None:
    assert len(bundled_reports()) == 5
    assert all(path.name.startswith("demo-") for path in bundled_reports())
