from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import Run
from counterclaim.cli.exits import Code
from counterclaim.cli.exporting import write_atomically
from counterclaim.export import EXPORTERS, FORMATS, Exporter, exporter
from counterclaim.store import open_store

pytestmark = pytest.mark.usefixtures("dam")


@pytest.mark.parametrize("known", EXPORTERS, ids=lambda known: known.name)
def test_an_export_is_byte_for_byte_what_the_exporter_writes(
    command: Run, dam: Path, here: Path, known: Exporter
) -> None:
    with open_store(dam) as store:
        content = known.write(store.snapshot())
    command("export", known.name, "-o", "export.out")
    assert (here / "export.out").read_bytes() == content


def test_an_export_to_stdout_keeps_every_byte_too(dam: Path, here: Path) -> None:
    with open_store(dam) as store:
        content = exporter("csv-excel").write(store.snapshot())
    words = [sys.executable, "-m", "counterclaim", "-c", str(dam), "export", "csv-excel"]
    assert subprocess.run(words, cwd=here, capture_output=True, check=True).stdout == content


def test_an_export_to_a_file_says_its_size_and_what_is_in_it(command: Run, here: Path) -> None:
    told = command("export", "html", "-o", "dossier.html")
    size = (here / "dossier.html").stat().st_size
    assert (told.code, told.out) == (Code.OK, "")
    counts = "2 reports, 8 statements, 4 claims, 3 contested (1 of them only denied)"
    assert told.err == f"wrote dossier.html ({size:,} bytes): {counts}\n"
    assert sorted(path.name for path in here.iterdir() if path.name.endswith(".part")) == []


def test_without_a_format_those_there_are_are_listed(command: Run) -> None:
    listed = json.loads(command("export", "--json").out)
    assert [row["format"] for row in listed] == [known.name for known in FORMATS]


def test_an_unknown_format_is_a_usage_error_that_names_those_there_are(command: Run) -> None:
    told = command("export", "docx")
    assert told.code == Code.USAGE
    assert all(known.name in told.err for known in FORMATS)


def test_an_export_never_replaces_the_case(command: Run, dam: Path) -> None:
    before = dam.read_bytes()
    assert command("export", "json", "-o", "case.db").code == Code.USAGE
    assert dam.read_bytes() == before


def test_a_dry_run_writes_no_export(command: Run, here: Path) -> None:
    assert "nothing was written" in command("export", "json", "-n", "-o", "ledger.json").err
    assert not (here / "ledger.json").exists()


@pytest.mark.parametrize(
    ("target", "reason"),
    [("missing/ledger.json", "missing/ledger.json: No such file or directory"), (".", ": Is a directory")],
)
def test_a_place_that_cannot_be_written_is_named(command: Run, target: str, reason: str) -> None:
    told = command("export", "json", "-o", target)
    assert told.code == Code.ERROR
    assert told.err.startswith("counterclaim: ")
    assert told.err.endswith(f"{reason}\n")


def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(here: Path) -> None:
    (here / "real.json").write_text("old")
    (here / "link.json").symlink_to("real.json")
    write_atomically(here / "link.json", b"new")
    assert (here / "link.json").is_symlink()
    assert (here / "real.json").read_text() == "new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    device = Path("/dev/null")
    write_atomically(device, b"new")
    assert device.is_char_device()
