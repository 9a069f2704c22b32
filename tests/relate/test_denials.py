"""At what a denial is aimed: a deed told by another, what stands right above, or a "not so"."""

from __future__ import annotations

from typing import Any

import pytest

import relate_cases
from counterclaim.ledger import Snapshot
from counterclaim.model import SUPPORTING, Stance
from counterclaim.relate.denials import denies
from relate_cases import everyone, marked
from road import reports_of, together

CASES: list[dict[str, Any]] = relate_cases.table("denials")["case"]


def disputed(snapshot: Snapshot) -> list[str]:
    """Return the gists of the claims that somebody makes and somebody denies."""
    stances = {claim.gist: {one.stance for one in claim.bearings} for claim in snapshot.claims.values()}
    return sorted(gist for gist, found in stances.items() if Stance.DENIES in found and found & SUPPORTING)


@pytest.mark.parametrize("case", marked("denials"))
def test_a_denial_bears_on_what_it_denies(case: dict[str, Any]) -> None:
    found = disputed(together(*reports_of(*case["texts"])))
    assert len(found) == len(case["denied"])
    assert all(words in gist for words, gist in zip(case["denied"], found, strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_no_speaker_bears_on_a_claim_in_two_ways(case: dict[str, Any]) -> None:
    snapshot = together(*reports_of(*case["texts"]))
    for claim in snapshot.claims.values():
        told = [one.statement for one in claim.bearings]
        assert len(told) == len(set(told))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_every_statement_bears_on_some_claim(case: dict[str, Any]) -> None:
    snapshot = together(*reports_of(*case["texts"]))
    bearing = {one.statement for claim in snapshot.claims.values() for one in claim.bearings}
    assert bearing == set(snapshot.statements)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_the_order_of_reports_does_not_matter_to_what_is_denied(case: dict[str, Any]) -> None:
    there, back = (disputed(together(*reports_of(*texts))) for texts in (case["texts"], case["texts"][::-1]))
    assert there == back


def test_a_denying_verb_denies_and_a_not_does_not() -> None:
    found, _ = everyone(
        "The firm denied that it had closed the plant.", "The firm said that it had not closed the plant."
    )
    assert sorted((denies(item), item.proposition.positive) for item in found) == [
        (False, False),
        (True, True),
    ]


def test_a_denial_far_below_means_nothing_above() -> None:
    filler = " ".join(["The old harbour lay in the sun and nobody was to be seen there."] * 30)
    told = "Union leader Carla Mendes said that the company had dismissed eleven dockers."
    assert disputed(together(*reports_of(f"{told} The company denied the allegations.")))
    assert not disputed(together(*reports_of(f"{told} {filler} The company denied the allegations.")))
