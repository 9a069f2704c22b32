from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import Run
from counterclaim.cli.exits import Code
from counterclaim.store import open_store


@pytest.fixture
def exported(command: Run, dam: Path, here: Path) -> Path:
    del dam
    command("export", "archive", "-o", "case.jsonl")
    return here / "case.jsonl"


def test_export_import_export_gives_the_same_bytes(command: Run, exported: Path, here: Path) -> None:
    assert command("-c", "new.db", "import", "case.jsonl").code == Code.OK
    assert command("-c", "new.db", "export", "archive", "-o", "again.jsonl").code == Code.OK
    assert (here / "again.jsonl").read_bytes() == exported.read_bytes()


def test_an_imported_case_has_both_hashes_of_the_old_one(command: Run, exported: Path) -> None:
    told = json.loads(command("-c", "new.db", "import", str(exported), "--json").out)
    old = json.loads(command("verify", "--json").out)
    new = json.loads(command("-c", "new.db", "verify", "--json").out)
    assert new == old
    assert told == {key: old[key] for key in ("entries", "chain_head", "ledger_hash")}


def test_an_imported_case_can_be_searched_and_answers_for_the_past(
    command: Run, exported: Path, dam: Path, here: Path
) -> None:
    command("-c", "new.db", "import", str(exported))
    assert command("-c", "new.db", "search", "dam").out == command("search", "dam").out != ""
    with open_store(dam) as old, open_store(here / "new.db") as new:
        for moment in {entry.recorded for entry in old.entries()}:
            assert dict(new.snapshot(moment).claims) == dict(old.snapshot(moment).claims)


def test_an_archive_goes_into_an_empty_case(command: Run, exported: Path) -> None:
    command("init", "empty.db")
    assert command("-c", "empty.db", "import", str(exported)).code == Code.OK


def test_an_archive_never_goes_into_a_case_that_holds_something(
    command: Run, exported: Path, dam: Path
) -> None:
    before = command("verify", "--json").out
    told = command("import", str(exported))
    assert told.code == Code.USAGE
    assert f"{dam.name} is not empty" in told.err
    assert command("verify", "--json").out == before


@pytest.mark.parametrize(("found", "put"), [(b"flooded", b"watered"), (b'"entry', b'"entri'), (b"}\n", b"")])
def test_an_edited_archive_leaves_no_case_behind(
    command: Run, exported: Path, here: Path, found: bytes, put: bytes
) -> None:
    content = exported.read_bytes()
    exported.write_bytes(content.replace(found, put, 1) if found in content else content[:-1])
    told = command("-c", "new.db", "import", str(exported))
    assert told.code == Code.DAMAGED
    assert "case.jsonl" in told.err
    assert not (here / "new.db").exists()


def test_an_archive_cut_short_leaves_no_case_behind(command: Run, exported: Path, here: Path) -> None:
    content = exported.read_bytes()
    exported.write_bytes(content[: len(content) // 2])
    assert command("-c", "new.db", "import", str(exported)).code == Code.DAMAGED
    assert not (here / "new.db").exists()


def test_a_dry_run_checks_the_archive_and_writes_nothing(command: Run, exported: Path, here: Path) -> None:
    told = command("-c", "new.db", "import", "-n", str(exported))
    assert (told.code, "is whole" in told.err) == (Code.OK, True)
    assert not (here / "new.db").exists()


def test_it_may_be_said_that_a_file_is_an_archive(command: Run, exported: Path) -> None:
    assert command("-c", "new.db", "import", "archive", str(exported)).code == Code.OK
    assert command("-c", "other.db", "import", "decisions", str(exported)).code == Code.USAGE


def test_a_file_that_is_not_there_is_not_found(command: Run, here: Path) -> None:
    del here
    told = command("import", "nothing.jsonl")
    assert told.code == Code.NOT_FOUND
    assert "nothing.jsonl" in told.err
    assert command("import", "archive", "one.jsonl", "two.jsonl").code == Code.USAGE


# -- Decisions -------------------------------------------------------------------------------------

SAID = "Mayor Ida Nowak said that the gate had failed.\n"


@pytest.fixture
def ruled(command: Run, here: Path) -> str:
    """Make a case of one report with a decision, export the decision, and return the id of the claim."""
    (here / "post.txt").write_text(SAID)
    for case in ("case.db", "new.db"):
        assert command("-c", case, "add", "post.txt", "--outlet", "Valley Post").code == Code.OK
    (claim,) = json.loads(command("claims", "--json").out)["rows"]
    assert command("--user", "Lee", "confirm", claim["claim"], "--note", "seen it myself").code == Code.OK
    assert command("export", "decisions", "-o", "decisions.jsonl").code == Code.OK
    return str(claim["claim"])


def test_decisions_made_elsewhere_count_here_and_once(command: Run, ruled: str) -> None:
    assert command("-c", "new.db", "import", "decisions.jsonl").code == Code.OK
    both = [command("-c", case, "verify", "--json").out for case in ("case.db", "new.db")]
    assert json.loads(both[0])["ledger_hash"] == json.loads(both[1])["ledger_hash"]
    assert "Lee" in command("-c", "new.db", "show", ruled).out
    entries = json.loads(both[1])["entries"]
    told = command("-c", "new.db", "import", "decisions", "decisions.jsonl")
    assert (told.code, "1 were there already" in told.err) == (Code.OK, True)
    assert json.loads(command("-c", "new.db", "verify", "--json").out)["entries"] == entries


def test_a_line_that_is_no_decision_is_named_and_the_others_are_kept(
    command: Run, ruled: str, here: Path
) -> None:
    del ruled
    lines = (here / "decisions.jsonl").read_text()
    (here / "decisions.jsonl").write_text(f"{lines}[]\n")
    told = command("-c", "new.db", "import", "decisions.jsonl")
    assert told.code == Code.PARTLY_DONE
    assert "decisions.jsonl:2:" in told.err
    assert "imported 1 decision\n" in told.err


def test_what_the_case_holds_is_not_replaced_by_other_words(command: Run, ruled: str, here: Path) -> None:
    del ruled
    path = here / "decisions.jsonl"
    path.write_text(path.read_text().replace("seen it myself", "heard of it"))
    told = command("import", "decisions.jsonl")
    assert told.code == Code.PARTLY_DONE
    assert "with other words" in told.err
    assert "seen it myself" in command("export", "decisions").out


def test_decisions_on_what_is_not_in_the_case_are_kept_for_review(
    command: Run, ruled: str, here: Path
) -> None:
    del ruled
    (here / "other.txt").write_text("Judge Lena Ortiz said the trial would begin on Monday.\n")
    command("-c", "other.db", "add", "other.txt")
    told = command("-c", "other.db", "import", "decisions.jsonl")
    assert told.code == Code.OK
    assert "could not be applied" in told.err
    assert "needs review" in command("-c", "other.db", "decisions").out.replace("_", " ")


@pytest.mark.parametrize("content", [b"", b"hello\n", b"\xff\xfe\x00", b'{"format": "another"}\n'])
def test_another_file_is_refused_with_what_it_should_have_been(
    command: Run, dam: Path, here: Path, content: bytes
) -> None:
    before = dam.read_bytes()
    (here / "other.jsonl").write_bytes(content)
    told = command("import", "other.jsonl")
    assert told.code == Code.USAGE
    assert "export" in told.err
    assert dam.read_bytes() == before
