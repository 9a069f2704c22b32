"""Who may be whose voice: the rules by which statements of several speakers are one act of speaking.

Each rule returns, for a voice that brings no origin of its own, the voice that it goes with and why.
`RULES` is the whole list, in the order in which they are asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

from rapidfuzz.distance import OSA

from counterclaim.lang import table
from counterclaim.model import Actor, ActorKind, Form, Proposition, Statement

_SAME_WORDS = 0.7
_FEWEST_WORDS = 3
_SHORTEST_NAME = 6
_LIKE_NAME = 0.65
"""Last names of so many letters, and so much alike, in one report may be one: “Ostrovsky”, “Ostrowsky”."""

_QUOTED = frozenset({Form.DIRECT, Form.MIXED})
_BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.UNIT, ActorKind.GOVERNMENT})
_WORD = re.compile(r"\w+")

Said = Mapping[str, Sequence[Statement]]
"""What each voice says."""

Hosts = dict[str, tuple[str, str]]
"""For a voice that adds no origin, the voice that it goes with, and why."""


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What is known of everybody who says anything about one claim."""

    statements: Mapping[str, Statement]
    actor_of: Mapping[str, Actor]
    actors: Mapping[str, Actor]
    family_of: Mapping[str, str]
    like: Mapping[str, str]
    words_of: Mapping[str, frozenset[str]]

    @classmethod
    def of(
        cls,
        statements: Mapping[str, Statement],
        actor_of: Mapping[str, Actor],
        family_of: Mapping[str, str] = MappingProxyType({}),
        propositions: Mapping[str, Proposition] = MappingProxyType({}),
    ) -> Witnesses:
        """Return the witnesses who make some statements.

        Args:
            statements: what they say, by id.
            actor_of: the actor of every referent; those who are named in the statements are looked up.
            family_of: the family of texts of each report that has one.
            propositions: tell which statements are in the same words; those of the statements are looked up.
        """
        named = (link.referent for one in statements.values() for link in one.chain if link.referent)
        known = {one: actor for one in named if (actor := actor_of.get(one)) is not None}
        actors = {actor.key: actor for actor in known.values()}
        told = {one: part for one in statements if (part := propositions.get(one)) is not None}
        return cls(
            statements,
            known,
            actors,
            family_of,
            _alike(actors),
            {key: frozenset(one.words) for key, one in told.items()},
        )

    def voice(self, statement: Statement) -> str:
        """Return who speaks: the actor, or for hearsay the outlet, or the family of texts it copies."""
        actor = self.actor_of.get(statement.speaker or "")
        if actor is not None:
            return self.like.get(actor.key, actor.key)
        return f"hearsay {self.text_of(statement)}"

    def text_of(self, statement: Statement) -> str:
        """Return the family of texts that a statement's report belongs to, or the report alone."""
        return self.family_of.get(statement.report, statement.report)

    def side(self, voice: str) -> str | None:
        """Return for which party a voice speaks, or None."""
        return self.actors[voice].party if voice in self.actors else None

    def name(self, voice: str) -> str:
        """Return what a voice is called."""
        return self.actors[voice].name if voice in self.actors else "a source without a name"

    def is_specific(self, voice: str) -> bool:
        """Say whether a voice is somebody: a country, an outlet, a crowd or hearsay may speak for others."""
        actor = self.actors.get(voice)
        if actor is None or actor.kind is ActorKind.OUTLET:
            return False
        if not actor.proper:
            return actor.kind in {ActorKind.ORGANISATION, ActorKind.UNIT}
        return not (actor.kind is ActorKind.GOVERNMENT and actor.name == actor.country)

    def same_words(self, left: Statement, right: Statement) -> bool:
        """Say whether most words of the shorter of two contents stand in the other."""
        ours, theirs = (self.words_of.get(one.id, frozenset()) for one in (left, right))
        shorter = min(len(ours), len(theirs))
        return shorter >= _FEWEST_WORDS and len(ours & theirs) >= _SAME_WORDS * shorter


def _alike(actors: Mapping[str, Actor]) -> dict[str, str]:
    """Return for each unnamed actor the first one described in the same words: "police" are one voice."""
    first: dict[tuple[str, str | None, str | None], str] = {}
    unnamed = (actor for _, actor in sorted(actors.items()) if not actor.proper)
    return {
        one.key: first.setdefault((one.name.casefold(), one.party, one.country), one.key) for one in unnamed
    }


# -- One act, whoever is named ------------------------------------------------------------------------


def _said_together(said: Said, witnesses: Witnesses) -> Hosts:
    """Speakers of one content in one report say it together: "Lee and Reyes said in a joint statement"."""
    hosts: Hosts = {}
    for one, other in _named_pairs(said, witnesses):
        words = {(own.report, own.content) for own in said[one]}
        if other not in hosts and words.issuperset((own.report, own.content) for own in said[other]):
            hosts[other] = (one, f"it is said together with {witnesses.name(one)}, in one breath")
    return hosts


def _one_passage_copied(said: Said, witnesses: Witnesses) -> Hosts:
    """Copies of one text that give one passage to two names spell one name in two ways."""
    hosts: Hosts = {}
    for one, other in _named_pairs(said, witnesses):
        if other not in hosts and one not in hosts and _is_copy(said[other], said[one], witnesses):
            hosts[other] = (one, f"it is the passage of {witnesses.name(one)} in a copy of one text")
    return hosts


def _is_copy(ours: Sequence[Statement], theirs: Sequence[Statement], witnesses: Witnesses) -> bool:
    reports = {one.report for one in theirs}
    return all(
        own.report not in reports
        and any(
            own.report in witnesses.family_of
            and witnesses.text_of(own) == witnesses.text_of(one)
            and witnesses.same_words(own, one)
            for one in theirs
        )
        for own in ours
    )


def _named_pairs(said: Said, witnesses: Witnesses) -> Iterator[tuple[str, str]]:
    """Yield pairs of voices that are somebody, in a fixed order."""
    known = [voice for voice in sorted(said) if voice in witnesses.actors]
    return combinations(known, 2)


# -- Bodies and those who speak for them --------------------------------------------------------------


def _spokesmen(said: Said, witnesses: Witnesses) -> Hosts:
    """A body and its spokesman are one voice: what he says, it says."""
    hosts: Hosts = {}
    for body in _bodies(said, witnesses):
        speaking = (one for one in sorted(said) if one != body and _speaks_for(one, body, witnesses))
        host = next(speaking, None)
        if host:
            hosts[body] = (host, f"{witnesses.name(host)} is its spokesman")
    return hosts


def _speaks_for(voice: str, body: str, witnesses: Witnesses) -> bool:
    """Say whether somebody is called the spokesman of a body, by its name or as that of its side."""
    person, spoken_for = witnesses.actors.get(voice), witnesses.actors[body]
    if person is None or person.kind is not ActorKind.PERSON or person.party != spoken_for.party:
        return False
    words = table("en", "voices")
    called = [name.lower() for name in person.names if any(one in name.lower() for one in words["spokesmen"])]
    own = {*_WORD.findall(spoken_for.name.lower())} - _plain() - {(spoken_for.country or "").lower()}
    is_side = bool(person.party) and spoken_for.name == person.party
    return bool(called) and (is_side or any(own & {*_WORD.findall(name)} for name in called))


def _mouthpieces(said: Said, witnesses: Witnesses) -> Hosts:
    """A body adds nothing to whom the same words are quoted from: of its side, if it has one.

    Bodies speak through people and agencies pass on words: one quotation is often given to either.
    """
    hosts: Hosts = {}
    specific = [voice for voice in sorted(said) if witnesses.is_specific(voice)]
    taken: set[str] = set()
    for body in _bodies(said, witnesses):
        sides = {witnesses.side(body)} - {None}
        others = [one for one in specific if one != body and sides <= {witnesses.side(one)}]
        same = [one for one in others if _one_quotation(said[body], said[one], witnesses)]
        host = next((one for one in same if one not in hosts), None)
        if host and body not in taken:
            hosts[body] = (host, f"it is quoted in the words of {witnesses.name(host)}")
            taken.add(host)
    return hosts


def _bodies(said: Said, witnesses: Witnesses) -> list[str]:
    return [
        voice
        for voice in sorted(said)
        if witnesses.is_specific(voice) and witnesses.actors[voice].kind in _BODIES
    ]


def _one_quotation(ours: Sequence[Statement], theirs: Sequence[Statement], witnesses: Witnesses) -> bool:
    """Say whether all that one is quoted with are words that the other is quoted with too."""
    quoted = [one for one in theirs if one.form in _QUOTED]
    return all(
        one.form in _QUOTED and any(witnesses.same_words(one, other) for other in quoted) for one in ours
    )


def _misspelt(said: Said, witnesses: Witnesses) -> Hosts:
    """A name of no known side, spelled nearly as another in its report, may be misread or misspelt."""
    hosts: Hosts = {}
    for voice in sorted(said):
        if witnesses.side(voice) is not None or not witnesses.is_specific(voice):
            continue
        texts = {one.report for one in said[voice]}
        near = (
            one
            for one in sorted(said)
            if one not in {voice, *hosts} and _is_spelled_like(voice, one, witnesses)
        )
        host = next((one for one in near if texts & {told.report for told in said[one]}), None)
        if host is not None:
            hosts[voice] = (host, f"the name is spelled nearly as {witnesses.name(host)} in the same report")
    return hosts


def _is_spelled_like(voice: str, other: str, witnesses: Witnesses) -> bool:
    """Say whether the last words of two names of people differ in a few letters only."""
    last = [witnesses.name(one).split()[-1].lower() for one in (voice, other)]
    people = all(
        witnesses.actors[one].kind is ActorKind.PERSON for one in (voice, other) if one in witnesses.actors
    )
    return people and min(map(len, last)) >= _SHORTEST_NAME and OSA.normalized_similarity(*last) >= _LIKE_NAME


# -- Who has no name ----------------------------------------------------------------------------------


def _unnamed(said: Said, witnesses: Witnesses) -> Hosts:
    """Somebody unnamed, a country or an outlet may be the named speaker of the same side."""
    hosts: Hosts = {}
    named = [voice for voice in sorted(said) if witnesses.is_specific(voice)]
    for voice in sorted(said):
        side = witnesses.side(voice)
        same = [one for one in named if _may_be_one_side(side, witnesses.side(one))]
        if same and voice not in named:
            hosts[voice] = (same[0], _may_be(voice, same[0], witnesses))
    return hosts


def _may_be_one_side(ours: str | None, theirs: str | None) -> bool:
    """Say whether two sides may be one: "Workers" may be the "Transport Workers Union"."""
    if ours is None or ours == theirs:
        return True
    left, right = ({*_WORD.findall((side or "").lower())} - _plain() for side in (ours, theirs))
    return bool(left and right) and (left <= right or right <= left)


def _plain() -> frozenset[str]:
    return frozenset(table("en", "voices")["plain"])


def _may_be(voice: str, host: str, witnesses: Witnesses) -> str:
    actor = witnesses.actors.get(voice)
    if actor is None:
        return f"who said so is not told, and it may be {witnesses.name(host)}"
    if actor.kind is ActorKind.OUTLET:
        return f"an outlet or agency passes words on, here perhaps those of {witnesses.name(host)}"
    if actor.proper:
        return f"{actor.name} speaks through people, here perhaps through {witnesses.name(host)}"
    return f"nobody is named, and it may be {witnesses.name(host)}"


def _one_per_side(said: Said, witnesses: Witnesses) -> Hosts:
    """Of several without a name on one side, one counts; hearsay may be any of them.

    One without a side is of the side of the text it stands in: copies of a text bring no new voice.
    """
    alone = {voice: told for voice, told in said.items() if not witnesses.is_specific(voice)}
    side_of = {
        voice: witnesses.side(voice) or witnesses.text_of(alone[voice][0])
        for voice in sorted(alone)
        if voice in witnesses.actors
    }
    hearsay = [voice for voice in sorted(alone) if voice not in side_of]
    first: dict[str, str] = {}
    for voice, side in side_of.items():
        first.setdefault(side, voice)
    anybody = next(iter([*sorted(first.values()), *hearsay]), "")
    meant = {voice: first[side] for voice, side in side_of.items()} | dict.fromkeys(hearsay, anybody)
    return {voice: (host, _may_be(voice, host, witnesses)) for voice, host in meant.items() if voice != host}


Rule = Callable[[Said, Witnesses], Hosts]

RULES: tuple[Rule, ...] = (
    _said_together,
    _one_passage_copied,
    _spokesmen,
    _mouthpieces,
    _misspelt,
    _unnamed,
    _one_per_side,
)
"""Who adds no origin, by which rule; each is asked of the voices that those before it left."""
