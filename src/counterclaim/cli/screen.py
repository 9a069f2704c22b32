"""Where words go: data to stdout, everything else to stderr; a table for eyes, TSV for a pipe, JSON if asked.

Texts come from strangers' files. Before they reach a screen, characters that could steer it
(escapes, changes of direction) are replaced; JSON and exports keep every character.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import typer
from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from counterclaim.cli.exits import Code, silence
from counterclaim.cli.flags import Flags

_STEERING = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")

_WIDTHS: Mapping[str, int] = MappingProxyType({"status": 13})
"""Columns that are folded rather than let them take room from others."""

Cells = Sequence[object]
"""One row of a listing; None is an empty cell."""


def plain(text: str) -> str:
    r"""Return `text` on one line, without characters that could steer a screen or end a cell.

    >>> plain("one\ttwo\x1b[31m")
    'one two�[31m'
    """
    return " ".join(_unsteering(text).split())


def _unsteering(text: str) -> str:
    return _STEERING.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text for people: how far in it stands, and with what style."""

    text: str
    indent: int = 0
    style: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """Says things the way the flags want them."""

    flags: Flags

    # -- To stderr ---------------------------------------------------------------------------

    def note(self, text: str) -> None:
        """Say how things go, unless it is to be quiet."""
        if not self.flags.quiet:
            self.warn(text)

    def detail(self, text: str) -> None:
        """Say what only those want to know who asked for more."""
        if self.flags.verbose:
            self.note(text)

    def warn(self, text: str) -> None:
        """Say what everybody has to know; that nobody reads it any more stops no work."""
        with suppress(BrokenPipeError):
            sys.stderr.write("".join(f"{_unsteering(line)}\n" for line in text.splitlines()))
            sys.stderr.flush()

    # -- To stdout ---------------------------------------------------------------------------

    def is_for_eyes(self) -> bool:
        """Say whether stdout is a screen, or is to be treated as one (FORCE_COLOR)."""
        return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()

    def write(self, data: str | bytes) -> None:
        """Write data; a reader who has seen enough (`| head`) is no error."""
        try:
            if isinstance(data, bytes):
                sys.stdout.flush()
                sys.stdout.buffer.write(data)
                sys.stdout.buffer.flush()
            else:
                sys.stdout.write(data)
                sys.stdout.flush()
        except BrokenPipeError:
            silence(sys.stdout)
            raise typer.Exit(Code.OK) from None
        except OSError:
            silence(sys.stdout)
            raise

    def document(self, value: object) -> None:
        """Write one JSON document; the order of its keys is that of the fields."""
        self.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def listing(
        self,
        document: object,
        header: Sequence[str],
        rows: Sequence[Cells],
        picture: Callable[[int], RenderableType] | None = None,
    ) -> None:
        """Write a listing: as JSON if asked, on a screen as a table, else as tab-separated values.

        Args:
            document: what JSON says.
            header: the names of the columns.
            rows: their cells.
            picture: makes the table for a screen of a width in columns; None: the same rows.
        """
        if self.flags.json:
            self.document(document)
        elif self.is_for_eyes():
            console = self._console()
            self._print(console, picture(console.width) if picture else table(header, rows))
        else:
            lines = ("\t".join(cell_text(cell) for cell in row) for row in (header, *rows))
            self.write("".join(f"{line}\n" for line in lines))

    def text(self, document: object, lines: Iterable[Line]) -> None:
        """Write a text for people, folded to the width of a screen; or JSON if asked."""
        if self.flags.json:
            self.document(document)
        elif self.is_for_eyes():
            self._print(self._console(), *(_padded(line) for line in lines))
        else:
            self.write("".join(f"{' ' * line.indent}{plain(line.text)}".rstrip() + "\n" for line in lines))

    def _console(self) -> Console:
        """Return a console without markup: texts mean what they say."""
        return Console(color_system=self._colors(), markup=False, emoji=False, highlight=False)

    def _colors(self) -> Any:
        """NO_COLOR outweighs FORCE_COLOR, and the flag both."""
        if not self.flags.color or os.environ.get("NO_COLOR"):
            return None
        return "standard" if os.environ.get("FORCE_COLOR") else "auto"

    def _print(self, console: Console, *pictures: RenderableType) -> None:
        with console.capture() as captured:
            console.print(*pictures, sep="\n")
        self.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def cell_text(cell: object) -> str:
    """Return a cell on one line."""
    return "" if cell is None else plain(str(cell))


def frame(*header: str) -> Table:
    """Return an empty table with light lines, to which columns can be added."""
    drawn = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, header_style="bold")
    for name in header:
        drawn.add_column(name, overflow="fold", max_width=_WIDTHS.get(name))
    return drawn


def table(header: Sequence[str], rows: Iterable[Cells]) -> Table:
    """Return rows as a table for a screen."""
    drawn = frame(*header)
    for row in rows:
        drawn.add_row(*(Text(cell_text(cell)) for cell in row))
    return drawn


def counted(number: int, noun: str, several: str = "") -> str:
    """Return a number of things in words; `several` is the plural where it takes more than an "s".

    >>> counted(1, "claim"), counted(0, "claim"), counted(2, "entry", "entries")
    ('1 claim', '0 claims', '2 entries')
    """
    return f"{number:,} {noun if number == 1 else several or f'{noun}s'}"


def _padded(line: Line) -> RenderableType:
    return Padding(Text(plain(line.text), style=line.style), (0, 0, 0, line.indent))
