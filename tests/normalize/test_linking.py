"""The referents of all reports joined into actors: what is joined, what is not, what always holds."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import count, pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.blocking import MemoryKeys
from counterclaim.cells import MEMBERS, Cells
from counterclaim.model import Actor, ActorKind, Referent, content_id
from counterclaim.normalize.actors import link
from counterclaim.normalize.actors.actor import KEY, Keyring
from counterclaim.normalize.actors.signatures import fuller_units

NAMES = st.sampled_from(
    [
        "Ann Lee",
        "Lee",
        "Mary Lee",
        "A. Lee",
        "Anna Lee",
        "Ilya Zabolotskiy",
        "Ilya Zabolotsky",
        "P\u0430ul Roth",
        "Paul Roth",
        "Acme Bank",
        "Acme",
        "3rd Brigade",
        "5th Brigade",
        "WFA",
        "World Fencing Association",
    ]
)
COUNTRIES = st.sampled_from([None, "France", "Norway"])
KINDS = st.sampled_from([ActorKind.PERSON, ActorKind.ORGANISATION])


def named(
    name: str, number: int = 0, kind: ActorKind = ActorKind.PERSON, country: str | None = None
) -> Referent:
    """Return a referent with a proper name, of a report of its own."""
    report = f"report {number}"
    return Referent(
        content_id("ref", report, name, kind, country),
        report,
        name,
        kind,
        (name,),
        proper=True,
        country=country,
    )


def described(text: str, *signatures: str) -> Referent:
    return Referent(content_id("ref", text), "report 9", text, ActorKind.PERSON, (text,), signatures)


SOME = st.lists(st.builds(named, NAMES, st.integers(0, 3), KINDS, COUNTRIES), max_size=12, unique=True)


def together(*referents: Referent) -> set[frozenset[str]]:
    """Return the names of each actor that the referents come to."""
    by_id = {one.id: one.name for one in referents}
    return {frozenset(by_id[one] for one in actor.referents) for actor in link(referents)}


@pytest.mark.parametrize(
    "names",
    [
        ["Ann Lee", "Lee"],
        ["Ilya Zabolotskiy", "Ilya Zabolotsky", "Zabolotskyi"],
        ["A. Lee", "Ann Lee"],
        ["Bob Castle", "Robert Castle"],
        ["Щербаков", "Shcherbakov"],
    ],
)
def test_names_of_one_person_are_joined(names: list[str]) -> None:
    assert together(*(named(name, number) for number, name in enumerate(names))) == {frozenset(names)}


@pytest.mark.parametrize(
    "names",
    [
        ["Ann Lee", "Mary Lee", "Lee"],
        ["John Smith", "Jane Smith", "J. Smith"],
        ["Paul Roth", "P\u0430ul Roth"],
        ["Ann Lee", "Ann Roth"],
    ],
)
def test_names_that_two_could_bear_are_not_joined(names: list[str]) -> None:
    assert together(*(named(name, n) for n, name in enumerate(names))) == {
        frozenset([name]) for name in names
    }


def test_units_with_other_numbers_are_not_joined() -> None:
    third, fifth, again = (
        named(name, n, ActorKind.UNIT)
        for n, name in enumerate(["3rd Brigade", "5th Brigade", "Third Brigade"])
    )
    assert together(third, fifth, again) == {
        frozenset({"3rd Brigade", "Third Brigade"}),
        frozenset({"5th Brigade"}),
    }


def test_an_organisation_is_joined_to_its_initials() -> None:
    short, full = (
        named(n, i, ActorKind.ORGANISATION) for i, n in enumerate(["WFA", "World Fencing Association"])
    )
    assert len(link([short, full])) == 1


def test_a_body_without_a_country_stays_alone_between_two_countries() -> None:
    bodies = [
        named("Defense Ministry", n, ActorKind.ORGANISATION, c)
        for n, c in enumerate([None, "France", "Norway"])
    ]
    assert len(link(bodies)) == 3


@pytest.mark.parametrize("name", ["Defense Ministry", "General Staff", "Ministry", "Armed Forces"])
def test_a_body_without_a_country_joins_no_other_by_a_name_that_every_country_has(name: str) -> None:
    bodies = [named(name, n, ActorKind.ORGANISATION, c) for n, c in enumerate([None, "France", "France"])]
    assert sorted(len(actor.referents) for actor in link(bodies)) == [1, 2]


def test_a_body_without_a_country_joins_no_other_by_a_signature_that_tells_none() -> None:
    bare = replace(named("Defense Ministry", 0, ActorKind.ORGANISATION), signatures=("ministry:defens@",))
    theirs = replace(
        named("Defense Ministry", 1, ActorKind.ORGANISATION, "France"),
        signatures=("ministry:defens@", "ministry:defens@France"),
    )
    assert len(link([bare, theirs])) == 2
    assert len(link([bare, replace(bare, id="ref-other", report="report 2")])) == 1


def test_a_body_without_a_country_joins_another_by_a_name_of_its_own() -> None:
    bodies = [named("Acme Bank", n, ActorKind.ORGANISATION, c) for n, c in enumerate([None, "France"])]
    assert len(link(bodies)) == 1


def test_a_description_joins_the_only_bearer_of_its_role() -> None:
    role = "role:head::@dockers"
    head = Referent(
        "ref-1", "report 1", "Petra Lind", ActorKind.PERSON, ("Petra Lind",), (role,), proper=True
    )
    other = Referent("ref-2", "report 2", "Olaf Dahl", ActorKind.PERSON, ("Olaf Dahl",), (role,), proper=True)
    unnamed = described("the head of the dockers", role)
    assert len(link([head, unnamed])) == 1
    assert len(link([head, other, unnamed])) == 3


def test_a_description_whose_roles_lead_to_two_people_joins_neither() -> None:
    roles = ("role:head::@dockers", "role:mayor::@ulvik")
    bearers = [
        Referent(f"ref-{n}", f"report {n}", name, ActorKind.PERSON, (name,), (role,), proper=True)
        for n, (name, role) in enumerate(zip(("Petra Lind", "Olaf Dahl"), roles, strict=True))
    ]
    assert len(link([*bearers, described("the mayor and dockers' head", *roles)])) == 3


def keys_of(names: dict[str, str], *batches: list[str]) -> dict[str, str]:
    """Return the key of each of some actors, who come to be known batch by batch."""
    cells = Cells(MemoryKeys(), "actors", {})
    cells.follow(Keyring(cells, names.__getitem__).stages(("known", MEMBERS)))
    for batch in batches:
        cells.put("known", {one: ["known"] for one in batch})
        cells.settle()
    return {one: cells.the(KEY, one) for one in names}


def test_no_two_actors_have_one_key_whatever_their_names_and_order() -> None:
    names = {f"ref-{n}": name for n, name in enumerate(["Lee", "Lee", "Lee 2", "Lee", "Lee"])}
    marks = [content_id("key", f"ref-{n}").removeprefix("key-") for n in range(6)]
    names["ref-5"] = f"Lee {marks[1][:4]}"
    keys = keys_of(names, [*names])
    assert len(set(keys.values())) == len(names)
    assert keys == {
        "ref-0": "lee",
        "ref-1": f"lee-{marks[1]}",
        "ref-2": "lee-2",
        "ref-3": f"lee-{marks[3][:4]}",
        "ref-4": f"lee-{marks[4][:4]}",
        "ref-5": f"lee-{marks[1][:4]}",
    }
    for order in permutations(names):
        assert keys_of(names, [*order[:2]], [*order[2:5]], [*order[5:]]) == keys
    alone = {one: names[one] for one in ("ref-0", "ref-3")}
    assert keys_of(alone, [*alone]) == {one: keys[one] for one in alone}


def test_of_namesakes_with_one_short_mark_all_but_the_first_have_a_longer_one() -> None:
    alike: dict[str, str] = {}
    for n in count():
        mark = content_id("key", f"ref-{n}").removeprefix("key-")[:4]
        if mark in alike:
            break
        alike[mark] = f"ref-{n}"
    names = dict.fromkeys(sorted({"ref-", alike[mark], f"ref-{n}"}), "Lee")
    keys = keys_of(names, [*names])
    assert sorted(map(len, keys.values())) == [len("lee"), len("lee-0000"), len("lee-000000000000")]
    assert keys_of(names, *([one] for one in reversed(names))) == keys


def test_unnamed_groups_of_two_reports_are_never_one() -> None:
    groups = [
        Referent(f"ref-{n}", f"report {n}", "two officials", ActorKind.GROUP, ("two officials",))
        for n in range(2)
    ]
    assert [len(actor.referents) for actor in link(groups)] == [1, 1]


@settings(max_examples=80, deadline=None)
@given(some=SOME, seed=st.randoms(use_true_random=False))
def test_linking_is_a_partition_whatever_the_order(some: list[Referent], seed: object) -> None:
    actors = link(some)
    assert sorted(r for actor in actors for r in actor.referents) == sorted(one.id for one in some)
    assert len({actor.key for actor in actors}) == len(actors)
    assert all(actor.because and actor.party_because for actor in actors)
    seed.shuffle(some)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert link(some) == actors


def _of(actors: tuple[Actor, ...]) -> dict[str, str]:
    return {referent: actor.key for actor in actors for referent in actor.referents}


@settings(max_examples=80, deadline=None)
@given(some=SOME, more=st.builds(named, NAMES, st.just(7), KINDS, COUNTRIES))
def test_another_report_never_parts_equal_names(some: list[Referent], more: Referent) -> None:
    before, after = _of(link(some)), _of(link([*some, more]))
    alike = sorted(some, key=lambda one: (one.name, one.kind, one.country or "", one.id))
    for left, right in pairwise(alike):
        same = (left.name, left.kind, left.country) == (right.name, right.kind, right.country)
        if same and before[left.id] == before[right.id]:
            assert after[left.id] == after[right.id]


def test_twenty_thousand_referents_are_linked_in_seconds() -> None:
    """Nothing is cut off at any number: every name of the common surname is still found."""
    first = [f"{a}{b}{c}" for a in ("Al", "Be", "Co", "Da") for b in "klmnrst" for c in ("a", "o", "us")]
    last = [
        f"{a}{b}{c}" for a in ("Hag", "Sor", "Lun", "Ver") for b in "aeiou" for c in ("dal", "berg", "nes")
    ]
    people = [named(f"{first[n * 7 % len(first)]} {last[n * 11 % len(last)]}", n) for n in range(19_000)]
    people += [named(f"{first[n % len(first)]} Solheim", n) for n in range(1_000)]
    start = time.process_time()
    actors = link(people)
    assert time.process_time() - start < 8
    assert sum(len(actor.referents) for actor in actors) == len({one.id for one in people})
    assert all(len({one.split()[1] for one in actor.names}) <= 2 for actor in actors)


def unit(number: int, signature: str, country: str | None = None) -> Referent:
    name = f"unit {number}"
    return Referent(
        f"ref-{number}",
        f"report {number}",
        name,
        ActorKind.UNIT,
        (name,),
        (signature,),
        proper=True,
        country=country,
    )


@pytest.mark.parametrize(
    ("signatures", "actors"),
    [
        (["unit:72nd brigade:@", "unit:72nd brigade:rifle@"], 1),
        (["unit:72nd brigade:@", "unit:72nd brigade:rifle@", "unit:72nd brigade:tank@"], 3),
        (["unit:72nd brigade:rifle@", "unit:72nd brigade:rifle@France"], 1),
        (["unit:72nd brigade:rifle@Norway", "unit:72nd brigade:rifle@France"], 2),
        (["unit:72nd brigade:rifle@", "unit:72nd brigade:rifle@France", "unit:72nd brigade:rifle@Norway"], 3),
        (["unit:72nd brigade:@Norway", "unit:72nd brigade:rifle@France"], 2),
        (["unit:72nd brigade:@", "unit:72nd regiment:rifle@"], 2),
        (["unit:72nd brigade:@", "unit:3rd brigade:rifle@"], 2),
    ],
)
def test_a_unit_that_tells_little_is_the_only_one_that_fits_it(signatures: list[str], actors: int) -> None:
    units = [
        replace(unit(number, one, one.partition("@")[2] or None), names=(one,), name=one)
        for number, one in enumerate(signatures)
    ]
    assert len(fuller_units(signatures)) == len(units) - actors
    bare = [replace(one, proper=False, kind=ActorKind.GROUP) for one in units]
    assert len(link(bare)) == actors


def test_a_party_goes_by_the_name_of_the_only_body_that_is_called_so() -> None:
    board = replace(named("Harbour Water Board", 0, ActorKind.ORGANISATION), party="Harbour Water Board")
    board = replace(board, names=("Harbour Water Board", "HWB", "the board"))
    chief = replace(named("Rosa Klein", 1), party="HWB", because="“HWB chief” tells the organisation")
    linked = {actor.name: actor for actor in link([board, chief])}
    assert linked["Rosa Klein"].party == "Harbour Water Board"
    assert linked["Rosa Klein"].party_because.endswith("; “HWB” is Harbour Water Board")
    other = replace(named("Hill Water Board", 2, ActorKind.ORGANISATION), party="Hill Water Board")
    other = replace(other, names=("Hill Water Board", "HWB"))
    parties = {actor.name: actor.party for actor in link([board, chief, other])}
    assert parties["Rosa Klein"] == "HWB"


def test_the_fullest_name_is_one_without_initials() -> None:
    assert [actor.name for actor in link([named("J. Lee", 1), named("Jo Lee", 2)])] == ["Jo Lee"]
