"""Where the things that claims tell of happened: each place with its claims, and how far it is known."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counterclaim.board.filters import EVERYTHING, Filter, passing
from counterclaim.board.glances import Glance, candidates
from counterclaim.board.index import Index
from counterclaim.ledger import Snapshot
from counterclaim.model import Place, Span, Status

TOWN = "town"
"""The kind of a place that has a middle; a region or a country has none that means anything."""

_VAST_KM = 600.0

_KM_A_DEGREE = 111.0

_MOST_DIGITS = 3
"""The gazetteer tells a town by its middle: more digits would say what nobody knows."""

Mentioned = Mapping[str, Sequence[tuple[Span, Place]]]
"""Where reports mention each place, by its key, and how far they tell it there."""


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
    mentioned = mentioned_places(index.snapshot)
    known = {key: shown for key, some in mentioned.items() if (shown := _on_the_map(some))}
    sites = [_site(place, mentions, told.get(key, [])) for key, (place, mentions) in known.items()]
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


def _on_the_map(mentioned: Iterable[tuple[Span, Place]]) -> tuple[Place, int] | None:
    """Return a place as vague as the vaguest words for it, and how often it is named; None: on no map."""
    some = [one for _, one in mentioned if math.isfinite(one.latitude + one.longitude + one.radius_km)]
    return (max(some, key=_vagueness), len(some)) if some else None


def _site(place: Place, mentions: int, told: list[Glance]) -> Site:
    longitude, latitude = rounded(place)
    return Site(
        key=place.key,
        name=place.name,
        kind=place.kind,
        latitude=latitude,
        longitude=longitude,
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


# -- As far as it is known -----------------------------------------------------------------------


def mentioned_places(snapshot: Snapshot) -> Mentioned:
    """Return the places that reports mention; one key may be told more and less vaguely."""
    found: defaultdict[str, list[tuple[Span, Place]]] = defaultdict(list)
    for _, mentions in sorted(snapshot.mentions.items()):
        for mention in mentions.items:
            if isinstance(mention.value, Place):
                found[mention.value.key].append((mention.span, mention.value))
    return found


def told_within(mentioned: Iterable[tuple[Span, Place]], spans: Sequence[Span]) -> Place | None:
    """Return a place as vague as the vaguest words for it within `spans`, or else anywhere."""
    some = list(mentioned)
    within = [place for where, place in some if any(where in span for span in spans)]
    return max(within or [place for _, place in some], key=_vagueness, default=None)


def _vagueness(place: Place) -> tuple[float, str, float, float]:
    return place.radius_km, place.name, place.latitude, place.longitude


def point(place: Place) -> tuple[float, float] | None:
    """Return longitude and latitude with no more digits than the vagueness of a place allows.

    >>> point(Place("k", "Lindau", 47.5468, 9.6843, 5.0)), point(Place("r", "Bavaria", 48.9, 11.4, 130.0))
    ((9.68, 47.55), (11.0, 49.0))
    """
    if not (math.isfinite(place.latitude) and math.isfinite(place.longitude)):
        return None
    return rounded(place)


def rounded(place: Place) -> tuple[float, float]:
    """Return longitude and latitude, which are known, with no more digits than `point` gives."""
    known = _KM_A_DEGREE / max(place.radius_km, 0.1) if math.isfinite(place.radius_km) else 1.0
    digits = max(0, min(_MOST_DIGITS, math.ceil(math.log10(known))))
    return round(place.longitude, digits) + 0.0, round(place.latitude, digits) + 0.0  # no minus zero
