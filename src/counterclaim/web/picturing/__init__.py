"""The pages that draw: the line of time, the map, the graph of sources; also who takes part, what changed."""

from __future__ import annotations

from fastapi import APIRouter

from counterclaim.web.picturing import actors, changes, graphs, maps, timelines

ROUTERS: tuple[APIRouter, ...] = (
    timelines.router,
    maps.router,
    graphs.router,
    actors.router,
    changes.router,
)
