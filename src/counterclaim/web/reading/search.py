"""Search: words in the reports and in what was said, among the claims that a filter lets pass."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from fastapi import APIRouter, Request, Response

from counterclaim.board import Found, found, found_by_filter
from counterclaim.board.filters import EVERYTHING
from counterclaim.collecting import nothing_collected
from counterclaim.web.answers import Table, as_csv, as_json, links_of, shown
from counterclaim.web.desk import Desk, TheDesk, TheView, View
from counterclaim.web.reading.asked import Asked, asked, data_links

router = APIRouter(include_in_schema=False)

LIMIT = 500
"""How many places are looked at, the best first."""

_COLUMNS = ("claim", "gist", "statement", "speaker", "report", "outlet", "published", "start", "end", "quote")


@router.get("/search")
def search(request: Request, view: TheView, desk: TheDesk) -> Response:
    """Show what was found."""
    return shown(request, view, "search.html", lambda: _values(request, view, desk))


@router.get("/search.json")
def as_data(request: Request, view: TheView, desk: TheDesk) -> Response:
    """Give what was found as JSON."""

    def told() -> dict[str, Any]:
        result, is_cut = _found(asked(request), view, desk)
        return {"is_cut": is_cut, **asdict(result)}

    return as_json(request, view, told)


@router.get("/search.csv")
def as_table(request: Request, view: TheView, desk: TheDesk) -> Response:
    """Give what was found as a table: a row for each place and the claim it bears on."""

    def told() -> Table:
        result, _ = _found(asked(request), view, desk)
        claimed = [
            (one.claim, "".join(piece.text for piece in one.gist), place)
            for one in result.claims
            for place in one.passages
        ]
        every = [*claimed, *(("", "", place) for place in (*result.unclaimed, *result.reports))]
        return _COLUMNS, (
            [
                *(claim, gist, place.statement or "", place.speaker, place.report, place.outlet),
                *(place.published, place.start, place.end, place.text),
            ]
            for claim, gist, place in every
        )

    return as_csv(request, view, told)


def _found(wanted: Asked, view: View, desk: Desk) -> tuple[Found, bool]:
    """Return what was found, and whether more places hold the words than were looked at."""
    with nothing_collected():
        if not wanted.q:
            return found_by_filter(view.index, wanted.filter, LIMIT)
        hits = desk.search(view, wanted.q, LIMIT + 1)
        return found(view.index, wanted.q, hits[:LIMIT], wanted.filter), len(hits) > LIMIT


def _values(request: Request, view: View, desk: Desk) -> dict[str, Any]:
    wanted = asked(request)
    is_filtered = replace(wanted, q="").filter != EVERYTHING
    result, is_cut = _found(wanted, view, desk) if wanted.q or is_filtered else (Found(), False)
    return {
        "asked": wanted,
        "is_filtered": is_filtered,
        "found": result,
        "is_cut": is_cut,
        "limit": LIMIT,
        "data": data_links(links_of(view), "/search", wanted.query),
    }
