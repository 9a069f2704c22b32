"""What was wrong with the input, and what can be done about it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response

from counterclaim.problems import Problem
from counterclaim.web.answers import Table, as_csv, as_json, links_of, shown
from counterclaim.web.desk import TheView, View
from counterclaim.web.reading.asked import data_links

router = APIRouter(include_in_schema=False)

_COLUMNS = ("path", "line", "kind", "reason", "advice", "fatal")


@router.get("/problems")
def problems(request: Request, view: TheView) -> Response:
    """Show the problems of the case."""
    return shown(request, view, "problems.html", lambda: _values(view))


@router.get("/problems.json")
def as_data(request: Request, view: TheView) -> Response:
    """Give the problems as JSON."""
    return as_json(request, view, lambda: [{"id": one.id, **asdict(one)} for one in _problems(view)])


@router.get("/problems.csv")
def as_table(request: Request, view: TheView) -> Response:
    """Give the problems as a table."""

    def told() -> Table:
        return _COLUMNS, ([_cell(getattr(one, name)) for name in _COLUMNS] for one in _problems(view))

    return as_csv(request, view, told)


def _cell(value: object) -> object:
    return "" if value is None else value


def _problems(view: View) -> list[Problem]:
    """Return the problems, those that kept something from being read first."""
    every: list[Problem] = list(view.snapshot.problems.values())
    return sorted(every, key=lambda one: (not one.fatal, one.path, one.line or 0, one.id))


def _values(view: View) -> dict[str, Any]:
    every = _problems(view)
    return {
        "problems": every,
        "fatal": sum(one.fatal for one in every),
        "data": data_links(links_of(view), "/problems", {}),
    }
