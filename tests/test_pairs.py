import math
from pathlib import Path

import numpy as np
import pytest

import fit_pairs
from pairs import Sentence, compare, features, found_again, likeness, opposed


def relation(left: str, right: str) -> str:
    return compare(Sentence(left), Sentence(right)).relation


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        ("The club sold its goalkeeper to Porto.", "The club has sold its keeper to Porto.", "same"),
        ("The court freed the banker on Monday.", "On Monday the banker was freed by the court.", "same"),
        ("The firm did not pay the fine.", "The firm did pay the fine.", "conflict"),
        ("The storm killed 12 people in Porto.", "The storm killed 31 people in Porto.", "conflict"),
        ("The road is 10 miles long.", "The road is 16.1 kilometres long.", "same"),
        ("About 300 workers are on strike.", "About 310 workers are on strike.", "same"),
        ("The trial of the vaccine began in spring.", "The team lost at home for the third time.", "other"),
        ("", "The team lost at home.", "other"),
    ],
)
def test_two_sentences_are_the_same_or_conflict_or_neither(left: str, right: str, wanted: str) -> None:
    assert relation(left, right) == wanted
    assert relation(right, left) == wanted


def test_what_a_much_longer_sentence_tells_too_is_the_same_and_what_it_does_not_tell_is_not() -> None:
    longer = (
        "After three weeks of hearings the parliament in Ottawa approved the budget late on Friday "
        "by a narrow margin, although the opposition had asked for more time to read it."
    )
    assert relation("The parliament approved the budget.", longer) == "same"
    assert relation("A volcano erupted near Bergen.", longer) == "other"


def test_a_text_and_itself_are_as_alike_as_can_be() -> None:
    one = Sentence("The ferry sank off Gdansk with 40 lorries on board.")
    assert features(one, one) == pytest.approx((1.0, 0.0, 1.0, 1.0), abs=0.01)
    assert likeness(one, one) > 0.9


def test_every_score_lies_between_0_and_1_and_a_conflict_below_what_is_the_same() -> None:
    toll, other_toll = Sentence("The fire killed 3 people."), Sentence("The fire killed 8 people.")
    conflict, same = compare(toll, other_toll), compare(toll, toll)
    assert 0 <= conflict.score < 0.5 < same.score <= 1


def test_a_word_in_common_counts_in_full_and_a_near_one_for_its_nearness() -> None:
    held, near, far = Sentence("hospital"), Sentence("clinic"), Sentence("penalty")
    assert found_again(held, held) == 1.0
    assert 1.0 > found_again(held, near) > found_again(held, far)


def test_a_word_that_nobody_knows_is_found_again_only_as_it_stands() -> None:
    assert found_again(Sentence("Qzxvellian"), Sentence("Qzxvellian")) == 1.0
    assert found_again(Sentence("Qzxvellian"), Sentence("bridge")) == 0.0


def test_a_year_is_no_figure_that_could_clash() -> None:
    assert not opposed(Sentence("The bridge was built in 1931."), Sentence("The bridge was built in 1948."))


# -- Fitting -------------------------------------------------------------------------------------------


def made(count: int, seed: int) -> fit_pairs.Sample:
    """Return pairs whose first feature tells the answer, but for noise, and whose second tells nothing."""
    random = np.random.default_rng(seed)
    told = random.random((count, 2))
    same = told[:, 0] + random.normal(0, 0.1, count) > 0.4
    return fit_pairs.Sample(told, same, np.ones(count, dtype=np.bool_))


def test_fitting_finds_the_feature_that_tells_and_holds_on_other_pairs() -> None:
    fitted = fit_pairs.fit(made(800, 1))
    assert fitted.weights[0] > 10 * abs(fitted.weights[1])
    assert -fitted.constant / fitted.weights[0] == pytest.approx(0.4, abs=0.1)
    assert fit_pairs.macro_f1(fitted, made(800, 2)) > 0.85


def test_what_is_decided_without_the_regression_is_never_called_the_same() -> None:
    sample = made(100, 3)
    shut = fit_pairs.Sample(sample.features, sample.same, np.zeros(100, dtype=np.bool_))
    everything = fit_pairs.Fit(np.array([0.0, 0.0]), 1.0)
    share = float(sample.same.mean())
    none_same = 2 * (1 - share) / (2 - share) / 2
    assert fit_pairs.macro_f1(everything, shut) == pytest.approx(none_same)
    assert fit_pairs.macro_f1(everything, sample) == pytest.approx(2 * share / (1 + share) / 2)
    assert not math.isclose(share, 0.5)


def test_a_set_is_read_into_features_answers_and_what_is_open(tmp_path: Path) -> None:
    (tmp_path / "input.jsonl").write_text(
        '{"id": "1", "text1": "The bank closed.", "text2": "The bank shut."}\n'
        '{"id": "2", "text1": "Six trams burned.", "text2": "Nine trams burned."}\n',
        encoding="utf-8",
    )
    (tmp_path / "gold.jsonl").write_text(
        '{"id": "1", "relation": "same"}\n{"id": "2", "relation": "other"}\n', encoding="utf-8"
    )
    sample = fit_pairs.read(tmp_path)
    assert sample.features.shape == (2, 4)
    assert (sample.same.tolist(), sample.open.tolist()) == ([True, False], [True, False])
