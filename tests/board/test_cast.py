from __future__ import annotations

import pytest

from counterclaim.board.cast import CastFilter, cast, portrait, referents_of
from counterclaim.board.index import Index
from counterclaim.board.labels import NO_PARTY
from counterclaim.board.rows import Page
from counterclaim.ledger import Snapshot
from counterclaim.model import Stance
from counterclaim.problems import NotFoundError
from stories import dam_breach


def falk() -> str:
    """Return the key of the director of the dam breach."""
    return next(one.key for one in dam_breach().actors.values() if one.name == "Ines Falk")


def test_those_who_are_heard_most_come_first() -> None:
    players = cast(Index(dam_breach())).players
    assert [one.name for one in players][:2] == ["Ines Falk", "Tomas Reed"]
    assert [one.statements for one in players] == sorted((one.statements for one in players), reverse=True)


def test_a_player_tells_its_stances_by_claim_and_its_reports() -> None:
    found = next(one for one in cast(Index(dam_breach())).players if one.name == "Ines Falk")
    assert found.stances == ((Stance.CONCEDES, 1),)
    assert (found.statements, found.reports, found.party) == (2, 2, "operator")


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (CastFilter(text="falk"), {"Ines Falk"}),
        (CastFilter(party="village"), {"Tomas Reed"}),
        (CastFilter(kind="government"), {"The ministry"}),
        (CastFilter(party=NO_PARTY), {"The insurer", "the agency"}),
        (CastFilter(party=NO_PARTY, speaking=True), {"The insurer"}),
        (CastFilter(text="nobody of that name"), set()),
    ],
)
def test_a_filter_keeps_those_who_pass_all_of_it(wanted: CastFilter, names: set[str]) -> None:
    found = cast(Index(dam_breach()), wanted)
    assert {one.name for one in found.players} == names
    assert found.total == len(names)


def test_a_page_leaves_the_total_and_the_choices() -> None:
    found = cast(Index(dam_breach()), page=Page(2, 4))
    assert (len(found.players), found.total) == (2, 6)
    assert found.parties == ("government", "operator", "village")


def test_a_portrait_tells_every_spelling_with_its_report_and_why_they_are_one() -> None:
    found = portrait(Index(dam_breach()), falk())
    assert found.player.because == "the same name"
    assert [(one.outlet, one.names, one.because) for one in found.spellings] == [
        ("Valley Times", ("Ines Falk",), "named so"),
        ("Coast <Courier>", ("Ines Falk",), "named so"),
    ]


def test_a_portrait_tells_what_is_said_where_and_in_which_words() -> None:
    found = portrait(Index(dam_breach()), falk())
    assert {(one.stance, one.outlet) for one in found.sayings} == {
        (Stance.CONCEDES, "Valley Times"),
        (Stance.CONCEDES, "Coast <Courier>"),
    }
    assert {one.quote for one in found.sayings} == {"spillway had not been inspected since 2019"}
    assert found.outlets == (("Coast <Courier>", 1), ("Valley Times", 1))


def test_a_key_that_is_not_there_is_answered_with_the_nearest() -> None:
    with pytest.raises(NotFoundError, match=falk()):
        portrait(Index(dam_breach()), falk()[:-1])


def test_every_referent_is_of_one_actor() -> None:
    snapshot = dam_breach()
    told = [one for some in referents_of(Index(snapshot)).values() for one in some]
    assert sorted(told) == sorted(snapshot.referents)


def test_an_empty_case_has_nobody() -> None:
    assert cast(Index(Snapshot())).players == ()
