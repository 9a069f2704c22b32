"""The party of each actor of a case, by one name: the harbour board's chief and the HB's spokesman.

In its own report everybody has a party by the words of that report ("the union"); here the words are
followed to the actor whom that report means by them. A body that is only described is a party where it is
the only one so described; of two nobody could say which is meant, and both stay without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from counterclaim.cells import MEMBERS, VALUES, Rule
from counterclaim.ledger import encode
from counterclaim.model import Actor, ActorKind, Referent, content_id
from counterclaim.normalize.actors.actor import actor_of, votes
from counterclaim.normalize.actors.body_words import body_words
from counterclaim.normalize.actors.gathering import ACTOR, Gathering
from counterclaim.normalize.actors.nodes import MANY, SIDED
from counterclaim.normalize.actors.stories import Stories
from counterclaim.normalize.names import plain_name

BARE, OWNER = "bare", "owner"
"""What referents make of each actor, and whom a report means by the side that somebody speaks for."""

VOTE, ROOT = "vote", "root"
"""For whom most reports say that each actor speaks, and for whom in the end."""

PARTY, LABEL, LABELS = "party", "label", "labels"
"""The party of each actor, the description that it is if it is no name, and the descriptions of each root."""

SORT_OF, DOUBT, SIDE, SIDES_NAME = "sort of", "doubt", "side", "side's name"
"""The sort of each body, descriptions that may mean more than one, parties without these, their names."""

_BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.OUTLET, ActorKind.UNIT})
_LANGUAGE = "en"
_ONE_IN_A_STORY = frozenset({"police", "court", "government", "service", "hospital"})
_TOO_FAR = 8
_OWNER, _NAME, _WHY = "owner ", "name ", "why "


class _Vote(NamedTuple):
    """For whom a report says that an actor speaks: another actor, or a party by name; and why."""

    owner: str
    name: str
    because: str


class Parties:
    """The rules by which actors have parties."""

    def __init__(self, gathering: Gathering, stories: Stories) -> None:
        self._gathering = gathering
        self._cells = gathering.cells
        self._stories = stories
        self._bare: dict[str, Actor] = {}

    def stages(self) -> tuple[Rule, ...]:
        """Return what says for whom each actor speaks."""
        every, bare = ((ACTOR, VALUES),), ((BARE, MEMBERS),)
        return (
            Rule(BARE, every, self._put_bare),
            Rule(OWNER, ((SIDED, MEMBERS),), self._owner),
            Rule(VOTE, bare, self._of_known(self._vote)),
            Rule(ROOT, bare, self._of_known(self._root)),
            Rule(PARTY, bare, self._of_known(self._party)),
            Rule(LABEL, ((PARTY, MEMBERS),), self._of_known(self._label)),
            Rule(LABELS, ((ROOT, VALUES),), self._labels),
            Rule(SORT_OF, bare, self._of_known(self._sort)),
            Rule(DOUBT, ((LABELS, VALUES),), self._doubt),
            Rule(SIDE, ((PARTY, MEMBERS),), self._of_known(self._side)),
            Rule(SIDES_NAME, ((SIDE, MEMBERS),), self._of_known(self._names)),
        )

    def with_party(self, actor: str) -> Actor:
        """Return an actor with the party it speaks for in this case, and why."""
        found = self.bare(actor)
        if self._cells.the(PARTY, actor) != self._cells.the(SIDE, actor):
            told = f"“{self._cells.the(PARTY, actor)}” may mean more than one, so no side is told"
            return replace(found, party=None, party_because=told)
        party = self._cells.the(SIDE, actor) or None
        self._cells.of(VOTE, actor)  # which tells why, too
        with self._cells.unseen():
            vote = self._vote_of(actor)
        if vote is not None and vote.owner and found.party != found.country:
            because = f"inferred: {vote.because}"
            because = because if party is None or party in because else f"{because}, which is {party} here"
            found = replace(found, party=party, party_because=because)
        return self._renamed(found)

    # -- What its referents make of an actor ---------------------------------------------------------------

    def bare(self, actor: str) -> Actor:
        """Return an actor with no more than its own referents tell."""
        self._cells.of(BARE, actor)
        if actor not in self._bare:
            with self._cells.unseen():
                self._bare[actor] = actor_of(self._gathering.group(actor))
        return self._bare[actor]

    def members(self, actor: str) -> Sequence[Referent]:
        """Return the referents that are asked what an actor is."""
        self._cells.of(BARE, actor)  # which tells them, too
        with self._cells.unseen():
            return self._gathering.group(actor).members

    def _of_known(self, follows: Callable[[str], Iterable[str]]) -> Callable[[str], Iterable[str]]:
        """Return a rule for actors, by which nothing follows of one that is no more."""
        return lambda actor: follows(actor) if self._cells.of(BARE, actor) else ()

    def _put_bare(self, actor: str) -> Iterable[str]:
        group = self._gathering.group(actor)
        self._bare.pop(actor, None)
        if not group.members:
            return ()
        self._bare[actor] = actor_of(group)
        return [content_id("bare", encode(self._bare[actor]))]

    # -- Votes ---------------------------------------------------------------------------------------------

    def _owner(self, referent: str) -> Iterable[str]:
        return self._gathering.meant(referent)

    def _vote(self, actor: str) -> Iterable[str]:
        best = self._vote_of(actor) if self.bare(actor).party is not None else None
        if best is None:
            return []
        whom = f"{_OWNER}{best.owner}" if best.owner else f"{_NAME}{best.name}"
        return [whom, f"{_WHY}{content_id('why', best.because)}"]

    def _vote_of(self, actor: str) -> _Vote | None:
        """Return what most texts say; an own party comes before a country, a name before a description."""
        members = self.members(actor)
        countries = {one.country for one in members}
        sided = [one for one in members if one.party is not None]
        told = {one.id: self._vote_in(one) for one in sided}
        own = [one for one in sided if told[one.id].owner or told[one.id].name not in countries]
        if not told:
            return None
        counts = votes((self._gathering.printed_first(one), told[one.id][:2]) for one in own or sided)
        best = min(
            counts,
            key=lambda key: (-counts[key], bool(key[0]) and not self.bare(key[0]).proper, key[1], key[0]),
        )
        return next(vote for vote in told.values() if vote[:2] == best)

    def _vote_in(self, one: Referent) -> _Vote:
        owner = self._cells.the(OWNER, one.id) if one.party != one.country else ""
        return _Vote(owner, "" if owner else one.party or "", one.because)

    def _root(self, actor: str) -> Iterable[str]:
        """Return the actor whom another speaks for in the end."""
        if not self._cells.of(VOTE, actor):
            return ()
        for _ in range(_TOO_FAR):
            vote = self._cells.the(VOTE, actor)
            if not vote.startswith(_OWNER) or vote == f"{_OWNER}{actor}":
                break
            actor = vote.removeprefix(_OWNER)
        return [actor]

    def _root_of(self, actor: str) -> Actor:
        return self.bare(self._cells.the(ROOT, actor) or actor)

    def _party(self, actor: str) -> Iterable[str]:
        """Return the party of whom an actor speaks for, where that is somebody."""
        one = self.bare(actor)
        if not one.party or not self._cells.the(VOTE, actor).startswith(_OWNER) or one.party == one.country:
            return [one.party] if one.party else []
        body = self._root_of(actor)
        return [body.party if body.party and (body.proper or body.party == body.country) else body.name]

    # -- Descriptions --------------------------------------------------------------------------------------

    def _label(self, actor: str) -> Iterable[str]:
        """Return the description by which a body without a name is a party."""
        party = self._cells.the(PARTY, actor)
        is_label = party and party != self.bare(actor).country and not self._root_of(actor).proper
        return [plain_name(party)] if is_label else []

    def _labels(self, root: str) -> Iterator[str]:
        for actor in self._cells.having(ROOT, root):
            yield from self._cells.of(LABEL, actor)

    def _sort(self, actor: str) -> Iterable[str]:
        one = self.bare(actor)
        sort = body_words(_LANGUAGE).sort_of(one.name).sort if one.kind in _BODIES else ""
        return [sort] if sort else []

    def _doubt(self, label: str) -> Iterable[str]:
        roots = self._cells.having(LABELS, label)
        return [DOUBT] if roots and not self._is_plain(label, roots) else []

    def _is_plain(self, label: str, roots: Sequence[str]) -> bool:
        """Say whether a description means one: "the pilots' union" of one case, "police" of one story."""
        words = body_words(_LANGUAGE)
        sort = words.sorts.get(label)
        if len(roots) == 1:
            return (
                sort is None
                or sort.sort in _ONE_IN_A_STORY
                or len(self._cells.having(SORT_OF, sort.sort)) <= 1
            )
        one_of_a_kind = label in words.collectives or (sort is not None and sort.sort in _ONE_IN_A_STORY)
        reports = self._reports(roots) if one_of_a_kind else None
        return reports is not None and self._stories.are_one(reports)

    def _reports(self, actors: Iterable[str]) -> set[str] | None:
        """Return the reports that tell of some actors; None where they are many."""
        found: set[str] = set()
        for one in actors:
            found.update(self._gathering.reports(one))
            if len(found) > MANY:
                return None
        return found

    def _side(self, actor: str) -> Iterable[str]:
        """Return the party of an actor, unless it is a description that leaves a doubt."""
        party = self._cells.the(PARTY, actor)
        if not party or (self._cells.of(DOUBT, plain_name(party)) and not self._root_of(actor).proper):
            return []
        return [party]

    # -- Names ---------------------------------------------------------------------------------------------

    def _names(self, actor: str) -> Iterator[str]:
        """Yield the names of a body that is a party."""
        body, party = self.bare(actor), self._cells.the(SIDE, actor)
        if body.kind in _BODIES and body.proper and party and party != body.country:
            yield from (plain_name(name) for name in (party, *body.names) if _is_written_as_a_name(name))

    def _renamed(self, actor: Actor) -> Actor:
        """Return an actor, its party under the name of the only body that is called so.

        A name of two bodies stays as it is, and so does one that is a country's.
        """
        if not actor.party or actor.party == actor.country:
            return actor
        bodies = self._cells.having(SIDES_NAME, plain_name(actor.party))
        parties = {self._cells.the(SIDE, body) for body in bodies}
        if len(parties) != 1 or actor.party in parties:
            return actor
        (party,) = parties
        return replace(actor, party=party, party_because=f"{actor.party_because}; “{actor.party}” is {party}")


def _is_written_as_a_name(name: str) -> bool:
    return all(not word[:1].islower() for word in name.split())
