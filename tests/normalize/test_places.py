from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.gazetteer import Gazetteer, open_gazetteer
from counterclaim.model import Mention, Place, Span
from counterclaim.normalize.places import NEAR_KM, SECTOR_KM, TOWN_KM, find_places

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "normalize" / "places.toml").read_text(encoding="utf-8")
)["case"]
HALF_A_DEGREE = 0.5


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def place(mention: Mention) -> Place:
    assert isinstance(mention.value, Place)
    return mention.value


def places(text: str, gazetteer: Gazetteer) -> list[Place]:
    return [place(mention) for mention in find_places("r", text, gazetteer)]


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_case(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    text = case["text"]
    found = find_places("r", text, gazetteer)
    read = [(text[mention.span.start : mention.span.end], place(mention).kind) for mention in found]
    assert read == [(words, kind) for words, kind, *_ in case["places"]]
    for mention, (_, _, latitude, longitude) in zip(found, case["places"], strict=True):
        assert place(mention).latitude == pytest.approx(latitude, abs=HALF_A_DEGREE)
        assert place(mention).longitude == pytest.approx(longitude, abs=HALF_A_DEGREE)


@pytest.mark.parametrize(
    ("text", "radius_km"),
    [
        ("The rescuers met in Lyon.", TOWN_KM),
        ("The rescuers met near Lyon.", NEAR_KM),
        ("The rescuers met around Lyon.", NEAR_KM),
        ("The strikers marched in the Lyon sector.", SECTOR_KM),
    ],
)
def test_a_pin_is_as_vague_as_the_text(text: str, radius_km: float, gazetteer: Gazetteer) -> None:
    (lyon,) = places(text, gazetteer)
    assert lyon.radius_km == radius_km


def test_a_country_is_as_vague_as_it_is_large(gazetteer: Gazetteer) -> None:
    malta, brazil = places("Malta and Brazil drew.", gazetteer)
    assert malta.radius_km < 20
    assert brazil.radius_km > 1500


def test_the_reason_says_which_of_how_many(gazetteer: Gazetteer) -> None:
    (paris, _) = find_places("r", "The fire in Paris, Texas, was out by noon.", gazetteer)
    assert paris.because == "the text puts it in Texas"
    (paris,) = find_places("r", "The designers met in Paris.", gazetteer)
    assert paris.because.endswith("the best known in the countries the story speaks of")


def test_blocked_spans_are_skipped(gazetteer: Gazetteer) -> None:
    text = "The team lost in Lyon. Read more from Lille."
    found = find_places("r", text, gazetteer, blocked=[Span("r", text.index("Read"), len(text))])
    assert [place(mention).name for mention in found] == ["Lyon"]


def test_keys_do_not_depend_on_the_spelling(gazetteer: Gazetteer) -> None:
    one, other = (places(f"The mayor spoke in {name}.", gazetteer)[0] for name in ("Kyiv", "Kiev"))
    assert one.key == other.key


words = st.sampled_from(
    [
        "Paris", "Texas", "Jackson", "London", "Ukraine", "the", "in", "near", "said", "US", "St.", "Walker",
        "County", "French", ",", ".", "-", "Mr.", "é", "\n", "'s", "of", "region", "Kyiv", "kyiv", "Del.",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(parts=st.lists(words, max_size=30), glue=st.sampled_from([" ", "", ", "]))
def test_spans_lie_in_the_text_in_order_and_apart(parts: list[str], glue: str, gazetteer: Gazetteer) -> None:
    text = glue.join(parts)
    found = find_places("r", text, gazetteer)
    ends = [0]
    for mention in found:
        assert ends[-1] <= mention.span.start < mention.span.end <= len(text)
        assert mention.because
        ends.append(mention.span.end)
    assert found == find_places("r", text, gazetteer)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=80))
def test_no_text_makes_it_fail(text: str, gazetteer: Gazetteer) -> None:
    for mention in find_places("r", text, gazetteer):
        assert mention.span.end <= len(text)


@pytest.mark.parametrize("piece", ["Paris, Texas, ", "Lyon-", "the ", "St. ", "A.", "in Bachmout ", "Mr. "])
def test_cost_grows_with_the_text_and_not_its_square(piece: str, gazetteer: Gazetteer) -> None:
    """Six thousand words would take minutes if every name were weighed against every other."""
    find_places("r", piece * (6_000 // len(piece.split())), gazetteer)
