"""Statements to claims, and how claims bear on one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from counterclaim.ledger import Snapshot
from counterclaim.model import Actor, Bearing, Claim, Relation
from counterclaim.relate.candidates import candidates
from counterclaim.relate.claims import claims
from counterclaim.relate.comparisons import Comparisons
from counterclaim.relate.frames import frames
from counterclaim.relate.gists import with_gists
from counterclaim.relate.items import items
from counterclaim.relate.notes import noted
from counterclaim.relate.propositions import enemies, propositions
from counterclaim.relate.relations import relations, worth_telling
from counterclaim.relate.vectors import load_vectors

__all__ = ["enemies", "propositions", "relate"]


def relate(
    snapshot: Snapshot, actor_of: Mapping[str, Actor], language: str = "en"
) -> tuple[tuple[Claim, ...], tuple[Relation, ...]]:
    """Return the claims that the statements of `snapshot` make, and the relations between them.

    Args:
        snapshot: reports, statements, propositions and mentions of all reports.
        actor_of: the actor of every referent.
        language: whose frames and vectors to use.
    """
    lexicon = frames(language)
    everyone, hostile = items(snapshot, actor_of, load_vectors(language), lexicon)
    pairs = candidates(everyone, lexicon)
    compared = Comparisons({item.id: item for item in everyone}, lexicon)
    made = claims(compared, pairs, hostile)
    bearing = relations(made, pairs, compared)
    kept = worth_telling(made, bearing)
    told = ((one.claim, one.items) for one in made if one.claim.id in kept)
    found = _with_notes(with_gists(told, snapshot, actor_of), snapshot, actor_of)
    return found, tuple(one for one in bearing if one.left in kept and one.right in kept)


def _with_notes(
    found: tuple[Claim, ...], snapshot: Snapshot, actor_of: Mapping[str, Actor]
) -> tuple[Claim, ...]:
    claims_of: dict[str, list[str]] = {}
    for claim in found:
        for bearing in claim.bearings:
            claims_of.setdefault(bearing.statement, []).append(claim.id)
    notes = noted(snapshot, claims_of, actor_of)
    noted_of: dict[str, list[Bearing]] = {}
    for claim_id, bearing in notes:
        noted_of.setdefault(claim_id, []).append(bearing)
    return tuple(replace(claim, bearings=(*claim.bearings, *noted_of.get(claim.id, ()))) for claim in found)
