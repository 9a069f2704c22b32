"""Names: which fit, which do not, and what always holds."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.normalize.names import blocking_keys, compare, has_mixed_script, name_key, romanise

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "normalize" / "names.toml").read_text(encoding="utf-8")
)

WORDS = st.sampled_from(
    [
        "Ivan",
        "Иван",
        "Sorokin",
        "Sorokina",
        "Mr",
        "Dr",
        "J.",
        "JP",
        "3rd",
        "Third",
        "III",
        "Ltd",
        "GmbH",
        "Bank",
        "of",
        "the",
        "Müller",
        "Mueller",
        "Θεός",
        "O'Neil",
        "McKay",
        "al",
        "WFA",
        "World",
        "Fencing",
        "Association",
        "12",
        "١٢",
        "名前",
        "&",
        "-",
    ]
)
WORDY = st.lists(WORDS, max_size=5)
NAMES = st.one_of(st.text(max_size=20), WORDY.map(" ".join))
KINDS = st.sampled_from(["Person", "Organization", "Company", "LegalEntity", "Vessel"])


def pairs(answer: str) -> list[object]:
    return [
        pytest.param(left, right, row["kind"], id=f"{row['rule']}: {left} / {right}")
        for row in CASES[answer]
        for left, right in row["pairs"]
    ]


@pytest.mark.parametrize(("left", "right", "kind"), pairs("same"))
def test_these_names_fit_and_share_a_blocking_key(left: str, right: str, kind: str) -> None:
    match = compare(left, right, kind)
    assert match.same, match
    assert set(blocking_keys(left)) & set(blocking_keys(right))


@pytest.mark.parametrize(("left", "right", "kind"), pairs("different"))
def test_these_names_do_not_fit(left: str, right: str, kind: str) -> None:
    match = compare(left, right, kind)
    assert not match.same, match
    assert match.because


def test_a_surname_scores_below_a_full_name() -> None:
    assert compare("Sorokin", "Ivan Sorokin").score < compare("I. Sorokin", "Ivan Sorokin").score


def test_a_misfit_is_named_in_the_reason() -> None:
    assert "Oleg" in compare("Ivan Sorokin", "Oleg Sorokin").because


def test_a_spoof_is_flagged_even_against_itself() -> None:
    match = compare("P\u0430ris", "P\u0430ris", "Organization")
    assert not match.same
    assert "two scripts" in match.because


@pytest.mark.parametrize("name", ["Paris Париж", "Müller", "Ελλάδα", "名前 Paris", "", "R2D2"])
def test_words_of_one_script_each_are_no_spoof(name: str) -> None:
    assert not has_mixed_script(name)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Київ", "kiyiv"),
        ("Мінск", "minsk"),
        ("Йосип", "yosip"),
        ("Любо́вь", "lyubov"),
        ("Åse Øst", "ase ost"),
        ("ΑΘΗΝΑ", "athina"),
    ],
)
def test_letters_of_other_scripts_become_plain_latin(name: str, plain: str) -> None:
    assert romanise(name) == plain


def test_other_scripts_keep_their_letters() -> None:
    assert romanise("김정은 名前") == "김정은 名前"


def test_a_name_as_long_as_a_book_is_read_in_no_time() -> None:
    start = time.process_time()
    compare("Anna " * 20_000, "a" * 50_000)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "spellings",
    [
        ("Ruzhin", "Rujine", "Ruyine"),
        ("Shoiko", "Choiko", "Шойко", "Schoiko"),
        ("Vysotskiy", "Vysotsky", "Wyssotskij", "Висоцький"),
        ("Kotliar", "Kotlyar", "Котляр"),
    ],
)
def test_transliterations_share_one_key(spellings: tuple[str, ...]) -> None:
    assert len({name_key(spelling) for spelling in spellings}) == 1


@given(NAMES, NAMES, KINDS)
@settings(max_examples=300, deadline=None)
def test_the_order_of_two_names_does_not_matter(left: str, right: str, kind: str) -> None:
    match = compare(left, right, kind)
    assert match == compare(right, left, kind)
    assert 0 <= match.score <= 1
    assert match.because


@given(NAMES, KINDS)
@settings(max_examples=200, deadline=None)
def test_a_name_fits_itself_unless_it_is_a_spoof(name: str, kind: str) -> None:
    assert compare(name, name, kind).same is not has_mixed_script(name)


@given(WORDY, WORDY, KINDS)
@settings(max_examples=300, deadline=None)
def test_names_that_fit_share_a_blocking_key(words: list[str], more: list[str], kind: str) -> None:
    left, right = " ".join([*words, *more]), " ".join([*more, *words[:3]])
    if compare(left, right, kind).same and romanise(left) != romanise(right):
        assert set(blocking_keys(left)) & set(blocking_keys(right))


def test_a_thousand_comparisons_take_little_time() -> None:
    names = [
        f"{first}{ending} {last}"
        for first in "ABCDE"
        for ending in ("nna", "leg")
        for last in ("Rot", "Ras", "Lom")
    ]
    start = time.process_time()
    for left in names:
        for right in names:
            compare(left, right)
    assert time.process_time() - start < 5
