"""The claim board: rows are claims, columns the parties of this story."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response

from counterclaim.board import Board, Page, Row, board_of, disputes_among
from counterclaim.board.filters import EVERYTHING
from counterclaim.collecting import nothing_collected
from counterclaim.pages import MOST_COLUMNS, Paging, columns_of
from counterclaim.problems import UsageError
from counterclaim.web.answers import Table, as_csv, as_json, links_of, shown
from counterclaim.web.desk import Desk, TheDesk, TheView, View
from counterclaim.web.reading.asked import (
    Asked,
    asked,
    data_links,
    number_of,
    page_number,
    refuse_beyond,
)

router = APIRouter(include_in_schema=False)

COLUMNS = (
    *("claim", "gist", "status", "because", "verdict", "origins", "outlets", "statements", "contested"),
    *("conceded", "denied", "one_sided", "rivals", "about", "places", "credibility"),
)
"""The columns of the board as a table, before those of the parties."""


@router.get("/")
@router.get("/board")
def boards(request: Request, view: TheView) -> Response:
    """Show a page of the board."""
    return shown(request, view, "board.html", lambda: _values(request, view))


@router.get("/board.json")
def as_data(request: Request, view: TheView, desk: TheDesk) -> Response:
    """Give the board, or with `page` one page of it, as JSON."""
    own = _own(request, view, desk)

    def told() -> dict[str, Any]:
        return {"head": own.stood.head, **asdict(_wanted(request, own))}

    return as_json(request, own, told)


@router.get("/board.csv")
def as_table(request: Request, view: TheView, desk: TheDesk) -> Response:
    """Give the board, or with `page` one page of it, as a table: the stances of each party in a column."""
    own = _own(request, view, desk)

    def told() -> Table:
        found = _wanted(request, own)
        return (*COLUMNS, *found.parties), (list(_line(row)) for row in found.rows)

    return as_csv(request, own, told)


def _own(request: Request, view: View, desk: Desk) -> View:
    """Return the view to look at: the whole board takes long, and nobody is to wait for it meanwhile."""
    return view if number_of(request, "page") else desk.apart(view)


def _wanted(request: Request, view: View) -> Board:
    number = number_of(request, "page")
    with nothing_collected():
        return board_of(view.index, asked(request).filter, Page(number) if number else None)


def _line(row: Row) -> Iterator[object]:
    told = asdict(row) | {"places": "; ".join(row.places)}
    yield from ("" if told[name] is None else told[name] for name in COLUMNS)
    yield from (_cell(cell.stances, cell.speakers) for cell in row.cells)


def _cell(stances: tuple[str, ...], speakers: tuple[str, ...]) -> str:
    return " ".join((", ".join(stances), f"({'; '.join(speakers)})" if speakers else "")).strip()


def _values(request: Request, view: View) -> dict[str, Any]:
    wanted, number = asked(request), page_number(request)
    chosen = request.query_params.getlist("parties")
    with nothing_collected():
        found = board_of(view.index, wanted.filter, Page(number))
        disputes = disputes_among(view.index, {row.claim for row in found.rows})
    links = links_of(view)
    query = wanted.query | ({"parties": chosen} if chosen else {})
    paging = Paging(
        number,
        found.total,
        "claim",
        lambda page: links.with_query("/", query, page=page if page > 1 else None),
        of_all=len(view.snapshot.claims) if wanted.filter != EVERYTHING else None,
    )
    refuse_beyond(paging)
    columns, rest = columns_of(found.parties, _known(chosen, found.parties))
    return {
        "board": found,
        "columns": columns,
        "rest": rest,
        "disputes": disputes,
        "paging": paging,
        "asked": wanted,
        "is_filtered": wanted != Asked(),
        "data": data_links(links, "/board", query),
        "nothing": not view.snapshot.claims,
        "reports": len(view.snapshot.reports),
        "problems": len(view.snapshot.problems),
    }


def _known(chosen: list[str], parties: tuple[str, ...]) -> list[str]:
    """Return the parties whose columns a reader chose.

    Raises:
        UsageError: none of them is a party of this story.
    """
    known = [party for party in chosen if party in parties]
    if chosen and not known and parties:
        raise UsageError(
            f"this story has no party {chosen[0]!r}; it has: {', '.join(parties[:MOST_COLUMNS])}"
        )
    return known
