"""What people ruled on which contents make one claim, as it binds the groups of contents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from counterclaim.model import Bearing, Claim, Constraints, RuledStance
from counterclaim.relate.comparisons import Comparisons
from counterclaim.relate.items import Item

Contents = tuple[str, ...]
"""The ids of contents that go together, sorted."""


class Bonds:
    """Which contents end up in one claim by a ruling, and which must not.

    `contents` are those of all statements that are ruled on, sorted. A content is tied to others as soon as
    it is known that they will share a claim; what is ruled to be apart is never tied, not even by way of a
    third.
    """

    def __init__(self, contents: Sequence[Item], compared: Comparisons, ruled: Constraints) -> None:
        self._by_id = compared.by_id
        self._apart = _apart(ruled)
        self._because: dict[str, list[str]] = {}
        for parted in ruled.parted:
            for one in sorted(parted.statements if parted.others else ()):
                self._because.setdefault(one, []).append(parted.because)
        self._tied: dict[str, Contents] = {}
        for joined in ruled.joined:
            members = _meant(joined.statements, contents, compared)
            self.tie(members)
            for one in members if len(members) > 1 else ():
                self._because.setdefault(one, []).append(joined.because)

    def with_all(self, content: str) -> Contents:
        """Return a content with all that it is tied to."""
        return self._tied.get(content, (content,))

    def reasons(self, members: Iterable[str]) -> tuple[str, ...]:
        """Return who ruled that `members` go together, or are another thing than others."""
        facts = (fact for one in members for fact in (one, self._by_id[one].statement.id))
        return tuple(dict.fromkeys(because for fact in facts for because in self._because.get(fact, ())))

    def tie(self, members: Iterable[str]) -> None:
        """Let `members`, and what each is tied to, share a claim."""
        together = tuple(sorted({other for one in members for other in self.with_all(one)}))
        self._tied.update(dict.fromkeys(together, together))

    def ties_elsewhere(self, ones: Contents, others: Contents) -> bool:
        """Say whether `ones` are tied to more than themselves, and not to `others`."""
        tied = {other for one in ones for other in self.with_all(one)}
        return not tied <= set(ones) and tied.isdisjoint(others)

    def keeps_apart(self, ones: Iterable[str], others: Iterable[str]) -> bool:
        """Say whether anything among `ones`, or tied to them, is ruled to be another than among `others`."""
        if not self._apart:
            return False
        left, right = self._statements(ones), self._statements(others)
        return any(not self._apart.get(one, frozenset()).isdisjoint(right) for one in left)

    def _statements(self, members: Iterable[str]) -> frozenset[str]:
        tied = {other for one in members for other in self.with_all(one)}
        return frozenset(self._by_id[one].statement.id for one in tied)


def _apart(ruled: Constraints) -> Mapping[str, frozenset[str]]:
    """Return for each statement those that it is ruled to be apart from."""
    found: dict[str, frozenset[str]] = {}
    for parted in ruled.parted:
        for ones, others in ((parted.statements, parted.others), (parted.others, parted.statements)):
            for one in ones:
                found[one] = found.get(one, frozenset()) | (others - {one})
    return found


def ruled_statements(ruled: Constraints) -> frozenset[str]:
    """Return the statements that people ruled to go together with others, or apart from them."""
    joined = (one.statements for one in ruled.joined)
    return frozenset().union(*joined, *(one.statements | one.others for one in ruled.parted))


def _meant(statements: Collection[str], contents: Iterable[Item], compared: Comparisons) -> list[str]:
    """Return the content meant of each statement: of several parts that which is most like the others."""
    parts: dict[str, list[Item]] = {}
    for item in contents:
        if item.statement.id in statements:
            parts.setdefault(item.statement.id, []).append(item)
    return [_likest(own, parts, compared) for own in parts.values()]


def _likest(own: Sequence[Item], parts: Mapping[str, Sequence[Item]], compared: Comparisons) -> str:
    others = [one.id for told in parts.values() if told is not own for one in told]
    if len(own) == 1 or not others:
        return own[0].id
    ranked = (
        (-max(compared.of(one.id, other).likeness.score for other in others), one.proposition.part, one.id)
        for one in own
    )
    return min(ranked)[-1]


def with_ruled_stances(claim: Claim, stances: Iterable[RuledStance]) -> Claim:
    """Return the claim with the stances that people ruled in place of those that were read."""
    statements = {bearing.statement for bearing in claim.bearings}
    ruled = {one.statement: one for one in stances if _is_towards(one, statements)}
    if not ruled:
        return claim
    return replace(claim, bearings=tuple(_ruled(bearing, ruled) for bearing in claim.bearings))


def with_ruled_notes(claim: Claim, notes: Sequence[Bearing], ruled: Constraints) -> Claim:
    """Return the claim with the outlet's own notes on it, but for those that people ruled not to reach it."""
    apart = _apart(ruled)
    reached = {bearing.statement for bearing in claim.bearings}
    kept = [one for one in notes if apart.get(one.statement, frozenset()).isdisjoint(reached)]
    return with_ruled_stances(replace(claim, bearings=(*claim.bearings, *kept)), ruled.stances)


def _is_towards(one: RuledStance, statements: Collection[str]) -> bool:
    if one.statement not in statements or one.beside is None:
        return one.statement in statements
    return bool(one.beside.intersection(statements)) if one.beside else len(statements) == 1


def _ruled(bearing: Bearing, ruled: Mapping[str, RuledStance]) -> Bearing:
    one = ruled.get(bearing.statement)
    return Bearing(bearing.statement, one.stance, one.because) if one else bearing
