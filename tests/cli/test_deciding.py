from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import Run
from counterclaim.cli.exits import Code
from counterclaim.cli.meant import in_commands
from counterclaim.cli.process import run
from counterclaim.ledger import Snapshot, ledger_hash
from counterclaim.model import DecisionKind
from counterclaim.store import open_store
from counterclaim.wishes import Step, WishError
from ruling_story import AGAIN, BRIDGE, DENIAL, FERRY, claim_of, claims_of, said

TEXTS = {"bridge.txt": BRIDGE, "again.txt": AGAIN, "ferry.txt": FERRY, "denial.txt": DENIAL}


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Read the story once; every test works on a copy of its case."""
    folder = tmp_path_factory.mktemp("read")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    arguments = ["-q", "-c", str(folder / "case.db"), "add", *(str(folder / name) for name in TEXTS)]
    assert run(arguments) == Code.OK
    return (folder / "case.db").read_bytes()


@pytest.fixture
def case(here: Path, read: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COUNTERCLAIM_USER", "Ann")
    (here / "case.db").write_bytes(read)
    return here / "case.db"


def held(case: Path) -> Snapshot:
    with open_store(case) as store:
        return Snapshot.of(store.snapshot().facts())


def digest(case: Path) -> str:
    return ledger_hash(held(case))


def ids(case: Path) -> tuple[str, str, str, str]:
    """Return the claims of bridge and ferry, the second statement on the bridge, and the denial."""
    snapshot = held(case)
    bridge, again, ferry, denial = (said(snapshot, words) for words in (BRIDGE, AGAIN, FERRY, DENIAL))
    return claim_of(snapshot, bridge).id, claim_of(snapshot, ferry).id, again, denial


def last(case: Path) -> str:
    """Return the id of the decision made last."""
    return max(held(case).decisions.values(), key=lambda one: str(one.made)).id


def test_a_merge_says_what_it_did_and_how_to_undo_it(command: Run, case: Path) -> None:
    before = digest(case)
    bridge, ferry, *_ = ids(case)
    told = command("merge", bridge[3:9], ferry, "--note", "one plan")
    assert told.code == Code.OK
    assert "2 claims became 1; status contested, one side -> contested" in told.err
    assert "\nto undo: " in told.err
    assert told.err.endswith(f" undo {last(case)}\n")
    assert told.out.startswith("news\tid\tgist\twas\tnow\tbecause\nmerged\t")
    assert "merged by Ann: one plan" in told.out
    assert command("undo").err.startswith("Ann: undid (")
    assert digest(case) == before
    assert command("verify").code == Code.OK


def test_a_split_makes_a_claim_of_its_own(command: Run, case: Path) -> None:
    bridge, _, again, denial = ids(case)
    assert "1 claim became 2" in command("split", bridge, again).err
    told = command("split", claim_of(held(case), denial).id, denial)
    assert "1 new claim on the board; status contested -> one side" in told.err


def test_a_rehearsal_says_the_same_and_writes_nothing(command: Run, case: Path) -> None:
    bridge, ferry, *_ = ids(case)
    before = case.read_bytes()
    told = command("-n", "merge", bridge, ferry)
    assert "would rule: Ann: merged" in told.err
    assert "2 claims became 1" in told.err
    assert "nothing was written" in told.err
    assert case.read_bytes() == before


def test_a_rejected_claim_is_marked_and_last(command: Run, case: Path) -> None:
    bridge, ferry, *_ = ids(case)
    told = command("reject", bridge, "--note", "never said")
    assert f"{bridge} is marked rejected" in told.err
    lines = command("claims").out.splitlines()
    assert [line.split("\t")[0] for line in lines[1:]] == [ferry, bridge]
    assert lines[2].endswith("\trejected")
    shown = command("show", bridge).out
    assert "REJECTED BY PEOPLE (SEE RULINGS)" in shown
    assert ": never said [" in shown
    assert json.loads(command("claims", "--json").out)["rows"][1]["verdict"] == "rejected"


def test_a_rejected_statement_leaves_its_claim_and_can_still_be_shown(command: Run, case: Path) -> None:
    *_, denial = ids(case)
    assert "contested -> several origins" in command("reject", denial).err
    shown = command("show", denial).out
    assert "rejected as a whole" in shown
    assert "ruled: rejected, by Ann on " in shown


def test_two_who_say_the_opposite_are_both_listed(command: Run, case: Path) -> None:
    bridge, *_ = ids(case)
    command("confirm", bridge)
    told = command("--user", "Bob", "reject", bridge)
    assert "disagreement: Ann ruled otherwise: confirmed" in told.err
    assert f"{bridge} is marked disputed" in told.err
    listed = json.loads(command("--json", "decisions").out)
    assert [(one["by"], one["state"]) for one in listed] == [("Ann", "disagreement"), ("Bob", "disagreement")]
    status = command("status").out
    assert status.count("\ndisagreement\t") == 2
    assert len(json.loads(command("status", "--json").out)["decisions_to_look_at"]) == 2


@pytest.mark.parametrize(
    ("label", "value", "told"),
    [
        ("stance", "doubts", "1 claim told otherwise"),
        ("act", "assert", "status contested -> several origins"),
        ("actor", "Laura Chen", "1 statement read otherwise"),
        ("time", "2020-01-01", "1 statement read otherwise"),
        ("place", "Easthaven", "1 statement read otherwise"),
        ("party", "City Hall", "council speaks for City Hall"),
    ],
)
def test_every_label_can_be_set_and_undone(
    command: Run, case: Path, label: str, value: str, told: str
) -> None:
    before = digest(case)
    *_, denial = ids(case)
    ended = command("relabel", denial, f"--{label}", value)
    assert ended.code == Code.OK
    assert f"Ann: {label}: {value}" in ended.err
    assert told in ended.err
    assert digest(case) != before
    assert command("undo").code == Code.OK
    assert digest(case) == before


def test_several_labels_are_several_decisions(command: Run, case: Path) -> None:
    *_, denial = ids(case)
    told = command("relabel", denial, "--time", "2024", "--place", "Easthaven", "--note", "asked")
    assert told.err.count("to undo: ") == 2
    assert {one.note for one in held(case).decisions.values()} == {"asked"}


def test_names_are_joined_and_put_with_a_party(command: Run, case: Path) -> None:
    bridge, *_ = ids(case)
    command("alias", "Laura Chen", "Petra Lind")
    assert {actor.name for actor in held(case).actors.values()} >= {"Laura Chen"}
    assert "Petra Lind" not in {actor.name for actor in held(case).actors.values()}
    told = command("relabel", "Laura Chen", "--party", "Bridge Watch")
    assert "Laura Chen speaks for Bridge Watch" in told.err
    assert "side: Bridge Watch, ruled by Ann" in command("show", bridge).out


def test_a_note_is_kept_with_its_claim(command: Run, case: Path) -> None:
    bridge, *_ = ids(case)
    told = command("note", bridge, "asked", "the council")
    assert "nothing changes on the board" in told.err
    assert ": asked the council [" in command("show", bridge).out


def test_what_was_ruled_already_is_not_ruled_twice(command: Run, case: Path) -> None:
    bridge, *_ = ids(case)
    command("confirm", bridge)
    told = command("confirm", bridge)
    assert told.code == Code.OK
    assert f"Ann has ruled so already ({last(case)}); nothing was changed" in told.err
    assert len(held(case).decisions) == 1


def test_undo_takes_back_the_last_of_its_user_or_the_one_named(command: Run, case: Path) -> None:
    bridge, ferry, *_ = ids(case)
    command("confirm", bridge)
    first = last(case)
    command("--user", "Bob", "confirm", ferry)
    of_bob = last(case)
    assert f"Ann: undid ({first})" in command("undo").err
    assert f"Ann: undid ({of_bob})" in command("undo", of_bob[2:8]).err
    assert command("undo").code == Code.NOT_FOUND
    again = command("undo", first)
    assert again.code == Code.USAGE
    assert f"{first} is undone already; look at the list" in again.err
    assert again.err.endswith(" of decisions: counterclaim decisions --all\n")
    assert "2 decisions" not in command("decisions").err
    listed = json.loads(command("decisions", "--all", "--json").out)
    assert sorted(one["state"] for one in listed) == ["undoing", "undoing", "undone", "undone"]
    undoing = next(one["id"] for one in listed if one["about"] == [first])
    command("undo", undoing)
    assert [one["id"] for one in json.loads(command("decisions", "--json").out)] == [first]


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (("confirm", "zzz"), Code.NOT_FOUND, "no claim or statement begins with 'zzz'"),
        (("undo", "zzz"), Code.NOT_FOUND, "no decision begins with 'zzz'"),
        (("undo",), Code.NOT_FOUND, "no decision of Ann is in force"),
        (("merge", "BRIDGE"), Code.USAGE, "takes two claims or more"),
        (("merge", "BRIDGE", "BRIDGE"), Code.USAGE, "takes two claims or more"),
        (("merge", "AGAIN", "AGAIN"), Code.USAGE, "choose another one: counterclaim merge ID ID"),
        (("split", "BRIDGE", "STOPPED"), Code.USAGE, "does not bear on BRIDGE; choose one of its statements"),
        (("split", "BRIDGE", "STOPPED"), Code.USAGE, "statements: counterclaim show BRIDGE"),
        (("split", "BRIDGE", "FERRY"), Code.USAGE, "FERRY is a claim; choose one of its statements"),
        (("split", "FERRY", "STOPPED"), Code.USAGE, "nothing of FERRY would be left"),
        (("split", "AGAIN", "AGAIN"), Code.USAGE, "is a statement, not a claim"),
        (("split", "AGAIN", "AGAIN"), Code.USAGE, "choose one of the claims: counterclaim claims"),
        (("relabel", "BRIDGE", "--act", "deny"), Code.USAGE, "is a claim; choose one of its statements"),
        (("relabel", "BRIDGE", "--party", "X"), Code.USAGE, "statements: counterclaim show BRIDGE"),
        (("relabel", "AGAIN"), Code.USAGE, "nothing was told to be set"),
        (
            ("relabel", "AGAIN", "--act", "sing"),
            Code.USAGE,
            "there is no act 'sing'; there are: assert",
        ),
        (("relabel", "AGAIN", "--stance", "up"), Code.USAGE, "there is no stance 'up'"),
        (("relabel", "AGAIN", "--time", "soon"), Code.USAGE, "'soon' is no time; write it as 2024"),
        (("relabel", "AGAIN", "--place", " "), Code.USAGE, "write what it is to be: --place VALUE"),
        (("relabel", "AGAIN", "--party", ""), Code.USAGE, "the party is empty"),
        (("relabel", "AGAIN", "--actor", "Laura Chan"), Code.NOT_FOUND, "nearest: Laura Chen"),
        (("relabel", "AGAIN", "--act", "vow", "--claim", "BRIDGE"), Code.USAGE, "it takes --stance"),
        (("relabel", "AGAIN", "--stance", "denies", "--claim", "FERRY"), Code.USAGE, "it bears on BRIDGE"),
        (("relabel", "Nobody", "--party", "X"), Code.NOT_FOUND, "nobody in the case is called 'Nobody'"),
        (("relabel", "st-", "--party", "X"), Code.NOT_FOUND, "'st-', and 4 ids begin with 'st-'"),
        (("alias", " ", "Laura Chen"), Code.USAGE, "the right name is missing"),
        (("alias", "Jo", "Zed"), Code.NOT_FOUND, "no report in the case speaks of 'Zed'"),
        (("alias", "Laura Chen", "laura chen"), Code.USAGE, "is the name itself"),
        (("note", "BRIDGE", " "), Code.USAGE, "a note needs words"),
        (("--user", "counterclaim.toml", "confirm", "BRIDGE"), Code.USAGE, "say who you are"),
        (("merge",), Code.USAGE, "Missing argument"),
    ],
)
def test_what_cannot_be_is_said_with_the_next_step_and_writes_nothing(
    command: Run, case: Path, words: tuple[str, ...], code: Code, reason: str
) -> None:
    bridge, ferry, again, _ = ids(case)
    before = case.read_bytes()
    meant = {"BRIDGE": bridge, "FERRY": ferry, "AGAIN": again, "STOPPED": said(held(case), FERRY)}
    ended = command(*(meant.get(word, word) for word in words))
    assert (ended.code, ended.out) == (code, "")
    assert reason.replace("BRIDGE", bridge).replace("FERRY", ferry) in ended.err
    assert case.read_bytes() == before


def test_a_stance_to_one_of_several_claims_takes_the_claim(command: Run, case: Path) -> None:
    bridge, ferry, _, denial = ids(case)
    command("merge", ferry, denial)
    bearing = [one.id for one in claims_of(held(case), denial)]
    told = command("relabel", denial, "--stance", "doubts")
    assert told.code == Code.USAGE
    assert f"bears on {', '.join(bearing)}; say to which claim: --claim ID" in told.err
    assert bridge in bearing
    ended = command("relabel", denial, "--stance", "doubts", "--time", "2024", "--claim", bridge[3:9])
    assert ended.code == Code.OK
    made = [one for one in held(case).decisions.values() if one.kind is DecisionKind.RELABEL]
    assert sorted(one.about for one in made) == [(denial,), (denial, bridge)]


def test_a_stance_to_no_claim_is_refused(command: Run, case: Path) -> None:
    *_, denial = ids(case)
    command("reject", denial)
    told = command("relabel", denial, "--stance", "doubts")
    assert told.code == Code.USAGE
    assert "bears on no claim yet; merge it with one first: counterclaim merge ID ID" in told.err


def test_a_party_of_nobody_takes_the_speaker_first(command: Run, here: Path) -> None:
    texts = {"unsaid.txt": "It was claimed that the mill had burned on Monday.\n", "ferry.txt": FERRY}
    for name, text in texts.items():
        (here / name).write_text(text, encoding="utf-8")
    assert command("add", *texts).code == Code.OK
    statement = said(held(here / "case.db"), "It was claimed")
    told = command("relabel", statement, "--party", "City Hall")
    assert told.code == Code.USAGE
    assert told.err.endswith(f"name its actor first: counterclaim relabel {statement} --actor NAME\n")
    assert command("relabel", statement, "--actor", "Tom Reed").code == Code.OK
    assert "Tom Reed speaks for City Hall" in command("relabel", statement, "--party", "City Hall").err


def test_one_label_that_cannot_be_leaves_the_others_unmade(command: Run, case: Path) -> None:
    *_, denial = ids(case)
    before = case.read_bytes()
    told = command("relabel", denial, "--place", "Easthaven", "--time", "soon")
    assert told.code == Code.USAGE
    assert case.read_bytes() == before


def test_of_several_labels_only_the_new_ones_are_ruled(command: Run, case: Path) -> None:
    *_, denial = ids(case)
    command("relabel", denial, "--place", "Easthaven")
    first = last(case)
    told = command("relabel", denial, "--place", "Easthaven", "--time", "2024")
    assert f"Ann has ruled so already ({first}); nothing was changed" in told.err
    assert told.err.count("to undo: ") == 1
    assert len(held(case).decisions) == 2


@pytest.mark.parametrize("step", Step)
def test_every_step_that_helps_has_a_command(step: Step) -> None:
    told = str(in_commands(WishError("it cannot be; do so", step, "cl-1")))
    assert told.startswith("it cannot be; do so: ")
    assert "counterclaim " in told or "--" in told
    assert "{" not in told


def test_an_alias_of_an_alias_is_refused(command: Run, case: Path) -> None:
    command("alias", "Laura Chen", "Petra Lind")
    told = command("alias", "Petra Lind", "Tom Reed")
    assert told.code == Code.USAGE
    assert "Ann ruled that “Petra Lind” is another name of Laura Chen; use that name, or undo " in told.err
    assert told.err.endswith(f" undo {last(case)}: counterclaim undo {last(case)}\n")


def test_a_ruling_of_the_settings_file_is_taken_back_there(command: Run, case: Path, here: Path) -> None:
    (here / "counterclaim.toml").write_text('[parties]\n"Labour" = ["Tom Reed"]\n', encoding="utf-8")
    command("apply")
    told = command("undo", last(case))
    assert told.code == Code.USAGE
    assert "stands in counterclaim.toml; take it out there, and " in told.err
    assert told.err.endswith(" apply that file: counterclaim apply\n")
    assert "Tom Reed" in command("decisions").out


def test_the_login_decides_where_nobody_is_named(
    command: Run, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COUNTERCLAIM_USER")
    monkeypatch.setenv("LOGNAME", "petra")
    command("confirm", ids(case)[0])
    assert {one.by for one in held(case).decisions.values()} == {"petra"}


def test_a_decision_outlives_more_reports(command: Run, case: Path, here: Path) -> None:
    bridge, ferry, *_ = ids(case)
    command("merge", bridge, ferry)
    command("confirm", claim_of(held(case), said(held(case), FERRY)).id)
    text = "Ines Falk said that the ferry to Easthaven had stopped.\n"
    (here / "more.txt").write_text(text, encoding="utf-8")
    assert command("add", "more.txt").code == Code.OK
    (row,) = json.loads(command("claims", "--json").out)["rows"]
    assert (row["statements"], row["verdict"]) == (5, "confirmed")


def test_decisions_are_exported_one_a_line(command: Run, case: Path) -> None:
    bridge, *_ = ids(case)
    command("confirm", bridge)
    command("undo")
    lines = [json.loads(line) for line in command("export", "decisions").out.splitlines()]
    assert [one["kind"] for one in lines] == ["confirm", "undo"]
    assert lines[0]["anchors"][0][0]["exact"] == "the council had closed the harbour bridge"
