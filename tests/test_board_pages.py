"""Pages of the board, what they cost, and the board by the clocks of what was told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from counterclaim.board import Filter, Page, board
from counterclaim.ledger import Change, Fact, Snapshot, changes
from counterclaim.model import PartyStance, Stance, Status, When
from counterclaim.problems import IntegrityError
from counterclaim.store import open_store
from factories import a_claim, a_referent, a_report, a_snapshot, a_standing, a_statement
from stories import dam_breach


class Noting(Mapping[str, Any]):
    """A shelf that notes which facts were asked for, and which were asked for at once."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.facts = facts
        self.asked: set[str] = set()
        self.at_once: set[str] = set()

    def fetch(self, keys: Iterable[str]) -> None:
        self.at_once.update(keys)

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return self.facts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)


def many_claims(count: int) -> Snapshot:
    """Return a story of so many claims, told by one or two people; every seventh is contested."""
    facts: list[Fact] = []
    for number in range(count):
        own = []
        for name in ("Ann Dee", "Bo Lund")[: 1 + number % 2]:
            report = a_report(f"{name} said pier {number} was closed.", outlet=f"Outlet {number % 3}")
            speaker = a_referent(report, name, party=("union", "firm")[number % 2])
            told = a_statement(report, f"pier {number} was closed", speaker=speaker)
            facts += [report, speaker, told]
            own.append((told, Stance.ASSERTS))
        claim = a_claim(f"pier {number} was closed", *own)
        status = Status.CONTESTED if number % 7 == 0 else Status.ONE_SIDE
        facts += [claim, a_standing(claim, status)]
    return a_snapshot(*facts)


# -- Pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted", [Filter(), Filter(contested=True), Filter(speaker="ann"), Filter(text="pier 1")]
)
@pytest.mark.parametrize("size", [1, 3, 4, 50])
def test_pages_one_after_the_other_are_the_whole_board(wanted: Filter, size: int) -> None:
    story = many_claims(20)
    whole = board(story, wanted)
    pages = [board(story, wanted, Page(number, size)) for number in range(1, 22)]
    assert [row.claim for page in pages for row in page.rows] == [row.claim for row in whole.rows]
    assert {page.total for page in pages} == {whole.total} == {len(whole.rows)}
    assert max(len(page.rows) for page in pages) <= size


def test_a_page_has_the_rows_of_the_whole_board() -> None:
    whole, page = board(dam_breach()), board(dam_breach(), page=Page(1, 3))
    assert page.total == len(whole.rows) == 4
    for row, same in zip(page.rows, whole.rows[:3], strict=True):
        assert replace(row, cells=()) == replace(same, cells=())
        assert {cell for cell in same.cells if cell.stances} <= set(row.cells) <= set(same.cells)


def test_a_page_looks_only_at_what_it_shows_and_asks_for_it_at_once() -> None:
    story = many_claims(140)
    statements, reports, claims, mentions = (
        Noting(shelf) for shelf in (story.statements, story.reports, story.claims, story.mentions)
    )
    noting = replace(story, statements=statements, reports=reports, claims=claims, mentions=mentions)
    shown = board(noting, page=Page(1, 10))
    assert all(row.status is Status.CONTESTED for row in shown.rows)
    contested = {one.claim for one in story.standings.values() if one.status is Status.CONTESTED}
    assert claims.asked == claims.at_once == contested
    for shelf in (statements, reports):
        assert shelf.asked <= shelf.at_once
        assert len(shelf.asked) < len(shelf) / 4


def test_only_what_is_shown_has_to_be_whole() -> None:
    story = many_claims(20)
    hidden = board(story).rows[-1].claim
    lost = {bearing.statement for bearing in story.claims[hidden].bearings}
    holed = replace(story, statements={key: one for key, one in story.statements.items() if key not in lost})
    assert len(board(holed, page=Page(1, 3)).rows) == 3
    for page in (None, Page(7, 3)):
        with pytest.raises(IntegrityError, match=f"claim {hidden} rests on statement"):
            board(holed, page=page)


def test_a_page_of_a_case_is_that_of_its_facts_now_and_as_of_a_moment(tmp_path: Path) -> None:
    story = many_claims(60)
    noon = datetime(2024, 3, 1, 12, tzinfo=UTC)
    raw = {report.sha256: report.text.encode() for report in story.reports.values()}
    with open_store(tmp_path / "case.db", create=True) as store:
        store.append(changes(Snapshot(), story.facts()), raw, recorded=noon, tool="test 1")
        gone = [Change("standing", key, None) for key in story.standings]
        store.append(gone, {}, recorded=noon + timedelta(hours=1), tool="test 1")
        for page in (None, Page(1, 5), Page(3, 10), Page(1), Page(9, 10)):
            assert board(store.snapshot(noon), page=page) == board(story, page=page)
            assert board(store.snapshot(), page=page) == board(replace(story, standings={}), page=page)
        wanted = Filter(speaker="bo", contested=True)
        assert board(store.snapshot(noon), wanted, Page(1, 3)) == board(story, wanted, Page(1, 3))


def test_a_party_that_was_altered_in_the_file_names_no_column(tmp_path: Path) -> None:
    path, story = tmp_path / "case.db", many_claims(60)
    hidden = board(story).rows[-1].claim
    ruled = replace(story.standings[hidden], parties=(PartyStance("fishers", Stance.DENIES),))
    story = replace(story, standings={**story.standings, hidden: ruled})
    with open_store(path, create=True) as store:
        store.append(changes(Snapshot(), story.facts()), {}, recorded=datetime.now(UTC), tool="test 1")
        assert "fishers" in board(store.snapshot(), page=Page(1, 3)).parties
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("DROP TRIGGER entry_is_never_changed")
        file.execute("UPDATE entry SET body = replace(body, 'fishers', 'pirates')")
    with open_store(path) as store, pytest.raises(IntegrityError, match="was altered"):
        board(store.snapshot(), page=Page(1, 3))


# -- The other clocks --------------------------------------------------------------------------

MARCH = When(datetime(2024, 3, 1), datetime(2024, 4, 1))


def dated_claim(when: When | None) -> Snapshot:
    """Return a claim with one statement, all of whose clocks show the same."""
    report = a_report("Ann Dee said the pier was closed.", published=when)
    told = replace(a_statement(report, "the pier was closed", source="Ann Dee", said=when), about=when)
    return a_snapshot(report, told, a_claim("the pier was closed", (told, Stance.ASSERTS)))


@pytest.mark.parametrize(
    ("known", "rows", "undated"),
    [
        (When.day(2024, 3, 31), 1, 0),
        (When.day(2024, 4, 1), 0, 0),
        (When(None, datetime(2024, 3, 1)), 0, 0),
        (When(None, datetime(2024, 3, 2)), 1, 0),
        (When(datetime(2023, 1, 1), None), 1, 0),
        (When(None, None), 0, 1),
        (None, 0, 1),
    ],
)
@pytest.mark.parametrize("wanted", [Filter(happened=MARCH), Filter(said=MARCH), Filter(printed=MARCH)])
def test_a_claim_that_could_be_of_a_time_is_kept_and_an_unknown_time_is_counted(
    known: When | None, rows: int, undated: int, wanted: Filter
) -> None:
    shown = board(dated_claim(known), wanted)
    assert (len(shown.rows), shown.total, shown.undated) == (rows, rows, undated)


def test_one_statement_of_the_time_is_enough_and_all_clocks_have_to_agree() -> None:
    retold = When.day(2024, 3, 3)
    assert board(dam_breach(), Filter(printed=retold)).total == 1
    assert board(dam_breach(), Filter(printed=retold, happened=When.day(2018, 1, 1))).total == 0
    both = board(dam_breach(), Filter(printed=retold, said=MARCH))
    assert (both.total, both.undated) == (0, 1)
