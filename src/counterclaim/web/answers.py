"""An answer for each form in which a page can be had: HTML for people, JSON and CSV for programs.

What is shown depends on the address and on the case at one entry of its log alone, so an answer is kept,
and has an entity tag by which a browser need not fetch it again (RFC 9110).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from threading import Lock
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response

from counterclaim.ledger import canonical
from counterclaim.pages import page
from counterclaim.web.desk import Desk, View

_KEPT = 256
_LARGEST = 4_000_000
"""Answers kept, and the bytes beyond which one is not."""

Table = tuple[Sequence[str], Iterable[Sequence[object]]]
"""The header and the rows of a CSV answer."""

MENU = (("/", "Board"),)
"""The pages that can be reached from every page: address and name."""

_HTML, _JSON, _CSV = "text/html; charset=utf-8", "application/json", "text/csv; charset=utf-8"


class Kept:
    """The answers given last, by what they depend on."""

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, ...], tuple[bytes, str]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[str, ...]) -> tuple[bytes, str] | None:
        """Return the bytes and the media type of an answer, if it is still kept."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: tuple[str, ...], answer: tuple[bytes, str]) -> None:
        """Keep an answer, and let go of the one that was asked for longest ago."""
        if len(answer[0]) <= _LARGEST:
            with self._lock:
                self._answers[key] = answer
                while len(self._answers) > _KEPT:
                    self._answers.popitem(last=False)


def shown(request: Request, view: View, template: str, make: Callable[[], Mapping[str, Any]]) -> Response:
    """Return a page; `make` gives the values that its template shows besides those every page has."""

    def html() -> bytes:
        return page(template, **frame(request, view), **make()).encode("utf-8", "surrogatepass")

    return _answer(request, view, html, _HTML)


def as_json(request: Request, view: View, make: Callable[[], object]) -> Response:
    """Return what `make` gives as canonical JSON; dataclasses become objects."""

    def told() -> bytes:
        made = make()
        plain = asdict(made) if is_dataclass(made) and not isinstance(made, type) else made
        return json.dumps(json.loads(canonical(plain)), ensure_ascii=False, indent=1).encode() + b"\n"

    return _answer(request, view, told, _JSON)


def as_csv(request: Request, view: View, make: Callable[[], Table]) -> Response:
    """Return a table (RFC 4180, with a header row)."""

    def told() -> bytes:
        header, rows = make()
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)
        return written.getvalue().encode("utf-8", "surrogatepass")

    return _answer(request, view, told, _CSV)


def _answer(request: Request, view: View, make: Callable[[], bytes], media_type: str) -> Response:
    kept: Kept = request.app.state.kept
    who = request.state.__dict__.get("_state", {}).get("user", "")
    key = (
        request.url.path,
        request.url.query,
        view.stood.head,
        str(view.stood.sequence),
        str(who),
        media_type,
    )
    answer = kept.get(key)
    if answer is None:
        with view.lock:
            answer = (make(), media_type)
        kept.put(key, answer)
    body, media_type = answer
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}
    if tag in [one.strip() for one in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def frame(request: Request, view: View) -> dict[str, Any]:
    """Return what the frame of every page shows: where one is, and as of when."""
    desk: Desk = request.app.state.desk
    return {
        "case": desk.name,
        "menu": MENU,
        "path": request.url.path,
        "past": f"?{urlencode({'as_of': view.asked})}" if view.asked else "",
        "query": dict(request.query_params),
        "view": view,
        "read_only": desk.read_only or bool(view.asked),
    }
