import random
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.blocking import MemoryKeys
from counterclaim.model import Report
from counterclaim.reuse import families, families_anew, families_of, keys, same_text

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/reuse/copies.toml").read_text("utf-8"))["case"]
WORDS = [
    f"{first}{last}" for first in ("bar", "cor", "dim", "fal") for last in ("an", "ek", "is", "om", "ul")
]


def a_report(name: str, text: str) -> Report:
    return Report(name, f"{name}.txt", "", text, "as given")


def an_article(seed: int, words: int = 160) -> str:
    chance = random.Random(seed)
    return "Headline of it all\n\n" + " ".join(chance.choice(WORDS) for _ in range(words)) + "."


def without(text: str, start: int, stop: int) -> str:
    words = text.split()
    return " ".join(words[:start] + words[stop:])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_every_case_is_one_text_or_two_as_it_says(case: dict[str, Any]) -> None:
    left, right = a_report("left", case["left"]), a_report("right", case["right"])
    assert (same_text(left, right) is not None) is case["same"]
    assert same_text(left, right) == same_text(right, left)
    assert bool(families([left, right])) is case["same"]


def test_the_reason_says_how_many_runs_of_words_are_shared() -> None:
    case = CASES[0]
    found = same_text(a_report("left", case["left"]), a_report("right", case["right"]))
    assert found is not None
    share, because = found
    assert share == 0.897
    assert because == "35 of the 39 5-word runs of the shorter text stand in the other too"


def test_a_family_names_its_members_in_order_and_has_an_id_made_of_them() -> None:
    (family,) = families([a_report(name, an_article(1)) for name in ("c", "a", "b")])
    assert family.reports == ("a", "b", "c")
    assert family == families([a_report(name, an_article(1)) for name in ("a", "b", "c")])[0]
    assert "at least 100%" in family.because


def test_a_report_that_copies_nobody_is_in_no_family() -> None:
    assert families([a_report(str(seed), an_article(seed)) for seed in range(20)]) == ()


def test_a_chain_of_borrowers_is_not_one_text() -> None:
    parts = [an_article(seed, 60).removeprefix("Headline of it all\n\n") for seed in range(4)]
    chain = [a_report(f"r{at}", f"{parts[at]} {parts[at + 1]}") for at in range(3)]
    assert same_text(chain[0], chain[1])
    assert same_text(chain[1], chain[2])
    assert same_text(chain[0], chain[2]) is None
    assert [len(family.reports) for family in families(chain)] == [2]


def test_a_text_that_everybody_prints_is_one_family_however_many_they_are() -> None:
    copies = [a_report(f"r{at:03}", without(an_article(7), 8 + at % 90, 28 + at % 90)) for at in range(120)]
    (family,) = families(copies)
    assert len(family.reports) == len(copies)


def test_a_text_that_hundreds_print_word_for_word_is_read_once_for_one_more() -> None:
    class Noted(dict[str, Report]):
        def __getitem__(self, key: str) -> Report:
            read.append(key)
            return super().__getitem__(key)

    read: list[str] = []
    index, copies = MemoryKeys(), {f"r{at:03}": a_report(f"r{at:03}", an_article(7)) for at in range(300)}
    families_anew(copies, index, copies)
    reports = Noted(copies | {"r300": a_report("r300", an_article(7))})
    (family,) = families_anew(reports, index, ["r300"]).families
    assert family.reports == tuple(sorted(reports))
    assert len(set(read)) <= 2


def test_copies_stay_a_family_when_one_of_them_is_read_anew_and_is_none() -> None:
    index, reports = MemoryKeys(), {name: a_report(name, an_article(7)) for name in ("a", "b", "c")}
    (before,) = families_anew(reports, index, reports).families
    reports["b"] = a_report("b", an_article(8))
    found = families_anew(reports, index, ["b"])
    assert [family.reports for family in found.families] == [("a", "c")]
    assert found.gone == {before.id}
    assert families_of(index).get("b") is None


def test_copies_with_a_third_of_the_words_in_common_share_a_key() -> None:
    for seed in range(40):
        shared = an_article(seed, 100).removeprefix("Headline of it all\n\n")
        left = a_report("left", f"{shared} {an_article(seed + 1000, 190)}")
        right = a_report("right", f"{an_article(seed + 2000, 190)} {shared}")
        assert set(keys(left)) & set(keys(right))


def test_keys_do_not_depend_on_the_process() -> None:
    assert keys(a_report("left", CASES[6]["left"]))[0] == "run-2823cf6b8b52b76e"


def test_a_report_in_a_language_without_tables_is_compared_too() -> None:
    text = (
        "Le tribunal a rejeté mardi la demande des actionnaires de la banque qui voulaient un nouveau vote."
    )
    left, right = (Report(name, "", "", text, "as given", language="fr") for name in ("left", "right"))
    assert same_text(left, right)


@given(st.permutations(range(9)), st.integers(0, 5))
def test_families_are_apart_and_do_not_depend_on_the_order_of_reports(order: list[int], seed: int) -> None:
    made = [a_report(f"r{at}", without(an_article(seed + at % 3), 10 * at, 10 * at + 30)) for at in range(9)]
    found = families([made[at] for at in order])
    assert found == families(made)
    members = [report for family in found for report in family.reports]
    assert len(members) == len(set(members))
