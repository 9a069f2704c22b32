"""Claims to origins and standing: on how many independent voices each rests, and what may be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from counterclaim.model import Actor, Claim, Proposition, Standing, Statement
from counterclaim.weigh.origins import Witnesses, origins
from counterclaim.weigh.standing import StandingRule, default_table, rules_in_force, stand, standing_rules

__all__ = ["StandingRule", "default_table", "rules_in_force", "standing_rules", "weigh"]


def weigh(  # noqa: PLR0913, PLR0917  what is said, by whom, printed how, and by which rules it is judged
    claims: Iterable[Claim],
    statements: Mapping[str, Statement],
    propositions: Mapping[str, Proposition],
    actor_of: Mapping[str, Actor],
    family_of: Mapping[str, str],
    rules: Sequence[StandingRule],
) -> Iterator[Standing]:
    """Yield the standing of each claim; nothing but what its statements name is looked up."""
    for claim in claims:
        said = {bearing.statement: statements[bearing.statement] for bearing in claim.bearings}
        witnesses = Witnesses.of(said, actor_of, family_of, propositions)
        yield stand(claim, origins(claim, witnesses), said, actor_of, rules)
