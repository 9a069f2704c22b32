import pytest

from counterclaim.model import Block, BlockKind
from counterclaim.parse.turns import turns
from timing import grows_linearly


def paragraphs(text: str) -> tuple[Block, ...]:
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            found.append(Block(BlockKind.PARAGRAPH, at, at + len(line.rstrip("\n"))))
        at += len(line)
    return tuple(found)


def said(text: str) -> list[str]:
    return [text[turn.start : turn.end] for turn in turns(text, paragraphs(text))]


def test_two_speakers_who_take_turns_make_a_transcript() -> None:
    assert said("Q: Who won?\nA: We did.\nQ: By how much?\nA: Two goals.") == [
        "Who won?",
        "We did.",
        "By how much?",
        "Two goals.",
    ]


def test_a_mark_before_the_name_is_no_part_of_the_turn() -> None:
    assert said("“LEE: Who won?\n“ROE: We did.\n“LEE: Well done.\n“ROE: Thanks.”")[-1] == "Thanks."


@pytest.mark.parametrize(
    "text",
    [
        "WATCH: The ferry leaves.\nIt left late.\nWATCH: The ferry comes home.",
        "LISBON: The port is shut.\nUPDATE: It is open.",
        'Lee: "We won."\nRoe: "We lost."\nLee: "It was late."\nRoe: "It was."',
    ],
)
def test_one_label_that_returns_and_names_before_marks_make_none(text: str) -> None:
    assert said(text) == []


def test_twice_the_text_takes_no_more_than_twice_the_time() -> None:
    def find(size: int) -> None:
        text = "LEE: We won.\nROE: We lost.\n" * size
        turns(text, paragraphs(text))

    assert grows_linearly(find, 2_000)
