"""How much was written, counted in the very bytes: what a format says is in it, is in it."""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from collections.abc import Callable

Count = Callable[[bytes], str]


def counted(number: int, noun: str) -> str:
    """Return a number of things in words.

    >>> counted(1, "row"), counted(2_000, "entry")
    ('1 row', '2,000 entries')
    """
    several = f"{noun.removesuffix('y')}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else several}"


def csv_rows(content: bytes) -> str:
    """Count the rows of a table below its header; a cell may hold line ends."""
    csv.field_size_limit(sys.maxsize)
    table = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return counted(sum(1 for _ in table) - 1, "row")


def lines(noun: str) -> Count:
    """Return what counts lines, each of which is one thing called `noun`."""
    return lambda content: counted(content.count(b"\n"), noun)


def items(key: str, noun: str) -> Count:
    """Return what counts the items of a list in a JSON document, and tells of those that were `left_out`."""

    def count(content: bytes) -> str:
        told = json.loads(content)
        left_out = told.get("left_out", {}).get("number", 0)
        return counted(len(told[key]), noun) + (
            f", {left_out:,} left out: {told['left_out']['because']}" if left_out else ""
        )

    return count


def elements(tag: str, noun: str) -> Count:
    """Return what counts the elements of a name in XML that we wrote: in texts there is no angle bracket."""
    return lambda content: counted(
        content.count(f"<{tag}>".encode()) + content.count(f"<{tag} ".encode()), noun
    )


def files_of_rows(content: bytes) -> str:
    """Count the rows of each table in a ZIP archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "; ".join(f"{name}: {csv_rows(packed.read(name))}" for name in packed.namelist())


def one_page(content: bytes) -> str:
    """Count a page: what is in it, the counts of the case tell."""
    del content
    return "1 page"
