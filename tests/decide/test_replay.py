from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from counterclaim.board import account, board, unclaimed
from counterclaim.decide import Disagreement, anchors_of
from counterclaim.ledger import Fact, Snapshot, ledger_hash
from counterclaim.model import (
    Act,
    Claim,
    Constraints,
    Decision,
    DecisionKind,
    Joined,
    Parted,
    Stance,
    Status,
    Verdict,
)
from road import reports_of, together
from ruling_story import (
    AGAIN,
    BRIDGE,
    DENIAL,
    FERRY,
    after,
    claim_of,
    claims_of,
    machine,
    person,
    rulings,
    said,
    stances,
)

CONFIRM, REJECT, NOTE = DecisionKind.CONFIRM, DecisionKind.REJECT, DecisionKind.NOTE


@pytest.fixture(scope="module")
def held() -> Snapshot:
    return machine()


@pytest.fixture
def ids(held: Snapshot) -> tuple[str, str, str, str]:
    """Give the statements: two of the bridge, that of the ferry, and the denial."""
    bridge, again, ferry, denial = (said(held, words) for words in (BRIDGE, AGAIN, FERRY, DENIAL))
    return bridge, again, ferry, denial


Ids = tuple[str, str, str, str]


def status(snapshot: Snapshot, claim: Claim) -> Status:
    return snapshot.standings[claim.id].status


# -- Merge and split -----------------------------------------------------------------------------


def test_what_is_merged_is_one_claim_with_the_note_as_its_reason(held: Snapshot, ids: Ids) -> None:
    bridge, again, ferry, denial = ids
    merge = person(note="one plan").merge([claim_of(held, bridge).id, claim_of(held, ferry).id], held)
    snapshot = after(held, merge)
    claim = claim_of(snapshot, bridge)
    assert {one.statement for one in claim.bearings} == {bridge, again, ferry, denial}
    assert stances(claim) == [Stance.ASSERTS, Stance.ASSERTS, Stance.ASSERTS, Stance.DENIES]
    assert claim.because.endswith("merged by Ann: one plan")
    assert status(snapshot, claim) is Status.CONTESTED


def test_what_is_split_off_is_a_claim_of_its_own_and_says_why(held: Snapshot, ids: Ids) -> None:
    bridge, again, _, denial = ids
    snapshot = after(held, person().split(claim_of(held, bridge).id, [again], held))
    assert claim_of(snapshot, again).because == "kept apart by Ann"
    assert {one.statement for one in claim_of(snapshot, bridge).bearings} == {bridge, denial}


def test_a_denial_that_is_split_off_denies_nothing_of_it(held: Snapshot, ids: Ids) -> None:
    bridge, _, _, denial = ids
    snapshot = after(held, person().split(claim_of(held, bridge).id, [denial], held))
    assert stances(claim_of(snapshot, bridge)) == [Stance.ASSERTS, Stance.ASSERTS]
    assert stances(claim_of(snapshot, denial)) == [Stance.DENIES]


def test_a_denial_is_brought_to_another_claim_by_split_and_merge(held: Snapshot, ids: Ids) -> None:
    bridge, _, ferry, denial = ids
    split = person().split(claim_of(held, bridge).id, [denial], held)
    apart = after(held, split)
    merge = person(minute=1).merge([claim_of(apart, denial).id, claim_of(apart, ferry).id], apart)
    snapshot = after(apart, merge)
    assert stances(claim_of(snapshot, ferry)) == [Stance.ASSERTS, Stance.DENIES]
    assert stances(claim_of(snapshot, bridge)) == [Stance.ASSERTS, Stance.ASSERTS]


def test_apart_is_apart_even_by_way_of_a_third(held: Snapshot, ids: Ids) -> None:
    bridge, again, ferry, _ = ids
    merge = person().merge([bridge, ferry], held)
    words = tuple(anchors_of(held.statements[one], held) for one in (again, ferry))
    split = Decision("d-split", DecisionKind.SPLIT, (again, "cl-gone"), "Bob", anchors=words)
    snapshot = after(held, merge, split)
    assert claim_of(snapshot, bridge).id == claim_of(snapshot, ferry).id != claim_of(snapshot, again).id
    assert not rulings(snapshot).disagreements


def test_rulings_that_cannot_all_hold_are_shown_and_the_machine_stands(held: Snapshot, ids: Ids) -> None:
    bridge, again, ferry, _ = ids
    split = person().split(claim_of(held, bridge).id, [again], held)
    apart = after(held, split)
    both = [person(minute=number).merge([one, ferry], apart) for number, one in enumerate((bridge, again), 1)]
    snapshot = after(apart, *both)
    clash = Disagreement(tuple(sorted((split.id, both[0].id, both[1].id))))
    assert rulings(snapshot).disagreements == (clash,)
    assert snapshot.claims == held.claims


def test_one_person_is_followed_where_he_ruled_last(held: Snapshot, ids: Ids) -> None:
    bridge, again, ferry, _ = ids
    merge = person().merge([claim_of(held, bridge).id, ferry], held)
    merged = after(held, merge)
    whole = claim_of(merged, ferry)
    split = person(minute=1).split(whole.id, [ferry], merged)
    snapshot = after(merged, split)
    assert set(snapshot.claims) == set(held.claims)
    assert not rulings(snapshot).disagreements
    assert rulings(snapshot).constraints == Constraints(
        (Joined(frozenset({bridge, again}), "merged by Ann"),),
        (Parted(frozenset({ferry}), frozenset(_others(whole, ferry)), "kept apart by Ann"),),
    )
    claims = [claim_of(snapshot, one).id for one in (bridge, ferry)]
    anew = after(snapshot, person(minute=2).merge(claims, snapshot))
    assert claim_of(anew, ferry).id == claim_of(anew, bridge).id


def _others(claim: Claim, statement: str) -> set[str]:
    return {one.statement for one in claim.bearings} - {statement}


def test_two_people_who_merge_and_split_are_both_shown_and_the_machine_stands(
    held: Snapshot, ids: Ids
) -> None:
    bridge, _, ferry, _ = ids
    merge = person().merge([claim_of(held, bridge).id, ferry], held)
    merged = after(held, merge)
    split = person("Bob", 1).split(claim_of(merged, ferry).id, [ferry], merged)
    snapshot = after(merged, split)
    assert set(snapshot.claims) == set(held.claims)
    assert rulings(snapshot).disagreements == (Disagreement((merge.id, split.id)),)
    shown = {one.id for one in account(snapshot, claim_of(snapshot, ferry).id).decisions}
    assert shown == {merge.id, split.id}


def test_what_is_ruled_does_not_depend_on_the_order_of_the_decisions(held: Snapshot, ids: Ids) -> None:
    bridge, again, ferry, _ = ids
    made = [
        person().merge([bridge, ferry], held),
        person("Bob", 1).split(claim_of(held, bridge).id, [again], held),
        person("Cid", 1).relabel(bridge, "act", "vow", held),
        person("Ann", 2).on(REJECT, ferry, held),
    ]
    hashes = {ledger_hash(after(held, *order)) for order in list(permutations(made))[::5]}
    one_by_one = held
    for decision in made:
        one_by_one = after(one_by_one, decision)
    assert hashes == {ledger_hash(one_by_one)}


# -- Relabel -------------------------------------------------------------------------------------


def test_a_stance_is_what_it_is_ruled_to_be(held: Snapshot, ids: Ids) -> None:
    _, _, ferry, _ = ids
    snapshot = after(held, person(note="irony").relabel(ferry, "stance", "denies", held))
    (bearing,) = claim_of(snapshot, ferry).bearings
    assert (bearing.stance, bearing.because) == (Stance.DENIES, "ruled by Ann: irony")
    assert status(snapshot, claim_of(snapshot, ferry)) is Status.DENIED


def test_a_stance_to_one_claim_is_no_stance_to_another(held: Snapshot, ids: Ids) -> None:
    bridge, _, ferry, denial = ids
    there = person().relabel(denial, "stance", "doubts", held, claim_of(held, bridge).id)
    merged = after(held, there, person(minute=1).merge([denial, ferry], held))
    found = {bearing.stance for one in claims_of(merged, denial) for bearing in one.bearings}
    assert len(claims_of(merged, denial)) == 2
    assert {Stance.DENIES, Stance.DOUBTS} <= found


def test_an_act_that_is_no_denial_any_more_denies_nothing(held: Snapshot, ids: Ids) -> None:
    bridge, _, _, denial = ids
    snapshot = after(held, person().relabel(denial, "act", "assert", held))
    assert Stance.DENIES not in stances(claim_of(snapshot, bridge))
    told = next(
        one for one in account(snapshot, claim_of(snapshot, denial).id).testimonies if one.statement == denial
    )
    assert (told.act, told.denied) == (Act.ASSERT, False)
    assert told.because.endswith("act ruled to be “assert” by Ann")


def test_a_hope_that_is_ruled_to_be_an_assertion_makes_a_claim() -> None:
    hope = "Laura Chen hoped that the council had closed the harbour bridge."
    before = together(*reports_of(hope, AGAIN))
    (held_back,) = (one for one in before.statements.values() if not one.is_told)
    assert not claims_of(before, held_back.id)
    snapshot = after(before, person().relabel(held_back.id, "act", "assert", before))
    (claim,) = snapshot.claims.values()
    assert stances(claim) == [Stance.ASSERTS, Stance.ASSERTS]
    assert claim_of(snapshot, held_back.id) == claim
    undone = after(snapshot, person(minute=1).relabel(held_back.id, "act", "other", snapshot))
    assert undone.claims == before.claims


def test_what_is_stored_of_a_statement_never_changes(held: Snapshot, ids: Ids) -> None:
    bridge, *_ = ids
    labels = [("act", "vow"), ("actor", "Tom Reed"), ("time", "2024-05-01"), ("place", "Easthaven")]
    made = [person(minute=n).relabel(bridge, what, to, held) for n, (what, to) in enumerate(labels)]
    snapshot = after(held, *made)
    assert snapshot.statements == held.statements
    assert snapshot.propositions == held.propositions
    (told,) = (
        one for one in account(snapshot, claim_of(snapshot, bridge).id).testimonies if one.statement == bridge
    )
    assert (told.act, told.speaker, told.about) == (Act.VOW, "Tom Reed", "2024-05-01")
    assert "Easthaven" in account(snapshot, claim_of(snapshot, bridge).id).row.places


def test_another_speaker_is_another_origin(held: Snapshot, ids: Ids) -> None:
    bridge, again, *_ = ids
    assert len(held.standings[claim_of(held, bridge).id].origins) == 2
    snapshot = after(held, person().relabel(again, "actor", "Laura Chen", held))
    assert len(snapshot.standings[claim_of(snapshot, bridge).id].origins) == 1


def test_another_time_keeps_two_claims_apart(held: Snapshot, ids: Ids) -> None:
    bridge, again, *_ = ids
    snapshot = after(
        held,
        person().relabel(bridge, "time", "2023-01-01", held),
        person(minute=1).relabel(again, "time", "2024-01-01", held),
    )
    assert claim_of(snapshot, bridge).id != claim_of(snapshot, again).id


def test_a_party_and_an_alias_hold_for_the_name(held: Snapshot, ids: Ids) -> None:
    bridge, *_ = ids
    snapshot = after(
        held, person().party(["Laura Chen"], "Bridge Watch"), person().alias("Tom Reed", ["Petra Lind"])
    )
    parties = {actor.name: actor.party for actor in snapshot.actors.values()}
    assert parties["Laura Chen"] == "Bridge Watch"
    assert "Petra Lind" not in parties
    assert "Bridge Watch" in board(snapshot).parties
    assert bridge in snapshot.statements


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("act", "vow"), ("act", "warn")),
        (("stance", "denies"), ("stance", "doubts")),
        (("actor", "Tom Reed"), ("actor", "Petra Lind")),
        (("time", "2024"), ("time", "2023")),
    ],
)
def test_where_two_rule_the_opposite_neither_is_applied(
    held: Snapshot, ids: Ids, one: tuple[str, str], other: tuple[str, str]
) -> None:
    bridge, *_ = ids
    first = person().relabel(bridge, *one, held)
    second = person("Bob", 1).relabel(bridge, *other, held)
    snapshot = after(held, first, second)
    assert rulings(snapshot).disagreements == (Disagreement((first.id, second.id)),)
    assert snapshot.claims == held.claims
    assert {decision.by for decision in account(snapshot, claim_of(snapshot, bridge).id).decisions} == {
        "Ann",
        "Bob",
    }
    agreed = after(snapshot, person("Bob", 2).relabel(bridge, *one, held))
    assert not rulings(agreed).disagreements
    assert agreed.claims != held.claims or rulings(agreed).labels


def test_two_who_put_a_name_with_two_parties_leave_it_where_it_was(held: Snapshot) -> None:
    made = [person().party(["Tom Reed"], "Ferries"), person("Bob").party(["the tom reed"], "Harbour")]
    snapshot = after(held, *made)
    assert snapshot.actors == held.actors
    assert len(rulings(snapshot).disagreements) == 1


# -- Confirm, reject, note -----------------------------------------------------------------------


def test_a_rejected_statement_stays_and_bears_on_nothing(held: Snapshot, ids: Ids) -> None:
    bridge, _, ferry, denial = ids
    snapshot = after(held, *(person(minute=n).on(REJECT, one, held) for n, one in enumerate((ferry, denial))))
    assert not claims_of(snapshot, ferry)
    assert stances(claim_of(snapshot, bridge)) == [Stance.ASSERTS, Stance.ASSERTS]
    loose = {one.statement: one for one in unclaimed(snapshot)}
    assert loose[ferry].verdict is Verdict.REJECTED
    assert [one.ruled for one in loose[ferry].decisions] == ["rejected"]
    assert snapshot.statements == held.statements


def test_a_rejected_claim_stays_on_the_board_marked_and_last(held: Snapshot, ids: Ids) -> None:
    bridge, *_ = ids
    assert board(held).rows[0].claim == claim_of(held, bridge).id
    snapshot = after(held, person().on(REJECT, claim_of(held, bridge).id, held))
    assert snapshot.claims == held.claims
    row = board(snapshot).rows[-1]
    assert (row.claim, row.verdict) == (claim_of(held, bridge).id, Verdict.REJECTED)


def test_a_ruling_on_a_claim_goes_with_it_when_it_grows(held: Snapshot, ids: Ids) -> None:
    bridge, _, ferry, _ = ids
    old = claim_of(held, bridge)
    snapshot = after(held, person().on(CONFIRM, old.id, held), person(minute=1).merge([old.id, ferry], held))
    grown = claim_of(snapshot, bridge)
    assert grown.id != old.id
    assert rulings(snapshot).of_claims == {grown.id: Verdict.CONFIRMED}


def test_one_confirms_and_one_rejects_and_both_are_shown(held: Snapshot, ids: Ids) -> None:
    _, _, ferry, _ = ids
    for fact in (ferry, claim_of(held, ferry).id):
        snapshot = after(held, person().on(CONFIRM, fact, held), person("Bob").on(REJECT, fact, held))
        told = account(snapshot, claim_of(snapshot, ferry).id)
        assert Verdict.DISPUTED in {told.row.verdict, told.testimonies[0].verdict}
        assert {one.by for one in told.decisions} == {"Ann", "Bob"}
        assert snapshot.claims == held.claims


def test_who_changes_his_mind_is_followed(held: Snapshot, ids: Ids) -> None:
    _, _, ferry, _ = ids
    snapshot = after(held, person().on(REJECT, ferry, held), person(minute=1).on(CONFIRM, ferry, held))
    assert rulings(snapshot).of_statements == {ferry: Verdict.CONFIRMED}
    assert snapshot.claims == held.claims


# -- Undo ----------------------------------------------------------------------------------------


def every_kind(held: Snapshot, ids: Ids) -> list[Decision]:
    bridge, again, ferry, denial = ids
    claim = claim_of(held, bridge).id
    return [
        person().merge([claim, ferry], held),
        person().split(claim, [again], held),
        person().relabel(denial, "act", "assert", held),
        person().relabel(bridge, "stance", "denies", held),
        person().relabel(bridge, "actor", "Tom Reed", held),
        person().relabel(bridge, "place", "Easthaven", held),
        person().relabel(bridge, "time", "2024-05-01", held),
        person().party(["Laura Chen"], "Bridge Watch"),
        person().alias("Tom Reed", ["Petra Lind"]),
        person().on(REJECT, bridge, held),
        person().on(REJECT, claim, held),
        person().on(CONFIRM, claim, held),
        person().on(NOTE, claim, held),
    ]


def test_undo_brings_back_exactly_what_the_machine_made(held: Snapshot, ids: Ids) -> None:
    for number, decision in enumerate(every_kind(held, ids)):
        ruled = after(held, decision)
        undoing = person("Bob", 1).undo(decision.id)
        undone = after(ruled, undoing)
        assert ledger_hash(ruled) != ledger_hash(held), number
        assert ledger_hash(undone) == ledger_hash(held), number
        assert set(undone.decisions) == {decision.id, undoing.id}
        back = after(undone, person("Ann", 2).undo(undoing.id))
        assert ledger_hash(back) == ledger_hash(ruled), number


# -- What cannot be applied ----------------------------------------------------------------------


def test_a_decision_on_a_report_that_is_missing_waits_for_it(held: Snapshot, ids: Ids) -> None:
    _, _, ferry, _ = ids
    decision = person().on(REJECT, ferry, held)
    report = held.statements[ferry].report
    gone = _of_report(held, report)
    without = Snapshot.of(fact for fact in held.facts() if fact not in gone)
    waiting = after(without, decision)
    (review,) = rulings(waiting).needs_review
    assert (review.decision, review.because) == (
        decision.id,
        "the report with these words is not in the case",
    )
    come = after(Snapshot.of([*waiting.facts(), *_of_report(held, report)]))
    assert not rulings(come).needs_review
    assert not claims_of(come, ferry)


def _of_report(held: Snapshot, report: str) -> list[Fact]:
    """Return what a report tells on its own."""
    told = {one.id for one in held.statements.values() if one.report == report}
    kinds = ("report", "referent", "mentions", "statement", "proposition")
    own = {"report", "id"}
    return [
        fact
        for fact in held.facts(kinds)
        if report in {getattr(fact, name, None) for name in own} or getattr(fact, "statement", None) in told
    ]


def test_what_means_nothing_here_is_listed(held: Snapshot, ids: Ids) -> None:
    bridge, *_ = ids
    made = [
        person().relabel(bridge, "actor", "Zoltan Nowhere", held),
        person().relabel(bridge, "act", "sing", held),
        person().relabel(bridge, "time", "soon", held),
        person().alias("Laura Chen", ["Zoltan Nowhere"]),
        replace(person().on(CONFIRM, claim_of(held, bridge).id, held), about=("cl-gone",), anchors=((),)),
    ]
    snapshot = after(held, *made)
    told = {one.decision: one.because for one in rulings(snapshot).needs_review}
    assert told == {
        made[0].id: "“Zoltan Nowhere” means no actor here",
        made[1].id: "“sing” means no act here",
        made[2].id: "“soon” means no time here",
        made[3].id: "no report speaks of “Zoltan Nowhere”",
        made[4].id: "no claim of today is made of these words",
    }
    assert snapshot.claims == held.claims
