from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from counterclaim.board import Filter
from counterclaim.board.index import Index
from counterclaim.board.lifelines import Grouping, covered, happening, lifelines
from counterclaim.board.rows import Page
from counterclaim.ledger import Snapshot
from counterclaim.model import Stance, When
from factories import a_claim, a_referent, a_report, a_snapshot, a_standing, a_statement
from stories import dam_breach, strike


def lines_of(snapshot: Snapshot, grouping: Grouping = Grouping.CLAIM) -> list[str]:
    """Return party, gist and times of every line, as one reads them."""
    return [
        " | ".join(
            (
                one.party,
                one.gist,
                one.happened.text if one.happened else "",
                ", ".join(stretch.text for stretch in one.said),
                ", ".join(stretch.text for stretch in one.printed),
            )
        )
        for one in lifelines(Index(snapshot), grouping=grouping).lines
    ]


def told_twice(first: When | None, second: When | None) -> Snapshot:
    """Return a story of one claim that two reports tell of another time each."""
    texts = ("The mayor said the bridge was closed.", "The mayor said the bridge was closed again.")
    reports = [a_report(text, outlet=text) for text in texts]
    people = [a_referent(report, "The mayor") for report in reports]
    told = [
        replace(a_statement(report, "the bridge was closed", speaker=person), about=about)
        for report, person, about in zip(reports, people, (first, second), strict=True)
    ]
    claim = a_claim("the bridge was closed", *((one, Stance.ASSERTS) for one in told))
    return a_snapshot(*reports, *people, *told, claim, a_standing(claim))


def test_each_claim_has_one_line_with_its_three_clocks_the_earliest_first() -> None:
    assert lines_of(strike()) == [
        " | 900 dockers had stopped work |  | 2024-03-01T18:00/2024-03-01T24:00 | 2024-03-02",
        " | at most 300 people were missing |  |  | 2024-03-02",
        " | ships were being unloaded |  |  | 2024-03-02",
    ]


def test_by_party_every_party_has_a_line_for_each_claim_it_speaks_of() -> None:
    found = lifelines(Index(dam_breach()), grouping=Grouping.PARTY)
    told = [(one.party, one.gist, one.stances) for one in found.lines]
    assert ("government", "no warning was given", (Stance.DENIES,)) in told
    assert ("village", "no warning was given", (Stance.ASSERTS,)) in told
    parties = [party for party, *_ in told]
    assert parties == sorted(parties, key=parties.index)


def test_what_several_tell_of_is_possible_in_all_their_times_and_certain_where_they_agree() -> None:
    days = When(datetime(2024, 3, 1), datetime(2024, 3, 4))
    (line,) = lifelines(Index(told_twice(When.day(2024, 3, 2), days))).lines
    assert line.happened is not None
    assert line.happened.possible == days
    assert line.happened.certain == When(datetime(2024, 3, 2), datetime(2024, 3, 3))


def test_where_reports_have_no_moment_in_common_nothing_is_certain() -> None:
    (line,) = lifelines(Index(told_twice(When.day(2024, 3, 2), When.day(2024, 3, 5)))).lines
    assert line.happened is not None
    assert line.happened.certain is None
    assert line.happened.text == "2024-03-02/2024-03-05"


def test_an_open_end_stays_open_and_is_never_today() -> None:
    found = happening([When(None, datetime(2024, 3, 3))])
    assert found is not None
    assert (found.possible.begin, found.certain) == (None, None)


def test_a_period_keeps_what_is_told_of_that_time_and_an_open_end_counts_as_the_other() -> None:
    by_march_3 = told_twice(When(None, datetime(2024, 3, 4)), None)
    assert lifelines(Index(by_march_3), period=When.day(2024, 3, 3)).total == 1
    assert lifelines(Index(by_march_3), period=When.day(2024, 3, 4)).total == 0
    assert lifelines(Index(by_march_3), period=When.day(1999, 3, 3)).total == 0
    index = Index(strike())
    assert lifelines(index, period=When.day(2024, 3, 1)).total == 1
    assert lifelines(index, period=When.day(2025, 1, 1)).total == 0


def test_a_filter_and_a_page_leave_the_total_of_what_passes() -> None:
    index = Index(strike())
    assert lifelines(index, Filter(party="employer")).total == 2
    found = lifelines(index, page=Page(2, 2))
    assert (found.total, len(found.lines)) == (3, 1)


def test_what_is_covered_lies_apart() -> None:
    told = [When.day(2024, 3, 2), When(datetime(2024, 3, 2, 12), datetime(2024, 3, 4)), When.day(2024, 5, 1)]
    assert [(begin.day, until.day) for begin, until in covered(told)] == [(2, 4), (1, 2)]


def test_an_empty_case_has_no_lines() -> None:
    assert lifelines(Index(Snapshot())).lines == ()
