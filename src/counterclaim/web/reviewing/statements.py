"""The page on which a person says what a statement is: its stance, act, speaker, party, place, time."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from counterclaim.board.accounts import Testimony, as_testimony
from counterclaim.model import Act
from counterclaim.problems import NotFoundError
from counterclaim.web.answers import shown
from counterclaim.web.desk import TheView, View

router = APIRouter(include_in_schema=False)

_OFFERED = 500
"""How many names are offered while one types."""


@router.get("/decide/{statement}")
def deciding(
    request: Request, view: TheView, statement: str, claim: Annotated[str, Query(max_length=100)] = ""
) -> Response:
    """Show a statement, with a form for everything that it may be said to be."""
    return shown(request, view, "review_one.html", lambda: _values(view, statement, claim))


def _values(view: View, statement: str, claim: str) -> dict[str, Any]:
    actors = view.snapshot.actors.values()
    names = sorted({one.name for one in actors})[:_OFFERED]
    parties = sorted({one.party for one in actors if one.party})[:_OFFERED]
    told = _testimony(view, statement, claim)
    return {"told": told, "acts": list(Act), "names": names, "parties": parties}


def _testimony(view: View, wanted: str, claim: str) -> Testimony:
    """Return a statement as it bears on a claim, on the first there is, or on none."""
    told = view.index.snapshot.statements.get(wanted)
    if told is None:
        raise NotFoundError(f"there is no statement {wanted!r}; look it up with one of its claims")
    bearing = dict(view.index.bearings.get(wanted, ()))
    key = claim if claim in bearing else next(iter(sorted(bearing)), None)
    return as_testimony(view.index, told, key, bearing[key] if key else None)
