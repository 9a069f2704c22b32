"""Deciding by the API: one address, and the state of the case that the decision rests on."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from counterclaim.board import News, differences
from counterclaim.problems import ConflictError, UsageError
from counterclaim.web import deciding
from counterclaim.web.api import shapes
from counterclaim.web.api.facts import decision_shape
from counterclaim.web.api.paging import head_of
from counterclaim.web.api.replies import HEAD, JSON, WRITING, written
from counterclaim.web.desk import TheDesk
from counterclaim.web.refusals import refusal

router = APIRouter()

ANY = "*"
"""The tag of one who decides whatever the state of the case."""

_OWN = frozenset({News.RULING, News.RULING_GONE})


@router.post(
    "/decisions",
    response_model=shapes.Decided,
    status_code=201,
    responses={
        **WRITING,
        200: {"description": "This person had decided so already.", "model": shapes.Decided},
        201: {"description": "Decided, with all that follows; `Location` is the decision."},
    },
    tags=["decisions"],
    summary="Decide",
)
def decide(
    request: Request,
    desk: TheDesk,
    wish: shapes.Wish,
    if_match: Annotated[
        str, Header(max_length=200, description=f"The tag of the state that was read ({HEAD}); or *.")
    ] = "",
    x_csrf_token: Annotated[
        str, Header(max_length=200, description="What /session tells; a bearer of the password needs none.")
    ] = "",
) -> Response:
    """Confirm, reject, merge, split, relabel, alias, note or undo; recorded with all that follows from it.

    Where what it is on has changed since the state that `If-Match` names, nothing is written (412).
    """
    del x_csrf_token  # the guard has looked at it
    if not if_match.strip():
        return refusal(request, 428, "If-Match is missing: the tag of the state that you read, or *")
    asked = deciding.Wish(wish.kind, wish.about, wish.claim, wish.what, wish.to, wish.note)
    try:
        made = deciding.decided(desk, asked, request.state.user, _seen(if_match))
    except ConflictError as error:
        return refusal(request, 412, str(error))
    return _told(desk, made)


def _seen(if_match: str) -> deciding.Seen | None:
    tag = if_match.strip()
    if tag == ANY:
        return None
    try:
        return deciding.seen_at(tag.removeprefix("W/").strip('"'))
    except UsageError as error:
        raise ConflictError(
            f"If-Match names no state of this case; take it from the header {HEAD}"
        ) from error


def _told(desk: TheDesk, made: deciding.Fulfilled) -> Response:
    """Return what came of a decision."""
    view = desk.at()
    with view.lock:
        decision = decision_shape(view, made.decision.id)
    changed = (
        [one for one in differences(made.before, made.after) if one.news not in _OWN] if made.new else []
    )
    body = shapes.Decided(
        head=head_of(view),
        new=made.new,
        decision=decision,
        changed=tuple(shapes.Difference.model_validate(asdict(one)) for one in changed),
    )
    answer = Response(written(body), 201 if made.new else 200, media_type=JSON)
    answer.headers[HEAD] = body.head.tag
    answer.headers["Location"] = f"/api/v1/decisions/{decision.id}"
    return answer
