"""Contents to groups that say one thing: joined from the best agreement down, against no veto and no ruling.

What hundreds print in the same words counts once: copies of a report join no groups, and part none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from counterclaim.blocking import together
from counterclaim.model import Constraints, content_id
from counterclaim.relate.case import AGREES, PARTS, TELLS, Case
from counterclaim.relate.ruled import Bonds, ruled_statements

ASKED = 8
"""Wordings of a group that those of another must agree with, before the two are joined."""

GROUP, ALONE = "group", "alone"
"""The claim that each content says, and that each denial makes which denies nothing told here."""


@dataclass(frozen=True, slots=True)
class Group:
    """Contents that say one thing, and why they were joined."""

    members: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    ruled: bool = False  # a person joined it

    @property
    def claim(self) -> str:
        """Return the id of the claim that they say."""
        return content_id("cl", *self.members)


@dataclass(frozen=True, slots=True)
class Settled:
    """The contents that were looked at anew, and the claims that may be others, or gone, by it."""

    contents: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()

    def __or__(self, other: Settled) -> Settled:
        """Return both together."""
        return Settled(self.contents | other.contents, self.claims | other.claims)


@dataclass
class Groups:
    """The groups of the contents of a case, kept in its index."""

    case: Case
    ruled: Constraints = field(default_factory=Constraints)
    _known: dict[str, Group] = field(default_factory=dict)

    def settle(self, space: str, touched: Iterable[str], fits: Callable[[str], bool]) -> Settled:
        """Group the contents that fit, and all that hangs together with them, anew."""
        index = self.case.index
        old = {one: index.keys(space, one) for one in touched}
        mates = {mate for claims in old.values() for claim in claims for mate in index.members(space, claim)}
        components = list(self._components((one for one in sorted(mates.union(old)) if fits(one)), fits))
        groups = [group for some in components for group in self._grouped(some)]
        groups = self._joined(groups) if space == ALONE else groups
        new = {one: [group.claim] for group in groups for one in group.members}
        old |= {one: index.keys(space, one) for one in {*new, *mates}}
        index.put(space, {one: new.get(one, ()) for one in old})
        self._known |= {group.claim: group for group in groups}
        claims = {claim for some in (*new.values(), *old.values()) for claim in some}
        return Settled(frozenset(old), frozenset(claims))

    def _components(self, contents: Iterable[str], fits: Callable[[str], bool]) -> Iterator[tuple[str, ...]]:
        """Yield the contents that hang together by agreements with each of some contents."""
        yield from together(contents, lambda one: filter(fits, self._hanging_with(one)))

    def _hanging_with(self, content: str) -> Iterable[str]:
        """Return the contents that agree with one; all that people ruled on hangs together."""
        agreeing = self.case.index.keys(AGREES, content)
        return {*agreeing, *self.ruled_contents} if content in self.ruled_contents else agreeing

    def _grouped(self, contents: Sequence[str]) -> list[Group]:
        """Join what agrees of the contents, best first, but nothing that is ruled to be apart."""
        compared, wording = self.case.compared, self.case.candidates.wording
        agreed = [
            (-found.score, sorted((wording(left), wording(right))), left, right, found.because)
            for left in contents
            for right in self.case.index.keys(AGREES, left)
            if left < right and (found := compared.of(left, right).agreement) is not None
        ]
        group_of = {one: Group((one,)) for one in contents}
        for _, _, left, right, because in sorted(agreed):
            one, other = group_of.get(left), group_of.get(right)
            if not one or not other or one is other or self.bonds.keeps_apart(one.members, other.members):
                continue
            if self._may_join(one, other):
                joined = Group(
                    tuple(sorted((*one.members, *other.members))), (*one.reasons, *other.reasons, because)
                )
                group_of.update(dict.fromkeys(joined.members, joined))
                self._tie(joined.members)
        return list({group.members: group for group in group_of.values()}.values())

    def _may_join(self, one: Group, other: Group) -> bool:
        """No veto between any two of those asked, and at least half of the pairs agree outright."""
        found = [self.case.compared.of(a, b) for a in self._asked(one) for b in self._asked(other)]
        if any(two.vetoes for two in found):
            return False
        return 2 * sum(two.agreement is not None for two in found) >= len(found)

    def _asked(self, group: Group) -> list[str]:
        """Return the first content of each wording of a group, or of some of them."""
        first: dict[str, str] = {}
        for one in group.members:
            first.setdefault(self.case.candidates.wording(one), one)
        return [first[wording] for wording in sorted(first)[:ASKED]]

    def group(self, claim: str, members: Sequence[str], fits: Callable[[str], bool]) -> Group:
        """Return the group that says a claim; why it was joined is worked out again where it is not known."""
        if claim not in self._known:
            (some,) = self._components(members[:1], fits)
            groups = self._grouped(some)
            own = [group for group in groups if group.members[0] in members]
            if self.ruled_contents.isdisjoint(some):
                self._known |= {group.claim: group for group in groups}
            else:  # what else hangs together by rulings may be known with these already
                self._known[claim] = self._one_of(own)
        return self._known[claim]

    def of_content(self, content: str) -> str:
        """Return the id of the claim that a content says, "" for one that says none."""
        index = self.case.index
        return next(iter(index.keys(GROUP, content) or index.keys(ALONE, content)), "")

    def is_told(self, content: str) -> bool:
        """Say whether a content tells something, and is no denial."""
        return self.case.is_(content, TELLS)

    # -- Rulings -------------------------------------------------------------------------------------

    @cached_property
    def ruled_contents(self) -> frozenset[str]:
        """The contents of all statements that people ruled to go together with others, or apart from them."""
        statements = ruled_statements(self.ruled)
        return frozenset(
            part
            for one in statements
            for part in self.case.index.members(PARTS, one)
            if part in self.case.items_by_id
        )

    @cached_property
    def bonds(self) -> Bonds:
        """What the rulings bind together, and keep apart."""
        contents = [self.case.item(one) for one in sorted(self.ruled_contents)]
        return Bonds(contents, self.case.compared, self.ruled)

    def _tie(self, members: Iterable[str]) -> None:
        """Tie what was joined to what people ruled on."""
        some = tuple(members)
        if not self.ruled_contents.isdisjoint(some):
            self.bonds.tie(some)

    def loosened(self, concerned: frozenset[str]) -> Settled:
        """Take apart again what people joined, where anything of what they ruled on is concerned."""
        ruled = sorted(one for one in self.ruled_contents if self.is_told(one))
        bound = frozenset(one for some in self._components(ruled, self.is_told) for one in some)
        if bound.isdisjoint(concerned):
            return Settled()
        old = {claim for one in bound for claim in self.case.index.keys(GROUP, one)}
        groups = [group for some in self._components(ruled, self.is_told) for group in self._grouped(some)]
        self.case.index.put(GROUP, {one: [group.claim] for group in groups for one in group.members})
        self._known |= {group.claim: group for group in groups}
        return Settled(bound, frozenset(old.union(group.claim for group in groups)))

    def bound_again(self, contents: Collection[str], upheld: Callable[[str], bool]) -> Settled:
        """Join what people ruled to be one, of what is not a "not so" to something else."""
        index = self.case.index
        standing = sorted(one for one in contents if upheld(one))
        claims = dict.fromkeys(claim for one in standing for claim in index.keys(GROUP, one))
        joined = self._joined([self._known[claim] for claim in claims])
        index.put(GROUP, {one: [group.claim] for group in joined for one in group.members})
        self._known |= {group.claim: group for group in joined}
        return Settled(claims=frozenset(group.claim for group in joined))

    def _joined(self, groups: Sequence[Group]) -> list[Group]:
        """Join the groups that people ruled to be one."""
        if not self.ruled_contents:
            return list(groups)
        by_bond: dict[tuple[str, ...], list[Group]] = {}
        for group in groups:
            by_bond.setdefault(self.bonds.with_all(group.members[0]), []).append(group)
        return [self._one_of(together) for together in by_bond.values()]

    def _one_of(self, together: Sequence[Group]) -> Group:
        members = tuple(sorted(one for group in together for one in group.members))
        reasons = [reason for group in together for reason in group.reasons]
        return Group(members, (*reasons, *self.bonds.reasons(members)), ruled=len(together) > 1)
