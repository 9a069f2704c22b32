"""The graph of who feeds whom, in layers from mouth to page (after Sugiyama, Tagawa and Toda 1981)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from counterclaim.board.sources import Feed, Layer, Source, SourceGraph
from counterclaim.pages.drawing.lettering import Box, cut, isolated, number, title, width

NODE_WIDTH, NODE_HEIGHT = 236.0, 40.0
_ROW = 50.0
_COLUMN = 400.0
_MARGIN = 12.0
_HEAD = 34.0
_SWEEPS = 8
_NAME_SIZE, _SMALL_SIZE = 13.0, 11.0
_THICKEST = 9.0

LAYER_WORDS = {
    Layer.SPEAKER: "Speakers",
    Layer.RELAY: "Agencies and relays",
    Layer.FAMILY: "One text, several reports",
    Layer.OUTLET: "Outlets",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where every source stands, and how large the picture is."""

    boxes: Mapping[str, Box]
    heads: tuple[tuple[str, float], ...]
    width: float
    height: float


def layout(graph: SourceGraph) -> Layout:
    """Return where the sources stand: a column for each layer, ordered so that few lines cross."""
    columns = _ordered(graph)
    height = _HEAD + max((len(some) for some in columns.values()), default=0) * _ROW + _MARGIN
    boxes: dict[str, Box] = {}
    heads = []
    for place, (layer, some) in enumerate(columns.items()):
        left = _MARGIN + place * _COLUMN
        heads.append((LAYER_WORDS[layer], left))
        step = (height - _HEAD - _MARGIN) / len(some)
        for row, one in enumerate(some):
            top = _HEAD + (row + 0.5) * step - NODE_HEIGHT / 2
            boxes[one.id] = Box(left, top, left + NODE_WIDTH, top + NODE_HEIGHT)
    width = 2 * _MARGIN + NODE_WIDTH + max(0, len(columns) - 1) * _COLUMN
    return Layout(boxes, tuple(heads), width, height)


def _ordered(graph: SourceGraph) -> dict[Layer, list[Source]]:
    """Return the sources of each layer, those near each other that feed, or are fed by, the same ones."""
    columns: dict[Layer, list[Source]] = {}
    for one in sorted(graph.sources, key=lambda one: one.layer):
        columns.setdefault(one.layer, []).append(one)
    beside: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for feed in graph.feeds:
        beside[feed.giver].append((feed.taker, 1 + feed.statements))
        beside[feed.taker].append((feed.giver, 1 + feed.statements))
    for sweep in range(_SWEEPS):
        rows = {one.id: row / len(some) for some in columns.values() for row, one in enumerate(some)}
        layers = list(columns) if sweep % 2 else list(reversed(columns))
        for layer in layers:
            columns[layer].sort(key=_middle(beside, rows))
            rows |= {one.id: row / len(columns[layer]) for row, one in enumerate(columns[layer])}
    return columns


def _middle(
    beside: Mapping[str, Sequence[tuple[str, int]]], rows: Mapping[str, float]
) -> Callable[[Source], tuple[bool, float, int, str, str]]:
    """Return the key that puts a source where, on average, those stand that it has to do with."""

    def key(one: Source) -> tuple[bool, float, int, str, str]:
        near = beside.get(one.id, ())
        weight = sum(count for _, count in near)
        middle = sum(rows[other] * count for other, count in near) / weight if weight else rows[one.id]
        return one.stands_for > 0, round(middle, 6), -one.statements, one.name, one.id

    return key


# -- Drawing -----------------------------------------------------------------------------------


def drawn(graph: SourceGraph, address: Callable[[Source], str], label: str) -> Markup:
    """Return the graph as SVG; `address` tells where a source leads to, "" for nowhere."""
    placed = layout(graph)
    names = {one.id: one.name for one in graph.sources}
    head = Markup(
        '<svg class="drawing sources" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="group"'
        ' aria-label="{2}">'
    ).format(number(placed.width), number(placed.height), label)
    parts = [head]
    parts.extend(
        Markup('<text class="head" x="{}" y="20">{}</text>').format(number(left), words)
        for words, left in placed.heads
    )
    parts.append(Markup('<g class="feeds">'))
    parts.extend(_feed(feed, placed, names) for feed in graph.feeds)
    parts.append(Markup("</g>"))
    parts.extend(_node(one, placed.boxes[one.id], address(one)) for one in graph.sources)
    return Markup("").join([*parts, Markup("</svg>")])


def _feed(feed: Feed, placed: Layout, names: Mapping[str, str]) -> Markup:
    """Return the line from giver to taker; one to an equal bulges out, for both stand in one column."""
    giver, taker = placed.boxes[feed.giver], placed.boxes[feed.taker]
    begin, end = (giver.top + giver.bottom) / 2, (taker.top + taker.bottom) / 2
    if giver.right < taker.left:
        bend = (giver.right + taker.left) / 2
        path = (giver.right, begin, bend, begin, bend, end, taker.left, end)
    else:
        bend = min(giver.right + _ROW, placed.width)
        path = (giver.right, begin, bend, begin, bend, end, taker.right, end)
    start, *rest = (f"{number(x)} {number(y)}" for x, y in zip(path[::2], path[1::2], strict=True))
    thick = min(_THICKEST, 1 + math.log2(1 + feed.statements))
    told = "credited only" if feed.is_credit else _count(feed.statements, "statement")
    return Markup(
        '<path class="{}" d="M{} C{}" stroke-width="{}" data-from="{}" data-to="{}">{}</path>'
    ).format(
        "credit" if feed.is_credit else "feed",
        start,
        ", ".join(rest),
        number(thick),
        feed.giver,
        feed.taker,
        title(f"{names[feed.giver]} → {names[feed.taker]}: {told}"),
    )


def _node(one: Source, box: Box, address: str) -> Markup:
    room = NODE_WIDTH - 20
    count = _count(one.statements, "statement") if one.statements else "named as a source"
    party = isolated(cut(one.party, room / _SMALL_SIZE - width(f", {count}"))) if one.party else ""
    small = ", ".join(part for part in (party, count) if part)
    whole = ". ".join(part for part in (one.name, one.party, count, one.because) if part)
    body = Markup(
        '{}<rect x="{}" y="{}" width="{}" height="{}" rx="3"/>'
        '<text class="name" x="{}" y="{}">{}</text><text class="small" x="{}" y="{}">{}</text>'
    ).format(
        title(whole),
        *map(number, (box.left, box.top, NODE_WIDTH, NODE_HEIGHT, box.left + 10, box.top + 17)),
        cut(one.name, room / _NAME_SIZE),
        *map(number, (box.left + 10, box.top + 32)),
        small,
    )
    kind = f"node {one.layer.name.lower()}" + (" folded" if one.stands_for else "")
    inner = Markup('<a href="{}">{}</a>').format(address, body) if address else body
    return Markup('<g class="{}" data-node="{}">{}</g>').format(kind, one.id, inner)


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
