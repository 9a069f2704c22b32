"""What is said where something cannot be done: a page to people, to programs a problem (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from counterclaim.pages import page
from counterclaim.web.door import COOKIE

PROBLEM = "application/problem+json"
"""The media type of a problem document."""

API = "/api/v1"
"""What the addresses of the HTTP API begin with."""

_SAID: Mapping[int, tuple[str, str, str]] = MappingProxyType(
    {
        400: ("bad-request", "The request cannot be understood", "Mend the request as `detail` says."),
        401: ("no-password", "The password is missing or wrong", "Send `Authorization: Bearer PASSWORD`."),
        403: ("forbidden", "This is not allowed", "Mend the request as `detail` says."),
        404: ("not-found", "There is no such thing", "List what there is: GET /api/v1/claims, /reports, ..."),
        405: ("wrong-method", "The address is not for this method", "Use a method that `Allow` names."),
        408: ("too-slow", "The request did not arrive in time", "Send it again."),
        409: ("conflict", "The case has moved", "Read again what you decide on, and decide anew."),
        411: ("no-length", "The request is of no told length", "Send a Content-Length."),
        412: (
            "stale",
            "The case has moved since you read it",
            "Read again what you decide on: its ETag or head.",
        ),
        413: ("too-large", "The request is too large", "Send less; files are read by `counterclaim add`."),
        415: ("wrong-media-type", "The body is of a kind not read here", "Send application/json."),
        421: ("wrong-host", "This server does not answer to that name", "Use the address that it printed."),
        422: ("invalid", "A value cannot be", "Mend the value that `detail` names; /api tells what can be."),
        428: ("no-condition", "It is not told what you read", "Send If-Match with the head that you read."),
        429: ("too-many-tries", "Too many wrong passwords", "Wait as long as `Retry-After` says."),
        500: (
            "failed",
            "Something failed that should not have",
            "Look at the terminal of the server; report it.",
        ),
        503: ("busy", "The case cannot be reached now", "Try again in a moment."),
    }
)
"""For each status: the kind of problem, its title, and what to do next."""


def is_for_programs(request: Request) -> bool:
    """Say whether an address is asked by programs: those of the API, and pages as JSON."""
    path = request.url.path
    return path == API or path.startswith(f"{API}/") or path.endswith(".json")


def problem(request: Request, status: int, detail: str, **more: Any) -> dict[str, Any]:
    """Return a problem document; `next` says what to do."""
    kind, title, following = _SAID.get(status, ("refused", "This cannot be done", "See /api."))
    return {
        "type": f"urn:counterclaim:problem:{kind}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        "next": following,
        **more,
    }


def refusal(
    request: Request, status: int, message: str, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    """Return the answer that something cannot be done, why, and what can be done instead."""
    told = {**(headers or {}), "Cache-Control": "no-store"}
    if is_for_programs(request):
        body = json.dumps(problem(request, status, message, **more))
        return Response(body, status, told, PROBLEM)
    return HTMLResponse(
        page("error.html", **bare_frame(request), status=status, message=message), status, told
    )


def bare_frame(request: Request) -> dict[str, Any]:
    """Return what the frame of a page shows that tells nothing of the case; strangers do not see its name."""
    desk = request.app.state.desk
    is_known = getattr(request.state, "let_in", False)
    return {
        "case": desk.name if is_known else "Counterclaim",
        "menu": request.app.state.menu if is_known else (),
        "path": request.url.path,
        "csrf": getattr(request.state, "csrf", ""),
        "signed_in": is_known and request.app.state.gate.door is not None and COOKIE in request.cookies,
        "user": getattr(request.state, "user", ""),
        "read_only": desk.read_only,
    }
