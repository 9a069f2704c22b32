"""A story in three steps: what a desk is told after each of them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.board import Difference, News, differences
from counterclaim.board.matching import Matching, members
from counterclaim.ledger import Fact, Snapshot
from counterclaim.model import (
    SUPPORTING,
    Bearing,
    Claim,
    Decision,
    DecisionKind,
    Family,
    Origin,
    Relation,
    RelationKind,
    Report,
    Stance,
    Standing,
    Statement,
    Status,
    When,
    content_id,
)
from factories import a_referent, a_report, a_snapshot, a_statement, an_actor

GAZETTE = a_report(
    "The ferry company said that the boiler was sound. Deckhand Olin Marsh said that 12 people were hurt.",
    outlet="Quay Gazette",
    title="Ferry limps home",
    path="gazette.txt",
)
HERALD = a_report(
    "The ferry company repeated that the boiler was sound. Deckhand Olin Marsh denied that the boiler was "
    "sound. The ministry said that 30 people were hurt. Pilot Ada Finch said that the fog was thick.",
    outlet="Sound Herald",
    title="Thirty hurt, says ministry",
    published=When.day(2024, 3, 4),
    path="herald.txt",
)
MIRROR = a_report(
    "Director Ruth Vane of the ferry company admitted that the boiler was cracked. Pilot Ada Finch said "
    "that the fog was thick. Harbour master Jens Holt said that the boiler was sound.",
    outlet="Isle Mirror",
    title="Director admits crack",
    path="mirror.txt",
)

COMPANY = a_referent(GAZETTE, "The ferry company", party="company")
COMPANY_AGAIN = a_referent(HERALD, "The ferry company", party="company")
OLIN = a_referent(GAZETTE, "Deckhand Olin Marsh", party="crew")
OLIN_AGAIN = a_referent(HERALD, "Deckhand Olin Marsh", party="crew")
MINISTRY = a_referent(HERALD, "The ministry", party="government")
ADA = a_referent(HERALD, "Pilot Ada Finch")
ADA_AGAIN = a_referent(MIRROR, "Pilot Ada Finch")
RUTH = a_referent(MIRROR, "Director Ruth Vane", party="company")
JENS = a_referent(MIRROR, "Harbour master Jens Holt", party="port")

SOUND = a_statement(GAZETTE, "the boiler was sound", speaker=COMPANY)
SOUND_AGAIN = a_statement(HERALD, "the boiler was sound", speaker=COMPANY_AGAIN)
NOT_SOUND = replace(
    a_statement(HERALD, "the boiler was sound", speaker=OLIN_AGAIN, denied=True), id="s-not-sound"
)
TWELVE = a_statement(GAZETTE, "12 people were hurt", speaker=OLIN)
THIRTY = a_statement(HERALD, "30 people were hurt", speaker=MINISTRY)
FOG = a_statement(HERALD, "the fog was thick", speaker=ADA)
FOG_AGAIN = a_statement(MIRROR, "the fog was thick", speaker=ADA_AGAIN)
CRACKED = a_statement(MIRROR, "the boiler was cracked", speaker=RUTH)
SOUND_FOR_JENS = a_statement(MIRROR, "the boiler was sound", speaker=JENS)

REPORTS = {
    GAZETTE: (COMPANY, OLIN, SOUND, TWELVE),
    HERALD: (OLIN_AGAIN, COMPANY_AGAIN, MINISTRY, ADA, SOUND_AGAIN, NOT_SOUND, THIRTY, FOG),
    MIRROR: (RUTH, ADA_AGAIN, JENS, FOG_AGAIN, CRACKED, SOUND_FOR_JENS),
}
NOTE = Decision("e-1", DecisionKind.MERGE, (FOG.id, FOG_AGAIN.id), "M. Okoro", "both of the same watch")


def claim(gist: str, *told: Statement, **against: Stance) -> Claim:
    """Return a claim whose id, as in a case, is made of its statements; stances are given by statement id."""
    bearings = tuple(
        Bearing(one.id, against.get(one.id.replace("-", "_"), Stance.ASSERTS), f"cue of {one.id}")
        for one in told
    )
    return Claim(
        content_id("cl", *sorted(one.id for one in told)), gist, "happen", bearings, "the same words"
    )


def standing(of: Claim, status: Status, *origins: tuple[Statement, ...]) -> Standing:
    """Return how a claim stands; unless told, each statement that supports it is an origin."""
    supporting = [(one.statement,) for one in of.bearings if one.stance in SUPPORTING]
    groups = [tuple(one.id for one in group) for group in origins] or supporting
    made = tuple(Origin(content_id("o", *group), None, group, "one act of speaking") for group in groups)
    return Standing(of.id, status, made, (), f"{len(made)} origins, so {status}")


def case(*reports: Report, facts: tuple[Fact, ...] = ()) -> Snapshot:
    """Return a case that holds reports with all they tell, and `facts` told together."""
    return a_snapshot(*reports, *(fact for report in reports for fact in REPORTS[report]), *facts)


SOUND_1 = claim("the boiler was sound", SOUND)
HURT_12 = claim("12 people were hurt", TWELVE)
FIRST = case(
    GAZETTE,
    facts=(SOUND_1, HURT_12, standing(SOUND_1, Status.ONE_SIDE), standing(HURT_12, Status.ONE_SIDE)),
)

SOUND_2 = claim("the boiler was sound", SOUND, SOUND_AGAIN, NOT_SOUND, s_not_sound=Stance.DENIES)
HURT_30, FOG_2 = claim("30 people were hurt", THIRTY), claim("the fog was thick", FOG)
SECOND = case(
    GAZETTE,
    HERALD,
    facts=(
        *(SOUND_2, HURT_12, HURT_30, FOG_2, an_actor(COMPANY, COMPANY_AGAIN), an_actor(OLIN, OLIN_AGAIN)),
        standing(SOUND_2, Status.CONTESTED, (SOUND, SOUND_AGAIN)),
        *(standing(one, Status.ONE_SIDE) for one in (HURT_12, HURT_30, FOG_2)),
        Relation(RelationKind.CONFLICTS, HURT_12.id, HURT_30.id, 0.9, "12 is not 30 people"),
        Relation(RelationKind.SAME_TOPIC, SOUND_2.id, FOG_2.id, 0.2, "both tell of the ferry"),
    ),
)

SOUND_3 = claim(
    "the boiler was sound", SOUND, SOUND_AGAIN, NOT_SOUND, SOUND_FOR_JENS, s_not_sound=Stance.DENIES
)
HURT_3 = claim("people were hurt", TWELVE, THIRTY)
FOG_3 = claim("the fog was thick", FOG, FOG_AGAIN)
CRACKED_3 = claim("the boiler was cracked", CRACKED, **{CRACKED.id.replace("-", "_"): Stance.CONCEDES})
THIRD = case(
    *(GAZETTE, HERALD, MIRROR),
    facts=(
        *(an_actor(COMPANY, COMPANY_AGAIN), an_actor(OLIN, OLIN_AGAIN), an_actor(ADA, ADA_AGAIN)),
        *(SOUND_3, HURT_3, FOG_3, CRACKED_3, NOTE),
        standing(SOUND_3, Status.CONTESTED, (SOUND, SOUND_AGAIN), (SOUND_FOR_JENS,)),
        standing(HURT_3, Status.SEVERAL_ORIGINS),
        standing(FOG_3, Status.ONE_SIDE, (FOG, FOG_AGAIN)),
        standing(CRACKED_3, Status.CONCEDED),
        Relation(RelationKind.DENIES, CRACKED_3.id, SOUND_3.id, 0.8, "what is cracked is not sound"),
        Family("m-1", (HERALD.id, MIRROR.id), "they share a passage"),
    ),
)


def told(found: tuple[Difference, ...]) -> list[tuple[str, ...]]:
    """Return differences as rows that can be read: what, about what, from what to what, by whom and where."""
    return [(one.news, one.gist, one.was, one.now, one.who, one.where, one.because) for one in found]


# -- The golden story --------------------------------------------------------------------------


def test_from_nothing_to_the_first_step_everything_is_new() -> None:
    assert told(differences(Snapshot(), FIRST)) == [
        ("new report", "Ferry limps home", "", "2024-03-02", "", "Quay Gazette", "read from gazette.txt"),
        (
            *("new claim", "12 people were hurt", "", "one side"),
            *("Deckhand Olin Marsh (crew)", "Quay Gazette", "1 origins, so one_side"),
        ),
        (
            *("new claim", "the boiler was sound", "", "one side"),
            *("The ferry company (company)", "Quay Gazette", "1 origins, so one_side"),
        ),
    ]


def test_the_second_step_brings_a_denial_a_conflict_and_new_claims_but_no_new_name_for_an_old_claim() -> None:
    found = differences(FIRST, SECOND)
    assert told(found) == [
        (
            "new report",
            "Thirty hurt, says ministry",
            "",
            "2024-03-04",
            "",
            "Sound Herald",
            "read from herald.txt",
        ),
        (
            *("status changed", "the boiler was sound", "one side", "contested", "", ""),
            "was: 1 origins, so one_side; now: 1 origins, so contested",
        ),
        (
            *("newly denied", "the boiler was sound", "", ""),
            *("Deckhand Olin Marsh (crew)", "Sound Herald", "cue of s-not-sound"),
        ),
        (
            *("new conflict", "12 people were hurt", ""),
            *(f"conflicts with {HURT_30.id}: 30 people were hurt", "", "", "12 is not 30 people"),
        ),
        (
            *("new claim", "30 people were hurt", "", "one side"),
            *("The ministry (government)", "Sound Herald", "1 origins, so one_side"),
        ),
        (
            *("new claim", "the fog was thick", "", "one side"),
            *("Pilot Ada Finch", "Sound Herald", "1 origins, so one_side"),
        ),
        (
            *("renamed", "the boiler was sound", SOUND_1.id, SOUND_2.id, "", ""),
            "gained 2 statements",
        ),
    ]
    assert [one.earlier for one in found if one.news is News.STATUS] == [(SOUND_1.id,)]


def test_the_third_step_brings_a_concession_an_origin_a_merger_and_a_ruling() -> None:
    crack = f"denies {SOUND_3.id}: the boiler was sound"
    assert told(differences(SECOND, THIRD)) == [
        (
            *("new report", "Director admits crack", "", "2024-03-02", "", "Isle Mirror"),
            "read from mirror.txt; one text with 1 more, counted once: they share a passage",
        ),
        (
            *("new ruling", f"merge {FOG.id} {FOG_AGAIN.id}", "", "", "M. Okoro", ""),
            "both of the same watch",
        ),
        (
            *("status changed", "people were hurt", "one side", "several origins", "", ""),
            "was: 1 origins, so one_side; now: 2 origins, so several_origins",
        ),
        (
            *("newly conceded", "the boiler was cracked", "", ""),
            *("Director Ruth Vane (company)", "Isle Mirror", f"cue of {CRACKED.id}"),
        ),
        ("new conflict", "the boiler was cracked", "", crack, "", "", "what is cracked is not sound"),
        (
            *("new claim", "the boiler was cracked", "", "conceded"),
            *("Director Ruth Vane (company)", "Isle Mirror", "1 origins, so conceded"),
        ),
        (
            *("other origins", "the boiler was sound", "1", "2", "", ""),
            "new: Harbour master Jens Holt (one act of speaking)",
        ),
        (
            *("merged", "people were hurt", "12 people were hurt | 30 people were hurt", "people were hurt"),
            *("", "", "one claim: the same words"),
        ),
        ("renamed", "the boiler was sound", SOUND_2.id, SOUND_3.id, "", "", "gained 1 statement"),
        (
            *("renamed", "the fog was thick", FOG_2.id, FOG_3.id, "", ""),
            "gained 1 statement; merge ruled by M. Okoro: both of the same watch",
        ),
    ]  # fmt: skip


def test_back_again_a_claim_is_split_and_a_conflict_and_a_ruling_are_gone() -> None:
    found = {(one.news, one.gist): one for one in differences(THIRD, SECOND)}
    split = found[News.SPLIT, "people were hurt"]
    assert (HURT_12.id in split.now, HURT_30.id in split.now) == (True, True)
    assert found[News.RULING_GONE, f"merge {FOG.id} {FOG_AGAIN.id}"].who == "M. Okoro"
    gone = found[News.GONE, "the boiler was cracked"]
    assert gone.because == "its statements are no longer in the case"
    assert found[News.ORIGINS, "the boiler was sound"].because == "1 no longer supports it"


# -- Rules -------------------------------------------------------------------------------------


@pytest.mark.parametrize("snapshot", [Snapshot(), FIRST, SECOND, THIRD])
def test_between_equal_snapshots_nothing_differs(snapshot: Snapshot) -> None:
    assert differences(snapshot, snapshot) == ()


@pytest.mark.parametrize(
    ("before", "after"), [(FIRST, SECOND), (SECOND, THIRD), (FIRST, THIRD), (THIRD, FIRST)]
)
def test_everything_that_is_told_has_a_reason(before: Snapshot, after: Snapshot) -> None:
    assert all(one.because for one in differences(before, after))


def test_a_ruling_is_the_reason_of_what_it_changed() -> None:
    ruling = Decision("e-2", DecisionKind.SPLIT, (THIRTY.id, TWELVE.id), "M. Okoro", "12 is a count of cuts")
    after = replace(SECOND, decisions={ruling.id: ruling})
    (split,) = [one for one in differences(THIRD, after) if one.news is News.SPLIT]
    assert split.because.startswith("split ruled by M. Okoro: 12 is a count of cuts; ")


def test_a_ruling_tells_what_was_set_to_what_and_who_ruled_once() -> None:
    ruling = Decision("e-3", DecisionKind.RELABEL, (THIRTY.id,), "M. Okoro", what="party", to="Port union")
    (told_of,) = differences(SECOND, replace(SECOND, decisions={ruling.id: ruling}))
    assert (told_of.now, told_of.who) == ("party: Port union", "M. Okoro")
    assert told_of.because == "no reason was given"


def test_a_capital_letter_is_no_other_wording() -> None:
    for words, news in (("The boiler was sound", []), ("the boiler was intact", [News.RENAMED])):
        reworded = replace(SECOND, claims={**SECOND.claims, SOUND_2.id: replace(SOUND_2, gist=words)})
        assert [one.news for one in differences(SECOND, reworded)] == news


def test_whoever_is_only_called_otherwise_does_not_newly_deny() -> None:
    renamed = replace(an_actor(OLIN, OLIN_AGAIN), name="O. Marsh", party="union")
    after = replace(SECOND, actors={**SECOND.actors, renamed.key: renamed})
    assert differences(SECOND, after) == ()
    weighed = replace(standing(SOUND_2, Status.CONTESTED, (SOUND, SOUND_AGAIN)), because="weighed anew")
    again = replace(after, standings={**after.standings, SOUND_2.id: weighed})
    assert differences(SECOND, again) == ()


def test_what_became_a_part_of_another_claim_is_gone_and_says_so() -> None:
    wider = claim("30 people were hurt by the boiler", THIRTY, SOUND_AGAIN)
    before = Snapshot.of([*SECOND.facts(("report", "referent", "actor", "statement")), HURT_30, wider])
    (gone,) = differences(before, replace(before, claims={wider.id: wider}))
    assert gone.because == f"what was told is a part of {wider.id}"


def test_a_conflict_that_no_longer_holds_is_told_with_its_old_reason() -> None:
    after = replace(SECOND, relations={})
    (gone,) = differences(SECOND, after)
    assert (gone.news, gone.because) == (News.CONFLICT_GONE, "before: 12 is not 30 people")


# -- Matching ----------------------------------------------------------------------------------

GROUPS = st.lists(st.sets(st.integers(0, 11), min_size=1, max_size=5), max_size=8)


def grouped(groups: list[set[int]]) -> Snapshot:
    """Return a snapshot with a claim for each group of made statements."""
    claims = {}
    for group in groups:
        keys = [f"s-{one}" for one in sorted(group)]
        told = tuple(Bearing(key, Stance.ASSERTS, "cue") for key in keys)
        one = Claim(content_id("cl", *keys), " ".join(keys), "happen", told, "the same words")
        claims[one.id] = one
    return Snapshot(claims=claims)


@given(GROUPS, GROUPS, st.randoms(use_true_random=False))
def test_who_is_matched_shares_a_statement_and_the_order_of_facts_does_not_count(
    old: list[set[int]], new: list[set[int]], random: Random
) -> None:
    before, after = grouped(old), grouped(new)
    matching = Matching(before, after)
    for key, found in after.claims.items():
        earlier = matching.earlier(key)
        sharing = {one.id for one in before.claims.values() if members(one) & members(found)}
        assert set(earlier) <= sharing
        assert bool(earlier) == bool((sharing & set(matching.vanished)) or key in before.claims)
    random.shuffle(old)
    random.shuffle(new)
    again = Matching(grouped(old), grouped(new))
    assert [again.earlier(key) for key in sorted(after.claims)] == [
        matching.earlier(key) for key in sorted(after.claims)
    ]
    assert all(len(matching.later(key)) >= 1 for key in before.claims if key in after.claims)
