import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counterclaim.ledger import Snapshot
from counterclaim.model import RelationKind, When
from road import a_reading, outcome, reports_of, together

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "relate" / "pairs.toml").read_text(encoding="utf-8")
)
PAIRS: list[dict[str, Any]] = CASES["pair"]
KNOWN_FAILURES: list[str] = CASES["known_failures"]
LEAST_RIGHT = {False: 41, True: 36}
"""How many of the open and of the held pairs must come out right."""


def marked() -> Iterator[Any]:
    for pair in PAIRS:
        known = pair["name"] in KNOWN_FAILURES
        marks = [pytest.mark.xfail(strict=True, reason="a known failure")] if known else []
        yield pytest.param(pair, id=pair["name"], marks=marks)


@pytest.mark.parametrize("pair", list(marked()))
def test_a_pair_of_reports_bears_on_one_another_as_wanted(pair: dict[str, Any]) -> None:
    assert outcome(pair["left"], pair["right"]) == pair["want"]


@pytest.mark.parametrize("held", [False, True], ids=["open", "held"])
def test_both_halves_of_the_pairs_are_counted_apart(*, held: bool) -> None:
    half = [pair for pair in PAIRS if pair.get("held", False) is held]
    right = sum(outcome(pair["left"], pair["right"]) == pair["want"] for pair in half)
    assert len(half) >= 30
    assert right >= LEAST_RIGHT[held], f"{right} of {len(half)}"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["name"])
def test_what_is_wanted_apart_is_never_one_claim(pair: dict[str, Any]) -> None:
    if pair["want"] in {"conflict", "topic", "unrelated"}:
        assert outcome(pair["left"], pair["right"]) not in {"same", "denial", "concession"}


def test_every_known_failure_is_a_pair() -> None:
    assert set(KNOWN_FAILURES) <= {pair["name"] for pair in PAIRS}


def test_the_order_of_two_reports_does_not_matter_to_whether_they_agree() -> None:
    for pair in PAIRS:
        there, back = outcome(pair["left"], pair["right"]), outcome(pair["right"], pair["left"])
        assert there == back, pair["name"]


# -- Single relations ------------------------------------------------------------------------------


def kinds(snapshot: Snapshot) -> list[RelationKind]:
    return [relation.kind for relation in snapshot.relations.values()]


def test_a_new_figure_of_the_same_speaker_in_a_later_report_supersedes_the_old_one() -> None:
    old = "Governor Ines Falk said that the flood had killed 40 people in the valley."
    new = "Governor Ines Falk said that the flood had killed 52 people in the valley."
    snapshot = together(
        a_reading(old, "Harbour Post", When.day(2024, 5, 6)).report,
        a_reading(new, "Harbour Post", When.day(2024, 5, 8)).report,
    )
    (relation,) = snapshot.relations.values()
    assert relation.kind is RelationKind.SUPERSEDES
    assert "52" in snapshot.claims[relation.left].gist
    assert "40" in snapshot.claims[relation.right].gist


def test_two_speakers_never_supersede_one_another() -> None:
    old = "Governor Ines Falk said that the flood had killed 40 people in the valley."
    new = "Rescuer Tomas Reed said that the flood had killed 52 people in the valley."
    snapshot = together(
        a_reading(old, "Harbour Post", When.day(2024, 5, 6)).report,
        a_reading(new, "Harbour Post", When.day(2024, 5, 8)).report,
    )
    assert kinds(snapshot) == [RelationKind.CONFLICTS]


def test_figures_that_can_both_hold_do_not_conflict() -> None:
    snapshot = together(
        *reports_of(
            "The police said that at least 40 people had died in the flood.",
            "The Red Cross said that 65 people had died in the flood.",
        )
    )
    assert RelationKind.CONFLICTS not in kinds(snapshot)


def test_the_whole_of_a_thing_and_a_number_of_its_parts_conflict() -> None:
    snapshot = together(
        *reports_of(
            "General Abel Tadesse said that the rebels had destroyed the entire convoy at Adwa.",
            "Rebel spokesman Gebre Hailu said that the rebels had destroyed 3 trucks of the convoy at Adwa.",
        )
    )
    assert kinds(snapshot) == [RelationKind.CONFLICTS]


def test_the_same_figure_told_of_other_people_by_one_speaker_conflicts() -> None:
    snapshot = together(
        *reports_of(
            "Observer Nils Berg said that Sudanese troops had lost 500 men in the retreat.",
            "Observer Nils Berg said that Libyan troops had lost 500 men in the retreat.",
        )
    )
    assert kinds(snapshot) == [RelationKind.CONFLICTS]


def test_every_relation_says_why_and_scores_between_0_and_1() -> None:
    for pair in PAIRS:
        for relation in together(*reports_of(pair["left"], pair["right"])).relations.values():
            assert relation.because
            assert 0 <= relation.score <= 1
            assert relation.left != relation.right
