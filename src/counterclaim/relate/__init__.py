"""Statements to claims, and how claims bear on one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from counterclaim.blocking import Keys, MemoryKeys
from counterclaim.ledger import Snapshot
from counterclaim.model import Actor, Claim, Constraints, Proposition, Relation, Statement
from counterclaim.relate.case import PARTS, STATEMENTS, Case
from counterclaim.relate.claims import Claims
from counterclaim.relate.propositions import enemies, propositions
from counterclaim.relate.relating import BEARS, Relations
from counterclaim.relate.wording import worded

__all__ = ["Related", "enemies", "keep", "propositions", "relate", "relate_anew", "supported_by"]


@dataclass(frozen=True, slots=True)
class Related:
    """What became of claims and relations: those that stand now, and the ids of those that are gone."""

    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    claims_gone: frozenset[str] = frozenset()
    relations_gone: frozenset[str] = frozenset()


def relate(
    snapshot: Snapshot,
    actor_of: Mapping[str, Actor],
    language: str = "en",
    ruled: Constraints = Constraints(),  # noqa: B008 - it is frozen
) -> tuple[tuple[Claim, ...], tuple[Relation, ...]]:
    """Return the claims that the statements of `snapshot` make, and the relations between them.

    Args:
        snapshot: reports, statements, propositions and mentions of all reports.
        actor_of: the actor of every referent.
        language: whose frames and vectors to use.
        ruled: what people ruled on which statements make one claim, and with which stance.
    """
    index = MemoryKeys()
    keep(index, snapshot.statements.values(), snapshot.propositions.values())
    found = relate_anew(snapshot, actor_of, index, snapshot.reports, ruled, language)
    return found.claims, found.relations


def keep(index: Keys, statements: Iterable[Statement], propositions: Iterable[Proposition]) -> None:
    """Take note in the index of where statements and propositions are told."""
    index.put(STATEMENTS, {one.id: [one.report] for one in statements})
    index.put(PARTS, {one.id: [one.statement] for one in propositions})


def supported_by(index: Keys, reports: Iterable[str]) -> frozenset[str]:
    """Return the claims that the statements of some reports bear on."""
    statements = (one for report in reports for one in index.members(STATEMENTS, report))
    return frozenset(claim for one in statements for claim in index.members(BEARS, one))


def relate_anew(  # noqa: PLR0913, PLR0917 - what is told, by whom, what is known of it, and what is ruled
    snapshot: Snapshot,
    actor_of: Mapping[str, Actor],
    index: Keys,
    reports: Iterable[str],
    ruled: Constraints = Constraints(),  # noqa: B008 - it is frozen
    language: str = "en",
) -> Related:
    """Return what becomes of claims and relations by reports that are new, or are told otherwise now.

    It costs what these reports have to do with others, whatever else the case holds.

    Args:
        snapshot: reports, statements, propositions and mentions of all reports.
        actor_of: the actor of every referent.
        index: what is known of the reports before; it is brought up to date.
        reports: the ids of the reports concerned: new ones, and those with statements on which is ruled anew.
        ruled: what people ruled on which statements make one claim, and with which stance.
        language: whose frames and vectors to use.
    """
    case = Case(snapshot, actor_of, index, language)
    concerned = case.read(reports)
    changed = case.put(concerned)
    claims = Claims(case, ruled)
    settled = Relations(claims).settle(claims.settle(changed), changed.pairs)
    made = (claims.made(one) for one in sorted(settled.told))
    told = worded([one for one in made if one is not None], case, ruled)
    relations = tuple(sorted(settled.relations, key=lambda one: one.id))
    return Related(told, relations, settled.gone, settled.unrelated)
