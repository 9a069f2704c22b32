"""Which part of a list is given: at most `limit` items, from where a cursor says.

A cursor holds the number of an entry of the log: all parts of a list tell of the case as it stood then,
whatever others write meanwhile. It also holds what was asked, and is refused where something else is.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query, Request

from counterclaim.board import PAGE_SIZE
from counterclaim.problems import UsageError
from counterclaim.web.api.shapes import Head
from counterclaim.web.deciding import token_of
from counterclaim.web.desk import AsOf, Desk, TheDesk, View

LARGEST = 1000
"""The most items of one part."""

_CURSOR = re.compile(r"([0-9]{1,12})\.([0-9]{1,12})\.([0-9a-f]{12})")

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Turn:
    """A part of a list: of which view, from which item on, and how many."""

    request: Request
    view: View
    first: int
    limit: int

    def part(self, items: Sequence[Item]) -> Sequence[Item]:
        """Return those of all items that are given."""
        return items[self.first : self.first + self.limit]

    def following(self, total: int) -> str | None:
        """Return the address of the next part, None behind the last."""
        last = self.first + self.limit
        if last >= total:
            return None
        asked = [(name, value) for name, value in self.request.query_params.multi_items() if name != "cursor"]
        cursor = _written(self.view.stood.sequence, last, _digest(self.request))
        return f"{self.request.url.path}?{urlencode([*asked, ('cursor', cursor)])}"


def head_of(view: View) -> Head:
    """Return the state of the case that a view shows."""
    stood = view.stood
    return Head(sequence=stood.sequence, hash=stood.head, tag=f'"{token_of(view)}"', as_of=view.asked)


def the_turn(
    request: Request,
    desk: TheDesk,
    as_of: AsOf = "",
    limit: Annotated[int, Query(ge=1, le=LARGEST, description="At most so many items.")] = PAGE_SIZE,
    cursor: Annotated[
        str, Query(max_length=200, description="Where to go on: as in the address that `next` gives.")
    ] = "",
) -> Turn:
    """Return the part of a list that a request asks for.

    Raises:
        UsageError: the cursor is none of ours, or belongs to another question.
    """
    if not cursor:
        return Turn(request, desk.at(as_of), 0, limit)
    sequence, first, digest = _read(cursor)
    if digest != _digest(request):
        raise UsageError("the cursor belongs to another question; follow the address that `next` gives")
    return Turn(request, _view(desk, as_of, sequence), first, limit)


def _view(desk: Desk, as_of: str, sequence: int) -> View:
    now = desk.at()
    if not as_of and now.stood.sequence == sequence:
        return now
    if sequence > now.stood.total:
        raise UsageError("the cursor belongs to another case; begin anew, without it")
    return desk.at(f"#{sequence}")


def _digest(request: Request) -> str:
    """Return a word for what is asked, but for where to go on."""
    asked = sorted(item for item in request.query_params.multi_items() if item[0] != "cursor")
    return hashlib.sha256(json.dumps([request.url.path, asked]).encode()).hexdigest()[:12]


def _written(sequence: int, first: int, digest: str) -> str:
    return base64.urlsafe_b64encode(f"{sequence}.{first}.{digest}".encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[int, int, str]:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        told = _CURSOR.fullmatch(base64.b64decode(padded, b"-_", validate=True).decode("ascii"))
    except (binascii.Error, ValueError):
        told = None
    if told is None:
        raise UsageError("the cursor is none of ours; follow the address that `next` gives")
    return int(told[1]), int(told[2]), told[3]


TheTurn = Annotated[Turn, Depends(the_turn)]
"""The part of a list that a request asks for."""
