"""Bodies without a name in several reports: when "the pilots' union" of two reports is one union.

Never by a bare word: "the company" of two stories is two companies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from counterclaim.model import ActorKind, Referent
from counterclaim.normalize.actors.actor import Group
from counterclaim.normalize.actors.signatures import DESCRIBED, SORT
from counterclaim.normalize.actors.stories import Stories
from counterclaim.normalize.names import name_key

_BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.UNIT, ActorKind.GOVERNMENT})

Merge = tuple[int, int, str]
"""The numbers of two groups that are one actor, and why."""


class _Description(NamedTuple):
    """A sort of body, with the country if told, and the words that describe it."""

    sort: str
    words: frozenset[str]


def join_nameless(groups: Sequence[Group]) -> list[Group]:
    """Return the groups with the described bodies of one story together, each with its name if it has one."""
    together = merged(groups, _described_alike(groups, Stories.of(groups)))
    return merged(together, _same_voice(together))


def merged(groups: Sequence[Group], merges: Iterable[Merge]) -> list[Group]:
    """Return the groups with the merges done, in a fixed order; bodies of two countries stay two."""
    parent = list(range(len(groups)))
    countries = [{one.country for one in group.members if one.country} for group in groups]

    def root(of: int) -> int:
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    why: dict[int, list[str]] = {}
    for left, right, because in sorted(merges):
        keep, drop = sorted((root(left), root(right)))
        if keep != drop and len(countries[keep] | countries[drop]) <= 1:
            parent[drop] = keep
            countries[keep] |= countries[drop]
            why.setdefault(keep, []).extend([because, *why.pop(drop, [])])
    found: dict[int, list[int]] = {}
    for number in range(len(groups)):
        found.setdefault(root(number), []).append(number)
    return [_one_group([groups[n] for n in numbers], why.get(keep, [])) for keep, numbers in found.items()]


def _one_group(groups: Sequence[Group], why: Sequence[str]) -> Group:
    members = sorted((one for group in groups for one in group.members), key=lambda one: one.id)
    return Group(members, [*(because for group in groups for because in group.reasons), *why])


# -- Described alike ---------------------------------------------------------------------------------


def _described_alike(groups: Sequence[Group], stories: Stories) -> Iterator[Merge]:
    """Yield bodies of one sort that are described alike in two reports of one story.

    Alike is in the same words, or in some of them if only one body of the case has them all.
    """
    bearers: dict[_Description, set[int]] = {}
    with_word: dict[tuple[str, str], set[_Description]] = {}
    for number, group in enumerate(groups):
        for told in _descriptions(group):
            bearers.setdefault(told, set()).add(number)
            for word in told.words:
                with_word.setdefault((told.sort, word), set()).add(told)
    for told, numbers in bearers.items():
        yield from _in_one_story(numbers, numbers, groups, stories)
        longer = set.intersection(*(with_word[told.sort, word] for word in told.words)) - {told}
        fuller = {number for other in longer for number in bearers[other]} - numbers
        if len(numbers) == len(fuller) == 1 and not _is_named(groups[min(numbers)]):
            yield from _in_one_story(numbers, fuller, groups, stories)


def _descriptions(group: Group) -> Iterator[_Description]:
    """Yield how a body is described, once for each of its descriptions."""
    for one in group.members:
        for signature in one.signatures:
            if signature.startswith(DESCRIBED):
                sort, _, rest = signature.removeprefix(DESCRIBED).partition(":")
                words, _, country = rest.partition("@")
                yield _Description(f"{sort}@{country}", frozenset(words.split(",")))


def _in_one_story(
    some: AbstractSet[int], others: AbstractSet[int], groups: Sequence[Group], stories: Stories
) -> Iterator[Merge]:
    """Yield two groups as one where a report of each is of one story, and no report tells of both."""
    told_in: dict[str, list[int]] = {}
    for number in sorted(others):
        for report in sorted({one.report for one in groups[number].members}):
            told_in.setdefault(report, []).append(number)
    for left in sorted(some):
        reports = {one.report for one in groups[left].members}
        near = [(report, other) for report in sorted(reports) for other in stories.near(report)]
        for report, other in near:
            for right in told_in.get(other, ()):
                if right != left and not reports & {one.report for one in groups[right].members}:
                    names = " and ".join(stories.shared(report, other)[:2])
                    alike = f"“{groups[left].members[0].name}” and “{groups[right].members[0].name}”"
                    yield left, right, f"{alike} are described alike in reports that both tell of {names}"


# -- One voice ---------------------------------------------------------------------------------------


def _same_voice(groups: Sequence[Group]) -> Iterator[Merge]:
    """Yield a nameless body with the named one that the same person speaks for in another report."""
    body_of = bodies_by_label(groups)
    for voice in groups:
        if not _is_person(voice):
            continue
        bodies = {
            number: body_of[one.report, one.party]
            for one in voice.members
            if one.party and (one.report, one.party) in body_of
            for number in [body_of[one.report, one.party]]
            if groups[number].members[0].kind in _BODIES
        }
        named = [number for number in sorted(bodies) if _is_named(groups[number])]
        nameless = [number for number in sorted(bodies) if number not in named]
        for number in nameless if len(named) <= 1 else ():
            host = (named or nameless)[0]
            if host != number and _sorts_agree(groups[host], groups[number]):
                told = f"{voice.members[0].name} speaks for “{groups[number].members[0].name}” and for"
                yield host, number, f"{told} “{groups[host].members[0].name}”"


def _is_person(group: Group) -> bool:
    return group.members[0].kind is ActorKind.PERSON and any(one.proper for one in group.members)


def bodies_by_label(groups: Sequence[Group]) -> Mapping[tuple[str, str], int]:
    """Return which group a party of a report is: a label that two of its bodies bear leads nowhere."""
    found: dict[tuple[str, str], set[int]] = {}
    for number, group in enumerate(groups):
        for one in group.members:
            for label in {one.name, one.party if _stands_for_itself(one) else one.name}:
                found.setdefault((one.report, label or one.name), set()).add(number)
    return {key: min(numbers) for key, numbers in found.items() if len(numbers) == 1}


def _stands_for_itself(one: Referent) -> bool:
    return one.party is not None and name_key(one.party) in {
        name_key(name) for name in (one.name, *one.names)
    }


def _is_named(group: Group) -> bool:
    return any(one.proper for one in group.members)


def _sorts_agree(left: Group, right: Group) -> bool:
    """Say whether two bodies may be of one sort: a company is no union."""
    ours, theirs = (
        {s for one in group.members for s in one.signatures if s.startswith(SORT)} for group in (left, right)
    )
    return not ours or not theirs or bool(ours & theirs)
