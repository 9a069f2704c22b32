"""Where it happened: a plain map that the server draws, and a lively one without tiles where script runs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response

from counterclaim.board.places import Places, Site, places
from counterclaim.board.rows import parties_of
from counterclaim.pages.drawing import maps
from counterclaim.pages.drawing.borders import FILE, borders, has
from counterclaim.pages.links import ServedLinks
from counterclaim.web.answers import as_csv, as_json, links_of, shown
from counterclaim.web.desk import TheView, TheWhole, View
from counterclaim.web.reading.asked import asked, data_links

router = APIRouter(include_in_schema=False)

LISTED = 20
"""How many claims of a place are listed beside the map; the board has all of them."""

_HEADER = (
    "place",
    "name",
    "kind",
    "latitude",
    "longitude",
    "radius_km",
    "precision",
    "claim",
    "gist",
    "status",
)


@router.get("/map")
def map_page(request: Request, view: TheView) -> Response:
    """Draw the map, with the places as a table below it."""
    return shown(request, view, "map.html", lambda: _drawn(request, view))


@router.get("/map.json")
def map_json(request: Request, view: TheWhole) -> Response:
    """Return the places as data."""
    return as_json(request, view, lambda: {"head": view.stood.head} | _plain(_found(request, view)))


@router.get("/map.csv")
def map_csv(request: Request, view: TheWhole) -> Response:
    """Return a row for every claim at every place."""
    return as_csv(request, view, lambda: (_HEADER, _rows(_found(request, view))))


def _found(request: Request, view: View) -> Places:
    return places(view.index, asked(request).filter)


def _drawn(request: Request, view: View) -> dict[str, Any]:
    found, links, wanted = _found(request, view), links_of(view), asked(request)
    label = f"Map of {len(found.sites)} places; the table below tells the same"
    return {
        "asked": wanted,
        "found": found,
        "parties": parties_of(view.index, view.index.snapshot.claims.values()),
        "drawing": maps.drawn(
            found, borders(), lambda site: f"#{anchor(site)}" if site.claims else "", label
        ),
        "anchor": anchor,
        "listed": LISTED,
        "vast": [one for one in found.sites if one.is_vast],
        "lively": has("vendor/leaflet.js") and has(FILE),
        "bordered": has(FILE),
        "island": json.dumps(_island(found, links), ensure_ascii=False, sort_keys=True),
        "data": data_links(links, "/map", wanted.query),
    }


def _island(found: Places, links: ServedLinks) -> dict[str, Any]:
    """Return what the lively map shows: the places, with some of their claims and where all of them are."""
    data = _plain(found)
    for site in data["places"]:
        site["total"] = len(site["claims"])
        site["all"] = links.page("/", place=site["key"])
        site["claims"] = [told | {"address": links.claim(told["claim"])} for told in site["claims"][:LISTED]]
    return data


def anchor(site: Site) -> str:
    """Return the name of a place's row on the page."""
    return f"place-{site.key}".replace(":", "-").replace(" ", "-")


def _plain(found: Places) -> dict[str, Any]:
    return {
        "total": found.total,
        "nowhere": found.nowhere,
        "places": [asdict(site) | {"is_vast": site.is_vast} for site in found.sites],
        "named": [asdict(site) for site in found.named],
        "unknown": list(found.unknown),
    }


def _rows(found: Places) -> list[tuple[object, ...]]:
    return [
        (
            site.key,
            site.name,
            site.kind,
            site.latitude,
            site.longitude,
            site.radius_km,
            site.precision,
            told.claim,
            told.gist,
            told.status or "",
        )
        for site in found.sites
        for told in site.claims
    ]
