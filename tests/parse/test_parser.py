import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.model import Block, BlockKind
from counterclaim.parse.document import Document
from counterclaim.parse.parser import PARSER_VERSION, parse

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/parse/parser.toml").read_text("utf-8"))["case"]
PIECES = [
    "“We won the cup. ",
    "It was late,” she said. ",
    '"We lost," he said, "and left." ',
    "''No way to run a club,'' they said. ",
    "The «old» bridge",
    "Oldhaven is far. Oldhavendespite the snow",
    "ended late.The crowd",
    "the captain's ‘very good’ men didn't ",
    "\n\n",
    "\t",
    "\u2003",
    "naïve 😀 ",
    "$3.5m",
    "…",
]
MARKS = "“”„«»‘’‹›\"'`"


def paragraph(text: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, 0, len(text))]


def bare(words: str) -> str:
    """Blanks may differ, and marks inside a word are left out for the parser."""
    return "".join(character for character in words if not character.isspace() and character not in MARKS)


def shown(document: Document, index: int) -> str:
    token = document.tokens[index]
    return document.text[token.start : token.end]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_every_case_hangs_together_as_it_says(case: dict[str, Any]) -> None:
    document = parse(case["text"], paragraph(case["text"]))
    found = {(shown(document, token.index), shown(document, token.head)) for token in document.tokens}
    assert {tuple(pair) for pair in case["hangs"]} <= found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=10).map("".join))
def test_every_token_stands_where_it_says_and_no_word_is_parsed_twice(text: str) -> None:
    document = parse(text)
    taken: set[int] = set()
    for token in document.tokens:
        assert 0 <= token.start < token.end <= len(text)
        words = text[token.start : token.end]
        if token.quotation is not None:
            quote = document.quotations[token.quotation]
            assert (token.start, token.end) == (quote.start, quote.end)
        elif bare(words) == bare(token.text):
            letters = {at for at in range(token.start, token.end) if text[at].isalnum()}
            assert not letters & taken
            taken |= letters
        else:  # a mark that we put in stands at the character before it, or ends the word it was put behind
            assert token.text in {".", ","} or bare(words) == bare(token.text).rstrip(".,")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_sentences_share_out_the_tokens_and_governors_stay_inside_them(text: str) -> None:
    document = parse(text)
    assert [index for one in document.sentences for index in range(one.first, one.last)] == [
        token.index for token in document.tokens
    ]
    for number, sentence in enumerate(document.sentences):
        for index in range(sentence.first, sentence.last):
            assert sentence.first <= document.tokens[index].head < sentence.last
            assert document.sentence_of[index] == number


def test_the_inside_of_an_utterance_is_parsed_on_its_own() -> None:
    text = '"The bridge is shut. It will stay shut," the mayor said.'
    document = parse(text, paragraph(text))
    inside = [document.tokens[index].text for index in document.insides[0]]
    assert " ".join(inside) == "The bridge is shut . It will stay shut ,"
    assert [sentence.quotation for sentence in document.sentences] == [None, 0, 0]


def test_the_same_text_is_parsed_the_same_twice() -> None:
    text = "".join(PIECES)
    assert parse(text) == parse(text)


def test_what_a_token_governs_is_found_from_it_and_without_it() -> None:
    text = "The mayor closed the bridge."
    document = parse(text, paragraph(text))
    closed = next(token for token in document.tokens if token.lower == "closed")
    bridge = document.first_of(closed.index, "dobj")
    assert bridge is not None
    assert [document.tokens[i].text for i in document.subtree(bridge.index)] == ["the", "bridge"]
    assert bridge.index not in document.subtree(closed.index, frozenset({bridge.index}))
    assert [token.text for token in document.ancestors(bridge.index)] == ["closed"]
    assert document.extent(document.subtree(bridge.index)) == (17, 27)


@pytest.mark.parametrize(
    "text", ["", " \n ", "\x00", "\u2028", '"', "''", "x" * 30_000, "and then he ran " * 2_000]
)
def test_odd_texts_are_parsed_all_the_same(text: str) -> None:
    assert parse(text).text == text


def test_the_parser_says_which_model_it_uses() -> None:
    assert "spacy" in PARSER_VERSION
