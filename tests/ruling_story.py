"""A small story on which people rule, and the snapshot that their rulings lead to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from counterclaim.decide import Person, Rulings, replay
from counterclaim.ledger import Snapshot, ledger_hash
from counterclaim.model import Claim, Decision, Report, Stance
from counterclaim.normalize.names import plain_name
from counterclaim.pipeline import decided
from road import reports_of, settings, together

BRIDGE = "Laura Chen said that the council had closed the harbour bridge."
AGAIN = "Petra Lind said that the council had closed the harbour bridge on Monday."
FERRY = "Tom Reed said that the ferry to Easthaven had stopped."
DENIAL = "The council denied that it had closed the harbour bridge."

NOON = datetime(2024, 5, 7, 12, tzinfo=UTC)


def story() -> list[Report]:
    """Return four reports: two tell one thing, one another, and one denies the first."""
    return reports_of(BRIDGE, AGAIN, FERRY, DENIAL)


def machine() -> Snapshot:
    """Return what the machine makes of the story."""
    return together(*story())


def person(name: str = "Ann", minute: int = 0, note: str = "") -> Person:
    """Return somebody who rules so many minutes after noon."""
    return Person(name, NOON + timedelta(minutes=minute), note)


def after(before: Snapshot, *decisions: Decision) -> Snapshot:
    """Return the case as it is once `decisions` are recorded."""
    return decided(before, decisions, settings())


def rulings(snapshot: Snapshot) -> Rulings:
    """Return what is ruled in a case."""
    return replay(snapshot, plain_name)


def said(snapshot: Snapshot, words: str) -> str:
    """Return the id of the one statement that somebody in whose report `words` stand makes."""
    (found,) = (one.id for one in snapshot.told() if words in snapshot.reports[one.report].text)
    return found


def claim_of(snapshot: Snapshot, statement: str) -> Claim:
    """Return the one claim on which a statement bears."""
    (found,) = claims_of(snapshot, statement)
    return found


def claims_of(snapshot: Snapshot, statement: str) -> list[Claim]:
    """Return the claims on which a statement bears."""
    return [
        claim
        for claim in snapshot.claims.values()
        if any(bearing.statement == statement for bearing in claim.bearings)
    ]


def stances(claim: Claim) -> list[Stance]:
    """Return the stances to a claim, sorted."""
    return sorted(bearing.stance for bearing in claim.bearings)


def hashed(snapshot: Snapshot) -> str:
    """Return the ledger hash."""
    return ledger_hash(snapshot)
