from dataclasses import replace

import pytest

from counterclaim.ledger import Snapshot, ledger_hash
from counterclaim.model import Relation, RelationKind
from counterclaim.relate.possible import PossibleConflict, possible_conflicts
from road import reports_of, together

CLOSED, KEPT_OPEN = (
    "Ana Ruiz said that the company had closed the plant in Leeds.",
    ("The company said that it had not closed the plant in Leeds."),
)
TWELVE = "Police in Porto said that 12 people had drowned in the flood."
THIRTY = "Jan Bakker said that 30 people had drowned in the flood in Porto."
BUDGET = "Carla Mendes said that the senate had approved the budget on Friday."


def undecided(*texts: str) -> Snapshot:
    """Return what the reports tell together, as if no rule had decided how the claims bear on one another."""
    return replace(together(*reports_of(*texts)), relations={})


def related(snapshot: Snapshot, kind: RelationKind) -> Snapshot:
    """Return a snapshot of two claims with a relation between them."""
    left, right = sorted(snapshot.claims)
    relation = Relation(kind, right, left, 0.5, "so says the test")
    return replace(snapshot, relations={relation.id: relation})


def only(found: tuple[PossibleConflict, ...]) -> PossibleConflict:
    (one,) = found
    return one


@pytest.mark.parametrize(
    ("left", "right", "because"),
    [
        (TWELVE, THIRTY, "person is not"),
        (
            "The coach said that the club had lost the match in Turin.",
            "The captain said that the club had won the match in Turin.",
            "both told of club",
        ),
        (
            "The operator said that the dam above Brask was safe.",
            "Ilse Brandt said that the dam above Brask was unsafe.",
            "is the opposite of",
        ),
        (
            "The ministry said that the entire harvest had been lost.",
            "Farmers said that 40 tonnes of the harvest had been lost.",
            "one tells of the whole",
        ),
    ],
)
def test_near_claims_with_something_contrary_are_listed_with_the_reason(
    left: str, right: str, because: str
) -> None:
    snapshot = undecided(left, right)
    one = only(possible_conflicts(snapshot))
    assert {one.left, one.right} == set(snapshot.claims)
    assert one.left < one.right
    assert one.contrary
    assert because in one.because
    assert 0.5 <= one.nearness <= 1


def test_two_views_of_one_happening_are_no_conflict() -> None:
    left, right = (
        "The captain said that Velora had won the match in Turin.",
        "The coach said that Kestrel had lost the match in Turin.",
    )
    assert possible_conflicts(undecided(left, right)) == ()


def test_claims_on_other_matters_are_not_listed() -> None:
    assert possible_conflicts(undecided(TWELVE, BUDGET)) == ()


@pytest.mark.parametrize("kind", sorted(set(RelationKind) - {RelationKind.SAME_TOPIC}))
def test_what_a_rule_decided_is_not_listed(kind: RelationKind) -> None:
    snapshot = undecided(TWELVE, THIRTY)
    assert possible_conflicts(snapshot)
    assert possible_conflicts(related(snapshot, kind)) == ()


def test_claims_on_one_topic_are_listed_even_if_nothing_is_contrary() -> None:
    snapshot = undecided(TWELVE, BUDGET)
    one = only(possible_conflicts(related(snapshot, RelationKind.SAME_TOPIC)))
    assert (one.contrary, one.because) == (False, "on one topic: so says the test")


def test_what_is_contrary_comes_before_what_is_only_on_one_topic_and_the_nearest_first() -> None:
    snapshot = undecided(
        TWELVE,
        THIRTY,
        "Ilse Brandt said that 18 people had drowned when a ferry sank in the harbour of Bergen.",
        BUDGET,
    )
    budget = next(claim.id for claim in snapshot.claims.values() if "budget" in claim.gist)
    other = next(claim.id for claim in snapshot.claims.values() if "12" in claim.gist)
    topic = Relation(RelationKind.SAME_TOPIC, budget, other, 0.5, "so says the test")
    found = possible_conflicts(replace(snapshot, relations={topic.id: topic}))
    assert [one.contrary for one in found] == sorted((one.contrary for one in found), reverse=True)
    contrary = [one.nearness for one in found if one.contrary]
    assert len(contrary) > 1
    assert contrary == sorted(contrary, reverse=True)
    assert {found[-1].left, found[-1].right} == {budget, other}


def test_two_claims_that_one_statement_bears_on_are_no_pair() -> None:
    snapshot = undecided(TWELVE, THIRTY)
    left, right = (snapshot.claims[key] for key in sorted(snapshot.claims))
    both = replace(left, bearings=(*left.bearings, *right.bearings))
    assert possible_conflicts(replace(snapshot, claims={left.id: both, right.id: right})) == ()


def test_a_denied_claim_that_stands_as_one_is_no_pair_with_itself() -> None:
    assert possible_conflicts(together(*reports_of(CLOSED, KEPT_OPEN))) == ()


def test_the_list_changes_nothing_and_is_the_same_in_any_order_of_reports() -> None:
    texts = (TWELVE, THIRTY, BUDGET)
    reports = reports_of(*texts)
    forth, back = (replace(together(*some), relations={}) for some in (reports, reports[::-1]))
    before = ledger_hash(forth)
    assert possible_conflicts(forth) == possible_conflicts(back)
    assert ledger_hash(forth) == before


def test_an_empty_case_has_none() -> None:
    assert possible_conflicts(Snapshot()) == ()
