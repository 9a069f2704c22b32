from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import Run
from counterclaim.cli import formats
from counterclaim.cli.exits import Code
from counterclaim.cli.exporting import write_atomically
from counterclaim.export import (
    CHRONICLERS,
    EXPORTERS,
    FORMATS,
    SCHEMAS,
    Chronicler,
    Exporter,
    chronicle,
    exporter,
)
from counterclaim.store import open_store

pytestmark = pytest.mark.usefixtures("dam")


@pytest.mark.parametrize("known", EXPORTERS, ids=lambda known: known.name)
def test_an_export_is_byte_for_byte_what_the_exporter_writes(
    command: Run, dam: Path, here: Path, known: Exporter
) -> None:
    with open_store(dam) as store:
        content = known.write(store.snapshot())
    target = f"export{known.suffix}"
    since = ("--since", "2024-03-01") if known.since else ()  # of a moment before the case, nothing is told
    told = command("export", known.name, "-o", target, *since)
    assert (here / target).read_bytes() == content
    assert f"wrote {target} ({known.rows(content)}; {len(content):,} bytes)" in told.err


def test_an_archive_says_its_lines_wherever_it_goes(command: Run, here: Path) -> None:
    shown = command("export", "archive")
    lines = shown.out.count("\n")
    assert shown.err.startswith(f"{lines} lines: 2 reports")
    size = f"{lines} lines; {len(shown.out.encode()):,} bytes"
    assert f"would write a.jsonl ({size})" in command("export", "archive", "-n", "-o", "a.jsonl").err
    assert not (here / "a.jsonl").exists()
    assert f"wrote a.jsonl ({size}): 2 reports" in command("export", "archive", "-o", "a.jsonl").err
    assert (here / "a.jsonl").read_text() == shown.out


@pytest.mark.parametrize("known", CHRONICLERS, ids=lambda known: known.name)
def test_a_feed_is_made_of_the_log(command: Run, dam: Path, here: Path, known: Chronicler) -> None:
    with open_store(dam) as store:
        content = known.write(chronicle(store))
    command("export", known.name, "-o", "feed")
    assert (here / "feed").read_bytes() == content


def test_a_feed_of_the_past_holds_what_had_happened_then(command: Run) -> None:
    for moment in ("2024-03-01", "#0"):
        told = command("export", "jsonfeed", "--as-of", moment)
        assert (told.code, json.loads(told.out)["items"]) == (Code.OK, [])


def test_a_number_is_an_entry_only_behind_its_sign(command: Run) -> None:
    assert command("export", "jsonfeed", "--as-of", "#3").code is Code.OK
    told = command("export", "jsonfeed", "--as-of", "3")
    assert "'3' is no moment" in told.err


@pytest.mark.parametrize("known", [one for one in EXPORTERS if one.files], ids=lambda known: known.name)
def test_a_format_of_several_files_is_written_into_a_folder(
    command: Run, dam: Path, here: Path, known: Exporter
) -> None:
    (here / "out").mkdir()
    (here / "out" / "mine.txt").write_text("mine")
    with open_store(dam) as store:
        snapshot = store.snapshot()
    assert known.files is not None
    files = dict(known.files(snapshot))
    told = command("export", known.name, "-o", "out")
    found = {path.relative_to(here / "out").as_posix(): path for path in (here / "out").rglob("*")}
    assert {name: path.read_bytes() for name, path in found.items() if path.is_file()} == {
        **files,
        "mine.txt": b"mine",
    }
    assert told.err.startswith(f"wrote {len(files)} files into out ({known.rows(known.write(snapshot))})")


def test_a_dry_run_makes_no_folder(command: Run, here: Path) -> None:
    assert "would write 2 files into out" in command("export", "graph", "-n", "-o", "out").err
    assert not (here / "out").exists()


def test_an_export_to_stdout_says_how_much_is_in_it(command: Run) -> None:
    told = command("export", "csv")
    assert told.out.count("\r\n") == 9
    assert told.err == "8 rows: 2 reports, 8 statements, 4 claims, 3 contested (1 of them only denied)\n"


def test_a_brief_tells_what_is_new_since_the_day_before(command: Run) -> None:
    told = command("export", "brief")  # the case is of 2024: nothing is new since yesterday
    assert "since: " in told.out
    assert "Nothing to tell under: New since" in told.out


def test_the_verb_for_a_brief_writes_what_the_export_does(command: Run, here: Path) -> None:
    exported = command("export", "brief", "--since", "2024-03-01")
    told = command("brief", "--since", "2024-03-01", "-o", "brief.md")
    assert (told.code, (here / "brief.md").read_text()) == (Code.OK, exported.out)


def test_a_brief_since_a_moment_before_the_case_says_that_it_tells_of_nothing_new(command: Run) -> None:
    told = command("export", "brief", "--since", "2024-03-01")
    assert "the case held nothing at the end of 2024-03-01" in told.err
    assert "New since" not in told.out


def test_a_brief_tells_what_is_new_since_an_entry(command: Run) -> None:
    since = command("export", "brief", "--since", "#1")
    assert 'since: "entry ' in since.out
    assert "New since entry " in since.out
    nothing = command("export", "brief", "--since", "#0")
    assert "the case held nothing at entry 0" in nothing.err


def test_the_day_before_is_meant_from_the_entry_as_of_which_a_brief_tells(command: Run) -> None:
    told = command("export", "brief", "--as-of", "#3")
    assert "the case held nothing at the end of 2024-03-01" in told.err


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("brief", "--since", "#1000000"), "there is no entry 1000000"),
        (("brief", "--as-of", "2024-02-01", "--since", "#1"), "is later than what is exported"),
        (("brief", "--since", "2023"), "'2023' is no moment"),
        (("csv", "--since", "yesterday"), "--since has no part in csv: it is for brief"),
        (("brief", "--since", "soon"), "'soon' is no moment"),
        (("brief", "--since", "2999-01-01"), "is later than what is exported"),
        (("csv", "--schema"), "csv has no schema of ours; there are schemas of: json, jsonl"),
        (("archive", "--as-of", "2024-03-01"), "leave --as-of out"),
    ],
)
def test_what_cannot_be_asked_of_a_format_is_said(command: Run, words: tuple[str, ...], reason: str) -> None:
    told = command("export", *words)
    assert told.code == Code.USAGE
    assert reason in told.err


def test_the_schemas_can_be_had(command: Run) -> None:
    for name, schema in SCHEMAS.items():
        assert json.loads(command("export", name, "--schema").out) == schema()


def test_the_help_lists_the_formats_with_what_each_is_for(command: Run) -> None:
    told = " ".join(command("export", "--help").out.split())
    assert [f"{name} {what} ({opens})" in told for name, what, opens in formats.FORMATS] == [True] * len(
        FORMATS
    )
    assert list(formats.FORMATS) == [(known.name, known.help, known.opens) for known in FORMATS]


def test_without_what_writes_parquet_the_next_step_is_said(
    command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    told = command("export", "parquet")
    assert (told.code, told.out) == (Code.USAGE, "")
    assert "pip install 'counterclaim[parquet]'" in told.err


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
    assert told.err == f"wrote dossier.html (1 page; {size:,} bytes): {counts}\n"
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
