"""The table as Parquet, for DuckDB, pandas, Polars and R: the columns of the CSV with their types.

Each quotation has its place beside it in `quotes`, a list of structures. Needs the extra `parquet`.
"""

from __future__ import annotations

import importlib
import io
from typing import Any

from counterclaim.export.counting import counted
from counterclaim.export.csv_table import COLUMNS, rows
from counterclaim.export.encoding import writable
from counterclaim.ledger import Snapshot
from counterclaim.problems import UsageError

NUMBERS = frozenset({"origins", "outlets", "level", "start", "end", "credibility"})
"""The columns that hold whole numbers; all others hold text, but for `denied` and `quotes`."""


def parquet(snapshot: Snapshot) -> bytes:
    """Return the table; an empty cell is null.

    Raises:
        UsageError: what writes Parquet is not installed; the message says how to install it.
    """
    arrow, tables = _library("pyarrow"), _library("pyarrow.parquet")
    cells = list(rows(snapshot))
    columns: dict[str, list[Any]] = {
        name: [_value(name, row[name]) for row in cells] for name in COLUMNS if name != "spans"
    }
    columns["quotes"] = [_quotes(snapshot, str(row["report"]), str(row["spans"])) for row in cells]
    written = io.BytesIO()
    tables.write_table(arrow.table(columns, schema=_schema(arrow)), written, compression="zstd")
    return written.getvalue()


def parquet_rows(content: bytes) -> str:
    """Count the rows, as the file itself tells them."""
    return counted(_library("pyarrow.parquet").read_metadata(io.BytesIO(content)).num_rows, "row")


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UsageError(
            "to write Parquet takes pyarrow, which is not installed; "
            "install it with: pip install 'counterclaim[parquet]'"
        ) from error


def _schema(arrow: Any) -> Any:
    quote = arrow.struct([("start", arrow.int32()), ("end", arrow.int32()), ("text", arrow.string())])
    fields = [(name, _type(arrow, name)) for name in COLUMNS if name != "spans"]
    return arrow.schema([*fields, ("quotes", arrow.list_(quote))])


def _type(arrow: Any, name: str) -> Any:
    if name == "denied":
        return arrow.bool_()
    return arrow.int32() if name in NUMBERS else arrow.string()


def _value(name: str, cell: str | int) -> str | int | bool | None:
    if name == "denied":
        return cell == "yes"
    if cell == "" or isinstance(cell, int):
        return None if cell == "" else cell
    return str(writable(str(cell)))


def _quotes(snapshot: Snapshot, report: str, spans: str) -> list[dict[str, int | str]]:
    """Return each quotation of a row with its place, as the column `spans` of the CSV names it."""
    text = snapshot.reports[report].text
    ends = (map(int, span.split("-")) for span in spans.split("; "))
    return [{"start": start, "end": end, "text": writable(text[start:end])} for start, end in ends]
