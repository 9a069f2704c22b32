"""What the templates of a claim and of a report show, wherever the page is put."""

from __future__ import annotations

from typing import Any

from counterclaim.board import Sheet, account_of, cut_numbers, disputes_among, numbers_of, recorded
from counterclaim.board.index import AGAINST, Index
from counterclaim.model import Claim


def claim_values(index: Index, claim: Claim) -> dict[str, Any]:
    """Return what the page of a claim shows."""
    account = account_of(index, claim)
    told = account.testimonies
    statements = dict.fromkeys(one.statement for one in told)
    return {
        "account": account,
        "numbers": {statement: number for number, statement in enumerate(statements, 1)},
        "recorded": {one.report: recorded(index, one.report) for one in told},
        "rivals": [other for other in account.relations if other.kind in AGAINST],
        "related": [other for other in account.relations if other.kind not in AGAINST],
        "disputes": disputes_among(index, {claim.id}),
    }


def sheet_values(sheet: Sheet) -> dict[str, Any]:
    """Return what the page of a report shows; `cut` are the statements of which several marks are made."""
    numbers = numbers_of([sheet])
    cut = cut_numbers([sheet], numbers)
    return {
        "sheet": sheet,
        "numbers": numbers,
        "cut": cut,
        "has_cuts": bool(cut),
        "sought": None,
        "sought_words": "",
        "moved": False,
    }
