from collections.abc import Sequence
from dataclasses import replace

import pytest

from counterclaim.model import (
    Act,
    ActorKind,
    Decision,
    DecisionKind,
    Form,
    Origin,
    PartyStance,
    Stance,
    Standing,
    Status,
)
from counterclaim.problems import UsageError
from counterclaim.weigh import rules_in_force, standing_rules
from counterclaim.weigh.standing import StandingRule, stand
from factories import a_claim, a_referent, a_report, a_statement, an_actor

DEFAULT = standing_rules()
Told = tuple[str, str | None, Stance]
"""A speaker, the party, and the stance; the outlet itself is the speaker ""."""


def standing_of(*told: Told, origins: int | None = None, rules: Sequence[StandingRule] = DEFAULT) -> Standing:
    """Return the standing of a claim on which all of `told` bear, with so many origins (else one a party)."""
    statements, actor_of, bearings = {}, {}, []
    for number, (name, party, stance) in enumerate(told):
        report = a_report(f"The gate is shut, {name or 'it is known'}. {number}", outlet=f"Outlet {number}")
        referent = a_referent(report, name, party=party) if name else None
        narrated = Form.NARRATOR if not name else Form.INDIRECT
        act = Act.DOUBT if stance is Stance.DOUBTS else Act.ASSERT
        one = a_statement(report, "The gate is shut", speaker=referent, form=narrated, act=act)
        statements[one.id] = one
        bearings.append((one, stance))
        if referent:
            kind = ActorKind.OUTLET if name == "Coastal Wire" else ActorKind.PERSON
            camp = "trade" if party == "depot" else None
            actor_of[referent.id] = replace(an_actor(referent), proper=True, kind=kind, camp=camp)
    parties = {party for _, party, stance in told if stance in {Stance.ASSERTS, Stance.CONCEDES}}
    count = len(parties) if origins is None else origins
    made = [Origin(f"or-{number}", None, (), "one act of speaking") for number in range(count)]
    return stand(a_claim("the gate is shut", *bearings), made, statements, actor_of, rules)


ANA: Told = ("Ana", "union", Stance.ASSERTS)
BEN: Told = ("Ben", "union", Stance.ASSERTS)
CLEO: Told = ("Cleo", "firm", Stance.ASSERTS)
DENIAL: Told = ("Cleo", "firm", Stance.DENIES)
ADMITS: Told = ("Cleo", "firm", Stance.CONCEDES)
SILENCE: Told = ("Cleo", "firm", Stance.SILENT)
CHECKED: Told = ("Coastal Wire", None, Stance.CONFIRMS)
DOUBT: Told = ("", None, Stance.DOUBTS)
OUTLET: Told = ("", None, Stance.ASSERTS)

CASES: dict[str, tuple[Standing, Status, int, str]] = {
    "said and denied": (
        standing_of(ANA, DENIAL), Status.CONTESTED, 6, "said by union, denied by firm",
    ),
    "only denied": (
        standing_of(DENIAL), Status.DENIED, 6, "denied by firm; nobody here says so",
    ),
    "nobody says so": (
        standing_of(SILENCE), Status.NOT_VERIFIABLE, 6, "nobody here says so, and nobody denies it",
    ),
    "confirmed by an outlet on its own account": (
        standing_of(ANA, CHECKED), Status.INDEPENDENTLY_VERIFIED, 1,
        "confirmed by Coastal Wire on its own account",
    ),
    "conceded": (
        standing_of(ANA, ADMITS), Status.CONCEDED, 2, "conceded by firm",
    ),
    "only told by outlets": (
        standing_of(OUTLET), Status.NARRATED, 6, "only the outlets' own words say so",
    ),
    "several origins of several sides": (
        standing_of(ANA, CLEO), Status.SEVERAL_ORIGINS, 2,
        "2 independent origins of 2 sides say so: firm and union",
    ),
    "not verifiable": (
        standing_of(ANA, BEN, DOUBT), Status.NOT_VERIFIABLE, 6,
        "said by union; an outlet tells that it could not be verified",
    ),
    "several origins of one side": (
        standing_of(ANA, BEN, origins=2), Status.SEVERAL_ORIGINS, 3,
        "2 independent origins say so, all of one side: union",
    ),
    "one origin": (
        standing_of(ANA), Status.ONE_SIDE, 3,
        "said by union alone, on one origin; nobody else confirms or denies it",
    ),
}  # fmt: skip
"""One case for each rule of the default table, in its order."""


@pytest.mark.parametrize("name", CASES)
def test_the_first_rule_that_holds_decides(name: str) -> None:
    standing, status, credibility, because = CASES[name]
    assert (standing.status, standing.credibility, standing.because) == (status, credibility, because)


def test_every_rule_of_the_default_table_is_reached_by_a_case() -> None:
    reached = [(standing.status, standing.credibility) for standing, *_ in CASES.values()]
    assert reached == [(rule.status, rule.credibility) for rule in DEFAULT]


def test_a_speaker_who_takes_a_side_verifies_nothing() -> None:
    confirmed = standing_of(ANA, ("Cleo", "firm", Stance.CONFIRMS), origins=2)
    assert confirmed.status is Status.SEVERAL_ORIGINS


def test_an_outlet_that_only_passes_it_on_verifies_nothing() -> None:
    assert standing_of(ANA, ("Coastal Wire", None, Stance.ASSERTS)).status is Status.SEVERAL_ORIGINS


def test_what_is_denied_stays_contested_though_an_outlet_confirms_it() -> None:
    assert standing_of(ANA, DENIAL, CHECKED).status is Status.CONTESTED


def test_a_concession_of_a_ruled_faction_says_of_what_it_is_one() -> None:
    told = standing_of(ANA, ("Ed", "depot", Stance.CONCEDES))
    assert told.because == "conceded by depot (ruled a faction of trade)"


def test_the_table_that_a_decision_rules_is_in_force() -> None:
    ruled = Decision("d-1", DecisionKind.WEIGH, (), "desk", to=OWN)
    assert rules_in_force([ruled], DEFAULT) == standing_rules(OWN)
    assert rules_in_force([replace(ruled, kind=DecisionKind.NOTE)], DEFAULT) == DEFAULT


def test_a_denial_outweighs_a_concession_and_a_doubt() -> None:
    assert standing_of(ANA, ADMITS, ("Dan", "owner", Stance.DENIES), DOUBT).status is Status.CONTESTED


def test_a_doubt_does_not_outweigh_two_sides() -> None:
    assert standing_of(ANA, CLEO, DOUBT).status is Status.SEVERAL_ORIGINS


def test_each_party_is_shown_with_each_stance_the_strongest_first() -> None:
    standing = standing_of(ANA, ADMITS, DENIAL)
    assert standing.parties == (
        PartyStance("firm", Stance.DENIES),
        PartyStance("firm", Stance.CONCEDES),
        PartyStance("union", Stance.ASSERTS),
    )


def test_a_speaker_without_a_party_is_named_himself() -> None:
    assert standing_of(("Ana", None, Stance.ASSERTS), DENIAL).because == "said by Ana, denied by firm"


OWN = """
[[rules]]
status = "independently_verified"
when = { sides = { min = 2 }, denying = 0 }
credibility = 1
because = "{supporting} agree: {sides} sides, {origins} origins"

[[rules]]
status = "one_side"
when = {}
credibility = 6
because = "nothing more is known; {denying} deny it"
"""


def test_a_table_of_ones_own_replaces_the_default() -> None:
    rules = standing_rules(OWN)
    agreed = standing_of(ANA, CLEO, rules=rules)
    assert agreed.status is Status.INDEPENDENTLY_VERIFIED
    assert agreed.because == "firm and union agree: 2 sides, 2 origins"
    assert standing_of(ANA, rules=rules).because == "nothing more is known; nobody deny it"


BROKEN = {
    "[[rules": "is not TOML",
    "": "has no rules",
    "rules = 3": "has no rules",
    OWN.replace("independently_verified", "certain"): "rule 1 cannot be used: there is no status 'certain'",
    OWN.replace("sides = {", "cities = {"): "there is no count called 'cities'; there are supporting",
    OWN.replace("min = 2", "least = 2"): "sides takes a number, or { min = 1 }",
    OWN.replace("min = 2", 'min = "two"'): "'two' is not a count",
    OWN.replace("min = 2", "min = -1"): "-1 is not a count",
    OWN.replace("min = 2", "min = true"): "True is not a count",
    OWN.replace("credibility = 1", "credibility = 7"): "credibility 7 is no digit of the Admiralty code",
    OWN.replace("{sides} sides", "{cities} cities"): "because has {cities}, which nothing fills",
    OWN.replace("{sides} sides", "{sides sides"): "rule 1 cannot be used: ",
    OWN.replace("{sides} sides", "{} sides"): "because has {}, which nothing fills",
    OWN.replace('status = "one_side"', ""): "rule 2 cannot be used: it has no 'status'",
    OWN.replace("when = {}", "when = 3"): "rule 2 cannot be used: ",
    OWN.replace("when = {}", "when = { origins = 1 }"): "the last standing rule must always hold",
}


@pytest.mark.parametrize("table", BROKEN, ids=list(BROKEN.values()))
def test_a_broken_table_is_refused_and_says_what_is_wrong(table: str) -> None:
    with pytest.raises(UsageError) as refusal:
        standing_rules(table)
    assert BROKEN[table] in str(refusal.value)


def test_rules_that_all_fail_are_refused() -> None:
    with pytest.raises(UsageError, match="no standing rule fits"):
        standing_of(ANA, rules=DEFAULT[:1])
