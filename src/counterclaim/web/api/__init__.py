"""The HTTP API for programs, `/api/v1`: what the pages show, as JSON with a described shape.

    router     every address of the API
    described  the OpenAPI document of all of it

`shapes` says what an answer is made of, `paging` which part of a list is given, `making` makes shapes of what
`board` shows; `listings`, `facts` and `rulings` hold the addresses, and `handbook` draws the page `/api`.
"""

from __future__ import annotations

from counterclaim.web.api.handbook import router as handbook
from counterclaim.web.api.routes import described, router

__all__ = ["described", "handbook", "router"]
