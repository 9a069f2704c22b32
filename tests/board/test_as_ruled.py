from __future__ import annotations

from dataclasses import replace

from counterclaim.board import account, timeline
from counterclaim.model import Stance
from factories import a_claim, a_report, a_snapshot, a_statement
from ruling_story import AGAIN, after, machine, person, said


def test_a_statement_on_the_timeline_is_that_of_the_speaker_whom_a_person_named() -> None:
    held = machine()
    again = said(held, AGAIN)
    ruled = after(held, person().relabel(again, "actor", "Laura Chen", held))
    (moment,) = [one for one in timeline(ruled) if one.statement == again]
    assert moment.speaker == "Laura Chen"


def test_a_reason_why_statements_are_one_claim_is_told_once() -> None:
    report = a_report("Lee said it rained. Kim said rain fell.")
    told = [
        a_statement(report, words, source=who) for words, who in (("it rained", "Lee"), ("rain fell", "Kim"))
    ]
    one = a_claim("it rained", *((statement, Stance.ASSERTS) for statement in told))
    claim = replace(one, because="79% agree; both tell of “rain”; 61% agree; both tell of “rain”")
    shown = account(a_snapshot(report, *told, claim), claim.id)
    assert shown.because == "79% agree; both tell of “rain”; 61% agree"
