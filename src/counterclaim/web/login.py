"""The page on which the password is told, and the way out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from counterclaim.pages import page
from counterclaim.web.door import COOKIE, LASTS, clean_name
from counterclaim.web.guard import Gate, opened
from counterclaim.web.refusals import bare_frame

router = APIRouter(include_in_schema=False)

Next = Annotated[str, Query(alias="next", max_length=2000)]
"""The page that was asked for."""


@router.get("/login")
def asking(request: Request, following: Next = "/") -> Response:
    """Show where the password is told; without one there is nothing to tell."""
    if _gate(request).door is None:
        return RedirectResponse("/", 303)
    return _form(request, following, "")


@router.post("/login")
async def telling(
    request: Request,
    password: Annotated[str, Form(max_length=1000)] = "",
    name: Annotated[str, Form(max_length=200)] = "",
    following: Annotated[str, Form(alias="next", max_length=2000)] = "/",
) -> Response:
    """Let in whoever tells the password, under the name they tell."""
    door = _gate(request).door
    if door is None:
        return RedirectResponse("/", 303)
    if not await opened(request, door, password):
        return _form(request, following, "This is not the password.", 401)
    answer = RedirectResponse(_own(following), 303)
    answer.set_cookie(
        COOKIE,
        door.session(clean_name(name)),
        max_age=LASTS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return answer


@router.post("/logout")
def leaving(request: Request) -> Response:
    """End a session."""
    door = _gate(request).door
    if door is not None:
        door.end(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/login" if door else "/", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer


def _form(request: Request, following: str, wrong: str, status: int = 200) -> Response:
    values = bare_frame(request) | {"case": "Counterclaim", "menu": ()}
    shown = page("login.html", **values, following=_own(following), wrong=wrong)
    return HTMLResponse(shown, status)


def _own(following: str) -> str:
    """Return an address of this server, whatever was asked for."""
    is_path = (
        following.startswith("/") and not following.startswith(("//", "/\\")) and following.isprintable()
    )
    return following if is_path else "/"


def _gate(request: Request) -> Gate:
    gate: Gate = request.app.state.gate
    return gate
