from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.export.csv_table import (
    BYTE_ORDER_MARK,
    COLUMNS,
    csv_table,
    csv_table_for_excel,
    guarded,
)
from counterclaim.ledger import Snapshot
from counterclaim.model import Form, Stance
from factories import a_claim, a_report, a_snapshot, a_statement, a_statement_with_all_beside_it
from stories import dam_breach, hostile, strike


def rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8"), newline="")))


def test_there_is_a_row_for_each_statement_and_claim_and_one_for_each_statement_without() -> None:
    told = rows(csv_table(dam_breach()))
    assert len(told) == 8
    assert [row["quote"] for row in told if not row["claim"]] == [
        "The figures could not be checked independently"
    ]


def test_a_row_of_the_strike_reads_as_it_should() -> None:
    first = rows(csv_table(strike()))[0]
    golden = {
        "gist": "900 dockers had stopped work",
        "status": "contested",
        "origins": "1",
        "outlets": "1",
        "party": "union",
        "speaker": "Ana Ruiz",
        "stance": "asserts",
        "act": "assert",
        "form": "indirect",
        "denied": "no",
        "quote": "900 dockers had stopped work",
        "outlet": "Harbour Post",
        "published": "2024-03-02",
        "said": "2024-03-01T18:00/2024-03-01T24:00",
        "start": "68",
        "end": "96",
        "spans": "68-96",
    }
    assert {name: first[name] for name in golden} == golden


def test_what_stands_beside_a_statement_has_columns() -> None:
    report = a_report()
    (row,) = rows(csv_table(a_snapshot(report, a_statement_with_all_beside_it(report))))
    assert (row["certainty"], row["hedges"]) == ("probable", "was; closed")
    assert (row["addressee"], row["matter"], row["scope"]) == ("the bridge", "the bridge", "speaker")


def test_the_spans_of_a_row_yield_its_quote() -> None:
    story = dam_breach()
    for row in rows(csv_table(story)):
        ends = (part.split("-") for part in row["spans"].split("; "))
        text = story.reports[row["report"]].text
        assert " ... ".join(text[int(start) : int(end)] for start, end in ends) == row["quote"]


def test_an_empty_ledger_is_a_table_with_a_head() -> None:
    assert csv_table(Snapshot()).decode() == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", " =", "\u00a0@"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert guarded(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


@pytest.mark.parametrize("cell", ["12-35", "0-9", "3/4", " 11-1999"])
def test_what_a_spreadsheet_would_take_for_a_day_and_a_month_gets_an_apostrophe(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["", "5", "a=b", "40 houses", "’=", "(=)", "2024-03-02", "742-782", "1-2; 4-9", "2.5"]
)
def test_what_a_spreadsheet_would_not_run_is_left_alone(cell: str) -> None:
    assert guarded(cell) == cell


@given(st.text("=+-@\t\r\n a1", max_size=6))
def test_no_guarded_cell_begins_a_formula(cell: str) -> None:
    assert guarded(cell).lstrip(" ")[:1] not in set("=+-@\t\r\n") - {""}


def test_the_excel_flavour_has_a_mark_and_no_formula_and_the_plain_one_is_untouched() -> None:
    report = a_report("=HYPERLINK(1) said so", outlet="@outlet")
    told = a_statement(report, "=HYPERLINK(1)", form=Form.DIRECT)
    story = a_snapshot(report, told, a_claim("-1+1", (told, Stance.ASSERTS)))
    table = csv_table_for_excel(story).decode("utf-8")
    assert table.startswith(BYTE_ORDER_MARK)
    (row,) = rows(table.removeprefix(BYTE_ORDER_MARK).encode())
    assert (row["quote"], row["gist"], row["outlet"]) == ("'=HYPERLINK(1)", "'-1+1", "'@outlet")
    (plain,) = rows(csv_table(story))
    assert (plain["quote"], plain["gist"]) == ("=HYPERLINK(1)", "-1+1")


def test_no_cell_of_a_hostile_story_runs_in_a_spreadsheet() -> None:
    for row in csv.reader(io.StringIO(csv_table_for_excel(hostile()).decode("utf-8-sig"), newline="")):
        assert all(cell[:1] not in set("=+-@\t\r") for cell in row if cell)
