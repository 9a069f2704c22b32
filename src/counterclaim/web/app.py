"""The application: which module answers for which address, and what is said when something fails."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import ASGIApp

from counterclaim import __version__
from counterclaim.problems import (
    ConflictError,
    CounterclaimError,
    IntegrityError,
    NotFoundError,
    StoreError,
    UsageError,
)
from counterclaim.web import api, login, picturing, static
from counterclaim.web.answers import MENU
from counterclaim.web.desk import Desk
from counterclaim.web.guard import Gate, Guard, RefusedError
from counterclaim.web.keeping import Kept, Remembering
from counterclaim.web.reading import boards, claims, problems, reports, search
from counterclaim.web.refusals import refusal
from counterclaim.web.reviewing import decisions, statements

PAGES: tuple[APIRouter, ...] = (
    static.router,
    login.router,
    api.router,
    api.handbook,
    boards.router,
    claims.router,
    reports.router,
    problems.router,
    search.router,
    decisions.router,
    statements.router,
    *picturing.ROUTERS,
)
"""Every router; their paths do not overlap."""

_STATUS: tuple[tuple[type[CounterclaimError], int], ...] = (
    (NotFoundError, 404),
    (ConflictError, 409),
    (UsageError, 422),
    (StoreError, 503),
    (IntegrityError, 500),
)


class Application(FastAPI):
    """The application behind its guard, which is the outermost layer of all."""

    def build_middleware_stack(self) -> ASGIApp:
        """Return the layers; even what fails goes out through the guard."""
        return Guard(super().build_middleware_stack(), self.state.gate)


def application(desk: Desk, gate: Gate | None = None) -> FastAPI:
    """Return the application that serves the case of a desk, on the terms of a gate."""
    app = Application(
        title="Counterclaim", version=__version__, openapi_url=None, docs_url=None, redoc_url=None
    )
    app.state.desk = desk
    app.state.kept = Kept()
    app.state.menu = MENU
    app.state.gate = gate or Gate(user=desk.user, user_header=desk.user_header, read_only=desk.read_only)
    app.add_middleware(Remembering, desk=desk, kept=app.state.kept)
    for router in PAGES:
        app.include_router(router)
    app.add_exception_handler(CounterclaimError, _refused)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(RefusedError, _turned_away)
    app.add_exception_handler(Exception, _failed)
    return app


def _refused(request: Request, error: Exception) -> Response:
    """Answer what cannot be done with the reason and the next step."""
    if isinstance(error, HTTPException):
        headers = dict(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = ", ".join(_methods(request))
        return refusal(request, error.status_code, _in_words(request, error), headers)
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
    return refusal(request, status, str(error))


def _methods(request: Request) -> list[str]:
    """Return the methods that an address is for: several routes may share it."""

    def is_for(method: str) -> bool:
        asked = {**request.scope, "method": method}
        return any(route.matches(asked)[0] is Match.FULL for route in request.app.routes)

    found = [method for method in ("DELETE", "GET", "PATCH", "POST", "PUT") if is_for(method)]
    return sorted({*found, *(["HEAD"] if "GET" in found else [])})


def _in_words(request: Request, error: HTTPException) -> str:
    """Return what the framework says only in a phrase."""
    if error.detail == HTTPStatus.NOT_FOUND.phrase:
        return f"there is no page {request.url.path}"
    if error.detail == HTTPStatus.METHOD_NOT_ALLOWED.phrase:
        return f"{request.method} is not for {request.url.path}"
    return str(error.detail)


def _invalid(request: Request, error: Exception) -> Response:
    """Name every value that cannot be."""
    assert isinstance(error, RequestValidationError)
    wrong: list[dict[str, Any]] = [
        {"where": ".".join(str(part) for part in one["loc"]), "reason": one["msg"]} for one in error.errors()
    ]
    told = "; ".join(f"{one['where']}: {one['reason']}" for one in wrong)
    return refusal(request, 422, told, errors=wrong)


def _turned_away(request: Request, error: Exception) -> Response:
    """Give the answer that the guard has ready."""
    del request
    assert isinstance(error, RefusedError)
    return error.answer


def _failed(request: Request, error: Exception) -> Response:
    """Answer what we did not foresee, without telling a stranger where."""
    del error
    message = "something failed that should not have; the terminal of the server says what"
    return refusal(request, 500, message)
