"""The same reports give the same claims and relations, in whatever order they come."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.ledger import Snapshot
from counterclaim.model import RelationKind, Stance
from counterclaim.relate import relate
from counterclaim.relate.comparisons import Comparison
from counterclaim.relate.vetoes import vetoes
from relate_cases import LEXICON, everyone, table
from road import a_reading, reports_of, together, told_by

STORY = reports_of(
    "Mayor Ines Falk said that the dam at Lower Brask had burst on Friday and that 40 houses had been "
    "flooded. Norhydro, which runs the dam, declined to comment.",
    "Norhydro said that the dam at Lower Brask had been inspected in March. Engineer Lena Brandt, a former "
    "employee, said that Norhydro had ignored two memos about cracks. The company denied the allegations.",
    "Rescuer Tomas Reed said that 12 bodies had been recovered at Lower Brask. The hospital said that nine "
    "people had died and 30 had been hurt, none of them seriously.",
    "According to Mayor Ines Falk, 65 houses were flooded when the dam burst. “We should have cleared the "
    "valley sooner,” Falk said.",
    "Norhydro's director, Karl Timm, said that the dam had been opened and had not burst. “We never ignored "
    "a memo,” Timm said. He denied that any alarm had failed.",
    "Villagers said that no alarm had sounded. The ministry said that the alarm had sounded at noon and that "
    "300 people had been evacuated. The figures could not be independently verified.",
)
WHOLE = together(*STORY)


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(STORY))))
def test_the_order_of_reports_changes_nothing(order: list[int]) -> None:
    found = together(*(STORY[at] for at in order))
    assert found.claims == WHOLE.claims
    assert found.relations == WHOLE.relations
    assert found.standings == WHOLE.standings


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_facts_changes_nothing(seed: int) -> None:
    random = Random(seed)
    facts = [fact for report in STORY for fact in told_by(report)]
    actor_of = WHOLE.actor_of()
    expected = relate(Snapshot.of(facts), actor_of)
    random.shuffle(facts)
    names = list(actor_of)
    random.shuffle(names)
    assert relate(Snapshot.of(facts), {name: actor_of[name] for name in names}) == expected


def test_to_relate_again_changes_nothing() -> None:
    again = Snapshot.of([fact for report in STORY for fact in told_by(report)])
    assert relate(again, WHOLE.actor_of()) == relate(WHOLE, WHOLE.actor_of())


def test_a_report_of_another_story_changes_no_claim_of_this_one() -> None:
    other = a_reading("The league said that Valmont United had signed a goalkeeper.", "Sport Daily").report
    found = together(*STORY, other)
    assert WHOLE.claims.keys() < found.claims.keys()
    assert all(found.claims[one].bearings == claim.bearings for one, claim in WHOLE.claims.items())


def test_the_story_has_something_of_everything() -> None:
    stances = {one.stance for claim in WHOLE.claims.values() for one in claim.bearings}
    assert {Stance.ASSERTS, Stance.DENIES, Stance.CONCEDES, Stance.SILENT, Stance.DOUBTS} <= stances
    assert {RelationKind.CONFLICTS, RelationKind.SAME_TOPIC} <= {one.kind for one in WHOLE.relations.values()}


def test_whether_two_cannot_be_one_claim_does_not_hang_on_which_comes_first() -> None:
    pairs = [case for name in ("pairs", "fresh_pairs") for case in table(name)["pair"][::3]]
    contents, _ = everyone(*(case[side] for case in pairs for side in ("left", "right")))
    found = 0
    for at, left in enumerate(contents):
        for right in contents[at + 1 : at + 40]:
            one = Comparison(left, right, LEXICON)
            assert vetoes(right, left, LEXICON).keys() == one.vetoes.keys()
            assert vetoes(right, left, LEXICON) == one.turned.vetoes
            found += bool(one.vetoes)
    assert found > len(contents)
