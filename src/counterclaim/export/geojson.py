"""Claims on a map: GeoJSON (RFC 7946), one feature for each claim and place, for QGIS, kepler.gl or Leaflet.

A point is the middle of what a report names, and no more: `radius_km` and `precision` say how far
around it the thing may have happened, and the numbers have no more digits than that allows. A claim
whose place is not known is a feature without a geometry, as the standard has it, and not left out.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

from counterclaim.board import STATUS_WORDS, Account, accounts
from counterclaim.board.places import precision
from counterclaim.export.citing import Json, evidence, urn
from counterclaim.export.encoding import document
from counterclaim.ledger import Snapshot, ledger_hash
from counterclaim.model import Place, Span, Statement

_KM_A_DEGREE = 111.0

_MOST_DIGITS = 3
"""The gazetteer tells a town by its middle: more digits would say what nobody knows."""


def geojson(snapshot: Snapshot) -> bytes:
    """Return the claims as features, in the order of the board."""
    places = _Places(snapshot)
    features = [one for told in accounts(snapshot) for one in _features(snapshot, told, places)]
    return document({"type": "FeatureCollection", "ledger_hash": ledger_hash(snapshot), "features": features})


def _features(snapshot: Snapshot, told: Account, places: _Places) -> Iterator[Json]:
    keys = snapshot.claims[told.claim].places
    names = dict(zip(keys, told.row.places, strict=False))
    for key in keys or [None]:
        place = places.of_claim(told, key) if key is not None else None
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
        "radius_km": _rounded(place.radius_km, 0) if place else None,
        "precision": _precision(place, name),
    }


def _precision(place: Place | None, name: str | None) -> str:
    """Say in words how far a place is known."""
    if place is None:
        return f"where {name} lies is not known" if name else "no place is told"
    return precision(place)


def _point(place: Place | None) -> Json | None:
    """Return a point (longitude first) with no more digits than its vagueness allows."""
    if place is None or not (math.isfinite(place.latitude) and math.isfinite(place.longitude)):
        return None
    known = _KM_A_DEGREE / max(place.radius_km, 0.1) if math.isfinite(place.radius_km) else 1.0
    digits = max(0, min(_MOST_DIGITS, math.ceil(math.log10(known))))
    return {
        "type": "Point",
        "coordinates": [_rounded(place.longitude, digits), _rounded(place.latitude, digits)],
    }


def _rounded(number: float, digits: int) -> float | None:
    return round(number, digits) + 0.0 if math.isfinite(number) else None  # no minus zero


class _Places:
    """The places that reports mention; one key may be told more and less vaguely."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._statements: Mapping[str, Statement] = snapshot.statements
        self._told: defaultdict[str, list[tuple[Span, Place]]] = defaultdict(list)
        for _, mentions in sorted(snapshot.mentions.items()):
            for mention in mentions.items:
                if isinstance(mention.value, Place):
                    self._told[mention.value.key].append((mention.span, mention.value))

    def of_claim(self, told: Account, key: str) -> Place | None:
        """Return a place as vague as the vaguest words for it in what bears on a claim, else anywhere."""
        spans = [span for one in told.testimonies for span in self._statements[one.statement].content]
        mentioned = self._told.get(key, [])
        within = [place for where, place in mentioned if any(where in span for span in spans)]
        return max(within or [place for _, place in mentioned], key=_vagueness, default=None)


def _vagueness(place: Place) -> tuple[float, str, float, float]:
    return place.radius_km, place.name, place.latitude, place.longitude
