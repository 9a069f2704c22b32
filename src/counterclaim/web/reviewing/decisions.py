"""Decisions by forms: every page sends its forms here, is told what came of them, and can take it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from counterclaim.board import Page
from counterclaim.ledger import Snapshot
from counterclaim.model import DecisionKind
from counterclaim.pages import Paging, page
from counterclaim.problems import NotFoundError
from counterclaim.web.answers import as_csv, as_json, frame, links_of, shown
from counterclaim.web.deciding import ConflictError, Fulfilled, Wish, decided, seen_at, token_of
from counterclaim.web.desk import Desk, TheDesk, TheView, View
from counterclaim.web.naming import Naming
from counterclaim.web.reading.asked import data_links, page_number, refuse_beyond
from counterclaim.web.reviewing.asked import Asked, asked_in, wishes_of
from counterclaim.web.reviewing.listing import HEADER, as_document, listing, rows
from counterclaim.web.reviewing.meanwhile import meanwhile

_TOLD = 20
"""How many decisions of one form are told on the page after it, each with a button to undo it."""

router = APIRouter(include_in_schema=False)

State = Annotated[str, Query(max_length=40)]


@router.get("/decisions")
def decisions(request: Request, view: TheView, state: State = "") -> Response:
    """Show who ruled what."""
    return shown(request, view, "decisions.html", lambda: _listed(request, view, state))


def _listed(request: Request, view: View, state: str) -> dict[str, Any]:
    page, links = Page(page_number(request)), links_of(view)
    found = listing(view, links, state, page)
    paging = Paging(
        page.number,
        found.total,
        "decision",
        lambda number: links.page("/decisions", state=state, page=number if number > 1 else ""),
    )
    refuse_beyond(paging)
    return {"listing": found, "paging": paging, "data": data_links(links, "/decisions", {})}


@router.get("/decisions.json")
def decisions_json(request: Request, view: TheView) -> Response:
    """Return all decisions as JSON."""
    return as_json(request, view, lambda: as_document(view))


@router.get("/decisions.csv")
def decisions_csv(request: Request, view: TheView) -> Response:
    """Return all decisions as a table."""
    return as_csv(request, view, lambda: (HEADER, rows(view)))


async def _asked(request: Request) -> Asked:
    """Return what the form of a request asks for."""
    return asked_in(await request.form())


@router.post("/decisions")
def decide(request: Request, desk: TheDesk, asked: Annotated[Asked, Depends(_asked)]) -> Response:
    """Record what a form asks for, and lead back to where it was sent from."""
    who = user_of(request)
    made: list[Fulfilled] = []
    for wish in _wishes(desk, asked, who):
        try:
            made.append(decided(desk, wish, who, seen_at(asked.seen)))
        except ConflictError as conflict:
            return _stale(request, desk, asked, _Stopped(wish, str(conflict), tuple(made)))
    return RedirectResponse(_back(asked.back, made), status_code=303)


def user_of(request: Request) -> str:
    """Return who decides: the one who is signed in, else whom the server was started for."""
    known: str = getattr(request.state, "user", "") or request.app.state.desk.user
    return known


def _wishes(desk: Desk, asked: Asked, who: str) -> list[Wish]:
    """Return what a form comes to; to undo nothing in particular means the last of one's own decisions."""
    if asked.kind is not DecisionKind.UNDO or asked.things:
        return wishes_of(asked)
    view = desk.at()
    with view.lock:
        own = [one for one in view.index.rulings.in_force if one.by == who]
    if not own:
        raise NotFoundError(f"no decision of {who} is in force; choose one in the list of decisions")
    return [Wish(DecisionKind.UNDO, (own[-1].id,), note=asked.note)]


# -- Where to go on ----------------------------------------------------------------------------


def _back(back: str, made: list[Fulfilled]) -> str:
    """Return where a form was sent from, or where that is now, with what was ruled."""
    parts = urlsplit(back)
    path = _moved(parts.path, made) if made else parts.path
    told = {"ruled": ",".join(one.decision.id for one in made[:_TOLD])} if made else {}
    if made and not any(one.new for one in made):
        told["already"] = "1"
    query = "&".join(part for part in (parts.query if path == parts.path else "", urlencode(told)) if part)
    return f"{path}?{query}" if query else path


def _moved(path: str, made: list[Fulfilled]) -> str:
    """Return the page of the claim that has the words of one that is gone; any other path as it is."""
    before, after = made[0].before, made[-1].after
    folder, _, claim = path.rpartition("/")
    if claim not in before.claims or claim in after.claims:
        return path
    heir = _heir(claim, before, after)
    return f"{folder}/{quote(heir)}" if heir else "/"


def _heir(claim: str, before: Snapshot, after: Snapshot) -> str:
    """Return the claim with most of the statements that one that is gone had; "" where there is none."""
    own = {one.statement for one in before.claims[claim].bearings}
    shared = {
        key: sum(bearing.statement in own for bearing in one.bearings) for key, one in after.claims.items()
    }
    best = max(shared, key=lambda key: (shared[key], key), default="")
    return best if best and shared[best] else ""


# -- A page that is behind ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stopped:
    """What was not done, why, and what of the same form was done before it."""

    wish: Wish
    because: str
    made: tuple[Fulfilled, ...]


def _stale(request: Request, desk: Desk, asked: Asked, stopped: _Stopped) -> Response:
    """Say what happened since the page was read, and let its reader look again or decide all the same."""
    view = desk.at()
    with view.lock:
        values: dict[str, Any] = frame(request, view) | {
            "path": urlsplit(asked.back).path,
            "query": {},
            "stopped": stopped,
            "meanwhile": meanwhile(desk, view, asked.seen, stopped.wish, user_of(request)),
            "named": Naming(links_of(view), view.snapshot).told,
            "seen": token_of(view),
            "back": asked.back,
        }
        return HTMLResponse(page("review_conflict.html", **values), status_code=409)
