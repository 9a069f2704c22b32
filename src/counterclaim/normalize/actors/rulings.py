"""What a person rules on names and sides, and what becomes of the actors by it.

A ruling is a `Decision`: an alias says whose names some names are too, a relabel of the party says who
speaks for it, and one of the camp which party is a part of a wider one. Names are taken as reports
write them; case, accents and a "the" in front make no difference, other spellings do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from counterclaim.model import Actor, Decision, DecisionKind, Referent
from counterclaim.normalize.actors.actor import Group, actor_of
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


# -- Names -------------------------------------------------------------------------------------------


def gathered(groups: Sequence[Group], rulings: Rulings) -> list[Group]:
    """Return the groups with the referents of each ruled name together, under that name.

    A group that is shown under a ruled name, or of which a report uses the name ruled to be the right
    one, goes over whole; of another only the referents that bear a ruled name in their own report do.
    """
    if not rulings.names:
        return list(groups)
    kept: list[Group] = []
    ruled: dict[str, Group] = {}
    for group in groups:
        for ruling, part in _shares(group, rulings):
            if ruling is None:
                kept.append(part)
                continue
            into = ruled.setdefault(ruling.to, Group([], [], ruling.to))
            into.members.extend(part.members)
            into.reasons.extend(part.reasons)
    return [*kept, *(ruled[name] for name in sorted(ruled))]


def _shares(group: Group, rulings: Rulings) -> Iterator[tuple[Decision | None, Group]]:
    """Yield the parts of a group that fall to different rulings, or to none, with their reasons."""
    whole = _of_all(group, rulings)
    parts: dict[str, tuple[Decision | None, list[Referent]]] = {}
    for one in group.members:
        ruling = _ruled(own_names(one), rulings.names) or whole
        parts.setdefault(ruling.id if ruling else "", (ruling, []))[1].append(one)
    for ruling, members in (parts[key] for key in sorted(parts)):
        gone = {f"“{one.name}”" for one in group.members if one not in members}
        reasons = [because for because in group.reasons if not any(name in because for name in gone)]
        yield ruling, Group(members, [*reasons, *_because_ruled(ruling, members)])


def _of_all(group: Group, rulings: Rulings) -> Decision | None:
    """Return the ruling that a whole group falls to: by the name that is shown, else by the right name."""
    shown = rulings.names.get(plain_name(actor_of(group).name))
    plain = {plain_name(name) for one in group.members for name in own_names(one)}
    right = {one.id: one for name in plain if (one := rulings.names.get(name)) and plain_name(one.to) == name}
    return shown or (next(iter(right.values())) if len(right) == 1 else None)


def own_names(one: Referent) -> tuple[str, ...]:
    """Return what its report calls a referent: its name, or all descriptions if it has none."""
    return (one.name, one.names[0]) if one.proper else (one.name, *one.names)


def _ruled(names: Iterable[str], by_name: Mapping[str, Decision]) -> Decision | None:
    return next((by_name[plain] for name in names if (plain := plain_name(name)) in by_name), None)


def _because_ruled(ruling: Decision | None, members: Sequence[Referent]) -> Iterator[str]:
    """Yield for each name that is not the ruled one who said whose it is."""
    others = {one.name for one in members if ruling and plain_name(one.name) != plain_name(ruling.to)}
    yield from (f"{ruling.by} says that “{name}” is {ruling.to}" for name in sorted(others) if ruling)


# -- Sides -------------------------------------------------------------------------------------------


def sided(actor: Actor, members: Sequence[Referent], rulings: Rulings) -> Actor:
    """Return the actor with the party and the camp that are ruled for it; all else stays as inferred.

    A ruling on the actor's own names comes before one on the party that it was inferred to speak for.
    Two rulings that lead to two parties leave it where it was, and it says so.
    """
    names = {plain_name(name) for one in members for name in own_names(one)} | {plain_name(actor.name)}
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
    ruling = rulings.camps.get(plain_name(actor.party)) if actor.party else None
    if ruling is None:
        return actor
    camp, passed = ruling.to, {ruling.id}
    while (wider := rulings.camps.get(plain_name(camp))) and wider.id not in passed:
        camp = wider.to
        passed.add(wider.id)
    told = f"{actor.party_because}; {ruling.by} says that {actor.party} is a part of {camp}"
    return replace(actor, camp=camp, party_because=told)


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
