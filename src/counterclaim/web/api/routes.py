"""Every address of the API in one router, and the document that describes them (OpenAPI 3.1)."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, Response
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter

from counterclaim import __version__
from counterclaim.web.api import facts, listings, rulings
from counterclaim.web.api.shapes import ProblemDocument
from counterclaim.web.refusals import API

router = APIRouter(prefix=API)
for _part in (listings.router, facts.router, rulings.router):
    router.include_router(_part)

TAGS = (
    {"name": "claims", "description": "What is claimed, by whom, and how it stands."},
    {"name": "reports", "description": "What was read, and where the words stand."},
    {"name": "actors", "description": "Who speaks, under which names."},
    {"name": "decisions", "description": "What people ruled."},
    {"name": "case", "description": "The case as a whole."},
)

ABOUT = """\
Read the claims of a case, the words they rest on and what people ruled; and decide.

* Every answer names the state of the case it tells of (`head`, header `Counterclaim-Head`). `as_of` asks for
  an earlier one.
* Lists come in parts: follow `next`. All parts tell of one state, whatever others write meanwhile.
* Answers have an `ETag`; with `If-None-Match` what did not change is not sent again (304).
* To decide, send `If-Match` with the head that you read (412 where what you decide on has moved) and the
  header `X-CSRF-Token` that `/session` tells.
* A password, where the server has one, is sent as `Authorization: Bearer PASSWORD` (then no token is needed).
* What cannot be done is told as a problem document (RFC 9457) with `next`: what to do.
* Positions count Unicode code points of the text of a report: `text[start:end]` are the words.
"""


@router.get("/openapi.json", include_in_schema=False)
def openapi() -> Response:
    """Return the description of the API."""
    return JSONResponse(described())


@cache
def described() -> dict[str, Any]:
    """Return the OpenAPI document."""
    document = get_openapi(
        title="Counterclaim", version=__version__, description=ABOUT, routes=router.routes, tags=[*TAGS]
    )
    components = document["components"]
    schema = TypeAdapter(ProblemDocument).json_schema(ref_template="#/components/schemas/{model}")
    components["schemas"] |= schema.pop("$defs", {}) | {ProblemDocument.__name__: schema}
    for unused in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(unused, None)
    components["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "description": "The password of the server."},
        "basic": {
            "type": "http",
            "scheme": "basic",
            "description": "A name, and the password of the server.",
        },
    }
    document["security"] = [{}, {"bearer": []}, {"basic": []}]
    return document
