"""Short reports through the whole road, for tests of what several reports tell together."""

from __future__ import annotations

import hashlib
from functools import cache

from counterclaim.derive import derived
from counterclaim.gazetteer import Gazetteer, open_gazetteer
from counterclaim.ledger import Fact, Snapshot
from counterclaim.model import SUPPORTING, Claim, RelationKind, Report, Stance, When, content_id
from counterclaim.pipeline import Settings, facts_of
from counterclaim.read import Details, Reading
from counterclaim.weigh import standing_rules

A_DAY = When.day(2024, 5, 6)


@cache
def gazetteer() -> Gazetteer:
    """Return the bundled gazetteer, opened once."""
    return open_gazetteer()


@cache
def settings() -> Settings:
    """Return the settings that a user has who changed nothing."""
    return Settings(gazetteer(), standing_rules())


def a_reading(text: str, outlet: str, published: When | None = A_DAY) -> Reading:
    """Return what a reader would make of `text`."""
    raw = text.encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    report = Report(
        content_id("rep", sha256, outlet), f"{outlet}.txt", sha256, text, "text 1", outlet=outlet,
        published=published,
    )  # fmt: skip
    return Reading(report, raw, told=Details(outlet=outlet, published=published.timex if published else None))


@cache
def told_by(report: Report) -> tuple[Fact, ...]:
    """Return what one report tells: it depends on nothing else, and so is worked out once."""
    return tuple(facts_of(report, gazetteer()))


def together(*reports: Report) -> Snapshot:
    """Return all that `reports` tell, each alone and together."""
    facts = [fact for report in reports for fact in told_by(report)]
    return Snapshot.of([*facts, *derived(Snapshot.of(facts), settings().rules)])


def reports_of(*texts: str) -> list[Report]:
    """Return one report of one outlet for each text, all of one day."""
    return [a_reading(text, f"Outlet {number}").report for number, text in enumerate(texts, 1)]


def outcome(left: str, right: str) -> str:
    """Return in one word how the second text bears on the first, the strongest bearing if several."""
    first, second = reports_of(left, right)
    snapshot = together(first, second)
    claims = list(snapshot.claims.values())
    across = [claim for claim in claims if len(_reports(claim, snapshot)) == 2]
    stances = {bearing.stance for claim in across for bearing in claim.bearings}
    between = {
        relation.kind
        for relation in snapshot.relations.values()
        if _reports(snapshot.claims[relation.left], snapshot)
        != _reports(snapshot.claims[relation.right], snapshot)
    }
    if Stance.DENIES in stances:
        return "denial"
    if Stance.CONCEDES in stances:
        return "concession"
    if stances & SUPPORTING:
        return "same"
    if RelationKind.CONFLICTS in between:
        return "conflict"
    return "topic" if between else "unrelated"


def _reports(claim: Claim, snapshot: Snapshot) -> frozenset[str]:
    return frozenset(snapshot.statements[bearing.statement].report for bearing in claim.bearings)
