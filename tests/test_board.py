from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.board import (
    GLYPHS,
    NO_PARTY,
    OUTLET_ITSELF,
    STATUS_MEANING,
    STATUS_WORDS,
    STRENGTH,
    Board,
    Filter,
    account,
    accounts,
    board,
    clock_text,
    closed,
    disputed_figures,
    faults,
    summary,
    timeline,
    unclaimed,
)
from counterclaim.board.evidence import segments
from counterclaim.ledger import Fact, Snapshot
from counterclaim.model import (
    Act,
    Form,
    LeftOut,
    Mentions,
    Origin,
    Span,
    Stance,
    Statement,
    Status,
    When,
)
from counterclaim.problems import IntegrityError, NotFoundError
from factories import (
    a_claim,
    a_referent,
    a_report,
    a_snapshot,
    a_standing,
    a_statement,
    an_actor,
)
from stories import dam_breach, strike


def gists(shown: Board) -> list[str]:
    return [row.gist for row in shown.rows]


# -- Board -------------------------------------------------------------------------------------


def test_columns_are_the_parties_that_speak_on_most_claims_first_and_the_nameless_last() -> None:
    assert board(dam_breach()).parties == ("village", "operator", "government", NO_PARTY)


def test_contested_rows_come_before_conceded_before_denied() -> None:
    assert gists(board(dam_breach())) == [
        "40 houses were flooded",
        "65 houses were under water",
        "the spillway had not been inspected since 2019",
        "no warning was given",
    ]


def test_undisputed_rows_go_by_origins_then_outlets_then_gist() -> None:
    first = a_report("Lee said it rained. Kim said it rained. Kim said it froze.", outlet="A")
    second = a_report("Kim said it froze.", outlet="B")
    lee, kim = a_referent(first, "Lee"), a_referent(first, "Kim")
    one = a_statement(first, "it rained", speaker=lee)
    two = a_statement(first, "it froze", speaker=kim)
    copy = a_statement(second, "it froze", source="Kim")
    rain = a_claim("z rain", (one, Stance.ASSERTS))
    frost = a_claim("y frost", (two, Stance.ASSERTS), (copy, Stance.ASSERTS))
    calm = a_claim("x calm", (one, Stance.ASSERTS))
    shown = board(
        a_snapshot(
            *(first, second, lee, kim, one, two, copy, rain, frost, calm),
            a_standing(rain),
            a_standing(frost, origins=[[two, copy]]),
            a_standing(calm),
        )
    )
    assert gists(shown) == ["y frost", "x calm", "z rain"]
    assert [(row.origins, row.outlets) for row in shown.rows] == [(1, 2), (1, 1), (1, 1)]


def test_every_row_has_a_cell_for_every_column() -> None:
    shown = board(dam_breach())
    assert all(tuple(cell.party for cell in row.cells) == shown.parties for row in shown.rows)


def test_a_cell_names_the_stances_strongest_first_and_the_speakers_once() -> None:
    report = a_report("Lee said it rained. Later Lee conceded it rained hard.")
    lee = a_referent(report, "Lee", party="town")
    said = a_statement(report, "it rained", speaker=lee)
    conceded = a_statement(report, "it rained hard", speaker=lee)
    claim = a_claim("it rained", (said, Stance.ASSERTS), (conceded, Stance.CONCEDES))
    (row,) = board(a_snapshot(report, lee, said, conceded, claim)).rows
    (cell,) = row.cells
    assert cell.stances == (Stance.CONCEDES, Stance.ASSERTS)
    assert cell.speakers == ("Lee",)
    assert cell.statements == (conceded.id, said.id)


def test_a_stance_that_the_standing_worked_out_has_no_speaker() -> None:
    shown = board(dam_breach())
    (village,) = [cell for cell in shown.rows[0].cells if cell.party == "village"]
    assert village.stances == (Stance.DENIES,)
    assert village.speakers == ()


def test_only_origins_that_support_a_claim_are_counted() -> None:
    (alarm,) = board(dam_breach(), Filter(status=Status.DENIED)).rows
    assert (alarm.origins, alarm.statements) == (1, 2)


def test_one_remark_in_two_outlets_is_one_origin() -> None:
    (neglect,) = board(dam_breach(), Filter(conceded=True)).rows
    assert (neglect.origins, neglect.outlets, neglect.credibility) == (1, 2, 2)
    assert neglect.about == "2019-01-01/.."


def test_what_an_outlet_narrates_without_a_source_stands_in_its_own_column() -> None:
    (doubt,) = unclaimed(dam_breach())
    assert (doubt.party, doubt.speaker, doubt.outlets_own) == (OUTLET_ITSELF, "Valley Times", True)
    assert doubt.does == "doubts"


def test_a_source_that_nobody_could_tell_is_named_in_the_words_of_the_report() -> None:
    report = a_report("Officials said the road was open. It was said that the bridge held.")
    told = a_statement(report, "the road was open", source="Officials")
    bare = a_statement(report, "the bridge held")
    assert [(one.speaker, one.party) for one in unclaimed(a_snapshot(report, told, bare))] == [
        ("Officials", NO_PARTY),
        ("source not named", NO_PARTY),
    ]


def test_a_referent_without_an_actor_keeps_its_own_name_and_party() -> None:
    report = a_report("Lee said it rained.")
    lee = a_referent(report, "Lee", party="town")
    told = a_statement(report, "it rained", speaker=lee)
    (one,) = unclaimed(Snapshot.of([report, lee, told]))
    assert (one.speaker, one.party, one.actor) == ("Lee", "town", None)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(contested=True), 3),
        (Filter(conceded=True), 1),
        (Filter(one_sided=True), 0),
        (Filter(status=Status.CONTESTED), 2),
        (Filter(party="GOVERN"), 1),
        (Filter(place="lower brask"), 1),
        (Filter(place="town-1"), 1),
        (Filter(speaker="falk"), 1),
        (Filter(text="alarm had"), 1),
        (Filter(text="houses", contested=True, speaker="reed"), 2),
        (Filter(text="zebra"), 0),
    ],
)
def test_a_filter_keeps_what_passes_everything_that_is_set(wanted: Filter, found: int) -> None:
    shown = board(dam_breach(), wanted)
    assert len(shown.rows) == found
    assert shown.parties == board(dam_breach()).parties


def test_an_empty_ledger_has_an_empty_board() -> None:
    assert board(Snapshot()) == Board((), ())
    assert accounts(Snapshot()) == ()
    assert timeline(Snapshot()) == ()


def test_every_stance_and_status_has_its_sign_and_words() -> None:
    assert set(GLYPHS) == set(STRENGTH) == set(Stance)
    assert len(set(GLYPHS.values())) == len(Stance)
    assert set(STATUS_WORDS) == set(STATUS_MEANING) == set(Status)


# -- Account -----------------------------------------------------------------------------------


def test_an_account_quotes_each_statement_with_its_way() -> None:
    told = account(dam_breach(), "c-057e5b3470d0")
    first, again, silent = told.testimonies
    assert first.quotes[0].text == "spillway had not been inspected since 2019"
    assert first.cue is not None
    assert (first.speaker, first.party, first.does, first.cue.text) == (
        "Ines Falk",
        "operator",
        "concedes",
        "admitted",
    )
    assert [hand.name for hand in again.chain] == ["Ines Falk", "the agency"]
    assert (again.outlet, again.published) == ("Coast <Courier>", "2024-03-03")
    assert (silent.stance, silent.does) == (Stance.SILENT, "stays silent")
    assert [decision.note for decision in told.decisions] == ["read the inspection log"]


def a_faction() -> Snapshot:
    """Return what a depot that was ruled to be a part of the bus company admits of it."""
    report = a_report("Ed Moss admitted the fares rose. Sources agreed the fares rose.")
    ed = a_referent(report, "Ed Moss", party="depot")
    admitted = a_statement(report, "the fares rose", speaker=ed, cue="admitted")
    vague = replace(a_statement(report, "fares rose", source="Sources", cue="agreed"), id="s-vague")
    claim = a_claim("the fares rose", (admitted, Stance.CONCEDES), (vague, Stance.ASSERTS))
    left_out = LeftOut("a source without a name", (vague.id,), "it may be Ed Moss")
    origin = Origin(
        "o-1", None, (admitted.id, vague.id), "one speaker", relays=("Wire",), left_out=(left_out,)
    )
    standing = replace(a_standing(claim, Status.CONCEDED), origins=(origin,))
    actor = replace(an_actor(ed), camp="bus company", party_because="ruled by counterclaim.toml")
    return a_snapshot(report, ed, actor, admitted, vague, claim, standing)


def test_beside_a_concession_stands_that_a_person_ruled_it_a_factions() -> None:
    (row,) = board(a_faction()).rows
    told = account(a_faction(), row.claim).testimonies
    assert [one.quarrel for one in told] == [
        "depot is ruled to be a faction of bus company, and may speak against the rest of it",
        "",
    ]


def test_an_origin_names_outlets_relays_and_what_was_left_out() -> None:
    (row,) = board(a_faction()).rows
    (origin,) = account(a_faction(), row.claim).origins
    assert (origin.outlets, origin.relays) == (("Harbour Post",), ("Wire",))
    assert [one.because for one in origin.left_out] == ["it may be Ed Moss"]


def test_a_cell_says_whether_a_person_ruled_the_side() -> None:
    (row,) = board(a_faction()).rows
    assert {cell.party: cell.ruled for cell in row.cells} == {"depot": True, NO_PARTY: False}


def one_claim(*told: tuple[str, str | None, Stance]) -> bool:
    """Say whether a claim is one-sided that speakers of parties take stances to."""
    facts: list[Fact] = []
    bearings = []
    for number, (name, party, stance) in enumerate(told):
        report = a_report(f"{name} said the fares rose. {number}")
        speaker = a_referent(report, name, party=party)
        one = a_statement(report, "the fares rose", speaker=speaker)
        facts += [report, speaker, one]
        bearings.append((one, stance))
    claim = a_claim("the fares rose", *bearings)
    (row,) = board(a_snapshot(*facts, claim)).rows
    return row.one_sided


def test_one_sided_is_what_one_side_says_on_however_many_origins() -> None:
    assert one_claim(("Ann", "union", Stance.ASSERTS), ("Ben", "union", Stance.CONFIRMS))
    assert one_claim(("Ann", None, Stance.ASSERTS))
    assert not one_claim(("Ann", "union", Stance.ASSERTS), ("Cleo", "firm", Stance.ASSERTS))
    assert not one_claim(("Ann", "union", Stance.ASSERTS), ("Cleo", "firm", Stance.DENIES))
    assert not one_claim(("Cleo", "firm", Stance.DENIES))
    assert not one_claim(("Cleo", "firm", Stance.CONCEDES))


def test_a_relation_is_told_from_either_side() -> None:
    shown = board(dam_breach())
    left, right = (account(dam_breach(), row.claim) for row in shown.rows[:2])
    assert [(one.words, one.claim) for one in left.relations] == [("conflicts with", right.claim)]
    assert [(one.words, one.gist) for one in right.relations] == [("conflicts with", left.gist)]


def test_an_account_says_which_origins_support_the_claim() -> None:
    (row,) = board(dam_breach(), Filter(status=Status.DENIED)).rows
    origins = account(dam_breach(), row.claim).origins
    assert [(origin.speaker, origin.supports) for origin in origins] == [
        ("Tomas Reed", True),
        ("The ministry", False),
    ]


@pytest.mark.parametrize("wanted", ["c-057e5b3470d0", "c-057", "057"])
def test_a_claim_is_found_by_its_id_or_by_how_it_begins(wanted: str) -> None:
    assert account(dam_breach(), wanted).claim == "c-057e5b3470d0"


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ("c-", "4 claims begin with 'c-'; nearest: c-057e5b3470d0"),
        ("c-058", "no claim begins with 'c-058'; nearest: c-057e5b3470d0"),
    ],
)
def test_where_no_one_claim_is_meant_the_nearest_are_named(wanted: str, reason: str) -> None:
    with pytest.raises(NotFoundError, match=re.escape(reason)):
        account(dam_breach(), wanted)


def test_accounts_come_in_the_order_of_the_board() -> None:
    assert [told.row for told in accounts(dam_breach())] == list(board(dam_breach()).rows)


# -- Evidence ----------------------------------------------------------------------------------


def test_overlapping_statements_cut_a_text_into_segments() -> None:
    report = a_report("aaa bbb ccc\n\nddd")
    around = a_statement(report, "aaa bbb", form=Form.DIRECT)
    across = a_statement(report, "bbb ccc", form=Form.DIRECT)
    cut = segments(report, [across, around])
    assert [(one.text, one.statements, one.paragraph) for one in cut] == [
        ("aaa ", (around.id,), 0),
        ("bbb", (around.id, across.id), 0),
        (" ccc", (across.id,), 0),
        ("\n\n", (), 0),
        ("ddd", (), 1),
    ]


ENDS = st.tuples(st.integers(0, 30), st.integers(0, 30))


@given(st.text("ab \n\r\U0001f30a", max_size=30), st.lists(ENDS, max_size=6))
def test_segments_joined_are_the_text_and_know_what_covers_them(
    text: str, ends: list[tuple[int, int]]
) -> None:
    report = a_report(text)
    spans = [Span(report.id, *pair) for pair in ends if pair[0] < pair[1] <= len(text)]
    statements = [
        Statement(f"s-{number}", report.id, (span,), Act.ASSERT, Form.DIRECT, "told")
        for number, span in enumerate(spans)
    ]
    cut = segments(report, statements)
    assert "".join(one.text for one in cut) == text
    assert [one.paragraph for one in cut] == sorted(one.paragraph for one in cut)
    for one in cut:
        covering = {told.id for told in statements if Span(report.id, one.start, one.end) in told.content[0]}
        assert set(one.statements) == covering
    for _, members in groupby(cut, key=lambda one: one.paragraph):
        assert "\n" not in "".join(one.text for one in members).strip("\n")


# -- Clocks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begin", "until", "ends"),
    [
        (datetime(2024, 3, 1), datetime(2024, 3, 2), ("2024-03-01", "2024-03-01")),
        (datetime(2024, 3, 1), datetime(2024, 4, 1), ("2024-03-01", "2024-03-31")),
        (datetime(2024, 3, 1, 18), datetime(2024, 3, 2), ("2024-03-01T18:00", "2024-03-01T24:00")),
        (datetime(2024, 3, 1), datetime(2024, 3, 1, 12), ("2024-03-01T00:00", "2024-03-01T12:00")),
        (datetime(2024, 3, 1, 9, 5, 7), None, ("2024-03-01T09:05:07", None)),
        (None, datetime(2024, 3, 2), (None, "2024-03-01")),
        (datetime(2024, 3, 1), datetime(2024, 3, 1), ("2024-03-01T00:00", "2024-02-29T24:00")),
        (None, datetime(1, 1, 1), (None, "0001-01-01T00:00")),
        (None, None, (None, None)),
    ],
)
def test_an_interval_is_written_closed(
    begin: datetime | None, until: datetime | None, ends: tuple[str | None, str | None]
) -> None:
    assert closed(When(begin, until)) == ends


def test_an_unknown_time_is_no_text() -> None:
    assert (closed(None), clock_text(None), clock_text(When(None, None))) == ((None, None), "", "")


def test_the_timeline_goes_by_when_things_were_said_or_else_printed() -> None:
    moments = timeline(strike())
    assert moments[0].said_text == "2024-03-01T18:00/2024-03-01T24:00"
    assert [moment.speaker for moment in moments] == ["Ana Ruiz", "The port company", "The port company"]
    assert moments[0].claims == (("c-53918780c4ef", Stance.ASSERTS),)


def test_statements_of_unknown_time_come_last_on_the_timeline() -> None:
    dated = a_report("Lee said it rained.")
    undated = a_report("Kim said it froze.", published=None)
    facts = a_snapshot(
        dated,
        undated,
        a_statement(dated, "it rained", source="Lee"),
        a_statement(undated, "it froze", source="Kim"),
    )
    assert [moment.quote for moment in timeline(facts)] == ["it rained", "it froze"]


# -- Figures, counts, integrity ------------------------------------------------------------------


def test_figures_of_one_unit_on_both_sides_of_a_conflict_are_disputed() -> None:
    (dispute,) = disputed_figures(strike())
    assert [figure.words.text for figure in dispute.left_figures] == ["900 dockers"]
    assert [figure.words.text for figure in dispute.right_figures] == ["at most 300 people"]
    assert dispute.right_figures[0].speaker == "The port company"


def test_the_summary_counts_in_one_line() -> None:
    assert (
        str(summary(dam_breach())) == "2 reports, 8 statements, 4 claims, 3 contested (1 of them only denied)"
    )
    assert str(summary(strike())) == "1 report, 3 statements, 3 claims, 2 contested"
    assert summary(dam_breach()).conceded == 1


def test_the_contested_are_as_many_as_the_filter_shows() -> None:
    shown = board(dam_breach(), Filter(contested=True))
    assert summary(dam_breach()).contested == len(shown.rows)


def test_a_whole_snapshot_has_no_faults() -> None:
    assert list(faults(dam_breach())) == []


def test_evidence_that_is_not_there_stops_the_view() -> None:
    report = a_report("Lee said it rained.")
    told = a_statement(report, "it rained", source="Lee")
    claim = a_claim("it rained", (told, Stance.ASSERTS))
    beyond = Statement("s-1", report.id, (Span(report.id, 0, 99),), Act.ASSERT, Form.DIRECT, "told")
    empty = Statement("s-2", report.id, (), Act.ASSERT, Form.DIRECT, "told")
    facts = a_snapshot(report, beyond, empty, claim, Mentions("d-gone", ()), a_standing(claim))
    assert len(list(faults(facts))) == 4
    assert len(list(faults(a_snapshot(told)))) == 1
    with pytest.raises(IntegrityError, match="rests on statement"):
        board(a_snapshot(report, claim))


def test_one_actor_of_several_reports_speaks_under_one_name() -> None:
    first, second = a_report("Lee said it rained."), a_report("Mr Lee said it froze.", path="b.txt")
    lee, mister = a_referent(first, "Lee", party="town"), a_referent(second, "Mr Lee")
    facts = a_snapshot(
        *(first, second, lee, mister, an_actor(lee, mister)),
        a_statement(first, "it rained", speaker=lee),
        a_statement(second, "it froze", speaker=mister),
    )
    assert {(one.speaker, one.party) for one in unclaimed(facts)} == {("Lee", "town")}
