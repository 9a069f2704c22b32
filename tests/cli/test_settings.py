from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import Ended, Run
from counterclaim.cli.exits import Code
from counterclaim.ledger import Snapshot, ledger_hash
from counterclaim.store import open_store

PLANT = """Walkout at the plant

Jo Lee, head of Acme, said on Monday that 40 workers had left the Easthaven plant.
The Dockers Union denied that any worker had left Easthaven.
"""

QUIET = """Plant quiet again

The plant boss said that 40 workers had left the Easthaven plant.
Petra Lind, head of the Welders Guild, said that all was calm.
"""

SETTINGS = """
[aliases]
"Jo Lee" = ["the plant boss"]

[parties]
"Labour" = ["Dockers Union", "Petra Lind"]

[factions]
"The Opposition" = ["Labour"]
"""


@pytest.fixture
def reports(here: Path) -> Path:
    folder = here / "reports"
    folder.mkdir()
    (folder / "plant.txt").write_text(PLANT, encoding="utf-8")
    (folder / "quiet.txt").write_text(QUIET, encoding="utf-8")
    return folder


def held(case: str) -> Snapshot:
    with open_store(Path(case)) as store:
        return store.snapshot()


def parties(case: str) -> dict[str, str | None]:
    return {actor.name: actor.party for actor in held(case).actors.values() if actor.proper}


def rule(text: str, path: str = "counterclaim.toml") -> None:
    Path(path).write_text(text, encoding="utf-8")


def shown(command: Run, words: str) -> str:
    found: Ended = command("claims", "--json", "--text", words)
    claims = json.loads(found.out)["rows"]
    return command("show", claims[0]["claim"]).out


def test_init_writes_a_settings_file_that_rules_nothing(command: Run, here: Path, reports: Path) -> None:
    told = command("init")
    assert "made counterclaim.toml: write into it who is who, and on which side" in told.err
    text = (here / "counterclaim.toml").read_text(encoding="utf-8")
    assert all(f"[{table}]" in text for table in ("aliases", "parties", "factions"))
    assert command("add", str(reports)).code == Code.OK
    assert not held("case.db").decisions


def test_init_leaves_a_settings_file_that_is_there(command: Run, here: Path) -> None:
    rule("# mine\n")
    told = command("init")
    assert "counterclaim.toml is there already and counts for this case too" in told.err
    assert (here / "counterclaim.toml").read_text(encoding="utf-8") == "# mine\n"


def test_what_is_ruled_is_told_from_what_is_inferred(command: Run, reports: Path) -> None:
    rule(SETTINGS)
    assert command("add", str(reports)).code == Code.OK
    wanted = {"Jo Lee": "Acme", "Dockers Union": "Labour", "Petra Lind": "Labour", "Welders Guild": "Welders"}
    found = parties("case.db")
    assert {name: found.get(name) for name in wanted} == wanted
    union, text = shown(command, "any worker had left"), shown(command, "40 workers")
    assert "side: Labour, ruled by counterclaim.toml; counterclaim.toml says that Labour is" in union
    assert "side: Acme, inferred: “head of Acme” tells the organisation" in text
    assert "Jo Lee (“The plant boss”)" in text


def test_an_export_says_of_each_actor_whether_its_side_was_inferred(command: Run, reports: Path) -> None:
    rule(SETTINGS)
    command("add", str(reports))
    because = {one["name"]: one["because"] for one in json.loads(command("export", "json").out)["actors"]}
    ruled, inferred = because["Jo Lee"].split("; ")
    assert "one report alone" in because["Welders Guild"]
    assert ruled == "counterclaim.toml says that “plant boss” is Jo Lee"
    assert inferred == "party inferred: “head of Acme” tells the organisation"
    assert "party ruled by counterclaim.toml" in because["Petra Lind"]


def test_apply_works_a_changed_file_in_and_back_out_without_a_report(command: Run, reports: Path) -> None:
    command("add", str(reports))
    before = ledger_hash(held("case.db"))
    rule(SETTINGS)
    told = command("apply")
    assert told.code == Code.OK
    assert "Petra Lind\tLabour\truled by counterclaim.toml" in told.out
    assert "3 rulings in force, 3 actors changed" in told.err
    ruled = ledger_hash(held("case.db"))
    assert ruled != before
    assert command("apply").out == "actor\tside\twhy\n"
    rule("")
    command("apply")
    assert ledger_hash(held("case.db")) == before
    assert command("verify").code == Code.OK


def test_the_same_reports_and_rulings_give_the_same_ledger_in_any_order(command: Run, reports: Path) -> None:
    rule(SETTINGS)
    command("add", str(reports))
    command("-c", "other.db", "add", str(reports / "quiet.txt"))
    command("-c", "other.db", "add", str(reports / "plant.txt"))
    command("-c", "late.db", "add", str(reports), "--settings", "none.toml")
    assert not Path("late.db").exists()
    rule("", "none.toml")
    command("-c", "late.db", "add", str(reports), "--settings", "none.toml")
    assert not held("late.db").decisions
    command("-c", "late.db", "apply")
    assert len({ledger_hash(held(case)) for case in ("case.db", "other.db", "late.db")}) == 1


def test_rulings_stay_in_a_case_that_goes_elsewhere_without_its_file(command: Run, reports: Path) -> None:
    rule(SETTINGS)
    command("add", str(reports / "plant.txt"))
    Path("counterclaim.toml").unlink()
    command("add", str(reports / "quiet.txt"))
    assert parties("case.db")["Petra Lind"] == "Labour"
    assert command("apply").code == Code.USAGE


def test_a_file_with_mistakes_stops_the_command_before_anything_is_written(
    command: Run, reports: Path
) -> None:
    rule('[parties]\n"Acme" = ["Jo Lee"]\n"Union" = ["Jo Lee"]\n')
    for words in (("add", str(reports)), ("add", "-n", str(reports)), ("apply",)):
        told = command(*words)
        assert told.code == Code.USAGE
        assert told.err == (
            "counterclaim: the settings file was not used, and nothing was changed:\n"
            "- counterclaim.toml:3: 'Jo Lee' stands under 'Acme' and under 'Union' in [parties] "
            "(keep it under one of the two)\n"
        )
    assert not Path("case.db").exists()


def test_a_file_that_is_no_text_is_refused(command: Run, reports: Path) -> None:
    Path("counterclaim.toml").write_bytes(b'[parties]\n"Acm\xe9" = ["Jo Lee"]\n')
    told = command("add", str(reports))
    assert (told.code, told.err) == (
        Code.USAGE,
        "counterclaim: counterclaim.toml: not UTF-8 at byte 14; save it as UTF-8\n",
    )


def test_a_chosen_file_has_to_be_there(command: Run, reports: Path) -> None:
    told = command("add", str(reports), "--settings", "sides.toml")
    assert told.code == Code.USAGE
    assert "there is no settings file sides.toml" in told.err


def test_names_that_no_report_uses_are_said(command: Run, reports: Path) -> None:
    rule('[parties]\n"Labour" = ["Petra Lynd", "Petra Lind"]\n[factions]\n"North" = ["South"]\n')
    told = command("add", str(reports))
    assert told.code == Code.OK
    assert "no report in the case speaks of “Petra Lynd”, “South”; check the spelling" in told.err


def test_a_rehearsal_of_apply_changes_nothing(command: Run, reports: Path) -> None:
    command("add", str(reports))
    before = ledger_hash(held("case.db"))
    rule(SETTINGS)
    assert "would apply 3 rulings to case.db; nothing was written" in command("-n", "apply").err
    assert ledger_hash(held("case.db")) == before


def test_apply_gives_json(command: Run, reports: Path) -> None:
    command("add", str(reports))
    rule(SETTINGS)
    told = json.loads(command("--json", "apply").out)
    assert told["rulings"][0] == "other names of Jo Lee: the plant boss"
    assert {one["name"]: one["party"] for one in told["actors"]}["Petra Lind"] == "Labour"


# -- The rules by which claims are weighed ---------------------------------------------------------

OWN_RULES = """
[[rules]]
status = "not_verifiable"
when = {}
credibility = 6
because = "nothing is believed here: {origins}"
"""


def statuses(case: str) -> set[str]:
    return {str(standing.status) for standing in held(case).standings.values()}


def test_a_table_of_ones_own_is_applied_and_stays_in_force(command: Run, here: Path, reports: Path) -> None:
    command("add", str(reports / "plant.txt"))
    usual = statuses("case.db")
    (here / "standing.toml").write_text(OWN_RULES, encoding="utf-8")
    rule('standing = "standing.toml"\n')
    told = command("apply")
    assert statuses("case.db") == {"not_verifiable"} != usual
    assert "claims are weighed" not in told.err
    assert "stand otherwise than before" in told.err
    (here / "standing.toml").unlink()
    (here / "counterclaim.toml").unlink()
    command("add", str(reports / "quiet.txt"))
    assert statuses("case.db") == {"not_verifiable"}


def test_a_table_taken_out_of_the_file_is_taken_back(command: Run, here: Path, reports: Path) -> None:
    command("add", str(reports))
    usual = statuses("case.db")
    (here / "standing.toml").write_text(OWN_RULES, encoding="utf-8")
    rule('standing = "standing.toml"\n')
    command("apply")
    rule("# nothing\n")
    command("apply")
    assert statuses("case.db") == usual


def test_the_usual_table_can_be_written_changed_and_used(command: Run, here: Path, reports: Path) -> None:
    table = command("standing").out
    (here / "standing.toml").write_text(table, encoding="utf-8")
    rule('standing = "standing.toml"\n')
    assert command("add", str(reports)).code == Code.OK
    assert command("standing").out == table
    assert "ruled by counterclaim.toml" in command("standing").err
    assert json.loads(command("standing", "--json").out)["rules"][0]["status"] == "contested"


@pytest.mark.parametrize(
    ("line", "table", "reason"),
    [
        ('standing = "none.toml"', OWN_RULES, "there is no file none.toml"),
        ("standing = 3", OWN_RULES, "standing has to name a file"),
        ('standing = ""', OWN_RULES, "standing has to name a file"),
        ('standing = "standing.toml"', "rules = 3", "standing.toml was not used, and nothing was changed"),
        ('standing = "standing.toml"', OWN_RULES.replace("6", "9"), "standing rule 1 cannot be used"),
    ],
)
def test_a_table_that_cannot_be_used_stops_the_command(  # noqa: PLR0913, PLR0917 - a case and two fixtures
    command: Run, here: Path, reports: Path, line: str, table: str, reason: str
) -> None:
    (here / "standing.toml").write_text(table, encoding="utf-8")
    rule(line + "\n")
    told = command("add", str(reports))
    assert told.code == Code.USAGE
    assert reason in told.err
    assert not (here / "case.db").exists()


def test_who_speaks_for_a_ruled_party_is_marked_on_the_board(
    command: Run, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule(SETTINGS)
    command("add", str(reports))
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    told = command("claims")
    assert "Labour*" in told.out
    assert "Acme*" not in told.out
    assert "* a side that you ruled; all others are inferred from the reports" in told.err
