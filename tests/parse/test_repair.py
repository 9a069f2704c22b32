import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.parse.repair import cuts
from timing import grows_linearly

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases/parse/repair.toml").read_text("utf-8"))
WORDS = [
    "Oldhaven",
    "Oldhavendespite",
    "despite",
    "the",
    "late.The",
    "Clinton",
    "example.com",
    ".",
    "?",
    " ",
    "\n",
]


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
def test_every_case_is_cut_where_it_says(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [_shown(text, cut.at) for cut in cuts(text)] == case["cuts"]


def _shown(text: str, at: int) -> str:
    before, after = text[:at].rsplit(maxsplit=1)[-1], text[at:].split(maxsplit=1)[0]
    return f"{before}|{after.rstrip('.,')}"


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6)).map("".join))
def test_a_cut_stands_between_two_characters_that_are_no_blanks_and_says_why(text: str) -> None:
    found = cuts(text)
    assert [cut.at for cut in found] == sorted({cut.at for cut in found})
    for cut in found:
        assert 0 < cut.at < len(text)
        assert not text[cut.at - 1].isspace()
        assert not text[cut.at].isspace()
        assert cut.because


@pytest.mark.parametrize("unit", ["aaa.", "Aaaa.bbb", "Aaa ", "A", "Aaaaaaa.Bbb ", "a.com", "abc.Def\n"])
def test_twice_the_text_takes_about_twice_the_time(unit: str) -> None:
    assert grows_linearly(lambda size: cuts(unit * (size // len(unit))), 40_000)


def test_a_megabyte_of_names_takes_about_twice_as_long_as_half_of_it() -> None:
    unit = "The road to Oldhaven is shut. Trucks left Oldhavendespite the snow.The rest stayed. "
    assert grows_linearly(lambda size: cuts(unit * (size // len(unit))), 500_000)
