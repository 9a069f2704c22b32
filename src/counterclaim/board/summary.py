"""The counts that end every run and head every export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counterclaim.board.glances import CONTESTING
from counterclaim.ledger import Snapshot
from counterclaim.model import RelationKind, Stance, Status


@dataclass(frozen=True, slots=True)
class Summary:
    """How much a ledger holds. `contested` claims are those that somebody, or another claim, speaks against.

    Of these, `only_denied` are told of by nobody but those who deny them.
    """

    reports: int
    statements: int
    claims: int
    contested: int
    conceded: int
    actors: int
    families: int
    problems: int
    only_denied: int = 0

    def __str__(self) -> str:
        """Return the counts in one line.

        >>> print(Summary(5, 103, 57, 6, 2, 39, 1, 0))
        5 reports, 103 statements, 57 claims, 6 contested
        >>> print(Summary(5, 103, 57, 6, 2, 39, 1, 0, only_denied=2))
        5 reports, 103 statements, 57 claims, 6 contested (2 of them only denied)
        """
        counts = (
            _count(self.reports, "report"),
            _count(self.statements, "statement"),
            _count(self.claims, "claim"),
        )
        denied = f" ({self.only_denied} of them only denied)" if self.only_denied else ""
        return ", ".join((*counts, f"{self.contested} contested{denied}"))


def contested(snapshot: Snapshot) -> frozenset[str]:
    """Return the ids of the claims that somebody denies, or that cannot be so beside another claim."""
    denied = {one.claim for one in snapshot.standings.values() if one.status in CONTESTING}
    rivals = (one for one in snapshot.relations.values() if one.kind is RelationKind.CONFLICTS)
    return frozenset(denied).union(*({one.left, one.right} for one in rivals))


def summary(snapshot: Snapshot) -> Summary:
    """Return the counts of a snapshot: every statement that is exported is counted."""
    return Summary(
        reports=len(snapshot.reports),
        statements=sum(1 for _ in snapshot.told()),
        claims=len(snapshot.claims),
        contested=len(contested(snapshot)),
        conceded=_how_many(
            any(bearing.stance is Stance.CONCEDES for bearing in claim.bearings)
            for claim in snapshot.claims.values()
        ),
        actors=len(snapshot.actors),
        families=len(snapshot.families),
        problems=len(snapshot.problems),
        only_denied=_how_many(one.status is Status.DENIED for one in snapshot.standings.values()),
    )


def _how_many(verdicts: Iterable[bool]) -> int:
    return sum(1 for verdict in verdicts if verdict)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
