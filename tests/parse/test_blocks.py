import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model import Block, BlockKind
from counterclaim.parse.blocks import blocks
from counterclaim.parse.blocks import credits as agencies_in

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/parse/blocks.toml").read_text("utf-8"))["case"]

PHRASES = [
    "Keep reading:",
    "Read more",
    "LISBON, May 3 (Reuters) - ",
    "date 2022-11-08 ",
    "(With information from EFE)",
    "© ",
    ".@name / AFP – Getty Images",
    "(AP Photo/",
    "By Ana",
    "File on aB",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "\t",
    "\u2028",
    ".",
    "Photo: ",
    "The court said so.",
    "x" * 50,
    "wrapped words of a line that is rather long but not too long at all",
]


def shown(text: str) -> list[str]:
    return [f"{block.kind.value}: {text[block.start : block.end]}" for block in blocks(text)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_every_case_has_the_blocks_it_says(case: dict[str, Any]) -> None:
    found = shown(case["text"])
    assert len(found) == len(case["blocks"]), found
    for block, beginning in zip(found, case["blocks"], strict=True):
        assert block.startswith(beginning)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_every_case_credits_whom_it_says(case: dict[str, Any]) -> None:
    assert list(agencies_in(case["text"], blocks(case["text"]))) == case.get("credits", [])


@given(st.one_of(st.text(), st.lists(st.sampled_from(PHRASES) | st.text(max_size=5)).map("".join)))
def test_blocks_are_trimmed_in_order_apart_and_hold_every_character_but_white_space(text: str) -> None:
    found = blocks(text)
    end = 0
    for block in found:
        assert end <= block.start < block.end
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        assert not text[end : block.start].strip()
        end = block.end
    assert not text[end:].strip()


@given(st.lists(st.sampled_from(PHRASES)).map("".join))
def test_agencies_are_named_once_and_stand_in_the_text_or_the_table(text: str) -> None:
    found = agencies_in(text, blocks(text))
    assert len(found) == len(set(found))


def test_an_empty_text_has_no_blocks() -> None:
    assert blocks("") == blocks(" \n\t\r\n ") == ()


def test_an_agency_outside_credits_and_datelines_is_not_credited() -> None:
    text = "Reuters said so."
    assert agencies_in(text, [Block(BlockKind.PARAGRAPH, 0, len(text))]) == ()


@pytest.mark.parametrize(
    "unit",
    [
        "a ",
        "A. ",
        "(",
        "[AP",
        "Xx\n",
        " \n",
        "Read more\n",
        "AFP / ",
        "KYIV, ",
        "- ",
        '"',
        "aB",
        "Photo by ",
        "date 2022-11-0",
    ],
)
def test_twice_the_text_takes_about_twice_the_time(unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        begin = time.process_time()
        agencies_in(text, blocks(text))
        return time.process_time() - begin

    def least(times: int) -> float:
        return min(seconds(times) for _ in range(3))

    once = least(2_000)
    assert least(4_000) < max(2.6 * once, once + 0.05)
