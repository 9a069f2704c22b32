"""A table for spreadsheets: one row for each statement and claim it bears on (RFC 4180, UTF-8).

Statements that bear on no claim have a row too, so that nothing is cut.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping

from counterclaim.board import Account, Testimony, accounts, unclaimed
from counterclaim.export.encoding import encoded
from counterclaim.ledger import Snapshot

COLUMNS = (
    "claim",
    "gist",
    "status",
    "origins",
    "outlets",
    "party",
    "speaker",
    "speaker_id",
    "stance",
    "act",
    "form",
    "denied",
    "quote",
    "outlet",
    "title",
    "published",
    "said",
    "about",
    "channel",
    "chain",
    "source",
    "cue",
    "level",
    "report",
    "path",
    "statement",
    "start",
    "end",
    "spans",
    "because",
    "stance_because",
    "status_because",
    "certainty",
    "hedges",
    "addressee",
    "matter",
    "scope",
    "verdict",
    "statement_verdict",
)
"""The columns, in their order; they are only ever added to at the end."""

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
"""A cell that begins so would be run by a spreadsheet (OWASP, CSV injection); also in full width."""

BYTE_ORDER_MARK = "\ufeff"

Cells = Mapping[str, str | int]


def csv_table(snapshot: Snapshot) -> bytes:
    """Return the table as it is: for programs."""
    return encoded(_table(snapshot, str))


def csv_table_for_excel(snapshot: Snapshot) -> bytes:
    """Return the table with a byte order mark and with an apostrophe before what looks like a formula."""
    return encoded(BYTE_ORDER_MARK + _table(snapshot, guarded))


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula.

    >>> guarded('=1+1'), guarded('1+1')
    ("'=1+1", '1+1')
    """
    return f"'{cell}" if cell.lstrip(" \u00a0")[:1] in FORMULA_STARTS and cell.strip(" \u00a0") else cell


def _table(snapshot: Snapshot, as_cell: Callable[[str], str]) -> str:
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for row in _rows(snapshot):
        writer.writerow([as_cell(str(row[column])) for column in COLUMNS])
    return table.getvalue()


def _rows(snapshot: Snapshot) -> Iterator[Cells]:
    for account in accounts(snapshot):
        yield from (_claim_cells(account) | _statement_cells(told) for told in account.testimonies)
    nothing: dict[str, str | int] = dict.fromkeys(("claim", "gist", "status", "origins", "outlets"), "")
    for told in unclaimed(snapshot):
        yield nothing | {"status_because": "", "verdict": ""} | _statement_cells(told)


def _claim_cells(account: Account) -> dict[str, str | int]:
    return {
        "claim": account.claim,
        "gist": account.gist,
        "status": account.row.status or "",
        "origins": account.row.origins,
        "outlets": account.row.outlets,
        "status_because": account.row.because,
        "verdict": account.row.verdict or "",
    }


def _statement_cells(told: Testimony) -> dict[str, str | int]:
    return {
        "statement_verdict": told.verdict or "",
        "party": told.party,
        "speaker": told.speaker,
        "speaker_id": told.actor or "",
        "stance": told.stance or "",
        "act": told.act,
        "form": told.form,
        "denied": "yes" if told.denied else "no",
        "quote": " ... ".join(quote.text for quote in told.quotes),
        "outlet": told.outlet,
        "title": told.title,
        "published": told.published,
        "said": told.said,
        "about": told.about,
        "channel": told.channel or "",
        "chain": " > ".join(hand.name for hand in told.chain),
        "source": told.source.text if told.source else "",
        "cue": told.cue.text if told.cue else "",
        "level": told.level,
        "report": told.report,
        "path": told.path,
        "statement": told.statement,
        "start": told.quotes[0].start,
        "end": told.quotes[-1].end,
        "spans": "; ".join(f"{quote.start}-{quote.end}" for quote in told.quotes),
        "because": told.because,
        "stance_because": told.stance_because,
        "certainty": told.certainty,
        "hedges": "; ".join(hedge.text for hedge in told.hedges),
        "addressee": told.addressee.text if told.addressee else "",
        "matter": told.matter.text if told.matter else "",
        "scope": told.scope or "",
    }
