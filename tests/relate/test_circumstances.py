"""What happens once cannot have happened in two places, on two days or by two hands."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.model import RelationKind
from relate_cases import marked
from road import outcome, reports_of, together


@pytest.mark.parametrize("case", marked("circumstances"))
def test_two_circumstances_of_what_happens_once_conflict(case: dict[str, Any]) -> None:
    assert outcome(case["left"], case["right"]) == case["want"]
    assert outcome(case["right"], case["left"]) == case["want"]


@pytest.mark.parametrize("case", marked("circumstances"))
def test_a_conflict_says_in_which_circumstance(case: dict[str, Any]) -> None:
    found = together(*reports_of(case["left"], case["right"])).relations.values()
    because = [one.because for one in found if one.kind is RelationKind.CONFLICTS]
    assert len(because) == (case["want"] == "conflict")
    assert all("happens once, but" in one for one in because)
    assert all(case["because"] in one or "done by the gunman, not the soldier" in one for one in because)


def test_one_report_that_tells_two_places_tells_no_conflict() -> None:
    snapshot = together(
        *reports_of(
            "Police said that the gunman had shot the mayor in Turin. "
            "Lawyer Livia Conti said that the gunman had shot the mayor in Genoa."
        )
    )
    assert all(one.kind is not RelationKind.CONFLICTS for one in snapshot.relations.values())
