"""Statements to claims: those that say the same thing, with the stance of each.

Candidates come from blocking keys and from the vectors of their words; agreement rules decide; groups
grow from the best agreement down, and no group ever takes in a pair that a veto keeps apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterclaim.model import Bearing, Claim, Stance, content_id
from counterclaim.relate.candidates import Pair
from counterclaim.relate.comparisons import Comparisons
from counterclaim.relate.denials import aims, contradictions, denies
from counterclaim.relate.frames import FrameLexicon
from counterclaim.relate.gists import gist, unclear
from counterclaim.relate.items import Hostilities, Item
from counterclaim.relate.stances import stance

ASKED = 8
"""Members of a group that those of another must agree with, before the two are joined."""


@dataclass(frozen=True, slots=True)
class Made:
    """A claim with the contents that say it.

    One that is `beside` is only told beside other happenings, by nobody else and denied by nobody:
    it is worth a row of its own only where another claim conflicts with it.
    """

    claim: Claim
    items: tuple[Item, ...]
    beside: bool = False


def claims(compared: Comparisons, pairs: frozenset[Pair], hostile: Hostilities) -> tuple[Made, ...]:
    """Return the claims that the contents `compared` bear on, sorted by id.

    An explicit denial bears on the claim it denies; one that denies nothing told here is a claim of
    its own that only stands denied.
    """
    by_id, lexicon = compared.by_id, compared.lexicon
    groups = _groups(compared, sorted(pairs), {one for one, item in by_id.items() if not denies(item)})
    denied_by: dict[tuple[str, ...], list[Item]] = {}
    against = contradictions([group.members for group in groups], by_id, pairs, compared)
    for negative, told in against.items():
        denied_by.setdefault(told, []).extend(by_id[one] for one in negative)
    groups = [group for group in groups if group.members not in against]
    group_of = {member: group for group in groups for member in group.members}
    aimless: list[Item] = []
    for denial, aimed in aims(by_id, group_of.keys(), pairs, compared):
        denied = list(dict.fromkeys(group_of[one].members for one in aimed))
        for members in denied:
            denied_by.setdefault(members, []).append(denial)
        if not denied and not denial.proposition.part:
            aimless.append(denial)
    alone = _groups(compared, sorted(pairs), {denial.id for denial in aimless})
    made = [
        *_told(groups, denied_by, by_id, hostile, lexicon),
        *_only_denied(alone, by_id, hostile, lexicon),
    ]
    return tuple(sorted(made, key=lambda one: one.claim.id))


# -- Groups --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Group:
    """Contents that say one thing, and why they were joined."""

    members: tuple[str, ...]
    reasons: tuple[str, ...] = ()

    def statements(self, by_id: Mapping[str, Item]) -> frozenset[str]:
        """Return the statements whose contents they are."""
        return frozenset(by_id[member].statement.id for member in self.members)

    def is_beside(self, by_id: Mapping[str, Item]) -> bool:
        """Say whether all its members are told beside other happenings."""
        return all(by_id[member].proposition.part for member in self.members)


def _groups(compared: Comparisons, pairs: Sequence[Pair], told: Collection[str]) -> list[_Group]:
    """Join what agrees of the contents `told`, best first."""
    agreed = [
        (-found.score, left, right, found.because)
        for left, right in pairs
        if left in told and right in told and (found := compared.of(left, right).agreement) is not None
    ]
    group_of = {one: _Group((one,)) for one in sorted(told)}
    for _, left, right, because in sorted(agreed):
        one, other = group_of[left], group_of[right]
        if one is not other and _may_join(one, other, compared):
            joined = _Group(
                tuple(sorted((*one.members, *other.members))), (*one.reasons, *other.reasons, because)
            )
            group_of.update(dict.fromkeys(joined.members, joined))
    return list({group.members: group for group in group_of.values()}.values())


def _may_join(one: _Group, other: _Group, compared: Comparisons) -> bool:
    """No veto between any two of those asked, and at least half of the pairs agree outright."""
    found = [compared.of(a, b) for a in one.members[:ASKED] for b in other.members[:ASKED]]
    if any(two.vetoes for two in found):
        return False
    return 2 * sum(two.agreement is not None for two in found) >= len(found)


# -- Claims --------------------------------------------------------------------------------------------


def _told(
    groups: Sequence[_Group],
    denied_by: Mapping[tuple[str, ...], Sequence[Item]],
    by_id: Mapping[str, Item],
    hostile: Hostilities,
    lexicon: FrameLexicon,
) -> Iterator[Made]:
    """Yield a claim for each group; what is told beside adds none where a claim has all who tell it."""
    whole = [group.statements(by_id) for group in groups if not group.is_beside(by_id)]
    for group in groups:
        said = group.statements(by_id)
        against = denied_by.get(group.members, ())
        is_beside = group.is_beside(by_id)
        if is_beside and len(said) > 1 and any(said <= other for other in whole):
            continue
        told = [by_id[member] for member in group.members]
        bearings = {item.statement.id: stance(item, hostile, lexicon) for item in reversed(told)}
        for one in against:
            because = f"denies what is told of “{one.frame}”"
            bearings[one.statement.id] = Bearing(one.statement.id, Stance.DENIES, because)
        claim = _claim(told, list(bearings.values()), group.reasons)
        yield Made(claim, tuple(told), is_beside and len(said) == 1 and not against)


def _only_denied(
    groups: Sequence[_Group], by_id: Mapping[str, Item], hostile: Hostilities, lexicon: FrameLexicon
) -> Iterator[Made]:
    """Yield a claim for what nobody here told, and several perhaps deny."""
    for group in groups:
        denials = [by_id[member] for member in group.members]
        bearings = [
            Bearing(item.statement.id, Stance.DENIES, "denied, though nobody here told it")
            if item.statement.denied
            else stance(item, hostile, lexicon)
            for item in denials
        ]
        yield Made(_claim(denials, bearings, group.reasons), tuple(denials))


def _claim(told: Sequence[Item], bearings: Sequence[Bearing], reasons: Sequence[str]) -> Claim:
    best = min(told, key=unclear)
    because = "; ".join(dict.fromkeys(reasons)) or "said once"
    return Claim(
        id=content_id("cl", *sorted(item.id for item in told)),
        gist=gist(best),
        frame=best.frame,
        bearings=tuple(sorted(bearings, key=lambda bearing: bearing.statement)),
        because=because,
        places=tuple(sorted({place for item in told for place in item.proposition.places})),
        about=next((item.when for item in sorted(told, key=lambda one: one.id) if item.when), None),
    )
