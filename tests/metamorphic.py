"""Pairs of reports made from one fact by rules of grammar, and how the second may bear on the first.

The facts stand in `cases/relate/metamorphic.toml`. Each change below tells a fact twice: once as its
first teller does, once changed. What is made here tests the rules of `relate`; no rule was made from it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "cases" / "relate" / "metamorphic.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure in a sentence, the same in another unit, and one that cannot hold beside it."""

    told: str
    figure: str
    converted: str
    another: str


@dataclass(frozen=True, slots=True)
class Number:
    """How many were concerned: a few, clearly more, the whole, none."""

    few: str
    many: str
    whole: str
    none: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A made-up fact with its grammar; what the fact does not allow is empty or None."""

    name: str
    agent: str
    base: str
    past: str
    participle: str
    patient: str
    place: str
    elsewhere: str
    day: str
    another_day: str
    noun: str
    victim: str
    aside: str
    teller: str
    other: str
    denier: str
    synonym: str = ""
    converse: str = ""
    opposite: str = ""
    rival: str = ""
    swaps: bool = True
    held: bool = False
    measure: Measure | None = None
    number: Number | None = None
    stranger: str = ""

    @property
    def when_and_where(self) -> str:
        """Return the place and the day, as they end a sentence."""
        return f"{self.place} {self.day}"

    @property
    def active(self) -> str:
        """Return the fact in the active voice, as told in reported speech."""
        return f"{self.agent} had {self.participle} {self.patient} {self.when_and_where}"

    @property
    def domain(self) -> str:
        """Return the subject that the fact belongs to."""
        return self.name.partition(":")[0]


class Told(NamedTuple):
    """Two reports, and the outcomes that are right for the second."""

    left: str
    right: str
    wanted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports that one change made of one fact."""

    change: str
    fact: str
    held: bool
    told: Told

    @property
    def name(self) -> str:
        """Return the change and the fact, by which a failure is known."""
        return f"{self.change} of {self.fact}"


Change = Callable[[Fact], Told | None]

AGREED = frozenset({"same", "concession"})
NEAR = AGREED | {"topic"}
APART = frozenset({"conflict", "topic", "unrelated"})
BESIDE = frozenset({"topic", "unrelated"})
DENIED = frozenset({"denial"})
CONFLICTING = frozenset({"conflict"})
CONTRARY = DENIED | CONFLICTING


def _said(speaker: str, content: str) -> str:
    return f"{speaker} said that {content}."


def _pair(fact: Fact, right: str, wanted: frozenset[str], left: str = "") -> Told | None:
    """Return what the first teller says beside what the other says; None where either says nothing."""
    return Told(_said(fact.teller, left or fact.active), _said(fact.other, right), wanted) if right else None


def _beside(fact: Fact, right: str, wanted: frozenset[str]) -> Told:
    """Return what the first teller says beside a whole report."""
    return Told(_said(fact.teller, fact.active), right, wanted)


# -- The same told otherwise -----------------------------------------------------------------------


def copied(fact: Fact) -> Told | None:
    """Return a report and its copy."""
    return Told(_said(fact.teller, fact.active), _said(fact.teller, fact.active), frozenset({"same"}))


def according_to(fact: Fact) -> Told | None:
    """Return the fact beside itself, put down to a speaker with other words."""
    return _beside(fact, f"According to {fact.other}, {fact.active}.", AGREED)


def quoted(fact: Fact) -> Told | None:
    """Return the fact beside itself as a direct quotation."""
    told = f"{fact.agent} {fact.past} {fact.patient} {fact.when_and_where}"
    return _beside(fact, f"“{told[0].upper()}{told[1:]},” {fact.other} said.", AGREED)


def passive(fact: Fact) -> Told | None:
    """Return the active beside the passive."""
    return _pair(
        fact, f"{fact.patient} had been {fact.participle} by {fact.agent} {fact.when_and_where}", AGREED
    )


def as_a_noun(fact: Fact) -> Told | None:
    """Return the clause beside the noun."""
    return _beside(fact, f"{fact.other} confirmed {fact.noun} by {fact.agent} {fact.when_and_where}.", AGREED)


def synonym(fact: Fact) -> Told | None:
    """Return the fact beside the same with another verb."""
    return _pair(fact, fact.synonym and f"{fact.synonym} {fact.when_and_where}", AGREED)


def converse(fact: Fact) -> Told | None:
    """Return the fact beside the other party's view of it: at least the same topic."""
    return _pair(fact, fact.converse and f"{fact.converse} {fact.when_and_where}", NEAR)


def less_told(fact: Fact) -> Told | None:
    """Return the fact beside the same without place and day."""
    return _pair(fact, f"{fact.agent} had {fact.participle} {fact.patient}", NEAR)


def other_unit(fact: Fact) -> Told | None:
    """Return a figure beside the same in another unit."""
    found = fact.measure
    return _measured(fact, found, found.figure, found.converted, AGREED) if found else None


def at_least(fact: Fact) -> Told | None:
    """Return a lower bound beside a figure above it: both can hold."""
    found = fact.number
    return _numbered(fact, f"at least {found.few}", found.many, NEAR) if found else None


# -- What cannot both be so ------------------------------------------------------------------------


def other_figure(fact: Fact) -> Told | None:
    """Return a figure beside another."""
    found = fact.measure
    return _measured(fact, found, found.figure, found.another, CONFLICTING) if found else None


def other_number(fact: Fact) -> Told | None:
    """Return a number of things beside another."""
    found = fact.number
    return _numbered(fact, found.few, found.many, CONFLICTING) if found else None


def few_or_all(fact: Fact) -> Told | None:
    """Return all of them beside a few."""
    found = fact.number
    return _numbered(fact, found.whole, f"only {found.few}", CONFLICTING) if found else None


def few_or_none(fact: Fact) -> Told | None:
    """Return a few beside none of them."""
    found = fact.number
    return _numbered(fact, found.few, found.none, CONTRARY) if found else None


def negation(fact: Fact) -> Told | None:
    """Return the fact beside the same with "not"."""
    told = f"{fact.agent} had not {fact.participle} {fact.patient} {fact.when_and_where}"
    return _pair(fact, told, CONTRARY)


def denial(fact: Fact) -> Told | None:
    """Return the fact beside a denial that tells it again."""
    who = "it" if fact.denier.lower() == fact.agent.lower() else fact.agent
    told = f"{who} had {fact.participle} {fact.patient} {fact.when_and_where}"
    return _beside(fact, f"{fact.denier} denied that {told}.", DENIED)


def denial_of_a_noun(fact: Fact) -> Told | None:
    """Return the fact beside a denial that names it with a noun."""
    return _beside(fact, f"{fact.denier} denied {fact.noun} {fact.when_and_where}.", DENIED)


def opposite(fact: Fact) -> Told | None:
    """Return the fact beside its opposite, told without "not"."""
    return _pair(fact, fact.opposite and f"{fact.opposite} {fact.when_and_where}", CONTRARY)


def rival(fact: Fact) -> Told | None:
    """Return the fact beside the same put down to somebody else."""
    told = f"{fact.rival} had {fact.participle} {fact.patient} {fact.when_and_where}"
    return _pair(fact, fact.rival and told, CONFLICTING)


# -- Something else --------------------------------------------------------------------------------


def role_swap(fact: Fact) -> Told | None:
    """Return who did it to whom beside whom did it to who."""
    told = f"{fact.patient} had {fact.participle} {fact.agent} {fact.when_and_where}"
    return _pair(fact, told, APART) if fact.swaps else None


def other_victim(fact: Fact) -> Told | None:
    """Return the fact beside the same done to somebody else."""
    return _pair(fact, f"{fact.agent} had {fact.participle} {fact.victim} {fact.when_and_where}", APART)


def other_place(fact: Fact) -> Told | None:
    """Return the fact beside the same somewhere else."""
    told = f"{fact.agent} had {fact.participle} {fact.patient} {fact.elsewhere} {fact.day}"
    return _pair(fact, told, APART)


def other_day(fact: Fact) -> Told | None:
    """Return the fact beside the same on another day."""
    told = f"{fact.agent} had {fact.participle} {fact.patient} {fact.place} {fact.another_day}"
    return _pair(fact, told, APART)


def yet_to_come(fact: Fact) -> Told | None:
    """Return what was done beside the same still to be done."""
    return _pair(fact, f"{fact.agent} would {fact.base} {fact.patient} {fact.place}", APART)


def other_fact(fact: Fact) -> Told | None:
    """Return the fact beside another of the same matter."""
    return _pair(fact, fact.aside, BESIDE)


def stranger(fact: Fact) -> Told | None:
    """Return the fact beside one of another subject."""
    return _pair(fact, fact.stranger, frozenset({"unrelated"}))


def _measured(fact: Fact, measure: Measure, left: str, right: str, wanted: frozenset[str]) -> Told | None:
    return _pair(fact, measure.told.format(right), wanted, measure.told.format(left))


def _numbered(fact: Fact, left: str, right: str, wanted: frozenset[str]) -> Told | None:
    one, two = (f"{fact.agent} had {fact.participle} {whom} {fact.place}" for whom in (left, right))
    return _pair(fact, two, wanted, one)


CHANGES: tuple[Change, ...] = (
    copied, according_to, quoted, passive, as_a_noun, synonym, converse, less_told, other_unit, at_least,
    other_figure, other_number, few_or_all, few_or_none, negation, denial, denial_of_a_noun, opposite, rival,
    role_swap, other_victim, other_place, other_day, yet_to_come, other_fact, stranger,
)  # fmt: skip
"""Every change there is."""


def changes() -> tuple[str, ...]:
    """Return the name of every change."""
    return tuple(_name(change) for change in CHANGES)


@cache
def pairs() -> tuple[Pair, ...]:
    """Return every change of every fact that allows it."""
    return tuple(_pairs(facts()))


def _pairs(told: Sequence[Fact]) -> Iterator[Pair]:
    for change in CHANGES:
        for fact in told:
            made = change(fact)
            if made is not None:
                yield Pair(_name(change), fact.name, fact.held, made)


def _name(change: Change) -> str:
    return getattr(change, "__name__", "").replace("_", " ")


@cache
def facts() -> tuple[Fact, ...]:
    """Return the facts of the table, the open and the held apart, each with a stranger of its own half."""
    rows = [_fact(row) for row in TABLE["fact"]]
    halves = ([fact for fact in rows if fact.held is held] for held in (False, True))
    return tuple(fact for half in halves for fact in _with_strangers(half))


def _fact(row: dict[str, Any]) -> Fact:
    measure, number = row.get("measure"), row.get("number")
    return Fact(
        **{key: value for key, value in row.items() if key not in {"measure", "number"}},
        measure=Measure(**measure) if measure else None,
        number=Number(**number) if number else None,
    )


def _with_strangers(told: Sequence[Fact]) -> Iterator[Fact]:
    """Yield each fact with the one that stands half the list away, which is of another subject."""
    for place, fact in enumerate(told):
        other = told[(place + len(told) // 2) % len(told)]
        assert other.domain != fact.domain
        yield replace(fact, stranger=other.active)
