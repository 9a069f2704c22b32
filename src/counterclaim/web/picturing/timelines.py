"""When it happened, was said, was printed: a line for each claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from counterclaim.board.clocks import closed
from counterclaim.board.lifelines import Grouping, Lifeline, Lifelines, Stretch, lifelines
from counterclaim.board.rows import Page, parties_of
from counterclaim.model import When
from counterclaim.moments import period
from counterclaim.pages.drawing.bars import Scale, axis, bars, scale_of
from counterclaim.pages.paging import Paging
from counterclaim.problems import UsageError
from counterclaim.web.answers import as_csv, as_json, links_of, shown
from counterclaim.web.desk import TheView, TheWhole, View
from counterclaim.web.reading.asked import (
    Asked,
    asked,
    data_links,
    page_number,
    refuse_beyond,
)

router = APIRouter(include_in_schema=False)

PAGE_SIZE = 100

_LONGEST = 60

_HEADER = ("party", "claim", "gist", "status", "stances", "happened", "said", "printed")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form asks for: which claims, on lines of their own or by party, and of what time."""

    claims: Asked
    by: Grouping
    time: str

    @property
    def period(self) -> When | None:
        """Return the time that is meant.

        Raises:
            UsageError: it is no period.
        """
        return period(self.time) if self.time else None

    @property
    def query(self) -> dict[str, str]:
        """Return what is asked as it stands in an address."""
        by = "" if self.by is Grouping.CLAIM else self.by.value
        return self.claims.query | {"by": by, "time": self.time}


@router.get("/timeline")
def timeline_page(request: Request, view: TheView) -> Response:
    """Draw the lines of time."""
    return shown(request, view, "timeline.html", lambda: _drawn(request, view))


@router.get("/timeline.json")
def timeline_json(request: Request, view: TheWhole) -> Response:
    """Return all lines as data."""

    def told() -> dict[str, Any]:
        found = _found(view, _wanted(request))
        return {"head": view.stood.head, "total": found.total, "lines": [_plain(one) for one in found.lines]}

    return as_json(request, view, told)


@router.get("/timeline.csv")
def timeline_csv(request: Request, view: TheWhole) -> Response:
    """Return all lines as a table."""
    return as_csv(
        request, view, lambda: (_HEADER, [_row(one) for one in _found(view, _wanted(request)).lines])
    )


def _wanted(request: Request) -> Wanted:
    """Return what an address asks for.

    Raises:
        UsageError: lines cannot be grouped so, or the time is no period.
    """
    by, time = (request.query_params.get(name, "").strip() for name in ("by", "time"))
    if by and by not in list(Grouping):
        raise UsageError(f"lines cannot be grouped by {by!r}: choose one of {', '.join(Grouping)}")
    if len(time) > _LONGEST:
        raise UsageError(f"time is longer than {_LONGEST} characters; write it as 2024-05-01..2024-05-11")
    return Wanted(asked(request), Grouping(by or Grouping.CLAIM), time)


def _found(view: View, wanted: Wanted, page: Page | None = None) -> Lifelines:
    return lifelines(view.index, wanted.claims.filter, wanted.by, page, wanted.period)


def _drawn(request: Request, view: View) -> dict[str, Any]:
    wanted, number, links = _wanted(request), page_number(request), links_of(view)
    found = _found(view, wanted, Page(number, PAGE_SIZE))
    scale = _scale(found, wanted.period)
    paging = Paging(
        number,
        found.total,
        "claim" if wanted.by is Grouping.CLAIM else "line",
        lambda page: links.with_query("/timeline", wanted.query, page=page if page > 1 else None),
        size=PAGE_SIZE,
    )
    refuse_beyond(paging)
    return {
        "wanted": wanted,
        "asked": wanted.claims,
        "found": found,
        "parties": parties_of(view.index, view.index.snapshot.claims.values()),
        "groups": _grouped(found),
        "axis": axis(scale) if scale else "",
        "bars": lambda line: bars(line, scale) if scale else "",
        "paging": paging,
        "at": lambda **new: links.with_query("/timeline", wanted.query, **new),
        "data": data_links(links, "/timeline", wanted.query),
    }


def _scale(found: Lifelines, asked: When | None) -> Scale | None:
    """Return what the axis shows: what is told, within the period asked for."""
    if asked is None:
        return scale_of(found.covered)
    within = [
        (max(begin, asked.begin or begin), min(until, asked.until or until)) for begin, until in found.covered
    ]
    return scale_of([(begin, until) for begin, until in within if begin <= until])


def _grouped(found: Lifelines) -> list[tuple[str, list[Lifeline]]]:
    groups: dict[str, list[Lifeline]] = {}
    for line in found.lines:
        groups.setdefault(line.party, []).append(line)
    return list(groups.items())


# -- As data -----------------------------------------------------------------------------------


def _plain(line: Lifeline) -> dict[str, Any]:
    return {
        "claim": line.claim,
        "gist": line.gist,
        "status": line.status,
        "party": line.party or None,
        "stances": list(line.stances),
        "happened": _stretch(line.happened) if line.happened else None,
        "said": [_stretch(one) for one in line.said],
        "printed": [_stretch(one) for one in line.printed],
    }


def _stretch(one: Stretch) -> dict[str, Any]:
    """Return closed intervals; null is an open end."""
    certain = list(closed(one.certain)) if one.certain else None
    return {"possible": list(closed(one.possible)), "certain": certain, "text": one.text}


def _row(line: Lifeline) -> tuple[str, ...]:
    said, printed = ("; ".join(one.text for one in some) for some in (line.said, line.printed))
    happened = line.happened.text if line.happened else ""
    stances = ", ".join(line.stances)
    return (line.party, line.claim, line.gist, line.status or "", stances, happened, said, printed)
