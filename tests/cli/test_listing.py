from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import Run, a_case
from counterclaim.board import GLYPHS
from counterclaim.cli.exits import Code
from counterclaim.ledger import Snapshot, ledger_hash
from counterclaim.model import Stance, Status
from factories import a_claim, a_referent, a_report, a_snapshot, a_standing, a_statement
from stories import dam_breach

GISTS = {claim.gist for claim in dam_breach().claims.values()}


def rows(out: str) -> list[dict[str, str]]:
    header, *lines = [line.split("\t") for line in out.splitlines()]
    return [dict(zip(header, line, strict=True)) for line in lines]


# -- claims ----------------------------------------------------------------------------------


def test_in_a_pipe_claims_are_tab_separated_with_a_column_for_each_party(command: Run, dam: Path) -> None:
    del dam
    told = command("claims")
    listed = rows(told.out)
    assert {row["gist"] for row in listed} == GISTS
    assert list(listed[0])[:5] == ["claim", "status", "origins", "outlets", "gist"]
    (forty,) = [row for row in listed if row["gist"].startswith("40")]
    assert (forty["status"], forty["operator"], forty["village"]) == ("contested", "● asserts", "✕ denies")


def test_as_json_claims_are_one_document_that_is_always_the_same(command: Run, dam: Path) -> None:
    del dam
    told = command("claims", "--json")
    assert {row["gist"] for row in json.loads(told.out)["rows"]} == GISTS
    assert command("--json", "claims").out == told.out


@pytest.mark.parametrize(
    ("flags", "gists"),
    [
        (["--contested"], {"40 houses were flooded", "65 houses were under water", "no warning was given"}),
        (["--conceded"], {"the spillway had not been inspected since 2019"}),
        (["--one-sided"], set()),
        (["--status", "denied"], {"no warning was given"}),
        (["--party", "GOVERN"], {"no warning was given"}),
        (["--place", "brask"], {"40 houses were flooded"}),
        (["--speaker", "falk"], {"the spillway had not been inspected since 2019"}),
        (["--text", "under water"], {"65 houses were under water", "no warning was given"}),
        (["--contested", "--party", "government"], {"no warning was given"}),
    ],
)
def test_a_filter_keeps_the_claims_that_pass_and_says_how_many(
    command: Run, dam: Path, flags: list[str], gists: set[str]
) -> None:
    del dam
    told = command("claims", *flags)
    assert {row["gist"] for row in rows(told.out)} == gists
    assert told.err == f"{len(gists)} of 4 claims\n"


def test_an_empty_case_has_no_claims_and_the_next_command_is_said(command: Run, here: Path) -> None:
    a_case(here / "case.db", Snapshot())
    told = command("claims")
    assert (told.code, rows(told.out)) == (Code.OK, [])
    assert told.err == "0 claims; next: counterclaim add PATH...\n"


# -- On a screen -----------------------------------------------------------------------------


@pytest.fixture
def screen(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del here
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.usefixtures("screen", "dam")
def test_a_table_fits_into_80_columns_and_loses_no_word(command: Run) -> None:
    told = command("claims", "--no-color")
    assert max(len(line) for line in told.out.splitlines()) <= 80
    words = {word for gist in GISTS for word in gist.split()}
    assert words <= set(told.out.split())
    assert {"●", "✕", "◐", "operator", "village", "government"} <= set(told.out.replace(",", " ").split())


@pytest.mark.usefixtures("screen", "dam")
def test_a_wide_screen_has_a_column_for_each_party(command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    header = next(line for line in command("claims", "--no-color").out.splitlines() if "claim" in line)
    assert {"operator", "village", "government"} <= set(header.split())


@pytest.mark.usefixtures("screen")
def test_a_speaker_without_a_known_party_is_named(
    command: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = a_report("Tom Reyes said the bridge was closed.")
    reyes = a_referent(report, "Tom Reyes")
    told = a_statement(report, "the bridge was closed", speaker=reyes)
    claim = a_claim("the bridge was closed", (told, Stance.ASSERTS))
    a_case(here / "case.db", a_snapshot(report, reyes, told, claim, a_standing(claim)))
    monkeypatch.setenv("COLUMNS", "60")
    shown = command("claims", "--no-color").out
    assert "● Tom Reyes" in shown
    assert "party not known" not in shown


@pytest.mark.usefixtures("screen")
def test_what_is_only_denied_rests_on_none(command: Run, here: Path) -> None:
    report = a_report("Tom Reyes denied the bridge was closed.")
    reyes = a_referent(report, "Tom Reyes", party="city")
    told = a_statement(report, "the bridge was closed", speaker=reyes, denied=True)
    claim = a_claim("the bridge was closed", (told, Stance.DENIES))
    a_case(here / "case.db", a_snapshot(report, reyes, told, claim, a_standing(claim, Status.DENIED)))
    assert "denied  none" in command("claims", "--no-color").out
    assert "rests on: no origin: nobody here says so" in command("show", claim.id).out


@pytest.mark.usefixtures("screen", "dam")
def test_the_glyphs_are_explained_beside_the_table(command: Run) -> None:
    told = command("claims")
    assert all(f"{glyph} {stance}" in told.err for stance, glyph in GLYPHS.items())


@pytest.mark.usefixtures("screen", "dam")
@pytest.mark.parametrize("verb", [["claims"], ["show", "c-"], ["status"], ["search", "spillway"], ["doctor"]])
def test_colours_are_forced_and_forbidden_as_the_conventions_say(
    command: Run, monkeypatch: pytest.MonkeyPatch, verb: list[str]
) -> None:
    if verb[0] == "show":
        verb = ["show", next(iter(dam_breach().claims))]
    assert "\x1b[" in command(*verb).out
    assert "\x1b" not in command(*verb, "--no-color").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in command(*verb).out


@pytest.mark.usefixtures("screen")
def test_a_text_cannot_steer_the_screen(command: Run, here: Path) -> None:
    report = a_report("The mayor said the \x1b[2Jbridge\u202e was [red]closed[/red] :boom:.")
    mayor = a_referent(report, "The mayor", party="city")
    told = a_statement(report, "the \x1b[2Jbridge\u202e was [red]closed[/red] :boom:", speaker=mayor)
    claim = a_claim("the \x1b[2Jbridge\u202e was [red]closed[/red] :boom:", (told, Stance.ASSERTS))
    a_case(here / "case.db", a_snapshot(report, mayor, told, claim, a_standing(claim, Status.ONE_SIDE)))
    for verb in (["claims"], ["show", claim.id], ["search", "mayor"]):
        shown = command(*verb, "--no-color").out
        assert not set(shown) & {"\x1b", "\u202e"}
        assert "[red]closed[/red]" in shown
    assert json.loads(command("claims", "--json").out)["rows"][0]["gist"] == claim.gist


# -- status ----------------------------------------------------------------------------------


def test_status_tells_counts_parties_hashes_and_problems(command: Run, dam: Path) -> None:
    del dam
    story = dam_breach()
    told = json.loads(command("status", "--json").out)
    assert (told["reports"], told["statements"], told["claims"]) == (2, len(story.statements), 4)
    assert told["ledger_hash"] == ledger_hash(story)
    assert len(told["chain_head"]) == 64
    assert {"operator", "village", "government"} <= set(told["parties"])
    assert [problem["path"] for problem in told["problems_kept"]] == ["copy.txt"]
    assert "problem\tcopy.txt: the same text as valley.txt (nothing to do)\n" in command("status").out


# -- search ----------------------------------------------------------------------------------


def test_search_finds_words_and_says_where_they_stand(command: Run, dam: Path) -> None:
    del dam
    found = rows(command("search", "spillway", "INSPECTED").out)
    texts = {report.path: report.text for report in dam_breach().reports.values()}
    assert {hit["file"] for hit in found} == {"valley.txt", "coast.html"}
    for hit in found:
        passage = texts[hit["file"]][int(hit["start"]) : int(hit["end"])]
        assert hit["quote"] == " ".join(passage.split())


def test_search_says_when_there_is_more_than_it_lists(command: Run, dam: Path) -> None:
    del dam
    told = command("search", "spillway", "--limit", "1")
    assert len(rows(told.out)) == 1
    assert told.err == "1 place found; there are more: raise --limit 1\n"
