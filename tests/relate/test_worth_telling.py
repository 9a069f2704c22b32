"""A happening told beside another gets a claim of its own only where it is disputed or told by two."""

from __future__ import annotations

import pytest

from counterclaim.ledger import Snapshot
from counterclaim.model import RelationKind, Stance
from road import reports_of, together

RESIGNED = "Engineer Lena Brandt said that the mayor had resigned after the court convicted the mayor."
BANNED = "The team said that the sprinter Marc Duval, who had won the race, had been banned."
CONVICTED = "Lawyer Karl Timm said that the court had convicted the mayor."
FLOOD = (
    "Ines Falk said that the storm had killed three people, that two villages had been evacuated "
    "and that the dam had been closed."
)


def frames(snapshot: Snapshot) -> list[str]:
    return sorted(claim.frame for claim in snapshot.claims.values())


@pytest.mark.parametrize(
    ("text", "frame"),
    [(RESIGNED, "resign"), (BANNED, "ban"), (FLOOD, "kill")],
    ids=["court", "sport", "flood"],
)
def test_what_one_alone_tells_beside_has_no_row(text: str, frame: str) -> None:
    assert frames(together(*reports_of(text))) == [frame]


def test_what_another_denies_has_a_row() -> None:
    snapshot = together(
        *reports_of(RESIGNED, "Lawyer Karl Timm denied that the court had convicted the mayor.")
    )
    assert frames(snapshot) == ["convict", "resign"]
    (claim,) = (claim for claim in snapshot.claims.values() if claim.frame == "convict")
    assert sorted(one.stance for one in claim.bearings) == [Stance.ASSERTS, Stance.DENIES]


def test_what_another_tells_too_has_a_row_beside_the_main_one() -> None:
    snapshot = together(
        *reports_of(RESIGNED, "Lawyer Karl Timm said that the court had convicted the mayor.")
    )
    assert frames(snapshot) == ["convict", "resign"]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (RESIGNED, "Lawyer Karl Timm said that the court had acquitted the mayor."),
        (BANNED, "Coach Ola Berg said that the sprinter Marc Duval had lost the race."),
        (FLOOD, "Tomas Reed said that the dam had been opened."),
    ],
    ids=["court", "sport", "flood"],
)
def test_what_another_contradicts_stands_in_a_conflict(text: str, other: str) -> None:
    snapshot = together(*reports_of(text, other))
    assert RelationKind.CONFLICTS in {one.kind for one in snapshot.relations.values()}


def test_nobody_supports_what_another_tells_beside_the_same_happening() -> None:
    snapshot = together(
        *reports_of(
            "Doctors said that 30 people had been hurt when the bridge collapsed in Turin.",
            "Police said that 12 people had died when the bridge collapsed in Turin.",
        )
    )
    dead = [claim for claim in snapshot.claims.values() if "died" in claim.gist]
    assert [len(claim.bearings) for claim in dead] == [1]


@pytest.mark.parametrize("text", [RESIGNED, BANNED, FLOOD], ids=["court", "sport", "flood"])
def test_every_statement_keeps_a_claim(text: str) -> None:
    snapshot = together(*reports_of(text, "Tomas Reed said that the dam had been opened."))
    bearing = {one.statement for claim in snapshot.claims.values() for one in claim.bearings}
    assert bearing == set(snapshot.statements)


def test_relations_stand_between_claims_that_are_kept() -> None:
    snapshot = together(*reports_of(RESIGNED, BANNED, FLOOD, "Tomas Reed said that the dam had been opened."))
    assert {side for one in snapshot.relations.values() for side in (one.left, one.right)} <= set(
        snapshot.claims
    )
