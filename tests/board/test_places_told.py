from __future__ import annotations

import math

import pytest

from counterclaim.board import Filter
from counterclaim.board.index import Index
from counterclaim.board.places import Places, places
from counterclaim.ledger import Snapshot
from counterclaim.model import Place, Stance, Status
from factories import a_claim, a_referent, a_report, a_snapshot, a_standing, a_statement, some_mentions
from stories import dam_breach, hostile

TEXT = "The mayor said the bridge at Olton was closed. Olton lies in Marland, and Marland in Estia."


def a_case(*told: tuple[str, Place], at: tuple[str, ...]) -> Places:
    """Return the places of a case with one claim, at some of the places that its report names."""
    report = a_report(TEXT)
    mayor = a_referent(report, "The mayor")
    said = a_statement(report, "the bridge at Olton was closed", speaker=mayor)
    claim = a_claim("the bridge was closed", (said, Stance.ASSERTS), places=at)
    mentions = some_mentions(report, *told)
    return places(Index(a_snapshot(report, mayor, said, claim, a_standing(claim), mentions)))


OLTON = ("at Olton", Place("t-1", "Olton", 48.5, 9.25, 5.0))
AROUND_OLTON = ("Olton lies", Place("t-1", "Olton", 48.5, 9.25, 20.0))
MARLAND = ("Marland, and", Place("r-1", "Marland", 48.0, 9.0, 90.0, "region"))
ESTIA = ("Estia", Place("country:ES", "Estia", 47.0, 9.0, 400.0, "country"))


def test_a_place_has_its_claims_and_one_without_claims_is_only_named() -> None:
    found = a_case(OLTON, ESTIA, at=("t-1",))
    assert [(site.name, [told.gist for told in site.claims]) for site in found.sites] == [
        ("Olton", ["the bridge was closed"])
    ]
    assert [site.name for site in found.named] == ["Estia"]


def test_a_place_is_as_vague_as_the_vaguest_words_for_it() -> None:
    (site,) = a_case(OLTON, AROUND_OLTON, at=("t-1",)).sites
    assert (site.radius_km, site.mentions) == (20.0, 2)
    assert site.precision == "within about 20 km of the middle of Olton"


def test_coordinates_have_no_more_digits_than_the_words_allow() -> None:
    town = ("at Olton", Place("t-1", "Olton", 48.517_34, 9.251_62, 5.0))
    region = ("Marland, and", Place("r-1", "Marland", 48.123_4, 9.432_1, 90.0, "region"))
    found = a_case(town, region, at=("t-1", "r-1"))
    where = {site.name: (site.latitude, site.longitude) for site in found.sites}
    assert where == {"Olton": (48.52, 9.25), "Marland": (48.1, 9.4)}


@pytest.mark.parametrize("told", [MARLAND, ESTIA])
def test_a_region_or_a_country_is_no_point_and_says_so(told: tuple[str, Place]) -> None:
    (site,) = a_case(told, at=(told[1].key,)).sites
    assert not site.is_point
    assert "no point in it is meant" in site.precision


def test_claims_without_a_place_are_counted_and_unknown_places_named() -> None:
    found = a_case(OLTON, at=("t-9",))
    assert (found.sites, found.unknown) == ((), ("t-9",))
    assert places(Index(dam_breach())).nowhere == 3


def test_a_place_without_a_finite_position_is_not_on_the_map() -> None:
    found = a_case(("at Olton", Place("t-1", "Olton", math.nan, 9.25, 5.0)), at=("t-1",))
    assert (found.sites, found.unknown) == ((), ("t-1",))


def test_a_filter_chooses_the_claims() -> None:
    index = Index(dam_breach())
    assert places(index, Filter(status=Status.CONTESTED)).sites[0].name == "Lower Brask"
    assert places(index, Filter(status=Status.CONCEDED)).sites == ()


def test_an_empty_case_and_a_hostile_one_have_no_sites() -> None:
    assert places(Index(Snapshot())).sites == ()
    assert places(Index(hostile())).sites == ()
