from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.board.places import Places, Site, Told
from counterclaim.model import Status
from counterclaim.pages.drawing.lettering import cut, width
from counterclaim.pages.drawing.maps import HEIGHT, WIDTH, area, clipped, drawn, frame_of

COUNTRIES = {"Estia": [[(0.0, 40.0), (20.0, 40.0), (20.0, 60.0), (0.0, 60.0), (0.0, 40.0)]]}

LARGEST_DOT = 10.1
"""How far a town at the very edge reaches beyond it."""


def a_site(  # noqa: PLR0913, PLR0917 - a place is told by these
    name: str,
    latitude: float = 48.0,
    longitude: float = 9.0,
    radius: float = 5.0,
    kind: str = "town",
    claims: int = 1,
) -> Site:
    """Return a place with some claims."""
    told = tuple(Told(f"cl-{number}", "a dam broke", Status.ONE_SIDE) for number in range(claims))
    return Site(f"k:{name}", name, kind, latitude, longitude, radius, f"about {name}", 1, told)


def a_map(*sites: Site, named: tuple[Site, ...] = ()) -> str:
    """Return the map of some places."""
    return drawn(
        Places(sites, named, 9, 0), COUNTRIES, lambda site: f"#{site.key}" if site.claims else "", "Map"
    )


SITES = st.builds(
    a_site,
    st.text(min_size=1, max_size=40),
    st.floats(-80, 80),
    st.floats(-179, 179),
    st.floats(1, 3000),
    st.sampled_from(["town", "region", "country"]),
    st.integers(1, 400),
)


@given(st.lists(SITES, max_size=12))
def test_nothing_reaches_beyond_the_frame_and_no_name_lies_on_another(sites: list[Site]) -> None:
    picture = a_map(*sites)
    for x, y, radius in re.findall(r'cx="([-0-9.]+)" cy="([-0-9.]+)" r="([-0-9.]+)"', picture):
        circle = [float(x) - float(radius), float(y) - float(radius)]
        opposite = [float(x) + float(radius) - WIDTH, float(y) + float(radius) - HEIGHT]
        assert min(circle) >= -LARGEST_DOT
        assert max(opposite) <= LARGEST_DOT
    places = re.findall(
        r'<text class="site[^"]*" x="([-0-9.]+)" y="([-0-9.]+)" font-size="([0-9.]+)">', picture
    )
    words = re.findall(r'font-size="13"><title>[^<]*</title>([^<]*)</text>', picture)
    boxes = [
        (float(x), float(y), float(x) + width(_plain(told)) * float(size))
        for (x, y, size), told in zip(places, words, strict=True)
    ]
    assert all(left >= 0 and right <= WIDTH + 0.1 and 0 < base <= HEIGHT for left, base, right in boxes)
    for number, (left, base, right) in enumerate(boxes):
        for other_left, other_base, other_right in boxes[:number]:
            assert right <= other_left + 0.1 or other_right <= left + 0.1 or abs(base - other_base) >= 13


def _plain(text: str) -> str:
    for name, letter in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(name, letter)
    return text


def test_a_town_is_a_dot_in_its_ring_and_a_region_only_a_dashed_ring() -> None:
    town, region = a_map(a_site("Olton")), a_map(a_site("Marland", radius=90.0, kind="region"))
    assert 'class="town"' in town
    assert 'class="doubt"' in town
    assert 'class="town"' not in region
    assert 'class="area"' in region


def test_a_country_that_the_borders_know_is_tinted_and_has_no_point() -> None:
    picture = a_map(a_site("Estia", 50.0, 10.0, 400.0, "country"))
    assert 'class="country told"' in picture
    assert "<circle" not in picture


def test_what_is_wider_than_the_rest_of_the_map_is_left_to_the_table() -> None:
    picture = a_map(a_site("Olton"), a_site("Everywhere", 50.0, 10.0, 2000.0, "region"))
    assert "Everywhere" not in picture


def test_a_place_without_claims_is_a_small_dot_without_a_link() -> None:
    picture = a_map(a_site("Olton"), named=(a_site("Marlow", 48.1, 9.2, claims=0),))
    assert 'class="town quiet"' in picture
    assert 'href="#k:Olton"' in picture
    assert "k:Marlow" not in picture


def test_an_empty_map_shows_the_world_and_the_same_places_the_same_picture() -> None:
    assert a_map() == a_map()
    assert frame_of([]).at(-180.0, 80.0)[0] >= 0
    assert a_map(a_site("Olton"), a_site("Marlow")) == a_map(a_site("Olton"), a_site("Marlow"))


RINGS = st.lists(st.tuples(st.floats(-2000, 3000), st.floats(-2000, 3000)), min_size=3, max_size=12)


@given(RINGS)
def test_what_is_clipped_lies_in_the_frame(ring: list[tuple[float, float]]) -> None:
    found = clipped(ring)
    assert all(-0.001 <= x <= WIDTH + 0.001 and -0.001 <= y <= HEIGHT + 0.001 for x, y in found)


def test_a_ring_round_the_frame_is_clipped_to_the_frame() -> None:
    round_it = [(-10.0, -10.0), (WIDTH + 10, -10.0), (WIDTH + 10, HEIGHT + 10), (-10.0, HEIGHT + 10)]
    assert area(clipped(round_it)) == WIDTH * HEIGHT


@given(st.text(max_size=80), st.floats(2, 30))
def test_a_text_is_cut_to_the_room_it_has(text: str, most: float) -> None:
    assert width(cut(text, most)) <= most + 0.01
    assert cut(text, most) == " ".join(text.split()) or cut(text, most).endswith("…")
