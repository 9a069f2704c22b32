"""The case in a browser: pages for people and an HTTP API for programs, both over the views of `board`.

    application(desk) -> the ASGI application that `counterclaim serve` runs

`desk` opens the case and gives it as it stood at any moment; `answers` makes an answer of a view (HTML, JSON
or CSV, with an entity tag); `guard` refuses what must not come in; `reading` and its neighbours hold one
module for each kind of page.
"""

from __future__ import annotations

from counterclaim.web.app import application
from counterclaim.web.desk import Desk

__all__ = ["Desk", "application"]
