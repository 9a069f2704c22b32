import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model import Block, BlockKind
from counterclaim.parse.blocks import blocks
from counterclaim.parse.passages import LONGEST_PASSAGE, READ_KINDS, STAND_IN, Passage, passages
from counterclaim.parse.quotations import quotations
from counterclaim.parse.repair import cuts
from timing import grows_linearly

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/parse/passages.toml").read_text("utf-8"))["case"]
PIECES = [
    "“",
    "”",
    '"',
    "«",
    "»",
    "‘",
    "’",
    "''",
    "We won the cup for the town.",
    "and",
    "late.The",
    "he said, ",
    "\n\n",
]


def read(text: str, parts: tuple[Block, ...] | None = None) -> list[Passage]:
    parts = blocks(text) if parts is None else parts
    return list(passages(text, parts, quotations(text, parts), cuts(text)))


def paragraph(text: str) -> tuple[Block, ...]:
    return (Block(BlockKind.PARAGRAPH, 0, len(text)),)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_every_case_is_read_as_it_says(case: dict[str, Any]) -> None:
    found = read(case["text"], paragraph(case["text"]))
    assert [passage.text for passage in found] == case["passages"]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4)).map("".join))
def test_every_character_maps_back_to_the_stored_text_or_was_put_in_by_us(text: str) -> None:
    for passage in read(text):
        assert len(passage.places) == len(passage.text)
        for character, place in zip(passage.text, passage.places, strict=True):
            if place is not None:
                assert text[place] == character or (text[place].isspace() and character == " ")
        own = [place for place in passage.places if place is not None]
        assert own == sorted(own)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4)).map("".join))
def test_every_letter_of_a_block_that_is_read_is_read_exactly_once(text: str) -> None:
    parts = blocks(text)
    times = Counter(place for passage in read(text) for place in passage.places if place is not None)
    assert set(times.values()) <= {1}
    for block in parts:
        letters = [at for at in range(block.start, block.end) if text[at].isalnum()]
        assert all(times[at] == (block.kind in READ_KINDS) for at in letters)


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_a_stand_in_is_there_for_every_utterance_and_only_for_those(text: str) -> None:
    parts = paragraph(text) if text else ()
    numbers = []
    for passage in read(text, parts):
        for start, end, number in passage.stand_ins:
            assert passage.text[start:end].lower() == STAND_IN
            numbers.append(number)
    assert numbers == [n for n, quote in enumerate(quotations(text, parts)) if quote.speech]


def test_blocks_that_are_not_read_give_no_passage() -> None:
    text = "Photo: Ann Lee"
    assert not read(text, (Block(BlockKind.CREDIT, 0, len(text)),))


def test_an_endless_line_is_cut_at_blanks_and_never_within_a_stand_in() -> None:
    text = '"We won the cup for the town," he said. ' * 3_000
    found = [passage for passage in read(text, paragraph(text)) if passage.quotation is None]
    assert len(found) > 1
    assert all(len(passage.text) <= LONGEST_PASSAGE for passage in found)
    whole = [passage.text[start:end] for passage in found for start, end, _ in passage.stand_ins]
    assert {words.lower() for words in whole} == {STAND_IN}
    assert len(whole) == 3_000


@pytest.mark.parametrize(
    "unit", ['"We won the cup," he said. ', "“a ‘b’ c” ", "late.The ", "“a ", 'He "did" it. ', "a\n\n"]
)
def test_twice_the_text_takes_about_twice_the_time(unit: str) -> None:
    def work(size: int) -> list[Passage]:
        text = unit * (size // len(unit))
        return read(text, paragraph(text))

    assert grows_linearly(work, 40_000)


def test_many_blocks_take_no_longer_than_one() -> None:
    def work(size: int) -> list[Passage]:
        unit = '"We won the cup," he said.\n'
        parts = tuple(
            Block(BlockKind.PARAGRAPH, at * len(unit), (at + 1) * len(unit) - 1)
            for at in range(size // len(unit))
        )
        return read(unit * len(parts), parts)

    assert grows_linearly(work, 40_000)
