"""An answer for each form in which a page can be had: HTML for people, JSON and CSV for programs.

What is shown depends on the address and on the case at one entry of its log alone, so an answer is kept,
and has an entity tag by which a browser need not fetch it again (RFC 9110).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response

from counterclaim.export.encoding import encoded, encoded_json
from counterclaim.ledger import canonical
from counterclaim.pages import ServedLinks, page
from counterclaim.web.desk import Desk, View, to_the_minute
from counterclaim.web.keeping import Answer, Kept, Place
from counterclaim.web.refusals import bare_frame

Table = tuple[Sequence[str], Iterable[Sequence[object]]]
"""The header and the rows of a CSV answer."""

MENU = (
    ("/", "Board"),
    ("/reports", "Reports"),
    ("/timeline", "Timeline"),
    ("/map", "Map"),
    ("/sources", "Sources"),
    ("/actors", "Actors"),
    ("/changes", "What changed"),
    ("/search", "Search"),
    ("/decisions", "Decisions"),
    ("/problems", "Problems"),
)
"""The pages that can be reached from every page: address and name."""

_NOTHING: Mapping[str, str] = MappingProxyType({})

_OF_NOW = frozenset({"as_of", "page", "ruled", "already"})
"""What an address asks that makes no sense at another moment."""

_HTML, _JSON, _CSV = "text/html; charset=utf-8", "application/json", "text/csv; charset=utf-8"


def shown(request: Request, view: View, template: str, make: Callable[[], Mapping[str, Any]]) -> Response:
    """Return a page; `make` gives the values that its template shows besides those every page has."""

    def html() -> bytes:
        return encoded(page(template, **frame(request, view), **make()))

    return answered(request, view, html, _HTML)


def as_json(request: Request, view: View, make: Callable[[], object]) -> Response:
    """Return what `make` gives as canonical JSON; dataclasses become objects."""

    def told() -> bytes:
        made = make()
        plain = asdict(made) if is_dataclass(made) and not isinstance(made, type) else made
        return encoded_json(json.dumps(json.loads(canonical(plain)), ensure_ascii=False, indent=1) + "\n")

    return answered(request, view, told, _JSON)


def as_csv(request: Request, view: View, make: Callable[[], Table]) -> Response:
    """Return a table (RFC 4180, with a header row)."""

    def told() -> bytes:
        header, rows = make()
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)
        return encoded(written.getvalue())

    return answered(request, view, told, _CSV)


def answered(  # noqa: PLR0913 - what is answered, and all that it depends on
    request: Request,
    view: View,
    make: Callable[[], bytes],
    media_type: str,
    *,
    beside: str = "",
    headers: Mapping[str, str] = _NOTHING,
) -> Response:
    """Return the bytes that `make` gives, or that it gave before, with their tag.

    Args:
        request: what was asked.
        view: the case as it is shown.
        make: gives the bytes; it looks at the view alone.
        media_type: what they are.
        beside: what else they depend on, besides the address, the view and who asks.
        headers: what else is to be said of them.
    """
    kept: Kept = request.app.state.kept
    when = to_the_minute(view.stood) if view.asked else ""
    place = Place.of(request, view.stood.sequence, view.stood.head, beside + when)
    answer = kept.get(place)
    if answer is None:
        with view.lock:  # of several who wait for the same, the first works it out
            answer = kept.get(place) or Answer(make(), media_type, tuple(headers.items()))
            kept.put(place, answer)
    return answer.to(request)


def frame(request: Request, view: View) -> dict[str, Any]:
    """Return what the frame of every page shows: where one is, and as of when."""
    desk: Desk = request.app.state.desk
    path, query = request.url.path, dict(request.query_params)
    asked = request.query_params.multi_items()
    kept = [(name, value) for name, value in asked if name not in _OF_NOW]
    return bare_frame(request) | {
        "kept": kept,
        "now": f"{path}?{urlencode(kept)}" if kept else path,
        "back": f"{path}?{urlencode(asked)}" if asked else path,
        "links": links_of(view),
        "query": query,
        "view": view,
        "read_only": desk.read_only or bool(view.asked),
    }


def links_of(view: View) -> ServedLinks:
    """Return where things are found, at the moment that the reader looks at."""
    return ServedLinks(view.asked)
