"""Places on a plain map: borders as lines, a town as a dot in its ring of doubt, a region as a dashed ring.

The projection is equirectangular, true to scale at the middle of the picture. A region or a country
has no dot, for no point in it is meant: a country that the borders know by name is tinted, all other
areas are dashed rings, and one that is wider than the rest of the map is left to the table.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from counterclaim.board.places import Places, Site
from counterclaim.pages.drawing.lettering import Box, cut, isolated, number, title, width

Point = tuple[float, float]

Ring = Sequence[Point]

Countries = Mapping[str, Sequence[Ring]]
"""The outlines of countries by name, in degrees: longitude first, as GeoJSON has it."""

WIDTH, HEIGHT = 960.0, 600.0
_KM_A_DEGREE = 111.0
_LEAST_DEGREES = 3.0
_SIZE, _COUNTRY_SIZE = 13.0, 11.5
_ROOM = 0.18
_LONGEST_NAME = 16.0
_LEAST_COUNTRY = 9000.0
"""Square units of the picture below which a country is not named."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What of the world the picture shows: west and north, and units of the picture for a degree."""

    west: float
    north: float
    across: float
    down: float

    def at(self, longitude: float, latitude: float) -> Point:
        """Return where a point of the world is in the picture, or beside it."""
        return (longitude - self.west) * self.across, (self.north - latitude) * self.down

    def units(self, kilometres: float) -> float:
        """Return how long a distance is in the picture."""
        return kilometres / _KM_A_DEGREE * self.down


def frame_of(sites: Iterable[Site]) -> Frame:
    """Return the part of the world that holds all places but the vaguest ones, which may reach beyond."""
    every = list(sites)
    fitting = [one for one in every if not one.is_vast] or every
    boxes = [_reach(one) for one in fitting] or [Box(-180.0, -60.0, 180.0, 80.0)]
    west, east = min(one.left for one in boxes), max(one.right for one in boxes)
    south, north = min(one.top for one in boxes), max(one.bottom for one in boxes)
    middle = (north + south) / 2
    narrowing = max(0.2, math.cos(math.radians(middle)))
    tall = max(north - south, (east - west) * narrowing * HEIGHT / WIDTH, _LEAST_DEGREES) * (1 + 2 * _ROOM)
    down = HEIGHT / tall
    across = down * narrowing
    return Frame((west + east) / 2 - WIDTH / 2 / across, middle + tall / 2, across, down)


def _reach(site: Site) -> Box:
    up = site.radius_km / _KM_A_DEGREE
    aside = up / max(0.2, math.cos(math.radians(site.latitude)))
    return Box(site.longitude - aside, site.latitude - up, site.longitude + aside, site.latitude + up)


# -- Drawing -----------------------------------------------------------------------------------


def drawn(places: Places, countries: Countries, address: Callable[[Site], str], label: str) -> Markup:
    """Return the map as SVG; `address` tells where a place leads to. Borders may be missing."""
    frame = frame_of(places.sites or places.named)
    outlines = {name: list(_outlines(rings, frame)) for name, rings in countries.items()}
    outlines = {name: rings for name, rings in outlines.items() if rings}
    tinted = {one.name for one in places.sites if one.kind == "country"} & outlines.keys()
    untinted = [one for one in places.sites if one.name not in tinted]
    fitting = [one for one in untinted if not one.is_vast] or untinted
    shown = [one for one in fitting if _is_within(one, frame)]
    named = [one for one in places.named if one.is_point and _is_within(one, frame)]
    lettering = _Lettering(frame)
    head = '<svg class="drawing map" viewBox="0 0 {} {}" width="100%" role="group" aria-label="{}">'
    parts = [
        Markup(head).format(number(WIDTH), number(HEIGHT), label),  # noqa: S704 - our own words
        Markup('<g class="countries">'),
        *(_country(name, rings, tinted=name in tinted) for name, rings in sorted(outlines.items())),
        Markup("</g>"),
        *(_area(one, frame) for one in shown),
        *(_dot(one, frame) for one in (*shown, *named)),
        *(lettering.of_site(one, address(one)) for one in (*shown, *named)),
        *(
            lettering.of_country(one, outlines[one.name], address(one))
            for one in places.sites
            if one.name in tinted
        ),
        *lettering.of_countries({name: rings for name, rings in outlines.items() if name not in tinted}),
        Markup("</svg>"),
    ]
    return Markup("").join(parts)


def _is_within(site: Site, frame: Frame) -> bool:
    x, y = frame.at(site.longitude, site.latitude)
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT


def _country(name: str, rings: Iterable[Ring], *, tinted: bool) -> Markup:
    path = "".join(f"M{' '.join(f'{number(x)},{number(y)}' for x, y in ring)}Z" for ring in rings)
    kind = "country told" if tinted else "country"
    return Markup('<path class="{}" d="{}">{}</path>').format(kind, path, title(name))


def _area(site: Site, frame: Frame) -> Markup:
    """Return the ring within which it was: as far as the picture goes."""
    x, y = frame.at(site.longitude, site.latitude)
    fits = min(x, y, WIDTH - x, HEIGHT - y)
    radius = min(frame.units(site.radius_km), max(fits, 2.0))
    kind = "doubt" if site.is_point else "area"
    told = f"{site.name}: {site.precision}"
    circle = '<circle class="{}" cx="{}" cy="{}" r="{}">{}</circle>'
    return Markup(circle).format(kind, number(x), number(y), number(radius), title(told))  # noqa: S704 - our own words


def _dot(site: Site, frame: Frame) -> Markup:
    """Return the dot of a town, the larger the more claims; what only is an area has none."""
    if not site.is_point:
        return Markup("")
    x, y = frame.at(site.longitude, site.latitude)
    kind = "town" if site.claims else "town quiet"
    return Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(
        kind, number(x), number(y), number(_dot_size(site))
    )


def _dot_size(site: Site) -> float:
    return 4.0 + min(6.0, math.sqrt(len(site.claims))) if site.claims else 2.5


class _Lettering:
    """Writes names where nothing else is written; one for which there is no room is left to the table."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._taken: list[Box] = []

    def of_site(self, site: Site, address: str) -> Markup:
        """Return the name of a place beside its dot, or in the middle of its ring."""
        x, y = self._frame.at(site.longitude, site.latitude)
        return self._named(site, address, _places_beside(x, y, _label(site), site))

    def of_country(self, site: Site, rings: Iterable[Ring], address: str) -> Markup:
        """Return the name of a country that is told of, within its outline."""
        x, y = _middle(max(rings, key=area))
        wide = width(_label(site)) * _SIZE
        steps = (0, -1.5, 1.5, -3, 3, -4.5, 4.5)
        tops = (y + step * _SIZE for step in steps)
        boxes = (Box(x - wide / 2, top, x + wide / 2, top + _SIZE * 1.25) for top in tops)
        return self._named(site, address, boxes)

    def _named(self, site: Site, address: str, boxes: Iterable[Box]) -> Markup:
        """Return a name in the first of some places that is free, or nothing."""
        box = next((one for one in boxes if self._is_free(one)), None)
        if box is None:
            return Markup("")
        self._taken.append(box)
        kind = "site" if site.is_point else "site area"
        text = Markup('<text class="{}" x="{}" y="{}" font-size="{}">{}{}</text>').format(
            kind if site.claims else "site quiet",
            number(box.left),
            number(box.bottom - _SIZE * 0.25),
            number(_SIZE),
            title(f"{site.name}: {site.precision}"),
            _label(site),
        )
        return Markup('<a href="{}">{}</a>').format(address, text) if address else text

    def of_countries(self, outlines: Mapping[str, Sequence[Ring]]) -> Iterator[Markup]:
        """Yield the names of the countries that fill much of the picture."""
        for name, rings in sorted(outlines.items()):
            largest = max(rings, key=area)
            if area(largest) < _LEAST_COUNTRY:
                continue
            x, y = _middle(largest)
            half = width(name) * _COUNTRY_SIZE * 1.15 / 2
            box = Box(x - half, y - _COUNTRY_SIZE, x + half, y + _COUNTRY_SIZE * 0.3)
            if self._is_free(box):
                self._taken.append(box)
                yield Markup('<text class="country-name" x="{}" y="{}" font-size="{}">{}</text>').format(
                    number(x), number(y), number(_COUNTRY_SIZE), name
                )

    def _is_free(self, box: Box) -> bool:
        picture = Box(0.0, 0.0, WIDTH, HEIGHT)
        return picture.holds(box) and not any(box.meets(other) for other in self._taken)


def _label(site: Site) -> str:
    """Return the name of a place, and how many claims there are."""
    count = f" {len(site.claims)}" if site.claims else ""
    return isolated(cut(site.name, _LONGEST_NAME)) + count


def _places_beside(x: float, y: float, words: str, site: Site) -> Iterator[Box]:
    """Yield where a name may stand, best first: beside a dot, above or below it; in the middle of a ring."""
    wide = width(words) * _SIZE
    apart = _dot_size(site) + 4 if site.is_point else -wide / 2
    for left, top in (
        (x + apart, y - _SIZE * 0.7),
        (x - apart - wide, y - _SIZE * 0.7),
        (x - wide / 2, y - abs(apart) - _SIZE * 1.3),
        (x - wide / 2, y + abs(apart)),
        (x + apart, y - _SIZE * 1.7),
        (x + apart, y + _SIZE * 0.4),
    ):
        yield Box(left, top, left + wide, top + _SIZE * 1.25)


# -- Outlines ----------------------------------------------------------------------------------


def _outlines(rings: Iterable[Ring], frame: Frame) -> Iterator[Ring]:
    """Yield the parts of outlines that lie in the picture, in its units."""
    for ring in rings:
        placed = [frame.at(x, y) for x, y in ring]
        if not (_is_apart([x for x, _ in placed], WIDTH) or _is_apart([y for _, y in placed], HEIGHT)):
            within = clipped(placed)
            if len(within) > 2:
                yield thinned(within)


def _is_apart(values: Sequence[float], most: float) -> bool:
    return max(values) < 0 or min(values) > most


def clipped(ring: Ring) -> list[Point]:
    """Return what of a ring lies in the picture (Sutherland and Hodgman 1974)."""
    for axis, limit, sign in ((0, 0.0, 1), (0, WIDTH, -1), (1, 0.0, 1), (1, HEIGHT, -1)):
        kept: list[Point] = []
        for number_, point in enumerate(ring):
            before = ring[number_ - 1]
            is_in, was_in = (sign * (one[axis] - limit) >= 0 for one in (point, before))
            if is_in != was_in:
                kept.append(_crossing(before, point, axis, limit))
            if is_in:
                kept.append(point)
        ring = kept
    return list(ring)


def _crossing(one: Point, other: Point, axis: int, limit: float) -> Point:
    part = (limit - one[axis]) / (other[axis] - one[axis])
    along = one[1 - axis] + part * (other[1 - axis] - one[1 - axis])
    return (limit, along) if axis == 0 else (along, limit)


def thinned(ring: Ring) -> list[Point]:
    """Return a ring without points that nobody could tell from the one before."""
    kept: list[Point] = []
    for x, y in ring:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 0.6:
            kept.append((x, y))
    return kept


def area(ring: Ring) -> float:
    """Return the area within a ring (the shoelace formula)."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(one[0] * other[1] - other[0] * one[1] for one, other in pairs)) / 2


def _middle(ring: Ring) -> Point:
    """Return the middle of the longest stretch within a ring at half its height: that is inside it."""
    ys = [y for _, y in ring]
    level = (min(ys) + max(ys)) / 2 + 0.137  # beside every corner
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    cuts = sorted(
        _crossing(one, other, 1, level)[0] for one, other in pairs if (one[1] < level) != (other[1] < level)
    )
    spans = list(zip(cuts[::2], cuts[1::2], strict=False)) or [(ring[0][0], ring[0][0])]
    left, right = max(spans, key=lambda span: span[1] - span[0])
    return (left + right) / 2, level
