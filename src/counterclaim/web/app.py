"""The application: which module answers for which address, and what is said when something fails."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from counterclaim import __version__
from counterclaim.pages import page
from counterclaim.problems import CounterclaimError, IntegrityError, NotFoundError, UsageError
from counterclaim.web import static
from counterclaim.web.answers import MENU, Kept
from counterclaim.web.desk import Desk
from counterclaim.web.reading import boards

PAGES: tuple[APIRouter, ...] = (static.router, boards.router)
"""Every router; their paths do not overlap."""

_STATUS: tuple[tuple[type[CounterclaimError], int], ...] = (
    (NotFoundError, 404),
    (UsageError, 422),
    (IntegrityError, 500),
)


def application(desk: Desk) -> FastAPI:
    """Return the application that serves the case of a desk."""
    app = FastAPI(title="Counterclaim", version=__version__, docs_url=None, redoc_url=None)
    app.state.desk = desk
    app.state.kept = Kept()
    for router in PAGES:
        app.include_router(router)
    app.add_exception_handler(CounterclaimError, _refused)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _failed)
    return app


def _refused(request: Request, error: Exception) -> Response:
    """Answer what cannot be done with the reason and the next step."""
    if isinstance(error, HTTPException):
        return _page(request, error.status_code, str(error.detail))
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
    return _page(request, status, str(error))


def _failed(request: Request, error: Exception) -> Response:
    """Answer what we did not foresee, without telling a stranger where."""
    del error
    return _page(request, 500, "Something failed that should not have. The terminal of the server says what.")


def _page(request: Request, status: int, message: str) -> Response:
    where: dict[str, Any] = {"case": request.app.state.desk.name, "menu": MENU, "path": request.url.path}
    values = where | {"past": "", "status": status, "message": message}
    return HTMLResponse(page("error.html", **values), status_code=status)
