"""Tables as other programs read them: DuckDB reads CSV and Parquet; tables are joined."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from counterclaim.export.csv_table import COLUMNS, csv_table, guarded
from counterclaim.export.parquet import parquet, parquet_rows
from counterclaim.export.tables import table_files, tables
from counterclaim.ledger import Snapshot
from counterclaim.problems import UsageError
from exported import FORMULA, LONG, NEWLINED, files_in, foreign, parquet_rows_of, rows_of
from stories import dam_breach, hostile, strike

STORIES = pytest.mark.parametrize("story", [dam_breach, strike, hostile, foreign, Snapshot])


def asked(query: str) -> duckdb.DuckDBPyRelation:
    """Return what DuckDB answers."""
    answer = duckdb.sql(query)
    assert answer is not None
    return answer


def put(folder: Path, name: str, content: bytes) -> str:
    """Write a file, and return its path as SQL wants it."""
    (folder / name).write_bytes(content)
    return str(folder / name).replace("'", "''")


# -- CSV -------------------------------------------------------------------------------------------


@STORIES
def test_duckdb_reads_the_table_as_the_csv_module_does(story: Callable[[], Snapshot], tmp_path: Path) -> None:
    path = put(tmp_path, "claims.csv", csv_table(story()))
    how = "all_varchar=true, header=true, delim=',', quote='\"', escape='\"', max_line_size=10000000"
    found = asked(f"SELECT * FROM read_csv('{path}', {how})")
    assert tuple(found.columns) == COLUMNS
    read = [tuple(cell or "" for cell in row) for row in found.fetchall()]
    assert read == [tuple(row.values()) for row in rows_of(csv_table(story()))]


def test_strange_names_come_back_as_they_are() -> None:
    speakers = {row["speaker"] for row in rows_of(csv_table(foreign()))}
    assert {FORMULA, NEWLINED, LONG} <= speakers


def test_a_row_tells_its_places_its_address_and_what_people_ruled() -> None:
    rows = rows_of(csv_table(dam_breach()))
    (flooded,) = [row for row in rows if row["gist"] == "40 houses were flooded"]
    assert (flooded["places"], flooded["address"], flooded["credibility"]) == ("Lower Brask", "", "6")
    assert flooded["related"].startswith("conflicts with c-")
    (again,) = [row for row in rows if row["outlet"] == "Coast <Courier>" and row["stance"] == "concedes"]
    assert again["address"] == "https://coast.example/flood?a=1&b=2"
    assert again["link"].startswith(f"{again['address']}#:~:text=spillway%20had")
    assert (again["about_claim"], again["rulings"]) == (
        "2019-01-01/..",
        "confirmed by desk: read the inspection log",
    )


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    assert {(row["address"], row["link"]) for row in rows_of(csv_table(hostile()))} == {("", "")}


def test_a_formula_in_a_name_is_guarded_in_the_flavour_for_spreadsheets() -> None:
    assert guarded(FORMULA) == f"'{FORMULA}"


# -- Parquet ---------------------------------------------------------------------------------------


@STORIES
def test_duckdb_reads_the_parquet_file(story: Callable[[], Snapshot], tmp_path: Path) -> None:
    content = parquet(story())
    path = put(tmp_path, "claims.parquet", content)
    rows = len(rows_of(csv_table(story())))
    assert asked(f"SELECT count(*) FROM '{path}'").fetchall() == [(rows,)]
    assert parquet_rows(content) == f"{rows} row{'' if rows == 1 else 's'}"


def test_columns_have_types_and_quotations_their_places(tmp_path: Path) -> None:
    path = put(tmp_path, "claims.parquet", parquet(dam_breach()))
    query = f"SELECT speaker, denied, origins, quotes[1].start FROM '{path}' WHERE denied"
    assert asked(query).fetchall() == [("The ministry", True, 1, 324)]
    typed = dict(asked(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{path}')").fetchall())
    assert typed["denied"] == "BOOLEAN"
    assert typed["origins"] == typed["start"] == "INTEGER"
    assert typed["quotes"] == 'STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR)[]'


@STORIES
def test_parquet_holds_what_the_csv_holds(story: Callable[[], Snapshot]) -> None:
    for row, cells in zip(parquet_rows_of(parquet(story())), rows_of(csv_table(story())), strict=True):
        for name in set(COLUMNS) - {"spans", "denied"}:
            assert str("" if row[name] is None else row[name]) == cells[name]


def test_without_what_writes_parquet_the_next_step_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'counterclaim\[parquet\]'"):
        parquet(dam_breach())


# -- Tables ----------------------------------------------------------------------------------------


@STORIES
def test_every_key_of_a_table_leads_to_a_row_of_another(story: Callable[[], Snapshot]) -> None:
    files = {name.removesuffix(".csv"): rows_of(content) for name, content in table_files(story()).items()}
    keys = {
        name: {row["id"] for row in files[name]} for name in ("reports", "statements", "claims", "actors")
    }
    assert keys["reports"] == set(story().reports)
    assert keys["claims"] == set(story().claims)
    assert {row["claim"] for row in files["bearings"]} <= keys["claims"]
    assert {row["statement"] for row in files["bearings"]} <= keys["statements"]
    assert {row["claim"] for name in ("origins", "parties") for row in files[name]} <= keys["claims"]
    assert {row["actor"] for row in files["hands"] if row["actor"]} <= keys["actors"]
    assert {row["report"] for name in ("statements", "mentions") for row in files[name]} <= keys["reports"]


def test_duckdb_joins_the_tables(tmp_path: Path) -> None:
    for name, content in table_files(dam_breach()).items():
        put(tmp_path, name, content)
    query = f"""
        SELECT c.gist, b.stance, a.name
        FROM '{tmp_path}/bearings.csv' b
        JOIN '{tmp_path}/claims.csv' c ON c.id = b.claim
        JOIN '{tmp_path}/statements.csv' s ON s.id = b.statement
        JOIN '{tmp_path}/actors.csv' a ON a.id = s.speaker
        WHERE b.stance = 'denies'"""
    assert asked(query).fetchall() == [("no warning was given", "denies", "The ministry")]


@STORIES
def test_the_archive_holds_the_tables_and_is_the_same_at_any_time(story: Callable[[], Snapshot]) -> None:
    assert files_in(tables(story())) == table_files(story())
    assert tables(story()) == tables(story())
