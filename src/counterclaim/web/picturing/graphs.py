"""Who feeds whom: the graph of sources, and the same as a table."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from counterclaim.board.sources import SHOWN, Layer, Source, SourceGraph, sources
from counterclaim.pages.drawing.sources import LAYER_WORDS, drawn
from counterclaim.pages.links import ServedLinks
from counterclaim.web.answers import as_csv, as_json, links_of, shown
from counterclaim.web.desk import TheView, TheWhole, View
from counterclaim.web.reading.asked import data_links, number_of

router = APIRouter(include_in_schema=False)

_HEADER = ("from", "from_layer", "to", "to_layer", "statements", "credited_only")

_MOST_DRAWN = 150
"""How many sources of one layer a picture has at most; the data have all."""


@router.get("/sources")
def sources_page(request: Request, view: TheView) -> Response:
    """Draw the graph; those with least to say stand together."""
    return shown(request, view, "sources.html", lambda: _drawn(request, view))


@router.get("/sources.json")
def sources_json(request: Request, view: TheWhole) -> Response:
    """Return all sources, and what they feed each other."""
    return as_json(request, view, lambda: {"head": view.stood.head} | _plain(sources(view.index, None)))


@router.get("/sources.csv")
def sources_csv(request: Request, view: TheWhole) -> Response:
    """Return a row for every pair of which one feeds the other."""
    return as_csv(request, view, lambda: (_HEADER, _rows(sources(view.index, None))))


def _drawn(request: Request, view: View) -> dict[str, Any]:
    most, links = min(number_of(request, "shown") or SHOWN, _MOST_DRAWN), links_of(view)
    graph = sources(view.index, most)
    label = f"{len(graph.sources)} sources and what they feed each other; the table below tells the same"
    return {
        "graph": graph,
        "most": most,
        "usual": SHOWN,
        "choices": [(count, links.page("/sources", shown=count)) for count in (8, SHOWN, 60, _MOST_DRAWN)],
        "drawing": drawn(graph, lambda one: address(one, links), label) if graph.sources else "",
        "by_id": {one.id: one for one in graph.sources},
        "address": lambda one: address(one, links),
        "layer_words": LAYER_WORDS,
        "layers": [(layer, some) for layer in Layer if (some := _of_layer(graph, layer))],
        "data": data_links(links, "/sources", {}),
    }


def _of_layer(graph: SourceGraph, layer: Layer) -> list[Source]:
    return [one for one in graph.sources if one.layer is layer]


def address(one: Source, links: ServedLinks) -> str:
    """Return where more is told of a source, "" where nothing is."""
    if one.actor:
        return links.page(f"/actors/{quote(one.actor, safe='')}")
    if one.reports and one.layer in {Layer.OUTLET, Layer.FAMILY}:
        return links.report(one.reports[0]) if len(one.reports) == 1 else links.page("/reports")
    return ""


def _plain(graph: SourceGraph) -> dict[str, Any]:
    return {
        "total": graph.total,
        "sources": [
            {
                "id": one.id,
                "layer": one.layer.name.lower(),
                "name": one.name,
                "party": one.party or None,
                "actor": one.actor,
                "statements": one.statements,
                "reports": list(one.reports),
                "because": one.because,
            }
            for one in graph.sources
        ],
        "feeds": [
            {"from": one.giver, "to": one.taker, "statements": one.statements, "credited_only": one.is_credit}
            for one in graph.feeds
        ],
    }


def _rows(graph: SourceGraph) -> list[tuple[object, ...]]:
    found = {one.id: one for one in graph.sources}
    return [
        (
            found[one.giver].name,
            found[one.giver].layer.name.lower(),
            found[one.taker].name,
            found[one.taker].layer.name.lower(),
            one.statements,
            one.is_credit,
        )
        for one in graph.feeds
    ]
