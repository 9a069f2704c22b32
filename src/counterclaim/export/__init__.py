"""From views to bytes. `EXPORTERS` is the whole list: one function and one row each.

Every export is a function of the snapshot alone: the same snapshot gives the same bytes. The archive,
which holds the log and the raw bytes too, is made from the store: the same case gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from counterclaim.export.archive import archive
from counterclaim.export.brief import brief
from counterclaim.export.csv_table import csv_table, csv_table_for_excel
from counterclaim.export.decisions import decisions
from counterclaim.export.dossier import dossier
from counterclaim.export.ledger_json import ledger_json
from counterclaim.ledger import Snapshot
from counterclaim.problems import UsageError
from counterclaim.store import Store


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: the name to ask for, its media type and file suffix, and the function that writes it."""

    name: str
    media_type: str
    suffix: str
    write: Callable[[Snapshot], bytes]
    help: str


EXPORTERS: tuple[Exporter, ...] = (
    Exporter("json", "application/json", ".json", ledger_json, "the whole ledger, with a published schema"),
    Exporter("csv", "text/csv", ".csv", csv_table, "one row for each statement and claim"),
    Exporter("csv-excel", "text/csv", ".csv", csv_table_for_excel, "the same, safe to open in a spreadsheet"),
    Exporter(
        "brief", "text/markdown", ".md", brief, "a Markdown brief in which every sentence cites its place"
    ),
    Exporter("html", "text/html", ".html", dossier, "a dossier in one page that needs no network"),
    Exporter("decisions", "application/jsonl", ".jsonl", decisions, "what people decided, one a line"),
)


@dataclass(frozen=True, slots=True)
class Archiver:
    """A format that holds all there is of a case, and so is written from the store, piece by piece."""

    name: str
    media_type: str
    suffix: str
    write: Callable[[Store], Iterator[bytes]]
    help: str


ARCHIVER = Archiver(
    "archive", "application/jsonl", ".jsonl", archive, "the case itself: `import` makes the same case of it"
)

FORMATS: tuple[Exporter | Archiver, ...] = (*EXPORTERS, ARCHIVER)
"""All that can be asked for."""


def exporter(name: str) -> Exporter:
    """Return the exporter called `name`.

    Raises:
        UsageError: there is none; the message names those there are.
    """
    for known in EXPORTERS:
        if known.name == name:
            return known
    names = ", ".join(known.name for known in FORMATS)
    raise UsageError(f"no export format {name!r}; there are: {names}")


__all__ = ["ARCHIVER", "EXPORTERS", "FORMATS", "Archiver", "Exporter", "exporter"]
