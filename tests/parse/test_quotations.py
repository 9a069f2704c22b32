import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model import Block, BlockKind
from counterclaim.parse.document import Quotation
from counterclaim.parse.quotations import quotations
from timing import grows_linearly

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases/parse/quotations.toml").read_text("utf-8"))
MARKED = st.text(alphabet="aA .,!“”„«»‘’‹›\"'`1\n", max_size=60)


def found_in(text: str) -> tuple[Quotation, ...]:
    return quotations(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),)) if text else ()


def cases() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["rule"],
            marks=[pytest.mark.xfail(strict=True)] if case["rule"] in TABLE["known_failures"] else [],
        )
        for case in TABLE["case"]
    ]


@pytest.mark.parametrize("case", cases())
def test_every_case_has_the_quotations_it_says(case: dict[str, Any]) -> None:
    shown = [
        {"words": case["text"][quote.start : quote.end], "speech": quote.speech}
        | ({"inside": quote.inside} if quote.inside is not None else {})
        for quote in found_in(case["text"])
    ]
    assert shown == case["quotations"]


@given(MARKED)
def test_quotations_lie_inside_the_text_in_order_and_nest_properly(text: str) -> None:
    found = found_in(text)
    for quote in found:
        assert 0 <= quote.outer_start <= quote.start < quote.end <= quote.outer_end <= len(text)
        if quote.inside is not None:
            around = found[quote.inside]
            assert around.outer_start < quote.outer_start
            assert quote.outer_end <= around.outer_end
            assert not quote.speech
    outermost = [quote for quote in found if quote.inside is None]
    assert all(one.outer_end <= other.outer_start for one, other in pairwise(outermost))
    assert [quote.start for quote in found] == sorted(quote.start for quote in found)


@given(st.text(alphabet="ab '’", max_size=40))
def test_an_apostrophe_between_two_letters_is_never_a_mark(text: str) -> None:
    for quote in found_in(text):
        before, after = text[quote.outer_start - 1 : quote.outer_start], text[quote.start : quote.start + 1]
        assert not (before.isalnum() and after.isalnum() and quote.start - quote.outer_start == 1)


def test_quotations_do_not_reach_over_blocks() -> None:
    text = "“We won\nand left,” she said."
    two = (Block(BlockKind.PARAGRAPH, 0, 7), Block(BlockKind.PARAGRAPH, 8, len(text)))
    assert [(quote.start, quote.end, quote.block) for quote in quotations(text, two)] == [(1, 7, 0)]


@pytest.mark.parametrize(
    "unit",
    [
        '"We won the cup," he said. ',
        "“a ",
        "‘a ",
        "'a ",
        "«a « ",
        '"',
        "''a ",
        "a' ",
        "“a ‘b’ c” ",
        "„a “ ",
        "``a ",
    ],
)
def test_twice_the_marks_take_about_twice_the_time(unit: str) -> None:
    assert grows_linearly(lambda size: found_in(unit * (size // len(unit))), 40_000)


def test_a_megabyte_of_speech_takes_about_twice_as_long_as_half_of_it() -> None:
    unit = '"We won the cup for the town," he said, "and it was not easy." '
    assert grows_linearly(lambda size: found_in(unit * (size // len(unit))), 500_000)
