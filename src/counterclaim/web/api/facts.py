"""What the API gives of one thing: a claim, a report, an actor, an export; and how the case stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import StreamingResponse

from counterclaim import __version__
from counterclaim.board.rulings import views_of
from counterclaim.export import FORMATS, Archiver, Chronicler, Exporter, chronicle
from counterclaim.problems import NotFoundError, UsageError
from counterclaim.web.answers import answered
from counterclaim.web.api import shapes
from counterclaim.web.api.making import (
    account_shape,
    actor_read_shape,
    report_read_shape,
    statement_shape,
    the_report,
)
from counterclaim.web.api.paging import head_of
from counterclaim.web.api.replies import FINDING, HEAD, READING, reply
from counterclaim.web.desk import Desk, TheDesk, TheView, TheWhole, View

router = APIRouter()

Id = Annotated[str, Path(min_length=1, max_length=200, description="Its id, whole.")]

_NAMES = [known.name for known in FORMATS]


# -- Facts -----------------------------------------------------------------------------------


@router.get(
    "/claims/{claim}",
    response_model=shapes.Account,
    responses={**FINDING},
    tags=["claims"],
    summary="Read a claim",
)
def claim(request: Request, view: TheView, claim: Id) -> Response:
    """All there is to say about a claim: who says what with which words, why, and on which origins."""
    return reply(request, view, lambda: account_shape(view, claim))


@router.get(
    "/statements/{statement}",
    response_model=shapes.Statement,
    responses={**FINDING},
    tags=["claims"],
    summary="Read a statement",
)
def statement(request: Request, view: TheView, statement: Id) -> Response:
    """A statement with its exact words, its chain, its clocks, and all that it bears on."""

    def make() -> shapes.Statement:
        known = view.index.snapshot.statements.get(statement)
        if known is None:
            raise NotFoundError(f"there is no statement {statement!r}; list them: GET /api/v1/statements")
        return statement_shape(view.index, known)

    return reply(request, view, make)


@router.get(
    "/reports/{report}",
    response_model=shapes.ReportRead,
    responses={**FINDING},
    tags=["reports"],
    summary="Read a report",
)
def report(request: Request, view: TheView, report: Id) -> Response:
    """A report with its text, cut where statements begin and end: the pieces joined are the text."""
    return reply(request, view, lambda: report_read_shape(view, report))


@router.get(
    "/reports/{report}/text",
    response_class=Response,
    responses={
        **FINDING,
        200: {
            "description": "The text, to the character.",
            "content": {"text/plain": {"schema": {"type": "string"}}},
        },
    },
    tags=["reports"],
    summary="Read the text of a report",
)
def text(request: Request, view: TheView, report: Id) -> Response:
    """The text that all positions point into, in UTF-8; positions count its Unicode code points."""

    def make() -> bytes:
        return the_report(view.index, report).text.encode()

    return answered(request, view, make, "text/plain; charset=utf-8", headers=_head(view))


@router.get(
    "/actors/{key}",
    response_model=shapes.ActorRead,
    responses={**FINDING},
    tags=["actors"],
    summary="Read an actor",
)
def actor(request: Request, view: TheView, key: Id) -> Response:
    """Somebody under all names, with the statements of which it is the speaker."""
    return reply(request, view, lambda: actor_read_shape(view, key))


@router.get(
    "/decisions/{decision}",
    response_model=shapes.Decision,
    responses={**FINDING},
    tags=["decisions"],
    summary="Read a decision",
)
def decision(request: Request, view: TheView, decision: Id) -> Response:
    """What a person decided, and what has become of it."""
    return reply(request, view, lambda: decision_shape(view, decision))


def decision_shape(view: View, wanted: str) -> shapes.Decision:
    """Return a decision as people see it.

    Raises:
        NotFoundError: there is none.
    """
    held = view.index.snapshot.decisions
    if wanted not in held:
        raise NotFoundError(f"there is no decision {wanted!r}; list them: GET /api/v1/decisions")
    (found,) = views_of(view.index.rulings, [held[wanted]], held)
    return shapes.Decision.model_validate(found)


# -- Exports ---------------------------------------------------------------------------------


@router.get(
    "/export/{name}",
    response_class=Response,
    responses={
        **FINDING,
        200: {
            "description": "The export, as a file.",
            "content": {one.media_type: {} for one in FORMATS},
        },
    },
    tags=["case"],
    summary="Export the case",
)
def export(
    request: Request,
    desk: TheDesk,
    view: TheWhole,
    name: Annotated[
        str, Path(max_length=50, description="The format.", json_schema_extra={"enum": [*_NAMES]})
    ],
) -> Response:
    """The whole case in another format, as `counterclaim export` writes it."""
    known = next((one for one in FORMATS if one.name == name), None)
    if known is None:
        raise NotFoundError(f"there is no format {name!r}; there are: {', '.join(_NAMES)}")
    told = _head(view) | {"Content-Disposition": f'attachment; filename="counterclaim{known.suffix}"'}
    if not isinstance(known, Archiver):
        return answered(request, view, _written(desk, view, known), known.media_type, headers=told)
    if view.asked:
        raise UsageError("an archive holds the whole log with all its times: leave `as_of` out")
    return StreamingResponse(known.write(desk.store), headers=told, media_type=known.media_type)


def _written(desk: Desk, view: View, known: Exporter | Chronicler) -> Callable[[], bytes]:
    """Return what makes an export."""

    def make() -> bytes:
        if isinstance(known, Chronicler):
            return known.write(chronicle(desk.store, view.stood.sequence))
        return known.write(view.snapshot)

    return make


def _head(view: View) -> dict[str, str]:
    return {HEAD: head_of(view).tag}


# -- The server ------------------------------------------------------------------------------


@router.get(
    "/session", response_model=shapes.Session, responses={**READING}, tags=["case"], summary="Say who asks"
)
def session(request: Request, desk: TheDesk, view: TheView) -> Any:
    """Who asks, and the token that every request needs which changes something."""
    state = request.state
    return shapes.Session(user=state.user, csrf=state.csrf, read_only=desk.read_only, head=head_of(view))


@router.get(
    "/health",
    response_model=shapes.Health,
    responses={**READING},
    tags=["case"],
    summary="Say that all is well",
)
def health(view: TheView) -> Any:
    """That the server answers and can read its case."""
    return shapes.Health(status="ok", version=__version__, head=head_of(view))
