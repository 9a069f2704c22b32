"""One name for each party: the harbour board's chief and the HB's spokesman speak for one side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from counterclaim.model import Actor, ActorKind
from counterclaim.normalize.actors.rulings import plain_name

_BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.OUTLET, ActorKind.UNIT})


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
