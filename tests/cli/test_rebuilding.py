from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from command_line import NOON, Run, alter
from counterclaim.cli.exits import Code
from counterclaim.ledger import Snapshot, changes
from counterclaim.model import Decision, DecisionKind
from counterclaim.store import open_store

PAGE = """<html><head><title>Dam</title><meta property="og:site_name" content="Valley Web"></head><body>
<article><h1>Water board defends itself</h1>
<p>The water board denied on Tuesday that the gate had failed. Engineers said the gate was checked in
March. Residents of Kesselau told reporters that they had never been warned of the water.</p>
<p>A spokesman, Jonas Brandt, said that the board would publish its records within a week.</p></article>
</body></html>"""


@pytest.fixture
def case(command: Run, here: Path) -> Path:
    """Make a case of a text, a page and a file of records, read with all that can be told."""
    (here / "in").mkdir()
    (here / "in" / "post.txt").write_text("Mayor Ida Nowak said that the gate had failed.\n")
    (here / "in" / "page.html").write_text(PAGE)
    records = [
        {"id": "7", "text": "Judge Lena Ortiz said the gate was checked in March.", "outlet": "Court Wire"},
        {"text": "Police denied that nobody had been warned.", "published": "2024-05-05"},
    ]
    (here / "in" / "wire.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    (here / "in" / "meta.json").write_text(json.dumps({"post.txt": {"published": "2024-05-06"}}))
    assert command("add", "in/wire.jsonl").code == Code.OK
    assert command("add", "in", "--outlet", "Valley Post").code == Code.OK
    with open_store(here / "case.db") as store:
        note = Decision("d-1", DecisionKind.NOTE, ("Ida Nowak",), "an editor", "called back")
        store.append(changes(Snapshot(), [note]), {}, recorded=NOON, tool="test 1")
    return here / "case.db"


def rebuilt(command: Run, code: Code = Code.OK) -> dict[str, object]:
    told = command("rebuild", "new.db", "--json")
    assert told.code == code, told.err
    document: dict[str, object] = json.loads(told.out)
    return document


def test_a_case_made_anew_from_its_bytes_and_decisions_is_the_same_ledger(command: Run, case: Path) -> None:
    before = json.loads(command("verify", "--json").out)["ledger_hash"]
    told = rebuilt(command)
    assert (told["same"], told["ledger_hash"]) == (True, before)
    assert json.loads(command("-c", "new.db", "verify", "--json").out)["ledger_hash"] == before
    with open_store(case) as old, open_store(case.with_name("new.db")) as new:
        one, other = old.snapshot(), new.snapshot()
        assert dict(other.reports) == dict(one.reports)
        assert dict(other.intakes) == dict(one.intakes)
        assert dict(other.decisions) == dict(one.decisions) != {}


def test_how_each_report_came_in_is_kept(case: Path) -> None:
    with open_store(case) as store:
        came = {intake.path: intake for intake in store.snapshot().intakes.values()}
    assert came["post.txt"].outlet == "Valley Post"
    assert came["post.txt"].published == "2024-05-06"
    assert came["wire.jsonl#7"].line == 1
    assert came["wire.jsonl#7"].reader == "jsonl 1"
    assert came["page.html"].reader.startswith("trafilatura ")


def test_a_case_that_did_not_note_how_reports_came_in_is_made_anew_too(command: Run, case: Path) -> None:
    with open_store(case) as old, open_store(case.with_name("older.db"), create=True) as older:
        facts = [fact for fact in old.snapshot().facts() if type(fact).__name__ != "Intake"]
        raw = {name: old.blob(name) for name in old.blob_names()}
        older.append(changes(Snapshot(), facts), raw, recorded=NOON, tool="test 1")
    told = command("-c", "older.db", "rebuild", "new.db", "--json")
    assert told.code == Code.OK, told.err
    assert json.loads(told.out)["same"] is True


@pytest.mark.parametrize("kind", ["report", "intake", "statement", "claim", "standing"])
def test_a_case_with_damaged_facts_is_made_anew_from_its_bytes(command: Run, case: Path, kind: str) -> None:
    before = json.loads(command("verify", "--json").out)["ledger_hash"]
    alter(case, f"UPDATE entry SET body = replace(body, 'e', 'a') WHERE kind = '{kind}'")
    assert command("verify").code == Code.DAMAGED
    told = rebuilt(command)
    assert told["ledger_hash"] == before
    assert f"was altered: {kind} " in str(told["damaged"])
    assert not told["lost"]


def test_what_cannot_be_had_any_more_is_named(command: Run, case: Path) -> None:
    with open_store(case) as store:
        lost = store.snapshot().reports
        (name,) = [report.sha256 for report in lost.values() if report.path == "post.txt"]
    alter(
        case,
        f"UPDATE blob SET compressed = x'00' WHERE sha256 = '{name}'",
        "UPDATE entry SET body = replace(body, 'called', 'rang') WHERE kind = 'decision'",
    )
    told = command("rebuild", "new.db")
    assert told.code == Code.DAMAGED
    assert name in told.err
    assert "decision d-1" in told.err
    with open_store(case.with_name("new.db")) as new:
        assert len(new.snapshot().reports) == len(lost) - 1


def test_a_report_of_which_both_notes_are_lost_is_named_by_its_bytes(command: Run, case: Path) -> None:
    alter(case, "UPDATE entry SET body = replace(body, 'e', 'a') WHERE kind IN ('report', 'intake')")
    told = command("rebuild", "new.db")
    assert told.code == Code.DAMAGED
    with open_store(case) as store:
        assert all(f"blob {name}" in told.err for name in store.blob_names())


def test_an_entry_that_was_taken_out_is_named(command: Run, case: Path) -> None:
    alter(case, "DELETE FROM entry WHERE kind = 'decision'")
    assert command("rebuild", "new.db").code == Code.DAMAGED
    with closing(sqlite3.connect(case)) as connection:
        (last,) = connection.execute("SELECT max(sequence) FROM entry").fetchone()
        alter(case, f"DELETE FROM entry WHERE sequence = {last // 2}")
    told = command("rebuild", "newer.db")
    assert told.code == Code.DAMAGED
    assert f"entry {last // 2}: is missing" in told.err


def test_facts_that_come_out_otherwise_are_counted_and_named(command: Run, case: Path) -> None:
    with open_store(case) as store:
        claim = min(store.snapshot().claims)
        gone = changes(Snapshot(), [store.snapshot().claims[claim]])[0]
        store.append([type(gone)("claim", claim, None)], {}, recorded=NOON, tool="test 1")
    told = rebuilt(command, Code.PARTLY_DONE)
    (claims,) = [one for one in told["kinds"] if one["kind"] == "claim"]  # type: ignore[attr-defined]
    assert told["same"] is False
    assert claims["new"] == [claim]


def test_a_case_is_never_made_over_another(command: Run, case: Path) -> None:
    before = case.read_bytes()
    assert command("rebuild", "case.db").code == Code.USAGE
    assert case.read_bytes() == before


def test_a_dry_run_makes_no_case(command: Run, case: Path) -> None:
    assert "6 reports" in command("rebuild", "-n", "new.db").err
    assert not case.with_name("new.db").exists()
