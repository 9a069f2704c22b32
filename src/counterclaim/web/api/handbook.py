"""The page `/api`: the OpenAPI document as people read it, drawn by the server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from counterclaim.pages import page
from counterclaim.web.api.routes import described
from counterclaim.web.refusals import bare_frame

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: a parameter, a field or a status."""

    name: str
    sort: str
    described: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """What one method does at one address."""

    method: str
    path: str
    summary: str
    described: str
    parameters: tuple[Line, ...]
    takes: str
    gives: str
    statuses: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """An object of an answer, with its fields."""

    name: str
    described: str
    fields: tuple[Line, ...]


@router.get("/api")
def handbook(request: Request) -> Response:
    """Show what the API can do."""
    document = described()
    chapters = [
        (tag["name"], tag["description"], [one for one in operations(document) if one[0] == tag["name"]])
        for tag in document["tags"]
    ]
    values = bare_frame(request) | {"about": document["info"]["description"], "chapters": chapters}
    told = list(shapes(document))
    return HTMLResponse(page("api.html", **values, shapes=told, names={one.name for one in told}))


def operations(document: dict[str, Any]) -> Iterator[tuple[str, Operation]]:
    """Yield every operation with its tag."""
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            parameters = tuple(
                Line(
                    one["name"], _sort(one["schema"]), one.get("description", ""), one.get("required", False)
                )
                for one in told.get("parameters", ())
            )
            answers = told["responses"]
            statuses = tuple(Line(code, "", one["description"]) for code, one in sorted(answers.items()))
            first = answers.get("200") or answers["201"]
            operation = Operation(
                method=method.upper(),
                path=path,
                summary=told["summary"],
                described=told["description"],
                parameters=parameters,
                takes=_content(told.get("requestBody", {})),
                gives=_content(first),
                statuses=statuses,
            )
            yield told["tags"][0], operation


def shapes(document: dict[str, Any]) -> Iterator[Shape]:
    """Yield every object with its fields, by name."""
    for name, schema in sorted(document["components"]["schemas"].items()):
        needed = schema.get("required", ())
        fields = tuple(
            Line(field, _sort(one), one.get("description", ""), field in needed)
            for field, one in schema.get("properties", {}).items()
        )
        words = schema.get("description", "") or ", ".join(map(str, schema.get("enum", ())))
        values = f" One of: {', '.join(map(str, schema['enum']))}." if "enum" in schema else ""
        yield Shape(name, f"{words}{values}", fields)


def _content(part: dict[str, Any]) -> str:
    sorts = (_sort(one["schema"]) for one in part.get("content", {}).values() if "schema" in one)
    return next((sort for sort in sorts if sort), "")


def _sort(schema: dict[str, Any]) -> str:
    """Return what a value is, in a few words.

    >>> _sort({"anyOf": [{"type": "array", "items": {"$ref": "#/a/Quote"}}, {"type": "null"}]})
    'list of Quote or null'
    """
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_sort(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_sort(schema.get('items', {}))}"
    if "enum" in schema:
        return "one of: " + ", ".join(map(str, schema["enum"]))
    return str(schema.get("type", "anything"))
