"""What a case should hold, in plain dicts, and rulings picked by number, for the sequences of steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TypeVar

from counterclaim.decide import Person
from counterclaim.ledger import Fact, Snapshot, encode, id_of, kind_of
from counterclaim.model import Act, Decision, DecisionKind, Stance, content_id
from counterclaim.normalize.settings import SETTINGS_FILE, rulings_in
from counterclaim.pipeline import decided
from counterclaim.read import Reading
from counterclaim.weigh import default_table
from road import settings, told_by

BEGIN = datetime(2024, 5, 20, 12, tzinfo=UTC)
PEOPLE = ("Ann", "Bob")
WHOLE = ("confirm", "reject", "note")
LABELS = ("act", "stance", "time", "place", "actor")
HOWS = (*WHOLE, "merge", "split", *LABELS, "party", "alias")
"""What may be ruled."""

Item = TypeVar("Item")


def pick(items: Sequence[Item], number: int) -> Item:
    """Return one of some things; every number means one of them."""
    return items[number % len(items)]


class Stopped(BaseException):
    """Somebody pulled the plug."""


class Clock:
    """Shows a second more each time, may be set, and may be where the plug is pulled."""

    def __init__(self) -> None:
        self.shows = BEGIN
        self.left: int | None = None
        self.stop: Callable[[], None] = lambda: None

    def pass_by(self, seconds: int) -> None:
        """Show so much more, or less where it is set back."""
        self.shows += timedelta(seconds=seconds)

    def now(self) -> datetime:
        """Return the time; where none of the times `left` is left, stop instead."""
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self.stop()
        self.shows += timedelta(seconds=1)
        return self.shows


# -- What a case should hold -------------------------------------------------------------------------


@dataclass
class Ruled:
    """A decision, and how many undoings of it are in force."""

    decision: Decision
    undone: int = 0


@dataclass
class Model:
    """What a case should hold."""

    reports: dict[str, Reading] = field(default_factory=dict)
    rulings: dict[str, Ruled] = field(default_factory=dict)
    known: dict[datetime, str] = field(default_factory=dict)
    """The ledger hash at the time of each last entry of a step."""
    followed: bool = True
    """Whether all that follows from reports and decisions was worked out."""

    def decide(self, decision: Decision) -> None:
        """Take note of a decision; one made twice at one time by one person is one."""
        if decision.id not in self.rulings:
            self.rulings[decision.id] = Ruled(decision)
            self._undo(decision, 1)

    def replace_settings(self, decisions: Iterable[Decision]) -> None:
        """Take note of what the settings file decides now, in place of what it did before."""
        self.rulings = {key: one for key, one in self.rulings.items() if one.decision.by != SETTINGS_FILE}
        self.rulings |= {one.id: Ruled(one) for one in decisions}

    def _undo(self, decision: Decision, more: int) -> None:
        """Count an undoing that came into force, or that is in force no more."""
        for key in decision.about if decision.kind is DecisionKind.UNDO else ():
            about = self.rulings[key]
            held = not about.undone
            about.undone += more
            if held != (not about.undone):
                self._undo(about.decision, -1 if held else 1)

    def undoable(self) -> list[Decision]:
        """Return the decisions that a person may take back, the last first."""
        every = reversed(self.rulings.values())
        return [one.decision for one in every if not one.undone and one.decision.by != SETTINGS_FILE]

    def in_force(self) -> dict[str, Decision]:
        """Return the decisions that hold, by id."""
        return {
            key: one.decision
            for key, one in sorted(self.rulings.items())
            if not one.undone and one.decision.kind is not DecisionKind.UNDO
        }

    def facts(self) -> list[Fact]:
        """Return what the reports tell, each alone."""
        return [fact for _, one in sorted(self.reports.items()) for fact in told_by(one.report)]

    def worked_out_at_once(self) -> Snapshot:
        """Return the case with these reports, and the decisions in force, in sorted order."""
        return decided(Snapshot.of(self.facts()), list(self.in_force().values()), settings())


def differences(ours: Snapshot, theirs: Snapshot) -> list[str]:
    """Return in which facts two cases differ; a decision that was undone is none."""
    left, right = (
        {(kind_of(fact), id_of(fact)): encode(fact) for fact in one.facts(_COMPARED)}
        for one in (ours, theirs)
    )
    every = sorted(left.keys() | right.keys())
    return [f"{key}: {left.get(key)} / {right.get(key)}" for key in every if left.get(key) != right.get(key)]


_COMPARED = ("statement", "proposition", "family", "actor", "claim", "relation", "standing")


# -- Rulings -----------------------------------------------------------------------------------------


def ruling(held: Snapshot, who: Person, how: str, which: int, other: int) -> Decision | None:
    """Return what a person rules on what the numbers point at; None where there is nothing of the sort."""
    if not held.statements or not held.actors:
        return None
    if how in WHOLE:
        return who.on(DecisionKind(how), pick([*sorted(held.claims), *sorted(held.statements)], which), held)
    if how in LABELS:
        return _relabel(held, who, how, which, other)
    if how == "merge":
        return _merge(held, who, which, other)
    if how == "split":
        return _split(held, who, which, other)
    one, two = (pick(_names(held), number) for number in (which, other))
    return who.party([one], two) if how == "party" else who.alias(one, [two])


_VALUES: dict[str, Sequence[str]] = {
    "act": list(Act),
    "stance": list(Stance),
    "time": ("2024-05-04", "2024-05/2024-06", "2023"),
    "place": ("Altbruck", "Steinach", "the harbour"),
}


def _names(held: Snapshot) -> list[str]:
    return sorted({actor.name for actor in held.actors.values()})


def _merge(held: Snapshot, who: Person, which: int, other: int) -> Decision | None:
    """Merge two claims or statements."""
    facts = [*sorted(held.claims), *sorted(held.statements)]
    both = sorted({pick(facts, which), pick(facts, other)})
    return who.merge(both, held) if len(both) > 1 else None


def _split(held: Snapshot, who: Person, which: int, other: int) -> Decision | None:
    """Split a statement off a claim that several bear on."""
    bearing = {key: sorted({one.statement for one in claim.bearings}) for key, claim in held.claims.items()}
    several = sorted(key for key, statements in bearing.items() if len(statements) > 1)
    if not several:
        return None
    claim = pick(several, which)
    return who.split(claim, [pick(bearing[claim], other)], held)


def _relabel(held: Snapshot, who: Person, how: str, which: int, other: int) -> Decision:
    """Say what a statement is; if a stance, to one claim where the statement bears on several."""
    statement = pick(sorted(held.statements), which)
    value = pick(_names(held) if how == "actor" else _VALUES[how], other)
    bearing = sorted(
        key for key, claim in held.claims.items() if any(one.statement == statement for one in claim.bearings)
    )
    claim = pick(bearing, other) if how == "stance" and len(bearing) > 1 else ""
    return who.relabel(statement, how, value, held, claim)


@cache
def settings_files() -> tuple[tuple[Decision, ...], ...]:
    """Return what each of some settings files decides; the first is empty."""
    texts = (
        "",
        '[aliases]\n"Viktor Sorrel" = ["the owner of the mill", "the owner"]\n',
        '[parties]\n"Company" = ["Jonas Tamm", "Olaf Reyes"]\n"Town" = ["police", "Lena Ashdale"]\n',
        '[parties]\n"Company" = ["Olaf Reyes"]\n[factions]\n"Town" = ["police"]\n',
    )
    named = [rulings_in(text) for text in texts]
    assert not any(problems for _, problems in named)
    return (*(found for found, _ in named), (_own_weights(),))


def _own_weights() -> Decision:
    """Return the ruling that what is contested is called so with another digit."""
    table = default_table().replace("credibility = 6", "credibility = 5", 1)
    return Decision(
        content_id("d", SETTINGS_FILE, table),
        DecisionKind.WEIGH,
        (),
        SETTINGS_FILE,
        what="standing",
        to=table,
    )
