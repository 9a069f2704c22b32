"""Where the things that claims tell of happened: each place with its claims, and how far it is known."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

from counterclaim.board.filters import EVERYTHING, Filter, passing
from counterclaim.board.glances import Glance, candidates
from counterclaim.board.index import Index
from counterclaim.model import Place, Status

TOWN = "town"
"""The kind of a place that has a middle; a region or a country has none that means anything."""

_VAST_KM = 600.0


@dataclass(frozen=True, slots=True)
class Told:
    """A claim at a place."""

    claim: str
    gist: str
    status: Status | None


@dataclass(frozen=True, slots=True)
class Site:
    """A place with the claims that tell of it.

    `radius_km` is that of the vaguest words any report has for it, and `precision` tells in words
    what the coordinates are worth. `mentions` counts how often reports name it, claims or not.
    """

    key: str
    name: str
    kind: str
    latitude: float
    longitude: float
    radius_km: float
    precision: str
    mentions: int
    claims: tuple[Told, ...]

    @property
    def is_vast(self) -> bool:
        """Say whether the place is so wide that on a map of all the others it would be everywhere."""
        return self.radius_km > _VAST_KM

    @property
    def is_point(self) -> bool:
        """Say whether the place may be shown as a point at all."""
        return self.kind == TOWN


@dataclass(frozen=True, slots=True)
class Places:
    """The places that claims tell of, most claims first, and those that reports only name.

    Of `total` claims that pass the filter, `nowhere` tell no place; `unknown` are places that are told
    but stand in no gazetteer that we know.
    """

    sites: tuple[Site, ...]
    named: tuple[Site, ...]
    total: int
    nowhere: int
    unknown: tuple[str, ...] = ()


def places(index: Index, wanted: Filter = EVERYTHING) -> Places:
    """Return the places of the claims that pass a filter.

    Raises:
        IntegrityError: a claim refers to a fact that is not there.
    """
    seen = candidates(index, None)
    kept = seen if wanted == EVERYTHING else passing(index, seen, wanted)[0]
    told: defaultdict[str, list[Glance]] = defaultdict(list)
    for one in sorted(kept, key=_board_order):
        for key in dict.fromkeys(one.claim.places):
            told[key].append(one)
    known, counts = _known(index)
    sites = [_site(known[key], counts[key], told.get(key, [])) for key in known]
    sites.sort(key=lambda site: (-len(site.claims), -site.mentions, site.name, site.key))
    return Places(
        sites=tuple(site for site in sites if site.claims),
        named=tuple(site for site in sites if not site.claims),
        total=len(kept),
        nowhere=sum(not one.claim.places for one in kept),
        unknown=tuple(sorted(set(told) - set(known))),
    )


def _board_order(seen: Glance) -> tuple[int, int, str, str]:
    return seen.rank, -seen.origins, seen.claim.gist, seen.claim.id


def _known(index: Index) -> tuple[dict[str, Place], Counter[str]]:
    """Return every place that reports name, as vague as the vaguest words for it, and how often."""
    found: dict[str, Place] = {}
    counts: Counter[str] = Counter()
    for _, mentions in sorted(index.snapshot.mentions.items()):
        for mention in mentions.items:
            place = mention.value
            if isinstance(place, Place) and _is_on_the_map(place):
                counts[place.key] += 1
                if place.key not in found or found[place.key].radius_km < place.radius_km:
                    found[place.key] = place
    return found, counts


def _is_on_the_map(place: Place) -> bool:
    return math.isfinite(place.latitude + place.longitude + place.radius_km)


def _site(place: Place, mentions: int, told: list[Glance]) -> Site:
    return Site(
        key=place.key,
        name=place.name,
        kind=place.kind,
        latitude=place.latitude,
        longitude=place.longitude,
        radius_km=round(place.radius_km, 1),
        precision=precision(place),
        mentions=mentions,
        claims=tuple(Told(one.claim.id, one.claim.gist, one.status) for one in told),
    )


def precision(place: Place) -> str:
    """Say in words what the coordinates of a place are worth.

    >>> precision(Place("k", "Lindau", 47.55, 9.69, 5.0))
    'within about 5 km of the middle of Lindau'
    >>> precision(Place("r", "Bavaria", 49.0, 11.5, 130.0, "region"))
    'anywhere in Bavaria, a region: no point in it is meant'
    """
    if place.kind == TOWN:
        return f"within about {max(place.radius_km, 1):.0f} km of the middle of {place.name}"
    return f"anywhere in {place.name}, a {place.kind}: no point in it is meant"
