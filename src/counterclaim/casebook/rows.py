"""What a ledger gives: a sequence of frozen values that becomes a table, in pandas or in a notebook."""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Any, Generic, TypeVar, overload

from markupsafe import Markup, escape

from counterclaim.board import Row, Testimony, clock_text
from counterclaim.export.counting import counted
from counterclaim.model import When
from counterclaim.problems import UsageError

Value_co = TypeVar("Value_co", covariant=True)
Cells = tuple[Sequence[str], Iterable[Sequence[object]]]
"""A header, and rows of cells."""

_DRAWN = 50
"""The most rows that a notebook draws by itself; it says how many there are."""


class Rows(Sequence[Value_co], Generic[Value_co]):
    """A sequence of frozen values that can become a table.

    Args:
        items: the values.
        cells: gives header and rows of the table of such values; None: their fields.
    """

    def __init__(
        self, items: Iterable[Value_co], cells: Callable[[Sequence[Value_co]], Cells] | None = None
    ) -> None:
        self._items = tuple(items)
        self._cells = cells

    @overload
    def __getitem__(self, index: int) -> Value_co: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[Value_co]: ...
    def __getitem__(self, index: int | slice) -> Value_co | Rows[Value_co]:
        if isinstance(index, slice):
            return Rows(self._items[index], self._cells)
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"<{counted(len(self), 'row')}>"

    def to_frame(self) -> Any:
        """Return the rows as a pandas DataFrame.

        Raises:
            UsageError: pandas is not installed; the message says how to.
        """
        header, rows = self._table()
        return _pandas().DataFrame([tuple(row) for row in rows], columns=list(header))

    def _repr_html_(self) -> str:
        """Return the first rows as a table, for a notebook."""
        header, rows = self._table()
        told = [row for row, _ in zip(rows, range(_DRAWN), strict=False)]
        return _drawn(header, told, len(self))

    def _table(self) -> Cells:
        return self._cells(self._items) if self._cells else _fields_of(self._items)


# -- Tables ---------------------------------------------------------------------------------------


def board_cells(parties: Sequence[str], rows: Sequence[Row]) -> Cells:
    """Return the table of a board: what is told of each claim, then what each party does to it."""
    plain = [field.name for field in dataclasses.fields(Row) if field.name != "cells"]
    told = (
        [*(_cell(getattr(row, name)) for name in plain), *(" ".join(cell.stances) for cell in row.cells)]
        for row in rows
    )
    return [*plain, *parties], told


def statement_cells(told: Sequence[Testimony]) -> Cells:
    """Return the table of statements: who says which words, and where these stand."""
    header = ("statement", "claim", "stance", "party", "speaker", "quote", "start", "end", "spans")
    further = ("source", "cue", "act", "form", "denied", "certainty", "channel", "said", "about")
    printed = ("report", "outlet", "title", "published", "address", "verdict", "because")
    first = ("statement", "claim", "stance", "party", "speaker")

    def row(one: Testimony) -> list[object]:
        spans = "; ".join(f"{quote.start}-{quote.end}" for quote in one.quotes)
        ends = (one.quotes[0].start, one.quotes[-1].end, spans)
        words = " … ".join(quote.text for quote in one.quotes)
        rest = (_cell(getattr(one, name)) for name in (*further, *printed))
        return [*(_cell(getattr(one, name)) for name in first), words, *ends, *rest]

    return (*header, *further, *printed), map(row, told)


def _pandas() -> Any:
    try:
        return importlib.import_module("pandas")
    except ModuleNotFoundError as error:
        raise UsageError("to_frame() needs pandas; install it: pip install 'counterclaim[frames]'") from error


def _fields_of(items: Sequence[Any]) -> Cells:
    if not items:
        return (), ()
    names = [field.name for field in dataclasses.fields(items[0])]
    return names, ([_cell(getattr(one, name)) for name in names] for one in items)


def _cell(value: object) -> object:
    """Return a value as a cell of a table holds it: words for a list, and the text of a quotation."""
    match value:
        case Enum():
            return value.value
        case When():
            return clock_text(value)
        case tuple():
            return "; ".join(str(_cell(one)) for one in value)
        case _ if dataclasses.is_dataclass(value) and hasattr(value, "text"):
            return value.text
        case _:
            return value


def _drawn(header: Sequence[str], rows: Sequence[Sequence[object]], total: int) -> str:
    """Return a table as HTML, with everything escaped."""
    names = Markup("").join(Markup("<th>{}</th>").format(name) for name in header)
    lines = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup("<td>{}</td>").format(_shown(one)) for one in row)
        )
        for row in rows
    )
    count = (f"{len(rows):,} of " if len(rows) < total else "") + counted(total, "row")
    table = Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table><p>{}</p>")
    return str(table.format(names, lines, count))


def _shown(value: object) -> Markup:
    return escape("" if value is None else value)
