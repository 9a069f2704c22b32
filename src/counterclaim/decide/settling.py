"""Who has the last word: one person the later time; where two people rule the opposite, neither of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counterclaim.decide.making import in_order, order
from counterclaim.model import Decision

Key = tuple[str, ...]
"""What is ruled on: ("act", the statement), ("verdict", the claim), ("alias", the name)."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """One thing that a decision rules on, and what it rules there, so that it can be compared."""

    key: Key
    value: str
    decision: Decision


@dataclass(frozen=True, slots=True, order=True)
class Disagreement:
    """Decisions of several people that cannot all hold, by id: none of them is applied where they clash."""

    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds for each key, on which keys people disagree, and who does."""

    holds: dict[Key, Decision]
    disputed: frozenset[Key]
    disagreements: tuple[Disagreement, ...]


def settled(rulings: Iterable[Ruled]) -> Settled:
    """Return what holds of `rulings`; the same for the same ones in any order."""
    last_words: dict[Key, dict[str, Ruled]] = {}
    every = {(one.key, one.decision.id): one for one in rulings}
    for one in sorted(every.values(), key=lambda one: order(one.decision)):
        last_words.setdefault(one.key, {})[one.decision.by] = one
    holds: dict[Key, Decision] = {}
    disputed: dict[Key, Disagreement] = {}
    for key, persons in last_words.items():
        last = in_order(one.decision for one in persons.values())
        if len({one.value for one in persons.values()}) == 1:
            holds[key] = last[-1]
        else:
            disputed[key] = Disagreement(tuple(one.id for one in last))
    return Settled(holds, frozenset(disputed), tuple(sorted(set(disputed.values()))))
