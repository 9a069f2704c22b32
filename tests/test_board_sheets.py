"""Reports as evidence, the place of a claim on the board, and what a search found: views without markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from counterclaim.board import (
    Filter,
    board,
    disputed_figures,
    disputes_among,
    found,
    found_by_filter,
    place_of,
    report_lines,
    sheet_of,
    sheets,
)
from counterclaim.board.index import Index
from counterclaim.ledger import Snapshot
from counterclaim.model import Span
from counterclaim.problems import IntegrityError, NotFoundError
from counterclaim.store import SearchHit
from factories import a_report, a_snapshot, a_statement, span_of
from stories import dam_breach, hostile, strike

STORIES = pytest.mark.parametrize("story", [dam_breach, strike, hostile])


@STORIES
def test_the_marks_of_a_sheet_joined_are_the_text(story: Callable[[], Snapshot]) -> None:
    for sheet in sheets(Index(story())):
        texts = [mark.text for paragraph in sheet.paragraphs for mark in paragraph.marks]
        assert "".join(texts) == sheet.report.text


@STORIES
def test_each_statement_has_one_note_in_the_margin(story: Callable[[], Snapshot]) -> None:
    snapshot = story()
    noted = [
        note.told.statement
        for sheet in sheets(Index(snapshot))
        for paragraph in sheet.paragraphs
        for note in paragraph.notes
    ]
    assert sorted(noted) == sorted(one.id for one in snapshot.told())


@STORIES
def test_a_note_names_every_claim_that_its_statement_bears_on(story: Callable[[], Snapshot]) -> None:
    index = Index(story())
    for sheet in sheets(index):
        for note in (note for paragraph in sheet.paragraphs for note in paragraph.notes):
            borne = [bearer.told.claim for bearer in note.bears]
            assert sorted(map(str, borne)) == [
                claim for claim, _ in index.bearings.get(note.told.statement, ())
            ]


def test_a_mention_elsewhere_is_of_the_same_claim_in_another_report() -> None:
    index, met = Index(dam_breach()), 0
    for sheet in sheets(index):
        notes = (note for paragraph in sheet.paragraphs for note in paragraph.notes)
        for bearer in (bearer for note in notes for bearer in note.bears):
            for other in (one for one in (bearer.before, bearer.after) if one):
                met += 1
                assert other.report != sheet.report.id
                assert bearer.told.claim in {claim for claim, _ in index.bearings[other.statement]}
    assert met > 0


def test_a_span_after_the_end_of_its_text_is_not_shown() -> None:
    report = a_report("Lee: the pier stood")
    statement = replace(a_statement(report, "the pier stood"), content=(Span(report.id, 5, 900),))
    with pytest.raises(IntegrityError, match="does not lie in the text"):
        sheet_of(Index(a_snapshot(report, statement)), report.id)


def test_a_report_that_is_not_there_has_no_sheet() -> None:
    with pytest.raises(NotFoundError, match="no report 'd-none'"):
        sheet_of(Index(dam_breach()), "d-none")


@STORIES
def test_each_report_has_a_line_with_its_statements(story: Callable[[], Snapshot]) -> None:
    lines = report_lines(Index(story()))
    assert {line.report for line in lines} == set(story().reports)
    assert sum(line.statements for line in lines) == sum(1 for _ in story().told())


@STORIES
def test_the_places_of_all_claims_are_those_of_the_board(story: Callable[[], Snapshot]) -> None:
    index, rows = Index(story()), board(story()).rows
    places = [place_of(index, index.snapshot.claims[row.claim]) for row in rows]
    assert [place.number for place in places] == list(range(1, len(rows) + 1))
    assert {place.total for place in places} == {len(rows)}
    ids = [row.claim for row in rows]
    assert [place.before.id if place.before else None for place in places] == [None, *ids[:-1]]
    assert [place.after.id if place.after else None for place in places] == [*ids[1:], None]


def test_the_disputes_of_some_claims_are_those_of_all_that_name_one_of_them() -> None:
    every = disputed_figures(dam_breach())
    assert every
    claims = {every[0].left}
    wanted = [one for one in every if one.left in claims or one.right in claims]
    assert list(disputes_among(Index(dam_breach()), claims)) == wanted
    assert disputes_among(Index(dam_breach()), set()) == ()


def test_what_does_not_stand_as_it_was_found_is_left_out() -> None:
    report = a_report("Lee said the pier stood")
    snapshot = a_snapshot(report, a_statement(report, "the pier stood"))
    whole = span_of(report, "the pier stood")
    here = SearchHit("report", report.id, whole, "the pier stood")
    moved = SearchHit("report", report.id, whole, "the pier fell!")
    gone = SearchHit("statement", "s-gone", whole, "the pier stood")
    result = found(Index(snapshot), "pier", [here, moved, gone])
    assert [passage.text for passage in result.reports] == ["the pier stood"]
    assert not result.claims
    assert not result.unclaimed


def test_claims_found_by_a_filter_alone_are_those_of_the_board() -> None:
    wanted = board(dam_breach(), Filter(contested=True))
    result, is_cut = found_by_filter(Index(dam_breach()), Filter(contested=True), 500)
    assert [one.claim for one in result.claims] == [row.claim for row in wanted.rows]
    assert not is_cut
    result, is_cut = found_by_filter(Index(dam_breach()), Filter(contested=True), 1)
    assert len(result.claims) == 1
    assert is_cut
