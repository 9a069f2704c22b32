"""Statements to claims: those that say the same thing, with the stance of each.

Agreement rules decide on candidates; groups grow from the best agreement down, and no group ever takes in a
pair that a veto keeps apart. What is known of groups and of their denials is kept in the index of the case.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from counterclaim.model import SUPPORTING, Bearing, Claim, Constraints, Stance, content_id
from counterclaim.relate.case import AGREES, DENIES, NEGATIVE, PARTS, TELLS, TOLD_IN, Case, Changed
from counterclaim.relate.comparisons import Comparisons
from counterclaim.relate.denials import aims, contradicted
from counterclaim.relate.gists import gist, unclear
from counterclaim.relate.items import Item
from counterclaim.relate.ruled import Bonds, ruled_statements, with_ruled_stances
from counterclaim.relate.stances import stance

ASKED = 8
"""Members of a group that those of another must agree with, before the two are joined."""

GROUP, ALONE = "group", "alone"
"""The claim that each content says, and that each denial makes which denies nothing told here."""

AIMS = "aims"
"""The contents that each denial, or "not so", denies."""


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


@dataclass(frozen=True, slots=True)
class _Group:
    """Contents that say one thing, and why they were joined."""

    members: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    ruled: bool = False  # a person joined it

    @property
    def claim(self) -> str:
        """Return the id of the claim that they say."""
        return content_id("cl", *self.members)


@dataclass
class Claims:
    """The claims of a case, made of groups of contents when they are asked for."""

    case: Case
    ruled: Constraints = field(default_factory=Constraints)
    _known: dict[str, _Group] = field(default_factory=dict)
    _made: dict[str, Made | None] = field(default_factory=dict)

    def settle(self, changed: Changed) -> frozenset[str]:
        """Group what changed anew, and return the ids of all claims that may be others, or gone, by it."""
        touched = changed.agreeing | changed.contents
        withdrawn = self._withdrawn(changed.contents)
        grouped = self._settle_groups(GROUP, touched, self._is_told)
        others = grouped.contents | {one for pair in changed.pairs for one in pair}
        near = self._near(grouped.contents) | others
        bound = self._loosened(near)
        turned = self._settle_contradictions(near | bound.contents, others | bound.contents, changed.contents)
        bound |= self._bound_again(bound.contents)
        moved = grouped.contents | turned.contents | bound.contents
        around = self._of_same_reports(changed.contents | turned.contents)
        aimed = self._settle_aims(
            self._near(moved) | around | others | self._ruled_contents, changed.contents
        )
        alone = self._settle_groups(ALONE, touched | aimed.contents, self._is_aimless)
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

    def of_content(self, content: str) -> str:
        """Return the id of the claim that a content says, "" for one that says none."""
        index = self.case.index
        return next(iter(index.keys(GROUP, content) or index.keys(ALONE, content)), "")

    # -- Groups --------------------------------------------------------------------------------------

    def _settle_groups(self, space: str, touched: Iterable[str], fits: Callable[[str], bool]) -> _Settled:
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
        return _Settled(frozenset(old), frozenset(claims))

    def _components(self, contents: Iterable[str], fits: Callable[[str], bool]) -> Iterator[list[str]]:
        """Yield the contents that hang together by agreements with each of some contents."""
        seen: set[str] = set()
        for first in contents:
            waiting, found = [first], []
            while waiting:
                one = waiting.pop()
                if one not in seen:
                    seen.add(one)
                    found.append(one)
                    waiting += [other for other in self._hanging_with(one) if fits(other)]
            if found:
                yield sorted(found)

    def _hanging_with(self, content: str) -> Iterable[str]:
        """Return the contents that agree with one; all that people ruled on hangs together."""
        agreeing = self.case.index.keys(AGREES, content)
        return {*agreeing, *self._ruled_contents} if content in self._ruled_contents else agreeing

    def _grouped(self, contents: Sequence[str]) -> list[_Group]:
        """Join what agrees of the contents, best first, but nothing that is ruled to be apart."""
        compared = self.case.compared
        agreed = [
            (-found.score, left, right, found.because)
            for left in contents
            for right in self.case.index.keys(AGREES, left)
            if left < right and (found := compared.of(left, right).agreement) is not None
        ]
        group_of = {one: _Group((one,)) for one in contents}
        for _, left, right, because in sorted(agreed):
            one, other = group_of.get(left), group_of.get(right)
            if not one or not other or one is other or self._bonds.keeps_apart(one.members, other.members):
                continue
            if _may_join(one, other, compared):
                joined = _Group(
                    tuple(sorted((*one.members, *other.members))), (*one.reasons, *other.reasons, because)
                )
                group_of.update(dict.fromkeys(joined.members, joined))
                self._tie(joined.members)
        return list({group.members: group for group in group_of.values()}.values())

    def _group(self, claim: str, members: Sequence[str], fits: Callable[[str], bool]) -> _Group:
        """Return the group that says a claim; why it was joined is worked out again where it is not known."""
        if claim not in self._known:
            (some,) = self._components(members[:1], fits)
            groups = self._grouped(some)
            own = [group for group in groups if group.members[0] in members]
            self._known |= {group.claim: group for group in groups}
            self._known[claim] = self._one_of(own) if self._ruled_contents.intersection(some) else own[0]
        return self._known[claim]

    # -- Rulings -------------------------------------------------------------------------------------

    @cached_property
    def _ruled_contents(self) -> frozenset[str]:
        """The contents of all statements that people ruled to go together with others, or apart from them."""
        statements = ruled_statements(self.ruled)
        return frozenset(
            part
            for one in statements
            for part in self.case.index.members(PARTS, one)
            if part in self.case.items_by_id
        )

    @cached_property
    def _bonds(self) -> Bonds:
        contents = [self.case.item(one) for one in sorted(self._ruled_contents)]
        return Bonds(contents, self.case.compared, self.ruled)

    def _tie(self, members: Iterable[str]) -> None:
        """Tie what was joined to what people ruled on."""
        some = tuple(members)
        if not self._ruled_contents.isdisjoint(some):
            self._bonds.tie(some)

    def _loosened(self, concerned: frozenset[str]) -> _Settled:
        """Take apart again what people joined, where anything of what they ruled on is concerned."""
        ruled = sorted(one for one in self._ruled_contents if self._is_told(one))
        bound = frozenset(one for some in self._components(ruled, self._is_told) for one in some)
        if bound.isdisjoint(concerned):
            return _Settled()
        old = {claim for one in bound for claim in self.case.index.keys(GROUP, one)}
        groups = [group for some in self._components(ruled, self._is_told) for group in self._grouped(some)]
        self.case.index.put(GROUP, {one: [group.claim] for group in groups for one in group.members})
        self._known |= {group.claim: group for group in groups}
        return _Settled(bound, frozenset(old.union(group.claim for group in groups)))

    def _bound_again(self, contents: Collection[str]) -> _Settled:
        """Join what people ruled to be one, of what is not a "not so" to something else."""
        index = self.case.index
        upheld = sorted(one for one in contents if self._is_upheld(one))
        claims = dict.fromkeys(claim for one in upheld for claim in index.keys(GROUP, one))
        joined = self._joined([self._known[claim] for claim in claims])
        index.put(GROUP, {one: [group.claim] for group in joined for one in group.members})
        self._known |= {group.claim: group for group in joined}
        return _Settled(claims=frozenset(group.claim for group in joined))

    def _joined(self, groups: Sequence[_Group]) -> list[_Group]:
        """Join the groups that people ruled to be one."""
        if not self._ruled_contents:
            return list(groups)
        by_bond: dict[tuple[str, ...], list[_Group]] = {}
        for group in groups:
            by_bond.setdefault(self._bonds.with_all(group.members[0]), []).append(group)
        return [self._one_of(together) for together in by_bond.values()]

    def _one_of(self, together: Sequence[_Group]) -> _Group:
        members = tuple(sorted(one for group in together for one in group.members))
        reasons = [reason for group in together for reason in group.reasons]
        return _Group(members, (*reasons, *self._bonds.reasons(members)), ruled=len(together) > 1)

    # -- Denials -------------------------------------------------------------------------------------

    def _withdrawn(self, changed: Iterable[str]) -> _Settled:
        """Forget what contents denied that are told otherwise now."""
        index = self.case.index
        aims = {one: index.keys(AIMS, one) for one in changed}
        claims = (self.of_content(aim) for aimed in aims.values() for aim in aimed)
        found = _Settled(claims=frozenset(claims) - {""})
        index.put(AIMS, dict.fromkeys((one for one, aimed in aims.items() if aimed), ()))
        return found

    def _settle_contradictions(
        self, contents: Iterable[str], others: frozenset[str], changed: frozenset[str]
    ) -> _Settled:
        """Find anew what the groups among `contents` contradict that say it is not so, for some `others`."""
        index, found = self.case.index, _Settled()
        negative = (one for one in contents if self._is_told(one) and self.case.is_(one, NEGATIVE))
        for claim in sorted({claim for one in negative for claim in index.keys(GROUP, one)}):
            members = index.members(GROUP, claim)
            old = {aim for one in members for aim in index.keys(AIMS, one)}
            if not old and not self._may_contradict(members, others):
                continue
            target = self._target(claim, members)
            is_other = any(index.keys(AIMS, one) != target for one in members)
            if is_other or (target and not changed.isdisjoint(members)):
                index.put(AIMS, dict.fromkeys(members, target))
                claims = {self.of_content(one) for one in (*old, *target)} - {""}
                found |= _Settled(frozenset(members), frozenset(claims | {claim}))
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
        groups = [(score, index.members(GROUP, self.of_content(other))) for score, other in scored]
        others = [one for one in groups if claim not in index.keys(GROUP, one[1][0])]
        target = min(others)[1] if others else ()
        bonds = self._bonds
        is_ruled_out = bonds.keeps_apart(members, target) or bonds.ties_elsewhere(tuple(members), target)
        return () if is_ruled_out else target[:1]

    def _settle_aims(self, contents: Iterable[str], changed: Collection[str]) -> _Settled:
        """Find anew what denials deny."""
        index, found = self.case.index, _Settled()
        for one in sorted(set(contents)):
            if self._is_told(one):
                continue
            denial = self.case.is_(one, DENIES)
            old, new = index.keys(AIMS, one), self._aims(self.case.item(one)) if denial else ()
            if old != new or one in changed:
                index.put(AIMS, {one: new})
                claims = {self.of_content(aim) for aim in (*old, *new)} - {""}
                found |= _Settled(frozenset({one}), frozenset(claims))
        return found

    def _aims(self, denial: Item) -> tuple[str, ...]:
        case = self.case
        others = [case.item(one) for one in self._told_near(denial.id) if self._is_upheld(one)]
        own = case.items_of(denial.report.id)
        above = [one for one in own if self._is_told(one.id) and self._is_upheld(one.id)]
        found = aims(denial, others, above, case.compared)
        bonds = self._bonds
        bound = [one for one in bonds.with_all(denial.id) if self._is_told(one) and self._is_upheld(one)]
        allowed = (one for one in found if not bonds.keeps_apart([denial.id], [one]))
        return tuple(sorted({*allowed, *bound}))

    def _told_near(self, content: str) -> list[str]:
        """Return the candidates of a content that are no denials."""
        return [one for one in self.case.near(content) if self._is_told(one)]

    def _is_upheld(self, content: str) -> bool:
        """Say whether what is told is told as so, and is not itself a "not so" to something else."""
        return not self.case.index.keys(AIMS, content)

    def _is_told(self, content: str) -> bool:
        return self.case.is_(content, TELLS)

    def _is_aimless(self, content: str) -> bool:
        is_whole = self.case.is_(content, DENIES) and "." not in content
        return is_whole and not self.case.index.keys(AIMS, content)

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
        statements = {one.partition(".")[0] for one in contents}
        parts = [part for one in statements for part in index.members(PARTS, one)]
        return frozenset(claim for part in parts for claim in index.keys(GROUP, part))

    # -- Claims --------------------------------------------------------------------------------------

    def _told(self, claim: str, members: Sequence[str]) -> Made | None:
        """Return the claim of a group; what is told beside adds none where a claim has all who tell it."""
        if not self._is_upheld(members[0]):
            return None
        told = [self.case.item(one) for one in members]
        said = frozenset(item.statement.id for item in told)
        is_beside = all(item.proposition.part for item in told)
        group = self._group(claim, members, self._is_told)
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
                and self._is_upheld(members[0])
                and said <= {one.partition(".")[0] for one in members}
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
        group = self._group(claim, members, self._is_aimless)
        return Made(_claim(claim, denials, bearings, group.reasons), tuple(denials))

    def _stance(self, item: Item) -> Bearing:
        return stance(item, self.case.hostile, self.case.lexicon)


@dataclass(frozen=True, slots=True)
class _Settled:
    """The contents that were looked at anew, and the claims that may be others, or gone, by it."""

    contents: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()

    def __or__(self, other: _Settled) -> _Settled:
        """Return both together."""
        return _Settled(self.contents | other.contents, self.claims | other.claims)


def _may_join(one: _Group, other: _Group, compared: Comparisons) -> bool:
    """No veto between any two of those asked, and at least half of the pairs agree outright."""
    found = [compared.of(a, b) for a in one.members[:ASKED] for b in other.members[:ASKED]]
    if any(two.vetoes for two in found):
        return False
    return 2 * sum(two.agreement is not None for two in found) >= len(found)


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
