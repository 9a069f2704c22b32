"""The party of each actor of a case, by one name: the harbour board's chief and the HB's spokesman.

In its own report everybody has a party by the words of that report ("the union"); here the words are
followed to the actor whom that report means by them. A body that is only described is a party where it is
the only one so described; of two nobody could say which is meant, and both stay without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import NamedTuple

from counterclaim.model import Actor, ActorKind
from counterclaim.normalize.actors.actor import Group
from counterclaim.normalize.actors.body_words import body_words
from counterclaim.normalize.actors.nameless import bodies_by_label
from counterclaim.normalize.actors.stories import Stories
from counterclaim.normalize.names import plain_name

_BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.OUTLET, ActorKind.UNIT})
_LANGUAGE = "en"
_ONE_IN_A_STORY = frozenset({"police", "court", "government", "service", "hospital"})
_TOO_FAR = 8


class _Vote(NamedTuple):
    """For whom a report says that an actor speaks: another by number, or a party by name; and why."""

    owner: int | None
    name: str
    because: str


@dataclass(frozen=True)
class _Case:
    groups: Sequence[Group]
    actors: Sequence[Actor]
    votes: Mapping[int, _Vote]


def with_parties(groups: Sequence[Group], actors: Sequence[Actor]) -> list[Actor]:
    """Return the actors of the groups, in their order, each with the party it speaks for in this case."""
    labels = bodies_by_label(groups)
    bare = {number for number, actor in enumerate(actors) if not actor.proper}
    votes = {number: vote for number, group in enumerate(groups) if (vote := _vote(group, labels, bare))}
    case = _Case(groups, actors, votes)
    found = [_sided(number, case) for number in range(len(actors))]
    return with_one_name_each(_without_doubtful(case, found))


def _vote(group: Group, labels: Mapping[tuple[str, str], int], nameless: AbstractSet[int]) -> _Vote | None:
    """Return what most reports say; an own party comes before a country, a name before a description."""
    countries = {one.country for one in group.members}
    told = [
        _Vote(None, one.party, one.because)
        if one.party == one.country or (one.report, one.party) not in labels
        else _Vote(labels[one.report, one.party], "", one.because)
        for one in group.members
        if one.party is not None
    ]
    own = [vote for vote in told if vote.owner is not None or vote.name not in countries]
    if not told:
        return None
    counts = Counter((vote.owner, vote.name) for vote in (own or told))
    best = min(
        counts,
        key=lambda key: (-counts[key], key[0] in nameless, key[1], -1 if key[0] is None else key[0]),
    )
    return next(vote for vote in told if (vote.owner, vote.name) == best)


def _sided(number: int, case: _Case) -> Actor:
    actor, vote = case.actors[number], case.votes.get(number)
    if vote is None or vote.owner is None or actor.party == actor.country:
        return actor
    root = _root(number, case)
    body = case.actors[root]
    own = body.party if body.party and (body.proper or body.party == body.country) else body.name
    because = f"inferred: {vote.because}"
    if own not in because:
        because = f"{because}, which is {own} here"
    return replace(actor, party=own, party_because=because)


def _root(number: int, case: _Case) -> int:
    """Return the actor whom another speaks for in the end."""
    for _ in range(_TOO_FAR):
        vote = case.votes.get(number)
        if vote is None or vote.owner is None or vote.owner == number:
            return number
        number = vote.owner
    return number


# -- Descriptions ------------------------------------------------------------------------------------


def _without_doubtful(case: _Case, actors: Sequence[Actor]) -> list[Actor]:
    """Return the actors, those without a party whose party is a description that leaves a doubt."""
    stories = Stories.of(case.groups)
    owners: dict[str, set[int]] = {}
    for number, actor in enumerate(actors):
        root = _root(number, case)
        if actor.party and actor.party != actor.country and not case.actors[root].proper:
            owners.setdefault(plain_name(actor.party), set()).add(root)
    sorts = Counter(
        body_words(_LANGUAGE).sort_of(actor.name).sort for actor in actors if actor.kind in _BODIES
    )
    doubtful = {label for label, roots in owners.items() if not _is_plain(label, roots, sorts, case, stories)}
    return [
        replace(
            actor, party=None, party_because=f"“{actor.party}” may mean more than one, so no side is told"
        )
        if actor.party and plain_name(actor.party) in doubtful and not case.actors[_root(number, case)].proper
        else actor
        for number, actor in enumerate(actors)
    ]


def _is_plain(label: str, roots: set[int], sorts: Mapping[str, int], case: _Case, stories: Stories) -> bool:
    """Say whether a description means one: "the pilots' union" of one case, "police" of one story."""
    words = body_words(_LANGUAGE)
    sort = words.sorts.get(label)
    if len(roots) == 1:
        return sort is None or sort.sort in _ONE_IN_A_STORY or sorts[sort.sort] <= 1
    one_of_a_kind = label in words.collectives or (sort is not None and sort.sort in _ONE_IN_A_STORY)
    reports = [one.report for root in sorted(roots) for one in case.groups[root].members]
    return one_of_a_kind and stories.are_one(reports)


# -- Names -------------------------------------------------------------------------------------------


def with_one_name_each(actors: Sequence[Actor]) -> list[Actor]:
    """Return the actors, the party of each under the name of the only body that is called so.

    A name of two bodies stays as it is, and so does one that is a country's.
    """
    called: dict[str, set[str]] = {}
    for body in actors:
        if body.kind in _BODIES and body.proper and body.party and body.party != body.country:
            for name in (body.party, *body.names):
                if _is_written_as_a_name(name):
                    called.setdefault(plain_name(name), set()).add(body.party)
    return [
        _renamed(actor, called.get(plain_name(actor.party), set())) if actor.party else actor
        for actor in actors
    ]


def _is_written_as_a_name(name: str) -> bool:
    return all(not word[:1].islower() for word in name.split())


def _renamed(actor: Actor, parties: set[str]) -> Actor:
    if len(parties) != 1 or actor.party in parties or actor.party == actor.country:
        return actor
    (party,) = parties
    return replace(actor, party=party, party_because=f"{actor.party_because}; “{actor.party}” is {party}")
