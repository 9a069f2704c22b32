"""Quantities: what is found, what is left alone, and what always holds."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.model import Bound, Mention, Quantity, Span
from counterclaim.normalize.quantities import convert, find_quantities, to_base, unit_in_words
from counterclaim.problems import UsageError

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "normalize" / "quantities.toml").read_text(encoding="utf-8")
)["cases"]

PIECES = st.sampled_from(
    [
        "1",
        "12",
        "3.5",
        "1,200",
        "2,5000",
        "٣",
        "one",
        "two",
        "twenty",
        "half",
        "a",
        "dozen",
        "million",
        "thousands",
        "of",
        "several",
        "not",
        "single",
        "to",
        "and",
        "-",
        "–",
        "between",
        "from",
        "up",
        "more",
        "than",
        "about",
        "$",
        "€",
        "%",
        "km",
        "people",
        "Russians",
        ",",
        ".",
        "(",
        ")",
        "2019",
        "May",
        "$5bn",
        "7th",
        "\n",
        "'",
        "per",
        "out",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.lists(PIECES, max_size=25).map("".join),
)


def quantity(mention: Mention) -> Quantity:
    assert isinstance(mention.value, Quantity)
    return mention.value


def seen(text: str, mention: Mention, expected: dict[str, Any]) -> dict[str, Any]:
    """Return what was found, cut down to the keys that are expected."""
    value = quantity(mention)
    row = {
        "quote": text[mention.span.start : mention.span.end],
        **{key: getattr(value, key) for key in ("low", "high", "value", "unit", "of")},
        "bound": value.bound.value,
        "readings": list(value.readings),
    }
    return {key: row[key] for key in expected}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_text_gives_these_quantities_and_no_others(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_quantities("r", text)
    assert [text[m.span.start : m.span.end] for m in found] == [row["quote"] for row in case["found"]]
    assert [seen(text, m, row) for m, row in zip(found, case["found"], strict=True)] == case["found"]


def test_a_garbled_figure_says_so_and_chooses_no_number() -> None:
    (mention,) = find_quantities("r", "It lists 2,4000 homes.")
    value = quantity(mention)
    assert (value.low, value.high, value.value) == (None, None, None)
    assert "garbled" in mention.because


def test_nothing_is_found_in_a_blocked_span() -> None:
    text = "It took 24 hours and 3 ships."
    blocked = [Span("r", 8, 16), Span("r", 8, 12)]
    assert [m.span.start for m in find_quantities("r", text, blocked=blocked)] == [21]


def test_of_a_time_only_a_length_is_kept() -> None:
    """A time may hold an amount of time, "the past 24 hours"; nothing else in it counts anything."""
    text = "In the past 24 hours, 3 ships sank."
    assert [m.span.start for m in find_quantities("r", text, times=[Span("r", 3, 20)])] == [12, 22]
    assert [m.span.start for m in find_quantities("r", text, times=[Span("r", 3, 29)])] == [12]


def test_a_language_without_a_table_is_refused() -> None:
    with pytest.raises(UsageError, match="xx"):
        find_quantities("r", "2 km", language="xx")


def test_lengths_times_and_weights_become_comparable() -> None:
    miles = to_base(Quantity(None, 1.0, 1.0, Bound.AT_MOST, "mile", "road"))
    assert miles == Quantity(None, 1.609344, 1.609344, Bound.AT_MOST, "km", "road")
    day = to_base(Quantity(1.0, 2.0, None, Bound.EXACT, "day"))
    assert day == Quantity(24.0, 48.0, None, Bound.EXACT, "hour")


@pytest.mark.parametrize("unit", ["dollar", "person", "ton", "gallon", ""])
def test_money_people_and_uncertain_units_are_not_converted(unit: str) -> None:
    assert to_base(Quantity(1.0, 1.0, 1.0, Bound.EXACT, unit)) is None


def test_conversion_keeps_readings() -> None:
    garbled = Quantity(None, None, None, Bound.EXACT, "m", readings=(1000.0, 2000.0))
    assert convert(garbled, "km", 0.001).readings == (1.0, 2.0)


@pytest.mark.parametrize(
    ("unit", "of", "words"),
    [
        ("km", "", "kilometre"),
        ("person", "men", "men"),
        ("dollar per m2", "", "dollar per square metre"),
        ("", "", ""),
    ],
)
def test_a_unit_is_told_in_words(unit: str, of: str, words: str) -> None:
    assert unit_in_words(Quantity(1.0, 1.0, 1.0, Bound.EXACT, unit, of)) == words


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_spans_lie_in_the_text_in_order_and_apart_and_ranges_rise(text: str) -> None:
    end = 0
    for mention in find_quantities("r", text):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
        value = quantity(mention)
        assert value.low is None or value.high is None or value.low <= value.high
        assert value.readings or value.low is not None or value.high is not None
        assert mention.because


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_the_same_text_gives_the_same_quantities(text: str) -> None:
    assert find_quantities("r", text) == find_quantities("r", text)


@pytest.mark.parametrize(
    "piece",
    [
        "1,",
        "one ",
        "1 111 ",
        "a",
        "not a ",
        "9",
        "1-",
        " ",
        "$",
        "up to ",
        "12 big red ",
        "a.b.",
        "thousands of ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    find_quantities("r", "2 km")  # tables are read once
    start = time.process_time()
    find_quantities("r", piece * (20_000 // len(piece)))
    assert time.process_time() - start < 5
