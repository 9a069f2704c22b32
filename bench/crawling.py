"""Every page of a served case, found as a reader finds it: by following links from the board."""

from __future__ import annotations

import re
from collections import deque
from html import unescape
from urllib.parse import urlsplit
from urllib.request import urlopen

from browsing import Served

_LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)', re.ASCII)
_ID = re.compile(r"/[a-z]+-[0-9a-f]{6,}|(?<=/actors/)[^/]+", re.ASCII)
_DATA = (".json", ".csv", ".txt", ".jsonl", "/raw", ".xml", ".atom", ".yaml")

NOT_LINKED = ("/api", "/no-such-page", "/claims/cl-nothing", "/?as_of=never", "/login")
"""Pages that nobody is led to: those that say that there is nothing."""


def every_page(served: Served) -> list[str]:
    """Return the address of one page of each kind, and those that say that there is nothing."""
    found: dict[str, str] = {}
    waiting = deque(["/"])
    while waiting:
        path = waiting.popleft()
        kind = kind_of_page(path)
        if kind in found or kind.startswith("/api/"):
            continue
        body = read(served, path)
        if body is None:
            continue
        found[kind] = path
        links = (unescape(one) for one in _LINK.findall(body))
        waiting.extend(one for one in links if one.startswith("/") and not one.startswith("//"))
    return [*found.values(), *NOT_LINKED]


def kind_of_page(path: str) -> str:
    """Return an address without what is asked of it, and without the name of the thing that it shows.

    >>> kind_of_page("/claims/cl-0123456789ab?as_of=%231")
    '/claims/*'
    """
    return _ID.sub("/*", urlsplit(path).path).replace("/actors//*", "/actors/*")


def read(served: Served, path: str) -> str | None:
    """Return a page; None where the address gives no page."""
    if urlsplit(path).path.endswith(_DATA):
        return None
    with urlopen(served.at(path), timeout=30) as answer:  # noqa: S310 - our own server
        if answer.headers.get_content_type() != "text/html":
            return None
        body: str = answer.read().decode()
        return body
