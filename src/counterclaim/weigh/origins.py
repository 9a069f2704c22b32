"""Origins: how many independent acts of speaking a claim rests on, however many outlets print it.

Never over-count: one speaker on one claim is one origin; a relay or an outlet that passes words on is
no origin; somebody unnamed who may be a named speaker of the same side adds none, nor does a body
quoted in the same words as somebody of its side; outlets that copy one text speak with one voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counterclaim.model import (
    SUPPORTING,
    Actor,
    ActorKind,
    Bearing,
    Claim,
    Family,
    Form,
    Origin,
    Proposition,
    Statement,
    content_id,
)

_SAME_WORDS = 0.7
_FEWEST_WORDS = 3
_QUOTED = frozenset({Form.DIRECT, Form.MIXED})
_BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.UNIT, ActorKind.GOVERNMENT})


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What is known of everybody who says anything: made once, for all claims."""

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
        families: Iterable[Family] = (),
        propositions: Mapping[str, Proposition] | None = None,
    ) -> Witnesses:
        """Return the witnesses among `statements`; `propositions` tell which are in the same words."""
        actors = {actor.key: actor for actor in actor_of.values()}
        return cls(
            statements,
            actor_of,
            actors,
            {report: family.id for family in families for report in family.reports},
            _alike(actors),
            {key: frozenset(told.words) for key, told in (propositions or {}).items()},
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


def _alike(actors: Mapping[str, Actor]) -> dict[str, str]:
    """Return for each unnamed actor the first one described in the same words: "police" are one voice."""
    first: dict[tuple[str, str | None, str | None], str] = {}
    unnamed = (actor for _, actor in sorted(actors.items()) if not actor.proper)
    return {
        one.key: first.setdefault((one.name.casefold(), one.party, one.country), one.key) for one in unnamed
    }


Said = Mapping[str, Sequence[Statement]]
"""What each voice says."""


def origins(claim: Claim, witnesses: Witnesses) -> tuple[Origin, ...]:
    """Return the origins that support `claim`, sorted by id.

    Each lists its statements and says why they are one; statements that add no origin are listed
    with the one they may belong to.
    """
    said: dict[str, list[Statement]] = {}
    for bearing in claim.bearings:
        if _counts(bearing, witnesses.statements):
            statement = witnesses.statements[bearing.statement]
            said.setdefault(witnesses.voice(statement), []).append(statement)
    specific = {voice: told for voice, told in said.items() if _is_specific(witnesses.actors.get(voice))}
    loose = {voice: told for voice, told in said.items() if voice not in specific}
    hosts = _mouthpieces(specific, witnesses)
    named = {voice: told for voice, told in specific.items() if voice not in hosts}
    hosts |= _hosts(named, loose, witnesses)
    alone = {voice: told for voice, told in loose.items() if voice not in hosts}
    hosts |= _one_per_side(alone, witnesses)
    guests = {host: sorted(one for one in hosts if hosts[one] == host) for host in said if host not in hosts}
    found = [_origin(claim, host, others, said, witnesses) for host, others in guests.items()]
    return tuple(sorted(found, key=lambda origin: origin.id))


def _counts(bearing: Bearing, statements: Mapping[str, Statement]) -> bool:
    return bearing.stance in SUPPORTING and bearing.statement in statements


def _is_specific(actor: Actor | None) -> bool:
    """A named person or a body is somebody; a country, an outlet, a crowd or hearsay may speak for others."""
    if actor is None or actor.kind is ActorKind.OUTLET:
        return False
    if not actor.proper:
        return actor.kind in {ActorKind.ORGANISATION, ActorKind.UNIT}
    return not (actor.kind is ActorKind.GOVERNMENT and actor.name == actor.country)


# -- Who may be whose voice ----------------------------------------------------------------------


def _mouthpieces(specific: Said, witnesses: Witnesses) -> dict[str, str]:
    """Return for each body the voice that is quoted in the same words: of its side, if it has one.

    Bodies speak through people and agencies pass on words: one quotation is often given to either.
    """
    hosts: dict[str, str] = {}
    bodies = [voice for voice in sorted(specific) if witnesses.actors[voice].kind in _BODIES]
    for body in bodies:
        sides = {witnesses.side(body)} - {None}
        others = [one for one in sorted(specific) if one != body and sides <= {witnesses.side(one)}]
        same = [one for one in others if _one_quotation(specific[body], specific[one], witnesses)]
        host = next((one for one in same if one not in hosts), None)
        if host and body not in hosts.values():
            hosts[body] = host
    return hosts


def _one_quotation(ours: Sequence[Statement], theirs: Sequence[Statement], witnesses: Witnesses) -> bool:
    """Say whether all that one is quoted with are words that the other is quoted with too."""
    quoted = [_words(one, witnesses) for one in theirs if one.form in _QUOTED]
    return all(
        one.form in _QUOTED and any(_same_words(_words(one, witnesses), other) for other in quoted)
        for one in ours
    )


def _words(statement: Statement, witnesses: Witnesses) -> frozenset[str]:
    return witnesses.words_of.get(statement.id, frozenset())


def _same_words(left: frozenset[str], right: frozenset[str]) -> bool:
    shorter = min(len(left), len(right))
    return shorter >= _FEWEST_WORDS and len(left & right) >= _SAME_WORDS * shorter


def _hosts(named: Said, loose: Said, witnesses: Witnesses) -> dict[str, str]:
    """Return for each unspecific voice the named one of the same side that it may be."""
    hosts: dict[str, str] = {}
    for voice in sorted(loose):
        side = witnesses.side(voice)
        same = [one for one in sorted(named) if side is None or witnesses.side(one) == side]
        if same:
            hosts[voice] = same[0]
    return hosts


def _one_per_side(alone: Said, witnesses: Witnesses) -> dict[str, str]:
    """Return for each unspecific voice the first one of its side; hearsay may be any of them.

    One without a side is of the side of the text it stands in: copies of a text bring no new voice.
    """
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
    return {voice: host for voice, host in meant.items() if voice != host}


# -- The origin ----------------------------------------------------------------------------------


def _origin(claim: Claim, voice: str, guests: Sequence[str], said: Said, witnesses: Witnesses) -> Origin:
    everything = [statement for one in (voice, *guests) for statement in said[one]]
    speaker = witnesses.actors.get(voice)
    return Origin(
        id=content_id("or", claim.id, voice),
        speaker=speaker.key if speaker else None,
        statements=tuple(sorted(one.id for one in everything)),
        because=_because(speaker, said[voice], [_name(witnesses.actors.get(guest)) for guest in guests]),
    )


def _name(actor: Actor | None) -> str:
    return f"“{actor.name}”" if actor else "an unnamed source"


def _because(speaker: Actor | None, said: Sequence[Statement], guests: Sequence[str]) -> str:
    reports = len({one.report for one in said})
    who = speaker.name if speaker else "an unnamed source"
    often = f"{_count(len(said), 'statement')} in {_count(reports, 'report')}"
    reasons = [f"{who} is one speaker, however often printed ({often})"]
    relayed = sum(any(link.role == "relay" for link in one.chain) for one in said)
    if relayed:
        reasons.append(f"{relayed} of them came through a relay, which is no origin of its own")
    reasons += [f"{guest} may be the same voice and adds no origin" for guest in dict.fromkeys(guests)]
    return "; ".join(reasons)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
