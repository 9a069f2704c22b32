"""Who takes part: all actors, and all about one."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from counterclaim.board.cast import CastFilter, Player, cast, portrait
from counterclaim.board.labels import NO_PARTY
from counterclaim.board.rows import Page
from counterclaim.pages.paging import Paging
from counterclaim.problems import UsageError
from counterclaim.web.answers import as_csv, as_json, links_of, shown
from counterclaim.web.desk import TheView, TheWhole, View
from counterclaim.web.reading.asked import data_links, page_number, refuse_beyond

router = APIRouter(include_in_schema=False)

PAGE_SIZE = 100

_HEADER = (
    "actor", "name", "kind", "party", "party_because", "camp", "country", "names", "because",
    "reports", "statements", "stances",
)  # fmt: skip

_SAID = (
    "claim", "gist", "status", "stance", "because", "statement", "quote", "report", "outlet",
    "published", "said", "channel",
)  # fmt: skip

_LONGEST = 200


@router.get("/actors")
def actors_page(request: Request, view: TheView) -> Response:
    """List the actors."""
    return shown(request, view, "actors.html", lambda: _listed(request, view))


@router.get("/actors.json")
def actors_json(request: Request, view: TheWhole) -> Response:
    """Return the actors as data."""

    def told() -> dict[str, Any]:
        found = cast(view.index, _wanted(request))
        plain = [_plain(one) for one in found.players]
        return {"head": view.stood.head, "total": found.total, "actors": plain}

    return as_json(request, view, told)


@router.get("/actors.csv")
def actors_csv(request: Request, view: TheWhole) -> Response:
    """Return the actors as a table."""
    return as_csv(
        request, view, lambda: (_HEADER, [_row(one) for one in cast(view.index, _wanted(request)).players])
    )


@router.get("/actors/{key}.json")
def actor_json(request: Request, view: TheView, key: str) -> Response:
    """Return all about one actor as data."""

    def told() -> dict[str, Any]:
        found = portrait(view.index, key)
        return asdict(found) | {
            "player": _plain(found.player),
            "outlets": dict(found.outlets),
            "channels": dict(found.channels),
        }

    return as_json(request, view, told)


@router.get("/actors/{key}.csv")
def actor_csv(request: Request, view: TheView, key: str) -> Response:
    """Return what one actor says as a table."""

    def told() -> tuple[tuple[str, ...], list[list[object]]]:
        found = portrait(view.index, key)
        return _SAID, [[getattr(one, name) or "" for name in _SAID] for one in found.sayings]

    return as_csv(request, view, told)


@router.get("/actors/{key}")
def actor_page(request: Request, view: TheView, key: str) -> Response:
    """Tell all about one actor."""
    return shown(request, view, "actor.html", lambda: _one(view, key))


def _wanted(request: Request) -> CastFilter:
    """Return which actors an address asks for.

    Raises:
        UsageError: a field is too long to be meant.
    """
    typed = {name: " ".join(request.query_params.get(name, "").split()) for name in ("text", "party", "kind")}
    for name, words in typed.items():
        if len(words) > _LONGEST:
            raise UsageError(f"{name} is longer than {_LONGEST} characters; ask for less")
    return CastFilter(**typed, speaking=bool(request.query_params.get("speaking")))


def _listed(request: Request, view: View) -> dict[str, Any]:
    wanted, number, links = _wanted(request), page_number(request), links_of(view)
    found = cast(view.index, wanted, Page(number, PAGE_SIZE))
    query = asdict(wanted) | {"speaking": "1" if wanted.speaking else ""}
    paging = Paging(
        number,
        found.total,
        "actor",
        lambda page: links.with_query("/actors", query, page=page if page > 1 else None),
        of_all=len(view.index.snapshot.actors),
        size=PAGE_SIZE,
    )
    refuse_beyond(paging)
    return {
        "asked": wanted,
        "is_filtered": wanted != CastFilter(),
        "found": found,
        "no_party": NO_PARTY,
        "paging": paging,
        "data": data_links(links, "/actors", query),
    }


def _one(view: View, key: str) -> dict[str, Any]:
    found = portrait(view.index, key)
    data = data_links(links_of(view), f"/actors/{quote(key, safe='')}", {})
    return {"found": found, "no_party": NO_PARTY, "data": data}


def _plain(one: Player) -> dict[str, Any]:
    return asdict(one) | {"stances": {stance.value: count for stance, count in one.stances}}


def _row(one: Player) -> tuple[object, ...]:
    stances = ", ".join(f"{stance} {count}" for stance, count in one.stances)
    return (
        one.key, one.name, one.kind, one.party, one.party_because, one.camp, one.country,
        "; ".join(one.names), one.because, one.reports, one.statements, stances,
    )  # fmt: skip
