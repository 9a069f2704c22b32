"""What a statement does to the claim it makes: asserts, confirms or concedes it, or leaves it open."""

from __future__ import annotations

from typing import Any

import pytest

import relate_cases
from counterclaim.ledger import Snapshot
from counterclaim.model import Bearing, Stance
from relate_cases import marked
from road import reports_of, together


def only(snapshot: Snapshot) -> Bearing:
    """Return what the only statement does to its claim."""
    (bearing,) = (one for claim in snapshot.claims.values() for one in claim.bearings)
    return bearing


@pytest.mark.parametrize("case", marked("stances"))
def test_a_statement_does_so_much_to_its_claim(case: dict[str, Any]) -> None:
    assert only(together(*reports_of(case["text"]))).stance == case["stance"]


@pytest.mark.parametrize("case", relate_cases.table("stances")["case"], ids=lambda case: case["rule"])
def test_a_concession_says_why(case: dict[str, Any]) -> None:
    bearing = only(together(*reports_of(case["text"])))
    assert bearing.because
    if bearing.stance is Stance.CONCEDES:
        assert any(
            words in bearing.because for words in ("grants it", "own side", "loses by it", "gains by it")
        )


def test_what_the_other_side_gains_is_conceded_where_they_are_hostile() -> None:
    (claim,) = [
        claim
        for claim in together(
            *reports_of(
                "Observers said that Sudanese troops had attacked Libyan troops.",
                "The Libyan army said that Sudanese troops had captured the bridge at Kufra.",
            )
        ).claims.values()
        if claim.frame == "capture"
    ]
    (bearing,) = claim.bearings
    assert bearing.stance is Stance.CONCEDES
    assert "Sudan gains by it" in bearing.because
