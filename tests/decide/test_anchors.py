from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.decide import anchors_of, found
from counterclaim.decide.anchors import BESIDE, Finder
from counterclaim.ledger import Snapshot
from counterclaim.model import Anchor, Report, Span, Stance
from factories import a_claim, a_report, a_snapshot, a_statement

TEXT = "The mayor said the bridge was closed. The harbour master said the bridge was closed. It rained."


def anchor(report: Report, words: str = "the bridge was closed", nth: int = 0) -> Anchor:
    statement = replace(
        a_statement(report, words),
        content=(Span(report.id, start := _place(report.text, words, nth), start + len(words)),),
    )
    (one,) = anchors_of(statement, a_snapshot(report))
    return one


def _place(text: str, words: str, nth: int) -> int:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start


def anew(report: Report, text: str) -> Snapshot:
    """Return the case in which another extractor made `text` of the same bytes."""
    return a_snapshot(replace(report, text=text, extractor="another 2"))


def quoted(span: Span | None, snapshot: Snapshot) -> str | None:
    return None if span is None else snapshot.reports[span.report].quote(span)


def test_an_anchor_holds_the_words_their_place_and_what_stands_around_them() -> None:
    report = a_report(TEXT)
    one = anchor(report, nth=1)
    assert TEXT[one.start : one.end] == one.exact == "the bridge was closed"
    assert (one.sha256, one.report) == (report.sha256, report.id)
    assert one.prefix == TEXT[one.start - BESIDE : one.start]
    assert one.suffix == ". It rained."


def test_words_that_stand_where_they_stood_are_found_there() -> None:
    report = a_report(TEXT)
    for nth in (0, 1):
        one = anchor(report, nth=nth)
        assert found(one, a_snapshot(report)) == Span(report.id, one.start, one.end)


@pytest.mark.parametrize("nth", [0, 1])
@pytest.mark.parametrize(
    "changed",
    ["Harbour Post\n\n" + TEXT, TEXT[4:], TEXT.replace(" ", "\n"), "Menu | " + TEXT.replace(". ", ".\n\n")],
)
def test_words_that_moved_are_found_by_what_stands_around_them(changed: str, nth: int) -> None:
    report = a_report(TEXT)
    one, snapshot = anchor(report, nth=nth), anew(report, changed)
    span = found(one, snapshot)
    assert span is not None
    assert " ".join((quoted(span, snapshot) or "").split()) == one.exact
    before = changed[: span.start].split()
    assert before[-2:] == (["mayor", "said"], ["master", "said"])[nth]


def test_words_of_which_it_cannot_be_told_where_they_are_are_not_found() -> None:
    report = a_report(TEXT)
    twins = anew(report, "xx the bridge was closed yy. xx the bridge was closed yy.")
    assert found(anchor(report), twins) is None
    assert found(anchor(report), anew(report, "Nothing of all this was said by anybody.")) is None
    assert found(anchor(report), a_snapshot()) is None


def test_a_report_that_is_there_under_another_id_is_known_by_its_bytes() -> None:
    report = a_report(TEXT)
    other = replace(report, id="rep-other", outlet="Valley Times")
    one = anchor(report)
    assert found(one, a_snapshot(other)) == Span("rep-other", one.start, one.end)


@pytest.mark.parametrize("start", [-5, 0, 400, 10**9])
def test_an_anchor_with_an_impossible_place_is_found_by_its_words(start: int) -> None:
    report = a_report("Nobody came. The sluice had failed.")
    one = replace(anchor(report, "The sluice had failed"), start=start, end=start)
    assert found(one, a_snapshot(report)) == Span(report.id, 13, 34)


@given(st.text(alphabet="ab .*(\\\n", min_size=1), st.text(alphabet="ab .*(\\\n"), st.data())
def test_what_is_found_is_what_was_quoted(text: str, before: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    report = a_report(text)
    statement = replace(a_statement(report, text[start:end]), content=(Span(report.id, start, end),))
    (one,) = anchors_of(statement, a_snapshot(report))
    snapshot = anew(report, before + text)
    words = quoted(found(one, snapshot), snapshot)
    assert words is None or words.split() == one.exact.split()
    assert found(one, a_snapshot(report)) == Span(report.id, start, end)


# -- Statements --------------------------------------------------------------------------------


def test_a_statement_is_the_one_with_these_words_for_content() -> None:
    report = a_report(TEXT)
    inner, outer = a_statement(report, "the bridge was closed"), a_statement(report, TEXT[:36])
    finder = Finder(a_snapshot(report, inner, outer))
    assert finder.statements(anchor(report)) == (inner.id,)


@pytest.mark.parametrize(
    ("content", "is_found"),
    [("said the bridge was closed", True), ("the bridge was", True), ("the bridge", False), ("mayor", False)],
)
def test_else_the_one_that_shares_at_least_half_of_them(content: str, is_found: bool) -> None:  # noqa: FBT001
    report = a_report(TEXT)
    statement = a_statement(report, content)
    told = Finder(a_snapshot(report, statement)).statements(anchor(report))
    assert told == ((statement.id,) if is_found else ())


def test_two_statements_in_the_same_words_are_told_apart_by_id_alone() -> None:
    report = a_report(TEXT)
    one = a_statement(report, "the bridge was closed", source="The mayor")
    other = a_statement(report, "the bridge was closed", source="The harbour master")
    finder = Finder(a_snapshot(report, one, other))
    assert finder.the_statement(one.id, [anchor(report)]) == one.id
    assert finder.the_statement("st-of-another-reading", [anchor(report)]) is None


def test_an_id_whose_words_are_others_now_is_not_trusted() -> None:
    report = a_report(TEXT)
    kept = a_statement(report, "the bridge was closed")
    moved = replace(a_statement(report, "It rained"), id="st-1")
    finder = Finder(a_snapshot(report, kept, moved))
    assert finder.the_statement("st-1", [anchor(report)]) == kept.id


def test_a_claim_is_bound_to_the_words_of_those_who_say_it() -> None:
    report = a_report(TEXT)
    says = a_statement(report, "the bridge was closed")
    denies = a_statement(report, "It rained")
    claim = a_claim("closed", (says, Stance.ASSERTS), (denies, Stance.DENIES))
    only_denied = a_claim("rained", (denies, Stance.DENIES))
    snapshot = a_snapshot(report, says, denies, claim, only_denied)
    assert [one.exact for one in anchors_of(claim, snapshot)] == ["the bridge was closed"]
    assert [one.exact for one in anchors_of(only_denied, snapshot)] == ["It rained"]


def test_a_claim_that_grew_is_known_by_its_words() -> None:
    report = a_report(TEXT)
    says, more = a_statement(report, "the bridge was closed"), a_statement(report, "It rained")
    grown = a_claim("closed and wet", (says, Stance.ASSERTS), (more, Stance.ASSERTS))
    finder = Finder(a_snapshot(report, says, more, grown))
    assert finder.the_claim("cl-before", [anchor(report)]) == grown.id
    assert finder.the_claim("cl-before", [anchor(report, "The mayor")]) is None
