"""The page of one claim: who says what, in which words, on how many origins, and what speaks against it."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.responses import HTMLResponse

from counterclaim.board import account_of, fitting_ids, place_of
from counterclaim.export.csv_table import claim_table
from counterclaim.export.encoding import encoded
from counterclaim.ledger import decode
from counterclaim.model import Claim
from counterclaim.pages import claim_values, page
from counterclaim.problems import NotFoundError
from counterclaim.store import Store
from counterclaim.web.answers import Table, as_csv, as_json, frame, links_of, shown
from counterclaim.web.desk import TheDesk, TheView, View
from counterclaim.web.reading.asked import data_links

router = APIRouter(include_in_schema=False)

_OFFERED = 20
"""How many claims are offered where one id fits several."""


@router.get("/claims")
def every() -> Response:
    """Lead to the board, which lists the claims."""
    return RedirectResponse("/", 307)


@router.get("/claims/{claim_id}.json")
def as_data(request: Request, view: TheView, claim_id: str) -> Response:
    """Give all about a claim as JSON."""
    return as_json(request, view, lambda: asdict(account_of(view.index, _claim(view, claim_id))))


@router.get("/claims/{claim_id}.csv")
def as_table(request: Request, view: TheView, claim_id: str) -> Response:
    """Give the statements on a claim as a table, with the columns of the CSV export."""

    def told() -> Table:
        return claim_table(account_of(view.index, _claim(view, claim_id)))

    return as_csv(request, view, told)


@router.get("/claims/{claim_id}")
def claim(request: Request, view: TheView, desk: TheDesk, claim_id: str) -> Response:
    """Show a claim; the beginning of an id leads there, and one that is no more tells what it became."""
    with view.lock:
        is_there = claim_id in view.snapshot.claims
        fitting = [] if is_there else fitting_ids(view.snapshot, claim_id)
    if is_there:
        return shown(request, view, "claim.html", lambda: _values(view, claim_id))
    if len(fitting) == 1:
        return RedirectResponse(links_of(view).claim(fitting[0]), 307)
    was = None if fitting else last_claim(desk.store, claim_id)
    with view.lock:
        values = _gone(view, claim_id, was, fitting)
        told = page("claim_gone.html", **frame(request, view), **values)
    return HTMLResponse(encoded(told), 404)


def _claim(view: View, claim_id: str) -> Claim:
    found: Claim | None = view.snapshot.claims.get(claim_id)
    if found is None:
        raise NotFoundError(f"there is no claim {claim_id!r}; the page /claims/{claim_id} tells what is near")
    return view.index.snapshot.claims[claim_id]


def _values(view: View, claim_id: str) -> dict[str, Any]:
    found = view.index.snapshot.claims[claim_id]
    return claim_values(view.index, found) | {
        "place": place_of(view.index, found),
        "data": data_links(links_of(view), f"/claims/{claim_id}", {}),
    }


def _gone(view: View, wanted: str, was: Claim | None, fitting: list[str]) -> dict[str, Any]:
    """Return what is told of an id under which no claim stands, but once `was` one."""
    statements = list(dict.fromkeys(one.statement for one in was.bearings)) if was else []
    shared = Counter(claim for key in statements for claim, _ in view.index.bearings.get(key, ()))
    claims = view.index.snapshot.claims
    return {
        "wanted": wanted,
        "gist": was.gist if was else "",
        "statements": len(statements),
        "now_in": [(claims[key], count) for key, count in shared.most_common(_OFFERED)],
        "fitting": [claims[key] for key in fitting[:_OFFERED]],
    }


def last_claim(store: Store, claim_id: str) -> Claim | None:
    """Return the claim that stood under an id when it stood last, from the log."""
    body = None
    for entry in store.entries():
        change = entry.change
        if change.fact_id == claim_id and change.kind == "claim" and change.body is not None:
            body = change.body
    found = decode("claim", body) if body else None
    return found if isinstance(found, Claim) else None
