"""Decisions made of what a person asks for, each with an id of its own and bound to words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from counterclaim.decide.anchors import anchors_of
from counterclaim.ledger import Snapshot
from counterclaim.model import Anchor, Claim, Decision, DecisionKind, Statement, content_id

CLAIM = "claim"
"""What a ruling on a claim as a whole says it is on."""

PARTY, CAMP = "party", "camp"
"""What of an actor, and of a party, a relabel may set."""

STANCE, ACT, ACTOR, PLACE, TIME = "stance", "act", "actor", "place", "time"
"""What of a statement a relabel may set."""

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Return decisions in the order in which they were made; those without a time come first."""
    return sorted(decisions, key=order)


def order(decision: Decision) -> tuple[datetime, str]:
    """Return the key that sorts decisions by when they were made."""
    return decision.made or _BEFORE_ALL, decision.id


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides, when, and with which note: what all decisions have in common."""

    name: str
    now: datetime
    note: str = ""

    def on(self, kind: DecisionKind, fact: str, snapshot: Snapshot) -> Decision:
        """Return a ruling (confirm, reject, note) on the claim or the statement with the id `fact`."""
        what = CLAIM if fact in snapshot.claims else ""
        return self._decision(kind, [fact], [_words(fact, snapshot)], what=what)

    def merge(self, facts: Sequence[str], snapshot: Snapshot) -> Decision:
        """Return the ruling that claims and statements say one thing."""
        return self._decision(DecisionKind.MERGE, facts, [_words(one, snapshot) for one in facts])

    def split(self, claim: str, statements: Sequence[str], snapshot: Snapshot) -> Decision:
        """Return the ruling that some statements say another thing than the rest of a claim does."""
        off = set(statements)
        rest = [one for one in _bearing(snapshot.claims[claim], snapshot) if one.id not in off]
        anchors = [_words(one, snapshot) for one in statements]
        kept = sorted({anchor for one in rest for anchor in anchors_of(one, snapshot)})
        return self._decision(DecisionKind.SPLIT, [*statements, claim], [*anchors, tuple(kept)])

    def relabel(self, statement: str, what: str, to: str, snapshot: Snapshot, claim: str = "") -> Decision:
        """Return the ruling that a statement has another act, speaker, place or time, or another stance.

        A stance may be that to one `claim`; it is bound to the words of the others that bear on it.
        """
        about, anchors = [statement], [_words(statement, snapshot)]
        if claim:
            others = [one for one in _bearing(snapshot.claims[claim], snapshot) if one.id != statement]
            about.append(claim)
            anchors.append(tuple(sorted({a for one in others for a in anchors_of(one, snapshot)})))
        return self._decision(DecisionKind.RELABEL, about, anchors, what, to)

    def party(self, names: Sequence[str], party: str) -> Decision:
        """Return the ruling that those of these names speak for a party."""
        return self._decision(DecisionKind.RELABEL, sorted(set(names)), (), PARTY, party)

    def alias(self, name: str, others: Sequence[str]) -> Decision:
        """Return the ruling that `others` are other names of the one called `name`."""
        return self._decision(DecisionKind.ALIAS, sorted(set(others)), (), to=name)

    def undo(self, decision: str) -> Decision:
        """Return the ruling that a decision is no longer in force."""
        return self._decision(DecisionKind.UNDO, [decision], ())

    def _decision(
        self,
        kind: DecisionKind,
        about: Sequence[str],
        anchors: Sequence[tuple[Anchor, ...]],
        what: str = "",
        to: str = "",
    ) -> Decision:
        made = self.now.astimezone(UTC)
        key = content_id("d", kind, what, to, *about, self.name, made.isoformat(), self.note)
        return Decision(key, kind, tuple(about), self.name, self.note, what, to, tuple(anchors), made)


def _words(fact: str, snapshot: Snapshot) -> tuple[Anchor, ...]:
    known = snapshot.claims.get(fact) or snapshot.statements[fact]
    return anchors_of(known, snapshot)


def _bearing(claim: Claim, snapshot: Snapshot) -> list[Statement]:
    """Return all statements that bear on a claim."""
    return [snapshot.statements[one] for one in sorted({bearing.statement for bearing in claim.bearings})]
