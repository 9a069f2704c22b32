"""Statements to claims: those that say the same thing, with the stance of each.

`groups` says which contents say the same, `denying` what denies them; here each group becomes a claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from counterclaim.model import SUPPORTING, Bearing, Claim, Constraints, Stance
from counterclaim.relate.candidates import statement_of
from counterclaim.relate.case import PARTS, TOLD_IN, Case, Changed
from counterclaim.relate.denying import AIMS, Denials
from counterclaim.relate.gists import gist, unclear
from counterclaim.relate.groups import ALONE, GROUP, Groups
from counterclaim.relate.items import Item
from counterclaim.relate.ruled import with_ruled_stances
from counterclaim.relate.stances import stance


@dataclass(frozen=True, slots=True)
class Made:
    """A claim with the contents that say it.

    One that is `beside` is only told beside other happenings, by nobody else and denied by nobody:
    it is worth a row of its own only where another claim conflicts with it.
    """

    claim: Claim
    items: tuple[Item, ...]
    beside: bool = False

    @property
    def supporters(self) -> tuple[Item, ...]:
        """Return the contents whose statements support it."""
        supporting = {one.statement for one in self.claim.bearings if one.stance in SUPPORTING}
        return tuple(item for item in self.items if item.statement.id in supporting)


@dataclass
class Claims:
    """The claims of a case, made of groups of contents when they are asked for."""

    case: Case
    ruled: Constraints = field(default_factory=Constraints)
    _made: dict[str, Made | None] = field(default_factory=dict)

    @cached_property
    def groups(self) -> Groups:
        """The groups of contents that say one thing."""
        return Groups(self.case, self.ruled)

    @cached_property
    def denials(self) -> Denials:
        """What denies them."""
        return Denials(self.groups)

    def settle(self, changed: Changed) -> frozenset[str]:
        """Group what changed anew, and return the ids of all claims that may be others, or gone, by it."""
        groups, denials = self.groups, self.denials
        touched = changed.agreeing | changed.contents
        withdrawn = denials.withdrawn(changed.contents)
        grouped = groups.settle(GROUP, touched, groups.is_told)
        others = grouped.contents | {one for pair in changed.pairs for one in pair}
        near = self._near(grouped.contents) | others
        bound = groups.loosened(near)
        turned = denials.settle_contradictions(
            near | bound.contents, others | bound.contents, changed.contents
        )
        bound |= groups.bound_again(bound.contents, denials.is_upheld)
        around = self._of_same_reports(changed.contents | turned.contents)
        compared = {one for pair in changed.pairs for one in pair} | changed.contents
        concerned = self._near(turned.contents) | around | compared | groups.ruled_contents
        aimed = denials.settle_aims(concerned, changed, turned.contents)
        alone = groups.settle(ALONE, touched | aimed.contents, denials.is_aimless)
        claims = frozenset().union(*(one.claims for one in (withdrawn, grouped, bound, turned, aimed, alone)))
        return claims | self._of_same_statements(claims)

    def made(self, claim: str) -> Made | None:
        """Return a claim; None where nothing, or nothing more than another claim tells, has that id."""
        if claim not in self._made:
            told, alone = (self.case.index.members(space, claim) for space in (GROUP, ALONE))
            made = self._told(claim, told) if told else self._only_denied(claim, alone)
            stances = self.ruled.stances
            self._made[claim] = made and replace(made, claim=with_ruled_stances(made.claim, stances))
        return self._made[claim]

    # -- What is concerned ---------------------------------------------------------------------------

    def _near(self, contents: Iterable[str]) -> frozenset[str]:
        """Return contents with their candidates."""
        some = frozenset(contents)
        return some.union(*(self.case.near(one) for one in some))

    def _of_same_reports(self, contents: Iterable[str]) -> frozenset[str]:
        index = self.case.index
        reports = {report for one in contents for report in index.keys(TOLD_IN, one)}
        return frozenset(one for report in reports for one in index.members(TOLD_IN, report))

    def _of_same_statements(self, claims: Iterable[str]) -> frozenset[str]:
        """Return the claims of all contents of the statements that bear on some claims, denials apart."""
        index = self.case.index
        contents = [one for claim in claims for one in index.members(GROUP, claim)]
        statements = {statement_of(one) for one in contents}
        parts = [part for one in statements for part in index.members(PARTS, one)]
        return frozenset(claim for part in parts for claim in index.keys(GROUP, part))

    # -- Claims --------------------------------------------------------------------------------------

    def _told(self, claim: str, members: Sequence[str]) -> Made | None:
        """Return the claim of a group; what is told beside adds none where a claim has all who tell it."""
        if not self.denials.is_upheld(members[0]):
            return None
        told = [self.case.item(one) for one in members]
        said = frozenset(item.statement.id for item in told)
        is_beside = all(item.proposition.part for item in told)
        group = self.groups.group(claim, members, self.groups.is_told)
        if is_beside and len(said) > 1 and not group.ruled and self._is_told_as_a_whole(said):
            return None
        bearings = {item.statement.id: self._stance(item) for item in reversed(told)}
        against = {one for member in members for one in self.case.index.members(AIMS, member)}
        for one in sorted(against):
            denial = self.case.item(one)
            because = f"denies what is told of “{denial.frame}”"
            bearings[denial.statement.id] = Bearing(denial.statement.id, Stance.DENIES, because)
        return Made(
            _claim(claim, told, bearings.values(), group.reasons),
            tuple(told),
            is_beside and len(said) == 1 and not against,
        )

    def _is_told_as_a_whole(self, said: frozenset[str]) -> bool:
        """Say whether a claim that somebody tells as the whole of a content has all the statements."""
        index = self.case.index
        parts = index.members(PARTS, min(said))
        for claim in {claim for part in parts for claim in index.keys(GROUP, part)}:
            members = index.members(GROUP, claim)
            is_whole = any("." not in one for one in members)
            if (
                is_whole
                and self.denials.is_upheld(members[0])
                and said <= {statement_of(one) for one in members}
            ):
                return True
        return False

    def _only_denied(self, claim: str, members: Sequence[str]) -> Made | None:
        """Return the claim of what nobody here told, and several perhaps deny."""
        if not members:
            return None
        denials = [self.case.item(one) for one in members]
        bearings = [
            Bearing(item.statement.id, Stance.DENIES, "denied, though nobody here told it")
            if item.statement.denied
            else self._stance(item)
            for item in denials
        ]
        group = self.groups.group(claim, members, self.denials.is_aimless)
        return Made(_claim(claim, denials, bearings, group.reasons), tuple(denials))

    def _stance(self, item: Item) -> Bearing:
        return stance(item, self.case.hostile, self.case.lexicon)


def _claim(claim: str, told: Sequence[Item], bearings: Iterable[Bearing], reasons: Sequence[str]) -> Claim:
    best = min(told, key=unclear)
    return Claim(
        id=claim,
        gist=gist(best),
        frame=best.frame,
        bearings=tuple(sorted(bearings, key=lambda bearing: bearing.statement)),
        because="; ".join(dict.fromkeys(reasons)) or "said once",
        places=tuple(sorted({place for item in told for place in item.proposition.places})),
        about=next((item.when for item in told if item.when), None),
    )
