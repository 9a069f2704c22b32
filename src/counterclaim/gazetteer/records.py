"""What the gazetteer knows of a place. Latitudes and longitudes are in degrees (WGS 84)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

EARTH_RADIUS_KM = 6371.0088


class Match(StrEnum):
    """How the name that was asked for relates to the name of the town that was found."""

    NAME = "name"
    ALTERNATE = "alternate"
    KEY = "key"  # another romanisation
    NEAR = "near"  # a misspelling


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place; `region` is GeoNames' first-level code within `country` (ISO 3166)."""

    id: int
    name: str
    latitude: float
    longitude: float
    country: str
    region: str
    population: int
    capital: bool = False
    match: Match = Match.NAME


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a country, or of the world where `country` is empty.

    `centred` is False for a county of which only the state is known: its centre is the state's.
    """

    id: int
    name: str
    latitude: float
    longitude: float
    country: str
    code: str
    radius_km: float
    centred: bool = True


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory by its ISO 3166 two-letter code."""

    iso: str
    name: str
    latitude: float
    longitude: float
    area_km2: float
    population: int

    @property
    def radius_km(self) -> float:
        """Return the radius of a circle of the country's area."""
        return math.sqrt(self.area_km2 / math.pi)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance between two (latitude, longitude) pairs (haversine formula)."""
    latitude, longitude, other_latitude, other_longitude = map(math.radians, (*one, *other))
    chord = (
        math.sin((other_latitude - latitude) / 2) ** 2
        + math.cos(latitude) * math.cos(other_latitude) * math.sin((other_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))
