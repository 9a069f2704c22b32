from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from counterclaim.export.geojson import geojson
from counterclaim.ledger import Snapshot
from counterclaim.model import Place, Stance
from exported import Json, foreign
from factories import a_claim, a_report, a_snapshot, a_statement, some_mentions
from stories import dam_breach, hostile, strike

TOWN = Place("k", "Lindau", 47.546789, 9.684321, 5.0)


def features(snapshot: Snapshot) -> list[Json]:
    found: list[Json] = json.loads(geojson(snapshot))["features"]
    return found


def at(*places: tuple[str, Place]) -> Snapshot:
    """Return a story of one claim at a place, which its text mentions so."""
    report = a_report("The bridge near Lindau was closed, she said. In Lindau itself all was calm.")
    told = a_statement(report, "The bridge near Lindau was closed")
    claim = a_claim("the bridge was closed", (told, Stance.ASSERTS), places=("k",))
    return a_snapshot(report, told, claim, some_mentions(report, *places))


@pytest.mark.parametrize("story", [dam_breach, strike, hostile, foreign, Snapshot])
def test_it_has_the_structure_of_rfc_7946(story: Callable[[], Snapshot]) -> None:
    collection = json.loads(geojson(story()))
    assert collection["type"] == "FeatureCollection"
    assert {"coordinates", "geometry", "properties"}.isdisjoint(collection)
    ids = [feature["id"] for feature in collection["features"]]
    assert len(set(ids)) == len(ids)
    for feature in collection["features"]:
        assert feature.keys() == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        if feature["geometry"] is not None:
            assert feature["geometry"].keys() == {"type", "coordinates"}
            assert feature["geometry"]["type"] == "Point"
            longitude, latitude = feature["geometry"]["coordinates"]
            assert (-180 <= longitude <= 180, -90 <= latitude <= 90) == (True, True)


@pytest.mark.parametrize("story", [dam_breach, strike, hostile, foreign])
def test_every_claim_is_a_feature_where_or_not_its_place_is_known(story: Callable[[], Snapshot]) -> None:
    found = features(story())
    assert {feature["properties"]["claim"] for feature in found} == set(story().claims)
    assert len(found) == sum(max(1, len(claim.places)) for claim in story().claims.values())


def test_longitude_comes_first_and_the_point_says_how_vague_it_is() -> None:
    (feature,) = features(at(("Lindau", TOWN)))
    assert feature["geometry"] == {"type": "Point", "coordinates": [9.68, 47.55]}
    told = feature["properties"]
    assert (told["place"], told["place_kind"], told["radius_km"]) == ("Lindau", "town", 5)
    assert told["precision"] == "within about 5 km of the middle of Lindau"


@pytest.mark.parametrize(("radius", "digits"), [(0.05, 3), (2.0, 2), (20.0, 1), (300.0, 0), (2_300.0, 0)])
def test_coordinates_have_no_more_digits_than_the_place_is_known_to(radius: float, digits: int) -> None:
    (feature,) = features(at(("Lindau", Place("k", "Lindau", 47.546789, 9.684321, radius))))
    assert feature["geometry"]["coordinates"] == [round(9.684321, digits), round(47.546789, digits)]


def test_of_two_mentions_that_of_the_statement_counts_else_the_vaguest() -> None:
    near = Place("k", "Lindau", 47.5, 9.7, 15.0)
    exact = Place("k", "Lindau", 47.5, 9.7, 1.0)
    within = features(at(("Lindau", exact), ("In Lindau", near)))
    assert within[0]["properties"]["radius_km"] == 1
    outside = features(at(("In Lindau", near), ("Lindau itself", exact)))
    assert outside[0]["properties"]["radius_km"] == 15


def test_a_place_that_nobody_can_find_and_one_that_is_not_told_are_told_apart() -> None:
    (unknown,) = features(at())
    assert (unknown["geometry"], unknown["properties"]["precision"]) == (None, "where k lies is not known")
    (untold, *_) = features(strike())
    assert (untold["geometry"], untold["properties"]["precision"]) == (None, "no place is told")


def test_the_point_of_a_country_stands_for_all_of_it() -> None:
    (feature,) = features(at(("Lindau", Place("k", "Utopia", 10.4, 20.6, 400.0, "country"))))
    assert feature["properties"]["precision"].startswith("anywhere in Utopia, a country")


def test_a_number_that_json_cannot_hold_is_no_point() -> None:
    (feature,) = features(at(("Lindau", Place("k", "Nowhere", float("nan"), 9.0, float("inf")))))
    assert (feature["geometry"], feature["properties"]["radius_km"]) == (None, None)
