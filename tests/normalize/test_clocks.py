"""Which clock a time belongs to: the speech's or the event's."""

from __future__ import annotations

from counterclaim.model import Mention, Report, Statement, When
from counterclaim.normalize.clocks import set_clocks
from counterclaim.parse.parser import parse
from factories import a_report, a_statement, span_of

MONDAY, TUESDAY = When.day(2024, 2, 26), When.day(2024, 2, 27)


def clocked(report: Report, statement: Statement, **times: When) -> Statement:
    """Return the statement with its clocks set; the times are given as word=when."""
    mentions = [Mention(span_of(report, word), value, "as written") for word, value in times.items()]
    return set_clocks(report, parse(report.text), [statement], mentions)[0]


def test_a_time_beside_the_cue_is_that_of_the_speech() -> None:
    report = a_report("The coroner said on Tuesday that the driver was sober.")
    found = clocked(report, a_statement(report, "the driver was sober", cue="said"), Tuesday=TUESDAY)
    assert (found.said, found.about) == (TUESDAY, None)


def test_a_time_in_the_content_is_that_of_the_event() -> None:
    report = a_report("The club said on Tuesday that the coach resigned on Monday.")
    statement = a_statement(report, "the coach resigned on Monday", cue="said")
    found = clocked(report, statement, Tuesday=TUESDAY, Monday=MONDAY)
    assert (found.said, found.about) == (TUESDAY, MONDAY)


def test_without_a_time_of_speaking_it_was_not_after_printing() -> None:
    report = a_report("The firm said profits fell.")
    found = clocked(report, a_statement(report, "profits fell", cue="said"))
    assert report.published is not None
    assert found.said == When(None, report.published.until, "PAST_REF")


def test_an_undated_report_leaves_the_time_of_speaking_open() -> None:
    report = a_report("The firm said profits fell.", published=None)
    assert clocked(report, a_statement(report, "profits fell", cue="said")).said is None


def test_a_time_of_another_sentence_is_not_that_of_the_speech() -> None:
    report = a_report("Rain fell on Monday. The mayor said the bridge held.", published=None)
    assert clocked(report, a_statement(report, "the bridge held", cue="said"), Monday=MONDAY).said is None


def test_a_statement_without_a_cue_has_no_time_of_its_own() -> None:
    report = a_report("“We won on Monday.”", published=None)
    found = clocked(report, a_statement(report, "We won on Monday."), Monday=MONDAY)
    assert (found.said, found.about) == (None, MONDAY)
