import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.relate.vectors import GRID, Vector, embed, load_vectors, similarity

VECTORS = load_vectors()
SOME_WORDS = sorted(VECTORS.rows)[::40]
TEXTS = st.lists(st.sampled_from(SOME_WORDS), max_size=12)


def of(sentence: str) -> Vector:
    return embed(sentence.split(), VECTORS)


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        ("the soldiers retreated", "troops withdrew", "the bank raised interest rates"),
        ("the court acquitted the banker", "judges cleared the financier", "the striker missed a penalty"),
        ("the river flooded the town", "water poured into the village", "parliament elected a speaker"),
        ("the company sacked workers", "the firm cut jobs", "an earthquake shook the island"),
        ("the team won the cup", "the club took the trophy", "the court jailed the mayor"),
    ],
)
def test_two_wordings_are_nearer_than_two_subjects(one: str, near: str, far: str) -> None:
    assert similarity(of(one), of(near)) > similarity(of(one), of(far)) + 0.1


def test_a_claim_and_its_opposite_are_near_so_nearness_must_not_decide() -> None:
    assert similarity(of("the town was captured"), of("the town was not captured")) > 0.9


def test_rare_words_weigh_more_than_common_ones() -> None:
    assert similarity(of("the of and volcano"), of("volcano")) > 0.9


def test_an_unknown_word_counts_for_nothing() -> None:
    assert np.array_equal(of("volcano xqzzt"), of("volcano"))
    assert not of("xqzzt 17").any()
    assert not of("").any()
    assert similarity(of("xqzzt"), of("volcano")) == 0


def test_case_does_not_count() -> None:
    assert np.array_equal(of("Volcano ERUPTED"), of("volcano erupted"))


def test_a_language_without_a_table_has_no_words() -> None:
    none = load_vectors("xx")
    assert similarity(embed(["volcano"], none), embed(["volcano"], none)) == 0


def test_the_table_is_shared_and_read_only() -> None:
    assert load_vectors("en") is load_vectors() is VECTORS
    with pytest.raises(ValueError, match="read-only"):
        VECTORS.table[0, 0] = 1


def test_the_table_names_its_source_and_licence() -> None:
    assert "Apache-2.0" in VECTORS.source


@given(TEXTS)
def test_a_vector_has_unit_length_or_none_and_lies_on_the_grid(words: list[str]) -> None:
    vector = embed(words, VECTORS)
    assert math.isclose(float(np.linalg.norm(vector)), 1 if words else 0, abs_tol=0.01)
    assert np.array_equal(vector * GRID, np.rint(vector * GRID))


@given(TEXTS)
def test_the_order_of_words_does_not_change_a_bit(words: list[str]) -> None:
    assert np.array_equal(embed(words, VECTORS), embed(sorted(words), VECTORS))


@settings(max_examples=30)
@given(st.lists(TEXTS, min_size=2, max_size=30))
def test_the_batch_does_not_change_a_bit(texts: list[list[str]]) -> None:
    matrix = np.stack([embed(words, VECTORS) for words in texts])
    alone = [[float(left @ right) for right in matrix] for left in matrix]
    assert np.array_equal(matrix @ matrix.T, np.array(alone, dtype=np.float32))


def test_opposite_ends_of_a_line_are_the_bounds_of_similarity() -> None:
    vector = of("volcano")
    assert similarity(vector, vector) == pytest.approx(1, abs=0.01)
    assert similarity(vector, -vector) >= -1
    assert all(left <= right for left, right in pairwise([similarity(vector, -vector), 0, 1]))
