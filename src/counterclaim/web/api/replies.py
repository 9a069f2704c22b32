"""How an answer of the API is written: JSON of one shape, with an entity tag and the state of the case."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from fastapi import Request, Response

from counterclaim.export.encoding import encoded_json
from counterclaim.web.answers import answered
from counterclaim.web.api.paging import head_of
from counterclaim.web.api.shapes import ProblemDocument, Shape
from counterclaim.web.desk import View
from counterclaim.web.refusals import PROBLEM

JSON = "application/json"

HEAD = "Counterclaim-Head"
"""The header that names the state of the case: what `If-Match` takes where something is decided."""


def reply(request: Request, view: View, make: Callable[[], Shape], beside: str = "") -> Response:
    """Return what `make` gives, or gave before; see `answers.answered`."""
    told = {HEAD: head_of(view).tag}
    return answered(request, view, lambda: written(make()), JSON, beside=beside, headers=told)


def written(shape: Shape) -> bytes:
    """Return a shape as JSON in UTF-8."""
    return encoded_json(json.dumps(shape.model_dump(mode="json"), ensure_ascii=False) + "\n")


def _refused(description: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{ProblemDocument.__name__}"}
    return {"description": description, "content": {PROBLEM: {"schema": schema}}}


REFUSALS: Mapping[int | str, dict[str, Any]] = MappingProxyType(
    {
        400: _refused("The request cannot be understood."),
        401: _refused("The password is missing or wrong."),
        403: _refused("The proxy does not tell who asks."),
        421: _refused("The server does not answer to the name that it is asked by."),
        422: _refused("A value cannot be; `errors` names each."),
        429: _refused("Too many wrong passwords; wait as long as `Retry-After` says."),
        500: _refused("Something stored is damaged (`counterclaim verify` tells what), or failed."),
        503: _refused("The case cannot be reached now."),
    }
)
"""What may be refused at every address."""

READING: Mapping[int | str, dict[str, Any]] = MappingProxyType(
    {
        304: {"description": "Nothing changed since the answer with the tag that `If-None-Match` names."},
        **REFUSALS,
    }
)
"""The statuses of every reading, besides 200."""

FINDING: Mapping[int | str, dict[str, Any]] = MappingProxyType(
    {**READING, 404: _refused("There is no such thing at that moment.")}
)
"""The statuses of reading one thing."""

WRITING: Mapping[int | str, dict[str, Any]] = MappingProxyType(
    {
        **REFUSALS,
        403: _refused("The case is for reading only, or the request may be forged: X-CSRF-Token is wrong."),
        404: _refused("What is decided on is not there."),
        408: _refused("The request did not arrive in time."),
        412: _refused("The case has moved since the state that `If-Match` names; `detail` says how."),
        413: _refused("The request is too large."),
        428: _refused("`If-Match` is missing."),
    }
)
"""The statuses of deciding, besides 200 and 201."""
