"""Claims to origins and standing: on how many independent voices each rests, and what may be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from counterclaim.model import Actor, Claim, Family, Standing, Statement
from counterclaim.weigh.origins import origins
from counterclaim.weigh.standing import StandingRule, stand, standing_rules

__all__ = ["StandingRule", "standing_rules", "weigh"]


def weigh(
    claims: Iterable[Claim],
    statements: Mapping[str, Statement],
    actor_of: Mapping[str, Actor],
    families: Sequence[Family],
    rules: Sequence[StandingRule],
) -> Iterator[Standing]:
    """Yield the standing of each claim."""
    for claim in claims:
        yield stand(claim, origins(claim, statements, actor_of, families), statements, actor_of, rules)
