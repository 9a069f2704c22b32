"""Style sheets, scripts and what else a page is made of."""

from __future__ import annotations

import hashlib
import mimetypes
from functools import cache
from pathlib import PurePosixPath

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from counterclaim.pages import STATIC, static_file

router = APIRouter(include_in_schema=False)


@router.get("/static/{name:path}")
def static(request: Request, name: str) -> Response:
    """Return a file of `STATIC`; nothing outside it can be named."""
    if name not in _names():
        raise HTTPException(404, f"there is no file {name!r}")
    body, tag = _file(name)
    headers = {"ETag": tag, "Cache-Control": "public, max-age=300"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(body, media_type=media_type, headers=headers)


@cache
def _file(name: str) -> tuple[bytes, str]:
    body = static_file(name)
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'


@cache
def _names() -> frozenset[str]:
    """Return the files that may be asked for."""
    waiting, found = [(PurePosixPath(), STATIC)], set[str]()
    while waiting:
        path, folder = waiting.pop()
        for one in folder.iterdir():
            if one.is_dir():
                waiting.append((path / one.name, one))
            else:
                found.add(str(path / one.name))
    return frozenset(found)
