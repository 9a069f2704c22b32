"""Origins: how many independent acts of speaking a claim rests on, however many outlets print it.

Never over-count: one speaker on one claim is one origin, on however many occasions; a relay or an outlet
that passes words on is no origin; somebody unnamed who may be a named speaker of the same side adds none,
nor does a body beside its spokesman or quoted in the same words as somebody of its side; speakers of one
joint statement, and copies of one text, speak with one voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from counterclaim.model import (
    SUPPORTING,
    Claim,
    LeftOut,
    Origin,
    Role,
    Statement,
    content_id,
)
from counterclaim.weigh.voices import RULES, Hosts, Said, Witnesses

__all__ = ["Witnesses", "origins"]


def origins(claim: Claim, witnesses: Witnesses) -> tuple[Origin, ...]:
    """Return the origins that support `claim`, sorted by id.

    Each lists its statements and says why they are one; statements that add no origin are listed
    with the one they may belong to, with the reason.
    """
    said: dict[str, list[Statement]] = {}
    for bearing in claim.bearings:
        if bearing.stance in SUPPORTING and bearing.statement in witnesses.statements:
            statement = witnesses.statements[bearing.statement]
            said.setdefault(witnesses.voice(statement), []).append(statement)
    hosts = _hosts(said, witnesses)
    found = [_origin(claim, voice, hosts, said, witnesses) for voice in said if voice not in hosts]
    return tuple(sorted(found, key=lambda origin: origin.id))


def _hosts(said: Said, witnesses: Witnesses) -> Hosts:
    """Return who adds no origin, by the first rule that says so, with whom it goes in the end."""
    hosts: Hosts = {}
    for rule in RULES:
        left = {voice: told for voice, told in said.items() if voice not in hosts}
        hosts |= rule(left, witnesses)
    return {voice: (_last(voice, hosts), because) for voice, (_, because) in hosts.items()}


def _last(voice: str, hosts: Hosts) -> str:
    """Follow a voice to one that counts."""
    while voice in hosts:
        voice = hosts[voice][0]
    return voice


# -- The origin ----------------------------------------------------------------------------------


def _origin(claim: Claim, voice: str, hosts: Hosts, said: Said, witnesses: Witnesses) -> Origin:
    guests = sorted(one for one, (host, _) in hosts.items() if host == voice)
    everything = sorted((own for one in (voice, *guests) for own in said[one]), key=lambda own: own.id)
    left_out = [
        LeftOut(witnesses.name(one), tuple(sorted(own.id for own in said[one])), hosts[one][1])
        for one in guests
    ]
    return Origin(
        id=content_id("or", claim.id, voice),
        speaker=voice if voice in witnesses.actors else None,
        statements=tuple(one.id for one in everything),
        because=_because(voice, said[voice], witnesses),
        relays=_relays(everything, witnesses),
        left_out=tuple(left_out),
    )


def _relays(told: Sequence[Statement], witnesses: Witnesses) -> tuple[str, ...]:
    """Return the names of those who passed the words on, as far as they are known."""
    actors = [
        witnesses.actor_of.get(link.referent or "")
        for one in told
        for link in one.chain
        if link.role is Role.RELAY
    ]
    return tuple(sorted({actor.name for actor in actors if actor}))


def _because(voice: str, said: Sequence[Statement], witnesses: Witnesses) -> str:
    reports = len({one.report for one in said})
    texts = len({witnesses.text_of(one) for one in said})
    who = witnesses.name(voice)
    often = f"{_count(len(said), 'statement')} in {_count(reports, 'report')}"
    reasons = [f"{who} is one speaker, however often printed ({often})"]
    if texts < reports:
        reasons.append(f"these are copies of {_count(texts, 'text')}")
    if _occasions(said):
        reasons.append("to say it on several occasions makes it no more than one")
    relayed = sum(any(link.role is Role.RELAY for link in one.chain) for one in said)
    if relayed:
        reasons.append(f"{relayed} of them came through a relay, which is no origin of its own")
    return "; ".join(reasons)


def _occasions(said: Sequence[Statement]) -> bool:
    """Say whether it was said at times that cannot be one and the same."""
    times = [one.said for one in said if one.said]
    return any(not one.could_overlap(other) for one, other in combinations(times, 2))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
