"""What follows from reports step by step is what follows from all at once, whatever comes in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

import pytest

from counterclaim.decide import Person
from counterclaim.derive import derived
from counterclaim.ledger import Fact, encode
from counterclaim.model import (
    Actor,
    ActorKind,
    Bearing,
    Claim,
    DecisionKind,
    Family,
    Relation,
    RelationKind,
    Stance,
    Standing,
    Status,
)
from counterclaim.pipeline import add, decide
from counterclaim.relate.candidates import CONTENT, LARGEST_BUCKET, WORDING
from counterclaim.relate.case import Changed
from counterclaim.relate.claims import Claims
from counterclaim.reuse.families import LARGEST_BUCKET as LARGEST_FAMILY_BUCKET
from counterclaim.store import open_store
from made_reports import made
from random_rulings import KINDS, Kind, Rulers
from road import a_reading, reports_of, settings, told_by
from ruling_story import AGAIN, BRIDGE, DENIAL, FERRY, story
from sequence_model import ruling
from sequence_reports import pool
from step_by_step import Kept, differences, reprinted, written

Told = Sequence[Fact]
"""What one report tells."""

NOON = datetime(2024, 5, 7, 12, tzinfo=UTC)
FLOODED = (
    "Mayor Harlow Bentin said that 417 houses in the valley had been flooded. "
    "The operator denied that 417 houses had been flooded."
)


@cache
def flooded() -> Told:
    """Return what a short report tells, for others to print."""
    return told_by(a_reading(FLOODED, "Harbour Post").report)


def copies(count: int) -> list[Told]:
    """Return so many reports in the very same words."""
    return [reprinted(flooded(), f"Copy {number}") for number in range(count)]


def alike(count: int, random: Random) -> list[Told]:
    """Return so many reports that tell one happening of other people, in as many wordings."""
    return [reprinted(flooded(), f"Alike {number}", _others(random)) for number in range(count)]


def _others(random: Random) -> dict[str, str]:
    name = "".join(random.choice("aeiou" if at % 2 else "bdglmnrst") for at in range(6)).title()
    return {"Bentin": name, "417": str(random.randrange(100, 1000))}


def batches(reports: Sequence[Told], random: Random, largest: int = 6) -> list[list[Told]]:
    """Return reports in another order, cut into batches."""
    waiting, found = random.sample(list(reports), len(reports)), []
    while waiting:
        size = random.randint(1, largest)
        found.append(waiting[:size])
        waiting = waiting[size:]
    return found


# -- Reports alone -----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_reports_in_any_order_and_batches_come_to_what_all_come_to_at_once(seed: int) -> None:
    random, kept = Random(seed), Kept()
    reports = [one.facts for one in made(16, seed=seed)]
    again = [reprinted(facts, f"Copy {number}") for number, facts in enumerate(reports[:4])]
    for number, batch in enumerate(batches([*reports, *again], random, 3)):
        kept.take_in(*batch)
        kept.follow()
        assert number % 3 or kept.differences() == []
    assert kept.differences() == []
    snapshot = kept.snapshot()
    assert snapshot.families
    assert snapshot.relations
    assert len(snapshot.claims) > 20


def test_a_wording_that_forty_print_and_a_text_that_all_copy_are_the_same_step_by_step() -> None:
    random, kept = Random(3), Kept()
    assert LARGEST_FAMILY_BUCKET < LARGEST_BUCKET < 40
    for batch in batches([*copies(40), *alike(3, random)], random, 8):
        kept.take_in(*batch)
        kept.follow()
        assert kept.differences() == []
    wordings = {kept.index.keys(WORDING, one) for one in kept.snapshot().propositions}
    shared = [len(kept.index.members(WORDING, one[0])) for one in wordings if one]
    assert max(shared) >= 40
    assert max(len(one.reports) for one in kept.snapshot().families.values()) >= 40


def test_a_key_that_becomes_common_is_skipped_step_by_step_as_at_once() -> None:
    random, kept = Random(4), Kept()
    for batch in batches(alike(LARGEST_BUCKET + 8, random), random, 9):
        kept.take_in(*batch)
        kept.follow()
        assert kept.differences() == []
    frames = {one.frame for one in kept.snapshot().propositions.values()}
    assert max(len(kept.index.members(CONTENT, frame)) for frame in frames) > LARGEST_BUCKET


def test_to_take_in_what_is_known_already_changes_nothing() -> None:
    kept, reports = Kept(), [one.facts for one in made(6)]
    kept.take_in(*reports)
    kept.follow()
    before = dict(kept.facts)
    kept.take_in(*reports[:3])
    kept.follow()
    kept.follow()
    assert kept.facts == before


# -- Rulings in between ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", dict.fromkeys(KINDS), ids=lambda kind: kind.__name__)
def test_each_ruling_and_its_undoing_come_to_what_they_come_to_at_once(kind: Kind) -> None:
    kept, rulers = Kept(), Rulers(Random(kind.__name__))
    reports = [flooded(), *(told_by(one) for one in story())]
    kept.take_in(*reports[:4])
    kept.follow()
    made_so_far = []
    for _ in range(3):
        ruling = kind(rulers, kept.snapshot(), rulers.person())
        if ruling is not None:
            made_so_far.append(ruling)
            kept.put(ruling)
            kept.follow()
            assert kept.differences() == []
    kept.take_in(reports[4])
    kept.follow()
    assert kept.differences() == []
    for ruling in made_so_far:
        kept.put(rulers.person().undo(ruling.id))
        kept.follow()
        assert kept.differences() == []
    assert made_so_far or kind.__name__ == "undo"


@pytest.mark.parametrize("last_first", [False, True])
def test_why_claims_were_joined_is_told_whichever_is_asked_for_first(
    monkeypatch: pytest.MonkeyPatch,
    last_first: bool,  # noqa: FBT001
) -> None:
    settle, kept = Claims.settle, Kept()

    def asked_for_in_order(claims: Claims, changed: Changed) -> frozenset[str]:
        found = settle(claims, changed)
        for one in sorted(found, reverse=last_first):
            claims.made(one)
        return found

    monkeypatch.setattr(Claims, "settle", asked_for_in_order)
    kept.take_in(*(told_by(pool()[number].report) for number in (3, 6, 15)))
    kept.follow()
    for number, how in enumerate(("merge", "reject")):
        made = ruling(kept.snapshot(), Person("Ann", NOON), how, 38, 1 + number)
        assert made is not None
        kept.put(made)
        kept.follow()
        assert kept.differences() == []


def test_a_quarrel_of_which_only_a_rejected_statement_tells_is_none() -> None:
    """Who is hostile to whom says what is conceded: here that the other side took the ridge."""
    kept, rulers = Kept(), Rulers(Random(2))
    attack, ridge = reports_of(
        "Pavel Orlik, a spokesman for France, said that French troops had attacked Norwegian soldiers.",
        "Norway's defence minister Ida Berg said that French troops had captured the ridge.",
    )
    kept.take_in(told_by(attack), told_by(ridge))
    kept.follow()
    stances = [written(kept.snapshot().facts(["claim"]))]
    (said,) = (one.id for one in kept.snapshot().told() if one.report == attack.id)
    ruling = rulers.person().on(DecisionKind.REJECT, said, kept.snapshot())
    for fact in (ruling, rulers.person().undo(ruling.id)):
        kept.put(fact)
        kept.follow()
        assert kept.differences() == []
        stances.append(written(kept.snapshot().facts(["claim"])))
    conceded = ["concedes" in "".join(claims.values()) for claims in stances]
    assert conceded == [True, False, True]


@pytest.mark.parametrize("seed", range(4))
def test_rulings_between_reports_come_to_what_they_come_to_at_once(seed: int) -> None:
    random, kept = Random(seed), Kept()
    rulers = Rulers(random)
    reports = [*(one.facts for one in made(9, seed=seed)), *copies(2), *alike(2, random)]
    reports += [told_by(one) for one in story()]
    for batch in batches(reports, random, 2):
        kept.take_in(*batch)
        for _ in range(random.randint(0, 2)):
            kept.put(rulers.ruling(kept.snapshot()))
        kept.follow()
        assert kept.differences() == []
    assert len(kept.snapshot().decisions) > 3


def test_rulings_that_were_there_before_the_reports_come_to_the_same() -> None:
    whole, rulers = Kept(), Rulers(Random(5))
    reports = [*(one.facts for one in made(5, seed=5)), *map(told_by, story())]
    whole.take_in(*reports)
    whole.follow()
    rulings = [rulers.ruling(whole.snapshot()) for _ in range(15)]
    kept = Kept()
    kept.put(*rulings)
    for batch in batches(reports, Random(6), 2):
        kept.take_in(*batch)
        kept.follow()
        assert kept.differences() == []


# -- An index that cannot be used --------------------------------------------------------------------


def stale(statement: str) -> Iterator[Fact]:
    """Yield facts that do not follow: claims on a statement that stands and on one that is gone, and more."""
    for said in (statement, "st-gone"):
        claim = Claim(f"cl-{said}", "it was so", "", (Bearing(said, Stance.ASSERTS, "told"),), "said once")
        yield claim
        yield Standing(claim.id, Status.ONE_SIDE, (), (), "so says the table", 6)
    yield Relation(RelationKind.CONFLICTS, f"cl-{statement}", "cl-st-gone", 1.0, "both cannot be so")
    yield Family("fam-stale", ("rep-gone", "rep-lost"), "they print one text")
    yield Actor("ac-stale", "Nobody", ActorKind.PERSON, names=("Nobody",), referents=(), because="alone")


@pytest.mark.parametrize("version", ["none", "another"])
def test_without_an_index_or_with_one_of_another_version_all_is_worked_out_anew(version: str) -> None:
    kept = Kept()
    reports = [one.facts for one in made(8)]
    kept.take_in(*reports[:6])
    kept.put(*(Rulers(Random(7)).ruling(kept.snapshot()) for _ in range(2)))
    kept.follow()
    before = {key: encode(fact) for key, fact in kept.facts.items()}
    kept.put(*stale(min(kept.snapshot().statements)))
    if version == "none":
        kept.index.clear()
    else:
        kept.index.put("state", {"version": ["of another day"]})
        kept.index.put("group", {"no content": ["no claim"]})
        kept.index.put("pending", {"no report": ["new"]})
    kept.follow()
    assert {key: encode(fact) for key, fact in kept.facts.items()} == before
    kept.take_in(*reports[6:])
    kept.follow()
    assert kept.differences() == []


def test_a_ledger_whose_actors_list_their_referents_is_brought_to_identities() -> None:
    kept, reports = Kept(), [one.facts for one in made(6)]
    kept.take_in(*reports[:5])
    kept.follow()
    wanted = {key: encode(fact) for key, fact in kept.facts.items()}
    listed: dict[str, list[str]] = {}
    for one in kept.snapshot().identities.values():
        listed.setdefault(one.actor, []).append(one.referent)
        del kept.facts["identity", one.referent]
    kept.put(*(replace(kept.snapshot().actors[key], referents=tuple(some)) for key, some in listed.items()))
    assert {one: actor.key for one, actor in kept.snapshot().actor_of().items()} == {
        one: key for key, some in listed.items() for one in some
    }
    kept.index.clear()
    kept.follow()
    assert {key: encode(fact) for key, fact in kept.facts.items()} == wanted
    kept.take_in(reports[5])
    kept.follow()
    assert kept.differences() == []


# -- A real case -------------------------------------------------------------------------------------


TEXTS = (BRIDGE, AGAIN, FLOODED, FERRY, DENIAL, BRIDGE, FLOODED)


class BrokenError(Exception):
    """What stands for any mishap."""


class Clock:
    """A clock that breaks when it is asked for the last time of so many."""

    def __init__(self, times: int = -1) -> None:
        self.times = times

    def __call__(self) -> datetime:
        """Return noon."""
        self.times -= 1
        if self.times == 0:
            raise BrokenError
        return NOON


def test_reports_not_compared_yet_are_compared_the_next_time() -> None:
    kept = Kept()
    reports = [one.facts for one in made(9, seed=2)]
    kept.take_in(*reports[:3])
    kept.follow()
    kept.take_in(*reports[3:5])  # and here somebody pulled the plug
    kept.take_in(*reports[5:8])
    kept.follow()
    assert kept.differences() == []
    kept.take_in(reports[8])
    kept.follow()
    assert kept.differences() == []


@pytest.mark.parametrize("asked", [3, 4], ids=["before anything followed", "while all was written"])
def test_after_a_mishap_a_case_is_brought_up_to_date_the_next_time(tmp_path: Path, asked: int) -> None:
    with open_store(tmp_path / "case.db", create=True) as store:
        add(store, [a_reading(BRIDGE, "Harbour Post")], settings(), Clock())
        claims = dict(store.snapshot().claims)
        with pytest.raises(BrokenError):
            add(store, [a_reading(DENIAL, "Valley Tribune")], settings(), Clock(asked))
        assert len(store.snapshot().reports) == 2
        assert dict(store.snapshot().claims) == claims
    with open_store(tmp_path / "case.db") as store:
        add(store, [], settings(), Clock())
        snapshot = store.snapshot()
        assert differences(snapshot) == []
        assert dict(snapshot.claims) != claims


def test_in_a_file_report_after_report_and_ruling_after_ruling_come_to_the_same(tmp_path: Path) -> None:
    rulers = Rulers(Random(8))
    for number, text in enumerate(TEXTS):
        with open_store(tmp_path / "case.db", create=number == 0) as store:
            add(store, [a_reading(text, f"Outlet {number}")], settings(), Clock())
            assert differences(store.snapshot()) == []
            if number:
                decide(store, [rulers.ruling(store.snapshot())], settings(), Clock())
                assert differences(store.snapshot()) == []
    with open_store(tmp_path / "case.db") as store:
        snapshot = store.snapshot()
        assert len(snapshot.reports) == len(TEXTS)
        assert len(snapshot.decisions) == len(TEXTS) - 1
        assert derived(snapshot, settings().rules)
