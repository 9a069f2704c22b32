"""Cells that follow from others: only what looked at a change is worked out anew, and comes to the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

import pytest

from counterclaim.blocking import MemoryKeys, Room
from counterclaim.cells import MEMBERS, VALUES, Cells, Joined, Joining, Rule, Step

TEAM, SIZE, CHIEF, NEAR, PACK = "team", "size", "chief", "near", "pack"
"""Who is in which team, how many are in it, who leads it, who hangs together with whom, and in packs."""


class Club:
    """People in teams, and what follows from that."""

    def __init__(self, index: MemoryKeys, most: int | None = None) -> None:
        self.cells = Cells(index, "club", {} if most is None else {TEAM: most})
        self.asked: list[str] = []
        self.cells.follow((
            Rule(SIZE, ((TEAM, VALUES),), self.size),
            Rule(CHIEF, ((TEAM, MEMBERS),), self.chief),
            Joining(PACK, ((NEAR, MEMBERS), (NEAR, VALUES)), self.beside, self.joined),
        ))  # fmt: skip

    def size(self, team: str) -> list[str]:
        self.asked.append(f"size {team}")
        people = self.cells.having(TEAM, team)
        return [str(len(people))] if people else []

    def chief(self, person: str) -> Iterator[str]:
        self.asked.append(f"chief {person}")
        for team in self.cells.of(TEAM, person):
            yield f"{min(self.cells.having(TEAM, team))} of {self.cells.the(SIZE, team)}"

    def beside(self, person: str) -> list[str]:
        return [*self.cells.of(NEAR, person), *self.cells.having(NEAR, person)]

    def joined(self, people: Sequence[str]) -> Iterator[Joined]:
        """Join all but those whose name ends in a full stop."""
        yield Joined([one for one in people if not one.endswith(".")], ["they are near"])
        yield from (Joined([one]) for one in people if one.endswith("."))

    def put(self, kind: str, **cells: str) -> list[str]:
        """Tell some cells, and return what was asked because of them."""
        self.asked.clear()
        self.cells.put(kind, {name: texts.split() for name, texts in cells.items()})
        self.cells.settle()
        return sorted(self.asked)


def test_only_what_looked_at_a_change_is_worked_out_anew() -> None:
    club = Club(MemoryKeys())
    club.put(TEAM, ann="reds", bea="reds", cem="blues")
    assert club.cells.of(CHIEF, "bea") == ("ann of 2",)
    assert club.put(TEAM, dan="blues") == ["chief cem", "chief dan", "size blues"]
    assert club.cells.of(CHIEF, "cem") == ("cem of 2",)
    assert club.put(TEAM, dan="blues") == []
    assert club.put(TEAM, ann="") == ["chief ann", "chief bea", "size reds"]
    assert club.cells.of(CHIEF, "bea") == ("bea of 1",)
    assert club.cells.of(CHIEF, "ann") == ()
    club.put(TEAM, bea="")
    assert club.cells.of(SIZE, "reds") == ()


def test_what_was_looked_at_is_kept_in_the_index() -> None:
    index = MemoryKeys()
    Club(index).put(TEAM, ann="reds", bea="reds")
    later = Club(index)
    assert later.put(TEAM, abe="reds") == ["chief abe", "chief ann", "chief bea", "size reds"]
    assert later.cells.of(CHIEF, "bea") == ("abe of 3",)
    assert later.cells.turned(CHIEF) == {"abe": (), "ann": ("ann of 2",), "bea": ("ann of 2",)}


def test_of_a_large_bucket_only_a_change_that_can_be_seen_is_one() -> None:
    club = Club(MemoryKeys(), most=2)
    club.put(TEAM, ann="reds", bea="reds", cem="reds")
    assert club.cells.of(SIZE, "reds") == ("2",)
    assert club.put(TEAM, dan="reds") == ["chief dan", "size reds"]
    assert club.put(TEAM, dan="") == ["chief dan", "size reds"]
    assert club.put(TEAM, abe="reds") == ["chief abe", "chief ann", "chief bea", "chief cem", "size reds"]
    assert club.put(TEAM, abe="") == ["chief abe", "chief ann", "chief bea", "chief cem", "size reds"]
    assert club.cells.of(CHIEF, "cem") == ("ann of 2",)


def test_what_hangs_together_is_joined_and_parted_again() -> None:
    club = Club(MemoryKeys())
    club.put(NEAR, ann="bea", bea="cem", dan="eva")
    packs = {one: club.cells.the(PACK, one) for one in ("ann", "bea", "cem", "dan", "eva")}
    assert packs == {"ann": "ann", "bea": "ann", "cem": "ann", "dan": "dan", "eva": "dan"}
    assert club.cells.of(f"{PACK}: why", "dan") == ("000 they are near",)
    club.put(NEAR, bea="", eva="cem")
    packs = {one: club.cells.the(PACK, one) for one in ("ann", "bea", "cem", "dan", "eva")}
    assert packs == {"ann": "ann", "bea": "ann", "cem": "cem", "dan": "cem", "eva": "cem"}
    club.put(NEAR, ann="", dan="Z.")
    assert club.cells.of(PACK, "ann") == club.cells.of(PACK, "bea") == club.cells.of(PACK, "dan") == ()
    assert club.cells.of(f"{PACK}: why", "ann") == ()
    assert club.cells.of(PACK, "eva") == ("cem",)
    assert club.cells.of(PACK, "Z.") == ()


@pytest.mark.parametrize("seed", range(20))
def test_in_any_order_and_batches_all_comes_to_the_same(seed: int) -> None:
    random = Random(seed)
    people = [f"p{number}" for number in range(12)]
    told = {kind: dict.fromkeys(people, "") for kind in (TEAM, NEAR)}
    index = MemoryKeys()
    for _ in range(30):
        kind = random.choice((TEAM, NEAR))
        some = random.sample(people, random.randint(1, 3))
        others = ["reds", "blues", "reds blues", ""] if kind == TEAM else [*people, ""]
        new = {one: random.choice(others) for one in some}
        told[kind] |= new
        Club(index, most=4).put(kind, **new)
    whole = Club(MemoryKeys(), most=4)
    whole.put(TEAM, **told[TEAM])
    whole.put(NEAR, **told[NEAR])
    kept = Club(index, most=4).cells
    for kind in (SIZE, CHIEF, PACK, f"{PACK}: why"):
        for name in (*people, "reds", "blues"):
            assert kept.of(kind, name) == whole.cells.of(kind, name), (kind, name)


def test_a_step_is_given_the_names_and_says_itself_what_they_concern() -> None:
    cells = Cells(MemoryKeys(), "steps", {})
    given: list[list[str]] = []

    def take(names: Sequence[str]) -> None:
        given.append([*names])
        cells.disturb("last", ["whole"])

    rule = Rule("last", (), lambda _: [str(len(given))])
    cells.follow((Step("first", (("told", MEMBERS),), take), rule))
    cells.put("told", {"b": ["x"], "a": ["x"]})
    cells.settle()
    cells.settle()
    assert given == [["a", "b"]]
    assert cells.of("last", "whole") == ("1",)


def test_a_room_of_an_index_has_spaces_of_its_own() -> None:
    index = MemoryKeys()
    one, other = Room(index, "one"), Room(index, "other")
    one.put("words", {"m1": ["ash"], "m2": ["ash"]})
    other.put("words", {"m1": ["dam"]})
    assert one.members("words", "ash") == ("m1", "m2")
    assert one.members("words", "ash", 1) == ("m1",)
    assert other.keys("words", "m1") == ("dam",)
    assert index.keys("words", "m1") == other.members("words", "ash") == ()
