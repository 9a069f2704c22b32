"""What can be told of a claim at a glance: enough to sort and to choose, without what was said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from counterclaim.board.index import Index, party_of, speaker_name
from counterclaim.board.labels import NO_PARTY, OUTLET_ITSELF
from counterclaim.ledger import fetch
from counterclaim.model import SUPPORTING, Claim, Origin, Stance, Standing, Statement, Status, Verdict

CONTESTING = frozenset({Status.CONTESTED, Status.DENIED})
"""The statuses of a claim that somebody speaks against."""

_LAST = 9
"""The rank of a claim that was rejected: behind all others."""


@dataclass(slots=True)
class Glance:
    """What claim, standing and relations tell of a claim, without a look at what was said.

    `rank` and `origins` sort the board but for outlets and gist.
    """

    claim: Claim
    standing: Standing | None
    status: Status | None
    origins: int
    rivals: int
    contested: bool
    conceded: bool
    denied: bool
    verdict: Verdict | None
    rank: int = 0

    def __post_init__(self) -> None:
        """Work out the rank, which is asked for again and again."""
        self.rank = rank_of(
            self.status, self.verdict, conceded=self.conceded, disputed=self.contested or self.denied
        )


def glance(index: Index, claim: Claim) -> Glance:
    """Return what can be told of a claim at a glance."""
    standing = index.snapshot.standings.get(claim.id)
    status = standing.status if standing else None
    stances = {bearing.stance for bearing in claim.bearings}
    rivals = index.rivals.get(claim.id, 0)
    return Glance(
        claim=claim,
        standing=standing,
        status=status,
        origins=len(supporting_origins(claim, standing)),
        rivals=rivals,
        contested=rivals > 0 or status in CONTESTING,
        conceded=status is Status.CONCEDED or Stance.CONCEDES in stances,
        denied=status is Status.DENIED or Stance.DENIES in stances,
        verdict=index.rulings.of_claims.get(claim.id),
    )


def rank_of(status: Status | None, verdict: Verdict | None, *, conceded: bool, disputed: bool) -> int:
    """Return the place of a claim among all: contested, conceded and disputed ones first."""
    if verdict is Verdict.REJECTED:
        return _LAST
    if status is Status.CONTESTED:
        return 0
    if conceded:
        return 1
    return 2 if disputed else 3


def candidates(index: Index, last: int | None) -> list[Glance]:
    """Return the claims that can stand before the row of number `last`; None: all claims.

    The contested come first: where these are enough, no other claim is looked at.
    """
    claims = index.snapshot.claims
    if last is not None:
        verdicts = index.rulings.of_claims
        contested = (claim for claim, status, _ in index.sides if status == Status.CONTESTED)
        first = [claim for claim in contested if verdicts.get(claim) is not Verdict.REJECTED]
        if last <= len(first):
            fetch(claims, first)
            fetch(index.snapshot.standings, first)
            return [glance(index, claims[key]) for key in first if key in claims]
    fetch(index.snapshot.standings, claims)
    return [glance(index, claim) for claim in claims.values()]


def supporting_origins(claim: Claim, standing: Standing | None) -> tuple[Origin, ...]:
    """Return the origins with a statement that supports the claim: denials do not add to it."""
    if standing is None:
        return ()
    supporting = {bearing.statement for bearing in claim.bearings if bearing.stance in SUPPORTING}
    return tuple(one for one in standing.origins if not supporting.isdisjoint(one.statements))


def is_one_sided(index: Index, seen: Glance) -> bool:
    """Say whether one side alone says it, on however many origins, and nobody denies or concedes it."""
    stances = {bearing.stance for bearing in seen.claim.bearings}
    if seen.contested or not stances.isdisjoint({Stance.DENIES, Stance.CONCEDES}):
        return False
    told = (bearing for bearing in seen.claim.bearings if bearing.stance in SUPPORTING)
    sides = {_side(index, index.told(seen.claim, bearing)) for bearing in told}
    return len(sides) == 1 and OUTLET_ITSELF not in sides


def _side(index: Index, statement: Statement) -> str:
    """Return for whom a statement speaks: a party, or the speaker where none is known."""
    party = party_of(index, statement)
    return speaker_name(index, statement) if party == NO_PARTY else party


def worked_out(standing: Standing | None) -> dict[str, set[Stance]]:
    """Return the stances of each party as the standing has them."""
    found: defaultdict[str, set[Stance]] = defaultdict(set)
    for told in standing.parties if standing else ():
        found[told.party].add(told.stance)
    return found
