from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_line import Run, finished, started
from counterclaim.cli.exits import Code
from counterclaim.ledger import ledger_hash
from counterclaim.store import open_store

STRIKE = """Ferries stay in port

The ferry company said on Monday that two of its ships had left Easthaven. The crews' union denied
that any ship had left Easthaven.
"""

COURT = """Appeal over the quarry

Judge Lena Ortiz said that the quarry would stay closed. The mining company announced that it would appeal.
"""

FLOOD = """River leaves its bed

Mayor Ida Nowak said that 30 houses in Altbruck had been flooded.
The water board admitted that a gate had failed.
"""

TEXTS = {"ferries.txt": STRIKE, "quarry.txt": COURT, "river.txt": FLOOD}

BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "binary.txt": b"\x89PNG\r\n\x1a\n\x00\x00",
    "latin.txt": "Der Bürgermeister".encode("latin-1"),
    "table.xlsx": b"PK\x03\x04",
    "records.jsonl": b'{"id": "a", "text": "The mayor said so."}\n{"id": "b", "text": \n{"id": "c"}\n',
}

REASON = {
    "empty.txt": "empty.txt: the file has no text",
    "blank.txt": "blank.txt: the file has no text",
    "binary.txt": "binary.txt: this is not a text",
    "latin.txt": "latin.txt: not UTF-8 at byte 5",
    "table.xlsx": "table.xlsx: no reader for .xlsx",
    "records.jsonl": "records.jsonl:2: not JSON",
}


@pytest.fixture
def reports(here: Path) -> Path:
    folder = here / "reports"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def held(case: Path) -> set[str]:
    with open_store(case) as store:
        return {report.path for report in store.snapshot().reports.values()}


def state(case: Path) -> str:
    with open_store(case) as store:
        return ledger_hash(store.snapshot())


# -- init ------------------------------------------------------------------------------------


def test_init_makes_an_empty_case_and_says_what_to_type_next(command: Run, here: Path) -> None:
    told = command("init", "flood.db")
    assert (told.code, told.out) == (Code.OK, "")
    assert told.err.splitlines()[-1] == "next: counterclaim -c flood.db add PATH..."
    assert held(here / "flood.db") == set()


def test_init_leaves_a_file_that_is_there_as_it_is(command: Run, here: Path) -> None:
    (here / "case.db").write_text("mine")
    told = command("init")
    assert told.code == Code.USAGE
    assert "there already" in told.err
    assert (here / "case.db").read_text() == "mine"


def test_init_makes_nothing_in_a_dry_run(command: Run, here: Path) -> None:
    assert command("init", "-n").code == Code.OK
    assert not (here / "case.db").exists()


# -- add -------------------------------------------------------------------------------------


def test_add_makes_the_case_and_ends_with_the_counts_and_the_next_command(
    command: Run, reports: Path
) -> None:
    told = command("add", str(reports))
    assert (told.code, told.out) == (Code.OK, "")
    lines = told.err.splitlines()
    assert lines[0] == "there was no case: made case.db"
    assert lines[1:5] == ["  ferries.txt", "  quarry.txt", "  river.txt", "  comparing"]
    assert lines[5].startswith("3 reports, ")
    assert lines[5].endswith(" s)")
    assert lines[-1].startswith("next: counterclaim claims")


def test_add_takes_what_is_told_of_a_report(command: Run, here: Path, reports: Path) -> None:
    told = ("--outlet", "Harbour Post", "--published", "2024-03-04", "--title", "Ferries")
    assert command("add", "-q", str(reports / "ferries.txt"), *told, "--language", "en").code == Code.OK
    with open_store(here / "case.db") as store:
        (report,) = store.snapshot().reports.values()
    assert (report.outlet, report.title) == ("Harbour Post", "Ferries")
    assert report.published is not None
    assert report.published.timex == "2024-03-04"


@pytest.mark.parametrize("told", [("--published", "yesterday"), ("--language", "xx")])
def test_add_refuses_details_that_would_be_wrong_for_every_report(
    command: Run, here: Path, reports: Path, told: tuple[str, str]
) -> None:
    ended = command("add", str(reports), *told)
    assert ended.code == Code.USAGE
    assert told[1] in ended.err
    assert not (here / "case.db").exists()


def test_add_says_as_json_what_came_of_it(command: Run, reports: Path) -> None:
    (reports / "empty.txt").touch()
    told = json.loads(command("add", str(reports), "--json").out)
    assert [report["path"] for report in told["added"]] == sorted(TEXTS)
    assert [(problem["kind"], problem["path"]) for problem in told["problems"]] == [("empty", "empty.txt")]
    assert told["case"]["reports"] == 3


def test_a_dry_run_tells_and_writes_nothing(command: Run, here: Path, reports: Path) -> None:
    (reports / "empty.txt").touch()
    told = command("add", "-n", str(reports))
    assert told.code == Code.PARTLY_DONE
    assert "empty.txt: the file has no text" in told.err
    assert told.err.endswith("would add 3 reports to case.db; nothing was written\n")
    assert not (here / "case.db").exists()


def test_a_dry_run_knows_what_the_case_holds(command: Run, reports: Path) -> None:
    command("add", str(reports / "ferries.txt"))
    told = command("add", "-n", str(reports))
    assert "ferries.txt: is in the case already" in told.err
    assert "would add 2 reports" in told.err


def test_copies_of_one_text_are_named_and_not_counted_twice(command: Run, reports: Path) -> None:
    long = STRIKE + " ".join(f"The {number} passengers waited for news in the hall." for number in range(40))
    (reports / "ferries.txt").write_text(long)
    (reports / "same.txt").write_text(long + "\nEnd.\n")
    told = command("add", str(reports))
    assert "copies of one text, counted once: ferries.txt, same.txt" in told.err


def test_what_is_kept_but_doubtful_is_named_and_is_no_failure(command: Run, reports: Path) -> None:
    (reports / "meta.json").write_text('{"ferries.txt": {"published": "soon"}}')
    told = command("add", str(reports))
    assert told.code == Code.OK
    assert "kept, but look at it:\n- ferries.txt" in told.err


# -- Bad input -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_input_is_named_with_its_reason_and_everything_else_is_kept(
    command: Run, here: Path, reports: Path, name: str
) -> None:
    (reports / name).write_bytes(BAD[name])
    told = command("add", str(reports))
    assert told.code == Code.PARTLY_DONE
    assert REASON[name] in told.err
    assert "Traceback" not in told.err
    assert held(here / "case.db") >= set(TEXTS)
    assert REASON[name] in command("status").out


def test_the_good_lines_of_a_broken_file_are_kept(command: Run, here: Path, reports: Path) -> None:
    (reports / "records.jsonl").write_bytes(BAD["records.jsonl"])
    told = command("add", str(reports / "records.jsonl"))
    assert "records.jsonl:2: not JSON" in told.err
    assert "records.jsonl:3: " in told.err
    assert held(here / "case.db") == {"records.jsonl#a"}


@pytest.mark.parametrize("path", ["nowhere.txt", "https://coast.example/flood"])
def test_a_path_that_is_not_there_is_named_and_everything_else_is_kept(
    command: Run, here: Path, reports: Path, path: str
) -> None:
    told = command("add", path, str(reports / "river.txt"))
    assert told.code == Code.PARTLY_DONE
    assert "set aside, and why:\n- " in told.err
    assert held(here / "case.db") == {"river.txt"}


def test_a_report_added_twice_is_counted_once(command: Run, here: Path, reports: Path) -> None:
    command("add", str(reports))
    before = state(here / "case.db")
    told = command("add", str(reports / "river.txt"))
    assert told.code == Code.PARTLY_DONE
    assert "in the case already:\n- river.txt: the same bytes" in told.err
    assert state(here / "case.db") == before


# -- Ctrl-C ----------------------------------------------------------------------------------


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let processes started here be interrupted, even where the tests run in the background of a shell."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interruption_keeps_what_was_read_and_the_same_command_goes_on(here: Path, reports: Path) -> None:
    """The last report is so long that the interruption reaches us while it is being analysed."""
    waiting = " ".join(f"The {number} passengers waited for news in the hall." for number in range(900))
    (reports / "river.txt").write_text(f"{FLOOD}\n{waiting}\n")
    with started("add", str(reports), cwd=here) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line == "  river.txt\n":
                process.send_signal(signal.SIGINT)
                break
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (Code.INTERRUPTED, "")
    assert "the same command goes on from there" in err
    assert "Traceback" not in err
    kept = held(here / "case.db")  # the last one too, where compiled code swallowed the interruption in it
    assert kept >= {"ferries.txt", "quarry.txt"}
    assert f"stopped: {len(kept)} reports kept by this run" in err
    assert finished("add", str(reports), cwd=here).code == Code.PARTLY_DONE
    assert finished("-c", "whole.db", "add", str(reports), cwd=here).code == Code.OK
    assert state(here / "case.db") == state(here / "whole.db")
