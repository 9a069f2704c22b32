"""What a reader asks for in an address: which claims, which page, which columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import TypeVar

from fastapi import Request
from starlette.datastructures import QueryParams

from counterclaim.board import Filter
from counterclaim.model import Status
from counterclaim.moments import period
from counterclaim.pages import Paging, ServedLinks
from counterclaim.problems import NotFoundError, UsageError

Value = TypeVar("Value")

_YES = frozenset({"1", "true", "yes", "on"})
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form of the board and that of the search ask, as typed; "" asks nothing."""

    q: str = ""
    text: str = ""
    status: str = ""
    party: str = ""
    place: str = ""
    speaker: str = ""
    happened: str = ""
    said: str = ""
    printed: str = ""
    contested: str = ""
    conceded: str = ""
    one_sided: str = ""

    @property
    def filter(self) -> Filter:
        """Return what is asked of claims.

        Raises:
            UsageError: a status or a time cannot be.
        """
        return Filter(
            contested=bool(self.contested),
            conceded=bool(self.conceded),
            one_sided=bool(self.one_sided),
            status=_told(self.status, _status),
            party=self.party or None,
            place=self.place or None,
            speaker=self.speaker or None,
            text=self.text or None,
            happened=_told(self.happened, period),
            said=_told(self.said, period),
            printed=_told(self.printed, period),
        )

    @property
    def query(self) -> dict[str, str]:
        """Return what is asked as it stands in an address."""
        return {one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name)}


def asked(request: Request) -> Asked:
    """Return what the address of a request asks."""
    query = request.query_params
    plain = ("q", "text", "status", "party", "place", "speaker", "happened", "said", "printed")
    kinds = ("contested", "conceded", "one_sided")
    typed = {name: _typed(query, name) for name in plain}
    ticked = {name: "1" for name in kinds if _typed(query, name).casefold() in _YES}
    return Asked(**typed, **ticked)


def number_of(request: Request, name: str) -> int | None:
    """Return a number that stands in an address, or None.

    Raises:
        UsageError: it is no whole number.
    """
    typed = _typed(request.query_params, name)
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise UsageError(f"{name}={typed} is no whole number")
    return int(typed)


def _typed(query: QueryParams, name: str) -> str:
    typed = " ".join(query.get(name, "").split())
    if len(typed) > _LONGEST:
        raise UsageError(f"{name} is longer than {_LONGEST} characters; ask for less")
    return typed


def _told(typed: str, read: Callable[[str], Value]) -> Value | None:
    return read(typed) if typed else None


def _status(typed: str) -> Status:
    try:
        return Status(typed.replace(" ", "_"))
    except ValueError as error:
        raise UsageError(f"there is no status {typed!r}; there are: {', '.join(Status)}") from error


def page_number(request: Request) -> int:
    """Return which page is asked for, the first unless told.

    Raises:
        UsageError: it is no number from 1.
    """
    number = number_of(request, "page")
    if number == 0:
        raise UsageError("pages are counted from 1")
    return number or 1


def refuse_beyond(paging: Paging) -> None:
    """Raise NotFoundError where a page is asked for that is not there."""
    if paging.number > paging.last:
        pages = "one page" if paging.last == 1 else f"{paging.last:,} pages"
        raise NotFoundError(f"there is no page {paging.number:,}: this list has {pages}")


def data_links(links: ServedLinks, path: str, query: Mapping[str, object]) -> dict[str, str]:
    """Return where a page is to be had as data."""
    return {form: links.with_query(f"{path}.{form}", query) for form in ("json", "csv")}
