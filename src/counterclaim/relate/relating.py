"""The relations between the claims of a case, kept in its index: which claims bear on one another, and how.

Only claims with contents that are candidates of one another are compared at all; `relations` has the rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from counterclaim.blocking import Keys
from counterclaim.model import Relation, RelationKind
from counterclaim.relate.candidates import Pair
from counterclaim.relate.claims import Claims
from counterclaim.relate.relations import relation

ASKED = 6
"""The most contents of one claim that are compared with those of another."""

SUPPORTS, BEARS = "supports", "bears"
"""The claim that each content is asked for, and the statements that bear on each claim."""

RELATED, CONFLICT, TOLD_AS = "related", "conflict", "told as"
"""Pairs of claims that are related, and that conflict, by claim; and relations that are told, by pair."""

WORTH, BESIDE, TOLD = "worth", "beside", "told"
"""Of each claim whether it is told beside others, and whether it is worth a row of its own."""

_SEPARATOR = "\x1f"


@dataclass
class Relations:
    """The relations between the claims of a case, found when they are asked for."""

    claims: Claims
    _found: dict[Pair, Relation | None] = field(default_factory=dict)

    @property
    def _index(self) -> Keys:
        return self.claims.case.index

    def settle(self, concerned: Collection[str], pairs: Iterable[Pair]) -> Settled:
        """Relate the claims concerned anew.

        Args:
            concerned: ids of claims that may be others, or gone.
            pairs: contents that are compared, or are no more, or say something else.
        """
        self._index.fetch(WORTH, concerned)
        was_told = frozenset(one for one in concerned if self.is_told(one))
        between = self._between(self._note(concerned), pairs)
        quarrelling = self._settle_pairs(between)
        turned = self._settle_worth(concerned, quarrelling.union(*map(self._rivals, concerned)))
        turned |= {one for one in concerned if self.is_told(one) != (one in was_told)}
        between |= {pair for one in turned for pair in self._pairs_of(one)}
        told = {pair: self._relation(pair) if all(map(self.is_told, pair)) else None for pair in between}
        self._index.fetch_members(TOLD_AS, [_SEPARATOR.join(pair) for pair in between])
        old = {key for pair in between for key in self._index.members(TOLD_AS, _SEPARATOR.join(pair))}
        new = {one.id: one for one in told.values() if one is not None}
        self._index.put(
            TOLD_AS,
            {**dict.fromkeys(old, ()), **{key: [_key(one.left, one.right)] for key, one in new.items()}},
        )
        looked_at = frozenset(concerned) | turned
        kept = frozenset(one for one in looked_at if self.is_told(one))
        return Settled(kept, (was_told | turned) - kept, tuple(new.values()), frozenset(old - new.keys()))

    def is_told(self, claim: str) -> bool:
        """Say whether a claim is worth a row of its own."""
        return TOLD in self._index.keys(WORTH, claim)

    def _note(self, concerned: Iterable[str]) -> frozenset[str]:
        """Take note of the contents that support claims, and of the statements that bear on them.

        Return the claims that others support than before: only those may be related otherwise, but for
        contents that say something else.
        """
        made = {one: self.claims.made(one) for one in concerned}
        before = {one: self._index.members(SUPPORTS, one) for one in made}
        gone = {item for one in made for item in before[one]}
        supports = {item.id: [key] for key, one in made.items() if one for item in one.supporters[:ASKED]}
        self._index.put(SUPPORTS, {**dict.fromkeys(gone, ()), **supports})
        bearing = {key: [b.statement for b in one.claim.bearings] if one else () for key, one in made.items()}
        self._index.put(BEARS, bearing)
        worth = {key: ([BESIDE] if one.beside else [TOLD]) if one else [] for key, one in made.items()}
        self._index.put(WORTH, worth)
        return frozenset(one for one, items in before.items() if items != self._index.members(SUPPORTS, one))

    # -- Which claims are related, and how -----------------------------------------------------------

    def _between(self, concerned: Iterable[str], pairs: Iterable[Pair]) -> set[Pair]:
        """Return the pairs of claims whose relation may be another one."""
        found: set[Pair] = set()
        compared = list(pairs)
        self._index.fetch(SUPPORTS, {one for pair in compared for one in pair})
        for one in concerned:
            found.update(self._pairs_of(one))
            for item in self._index.members(SUPPORTS, one):
                near = self.claims.case.near(item)
                self._index.fetch(SUPPORTS, near)
                for other in near:
                    found.update(_pair(one, claim) for claim in self._index.keys(SUPPORTS, other))
        for left, right in compared:
            for one in self._index.keys(SUPPORTS, left):
                found.update(_pair(one, other) for other in self._index.keys(SUPPORTS, right))
        return {(one, other) for one, other in found if one != other}

    def _pairs_of(self, claim: str) -> Iterator[Pair]:
        """Yield the pairs of claims that are known to be related, with this one."""
        for related in self._index.members(RELATED, claim):
            one, other = related.split(_SEPARATOR)
            yield one, other

    def _settle_pairs(self, between: Collection[Pair]) -> frozenset[str]:
        """Take note of who is related; return the claims that conflict, or did, in one of the pairs."""
        self._index.fetch(CONFLICT, [_key(*pair) for pair in between])
        self._index.fetch_members(SUPPORTS, {one for pair in between for one in pair})
        related: dict[str, Sequence[str]] = {}
        conflicting: dict[str, Sequence[str]] = {}
        for pair in between:
            found, key = self._relation(pair), _key(*pair)
            related[key] = pair if found else ()
            if found and found.kind is RelationKind.CONFLICTS:
                conflicting[key] = pair
            elif self._index.keys(CONFLICT, key):
                conflicting[key] = ()
        self._index.put(RELATED, related)
        self._index.put(CONFLICT, conflicting)
        return frozenset(one for key in conflicting for one in key.split(_SEPARATOR))

    def _relation(self, claims: Pair) -> Relation | None:
        if claims not in self._found:
            left, right = (self._index.members(SUPPORTS, one) for one in claims)
            others, case = frozenset(right), self.claims.case
            contents = [(one, other) for one in left for other in case.near(one) if other in others]
            self._found[claims] = relation(claims, contents, case.compared) if contents else None
        return self._found[claims]

    # -- What is worth telling -----------------------------------------------------------------------

    def _settle_worth(self, concerned: Iterable[str], quarrelling: Iterable[str]) -> frozenset[str]:
        """Say anew which claims told beside others are worth telling; return those that turned."""
        some = frozenset(concerned).union(quarrelling)
        statements = {said for one in some for said in self._index.keys(BEARS, one)}
        every = some.union(*(self._index.members(BEARS, said) for said in statements))
        beside = {one for one in every if BESIDE in self._index.keys(WORTH, one)}
        new = {one: [BESIDE, TOLD] if self._is_disputed(one) else [BESIDE] for one in sorted(beside)}
        turned = frozenset(one for one, worth in new.items() if (TOLD in worth) != self.is_told(one))
        self._index.put(WORTH, new)
        return turned

    def _rivals(self, claim: str) -> frozenset[str]:
        """Return the claims that conflict with one."""
        return frozenset(self._other(pair, claim) for pair in self._index.members(CONFLICT, claim))

    def _is_disputed(self, claim: str) -> bool:
        """Say whether a claim told beside others conflicts with one, and no claims of their own tell so."""
        return any(not self._is_told_anyway(claim, other) for other in self._rivals(claim))

    def _is_told_anyway(self, claim: str, other: str) -> bool:
        """Say whether claims that stand anyway tell that the same statements conflict."""
        ours, theirs = (frozenset(self._index.keys(BEARS, one)) for one in (claim, other))
        for one in self._index.members(BEARS, min(ours)):
            if BESIDE not in self._index.keys(WORTH, one) and ours.issubset(self._index.keys(BEARS, one)):
                for pair in self._index.members(CONFLICT, one):
                    rival = self._other(pair, one)
                    stands = BESIDE not in self._index.keys(WORTH, rival)
                    if stands and theirs.issubset(self._index.keys(BEARS, rival)):
                        return True
        return False

    def _other(self, pair: str, claim: str) -> str:
        one, other = pair.split(_SEPARATOR)
        return other if one == claim else one


class Settled(NamedTuple):
    """What became of claims and relations: those told now, and the ids of those gone."""

    told: frozenset[str]
    gone: frozenset[str]
    relations: tuple[Relation, ...]
    unrelated: frozenset[str]


def _pair(one: str, other: str) -> Pair:
    return min(one, other), max(one, other)


def _key(one: str, other: str) -> str:
    return _SEPARATOR.join(_pair(one, other))
