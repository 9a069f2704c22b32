"""What denials deny, and what groups contradict that say it is not so: kept in the index of the case."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from counterclaim.relate.candidates import WORDING
from counterclaim.relate.case import DENIES, NEGATIVE, PAIR, SORT, TOLD_IN, UNIVERSAL, Case, Changed
from counterclaim.relate.denials import aim_at, aims, contradicted
from counterclaim.relate.groups import GROUP, Groups, Settled
from counterclaim.relate.items import Item

AIMS = "aims"
"""The contents that each denial, or "not so", denies."""


@dataclass(frozen=True)
class Denials:
    """The denials of a case."""

    groups: Groups

    @property
    def case(self) -> Case:
        """The case."""
        return self.groups.case

    def withdrawn(self, changed: Iterable[str]) -> Settled:
        """Forget what contents denied that are told otherwise now."""
        index = self.case.index
        aims = {one: index.keys(AIMS, one) for one in changed}
        claims = (self.groups.of_content(aim) for aimed in aims.values() for aim in aimed)
        found = Settled(claims=frozenset(claims) - {""})
        index.put(AIMS, dict.fromkeys((one for one, aimed in aims.items() if aimed), ()))
        return found

    def settle_contradictions(
        self, contents: Collection[str], others: frozenset[str], changed: frozenset[str]
    ) -> Settled:
        """Find anew what the groups among `contents` contradict that say it is not so, for some `others`."""
        index, found = self.case.index, Settled()
        index.fetch(SORT, contents)
        negative = (one for one in contents if self.groups.is_told(one) and self.case.is_(one, NEGATIVE))
        for claim in sorted({claim for one in negative for claim in index.keys(GROUP, one)}):
            members = index.members(GROUP, claim)
            old = {aim for one in members for aim in index.keys(AIMS, one)}
            if not old and not self._may_contradict(members, others):
                continue
            target = self._target(claim, members)
            is_other = any(index.keys(AIMS, one) != target for one in members)
            if is_other or (target and not changed.isdisjoint(members)):
                index.put(AIMS, dict.fromkeys(members, target))
                claims = {self.groups.of_content(one) for one in (*old, *target)} - {""}
                found |= Settled(frozenset(members), frozenset(claims | {claim}))
        return found

    def _may_contradict(self, members: Sequence[str], others: frozenset[str]) -> bool:
        """Say whether a group contradicts any of `others`; a group among them is asked for all."""

        def near(content: str) -> list[str]:
            return [one for one in self._told_near(content) if one in others]

        return not others.isdisjoint(members) or bool(contradicted(members, near, self.case.compared))

    def _target(self, claim: str, members: Sequence[str]) -> tuple[str, ...]:
        """Return the first content of the group that one contradicts, if it contradicts any."""
        index = self.case.index
        scored = contradicted(members, self._told_near, self.case.compared)
        groups = [(score, index.members(GROUP, self.groups.of_content(other))) for score, other in scored]
        others = [one for one in groups if claim not in index.keys(GROUP, one[1][0])]
        target = min(others)[1] if others else ()
        bonds = self.groups.bonds
        is_ruled_out = bonds.keeps_apart(members, target) or bonds.ties_elsewhere(tuple(members), target)
        return () if is_ruled_out else target[:1]

    def settle_aims(self, contents: Iterable[str], changed: Changed, turned: Collection[str]) -> Settled:
        """Find anew what denials among `contents`, and those in the same words, deny.

        Args:
            contents: where to look.
            changed: what is told otherwise, and the pairs that are compared otherwise.
            turned: what became a "not so" to something else, or is none any more.
        """
        index, found = self.case.index, Settled()
        others = _others(changed, turned)
        concerned = frozenset(contents)
        index.fetch(SORT, concerned)
        index.fetch(WORDING, concerned)
        denials = sorted({other for content in concerned for other in self._in_same_words(content)})
        index.fetch(AIMS, denials)
        index.fetch(TOLD_IN, denials)
        index.fetch_members(TOLD_IN, {report for one in denials for report in index.keys(TOLD_IN, one)})
        index.fetch(PAIR, denials)
        for one in denials:
            if one not in changed.contents and not self._may_aim_otherwise(one, others):
                continue
            denial = self.case.is_(one, DENIES)
            old, new = index.keys(AIMS, one), self._aims(self.case.item(one)) if denial else ()
            if old != new or one in changed.contents:
                index.put(AIMS, {one: new})
                claims = {self.groups.of_content(aim) for aim in (*old, *new)} - {""}
                found |= Settled(frozenset({one}), frozenset(claims))
        return found

    def _may_aim_otherwise(self, denial: str, others: Callable[[str], frozenset[str]]) -> bool:
        """Say whether a denial, itself as before, may deny something else by what is other than before.

        It does not if none of that is what it denies, or above it in its report, or a better aim.
        """
        first = self.case.candidates.first_alike(denial)
        fresh = frozenset[str]().union(*(others(one) for one in (denial, *first)))
        near = frozenset(other for one in (denial, *first) for other in self.case.near(one))
        old = self.case.index.keys(AIMS, denial)
        above = self.case.of_same_report(denial)
        if self.groups.ruled_contents or self.case.is_(denial, UNIVERSAL):
            return True
        if len(old) > 1 or not fresh.isdisjoint({*old, *above}):
            return True
        if not near.issuperset(old) and not set(above).issuperset(old):
            return True
        best = min((self._aim(denial, one) for one in old), default=(0.0, ""))
        upheld = (one for one in fresh & near if self.groups.is_told(one) and self.is_upheld(one))
        return any(score < 0 and (score, one) < best for score, one in (self._aim(denial, x) for x in upheld))

    def _aim(self, denial: str, told: str) -> tuple[float, str]:
        """Return how likely a denial is aimed at a content, the likeliest first in order."""
        item = self.case.item
        return -aim_at(item(denial), item(told), self.case.compared), told

    def _near(self, denial: str) -> frozenset[str]:
        """Return what a denial is compared with: its own candidates, and those of others in its words."""
        first = self.case.candidates.first_alike(denial)
        return frozenset(other for one in (denial, *first) for other in self._told_near(one))

    def _aims(self, denial: Item) -> tuple[str, ...]:
        case = self.case
        others = [case.item(one) for one in sorted(self._near(denial.id)) if self.is_upheld(one)]
        own = case.items_of(denial.report.id)
        above = [one for one in own if self.groups.is_told(one.id) and self.is_upheld(one.id)]
        found = aims(denial, others, above, case.compared)
        bonds = self.groups.bonds
        bound = [one for one in bonds.with_all(denial.id) if self.groups.is_told(one) and self.is_upheld(one)]
        allowed = (one for one in found if not bonds.keeps_apart([denial.id], [one]))
        return tuple(sorted({*allowed, *bound}))

    def _in_same_words(self, content: str) -> tuple[str, ...]:
        """Return the denials in the words of a denial, which deny what it denies; none for what tells."""
        if self.groups.is_told(content):
            return ()
        return self.case.candidates.alike(content) or (content,)

    def _told_near(self, content: str) -> list[str]:
        """Return the candidates of a content that are no denials."""
        return [one for one in self.case.near(content) if self.groups.is_told(one)]

    def is_upheld(self, content: str) -> bool:
        """Say whether what is told is told as so, and is not itself a "not so" to something else."""
        return not self.case.index.keys(AIMS, content)

    def is_aimless(self, content: str) -> bool:
        """Say whether a denial denies nothing that is told here."""
        is_whole = self.case.is_(content, DENIES) and "." not in content
        return is_whole and not self.case.index.keys(AIMS, content)


def _others(changed: Changed, turned: Collection[str]) -> Callable[[str], frozenset[str]]:
    """Return what tells of a content what is other than before among all that it may be compared with."""
    everywhere = changed.contents | frozenset(turned)
    beside: dict[str, set[str]] = {}
    for left, right in changed.pairs:
        beside.setdefault(left, set()).add(right)
        beside.setdefault(right, set()).add(left)
    return lambda content: everywhere.union(beside.get(content, ()))
