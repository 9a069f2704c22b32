from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from metamorphic import CHANGES, TABLE, Pair, changes, facts, pairs
from road import a_reading, outcome, together

LEAST: dict[str, dict[str, int]] = TABLE["least"]
"""How many pairs of each change come out right, over the open facts and over the held ones."""

MERGED: dict[str, dict[str, list[str]]] = TABLE["merged"]
"""The facts that a change which must keep apart still leaves one claim, by half and change."""

FALLEN: dict[str, list[str]] = TABLE["fallen"]
"""The halves in which fewer pairs of a change come out right than once did."""

HALVES = ("open", "held")
ONE_CLAIM = frozenset({"same", "concession"})


@cache
def found(left: str, right: str) -> str:
    """Return how the right report bears on the left one, worked out once."""
    return outcome(left, right)


def is_right(pair: Pair) -> bool:
    return found(pair.told.left, pair.told.right) in pair.told.wanted


def half_of(pair: Pair) -> str:
    return HALVES[pair.held]


def apart() -> Iterator[Pair]:
    """Yield the pairs that may never be one claim."""
    return (pair for pair in pairs() if not pair.told.wanted & ONE_CLAIM)


def known(pair: Pair) -> bool:
    return pair.fact in MERGED[half_of(pair)].get(pair.change, [])


def expected_to_fail(*, known_failure: bool) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason="a known failure")] if known_failure else []


def each_change_and_half() -> Iterator[Any]:
    for change in changes():
        for half in HALVES:
            marks = expected_to_fail(known_failure=LEAST[change][half] == 0 or half in FALLEN.get(change, ()))
            yield pytest.param(change, half, id=f"{change}, {half}", marks=marks)


def each_apart() -> Iterator[Any]:
    for pair in apart():
        yield pytest.param(pair, id=pair.name, marks=expected_to_fail(known_failure=known(pair)))


@pytest.mark.parametrize(("change", "half"), list(each_change_and_half()))
def test_a_change_of_a_fact_bears_on_it_as_often_as_it_did(change: str, half: str) -> None:
    made = [pair for pair in pairs() if pair.change == change and half_of(pair) == half]
    wrong = [pair.fact for pair in made if not is_right(pair)]
    least = max(LEAST[change][half], 1)
    assert len(made) - len(wrong) >= least, f"{len(made) - len(wrong)} of {len(made)}, not {wrong}"


@pytest.mark.parametrize("pair", list(each_apart()))
def test_what_a_change_makes_another_claim_is_never_merged(pair: Pair) -> None:
    assert found(pair.told.left, pair.told.right) not in ONE_CLAIM


@pytest.mark.parametrize("change", changes())
def test_the_order_of_a_fact_and_its_change_does_not_matter(change: str) -> None:
    for told in (pair.told for pair in pairs() if pair.change == change):
        assert found(told.left, told.right) == found(told.right, told.left), told


@pytest.mark.parametrize(
    "pair", [pair for pair in pairs() if pair.change == "copied"], ids=lambda pair: pair.fact
)
def test_a_report_and_its_copy_are_of_one_origin(pair: Pair) -> None:
    outlets = ("Outlet 1", "Outlet 2")
    reports = [a_reading(pair.told.left, outlet).report for outlet in outlets]
    snapshot = together(*reports)
    assert len(reports) == len(snapshot.reports)
    assert max(len(standing.origins) for standing in snapshot.standings.values()) == 1


# -- The table itself ------------------------------------------------------------------------------


def test_a_third_of_the_facts_is_held_and_tells_of_other_acts_than_the_open_ones() -> None:
    held, unheld = ([fact for fact in facts() if fact.held is half] for half in (True, False))
    assert len(facts()) >= 30
    assert len(held) * 3 >= len(facts())
    assert not {fact.base for fact in held} & {fact.base for fact in unheld}
    assert len({fact.domain for fact in facts()}) >= 8


def test_every_change_has_its_own_figures() -> None:
    assert list(LEAST) == list(changes())
    assert FALLEN.keys() <= LEAST.keys()
    assert len(CHANGES) == len(set(changes()))


def test_every_known_failure_is_a_pair_that_must_stay_apart() -> None:
    there = {(half_of(pair), pair.change, pair.fact) for pair in apart()}
    listed = {
        (half, change, fact)
        for half, by_change in MERGED.items()
        for change, names in by_change.items()
        for fact in names
    }
    assert listed <= there
