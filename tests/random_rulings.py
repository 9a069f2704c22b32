"""People who rule at random on what a ledger holds: every kind of ruling there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from counterclaim.decide import Person
from counterclaim.ledger import Snapshot
from counterclaim.model import Act, Decision, DecisionKind, Stance, content_id
from counterclaim.weigh import default_table

_START = datetime(2024, 5, 7, tzinfo=UTC)
_PEOPLE = ("Ann", "Bea", "Cem")


class Rulers:
    """Several people, who make one ruling after the other."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._minutes = count()

    def ruling(self, snapshot: Snapshot) -> Decision:
        """Return a ruling on something in a ledger; at least two statements must be told there."""
        while True:
            found = self.random.choice(KINDS)(self, snapshot, self.person())
            if found is not None:
                return found

    def person(self) -> Person:
        """Return somebody who rules a minute later than the last."""
        return Person(self.random.choice(_PEOPLE), _START + timedelta(minutes=next(self._minutes)))

    def some(self, snapshot: Snapshot, at_most: int = 1) -> list[str]:
        """Return ids of statements; if there are several, often of one matter."""
        told = sorted(one.id for one in snapshot.told())
        claims = sorted(snapshot.claims)
        if at_most > 1 and claims and self.random.random() < 0.6:
            close = [one for one in snapshot.relations.values() if self.random.random() < 0.3]
            near = [self.random.choice(close).left, self.random.choice(close).right] if close else []
            bearing = {b.statement for one in near or claims[:1] for b in snapshot.claims[one].bearings}
            told = sorted(bearing) if len(bearing) > 1 else told
        return self.random.sample(told, min(len(told), self.random.randint(min(2, at_most), at_most)))

    def a_claim(self, snapshot: Snapshot, least: int = 1) -> str | None:
        """Return the id of a claim on which so many statements bear."""
        fit = [
            one.id for one in snapshot.claims.values() if len({b.statement for b in one.bearings}) >= least
        ]
        return self.random.choice(sorted(fit)) if fit else None

    def names(self, snapshot: Snapshot, number: int) -> list[str]:
        """Return names of actors, told apart."""
        named = sorted({one.name for one in snapshot.actors.values() if one.proper})
        return self.random.sample(named, min(number, len(named)))


Kind = Callable[[Rulers, Snapshot, Person], Decision | None]


def merge(rulers: Rulers, snapshot: Snapshot, person: Person) -> Decision | None:
    """Rule that statements, or a claim and a statement, say one thing."""
    claim = rulers.a_claim(snapshot) if rulers.random.random() < 0.4 else None
    some = [*rulers.some(snapshot, 1 if claim else 3), *([claim] if claim else [])]
    return person.merge(some, snapshot) if len(some) > 1 else None


def split(rulers: Rulers, snapshot: Snapshot, person: Person) -> Decision | None:
    """Rule that some of the statements of a claim say another thing."""
    claim = rulers.a_claim(snapshot, 2)
    if claim is None:
        return None
    bearing = sorted({one.statement for one in snapshot.claims[claim].bearings})
    off = rulers.random.sample(bearing, rulers.random.randint(1, len(bearing) - 1))
    return person.split(claim, off, snapshot)


def stance(rulers: Rulers, snapshot: Snapshot, person: Person) -> Decision | None:
    """Rule that a statement takes another stance, to all claims or to one."""
    claim = rulers.a_claim(snapshot) if rulers.random.random() < 0.5 else None
    some = sorted({b.statement for b in snapshot.claims[claim].bearings}) if claim else rulers.some(snapshot)
    to = rulers.random.choice(sorted(Stance))
    return person.relabel(rulers.random.choice(some), "stance", to, snapshot, claim or "")


def act(rulers: Rulers, snapshot: Snapshot, person: Person) -> Decision | None:
    """Rule that a statement is another act: told at last, or told no more, or denied."""
    any_statement = rulers.random.choice(sorted(snapshot.statements))
    return person.relabel(any_statement, "act", rulers.random.choice(sorted(Act)), snapshot)


def actor(rulers: Rulers, snapshot: Snapshot, person: Person) -> Decision | None:
    """Rule that somebody else of the same report says it."""
    (statement,) = rulers.some(snapshot)
    report = snapshot.statements[statement].report
    others = sorted(one.name for one in snapshot.referents.values() if one.report == report)
    return person.relabel(statement, "actor", rulers.random.choice(others), snapshot) if others else None


def time(rulers: Rulers, snapshot: Snapshot, person: Person) -> Decision | None:
    """Rule that what a statement tells happened on another day."""
    day = f"2024-05-0{rulers.random.randint(1, 9)}"
    return person.relabel(rulers.some(snapshot)[0], "time", day, snapshot)


def reject(rulers: Rulers, snapshot: Snapshot, person: Person) -> Decision | None:
    """Reject a statement."""
    return person.on(DecisionKind.REJECT, rulers.some(snapshot)[0], snapshot)


def judge(rulers: Rulers, snapshot: Snapshot, person: Person) -> Decision | None:
    """Confirm a statement or a claim, reject a claim, or note something."""
    claim = rulers.a_claim(snapshot) if rulers.random.random() < 0.5 else None
    kinds = [DecisionKind.CONFIRM, DecisionKind.NOTE, *([DecisionKind.REJECT] if claim else [])]
    return person.on(rulers.random.choice(kinds), claim or rulers.some(snapshot)[0], snapshot)


def alias(rulers: Rulers, snapshot: Snapshot, person: Person) -> Decision | None:
    """Rule that two names are of one."""
    names = rulers.names(snapshot, 2)
    return person.alias(names[0], names[1:]) if len(names) == 2 else None


def party(rulers: Rulers, snapshot: Snapshot, person: Person) -> Decision | None:
    """Rule that somebody speaks for a party."""
    names = rulers.names(snapshot, rulers.random.randint(1, 2))
    return person.party(names, rulers.random.choice(("Reds", "Blues", "Greens"))) if names else None


def camp(rulers: Rulers, _: Snapshot, person: Person) -> Decision | None:
    """Rule that a party is a part of a wider one."""
    part, wider = rulers.random.sample(("Reds", "Blues", "Greens"), 2)
    key = content_id("d", "camp", part, wider, person.now.isoformat())
    return Decision(key, DecisionKind.RELABEL, (part,), person.name, "", "camp", wider, (), person.now)


def weigh(rulers: Rulers, _: Snapshot, person: Person) -> Decision | None:
    """Rule by which table claims are weighed."""
    table = default_table().replace("credibility = 6", f"credibility = {rulers.random.randint(3, 5)}")
    assert table != default_table()
    key = content_id("d", "weigh", person.now.isoformat())
    return Decision(key, DecisionKind.WEIGH, (), person.name, to=table, made=person.now)


def undo(rulers: Rulers, snapshot: Snapshot, person: Person) -> Decision | None:
    """Take a ruling back; to take back an undoing brings the first ruling back."""
    made = sorted(snapshot.decisions)
    return person.undo(rulers.random.choice(made)) if made else None


KINDS: tuple[Kind, ...] = (
    merge, split, stance, act, actor, time, reject, judge, alias, party, camp, weigh, undo,
    merge, split, undo,
)  # fmt: skip
"""Every kind of ruling; merging, splitting and undoing come oftener."""
