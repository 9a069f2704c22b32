"""Replay: what the decisions in force rule on the reports as they are read today.

Nothing here looks at what the machine made of the statements together, but for rulings on claims, which
change nothing but how a claim is shown: the same reports and decisions rule the same in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from counterclaim.decide.anchors import Finder
from counterclaim.decide.directory import Directory, Plain
from counterclaim.decide.grouping import Grouping, Merge, Split, grouped, said_by
from counterclaim.decide.making import ACT, ACTOR, CAMP, CLAIM, PARTY, PLACE, STANCE, TIME, in_order
from counterclaim.decide.moments import when_told
from counterclaim.decide.settling import Disagreement, Ruled, Settled, settled
from counterclaim.ledger import Snapshot, in_force
from counterclaim.model import (
    Act,
    Anchor,
    Constraints,
    Decision,
    DecisionKind,
    RuledStance,
    Stance,
    Verdict,
)

__all__ = ["Disagreement", "Label", "Review", "Rulings", "replay"]

_VERDICTS = {DecisionKind.CONFIRM: Verdict.CONFIRMED, DecisionKind.REJECT: Verdict.REJECTED}
_WHOLE = frozenset({*_VERDICTS, DecisionKind.NOTE})
_OF_STATEMENTS = frozenset({STANCE, ACT, ACTOR, PLACE, TIME})
_VERDICT, _ALIAS = "verdict", "alias"
_AMBIGUOUS = "several statements stand in these words, and it is not told which is meant"


@dataclass(frozen=True, slots=True, order=True)
class Review:
    """A decision that was not applied, or not to all it is about: why, and which words moved away."""

    decision: str
    because: str
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What a statement was ruled to be, as the facts have it (a referent, the key of a place); as told."""

    meaning: str
    told: str
    because: str


def replay(snapshot: Snapshot, plain: Plain) -> Rulings:
    """Return what the decisions in force rule; each part is worked out when it is first asked for.

    Args:
        snapshot: reports, statements, mentions, referents, decisions; and claims, for rulings on these.
        plain: what of a name is compared.
    """
    return Rulings(snapshot, plain)


class Rulings:
    """What the decisions in force rule on one snapshot."""

    def __init__(self, snapshot: Snapshot, plain: Plain) -> None:
        self._snapshot = snapshot
        self._plain = plain
        self._finder = Finder(snapshot)
        self._directory = Directory(snapshot, plain)

    @cached_property
    def in_force(self) -> tuple[Decision, ...]:
        """The decisions that are not undone, in the order in which they were made."""
        decisions = self._snapshot.decisions
        return tuple(in_order(in_force(decisions.values()).values())) if decisions else ()

    # -- Names ---------------------------------------------------------------------------------

    @cached_property
    def _named(self) -> Settled:
        return settled(ruled for one in self.in_force for ruled in self._on_names(one))

    def _on_names(self, decision: Decision) -> Iterator[Ruled]:
        """Yield what is ruled on each name; that under which others are put is its own too."""
        names = (decision.to, *decision.about) if decision.kind is DecisionKind.ALIAS else decision.about
        for name in names if is_on_names(decision) else ():
            yield Ruled(self._key(decision, name), self._plain(decision.to), decision)

    def _key(self, decision: Decision, name: str) -> tuple[str, str]:
        kind = _ALIAS if decision.kind is DecisionKind.ALIAS else decision.what
        return kind, self._plain(name)

    @cached_property
    def names(self) -> tuple[Decision, ...]:
        """The decisions on who is who, on sides, and on how claims are weighed, with the names that hold."""
        kept = (replace(one, about=self._names_held(one)) for one in self.in_force if is_on_names(one))
        weighing = (one for one in self.in_force if one.kind is DecisionKind.WEIGH)
        return (*(one for one in kept if one.about), *weighing)

    def _names_held(self, decision: Decision) -> tuple[str, ...]:
        """Return the names on which what a decision says holds: two people may say the same."""
        holding = ((name, self._named.holds.get(self._key(decision, name))) for name in decision.about)
        return tuple(name for name, one in holding if one and self._plain(one.to) == self._plain(decision.to))

    # -- Single statements ---------------------------------------------------------------------

    @cached_property
    def _on_statements(self) -> Settled:
        return settled(one for decision in self.in_force for one in self._on_statement(decision))

    def _on_statement(self, decision: Decision) -> Iterator[Ruled]:
        """Yield what is ruled on the one statement that a decision is on, if it is found."""
        statement = self.statement_of(decision)
        if statement is None or self._meaning(decision, statement) is None:
            return
        what = _VERDICT if decision.kind in _VERDICTS else decision.what
        key = (what, statement, *sorted(self._beside(decision) or ()))
        yield Ruled(key, decision.to or decision.kind, decision)

    def statement_of(self, decision: Decision) -> str | None:
        """Return the one statement that a decision is on; None where it is on none, or it is not found."""
        if not _is_on_statement(decision):
            return None
        return self._finder.the_statement(decision.about[0], _anchors(decision, 0))

    def _beside(self, decision: Decision) -> frozenset[str] | None:
        """Return the statements by which the claim is known that a stance is ruled towards."""
        if decision.what != STANCE or len(decision.about) == 1:
            return None
        return frozenset(one for anchor in _anchors(decision, 1) for one in self._finder.statements(anchor))

    def _meaning(self, decision: Decision, statement: str) -> str | None:
        """Return what a relabel sets, as the facts have it; None where it means nothing here."""
        told = self._snapshot.statements[statement]
        match decision.what if decision.kind is DecisionKind.RELABEL else "":
            case "stance":
                return decision.to if decision.to in set(Stance) else None
            case "act":
                return decision.to if decision.to in set(Act) else None
            case "time":
                return decision.to if when_told(decision.to) else None
            case "actor":
                return self._directory.referent(decision.to, told, self.names)
            case "place":
                return self._directory.place(decision.to, told)
            case _:
                return decision.kind

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, Label]]:
        """What each relabelled statement is ruled to be, by what is set: act, actor, place, time."""
        found: dict[str, dict[str, Label]] = {}
        for (what, statement, *_), decision in sorted(self._on_statements.holds.items()):
            meaning = self._meaning(decision, statement)
            if what in _OF_STATEMENTS - {STANCE} and meaning is not None:
                because = said_by(f"{what} ruled to be “{decision.to}”", decision)
                found.setdefault(statement, {})[what] = Label(meaning, decision.to, because)
        return found

    @property
    def place_names(self) -> dict[str, str]:
        """The names that people gave to the places they ruled on, by key."""
        labels = (own[PLACE] for own in self.labels.values() if PLACE in own)
        return {one.meaning: one.told for one in labels}

    @cached_property
    def _stances(self) -> tuple[RuledStance, ...]:
        return tuple(
            RuledStance(statement, Stance(one.to), said_by("ruled", one), self._beside(one))
            for (what, statement, *_), one in sorted(self._on_statements.holds.items())
            if what == STANCE
        )

    @cached_property
    def rejected(self) -> frozenset[str]:
        """The statements that were rejected: they bear on no claim."""
        return frozenset(key for key, one in self.of_statements.items() if one is Verdict.REJECTED)

    @cached_property
    def of_statements(self) -> Mapping[str, Verdict]:
        """What people said of a statement as a whole."""
        return _verdicts(self._on_statements)

    # -- Several statements --------------------------------------------------------------------

    @cached_property
    def constraints(self) -> Constraints:
        """Which statements make one claim and which do not, and with which stance."""
        return Constraints(self._grouping.joined, self._grouping.parted, self._stances)

    @cached_property
    def _grouping(self) -> Grouping:
        merges = [
            Merge(one, self._statements(one, range(len(one.about))))
            for one in self.in_force
            if one.kind is DecisionKind.MERGE and not self._lost_things(one)
        ]
        splits = [self._split(one) for one in self.in_force if one.kind is DecisionKind.SPLIT]
        return grouped(merges, splits)

    def _split(self, decision: Decision) -> Split:
        last = len(decision.about) - 1
        found = (
            self._finder.the_statement(decision.about[number], _anchors(decision, number))
            for number in range(last)
        )
        off = frozenset(one for one in found if one is not None)
        return Split(decision, off, self._statements(decision, [last]) - off)

    def _statements(self, decision: Decision, things: Iterable[int]) -> frozenset[str]:
        """Return the statements that some of the things that a decision is about are made of."""
        return frozenset(one for number in things for one in self._thing(decision, number))

    def _thing(self, decision: Decision, number: int) -> frozenset[str]:
        wanted = decision.about[number] if number < len(decision.about) else ""
        anchors = _anchors(decision, number)
        if wanted in self._snapshot.statements:
            one = self._finder.the_statement(wanted, anchors)
            return frozenset({one} if one else ())
        return frozenset(one for anchor in anchors for one in self._finder.statements(anchor))

    def _lost_things(self, decision: Decision) -> bool:
        """Say whether fewer than two of the things to be merged are found at all."""
        return sum(bool(self._thing(decision, number)) for number in range(len(decision.about))) < 2

    # -- Claims --------------------------------------------------------------------------------

    @cached_property
    def _on_claims(self) -> Settled:
        found = ((one, self.claim_of(one)) for one in self.in_force if one.kind in _VERDICTS)
        return settled(Ruled((_VERDICT, claim), one.kind, one) for one, claim in found if claim)

    def claim_of(self, decision: Decision) -> str | None:
        """Return the claim that a decision on a claim as a whole is on; None where it is on none, or gone."""
        if not self._is_on_claim(decision):
            return None
        return self._finder.the_claim(decision.about[0], _anchors(decision, 0))

    def _is_on_claim(self, decision: Decision) -> bool:
        whole = decision.kind in _WHOLE and bool(decision.about)
        return whole and (decision.what == CLAIM or decision.about[0] in self._snapshot.claims)

    @cached_property
    def of_claims(self) -> Mapping[str, Verdict]:
        """What people said of a claim as a whole."""
        return _verdicts(self._on_claims)

    # -- What is left --------------------------------------------------------------------------

    @cached_property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """Where people rule the opposite, and so nothing is applied."""
        settling = (self._named, self._on_statements, self._on_claims)
        told = {one for part in settling for one in part.disagreements}
        return tuple(sorted(told | set(self._grouping.disagreements)))

    @cached_property
    def needs_review(self) -> tuple[Review, ...]:
        """The decisions that could not be applied, or not to all that they are about."""
        return tuple(
            sorted({one for decision in self.in_force for one in self._reviews(decision)}, key=_by_id)
        )

    def _reviews(self, decision: Decision) -> Iterator[Review]:
        anchors = [anchor for thing in decision.anchors for anchor in thing]
        lost = [anchor for anchor in anchors if not self._finder.statements(anchor)]
        for anchor in lost:
            yield Review(decision.id, self._why_lost(anchor), anchor)
        if not lost:
            yield from (Review(decision.id, because) for because in self._obstacles(decision))

    def _obstacles(self, decision: Decision) -> Iterator[str]:
        """Yield why a decision whose words are all found cannot be applied."""
        if self._is_on_claim(decision):
            if self.claim_of(decision) is None:
                yield "no claim of today is made of these words"
        elif _is_on_statement(decision):
            statement = self.statement_of(decision)
            if statement is None:
                yield _AMBIGUOUS
            elif self._meaning(decision, statement) is None:
                yield f"“{decision.to}” means no {decision.what} here"
        elif decision.kind is DecisionKind.SPLIT:
            if len(self._split(decision).off) < len(decision.about) - 1:
                yield _AMBIGUOUS
        elif is_on_names(decision) and decision.made is not None:
            # What a settings file, which tells no time, is early with, its own verb tells.
            unknown = (name for name in decision.about if not self._directory.is_called(name))
            yield from (f"no report speaks of “{name}”" for name in unknown)

    def _why_lost(self, anchor: Anchor) -> str:
        if self._finder.span(anchor) is not None:
            return "nobody is read to say these words any more"
        if any(one.sha256 == anchor.sha256 for one in self._snapshot.reports.values()):
            return "these words are not found in the report"
        return "the report with these words is not in the case"

    @cached_property
    def bearing(self) -> Mapping[str, tuple[Decision, ...]]:
        """The decisions in force on each statement and claim, by id, in the order in which they were made."""
        found: dict[str, list[Decision]] = {}
        for decision in self.in_force:
            for fact in sorted(self._facts(decision)):
                found.setdefault(fact, []).append(decision)
        return {fact: tuple(decisions) for fact, decisions in found.items()}

    def _facts(self, decision: Decision) -> frozenset[str]:
        if self._is_on_claim(decision):
            return frozenset({self.claim_of(decision) or decision.about[0]})
        if _is_on_statement(decision):
            return frozenset({self.statement_of(decision) or decision.about[0]})
        if decision.kind not in {DecisionKind.MERGE, DecisionKind.SPLIT}:
            return frozenset()
        return self._statements(decision, range(len(decision.about)))


def _verdicts(of: Settled) -> dict[str, Verdict]:
    found = {fact: _VERDICTS[one.kind] for (what, fact, *_), one in of.holds.items() if what == _VERDICT}
    return found | {key[1]: Verdict.DISPUTED for key in of.disputed if key[0] == _VERDICT}


def _anchors(decision: Decision, number: int) -> tuple[Anchor, ...]:
    return decision.anchors[number] if number < len(decision.anchors) else ()


def is_on_names(decision: Decision) -> bool:
    """Say whether a decision rules on names: who is who, and on which side."""
    sides = decision.kind is DecisionKind.RELABEL and decision.what in {PARTY, CAMP}
    return sides or decision.kind is DecisionKind.ALIAS


def _is_on_statement(decision: Decision) -> bool:
    """Say whether a decision is on one statement."""
    relabels = decision.kind is DecisionKind.RELABEL and decision.what in _OF_STATEMENTS
    whole = decision.kind in _WHOLE and decision.what != CLAIM
    return bool(decision.about) and (relabels or whole)


def _by_id(review: Review) -> tuple[str, str, str]:
    return review.decision, review.because, repr(review.anchor)
