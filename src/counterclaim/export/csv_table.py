"""A table for spreadsheets: one row for each statement and claim it bears on (RFC 4180, UTF-8).

Statements that bear on no claim have a row too, so that nothing is cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from counterclaim.board import Account, Ruling, Testimony, accounts, unclaimed
from counterclaim.export.citing import link_to
from counterclaim.export.encoding import csv_text, encoded, web_address
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
    "address",
    "link",
    "about_claim",
    "places",
    "credibility",
    "related",
    "rulings",
)
"""The columns, in their order; they are only ever added to at the end."""

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
"""A cell that begins so would be run by a spreadsheet (OWASP, CSV injection); also in full width."""

_LIKE_A_DATE = re.compile(r"\s*\d{1,2}[-/]\d{1,4}\s*")
"""The characters 12-35 of a text would become December 1935."""

BYTE_ORDER_MARK = "\ufeff"

Cells = Mapping[str, str | int]


def csv_table(snapshot: Snapshot) -> bytes:
    """Return the table as it is: for programs."""
    return encoded(_table(snapshot, str))


def csv_table_for_excel(snapshot: Snapshot) -> bytes:
    """Return the table with a byte order mark, and an apostrophe before what looks like a formula or date."""
    return encoded(BYTE_ORDER_MARK + _table(snapshot, guarded))


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula, or turns into a day and a month.

    >>> guarded('=1+1'), guarded('12-35'), guarded('1+1')
    ("'=1+1", "'12-35", '1+1')
    """
    is_formula = cell.lstrip(" \u00a0")[:1] in FORMULA_STARTS and cell.strip(" \u00a0")
    return f"'{cell}" if is_formula or _LIKE_A_DATE.fullmatch(cell) else cell


def _table(snapshot: Snapshot, as_cell: Callable[[str], str]) -> str:
    return csv_text(COLUMNS, ([as_cell(str(row[column])) for column in COLUMNS] for row in rows(snapshot)))


def rows(snapshot: Snapshot) -> Iterator[Cells]:
    """Yield the cells of each row by the names of their columns."""
    for account in accounts(snapshot):
        yield from (_claim_cells(account) | _statement_cells(told) for told in account.testimonies)
    nothing: dict[str, str | int] = dict.fromkeys(_OF_CLAIMS, "")
    for told in unclaimed(snapshot):
        yield nothing | _statement_cells(told) | {"rulings": _rulings(told.decisions)}


def claim_table(account: Account) -> tuple[tuple[str, ...], list[list[str | int]]]:
    """Return the header and the rows of one claim."""
    cells = (_claim_cells(account) | _statement_cells(told) for told in account.testimonies)
    return COLUMNS, [[row[column] for column in COLUMNS] for row in cells]


def statement_table(testimonies: Iterable[Testimony]) -> tuple[tuple[str, ...], list[list[str | int]]]:
    """Return the header and the rows of statements, without what is told of their claims but the id."""
    columns = ("claim", *(column for column in COLUMNS if column not in _OF_CLAIMS))
    cells = (_statement_cells(told) | {"claim": told.claim or ""} for told in testimonies)
    return columns, [[row[column] for column in columns] for row in cells]


_OF_CLAIMS = (
    "claim",
    "gist",
    "status",
    "origins",
    "outlets",
    "status_because",
    "verdict",
    "about_claim",
    "places",
    "credibility",
    "related",
    "rulings",
)
"""The columns that tell of the claim."""


def _claim_cells(account: Account) -> dict[str, str | int]:
    row = account.row
    return {
        "claim": account.claim,
        "gist": account.gist,
        "status": row.status or "",
        "origins": row.origins,
        "outlets": row.outlets,
        "status_because": row.because,
        "verdict": row.verdict or "",
        "about_claim": row.about,
        "places": "; ".join(row.places),
        "credibility": row.credibility or "",
        "related": "; ".join(f"{other.words} {other.claim}" for other in account.relations),
        "rulings": _rulings(account.decisions),
    }


def _rulings(decisions: Iterable[Ruling]) -> str:
    """Return what people ruled on a claim or what bears on it, and what they noted."""
    return "; ".join(f"{one.ruled} by {one.by}" + (f": {one.note}" if one.note else "") for one in decisions)


def _statement_cells(told: Testimony) -> dict[str, str | int]:
    return _said_cells(told) | _beside_cells(told) | _place_cells(told)


def _said_cells(told: Testimony) -> dict[str, str | int]:
    """Return who says what, by what way and when."""
    return {
        "party": told.party,
        "speaker": told.speaker,
        "speaker_id": told.actor or "",
        "stance": told.stance or "",
        "stance_because": told.stance_because,
        "act": told.act,
        "form": told.form,
        "denied": "yes" if told.denied else "no",
        "quote": " ... ".join(quote.text for quote in told.quotes),
        "said": told.said,
        "about": told.about,
        "channel": told.channel or "",
        "chain": " > ".join(hand.name for hand in told.chain),
        "because": told.because,
        "statement_verdict": told.verdict or "",
    }


def _beside_cells(told: Testimony) -> dict[str, str | int]:
    """Return the words that stand beside what is said."""
    return {
        "source": told.source.text if told.source else "",
        "cue": told.cue.text if told.cue else "",
        "certainty": told.certainty,
        "hedges": "; ".join(hedge.text for hedge in told.hedges),
        "addressee": told.addressee.text if told.addressee else "",
        "matter": told.matter.text if told.matter else "",
        "scope": told.scope or "",
    }


def _place_cells(told: Testimony) -> dict[str, str | int]:
    """Return where the words stand."""
    return {
        "outlet": told.outlet,
        "title": told.title,
        "published": told.published,
        "level": told.level,
        "report": told.report,
        "path": told.path,
        "statement": told.statement,
        "start": told.quotes[0].start,
        "end": told.quotes[-1].end,
        "spans": "; ".join(f"{quote.start}-{quote.end}" for quote in told.quotes),
        "address": web_address(told.address) or "",
        "link": link_to(told.address, told.quotes[0]) or "",
    }
