"""Claims on a map: GeoJSON (RFC 7946), one feature for each claim and place, for QGIS, kepler.gl or Leaflet.

A point is the middle of what a report names, and no more: `radius_km` and `precision` say how far
around it the thing may have happened, and the numbers have no more digits than that allows. A claim
whose place is not known is a feature without a geometry, as the standard has it, and not left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from counterclaim.board import STATUS_WORDS, Account, accounts
from counterclaim.board.places import Mentioned, mentioned_places, point, precision, told_within
from counterclaim.export.citing import Json, evidence, urn
from counterclaim.export.encoding import document
from counterclaim.ledger import Snapshot, ledger_hash
from counterclaim.model import Place


def geojson(snapshot: Snapshot) -> bytes:
    """Return the claims as features, in the order of the board."""
    mentioned = mentioned_places(snapshot)
    features = [one for told in accounts(snapshot) for one in _features(snapshot, told, mentioned)]
    return document({"type": "FeatureCollection", "ledger_hash": ledger_hash(snapshot), "features": features})


def _features(snapshot: Snapshot, told: Account, mentioned: Mentioned) -> Iterator[Json]:
    keys = snapshot.claims[told.claim].places
    names = dict(zip(keys, told.row.places, strict=False))
    spans = [span for one in told.testimonies for span in snapshot.statements[one.statement].content]
    for key in keys or [None]:
        place = told_within(mentioned.get(key, ()), spans) if key is not None else None
        yield {
            "type": "Feature",
            "id": urn("claim", told.claim) + (f":{urn('place', key)}" if key is not None else ""),
            "geometry": _point(place),
            "properties": _claim(told) | _whereabouts(place, names.get(key, key) if key else None),
        }


def _claim(told: Account) -> Json:
    row = told.row
    return {
        "claim": told.claim,
        "gist": told.gist,
        "status": STATUS_WORDS[row.status] if row.status else None,
        "because": row.because,
        "origins": row.origins,
        "outlets": row.outlets,
        "about": row.about or None,
        "stances": "; ".join(
            f"{cell.party}: {', '.join(stance.value for stance in cell.stances)}"
            for cell in row.cells
            if cell.stances
        ),
        "statements": [evidence(one) for one in told.testimonies],
    }


def _whereabouts(place: Place | None, name: str | None) -> Json:
    return {
        "place": place.name if place else name,
        "place_key": place.key if place else None,
        "place_kind": place.kind if place else None,
        "radius_km": round(place.radius_km, 0) + 0.0 if place and math.isfinite(place.radius_km) else None,
        "precision": _precision(place, name),
    }


def _precision(place: Place | None, name: str | None) -> str:
    """Say in words how far a place is known."""
    if place is None:
        return f"where {name} lies is not known" if name else "no place is told"
    return precision(place)


def _point(place: Place | None) -> Json | None:
    coordinates = point(place) if place else None
    return {"type": "Point", "coordinates": coordinates} if coordinates else None
