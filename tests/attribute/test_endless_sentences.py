import pytest

from counterclaim.attribute import attribute
from counterclaim.model import Block, BlockKind
from counterclaim.parse.parser import parse
from factories import a_report
from timing import grows_linearly


@pytest.mark.parametrize(
    "unit",
    [
        "“It fell,” said Anna, ",
        "said ",
        "the mayor said ",
        "and denied that Lee lied ",
        "he said, she said, ",
        "“a ‘b “c ",
        "The mayor said that the dam was safe, and that ",
    ],
)
def test_a_sentence_without_end_takes_no_longer_than_its_length_asks_for(unit: str) -> None:
    documents = {}
    for size in (3_000, 6_000):
        text = unit * (size // len(unit))
        documents[size] = a_report(text), parse(text, [Block(BlockKind.PARAGRAPH, 0, len(text))])
    assert grows_linearly(lambda size: attribute(*documents[size]), 3_000)
