"""Actors step by step: whatever order reports and rulings come in, all is as it is worked out at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from types import MappingProxyType

import pytest

from counterclaim.blocking import MemoryKeys
from counterclaim.model import Actor, ActorKind, Decision, DecisionKind, Referent, content_id
from counterclaim.normalize.actors import Linked, keep_referents, link, link_anew
from counterclaim.normalize.actors.nodes import ASKED, MANY
from made_reports import made

FIRST = ("Ann", "Anna", "Mary", "A.", "Bob", "Robert", "")
LAST = ("Lee", "Leigh", "Zabolotskiy", "Zabolotsky", "Roth", "P\u0430ul Roth", "Berg")
BODIES = (
    "Acme Bank", "Acme", "WFA", "World Fencing Association", "Defense Ministry", "General Staff", "Aral",
    "Aral Airways", "Harbour United", "3rd Brigade", "Third Brigade", "Norwegian army",
)  # fmt: skip
BARE = (
    "police",
    "the union",
    "pilots' union",
    "company",
    "the president",
    "two officials",
    "army",
    "soldiers",
)
ALSO = ("the bank", "WFA", "HWB", "Lee", "president")
ROLES = ("role:head::@dockers", "role:president:@France", "role:mayor:@ulvik")
SORTS = ("sort:union", "sort:company", "sort:police")
DESCRIBED = ("union:pilot@", "union:pilot,north@", "union:north@", "company:rail@", "union:pilot@France")
SAME = (
    "army:@France", "army:@Norway", "ministry:health@", "ministry:defens@", "unit:72nd brigade:@",
    "unit:72nd brigade:rifle@", "unit:72nd brigade:rifle@France", "unit:72nd brigade:tank@",
)  # fmt: skip
PARTIES = (None, "the union", "company", "police", "WFA", "Acme", "Acme Bank", "Lee")
RULED = (
    "Ann Lee",
    "Lee",
    "Acme",
    "Acme Bank",
    "WFA",
    "police",
    "the union",
    "Roth",
    "company",
    "Reds",
    "army",
)


def told_of(actor: Actor) -> tuple[Actor, frozenset[str]]:
    """Return what claims are worked out from; of names that is their words, figures only of people."""
    words = frozenset(word.lower() for name in actor.names for word in name.split())
    if actor.kind is not ActorKind.PERSON:
        words = frozenset(word for word in words if not any(map(str.isdigit, word)))
    return replace(actor, names=(), referents=(), because="", party_because=""), words


@dataclass
class Linking:
    """What is kept of actors from step to step."""

    index: MemoryKeys = field(default_factory=MemoryKeys)
    referents: dict[str, Referent] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    who: dict[str, str] = field(default_factory=dict)
    prints: dict[str, str] = field(default_factory=dict)

    def add(self, *new: Referent, prints: Mapping[str, str] = MappingProxyType({})) -> Linked:
        """Link new referents with the others, and check that all is as it is at once.

        Of reports that are copies now `prints` tells the first that prints the text, "" for one that is none.
        """
        before = {one: told_of(self.actors[key]) for one, key in self.who.items()}
        self.referents |= {one.id: one for one in new}
        keep_referents(self.index, new)
        reports = sorted({one.report for one in new})
        self.prints |= prints
        found = link_anew(self.referents, self.actors, self.index, reports, prints, self.decisions)
        for key in found.gone:
            self.actors.pop(key)
        self.actors |= {one.key: one for one in found.actors}
        self.who |= {one.referent: one.actor for one in found.identities}
        self.check()
        after = {one: told_of(self.actors[key]) for one, key in self.who.items()}
        assert {one for one in before if before[one] != after[one]} <= found.moved
        assert all(found.actor_of[one] == self.actors[key] for one, key in self.who.items())
        return found

    def check(self) -> None:
        """See that actors, and who is who, are as they are at once."""
        whole = link(self.referents.values(), self.decisions, self.prints)
        assert self.who == {one: actor.key for actor in whole for one in actor.referents}
        assert self.actors == {actor.key: replace(actor, referents=()) for actor in whole}


def a_referent(random: Random, report: str, number: int) -> Referent:
    """Return somebody whom a report speaks of, odd as it may be."""
    kind = random.choice([ActorKind.PERSON, ActorKind.PERSON, *ActorKind])
    country = random.choice([None, None, "France", "Norway"])
    proper = random.random() < 0.6
    person = f"{random.choice(FIRST)} {random.choice(LAST)}".strip()
    name = (
        random.choice(BARE) if not proper else person if kind is ActorKind.PERSON else random.choice(BODIES)
    )
    kinds = (
        [ROLES]
        if kind is ActorKind.PERSON
        else [ROLES, SORTS, [f"described:{one}" for one in DESCRIBED], SAME]
    )
    signatures = {random.choice(some) for some in kinds if random.random() < 0.3}
    names = (name, random.choice(ALSO)) if proper and random.random() < 0.3 else (name,)
    party = random.choice([*PARTIES, country, name])
    because = f"“{party}” told in {report}"
    key = content_id("ref", report, number)
    return Referent(
        key, report, name, kind, names, tuple(sorted(signatures)), proper, party, country, because
    )


def a_report(random: Random, report: str) -> list[Referent]:
    """Return everybody whom a report speaks of."""
    some = (a_referent(random, report, number) for number in range(random.randint(1, 7)))
    return list({(one.name, one.kind): one for one in some}.values())


def a_ruling(random: Random, number: int) -> Decision:
    """Return what a person rules on names, parties or camps."""
    names = tuple(random.sample(RULED, random.randint(1, 3)))
    by = random.choice(("Ann", "Bea"))
    if random.random() < 0.6:
        return Decision(f"d-{number}", DecisionKind.ALIAS, names, by, to=random.choice(RULED))
    what, to = random.choice(("party", "camp")), random.choice(("Reds", "Blues", "Greens", "WFA"))
    return Decision(f"d-{number}", DecisionKind.RELABEL, names, by, what=what, to=to)


def some_prints(random: Random, reports: Sequence[str]) -> dict[str, str]:
    """Return for some reports of which text they are copies now, or that they are copies no more."""
    some = [one for one in dict.fromkeys(reports) if random.random() < 0.4]
    return {one: random.choice([*some[:2], ""]) for one in some}


@pytest.mark.parametrize("seed", range(12))
def test_reports_and_rulings_in_any_order_come_to_what_they_come_to_at_once(seed: int) -> None:
    random, linking = Random(seed), Linking()
    for step in range(7):
        if random.random() < 0.5:
            linking.decisions.append(a_ruling(random, step))
        if linking.decisions and random.random() < 0.2:
            linking.decisions.pop(random.randrange(len(linking.decisions)))
        reports = [a_report(random, f"rep-{seed}-{step}-{number}") for number in range(random.randint(0, 4))]
        new = [one for report in reports for one in report]
        linking.add(
            *new, prints=some_prints(random, [one.report for one in (*linking.referents.values(), *new)])
        )


@pytest.mark.parametrize("seed", range(2))
def test_made_reports_come_to_the_same_report_by_report(seed: int) -> None:
    linking = Linking()
    reports = [
        [one for one in facts if isinstance(one, Referent)] for facts in (one.facts for one in made(40, seed))
    ]
    for start in range(0, len(reports), 8):
        linking.add(
            *(
                one
                for report in Random(seed).sample(reports, len(reports))[start : start + 8]
                for one in report
            )
        )
    assert len(linking.who) > 150


def person(name: str, number: int, *roles: str, party: str | None = None) -> Referent:
    """Return a person of a report of its own, by name, or by roles alone if the name is in small letters."""
    key = content_id("ref", name, number)
    is_named = name.istitle()
    return Referent(key, f"rep-{number}", name, ActorKind.PERSON, (name,), roles, is_named, party)


def test_people_known_by_a_role_are_one_for_as_long_as_one_alone_bears_it() -> None:
    linking, role = Linking(), "role:head::@dockers"
    linking.add(*(person("the dockers' head", number, role) for number in range(5)))
    assert len(linking.actors) == 5
    linking.add(person("Petra Lind", 6, role))
    assert [one.name for one in linking.actors.values()] == ["Petra Lind"]
    linking.add(person("the dockers' head", 7, role))
    assert len(linking.actors) == 1
    linking.add(person("Olaf Dahl", 8, role))
    assert len(linking.actors) == 8


def test_of_an_actor_of_whom_many_tell_some_are_asked_and_the_others_change_nothing() -> None:
    linking = Linking()
    everyone = sorted((person("Petra Lind", number) for number in range(ASKED + 30)), key=lambda one: one.id)
    asked, others = everyone[:ASKED], everyone[ASKED:]
    linking.add(*asked, *others[:10])
    (actor,) = linking.actors.values()
    for one in others[10:]:
        found = linking.add(replace(one, names=("Petra Lind", "the boss")))
        assert found.actors == ()
        assert [identity.referent for identity in found.identities] == [one.id]
    assert list(linking.actors.values()) == [actor]
    first = replace(asked[0], id="ref-0", names=("Petra Lind", "the boss"))
    assert [one.names for one in linking.add(first).actors] == [("Petra Lind", "the boss")]


def two_of_a_story(number: int) -> list[Referent]:
    """Return two people whom many reports name, and a union without a name in one of them."""
    union = Referent(
        content_id("ref", "union", number), f"rep-{number}", "pilots' union", ActorKind.ORGANISATION,
        ("pilots' union",), ("described:union:pilot@", "sort:union"),
    )  # fmt: skip
    return [person("Petra Lind", number), person("Olaf Dahl", number), union]


def unions(actors: Sequence[Actor]) -> int:
    """Return how many unions there are."""
    return sum(one.name == "pilots' union" for one in actors)


def test_who_is_told_of_in_too_many_reports_tells_no_story() -> None:
    linking = Linking()
    linking.add(*(one for number in range(MANY) for one in two_of_a_story(number)))
    assert unions([*linking.actors.values()]) == 1
    linking.add(*two_of_a_story(MANY))
    assert unions([*linking.actors.values()]) == MANY + 1


def copies(of: Sequence[Sequence[Referent]]) -> dict[str, str]:
    """Return that reports, each by its referents, are copies of the first of them."""
    reports = sorted(some[0].report for some in of)
    return dict.fromkeys(reports, reports[0])


def printed(number: int, *names: str, copy: str = "") -> list[Referent]:
    """Return whom a report speaks of without names."""
    return [
        Referent(
            content_id("ref", number, copy, at), f"rep-{number}{copy}", name, ActorKind.PERSON, (name, *names)
        )
        for at, name in enumerate(names)
    ]


def test_who_has_no_name_is_one_in_the_copies_of_a_text_and_in_no_other_report() -> None:
    linking = Linking()
    some = [printed(number, "tired farmers", "a shopkeeper") for number in range(4)]
    linking.add(*(one for report in some for one in report), prints=copies(some[:3]))
    assert len(linking.actors) == 4
    farmers = linking.actors[linking.who[some[2][0].id]]
    assert farmers.because == "copies of one text speak of “tired farmers”"
    linking.add(prints={"rep-1": ""})  # not the same text after all
    assert len(linking.actors) == 6


def test_words_by_which_one_report_means_two_join_nobody_in_its_copies() -> None:
    linking = Linking()
    some = [printed(number, "a resident", "a resident", "the guard") for number in range(3)]
    linking.add(*(one for report in some for one in report), prints=copies(some))
    assert sorted(one.name for one in linking.actors.values()) == ["a resident"] * 6 + ["the guard"]


def test_people_known_by_a_role_are_one_in_copies_until_somebody_bears_it() -> None:
    linking, role = Linking(), "role:head::@dockers"
    heads = [person("the dockers' head", number, role) for number in range(3)]
    linking.add(*heads, person("the dockers' head", 4, role), prints=copies([[one] for one in heads]))
    assert len(linking.actors) == 2
    linking.add(person("Petra Lind", 6, role))
    assert len(linking.actors) == 1


def test_copies_of_a_text_vote_once_for_what_it_calls_somebody_and_for_his_side() -> None:
    linking = Linking()
    others = [person("Petra Lind", number, party="Harbour Board") for number in range(2)]
    first = [person("Petra Lindh", number, party="Dockers") for number in range(10, 13)]
    linking.add(*others, *first)
    (actor,) = linking.actors.values()
    assert (actor.name, actor.party) == ("Petra Lindh", "Dockers")
    linking.add(prints=copies([[one] for one in first]))
    (actor,) = linking.actors.values()
    assert (actor.name, actor.party) == ("Petra Lind", "Harbour Board")


def test_a_hundred_copies_change_nothing_for_others_when_one_more_is_printed() -> None:
    linking = Linking()
    some = [printed(number, "tired farmers", "a shopkeeper") for number in range(MANY + 40)]
    linking.add(*(one for report in some for one in report), prints=copies(some))
    assert len(linking.actors) == 2
    last = printed(999, "tired farmers", "a shopkeeper")
    found = linking.add(*last, prints={"rep-999": "rep-0"})
    assert len(linking.actors) == 2
    assert found.moved == {one.id for one in last}


def soldiers(count: int, number: int) -> Referent:
    """Return some soldiers of a report of its own, who have no name but how many they are."""
    name = f"{count} soldiers"
    key = content_id("ref", name, number)
    return Referent(key, f"rep-{number}", name, ActorKind.ORGANISATION, (name,), ("army:@",))


def test_a_name_within_a_longer_one_concerns_no_other_report_but_another_word_does() -> None:
    linking, first = Linking(), person("Anna Bell", 1)
    linking.add(first, person("Anna Bell", 2))
    bare = person("Bell", 3)
    assert linking.add(bare).moved == {bare.id}
    assert linking.who[bare.id] == linking.who[first.id]
    assert first.id in linking.add(person("Minister Anna Bell", 4)).moved


def test_how_many_they_are_this_time_concerns_no_other_report() -> None:
    linking, first, more = Linking(), soldiers(580, 1), soldiers(932, 4)
    linking.add(first, soldiers(580, 2), soldiers(580, 3))
    found = linking.add(more)
    assert linking.who[more.id] == linking.who[first.id]
    assert linking.actors[linking.who[first.id]].names == ("580 soldiers", "932 soldiers")
    assert found.moved == {more.id}


def test_names_without_end_are_linked_and_ruled_on_as_others_are() -> None:
    linking, long = Linking(), " ".join(f"Name{number}" for number in range(400))
    linking.add(person(long.title(), 1), person(long.title(), 2), person(f"{long} More".title(), 3))
    linking.decisions.append(Decision("d-1", DecisionKind.ALIAS, (long,), "Ann", to="Lee"))
    linking.add(person(long.title(), 4))
    assert "Lee" in {one.name for one in linking.actors.values()}
