"""What changed since a moment, and why: what came in, other statuses, new denials and concessions."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import groupby
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from counterclaim.board import Difference, News, differences
from counterclaim.board.rows import Page
from counterclaim.moments import Stood, entry_of, stood_when
from counterclaim.pages.links import ServedLinks
from counterclaim.pages.paging import Paging
from counterclaim.problems import UsageError
from counterclaim.store import Store
from counterclaim.web.answers import as_csv, as_json, links_of, shown
from counterclaim.web.desk import Desk, TheDesk, TheView, View
from counterclaim.web.naming import Named, Naming
from counterclaim.web.reading.asked import data_links, page_number, refuse_beyond

router = APIRouter(include_in_schema=False)

PAGE_SIZE = 200

_HEADER = ("news", "id", "gist", "was", "now", "who", "where", "because", "earlier")

_CHOICES = (("yesterday, or the last sitting", ""), ("7 days ago", "7 days ago"), ("the beginning", "#0"))
"""Words for moments that one often looks back to, and how they are asked for."""

_PAUSE = timedelta(minutes=10)
"""How long nothing has to be recorded for a sitting to be over."""

_LONGEST = 144
"""How many such pauses a sitting may take at most: a day."""

Since = Annotated[str, Query(max_length=60, description="A moment, or the number of an entry: #120")]


@dataclass(frozen=True, slots=True)
class Range:
    """From which entry of the log to which, and when these were written; "" before the first."""

    since: int
    until: int
    since_written: str
    until_written: str


@dataclass(frozen=True, slots=True)
class Line:
    """A difference as the page tells it: no id stands in it, but what the id names, as a link."""

    news: News
    gist: tuple[Named, ...]
    was: tuple[Named, ...]
    now: tuple[Named, ...]
    who: str
    where: str
    because: tuple[Named, ...]


@router.get("/changes")
def changes_page(request: Request, desk: TheDesk, view: TheView, since: Since = "") -> Response:
    """Tell what changed; an address without the number of an entry leads to one with it."""
    asked = entry_asked(desk, view, since)
    if since != f"#{asked}":
        return _elsewhere(request, asked)
    return shown(request, view, "changes.html", lambda: _told(request, desk, view, asked))


@router.get("/changes.json")
def changes_json(request: Request, desk: TheDesk, view: TheView, since: Since = "") -> Response:
    """Return what changed as data."""
    asked = entry_asked(desk, view, since)
    if since != f"#{asked}":
        return _elsewhere(request, asked)

    def told() -> dict[str, Any]:
        found = _differences(desk, view, asked)
        ends = asdict(_range(desk.store, view, asked))
        return ends | {"total": len(found), "differences": [asdict(one) for one in found]}

    return as_json(request, view, told)


@router.get("/changes.csv")
def changes_csv(request: Request, desk: TheDesk, view: TheView, since: Since = "") -> Response:
    """Return what changed as a table."""
    asked = entry_asked(desk, view, since)
    if since != f"#{asked}":
        return _elsewhere(request, asked)
    return as_csv(request, view, lambda: (_HEADER, [_row(one) for one in _differences(desk, view, asked)]))


# -- Since when ----------------------------------------------------------------------------------


def entry_asked(desk: Desk, view: View, since: str) -> int:
    """Return the number of the entry from which changes are told.

    Raises:
        UsageError: it is no moment, or later than what is looked at.
    """
    stood: Stood = view.stood
    if not since.strip():
        return entry_by_default(desk, view)
    before = stood_when(desk.store, since, desk.now())
    if before.sequence > stood.sequence:
        raise UsageError(f"{since!r} is later than what is looked at: entry {stood.sequence:,}")
    return before.sequence


def entry_by_default(desk: Desk, view: View) -> int:
    """Return where yesterday ended, if something was known then and something changed since.

    Else it is where the last sitting began: all that was recorded up to the end without a long pause.
    """
    end = view.stood.sequence
    before = stood_when(desk.store, "yesterday", desk.now()).sequence
    return before if 0 < before < end else sitting(desk.store, end)


def sitting(store: Store, end: int) -> int:
    """Return the number of the last entry before the longest run, up to `end`, without a long pause."""
    before, last = 0, entry_of(store, end)
    for _ in range(_LONGEST):
        if last is None:
            return 0
        before = store.head(last.recorded - _PAUSE)[0]
        first = entry_of(store, before + 1)
        if first is None or first.recorded >= last.recorded:
            return before
        last = first
    return before


def _elsewhere(request: Request, entry: int) -> Response:
    """Lead to the address that names an entry, and so tells the same for ever."""
    asked = {**request.query_params, "since": f"#{entry}"}
    return RedirectResponse(f"{request.url.path}?{urlencode(asked, errors='replace')}", status_code=307)


def _range(store: Store, view: View, since: int) -> Range:
    until = view.stood.sequence
    first, last = (entry_of(store, number) for number in (since, until))
    return Range(
        since,
        until,
        first.recorded.isoformat(sep=" ", timespec="seconds") if first else "",
        last.recorded.isoformat(sep=" ", timespec="seconds") if last else "",
    )


# -- What changed --------------------------------------------------------------------------------


def _differences(desk: Desk, view: View, since: int) -> tuple[Difference, ...]:
    before = desk.at(f"#{since}")
    with before.lock:
        return differences(before.snapshot, view.snapshot)


def _told(request: Request, desk: Desk, view: View, since: int) -> dict[str, Any]:
    before, links = desk.at(f"#{since}"), links_of(view)
    query = {"since": f"#{since}"}
    page = Page(page_number(request), PAGE_SIZE)
    with before.lock:
        found = differences(before.snapshot, view.snapshot)
        naming = Naming(links, view.snapshot, before.snapshot)
        lines = [_line(one, naming, links) for one in found[page.first : page.last]]
    paging = Paging(
        page.number,
        len(found),
        "change",
        lambda number: links.with_query("/changes", query, page=number if number > 1 else None),
        size=PAGE_SIZE,
    )
    refuse_beyond(paging)
    counts = Counter(one.news for one in found)
    return {
        "range": _range(desk.store, view, since),
        "counts": [(news, counts[news]) for news in News if counts[news]],
        "groups": [(news, list(some)) for news, some in groupby(lines, key=lambda one: one.news)],
        "paging": paging,
        "data": data_links(links, "/changes", query),
        "choices": [(words, links.page("/changes", since=since)) for words, since in _CHOICES],
    }


def _line(one: Difference, naming: Naming, links: ServedLinks) -> Line:
    where = address(one, links)
    gist: tuple[Named, ...] = (Named(one.gist, where),)
    was, now, because = (naming.told(text) for text in (one.was, one.now, one.because))
    if one.news in {News.RULING, News.RULING_GONE}:
        kind, _, about = one.gist.partition(" ")
        things = (Named("; ") if thing.words == " " else thing for thing in naming.told(about))
        gist = (Named(kind, where), Named(" "), *things)
    elif one.was in one.earlier:  # what it says is the same, and only its id another
        was, now = (), (Named("under another id"),)
    return Line(one.news, gist, was, now, one.who, "" if one.where == one.gist else one.where, because)


def address(one: Difference, links: ServedLinks) -> str:
    """Return where a report, a claim or a ruling that a difference is about can be looked at."""
    match one.news:
        case News.REPORT:
            return links.report(one.fact)
        case News.RULING | News.RULING_GONE:
            return f"{links.page('/decisions')}#{one.fact}"
        case _:
            return links.claim(one.fact)


def _row(one: Difference) -> tuple[str, ...]:
    because = (one.because, ", ".join(one.earlier))
    return (one.news, one.fact, one.gist, one.was, one.now, one.who, one.where, *because)
