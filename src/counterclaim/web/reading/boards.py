"""The claim board: rows are claims, columns the parties of this story."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from counterclaim.board import board
from counterclaim.web.answers import shown
from counterclaim.web.desk import TheView

router = APIRouter(include_in_schema=False)


@router.get("/")
def boards(request: Request, view: TheView) -> Response:
    """Show the board."""
    return shown(request, view, "board.html", lambda: {"board": board(view.snapshot)})
