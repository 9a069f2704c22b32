"""What a person rules on names and sides, and what becomes of the actors by it.

A ruling is a `Decision`: an alias says whose names some names are too, a relabel of the party says who
speaks for it, and one of the camp which party is a part of a wider one. Names are taken as reports
write them; case, accents and a "the" in front make no difference, other spellings do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from counterclaim.model import Actor, Decision, DecisionKind, Referent
from counterclaim.normalize.actors.nodes import own_names
from counterclaim.normalize.names import plain_name

PARTY, CAMP = "party", "camp"
"""What of an actor, and of a party, a relabel may set."""


@dataclass(frozen=True, slots=True)
class Rulings:
    """Who is ruled to be whom, who speaks for which party, which party is in which camp; by plain name."""

    names: Mapping[str, Decision]
    parties: Mapping[str, Decision]
    camps: Mapping[str, Decision]


def rulings_of(decisions: Iterable[Decision]) -> Rulings:
    """Return the rulings on names and sides among `decisions`; of two on one name that with the lesser id."""
    found = Rulings({}, {}, {})
    shelves = {(DecisionKind.RELABEL, PARTY): found.parties, (DecisionKind.RELABEL, CAMP): found.camps}
    for one in sorted(decisions, key=lambda decision: decision.id):
        shelf = found.names if one.kind is DecisionKind.ALIAS else shelves.get((one.kind, one.what))
        if isinstance(shelf, dict):
            for name in (one.to, *one.about) if shelf is not found.camps else one.about:
                shelf.setdefault(plain_name(name), one)
    return found


# -- Sides -------------------------------------------------------------------------------------------


def names_sided(members: Iterable[Referent], actor: Actor) -> set[str]:
    """Return the names by which an actor is known, for rulings on its side."""
    return {plain_name(name) for one in members for name in own_names(one)} | {plain_name(actor.name)}


def sided(actor: Actor, names: Iterable[str], rulings: Rulings) -> Actor:
    """Return the actor, known by some names, with the party and the camp that are ruled for it.

    A ruling on the actor's own names comes before one on the party that it was inferred to speak for.
    Two rulings that lead to two parties leave it where it was, and it says so.
    """
    own = {ruling.to: ruling for name in sorted(names) if (ruling := rulings.parties.get(name))}
    if len(own) > 1:
        told = f"{next(iter(own.values())).by} puts it with {' and '.join(sorted(own))}, so neither was taken"
        return _in_camp(replace(actor, party_because=f"{actor.party_because}; {told}"), rulings)
    by_party = rulings.parties.get(plain_name(actor.party)) if actor.party else None
    ruling = next(iter(own.values()), by_party)
    if ruling is None:
        return _in_camp(actor, rulings)
    whose = "" if own or ruling.to == actor.party else f", with {actor.party}, for which it speaks"
    told = f"ruled by {ruling.by}{whose}"
    return _in_camp(replace(actor, party=ruling.to, camp=ruling.to, party_because=told), rulings)


def _in_camp(actor: Actor, rulings: Rulings) -> Actor:
    """Put a party, ruled or inferred, in the widest one that it is ruled to be a part of."""
    wider = wider_parties(actor.party, rulings)
    if not wider:
        return actor
    told = f"{actor.party_because}; {wider[0].by} says that {actor.party} is a part of {wider[-1].to}"
    return replace(actor, camp=wider[-1].to, party_because=told)


def wider_parties(party: str | None, rulings: Rulings) -> list[Decision]:
    """Return the rulings that put a party in a wider one, that in a still wider one, and so on."""
    found: list[Decision] = []
    ruling = rulings.camps.get(plain_name(party)) if party else None
    while ruling is not None and ruling.id not in {one.id for one in found}:
        found.append(ruling)
        ruling = rulings.camps.get(plain_name(ruling.to))
    return found


def unmet_names(decisions: Iterable[Decision], referents: Iterable[Referent]) -> tuple[str, ...]:
    """Return the names that rulings are about and that nothing is called: not yet, or they are misspelt.

    What is put into a camp has to be a party, inferred or ruled; all else a name that a report uses.
    """
    rulings = rulings_of(decisions)
    parties = {plain_name(one.to) for one in (*rulings.parties.values(), *rulings.camps.values())}
    names: set[str] = set()
    for one in referents:
        names.update(map(plain_name, own_names(one)))
        parties.add(plain_name(one.party or ""))
    known = (
        (rulings.names, names),
        (rulings.parties, names | parties),
        (rulings.camps, parties),
    )
    unmet = {
        name
        for shelf, met in known
        for one in shelf.values()
        for name in one.about
        if plain_name(name) not in met
    }
    return tuple(sorted(unmet))
