from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from command_line import Run, a_case
from counterclaim.cli.exits import Code
from counterclaim.model import Act
from factories import a_report, a_snapshot, a_statement, a_statement_with_all_beside_it
from stories import dam_breach

STORY = dam_breach()
SPILLWAY = next(claim for claim in STORY.claims.values() if "spillway" in claim.gist)
SILENCE = next(told for told in STORY.statements.values() if told.act is Act.DECLINE_COMMENT)
LOOSE = next(told for told in STORY.statements.values() if told.act is Act.DOUBT)

pytestmark = pytest.mark.usefixtures("dam")


def test_a_claim_is_shown_with_words_places_times_origins_and_rulings(command: Run) -> None:
    shown = command("show", SPILLWAY.id).out
    assert shown.startswith(f"{SPILLWAY.gist}\n{SPILLWAY.id}\n")
    for expected in (
        "CONCEDED: ",
        "rests on: 1 origin in 2 outlets",
        "credibility: 2, probably true",
        "◐ Ines Falk (operator) concedes",
        "“spillway had not been inspected since 2019”",
        "coast.html, characters ",
        "the agency, who relays it",
        "printed 2024-03-03, recorded 2024-03-02T12:00:00+00:00",
        "∅ The insurer (party not known) stays silent",
        "Origin 1 of 1: Ines Falk\n",
        "Doubted, or passed over in silence\n",
        "Rulings\n  ruled: confirmed, by desk: read the inspection log [e-1]\n",
    ):
        assert expected in shown


def test_a_date_of_printing_that_was_inferred_says_so(command: Run, here: Path) -> None:
    report = replace(a_report(), published_because="inferred from the dates in the text")
    told = a_statement(report, "the bridge was closed")
    case = a_case(here / "inferred.db", a_snapshot(report, told))
    shown = command("--case", str(case), "show", told.id).out
    assert "printed 2024-03-02 (inferred from the dates in the text), recorded " in shown


def test_what_stands_beside_a_statement_is_shown(command: Run, here: Path) -> None:
    report = a_report()
    told = a_statement_with_all_beside_it(report)
    shown = command("--case", str(a_case(here / "beside.db", a_snapshot(report, told))), "show", told.id).out
    for expected in (
        "said to: the bridge\n",
        "silent on: the bridge\n",
        "reaches: what the party that it names said above it\n",
        "certainty: probable (“was”, “closed”)\n",
    ):
        assert expected in shown


def test_related_claims_are_shown_with_the_reason(command: Run) -> None:
    forty = next(claim for claim in STORY.claims.values() if claim.gist.startswith("40"))
    assert "(40 is not 65 houses)" in command("show", forty.id).out


def test_an_id_may_be_cut_short_and_its_prefix_left_out(command: Run) -> None:
    whole = command("show", SPILLWAY.id).out
    assert command("show", SPILLWAY.id[:8]).out == whole
    assert command("show", SPILLWAY.id.partition("-")[2][:6]).out == whole


def test_a_claim_as_json_is_its_whole_account(command: Run) -> None:
    told = json.loads(command("show", SPILLWAY.id, "--json").out)
    assert told["gist"] == SPILLWAY.gist
    assert {one["recorded"] for one in told["testimonies"]} == {"2024-03-02T12:00:00+00:00"}
    quote = told["testimonies"][0]["quotes"][0]
    assert (
        STORY.reports[told["testimonies"][0]["report"]].text[quote["start"] : quote["end"]] == quote["text"]
    )


def test_a_statement_is_shown_with_the_claims_it_bears_on(command: Run) -> None:
    shown = command("show", SILENCE.id).out
    assert shown.startswith("∅ The insurer (party not known) stays silent\n")
    assert shown.endswith(f"  bears on: claim {SPILLWAY.id}\n")
    (bearing,) = json.loads(command("show", SILENCE.id, "--json").out)["bearings"]
    assert (bearing["statement"], bearing["claim"]) == (SILENCE.id, SPILLWAY.id)


def test_a_statement_that_bears_on_no_claim_is_shown_too(command: Run) -> None:
    assert command("show", LOOSE.id).out.endswith("  bears on: no claim\n")


@pytest.mark.parametrize(("wanted", "reason"), [("zzz", "no claim or statement begins"), ("s-", "ids begin")])
def test_an_id_that_names_none_or_several_is_not_found(command: Run, wanted: str, reason: str) -> None:
    told = command("show", wanted)
    assert (told.code, told.out) == (Code.NOT_FOUND, "")
    assert reason in told.err
