"""Origins: how many independent acts of speaking a claim rests on, however many outlets print it.

Never over-count: one speaker on one claim is one origin unless he plainly spoke twice at other
times; a relay is no origin; somebody unnamed who may be a named speaker of the same side adds none;
outlets that copy one text speak with one voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from counterclaim.model import (
    SUPPORTING,
    Actor,
    ActorKind,
    Bearing,
    Claim,
    Family,
    Origin,
    Statement,
    content_id,
)


def origins(
    claim: Claim,
    statements: Mapping[str, Statement],
    actor_of: Mapping[str, Actor],
    families: Iterable[Family] = (),
) -> tuple[Origin, ...]:
    """Return the origins that support `claim`, sorted by id.

    Each lists its statements and says why they are one; statements that add no origin are listed
    with the one they may belong to.
    """
    actors = {actor.key: actor for actor in actor_of.values()}
    supporting = [statements[b.statement] for b in claim.bearings if _counts(b, statements)]
    by_speaker: dict[str, list[Statement]] = {}
    for statement in supporting:
        by_speaker.setdefault(_voice(statement, actor_of, families), []).append(statement)
    named = {voice: said for voice, said in by_speaker.items() if _is_specific(actors.get(voice))}
    loose = {voice: said for voice, said in by_speaker.items() if voice not in named}
    hosts = _hosts(named, loose, actors)
    found = [_origin(claim, voice, said, hosts, loose, actors) for voice, said in sorted(named.items())]
    alone = {voice: said for voice, said in sorted(loose.items()) if voice not in hosts}
    found += [_origin(claim, voice, said, {}, {}, actors) for voice, said in _one_per_side(alone, actors)]
    return tuple(sorted(found, key=lambda origin: origin.id))


def _counts(bearing: Bearing, statements: Mapping[str, Statement]) -> bool:
    return bearing.stance in SUPPORTING and bearing.statement in statements


def _voice(statement: Statement, actor_of: Mapping[str, Actor], families: Iterable[Family]) -> str:
    """Return who speaks: the actor, or for hearsay the outlet, or the family of texts it copies."""
    actor = actor_of.get(statement.speaker or "")
    if actor is not None:
        return actor.key
    family = next((one.id for one in families if statement.report in one.reports), statement.report)
    return f"hearsay {family}"


def _is_specific(actor: Actor | None) -> bool:
    """A named person or body is somebody; a country, a crowd or hearsay may be anybody of its side."""
    if actor is None:
        return False
    if not actor.proper:
        return actor.kind in {ActorKind.ORGANISATION, ActorKind.UNIT} and bool(actor.party)
    return not (actor.kind is ActorKind.GOVERNMENT and actor.name == actor.country)


def _hosts(
    named: Mapping[str, Sequence[Statement]],
    loose: Mapping[str, Sequence[Statement]],
    actors: Mapping[str, Actor],
) -> dict[str, str]:
    """Return for each unspecific voice the named one of the same side that it may be."""
    hosts: dict[str, str] = {}
    for voice in sorted(loose):
        side = actors[voice].party if voice in actors else None
        same = [one for one in sorted(named) if side is None or actors[one].party == side]
        if same:
            hosts[voice] = same[0]
    return hosts


def _one_per_side(
    alone: Mapping[str, Sequence[Statement]], actors: Mapping[str, Actor]
) -> list[tuple[str, list[Statement]]]:
    """Unspecific voices of one side may all be one: they make one origin; hearsay joins any of them."""
    by_side: dict[str, tuple[str, list[Statement]]] = {}
    for voice, said in alone.items():
        side = (actors[voice].party or voice) if voice in actors else ""
        by_side.setdefault(side, (voice, []))[1].extend(said)
    hearsay = by_side.pop("", None) if len(by_side) > 1 else None
    if hearsay is not None:
        next(iter(by_side.values()))[1].extend(hearsay[1])
    return [by_side[side] for side in sorted(by_side)]


def _origin(  # noqa: PLR0913, PLR0917  a claim, a voice, what it said, and who may be that voice too
    claim: Claim,
    voice: str,
    said: Sequence[Statement],
    hosts: Mapping[str, str],
    loose: Mapping[str, Sequence[Statement]],
    actors: Mapping[str, Actor],
) -> Origin:
    guests = [guest for guest, host in sorted(hosts.items()) if host == voice]
    everything = [*said, *(statement for guest in guests for statement in loose[guest])]
    speaker = actors.get(voice)
    return Origin(
        id=content_id("or", claim.id, voice),
        speaker=speaker.key if speaker else None,
        statements=tuple(sorted(one.id for one in everything)),
        because=_because(speaker, said, [actors[guest].name for guest in guests if guest in actors]),
    )


def _because(speaker: Actor | None, said: Sequence[Statement], guests: Sequence[str]) -> str:
    outlets = len({one.report for one in said})
    who = speaker.name if speaker else "an unnamed source"
    reasons = [f"{who} is one speaker, however often printed ({len(said)} statements in {outlets} reports)"]
    relayed = sum(any(link.role == "relay" for link in one.chain) for one in said)
    if relayed:
        reasons.append(f"{relayed} of them came through a relay, which is no origin of its own")
    reasons += [f"“{guest}” may be the same voice and adds no origin" for guest in guests]
    return "; ".join(reasons)
