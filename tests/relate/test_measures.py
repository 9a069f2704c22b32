"""Of what a figure is a figure, and that two tolls of one story cannot both be right."""

from __future__ import annotations

from typing import Any

import pytest

import relate_cases
from counterclaim.lang import table
from counterclaim.model import RelationKind
from counterclaim.relate.measures import measures
from relate_cases import LEXICON, first_of, marked
from road import outcome, reports_of, together

CASES: list[dict[str, Any]] = relate_cases.table("measures")["case"]
UNMEASURED: list[str] = relate_cases.table("measures")["unmeasured"]
COUNTED = [case for case in CASES if "left_of" in case and case["rule"] not in UNMEASURED]
MEASURED: dict[str, dict[str, list[str]]] = table("en", "happenings")["measured"]


@pytest.mark.parametrize("case", marked("measures"))
def test_two_counts_conflict_where_they_count_the_same_of_one_story(case: dict[str, Any]) -> None:
    found = together(*reports_of(case["left"], case["right"])).relations.values()
    assert any(one.kind is RelationKind.CONFLICTS for one in found) is case["conflict"]


@pytest.mark.parametrize("case", COUNTED, ids=lambda case: case["rule"])
def test_a_content_counts_people_by_what_happened_to_them(case: dict[str, Any]) -> None:
    left, right = first_of(case["left"], case["right"])
    assert sorted(measures(left)) == case["left_of"]
    assert sorted(measures(right)) == case["right_of"]


def test_what_counts_no_people_has_no_measure() -> None:
    for told in first_of("The mayor said that many had died.", "The firm said that 12 valves had leaked."):
        assert measures(told) == frozenset()


def test_the_missing_are_a_measure() -> None:
    for told in first_of("Police said that 30 people were missing.", "Police said that 9 men were missing."):
        assert measures(told) == {"missing"}


@pytest.mark.xfail(strict=True, reason="a known failure: in every story the dead are “people”")
def test_the_dead_of_two_stories_are_no_common_topic() -> None:
    assert (
        outcome(
            "Police in Leeds said that the flood had killed 40 people.",
            "Police in Ankara said that the earthquake had killed 300 people.",
        )
        == "unrelated"
    )


# -- The tables ----------------------------------------------------------------------------------------


def test_no_word_and_no_happening_counts_two_things() -> None:
    for kind in ("frames", "words"):
        told = [word for row in MEASURED.values() for word in row[kind]]
        assert len(told) == len(set(told))


def test_every_name_in_a_table_of_happenings_is_a_frame_or_a_word_without_one() -> None:
    rows = table("en", "happenings")
    named = {(kind, name) for kind in ("once", "done_to") for name in rows[kind]["frames"]}
    named |= {(f"measured.{kind}", name) for kind, row in MEASURED.items() for name in row["frames"]}
    words = {**LEXICON.verbs, **LEXICON.nouns}
    dead = {(kind, name) for kind, name in named if name not in LEXICON.frames and name in words}
    assert not dead, "words of another frame, so that nothing ever finds them"
