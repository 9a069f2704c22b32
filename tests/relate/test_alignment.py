"""Which words of two contents mean the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import relate_cases
from counterclaim.lang import table
from counterclaim.relate.alignment import align, alike, names, synonyms, told_words
from counterclaim.relate.frames import opposite_words
from counterclaim.relate.items import Item
from relate_cases import LEXICON, compared, first_of, marked

SOME = [*sorted(opposite_words("en"))[::7], "bridge", "zoltan", "murder", "kill", "strike", "12", "twelve"]
WORDS = st.lists(st.sampled_from(SOME), max_size=9, unique=True)
(PLAIN,) = first_of("Laura Chen said that the plant was old.")


def of(words: list[str], frame: str = "old") -> Item:
    """Return a content with these words alone."""
    told = replace(PLAIN.proposition, words=tuple(words), frame=frame)
    return replace(PLAIN, proposition=told)


@pytest.mark.parametrize("case", marked("alignment"))
def test_the_words_that_mean_the_same_are_paired(case: dict[str, Any]) -> None:
    found = compared(case["left"], case["right"]).aligned.words
    assert {tuple(pair) for pair in case.get("aligned", [])} <= set(found)
    assert not {tuple(pair) for pair in case.get("apart", [])} & set(found)


@pytest.mark.parametrize("case", relate_cases.table("alignment")["case"], ids=lambda case: case["rule"])
def test_each_word_is_paired_once(case: dict[str, Any]) -> None:
    found = compared(case["left"], case["right"]).aligned.words
    assert len({left for left, _ in found}) == len({right for _, right in found}) == len(found)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, st.sampled_from(["old", "kill", "strike_work"]))
def test_both_ways_round_the_shares_are_the_same_and_lie_between_0_and_1(
    here: list[str], there: list[str], frame: str
) -> None:
    left, right = of(here, frame), of(there)
    found, turned = align(left, right, LEXICON), align(right, left, LEXICON).turned
    assert (found.left, found.right) == pytest.approx((turned.left, turned.right))
    assert len(found.words) == len(turned.words)
    for share in (found.left, found.right, found.both, found.shorter):
        assert -1e-9 <= share <= 1 + 1e-9
    assert min(found.left, found.right) <= found.both + 1e-9 <= found.shorter + 2e-9


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_a_content_is_wholly_told_in_itself(words: list[str]) -> None:
    found = align(of(words), of(words), LEXICON)
    told = told_words(of(words))
    assert found.both == pytest.approx(1.0 if told else 0.0)
    assert found.words == tuple((word, word) for _, word in sorted(enumerate(told)))


@settings(max_examples=40, deadline=None)
@given(WORDS, WORDS)
def test_numbers_are_left_out(here: list[str], there: list[str]) -> None:
    found = align(of(["12", *here, "seven"]), of([*there, "seven", "12"]), LEXICON)
    assert not {"12", "seven"} & {word for pair in found.words for word in pair}


def test_without_a_word_nothing_is_shared() -> None:
    found = align(of([]), of(["bridge"]), LEXICON)
    assert (found.left, found.right, found.both, found.words) == (0.0, 0.0, 0.0, ())


def test_words_of_one_frame_that_both_have_count_though_they_are_far_from_one_another() -> None:
    one, other = first_of(
        "Paul Grant said that Laura Chen had resigned.", "Omar Haddad said that Laura Chen had stepped down."
    )
    assert one.frame == other.frame == "resign"
    assert align(one, other, LEXICON).both > 0.9


def test_a_rarer_word_weighs_more() -> None:
    much = align(of(["volcano", "say"]), of(["volcano"]), LEXICON)
    little = align(of(["volcano", "say"]), of(["say"]), LEXICON)
    assert much.left > little.left


# -- Words alone ---------------------------------------------------------------------------------------


def test_synonyms_hold_both_ways_and_no_word_is_its_own() -> None:
    known = synonyms()
    for word, others in known.items():
        assert word not in others
        assert all(word in known[other] for other in others)


def test_no_synonym_is_an_opposite() -> None:
    known = synonyms()
    opposed = {(word, other) for word, others in opposite_words("en").items() for other in others}
    assert not {(word, other) for word, others in known.items() for other in others} & opposed


@pytest.mark.parametrize("word", ["bridge", "Norhydro", "12", "strike"])
def test_a_word_is_like_itself(word: str) -> None:
    assert alike(word, word, LEXICON)


@pytest.mark.parametrize(
    ("left", "right"),
    [("lawyer", "attorney"), ("doctor", "physician"), ("resign", "quit"), ("car", "automobile")],
)
def test_two_words_for_one_thing_are_alike_both_ways(left: str, right: str) -> None:
    assert alike(left, right, LEXICON)
    assert alike(right, left, LEXICON)


@pytest.mark.parametrize(
    ("left", "right"), [("harbour", "school"), ("vaccine", "ballot"), ("zoltan", "milan")]
)
def test_two_words_for_two_things_are_not(left: str, right: str) -> None:
    assert not alike(left, right, LEXICON)
    assert not alike(right, left, LEXICON)


@pytest.mark.xfail(strict=True, reason="a known failure: near in their vectors, they align")
def test_no_word_aligns_with_its_opposite() -> None:
    opposed = {(word, other) for word, others in opposite_words("en").items() for other in others}
    assert [pair for pair in sorted(opposed) if alike(*pair, LEXICON)] == []


def test_names_are_the_words_that_no_table_knows() -> None:
    (told,) = first_of("Laura Chen said that Norhydro had bribed Zoltan 12 times.")
    assert {"norhydro", "zoltan"} <= names(told)
    assert not names(told) & {"bribe", "time", "12", *table("en", "quantities")["numbers"]["plain"]}
