"""The borders of countries that are shipped with the pages (Natural Earth, in the public domain)."""

from __future__ import annotations

import json
from functools import cache

from counterclaim.pages.drawing.maps import Countries
from counterclaim.pages.environment import STATIC

FILE = "vendor/countries-50m.geojson"


@cache
def borders() -> Countries:
    """Return every country's outlines by its name; nothing where the package was built without them."""
    if not has(FILE):
        return {}
    features = json.loads(STATIC.joinpath(FILE).read_bytes())["features"]
    return {
        one["properties"]["name"]: [
            [(x, y) for x, y in ring] for part in one["geometry"]["coordinates"] for ring in part
        ]
        for one in features
    }


@cache
def has(name: str) -> bool:
    """Say whether a static file is there: those of others are not, where nothing could fetch them."""
    return STATIC.joinpath(name).is_file()
